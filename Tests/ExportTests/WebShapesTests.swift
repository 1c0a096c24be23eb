import Geometry
import TestSupport
import Testing
import Topology

@testable import Export

/// Rounding moves vertices by half a unit of the seventh decimal: what was valid may touch itself.
@Suite struct WebShapesTests {
  @Test func shapesAreValidAfterRounding() throws {
    var generator = SeededGenerator(seed: 3)
    let engine = TopologyEngine()
    var column = ShapeColumn()
    for _ in 0..<300 {
      // A notch whose tip stops a fraction of a rounding unit before the other side.
      let gap = Double.random(in: 1e-9...3e-7, using: &generator)
      let x = 49 + Double.random(in: 0...1, using: &generator)
      let tip = Double.random(in: 2e-6...8e-6, using: &generator)
      column.append(
        MultiPolygon(shell: [
          Point(x: x, y: 55), Point(x: x + 1e-5, y: 55 + 3e-7), Point(x: x + 1e-5, y: 55.00001),
          Point(x: x + 6e-6, y: 55.00001), Point(x: x + tip, y: 55 + 3e-2 * tip + gap),
          Point(x: x + 4e-6, y: 55.00001), Point(x: x, y: 55.00001),
        ])
      )
    }
    let web = try WebShapes(column, marks: [:], engine: engine)
    #expect(web.shapes.count == 300 && web.repaired > 0)
    for i in 0..<300 {
      #expect(try engine.isValid(web.shapes[i]))
      #expect(web.shapes.hasGeometry(i))
    }
    for value in web.shapes.x { #expect(CoordinateGrid.degrees.rounded(value) == value) }
  }

  @Test func whatVanishesBecomesTheLeastSquare() throws {
    let speck = MultiPolygon(shell: [
      Point(x: 49, y: 55), Point(x: 49 + 1e-9, y: 55), Point(x: 49, y: 55 + 1e-9),
    ])
    let web = try WebShapes(
      ShapeColumn([speck]),
      marks: [:],
      engine: TopologyEngine()
    )
    #expect(web.enlarged == 1)
    #expect(web.box == Envelope(minX: 49, minY: 55, maxX: 49.0000001, maxY: 55.0000001))
    #expect(try TopologyEngine().isValid(web.shapes[0]))
    #expect(web.geometryType == "Polygon")
  }

  @Test func aShapeAcross180IsCut() throws {
    let shape = MultiPolygon(shell: [
      Point(x: 179.99, y: 66), Point(x: -179.99, y: 66), Point(x: -179.99, y: 66.01),
      Point(x: 179.99, y: 66.01),
    ])
    let web = try WebShapes(
      ShapeColumn([shape]),
      marks: [:],
      engine: TopologyEngine()
    )
    #expect(web.shapes.polygons(ofFeature: 0).count == 2)
    #expect(web.shapes[0].x.allSatisfy { abs($0) >= 179.99 && abs($0) <= 180 })
    #expect(abs(web.shapes.area(0) - 0.02 * 0.01) < 1e-9)
  }
}
