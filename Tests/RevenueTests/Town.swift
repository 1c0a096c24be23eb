import Cadastre
import Findings
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Revenue

/// A small register and survey for worked examples.
struct Town {
  static let quarter = "90:25:010101"
  static let classifier: UseClassifier? = {
    let file = SharedData.projectRoot.appending(path: "Data/uses/ru.json")
    return (try? Data(contentsOf: file)).flatMap {
      try? JSONDecoder().decode(UseClassifier.self, from: $0)
    }
  }()

  var register = Register()
  var survey = Survey(accuracy: 0)

  private static let origin = Origin(file: "", layer: "", row: 0)

  mutating func parcel(
    _ number: String,
    use: String = "Для индивидуального жилищного строительства",
    area: Double? = 1000,
    roubles: Double? = nil,
    _ change: (inout RegisterParcel) -> Void = { _ in }
  ) {
    let quarter = number.split(separator: ":").prefix(3).joined(separator: ":")
    var parcel = RegisterParcel(number: number, quarter: quarter, origin: Self.origin)
    parcel.permittedUse = use
    parcel.category = .settlements
    parcel.declaredArea = area
    parcel.cadastralValue = roubles.flatMap { Kopecks(roubles: $0) }
    parcel.right = .private
    change(&parcel)
    register.parcels = Layer(
      records: register.parcels.records + [parcel],
      shapes: ShapeColumn(
        Array(repeating: .empty, count: register.parcels.count + 1)
      )
    )
  }

  /// `count` parcels of 100 m² at `unit` ₽/m², numbered from `first`.
  mutating func parcels(_ quarter: String, _ count: Int, first: Int, use: String, unit: Double) {
    for i in 0..<count {
      parcel("\(quarter):\(first + i)", use: use, area: 100, roubles: unit * 100)
    }
  }

  mutating func building(
    _ number: String,
    _ purpose: BuildingPurpose,
    area: Double?,
    roubles: Double?,
    right: Right = .private
  ) {
    let quarter = number.split(separator: ":").prefix(3).joined(separator: ":")
    var building = RegisterBuilding(number: number, quarter: quarter, origin: Self.origin)
    building.purpose = purpose
    building.floorArea = area
    building.cadastralValue = roubles.flatMap { Kopecks(roubles: $0) }
    building.right = right
    register.buildings = Layer(
      records: register.buildings.records + [building],
      shapes: ShapeColumn(Array(repeating: .empty, count: register.buildings.count + 1))
    )
  }

  /// `count` buildings of 100 m² of floor at `unit` ₽/m².
  mutating func buildings(_ purpose: BuildingPurpose, _ count: Int, first: Int, unit: Double) {
    for i in 0..<count {
      building("\(Self.quarter):\(first + i)", purpose, area: 100, roubles: unit * 100)
    }
  }

  mutating func plot(_ id: String, use: String = "", accuracy: Double = 0) {
    var plot = SurveyParcel(id: id, accuracy: accuracy, origin: Self.origin)
    plot.use = use
    survey.parcels = Layer(
      records: survey.parcels.records + [plot],
      shapes: ShapeColumn(Array(repeating: .empty, count: survey.parcels.count + 1))
    )
  }

  mutating func surveyed(_ id: String, use: String, floors: Int?) {
    var building = SurveyBuilding(id: id, accuracy: 0, origin: Self.origin)
    building.use = use
    building.floors = floors
    survey.buildings = Layer(
      records: survey.buildings.records + [building],
      shapes: ShapeColumn(Array(repeating: .empty, count: survey.buildings.count + 1))
    )
  }

  func assess(_ findings: [Finding], _ policy: Policy) throws -> RevenueAssessment {
    try assessor(policy).assess(findings)
  }

  func assessor(_ policy: Policy, inEnglish: Bool = false) throws -> RevenueAssessor {
    RevenueAssessor(
      register: register,
      survey: survey,
      policy: policy,
      classifier: try #require(Self.classifier),
      inEnglish: inEnglish
    )
  }
}

extension Finding {
  static func sign(
    _ kind: FindingKind,
    id: String = "F1",
    register: [String] = [],
    survey: [String] = [],
    area: Double,
    onto: Onto? = nil,
    probability: Double = 1,
    quarter: String = Town.quarter
  ) -> Finding {
    Finding(
      id: id,
      kind: kind,
      quarter: quarter,
      registerIDs: register,
      surveyIDs: survey,
      measure: area,
      unit: .squareMetres,
      probability: probability,
      area: area,
      onto: onto,
      detail: "",
      detailEnglish: ""
    )
  }
}

/// The project's policies.
enum Policies {
  static let shelf = SharedData.projectRoot.appending(path: "Data/policies").path

  /// Each is read once: every one reads those of the years before it, too.
  private static let federal: [String: Policy] = Dictionary(
    uniqueKeysWithValues: (2021...2026).compactMap { year in
      (try? Policy.load("\(shelf)/ru-\(year).json", library: shelf)).map { ("ru-\(year)", $0) }
    }
  )

  static func named(_ name: String) throws -> Policy { try #require(federal[name]) }

  /// The policy of 2026 with every sign true and every rouble collected, nobody entitled to 600 m², nothing
  /// due for closed years but rent, their values those of today, and every unknown holder a payer.
  static func certain(_ name: String = "ru-2026") throws -> Policy {
    var policy = try named(name)
    policy.precision.kinds = [:]
    policy.precision.other = Assumed(value: 1, reason: "test")
    policy.collection = [:]
    policy.landTax.deductions = []
    for levy in [\Policy.landTax, \.propertyTax, \.organisationTax] {
      policy[keyPath: levy].arrears = []
    }
    policy.unjustEnrichment.interest = nil
    policy.useFine = nil
    policy.holders = nil
    for year in policy.closedYears.indices { policy.closedYears[year].valuation.ofNextYear = nil }
    return policy
  }

  /// The policy that `text` makes of what it extends.
  static func laid(_ text: String) throws -> Policy {
    try Policy.load("test") { (name, _) throws(RevenueError) -> (String, Data) in
      if name == "test" { return ("test.json", Data(text.utf8)) }
      let path = "\(shelf)/\(name).json"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw .unreadable(file: path, reason: "absent")
      }
      return (path, data)
    }
  }
}
