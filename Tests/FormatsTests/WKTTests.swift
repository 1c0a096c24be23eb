import Foundation
import Geometry
import Testing
import TestSupport

@testable import Formats

@Suite("Well-known text")
struct WKTTests {
  private func shape(_ text: String) throws -> MultiPolygon {
    var shapes = ShapeColumn()
    try WKTDecoder.decode(text, into: &shapes)
    shapes.endFeature()
    return shapes[0]
  }

  @Test(
    "Polygons in every spelling: the same 36 m² with a hole of 1 m²",
    arguments: [
      "POLYGON ((0 0, 6 0, 6 6, 0 6, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))",
      "polygon((0 0,6 0,6 6,0 6,0 0),(1 1,1 2,2 2,2 1,1 1))",
      "SRID=7829;MULTIPOLYGON(((0 0,6 0,6 6,0 6,0 0),(1 1,1 2,2 2,2 1,1 1)))",
      "POLYGON Z ((0 0 5, 6 0 5, 6 6 5, 0 6 5, 0 0 5), (1 1 5, 1 2 5, 2 2 5, 2 1 5, 1 1 5))",
      "POLYGONZM((0 0 5 1,6 0 5 1,6 6 5 1,0 6 5 1,0 0 5 1),(1 1 5 1,1 2 5 1,2 2 5 1,2 1 5 1,1 1 5 1))",
      "GEOMETRYCOLLECTION(POLYGON EMPTY,POLYGON((0 0,6e0 0,6 +6.,0 6,0 0),(1 1,1 2,2 2,2 1,1 1)))",
      "  MULTIPOLYGON (EMPTY, ((0 0 1,6 0 1,6 6 1,0 6 1,0 0 1),(1 1 1,1 2 1,2 2 1,2 1 1,1 1 1))) ",
    ]
  )
  func spellings(text: String) throws {
    let shape = try shape(text)
    #expect(shape.area == 35)
    #expect(shape.ringEnds.count == 2)
  }

  @Test("An open ring is closed and told")
  func open() throws {
    var shapes = ShapeColumn()
    #expect(try WKTDecoder.decode("POLYGON((0 0,1 0,1 1))", into: &shapes))
    shapes.endFeature()
    #expect(shapes.area(0) == 0.5)
  }

  @Test(
    "What is no polygon says what it is and where",
    arguments: [
      ("POINT (1 2)", "not a polygon: POINT"),
      ("POLYGON ((1 2, 3", "WKT, character 17: a number is expected"),
      ("POLYGON ((1 2)) x", "WKT, character 17: text follows the geometry"),
      ("POLYGON ((1 1e999))", "a coordinate is not a finite number"),
      ("", "WKT, character 1: a type of geometry is expected"),
    ]
  )
  func refused(text: String, reason: String) {
    var shapes = ShapeColumn()
    #expect(throws: GeometryFailure.self) { try WKTDecoder.decode(text, into: &shapes) }
    do throws(GeometryFailure) {
      try WKTDecoder.decode(text, into: &shapes)
    } catch { #expect(error.reason == reason) }
  }

  @Test("Deep collections end in words, not in the stack")
  func deep() {
    var shapes = ShapeColumn()
    let text = String(repeating: "GEOMETRYCOLLECTION(", count: 100_000)
    #expect(throws: GeometryFailure.self) { try WKTDecoder.decode(text, into: &shapes) }
  }

  @Test("A table with a column of it: shapes, attributes, and a reject for each bad one")
  func table() throws {
    let text = """
      cad_number;declared_area;geom
      90:25:010101:1;100,5;"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
      90:25:010101:2;50;
      90:25:010101:3;50;POINT(1 2)
      """
    let table = try withTemporaryFolder { folder in
      try #require(
        try FeatureReader.read(path: try Data.write(text, to: "a.csv", in: folder)).first
      )
    }
    #expect(table.count == 2)
    #expect(table.columns.map(\.name) == ["cad_number", "declared_area"])
    #expect(table.shapes.area(0) == 100)
    #expect(!table.shapes.hasGeometry(1))
    #expect(
      table.rejects == [
        ReadReject(row: 4, key: "90:25:010101:3", reason: "not a polygon: POINT")
      ]
    )
  }
}
