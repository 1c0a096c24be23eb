import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

/// Real plans of neighbouring quarters (Сосногорск, 2022).
///
/// The numbers expected were counted by a separate program (Python's ElementTree over the same
/// files), never by this reader.
@Suite(.enabled(if: SharedData.isPresent)) struct EGRNRealDataTests {
  private static let quarters = ["017", "018", "020", "023"]

  private static func tables(_ quarter: String) throws -> [FeatureTable] {
    try FeatureReader.read(path: SharedData.path("egrn/kpt_v02/11190801\(quarter).zip"))
  }

  private struct Count: Equatable {
    var records: Int
    var withGeometry: Int
    /// Vertices in the file; rings are closed there, lines are not counted.
    var vertices: Int
  }

  private func counts(_ tables: [FeatureTable]) -> [String: Count] {
    Dictionary(
      uniqueKeysWithValues: tables.map { table in
        (
          table.name,
          Count(
            records: table.count,
            withGeometry: (0..<table.count).count { table.shapes.hasGeometry($0) },
            vertices: table.shapes.x.count
          )
        )
      }
    )
  }

  @Test func everyRecordIsThere() throws {
    let expected: [String: [String: Count]] = [
      "017": [
        "parcels": Count(records: 9, withGeometry: 9, vertices: 191)
      ],
      "018": [
        "parcels": Count(records: 98, withGeometry: 98, vertices: 1_119)
      ],
      "020": [
        "parcels": Count(records: 381, withGeometry: 270, vertices: 2_416),
        "buildings": Count(records: 335, withGeometry: 50, vertices: 394),
        // Its three contours are four open lines.
        "constructions": Count(records: 8, withGeometry: 0, vertices: 0),
        "unfinished": Count(records: 7, withGeometry: 1, vertices: 7),
      ],
      "023": [
        "parcels": Count(records: 71, withGeometry: 70, vertices: 1_173),
        "buildings": Count(records: 56, withGeometry: 1, vertices: 9),
        "constructions": Count(records: 26, withGeometry: 0, vertices: 0),
        "unfinished": Count(records: 1, withGeometry: 0, vertices: 0),
      ],
    ]
    for quarter in Self.quarters {
      let tables = try Self.tables(quarter)
      var counted = counts(tables)
      #expect(counted.removeValue(forKey: "quarters")?.withGeometry == 1)
      #expect(counted == expected[quarter], "quarter \(quarter)")
      #expect(tables.allSatisfy { $0.rejects.isEmpty && $0.date == "2022-04-05" })
      #expect(
        tables.allSatisfy {
          $0.file.contains("\(quarter).zip!report-") && $0.file.hasSuffix(".xml")
        }
      )
      #expect(tables.last?.value("quarter") == .text("11:19:0801\(quarter)"))
    }
  }

  @Test func labelsAreKeptRecordByRecord() throws {
    let tables = try Self.tables("020")
    func labels(_ name: String) -> [String: Int] {
      let values = tables.first { $0.name == name }?.column("sk_id")?.values ?? []
      return Dictionary(grouping: values.compactMap(\.text), by: \.self).mapValues(\.count)
    }
    #expect(labels("parcels") == ["11.У.025": 269, "МСК Ухта Сосногорск": 1])
    #expect(labels("buildings") == ["11.У.025": 48, "11.У.018": 2])
    #expect(labels("constructions") == ["МСК Ухта Сосногорск": 1, "11.У.018": 2])
    #expect(labels("unfinished") == ["МСК Ухта Сосногорск": 1])
    #expect(
      tables.map(\.crs) == [
        .label("11.У.025"), .label("11.У.025"), .label("11.У.018"),
        .label("МСК Ухта Сосногорск"), .label("11.У.025"),
      ]
    )
  }

  @Test func linesAreSaidToBeLines() throws {
    let table = try #require(try Self.tables("020").first { $0.name == "constructions" })
    for number in ["2824", "2840", "2851"] {
      let row = try #require(table.row("11:19:0801020:\(number)"))
      #expect(table.value("geometry_kind", row) == .text("line"))
    }
  }

  @Test func areasAndTheirErrorsAreThoseOfTheRegister() throws {
    var differences: [Double] = []
    var stated = 0
    var explained = 0
    for quarter in Self.quarters {
      let table = try #require(try Self.tables(quarter).first { $0.name == "parcels" })
      for row in 0..<table.count where table.shapes.hasGeometry(row) {
        let declared = try #require(table.value("declared_area", row)?.number)
        differences.append(abs(area(table.shapes[row]) - declared))
        guard let inaccuracy = table.value("area_inaccuracy", row)?.number,
          let accuracy = table.value("point_accuracy", row)?.number
        else { continue }
        stated += 1
        // ΔP = 3.5 · Mt · √P, to the whole metre.
        let rule = (3.5 * accuracy * declared.squareRoot()).rounded()
        if abs(inaccuracy - rule) <= 1 { explained += 1 }
      }
    }
    differences.sort()
    #expect(differences.count == 447)
    #expect(abs(differences[223] - 0.325049998973) < 1e-6)
    #expect(differences[402] < 1.66)
    #expect(stated == 332)
    #expect(explained == 326)
  }

  @Test func partsOfASingleLandUseNameTheirParent() throws {
    let tables = try Self.quarters.flatMap { try Self.tables($0) }.filter { $0.name == "parcels" }
    var children = 0
    for table in tables {
      for row in 0..<table.count {
        let isChild = table.value("subtype", row) == .text("child")
        #expect(isChild == (table.value("parent", row)?.text != nil))
        if isChild { children += 1 }
      }
    }
    #expect(children == 76)
  }

  @Test func aSecondShellListedAsASecondElementIsNoHole() throws {
    let tables = try FeatureReader.read(path: SharedData.path("egrn/kpt_v02_two_spatials_min.xml"))
    let parcels = try #require(tables.first { $0.name == "parcels" })
    #expect(parcels.shapes[0].polygonCount == 2)
    let declared = try #require(parcels.value("declared_area")?.number)
    // 7.02 m² is said of the first; two poles of a power line stand on the parcel.
    #expect(area(parcels.shapes[0].polygon(0)) > declared)
    #expect(parcels.value("parent") == .text("11:19:0000000:37"))
  }

  @Test func extractsOfSingleObjectsAreRead() throws {
    let land = try FeatureReader.read(
      path: SharedData.path("egrn/eapl_v01_77-05-0004001-15.trimmed.xml")
    )
    #expect(land.map(\.name) == ["parcels"])
    #expect(land[0].value("cad_number") == .text("77:05:0004001:15"))
    #expect(land[0].value("quarter") == .text("77:05:0004001"))
    #expect(land[0].value("declared_area") == .real(8607))
    #expect(land[0].value("status") == .text("active"))
    #expect(land[0].date == "2026-08-18")
    #expect(abs(area(land[0].shapes[0]) - 8607) < 32)

    let building = try FeatureReader.read(
      path: SharedData.path("egrn/eapb_v01_77-05-0004001-1046.trimmed.xml")
    )
    #expect(building.map(\.name) == ["buildings"])
    #expect(building[0].value("parcel") == .text("77:05:0004001:2045"))
    #expect(building[0].value("floors") == .real(8))
    #expect(building[0].value("floor_area") == .real(6567.6))
    #expect(building[0].crs == .label("ПМСК Москвы"))
    // Footprint × floors is more than the floor area, by the walls and stairs.
    #expect(abs(area(building[0].shapes[0]) - 1_014.9) < 0.1)
  }

  @Test func plansOfTheOldSchemeAreRead() throws {
    // Parcels, with geometry, buildings, with geometry, constructions.
    let expected = [
      "106": [25, 24, 19, 2, 7], "107": [12, 11, 4, 0, 0], "108": [21, 21, 6, 4, 0],
    ]
    for (quarter, numbers) in expected.sorted(by: { $0.key < $1.key }) {
      let tables = try FeatureReader.read(
        path: SharedData.path("egrn/kpt_v10_vs_dxf/kpt_v10_21-02-010\(quarter).xml")
      )
      let counted = counts(tables)
      #expect(
        [
          counted["parcels"]?.records, counted["parcels"]?.withGeometry,
          counted["buildings"]?.records, counted["buildings"]?.withGeometry,
          counted["constructions"]?.records ?? 0,
        ] == numbers
      )
      #expect(tables.allSatisfy { $0.crs == .label("СК кадастрового округа") || $0.crs == nil })
      #expect(tables.allSatisfy { $0.date == "2018-02-08" && $0.rejects.isEmpty })
      #expect(tables.last?.value("quarter") == .text("21:02:010\(quarter)"))
    }
  }

  @Test func aParcelOfTheOldSchemeGivesItsColumns() throws {
    let tables = try FeatureReader.read(
      path: SharedData.path("egrn/kpt_v10_vs_dxf/kpt_v10_21-02-010107.xml")
    )
    let row = try #require(tables[0].row("21:02:010107:11"))
    #expect(tables[0].value("status", row) == .text("active"))
    #expect(tables[0].value("subtype", row) == .text(""))
    #expect(tables[0].value("declared_area", row) == .real(16_838))
    #expect(tables[0].value("area_inaccuracy", row) == .real(45))
    #expect(tables[0].value("point_accuracy", row) == .real(0.3))
    #expect(tables[0].value("sk_id", row) == .text("СК кадастрового округа"))
    #expect(
      tables[0].value("address", row)?.text?.hasSuffix(
        "в северо-восточной части кадастрового квартала"
      )
        == true
    )
    #expect(abs(area(tables[0].shapes[row]) - 16_838) < 45)
    #expect(tables[0].shapes.boxes[row].minX > 1_245_000)
    #expect(tables[0].value("subtype", 0) == .text("common"))
  }
}
