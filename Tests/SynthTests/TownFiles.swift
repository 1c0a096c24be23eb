import Formats
import Foundation
import Geometry
import Synth
import TestSupport
import Workers

/// A town written and read back, as a program that knows nothing of how it was made sees it.
struct TownFiles {
  struct Item {
    var shape: MultiPolygon
    var fields: [String: String]
  }

  struct Event: Decodable {
    var kind: String
    var quarter: String
    var register_ids: [String]
    var survey_ids: [String]
    var area: Double?
    var depth: Double?
    var onto: String?
    var optional: Bool?
    var context: [String]?
    var dx: Double?
    var dy: Double?
    var rotation: Double?
    var x: Double?
    var y: Double?
  }

  struct Link: Decodable {
    var layer: String
    var register_id: String
    var survey_id: String
    var optional: Bool?
  }

  struct Untouched: Decodable {
    var parcels: [String]
    var buildings: [String]
  }

  struct Truth: Decodable {
    var seed: UInt64
    var scenario: String
    var parcels: Int
    var events: [Event]
    var links: [Link]
    var untouched: Untouched
  }

  let parcels: [String: Item]
  let buildings: [String: Item]
  let plots: [String: Item]
  let found: [String: Item]
  let coverage: [MultiPolygon]
  let truth: Truth

  static let data = SharedData.projectRoot.appending(path: "Data/synth")

  static func options(
    _ parcels: Int,
    seed: UInt64 = 11,
    scenario: String = "base",
    workers: Int = 2
  ) -> SynthOptions {
    SynthOptions(
      parcels: parcels,
      seed: seed,
      scenario: scenario,
      workers: Workers(count: workers),
      data: data
    )
  }

  init(_ parcels: Int, seed: UInt64 = 11, scenario: String = "base") throws {
    self = try withTemporaryFolder { folder in
      let town = folder.appending(path: "town")
      try Synth.write(Self.options(parcels, seed: seed, scenario: scenario), to: town)
      return try TownFiles(folder: town)
    }
  }

  init(folder: URL) throws {
    let register = folder.appending(path: "register.gpkg").path
    let survey = folder.appending(path: "survey.gpkg").path
    parcels = try Self.items(register, "parcels", key: "cad_number")
    buildings = try Self.items(register, "buildings", key: "cad_number")
    plots = try Self.items(survey, "parcels", key: "survey_id")
    found = try Self.items(survey, "buildings", key: "survey_id")
    let tables = try FeatureReader.read(path: survey, layer: "coverage")
    coverage = tables.flatMap { table in (0..<table.count).map { table.shapes[$0] } }
    truth = try JSONDecoder()
      .decode(Truth.self, from: Data(contentsOf: folder.appending(path: "truth.json")))
  }

  private static func items(
    _ path: String,
    _ layer: String,
    key: String
  ) throws -> [String: Item] {
    var result: [String: Item] = [:]
    for table in try FeatureReader.read(path: path, layer: layer) {
      for row in 0..<table.count {
        var fields: [String: String] = [:]
        for column in table.columns { fields[column.name] = column.values[row].text }
        result[fields[key] ?? ""] = Item(shape: table.shapes[row], fields: fields)
      }
    }
    return result
  }

  func events(_ kind: String) -> [Event] { truth.events.filter { $0.kind == kind } }

  /// Whether the two surveys agree on where the quarter lies.
  var displaced: Set<String> { Set(events("quarter-shift").map(\.quarter)) }

  static func quarter(_ number: String) -> String {
    number.split(separator: ":").dropLast().joined(separator: ":")
  }
}

extension MultiPolygon {
  /// Whether the point lies inside, by the crossings of a ray with all rings.
  func holds(_ point: Point) -> Bool {
    var isInside = false
    for ring in 0..<ringCount {
      let range = vertices(ofRing: ring)
      for i in range.dropLast() where (y[i] > point.y) != (y[i + 1] > point.y) {
        let crossing = x[i] + (point.y - y[i]) / (y[i + 1] - y[i]) * (x[i + 1] - x[i])
        if crossing > point.x { isInside.toggle() }
      }
    }
    return isInside
  }

  /// Distance from the point to the nearest side, m.
  func distanceToSides(_ point: Point) -> Double {
    var least = Double.infinity
    for ring in 0..<ringCount {
      for i in vertices(ofRing: ring).dropLast() {
        let (dx, dy) = (x[i + 1] - x[i], y[i + 1] - y[i])
        let square = dx * dx + dy * dy
        let part =
          square > 0
          ? max(0, min(1, ((point.x - x[i]) * dx + (point.y - y[i]) * dy) / square)) : 0
        least = min(least, point.distance(to: Point(x: x[i] + part * dx, y: y[i] + part * dy)))
      }
    }
    return least
  }

  /// How far the point is outside, m; 0 inside.
  func distance(_ point: Point) -> Double { holds(point) ? 0 : distanceToSides(point) }

  var points: [Point] { zip(x, y).map { Point(x: $0, y: $1) } }

  /// Area by triangles from the first vertex of each ring, holes subtracted by their direction, m².
  var plainArea: Double {
    var sum = 0.0
    for ring in 0..<ringCount {
      let range = vertices(ofRing: ring)
      let o = range.lowerBound
      for i in range.dropLast() {
        sum += (x[i] - x[o]) * (y[i + 1] - y[o]) - (x[i + 1] - x[o]) * (y[i] - y[o])
      }
    }
    return sum / 2
  }
}
