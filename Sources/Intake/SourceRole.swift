/// What a table feeds: one layer of the balance.
enum SourceRole: Int, CaseIterable, Sendable, Comparable {
  case registerParcels, registerBuildings, registerConstructions
  case surveyParcels, surveyBuildings
  case quarters, publicLand, coverage

  /// The name of its row in the balance (INTERFACE §4).
  var balanceLayer: String {
    switch self {
    case .registerParcels: "register parcels"
    case .registerBuildings: "register buildings"
    case .registerConstructions: "register constructions"
    case .surveyParcels: "survey parcels"
    case .surveyBuildings: "survey buildings"
    case .quarters: "quarters"
    case .publicLand: "public land"
    case .coverage: "coverage"
    }
  }

  /// What the layer is called in a file that holds several.
  var layerName: String {
    switch self {
    case .registerParcels, .surveyParcels: "parcels"
    case .registerBuildings, .surveyBuildings: "buildings"
    case .registerConstructions: "constructions"
    case .quarters: "quarters"
    case .publicLand: "public_land"
    case .coverage: "coverage"
    }
  }

  /// What an engineer's survey calls its parcels.
  static let engineersSurvey = "survey_parcels"

  /// All names under which a file of several layers may hold what feeds this one.
  var layerNames: [String] {
    switch self {
    case .registerBuildings: [layerName, "unfinished"]
    case .surveyParcels: [layerName, SourceRole.engineersSurvey]
    default: [layerName]
    }
  }

  /// The field that names a record, when it must have one.
  var keyField: Field? {
    switch self {
    case .registerParcels, .registerBuildings, .registerConstructions: .cadNumber
    case .quarters: .quarter
    case .surveyParcels, .surveyBuildings, .publicLand, .coverage: nil
    }
  }

  /// The fields a layer of this sort may have (INTERFACE §3).
  var fields: [Field] {
    let common: [Field] = [.systemLabel]
    switch self {
    case .registerParcels:
      return [
        .cadNumber, .quarter, .subtype, .parent, .category, .permittedUse,
        .declaredArea, .areaInaccuracy, .pointAccuracy, .cadastralValue, .right,
        .status, .address,
      ] + common
    case .registerBuildings, .registerConstructions:
      return [
        .cadNumber, .quarter, .parcel, .purpose, .floors, .floorArea,
        .cadastralValue, .yearBuilt, .pointAccuracy, .right, .status, .address,
      ] + common
    case .quarters: return [.quarter] + common
    case .publicLand: return [.kind, .name] + common
    case .surveyParcels:
      return [.surveyID, .accuracy, .use, .cadNumber, .surveyed] + common
    case .surveyBuildings:
      return [.surveyID, .accuracy, .floors, .height, .use, .capital, .surveyed] + common
    case .coverage: return common
    }
  }

  /// Whether it is part of the register and not of the survey.
  var isRegister: Bool {
    switch self {
    case .surveyParcels, .surveyBuildings, .coverage: false
    default: true
    }
  }

  /// What a table of an extract feeds, by its name; nil for a table we have no use for.
  static func ofExtract(table name: String) -> SourceRole? {
    switch name {
    case "parcels": .registerParcels
    case "buildings", "unfinished": .registerBuildings
    case "constructions": .registerConstructions
    case "quarters": .quarters
    default: nil
    }
  }

  static func < (first: SourceRole, second: SourceRole) -> Bool {
    first.rawValue < second.rawValue
  }
}
