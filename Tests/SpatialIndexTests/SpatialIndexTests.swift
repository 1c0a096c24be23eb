import Geometry
import SpatialIndex
import TestSupport
import Testing

@Suite struct PackedHilbertTreeTests {
  static func boxes(_ count: Int, seed: UInt64) -> [Envelope] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { i in
      if i % 17 == 3 { return .empty }
      let x = Double.random(in: 0...1000, using: &generator)
      let y = Double.random(in: 0...1000, using: &generator)
      return Envelope(
        minX: x,
        minY: y,
        maxX: x + Double.random(in: 0...30, using: &generator),
        maxY: y + Double.random(in: 0...30, using: &generator)
      )
    }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 255, 257, 1000])
  func findsWhatBruteForceFinds(count: Int) {
    let boxes = Self.boxes(count, seed: 1)
    let tree = PackedHilbertTree(boxes)
    tree.checkInvariants()
    #expect(tree.count == boxes.count { !$0.isEmpty })
    var found: [Int32] = []
    var open: [Int32] = []
    let wide = (0..<12).map { k in
      // From all of it to a tenth: whole nodes lie inside.
      let margin = Double(k) * 40
      return Envelope(minX: margin, minY: margin - 10, maxX: 1040 - margin, maxY: 1040 - margin / 2)
    }
    for query in Self.boxes(40, seed: 2) + wide {
      let expected = boxes.indices.filter { !boxes[$0].isEmpty && boxes[$0].intersects(query) }
      #expect(tree.items(in: query) == expected)
      tree.search(query, into: &found, open: &open)
      #expect(found.map(Int.init).sorted() == expected)
      let point = query.center
      guard point.x.isFinite else { continue }
      let nearest =
        expected.isEmpty ? tree.nearest(to: point) : tree.nearest(to: point, within: 1e9)
      let distances = boxes.map { box -> Double in
        guard !box.isEmpty else { return .infinity }
        let dx = max(0, box.minX - point.x, point.x - box.maxX)
        let dy = max(0, box.minY - point.y, point.y - box.maxY)
        return (dx * dx + dy * dy).squareRoot()
      }
      #expect(nearest.map { distances[$0] } == distances.min().flatMap { $0.isFinite ? $0 : nil })
    }
  }

  @Test func joinsWhatBruteForceJoins() {
    let first = Self.boxes(300, seed: 4)
    let second = Self.boxes(170, seed: 5)
    var found: Set<[Int]> = []
    var calls = 0
    PackedHilbertTree(first).join(PackedHilbertTree(second)) {
      found.insert([$0, $1])
      calls += 1
    }
    var expected: Set<[Int]> = []
    for i in first.indices {
      for j in second.indices where !first[i].isEmpty && !second[j].isEmpty {
        if first[i].intersects(second[j]) { expected.insert([i, j]) }
      }
    }
    #expect(found == expected)
    #expect(calls == expected.count, "no pair twice")
  }

  @Test(arguments: [0, 1, 15, 16, 17, 300])
  func joinsLeavesWithWhatBruteForceFinds(count: Int) {
    let first = Self.boxes(count, seed: 6)
    let second = Self.boxes(260, seed: 7)
    let order = HilbertOrder(first).items
    #expect(order.sorted() == first.indices.filter { !first[$0].isEmpty }.map(Int32.init))
    var join = LeafJoin()
    var items: [Int32] = []
    // A run that ends inside a group, and the rest.
    let cut = order.count * 2 / 5
    for run in [order[..<cut], order[cut...]] {
      join.join(run, of: first, with: PackedHilbertTree(second)) { item, found in
        items.append(Int32(item))
        let expected = second.indices.filter {
          !second[$0].isEmpty && second[$0].intersects(first[item])
        }
        #expect(found.map(Int.init).sorted() == expected)
      }
    }
    #expect(items == order)
    join.join(order[...], of: first, with: PackedHilbertTree([])) { _, found in
      #expect(found.isEmpty)
    }
  }

  @Test func theHilbertCurveGoesFromCellToNeighbour() {
    var cells: [(place: UInt32, x: Int, y: Int)] = []
    for x in 0..<16 {
      for y in 0..<16 {
        cells.append((HilbertGrid.place(x: UInt32(x), y: UInt32(y)), x, y))
      }
    }
    cells.sort { $0.place < $1.place }
    #expect(cells.map(\.place) == Array(0..<256))
    for (one, next) in zip(cells, cells.dropFirst()) {
      #expect(abs(one.x - next.x) + abs(one.y - next.y) == 1)
    }
    // The whole grid, at its ends.
    #expect(HilbertGrid.place(x: 65_535, y: 0) == .max)
    let grid = HilbertGrid(over: Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1))
    #expect(grid.place(of: Envelope(minX: 0, minY: 0, maxX: 0, maxY: 0)) == 0)
    #expect(grid.place(of: Envelope(minX: 9, minY: -9, maxX: 9, maxY: -9)) == .max)
  }

  @Test func standsDegenerateInput() {
    let same = Array(repeating: Envelope(minX: 5, minY: 5, maxX: 5, maxY: 5), count: 100)
    let tree = PackedHilbertTree(same)
    tree.checkInvariants()
    #expect(tree.items(in: same[0]) == Array(0..<100))
    #expect(tree.nearest(to: Point(x: 0, y: 0)) == 0, "of equal ones the first")
    let line = (0..<100).map { Envelope(minX: Double($0), minY: 0, maxX: Double($0), maxY: 0) }
    PackedHilbertTree(line).checkInvariants()
    #expect(PackedHilbertTree([.empty, .empty]).nearest(to: Point(x: 0, y: 0)) == nil)
  }
}
