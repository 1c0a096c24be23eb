import Geometry
import TestSupport
import Testing

@Suite struct CoverCellsTests {
  func square(_ x: Double, _ y: Double, _ side: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: x, y: y), Point(x: x + side, y: y), Point(x: x + side, y: y + side),
      Point(x: x, y: y + side), Point(x: x, y: y),
    ])
  }

  /// Two squares of 10 m, 4 m apart in both directions: 36 m² shared, 64 m² of each alone.
  @Test func twoSquares() {
    let column = ShapeColumn([square(0, 0, 10), square(4, 4, 10)])
    #expect(
      CoverCells.cells(of: column, [0, 1]) == [
        CoverCells.Cell(features: [0], area: 64),
        CoverCells.Cell(features: [0, 1], area: 36),
        CoverCells.Cell(features: [1], area: 64),
      ]
    )
  }

  /// A diamond |x| + |y| ≤ 2 over the unit square about its middle, which lies inside: 8 − 4 = 4 and 4.
  @Test func crossingsAndHoles() {
    let diamond = MultiPolygon(shell: [
      Point(x: 2, y: 0), Point(x: 0, y: 2), Point(x: -2, y: 0), Point(x: 0, y: -2),
      Point(x: 2, y: 0),
    ])
    var ring = square(-3, -3, 6)
    ring = MultiPolygon(
      x: ring.x + square(-1, -1, 2).x.reversed(),
      y: ring.y + square(-1, -1, 2).y.reversed(),
      ringEnds: [5, 10],
      polygonEnds: [2]
    )
    let cells = CoverCells.cells(of: ShapeColumn([diamond, ring]), [0, 1])
    #expect(cells.map(\.features) == [[0], [0, 1], [1]])
    // the hole of 4 m² lies in the diamond of 8; the ring of 36 − 4 = 32 has 4 of it
    for (cell, area) in zip(cells, [4.0, 4, 28]) { #expect(abs(cell.area - area) < 1e-12) }
  }

  @Test func nothingCoversNothing() {
    let column = ShapeColumn([.empty, square(0, 0, 1)])
    #expect(CoverCells.cells(of: column, [0]).isEmpty)
    #expect(CoverCells.cells(of: column, [0, 1]).map(\.features) == [[1]])
  }

  /// Triangles thrown at random far from the origin: cells add up to each shape's own area, pairs to the
  /// area of the exact kernel, and the plane is sampled on a grid.
  @Test(arguments: 1...20)
  func cellsAddUp(_ seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func uniform() -> Double { Double(generator.next() >> 11) / 9_007_199_254_740_992 }
    let shapes: [MultiPolygon] = (0..<6).map { _ in
      var points = (0..<3).map { _ in
        Point(x: 4_300_000 + 30 * uniform(), y: 5_200_000 + 30 * uniform())
      }
      let turn =
        (points[1].x - points[0].x) * (points[2].y - points[0].y)
        - (points[2].x - points[0].x) * (points[1].y - points[0].y)
      if turn < 0 { points.swapAt(1, 2) }
      return MultiPolygon(shell: points + [points[0]])
    }
    let column = ShapeColumn(shapes)
    let cells = CoverCells.cells(of: column, Array(shapes.indices))
    var kernel = IntersectionArea()
    for i in shapes.indices {
      let own = cells.filter { $0.features.contains(i) }.reduce(0) { $0 + $1.area }
      #expect(abs(own - column.area(i)) < 1e-6)
      for j in shapes.indices where j > i {
        let both = cells.filter { $0.features.contains(i) && $0.features.contains(j) }
        let shared = kernel.area(column, i, column, j)
        #expect(abs(both.reduce(0) { $0 + $1.area } - shared) < 1e-6)
      }
    }
    let covered = cells.reduce(0) { $0 + $1.area }
    var hits = 0
    for x in 0..<120 {
      for y in 0..<120 {
        let point = Point(
          x: 4_300_000 + (Double(x) + 0.5) / 4,
          y: 5_200_000 + (Double(y) + 0.5) / 4
        )
        if shapes.contains(where: { holds($0, point) }) { hits += 1 }
      }
    }
    #expect(abs(Double(hits) / 16 - covered) < 12)
  }

  /// Whether a triangle turning left holds a point.
  func holds(_ shape: MultiPolygon, _ point: Point) -> Bool {
    (0..<3).allSatisfy { k in
      (shape.x[k + 1] - shape.x[k]) * (point.y - shape.y[k])
        - (shape.y[k + 1] - shape.y[k]) * (point.x - shape.x[k]) >= 0
    }
  }
}
