import Cadastre
import Findings

// Words for the codes of the domain, as a reader of a card or a codelist sees them.

extension Onto {
  var words: Words {
    switch self {
    case .neighbour: Words("соседний участок", "a neighbour's parcel")
    case .public: Words("земля общего пользования", "public land")
    case .unallocated: Words("неразграниченная земля", "unallocated land")
    }
  }
}

extension RecordStatus {
  var words: Words {
    switch self {
    case .active: Words("действующая", "active")
    case .temporary: Words("временная", "temporary")
    case .archived: Words("архивная", "archived")
    }
  }
}

extension BalancePart {
  var words: Words {
    switch self {
    case .linked: Words("связан", "linked")
    case .unlinked: Words("нет пары", "no counterpart")
    case .notSurveyed: Words("вне съёмки", "not surveyed")
    case .withoutGeometry: Words("без координат", "without coordinates")
    case .archived: Words("архивный", "archived")
    }
  }
}

extension BuildingPurpose {
  var words: Words { Words(title.russian, title.english) }
}

extension LandCategory {
  var words: Words {
    switch self {
    case .agricultural: Words("сельскохозяйственного назначения", "agricultural")
    case .settlements: Words("населённых пунктов", "settlements")
    case .industrial: Words("промышленности и транспорта", "industry and transport")
    case .protected: Words("особо охраняемых территорий", "protected areas")
    case .forest: Words("лесного фонда", "forest")
    case .water: Words("водного фонда", "water")
    case .reserve: Words("запаса", "reserve")
    case .unset: Words("не установлена", "not set")
    }
  }
}

extension PublicLandKind {
  var words: Words {
    switch self {
    case .road: Words("улица, дорога", "road")
    case .square: Words("площадь", "square")
    case .shore: Words("берег", "shore")
    case .forest: Words("лес", "forest")
    case .other: Words("прочее", "other")
    }
  }
}

extension Right {
  var words: Words {
    switch self {
    case .private: Words("частная собственность", "private")
    case .legal: Words("юридическое лицо", "legal person")
    case .municipal: Words("муниципальная собственность", "municipal")
    case .state: Words("государственная собственность", "state")
    case .undelimited: Words("собственность не разграничена", "undelimited")
    case .none: Words("права не зарегистрированы", "no right recorded")
    case .unknown: Words("нет сведений", "not known")
    }
  }
}

extension ParcelSubtype {
  var words: Words {
    switch self {
    case .ordinary: Words("землепользование", "ordinary parcel")
    case .common: Words("единое землепользование", "united land use")
    case .child: Words("часть единого землепользования", "part of a united land use")
    case .multi: Words("многоконтурный участок", "several contours")
    }
  }
}

extension MeasureUnit {
  static let all: [MeasureUnit] = [.squareMetres, .metres, .count, .floors, .none]
}
