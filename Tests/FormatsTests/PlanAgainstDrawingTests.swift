import Foundation
import Geometry
import Testing
import TestSupport

@testable import Formats

/// The acceptance case of the register's fathers: three outlines surveyed in a town, and which parcels and
/// buildings of three quarters each of them touches, by people who knew (`expected_N.json`).
@Suite("KPT v10 against drawings")
struct PlanAgainstDrawingTests {
  private static let canRun: Bool = {
    guard SharedData.isPresent else { return false }
    let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")
    if !isThere { print("skipped: ogr2ogr (package gdal-bin) is not installed") }
    return isThere
  }()

  private struct Expected: Decodable, Equatable {
    var parcels: [String]
    var buildings: [String]
    var quarters: [String]

    enum CodingKeys: String, CodingKey {
      case parcels = "Parcel"
      case buildings = "Building"
      case quarters = "CadastralBlock"
    }

    init(parcels: [String], buildings: [String], quarters: [String]) {
      self.parcels = parcels
      self.buildings = buildings
      self.quarters = quarters
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      parcels = try values.decodeIfPresent([String].self, forKey: .parcels) ?? []
      buildings = try values.decodeIfPresent([String].self, forKey: .buildings) ?? []
      quarters = try values.decodeIfPresent([String].self, forKey: .quarters) ?? []
    }
  }

  @Test("Exactly the expected parcels and buildings", .enabled(if: canRun), arguments: [1, 3, 6])
  func outline(_ number: Int) throws {
    let folder = "egrn/kpt_v10_vs_dxf"
    let outlines = try FeatureReader.read(path: SharedData.path("\(folder)/survey_\(number).dxf"))
    var land: [MultiPolygon] = outlines.flatMap { table in
      (0..<table.count).map { table.shapes[$0] }
    }
    // An open line has no area and touches what it runs over: half a millimetre to either side of it.
    for line in outlines.flatMap(\.lines) {
      land += zip(line.points, line.points.dropFirst()).map { strip($0, $1, width: 0.001) }
    }
    let surveyed = ShapeColumn(land.map { $0.normalized() })
    #expect(surveyed.count == [1: 5, 3: 1, 6: 9][number])

    var touched: [String: Set<String>] = [:]
    var read = 0
    for quarter in ["21-02-010106", "21-02-010107", "21-02-010108"] {
      let path = SharedData.path("\(folder)/kpt_v10_\(quarter).xml")
      for table in try FeatureReader.read(path: path) {
        guard let key = table.column(table.name == "quarters" ? "quarter" : "cad_number") else {
          continue
        }
        read += table.count
        var kernel = IntersectionArea()
        let parcels = ShapeColumn((0..<table.count).map { table.shapes[$0].normalized() })
        for row in 0..<table.count {
          let shared = (0..<surveyed.count).map {
            kernel.area(parcels, row, surveyed, $0)
          }
          // A line over a metre of land covers a thousandth of a square metre.
          guard shared.contains(where: { $0 > 1e-5 }) else { continue }
          touched[table.name, default: []].insert(key.values[row].text ?? "")
        }
      }
    }
    // 58 parcels, 29 buildings, 7 constructions, 3 quarters: counted by Python's ElementTree.
    #expect(read == 97)
    let expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: URL(filePath: SharedData.path("\(folder)/expected_\(number).json")))
    )
    let found = Expected(
      parcels: (touched["parcels"] ?? []).sorted(),
      buildings: (touched["buildings"] ?? []).sorted(),
      quarters: (touched["quarters"] ?? []).sorted()
    )
    #expect(found == expected)
  }

  private func strip(_ start: Point, _ end: Point, width: Double) -> MultiPolygon {
    let length = start.distance(to: end)
    let dx = (end.y - start.y) / length * width / 2
    let dy = (start.x - end.x) / length * width / 2
    return MultiPolygon(shell: [
      Point(x: start.x - dx, y: start.y - dy), Point(x: start.x + dx, y: start.y + dy),
      Point(x: end.x + dx, y: end.y + dy), Point(x: end.x - dx, y: end.y - dy),
    ])
  }
}
