import Findings

/// The families findings are shown in; each is one layer with one colour.
enum Family: String, CaseIterable, Sendable {
  case registerQuality = "register_quality"
  case boundaries
  case encroachments
  case unregistered
  case demolished
  case buildings
  case use

  /// The kinds of this family, in the order of the registry.
  var kinds: [FindingKind] { FindingKind.allCases.filter { $0.family == self } }

  var words: Words {
    switch self {
    case .registerQuality: Words("Качество реестра", "Register quality")
    case .boundaries: Words("Границы и площади", "Boundaries and areas")
    case .encroachments: Words("Занятие земли за границей", "Encroachments")
    case .unregistered: Words("Нет в реестре", "Not in the register")
    case .demolished: Words("Нет на местности", "Not on the ground")
    case .buildings: Words("Отличия зданий", "Building differences")
    case .use: Words("Использование", "Use")
    }
  }
}

/// The same words in Russian and in English.
struct Words: Sendable, Equatable {
  var ru: String
  var en: String

  init(_ ru: String, _ en: String) {
    self.ru = ru
    self.en = en
  }

  subscript(language: Language) -> String { language == .ru ? ru : en }
}

extension FindingKind {
  /// The family it is shown in.
  var family: Family {
    switch self {
    case .overlap, .duplicate, .gap, .noGeometry, .declaredArea, .outsideQuarter,
      .invalidGeometry, .suspectCRS:
      .registerQuality
    case .quarterShift, .parcelShift, .areaDifference, .boundaryDifference, .split, .merge,
      .regroup:
      .boundaries
    case .encroachment: .encroachments
    case .unregisteredParcel, .unregisteredBuilding: .unregistered
    case .notFound, .demolishedBuilding: .demolished
    case .footprintDifference, .floorsDifference, .buildingOverBoundary: .buildings
    case .useDifference, .buildingUseDifference: .use
    }
  }

  /// Whether its register ids are buildings where the register does not tell.
  var isAboutBuildings: Bool {
    switch self {
    case .unregisteredBuilding, .demolishedBuilding, .footprintDifference, .floorsDifference,
      .buildingUseDifference:
      true
    default: false
    }
  }

  /// A few words, in both languages.
  var titles: Words { Words(title(.ru), title(.en)) }

  /// What it reports, in both languages.
  var meanings: Words { Words(meaning(.ru), meaning(.en)) }
}

extension MeasureUnit {
  /// The unit as people write it.
  var sign: Words {
    switch self {
    case .squareMetres: Words("м²", "m²")
    case .metres: Words("м", "m")
    case .count: Words("шт.", "pcs")
    case .floors: Words("эт.", "floors")
    case .none: Words("", "")
    }
  }
}
