import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct EGRNBuildingTests {
  private func structure(_ element: String, _ inside: String) -> String {
    """
    <\(element)s><\(element)><object><common_data><cad_number>1:1:1:9</cad_number></common_data>
    </object>\(inside)</\(element)></\(element)s>
    """
  }

  private func contours(_ entities: String...) -> String {
    "<contours>\(entities.map { "<contour>\($0)</contour>" }.joined())</contours>"
  }

  @Test func aBuildingGivesItsColumns() throws {
    let inside = """
      <cad_links><land_cad_numbers><land_cad_number>
      <cad_number>26:29:130106:72, 26:29:130322:7</cad_number></land_cad_number>
      <land_cad_number><cad_number>26:29:130106:72</cad_number></land_cad_number>
      </land_cad_numbers></cad_links>
      <params><area>6567.6</area><floors>8</floors><purpose><code>204001000000</code>
      <value>Нежилое</value></purpose><year_built>1972</year_built></params>
      <cost><value>618187500.06</value></cost>\(contours(entity([square(0, 0, 10)])))
      """
    let table = try readEGRN(plan(structure("build_record", inside)))[0]
    #expect(table.name == "buildings")
    #expect(table.value("parcel") == .text("26:29:130106:72;26:29:130322:7"))
    #expect(table.value("purpose") == .text("nonresidential"))
    #expect(table.value("purpose_text") == .text("Нежилое"))
    #expect(table.value("floors") == .real(8))
    #expect(table.value("floor_area") == .real(6567.6))
    #expect(table.value("year_built") == .real(1972))
    #expect(table.value("cadastral_value") == .real(618_187_500.06))
    #expect(area(table.shapes[0]) == 100)
  }

  @Test(arguments: [
    ("204002000000", "house"), ("204003000000", "apartments"), ("204004000000", "Слово"),
  ])
  func purposesAreWords(code: String, word: String) throws {
    let inside = "<params><purpose><code>\(code)</code><value>Слово</value></purpose></params>"
    let table = try readEGRN(plan(structure("build_record", inside)))[0]
    #expect(table.value("purpose") == .text(word))
  }

  @Test func anUnfinishedObjectSaysSo() throws {
    let inside = """
      <params><base_parameters><base_parameter><built_up_area>30.8</built_up_area>
      </base_parameter><base_parameter><area>44</area></base_parameter></base_parameters>
      <purpose>гараж</purpose></params>\(contours(entity([square(0, 0, 10)])))
      """
    let table = try readEGRN(plan(structure("object_under_construction_record", inside)))[0]
    #expect(table.name == "unfinished")
    #expect(table.value("purpose") == .text("unfinished"))
    #expect(table.value("purpose_text") == .text("гараж"))
    #expect(table.value("floor_area") == .real(44))
    #expect(table.value("built_up_area") == .real(30.8))
    #expect(table.shapes.hasGeometry(0))
  }

  @Test func aLinearConstructionIsARecordWithoutPolygon() throws {
    let line = entity([[(0, 0), (0, 100), (50, 100)], [(0, 0), (1, 1)]])
    let table = try readEGRN(plan(structure("construction_record", contours(line))))[0]
    #expect(table.name == "constructions")
    #expect(table.count == 1)
    #expect(!table.shapes.hasGeometry(0))
    #expect(table.value("geometry_kind") == .text("line"))
    #expect(table.value("sk_id") == .text("90.5"))
  }

  @Test func aConstructionMayHaveBoth() throws {
    let inside = contours(entity([square(0, 0, 10)]), entity([[(0, 0), (9, 9)]]))
    let table = try readEGRN(plan(structure("construction_record", inside)))[0]
    #expect(table.value("geometry_kind") == .text("polygon+line"))
    #expect(table.shapes[0].polygonCount == 1)
  }

  @Test func aCircleIsAPolygonOfItsArea() throws {
    let inside = contours(entity([[(100, 200)]], more: "<r>5</r>"))
    let table = try readEGRN(plan(structure("construction_record", inside)))[0]
    let shape = table.shapes[0]
    #expect(shape.x.count == 65)
    #expect(abs(area(shape) - Double.pi * 25) < 1e-9)
    let reach = zip(shape.x, shape.y).map {
      Point(x: $0, y: $1).distance(to: Point(x: 200, y: 100))
    }
    #expect(reach.allSatisfy { abs($0 - 5) < 5 * 0.0009 })
  }

  @Test func aPointWithoutRadiusIsNoPolygon() throws {
    let inside = contours(entity([[(100, 200)]]))
    let table = try readEGRN(plan(structure("build_record", inside)))[0]
    #expect(!table.shapes.hasGeometry(0))
    #expect(table.value("geometry_kind") == .text("point"))
  }

  @Test func tablesComeInTheirOrder() throws {
    let text = plan(
      structure("object_under_construction_record", "") + structure("construction_record", "")
        + structure("build_record", "") + land("1:1:1:1")
    )
    #expect(
      try readEGRN(text).map(\.name) == [
        "parcels", "buildings", "constructions", "unfinished", "quarters",
      ]
    )
  }
}
