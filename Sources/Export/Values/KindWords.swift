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

  /// A colour that stays apart from the others for colour-blind eyes (after Okabe & Ito 2008).
  var colour: String {
    switch self {
    case .registerQuality: "#56B4E9"
    case .boundaries: "#E69F00"
    case .encroachments: "#D55E00"
    case .unregistered: "#CC79A7"
    case .demolished: "#0072B2"
    case .buildings: "#009E73"
    case .use: "#6F5AA8"
    }
  }

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

  var title: Words {
    switch self {
    case .overlap: Words("Наложение участков", "Overlapping parcels")
    case .duplicate: Words("Двойной учёт участка", "Parcel recorded twice")
    case .gap: Words("Чересполосица (щель)", "Sliver between parcels")
    case .noGeometry: Words("Запись без координат", "Record without coordinates")
    case .declaredArea: Words("Площадь не равна контуру", "Area differs from own outline")
    case .outsideQuarter: Words("Вне своего квартала", "Outside its quarter")
    case .invalidGeometry: Words("Ошибка контура", "Invalid outline")
    case .suspectCRS: Words("Сомнительная система координат", "Suspect coordinate system")
    case .quarterShift: Words("Сдвиг квартала", "Displaced quarter")
    case .parcelShift: Words("Сдвиг участка", "Displaced parcel")
    case .areaDifference: Words("Расхождение площади", "Area difference")
    case .boundaryDifference: Words("Расхождение границы", "Boundary difference")
    case .encroachment: Words("Занятие земли за границей", "Encroachment")
    case .split: Words("Раздел не учтён", "Unrecorded split")
    case .merge: Words("Объединение не учтено", "Unrecorded merge")
    case .regroup: Words("Перераспределение не учтено", "Unrecorded regrouping")
    case .unregisteredParcel: Words("Участок не учтён", "Unregistered parcel")
    case .notFound: Words("Участок не найден", "Parcel not found")
    case .useDifference: Words("Иное использование участка", "Different use of the parcel")
    case .unregisteredBuilding: Words("Здание не учтено", "Unregistered building")
    case .demolishedBuilding: Words("Здания нет на местности", "Demolished building")
    case .footprintDifference: Words("Контур здания изменён", "Footprint difference")
    case .floorsDifference: Words("Иная этажность", "Floors difference")
    case .buildingOverBoundary: Words("Здание за границей участка", "Building over the boundary")
    case .buildingUseDifference: Words("Иное использование здания", "Different use of the building")
    }
  }

  /// What it means, in one line.
  var meaning: Words {
    switch self {
    case .overlap:
      Words(
        "Два действующих участка делят одну и ту же землю шире допуска.",
        "Two live parcels share land wider than the tolerance."
      )
    case .duplicate:
      Words(
        "Один участок записан дважды или целиком лежит в другом.",
        "One parcel is recorded twice or lies wholly in another."
      )
    case .gap:
      Words(
        "Между учтёнными участками осталась полоса уже одного метра.",
        "A strip narrower than one metre is left between recorded parcels."
      )
    case .noGeometry:
      Words(
        "У действующей записи нет координат границ: сверить её нельзя.",
        "A live record has no boundary coordinates and cannot be compared."
      )
    case .declaredArea:
      Words(
        "Площадь в записи не сходится с площадью её же контура сверх ΔP.",
        "The recorded area differs from that of its own outline beyond ΔP."
      )
    case .outsideQuarter:
      Words(
        "Контур лежит в стороне от квартала, названного в номере.",
        "The outline lies off the quarter its number names."
      )
    case .invalidGeometry:
      Words(
        "Контур пересекает сам себя или не замкнут; исправлен или отклонён.",
        "The outline crosses itself or is not closed; mended or rejected."
      )
    case .suspectCRS:
      Words(
        "Координаты похожи на другую зону или порядок осей.",
        "The coordinates fit another zone or axis order."
      )
    case .quarterShift:
      Words(
        "Весь квартал смещён: признак реестровой ошибки, одна на квартал.",
        "A whole quarter is displaced: a sign of one register error."
      )
    case .parcelShift:
      Words(
        "Участок смещён с сохранением формы.",
        "The parcel is displaced and keeps its shape."
      )
    case .areaDifference:
      Words(
        "Площадь по съёмке и по реестру расходится сверх допуска.",
        "Surveyed and recorded areas differ beyond tolerance."
      )
    case .boundaryDifference:
      Words(
        "Место и площадь те же, но граница проходит иначе.",
        "Same place and area, but the line runs elsewhere."
      )
    case .encroachment:
      Words(
        "Занята земля за границей учтённого участка.",
        "Land beyond the recorded parcel is occupied."
      )
    case .split:
      Words(
        "Один учтённый участок на местности разделён на несколько.",
        "One recorded parcel is several on the ground."
      )
    case .merge:
      Words(
        "Несколько учтённых участков на местности составляют один.",
        "Several recorded parcels are one on the ground."
      )
    case .regroup:
      Words(
        "Несколько участков на местности поделены иначе, чем в реестре.",
        "Several parcels are divided otherwise than in the register."
      )
    case .unregisteredParcel:
      Words(
        "Земля занята, а участка в реестре нет.",
        "Land is occupied and no parcel is recorded."
      )
    case .notFound:
      Words(
        "Учтённый участок обследован, но на местности не выделен.",
        "The recorded parcel was surveyed and is not there."
      )
    case .useDifference:
      Words(
        "Участок используется не по разрешённому виду.",
        "The observed use is of another class than the permitted one."
      )
    case .unregisteredBuilding:
      Words(
        "Здание стоит, а записи о нём в реестре нет.",
        "A building stands and no record of it exists."
      )
    case .demolishedBuilding:
      Words(
        "Здание учтено и облагается, а на местности его нет.",
        "The building is recorded, perhaps taxed, and is gone."
      )
    case .footprintDifference:
      Words(
        "Здание выросло, уменьшилось или перестроено.",
        "The building grew, shrank or was rebuilt."
      )
    case .floorsDifference:
      Words(
        "Число этажей не равно записанному.",
        "The number of floors is not the recorded one."
      )
    case .buildingOverBoundary:
      Words(
        "Здание выходит за границу своего участка глубже допуска.",
        "The building crosses its parcel's line deeper than tolerance."
      )
    case .buildingUseDifference:
      Words(
        "Здание используется не по записанному назначению.",
        "The building's use is of another class than the recorded one."
      )
    }
  }
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
