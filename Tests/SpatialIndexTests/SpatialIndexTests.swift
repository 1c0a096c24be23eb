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
    for query in Self.boxes(40, seed: 2) {
      let expected = boxes.indices.filter { !boxes[$0].isEmpty && boxes[$0].intersects(query) }
      #expect(tree.items(in: query) == expected)
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
