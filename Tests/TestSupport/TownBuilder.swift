public import Cadastre
import Foundation
public import Geometry

/// A hand-drawn town for tests: rectangles by their corners, records by number.
public struct TownBuilder {
  private var parcels: [(RegisterParcel, MultiPolygon)] = []
  private var buildings: [(RegisterBuilding, MultiPolygon)] = []
  private var quarters: [(Quarter, MultiPolygon)] = []
  private var publicLand: [(PublicLand, MultiPolygon)] = []
  private var plots: [(SurveyParcel, MultiPolygon)] = []
  private var houses: [(SurveyBuilding, MultiPolygon)] = []
  /// Where the survey looked.
  public var coverage = Coverage.everywhere
  /// What surveyed contours of buildings follow.
  public var outline = Outline.wall

  private static let origin = Origin(file: "town.gpkg", layer: "drawn", row: 1)

  /// Makes an empty town.
  public init() {}

  /// A rectangle from its south-west to its north-east corner, m.
  public static func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: x0, y: y0), Point(x: x1, y: y0), Point(x: x1, y: y1), Point(x: x0, y: y1),
    ])
  }

  /// Adds a register parcel; point accuracy 0.1 m, declared area that of the shape.
  public mutating func parcel(
    _ number: String,
    _ shape: MultiPolygon,
    _ change: (inout RegisterParcel) -> Void = { _ in }
  ) {
    var record = RegisterParcel(number: number, quarter: quarter(in: number), origin: Self.origin)
    record.pointAccuracy = 0.1
    record.declaredArea = shape.isEmpty ? nil : shape.area
    change(&record)
    parcels.append((record, shape))
  }

  /// Adds a register building.
  public mutating func building(
    _ number: String,
    _ shape: MultiPolygon,
    _ change: (inout RegisterBuilding) -> Void = { _ in }
  ) {
    var record = RegisterBuilding(number: number, quarter: quarter(in: number), origin: Self.origin)
    change(&record)
    buildings.append((record, shape))
  }

  /// Adds a quarter.
  public mutating func quarter(_ number: String, _ shape: MultiPolygon) {
    quarters.append((Quarter(number: number, origin: Self.origin), shape))
  }

  /// Adds a street.
  public mutating func street(_ shape: MultiPolygon) {
    publicLand.append((PublicLand(kind: .road, name: "street", origin: Self.origin), shape))
  }

  /// Adds a surveyed plot with an accuracy of 0.1 m.
  public mutating func plot(
    _ id: String,
    _ shape: MultiPolygon,
    claims: String? = nil,
    _ change: (inout SurveyParcel) -> Void = { _ in }
  ) {
    var record = SurveyParcel(id: id, accuracy: 0.1, origin: Self.origin)
    record.claimedNumber = claims
    change(&record)
    plots.append((record, shape))
  }

  /// Adds a surveyed building on foundations with an accuracy of 0.1 m.
  public mutating func house(
    _ id: String,
    _ shape: MultiPolygon,
    _ change: (inout SurveyBuilding) -> Void = { _ in }
  ) {
    var record = SurveyBuilding(id: id, accuracy: 0.1, origin: Self.origin)
    record.capital = true
    change(&record)
    houses.append((record, shape))
  }

  /// The register as drawn, sorted by number.
  public var register: Register {
    var register = Register()
    register.parcels = Self.layer(parcels) { $0.number }
    register.buildings = Self.layer(buildings) { $0.number }
    register.quarters = Self.layer(quarters) { $0.number }
    register.publicLand = Self.layer(publicLand) { $0.name }
    return register
  }

  /// The survey as drawn, sorted by id.
  public var survey: Survey {
    var survey = Survey(accuracy: 0.1)
    survey.outline = outline
    survey.coverage = coverage
    survey.parcels = Self.layer(plots) { $0.id }
    survey.buildings = Self.layer(houses) { $0.id }
    return survey
  }

  private static func layer<Record: Sendable>(
    _ rows: [(Record, MultiPolygon)],
    by key: (Record) -> String
  ) -> Layer<Record> {
    let sorted = rows.sorted { key($0.0) < key($1.0) }
    return Layer(
      records: sorted.map(\.0),
      shapes: ShapeColumn(sorted.map { $0.1.normalized() })
    )
  }

  private func quarter(in number: String) -> String {
    number.split(separator: ":").dropLast().joined(separator: ":")
  }
}

/// The project's own data files, as tests read them.
public enum ProjectData {
  /// The Russian classes of use.
  public static func classifier() throws -> UseClassifier {
    let url = SharedData.projectRoot.appending(path: "Data/uses/ru.json")
    return try JSONDecoder().decode(UseClassifier.self, from: Data(contentsOf: url))
  }

  /// Any other file of `Data`, by its path there.
  public static func decode<File: Decodable>(_ type: File.Type, _ path: String) throws -> File {
    let url = SharedData.projectRoot.appending(path: "Data/" + path)
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }

  /// The Russian accuracy rules.
  public static func rules() throws -> AccuracyRules {
    let url = SharedData.projectRoot.appending(path: "Data/rules/ru.json")
    return try JSONDecoder().decode(AccuracyRules.self, from: Data(contentsOf: url))
  }
}
