import Cadastre
import Geometry
import TestSupport
import Testing

@Suite struct CoverageMapTests {
  /// A star with a hole, and boxes all over it: the quick answer is the one by areas.
  @Test func theQuickAnswerIsThatOfAreas() {
    var shape = MultiPolygon.empty
    let corners = (0..<60).map { k -> Point in
      let radius = k % 2 == 0 ? 100.0 : 60.0
      let (x, y) = Self.direction(Double(k) / 60)
      return Point(x: radius * x, y: radius * y)
    }
    shape.addRing(corners)
    shape.addRing([
      Point(x: -10, y: -10), Point(x: -10, y: 10), Point(x: 10, y: 10), Point(x: 10, y: -10),
    ])
    shape.endPolygon()
    shape = shape.normalized()
    let coverage = CoverageMap(.area(shape), quarters: TownBuilder().register.quarters)
    let whole = ShapeColumn([shape])
    var generator = SeededGenerator(seed: 7)
    var kernel = IntersectionArea()
    var held = 0
    for _ in 0..<2000 {
      let x = Double.random(in: -110..<110, using: &generator)
      let y = Double.random(in: -110..<110, using: &generator)
      let size = Double.random(in: 0.5..<12, using: &generator)
      let column = ShapeColumn([TownBuilder.box(x, y, x + size, y + size).normalized()])
      let expected = kernel.area(whole, 0, column, 0) >= column.area(0) * (1 - 1e-6) - 1e-3
      #expect(coverage.holds(column, 0, quarter: "") == expected)
      held += expected ? 1 : 0
    }
    #expect(held > 200 && held < 1800)
  }

  /// A point of the unit circle by the rational parametrisation; `part` runs from 0 to 1.
  private static func direction(_ part: Double) -> (x: Double, y: Double) {
    let quarter = Int(4 * part)
    let t = 4 * part - Double(quarter)
    let x = (1 - t * t) / (1 + t * t)
    let y = 2 * t / (1 + t * t)
    return [(x, y), (-y, x), (-x, -y), (y, -x)][quarter % 4]
  }
}
