import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct EGRNReaderTests {
  @Test func aParcelGivesItsColumns() throws {
    let more = """
      <cad_links><common_land><common_land_cad_number><cad_number>90:25:000000:7</cad_number>
      </common_land_cad_number></common_land></cad_links>
      <params><category><type><code>003002000000</code><value>Земли</value></type></category>
      <permitted_use><permitted_use_established><by_document> для
        ИЖС </by_document></permitted_use_established></permitted_use>
      <area><value>600.5</value><inaccuracy>9</inaccuracy></area></params>
      <address_location><address><readable_address>Ялта &amp; Ко</readable_address></address>
      </address_location><cost><value>1234567.89</value></cost>
      """
    let text = plan(
      land(
        "90:25:010101:12",
        contours: [entity([square(4_920_000, 5_194_000, 10)])],
        more
      )
      .replacing(
        "</common_data>",
        with: "</common_data><subtype><code>03</code><value>Обособленный</value></subtype>"
      )
    )
    let table = try #require(try readEGRN(text).first { $0.name == "parcels" })
    #expect(table.file == "document.xml")
    #expect(table.date == "2024-05-06")
    #expect(table.crs == .label("90.5"))
    #expect(table.rows == [1])
    #expect(table.value("cad_number") == .text("90:25:010101:12"))
    #expect(table.value("quarter") == .text("90:25:010101"))
    #expect(table.value("subtype") == .text("child"))
    #expect(table.value("parent") == .text("90:25:000000:7"))
    #expect(table.value("category") == .text("003002000000"))
    #expect(table.value("permitted_use") == .text("для ИЖС"))
    #expect(table.value("declared_area") == .real(600.5))
    #expect(table.value("area_inaccuracy") == .real(9))
    #expect(table.value("cadastral_value") == .real(1_234_567.89))
    #expect(table.value("address") == .text("Ялта & Ко"))
    #expect(table.value("status") == .null)
    #expect(table.value("sk_id") == .text("90.5"))
    #expect(table.value("geometry_kind") == .text("polygon"))
    #expect(table.shapes.boxes[0].minX == 5_194_000)
    #expect(table.shapes.boxes[0].minY == 4_920_000)
    #expect(area(table.shapes[0]) == 100)
  }

  @Test(arguments: [
    ("01", ""), ("02", "common"), ("03", "child"), ("04", "child"), ("05", "multi"),
  ])
  func subtypesAreWords(code: String, word: String) throws {
    let record = land("1:1:1:1").replacing(
      "</common_data>",
      with: "</common_data><subtype><code>\(code)</code></subtype>"
    )
    #expect(try readEGRN(plan(record))[0].value("subtype") == .text(word))
  }

  @Test func permittedUseFallsBackFromWordsToCode() throws {
    func use(_ inside: String) throws -> AttributeValue? {
      let more = """
        <params><permitted_use><permitted_use_established>\(inside)\
        </permitted_use_established></permitted_use></params>
        """
      return try readEGRN(plan(land("1:1:1:1", more)))[0].value("permitted_use")
    }
    #expect(
      try use("<land_use><code>2.1</code><value>ИЖС</value></land_use>") == .text("ИЖС")
    )
    #expect(try use("<land_use><code>2.1</code></land_use>") == .text("2.1"))
    #expect(
      try use("<land_use_mer><code>13.2</code><value>сад</value></land_use_mer>") == .text("сад")
    )
    #expect(try use("") == .null)
  }

  @Test func aRecordWithoutGeometryStays() throws {
    let table = try readEGRN(plan(land("1:1:1:1") + land("1:1:1:2")))[0]
    #expect(table.count == 2)
    #expect(!table.shapes.hasGeometry(0))
    #expect(table.crs == nil)
    #expect(table.value("geometry_kind") == .null)
  }

  @Test func anOpenRingOfAParcelIsClosed() throws {
    let ring = Array(square(0, 0, 10).dropLast())
    let table = try readEGRN(plan(land("1:1:1:1", contours: [entity([ring])])))[0]
    #expect(table.shapes[0].x.count == 5)
    #expect(area(table.shapes[0]) == 100)
  }

  @Test func severalContoursAreAMultiPolygonWithAccuracyEach() throws {
    let one = entity([square(0, 0, 10)], more: "<delta_geopoint>0.1</delta_geopoint>")
    let two = entity(
      [square(0, 50, 10)],
      sk: "90.4",
      more: "<delta_geopoint>2.5</delta_geopoint>"
    )
    let table = try readEGRN(plan(land("1:1:1:1", contours: [one, two, one])))[0]
    #expect(table.shapes[0].polygonCount == 3)
    #expect(table.value("point_accuracy") == .real(2.5))
    #expect(table.value("contour_accuracy") == .text("0.1;2.5;0.1"))
    #expect(table.value("sk_id") == .text("90.4;90.5"))
    // Both labels stand on one record: the smaller.
    #expect(table.crs == .label("90.4"))
  }

  @Test func laterRingsAreHolesOnlyInside() throws {
    let rings = [
      square(0, 0, 100), square(10, 10, 20), square(0, 200, 30), square(15, 15, 5),
      square(5, 205, 10),
    ]
    let table = try readEGRN(plan(land("1:1:1:1", contours: [entity(rings)])))[0]
    let shape = table.shapes[0]
    // Shell with a hole; a second shell with a hole; an island in the first hole.
    #expect(shape.polygonCount == 3)
    #expect((0..<3).map { shape.rings(ofPolygon: $0).count } == [2, 2, 1])
    #expect(area(shape) == 10_000 - 400 + 900 - 100 + 25)
  }

  @Test func aHoleMayTouchItsShell() throws {
    // The hole's corners all lie on the shell's edges; its edges do not.
    let hole = [(0.0, 50.0), (50, 100), (100, 50), (50, 0), (0, 50)].map { ($0.0, $0.1) }
    let table = try readEGRN(
      plan(land("1:1:1:1", contours: [entity([square(0, 0, 100), hole])]))
    )[0]
    #expect(table.shapes[0].polygonCount == 1)
    #expect(area(table.shapes[0]) == 5_000)
  }

  @Test func partsAreNotTheParcel() throws {
    let part = """
      <object_parts><object_part><part_number>1</part_number><contours><contour>\
      \(entity([square(0, 0, 5)]))</contour></contours></object_part></object_parts>
      """
    let table = try readEGRN(
      plan(land("1:1:1:1", contours: [entity([square(0, 0, 10)])], part))
    )[0]
    #expect(area(table.shapes[0]) == 100)
  }

  @Test(arguments: ["abc", "", "nan", "0x1F", "1e300", "inf"])
  func aBadCoordinateRejectsTheRecordAlone(text: String) throws {
    let bad = entity([square(0, 0, 10)]).replacing(
      "<x>10.0</x>",
      with: "<x>\(text)</x>",
      maxReplacements: 1
    )
    let table = try readEGRN(
      plan(
        land("1:1:1:1", contours: [entity([square(0, 0, 10)])])
          + land("1:1:1:2", contours: [bad]) + land("1:1:1:3")
      )
    )[0]
    #expect(table.column("cad_number")?.values == [.text("1:1:1:1"), .text("1:1:1:3")])
    #expect(table.rows == [1, 3])
    #expect(table.shapes[0].x.count == 5)
    let reject = try #require(table.rejects.first)
    #expect(reject.row == 2)
    #expect(reject.key == "1:1:1:2")
    #expect(reject.reason.hasPrefix("x (north) of point 3"))
  }

  @Test func aTableOfRejectsAloneIsHandedOut() throws {
    let bad = entity([[(0, 0)]]).replacing("<x>0.0</x>", with: "<x>-</x>")
    let tables = try readEGRN(plan(land("1:1:1:1", contours: [bad])))
    #expect(tables.map(\.name) == ["parcels", "quarters"])
    #expect(tables[0].count == 0)
    #expect(tables[0].rejects.count == 1)
  }

  @Test func theQuarterHasItsBorderAndAreaInSquareMetres() throws {
    let table = try readEGRN(plan("", border: entity([square(0, 0, 1000)])))[0]
    #expect(table.name == "quarters")
    #expect(table.value("quarter") == .text("90:25:010101"))
    #expect(table.value("area") == .real(3_721_500))
    #expect(table.value("date") == .text("2024-05-06"))
    #expect(area(table.shapes[0]) == 1_000_000)
  }

  @Test func theCommonestLabelIsTheTables() throws {
    let records = ["б", "а", "б", "а", "в"].enumerated().map { index, label in
      land("1:1:1:\(index)", contours: [entity([square(0, 0, 10)], sk: label)])
    }
    let table = try readEGRN(plan(records.joined()))[0]
    #expect(table.crs == .label("а"))
    #expect(
      table.column("sk_id")?.values == ["б", "а", "б", "а", "в"].map { AttributeValue.text($0) }
    )
  }

  @Test func zonesAreNotTakenForAnything() throws {
    let zone = """
      <zones_and_territories_boundaries><zones_and_territories_record><land_record/>
      <cadastral_block><cadastral_number>9:9:9</cadastral_number></cadastral_block>
      </zones_and_territories_record></zones_and_territories_boundaries>
      """
    let tables = try readEGRN(plan(zone + land("1:1:1:1")))
    #expect(tables.map(\.name) == ["parcels", "quarters"])
    #expect(tables[0].count == 1)
    #expect(tables[1].count == 1)
  }

  @Test func prefixesAndWindows1251AreRead() throws {
    var text = plan(land("1:1:1:1", "<cost><value>5</value></cost>"))
      .replacing("encoding=\"UTF-8\"", with: "encoding=\"windows-1251\"")
      .replacing("<cost>", with: "<n:cost xmlns:n=\"urn:n\">")
      .replacing("</cost>", with: "</n:cost>")
    text = text.replacing("90:25:010101<", with: "квартал<")
    let data = try #require(text.data(using: .windowsCP1251))
    let tables = try readEGRN(data)
    #expect(tables[0].value("cadastral_value") == .real(5))
    #expect(tables[1].value("quarter") == .text("квартал"))
  }

  @Test(arguments: [
    ("<individual><surname>X</surname></individual>", "private"),
    ("<legal_entity/>", "legal"),
    (
      "<public_formation><public_formation_type><municipality/></public_formation_type></public_formation>",
      "municipal"
    ),
    (
      "<public_formation><public_formation_type><russia/></public_formation_type></public_formation>",
      "state"
    ),
  ])
  func anExtractTellsItsOwnersKind(holder: String, word: String) throws {
    func right(_ code: String) -> String {
      """
      <right_record><right_data><right_type><code>\(code)</code></right_type></right_data>
      <right_holders><right_holder>\(holder)</right_holder></right_holders></right_record>
      """
    }
    func extract(_ rights: String) -> String {
      """
      <extract_about_property_land><land_record><object><common_data><cad_number>1:1:1:1</cad_number>
      </common_data></object></land_record><right_records>\(rights)</right_records>
      <status>Сведения имеют статус "архивные"</status></extract_about_property_land>
      """
    }
    let table = try readEGRN(extract(right("001001000000")))[0]
    #expect(table.value("right") == .text(word))
    #expect(table.value("status") == .text("archived"))
    #expect(table.value("quarter") == .text("1:1:1"))
    #expect(try readEGRN(extract(right("001005000000")))[0].value("right") == .null)
  }
}
