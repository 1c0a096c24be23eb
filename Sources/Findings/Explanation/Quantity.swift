/// What an explanation can measure; the raw value is the stable code in the explanation's JSON.
public enum Quantity: String, Sendable, CaseIterable {
  case area
  case sharedArea = "shared-area"
  case areaDifference = "area-difference"
  case areaChange = "area-change"
  case registeredArea = "registered-area"
  case declaredArea = "declared-area"
  case drawnArea = "drawn-area"
  case drawnDifference = "drawn-difference"
  case surveyedArea = "surveyed-area"
  case missingArea = "missing-area"
  case addedArea = "added-area"
  case eaves
  case eavesOffset = "eaves-offset"
  case depth
  case departure
  case width
  case shift
  case dx
  case dy
  case rotation
  case scale
  case error
  case residual
  case distance
  case iou
  case nestedShare = "nested-share"
  case likeness
  case outsideShare = "outside-share"
  case occupiedShare = "occupied-share"
  case recordedShare = "recorded-share"
  case count
  case links
  case parts
  case pairs
  case floors
  case recordedFloors = "recorded-floors"
  case surveyedFloors = "surveyed-floors"
  case unplaced

  /// The unit: `m2`, `m`, `deg`, or nothing for shares and counts.
  public var unit: String {
    switch self {
    case .area, .sharedArea, .areaDifference, .areaChange, .registeredArea, .declaredArea,
      .drawnArea, .drawnDifference, .surveyedArea, .missingArea, .addedArea, .eaves:
      "m2"
    case .eavesOffset, .depth, .departure, .width, .shift, .dx, .dy, .error, .residual, .distance:
      "m"
    case .rotation: "deg"
    case .scale, .iou, .nestedShare, .likeness, .outsideShare, .occupiedShare, .recordedShare,
      .count, .links, .parts, .pairs, .floors, .recordedFloors, .surveyedFloors, .unplaced:
      ""
    }
  }

  /// Whether it is counted in whole numbers.
  public var isCount: Bool {
    switch self {
    case .count, .links, .parts, .pairs, .floors, .recordedFloors, .surveyedFloors, .unplaced: true
    default: false
    }
  }

  /// What people call it.
  public var words: Words {
    switch self {
    case .area: Words(ru: "площадь", en: "area")
    case .sharedArea: Words(ru: "общая площадь", en: "shared area")
    case .areaDifference: Words(ru: "разница площадей", en: "difference of areas")
    case .areaChange: Words(ru: "изменение площади", en: "change of area")
    case .registeredArea: Words(ru: "площадь по реестру", en: "registered area")
    case .declaredArea: Words(ru: "площадь в записи", en: "area in the record")
    case .drawnArea: Words(ru: "площадь по координатам", en: "area of the geometry")
    case .drawnDifference:
      Words(
        ru: "разница с площадью по координатам реестра",
        en: "difference from the area of "
          + "the geometry"
      )
    case .surveyedArea: Words(ru: "площадь по съёмке", en: "surveyed area")
    case .missingArea: Words(ru: "не занято из земли реестра", en: "registered land left out")
    case .addedArea: Words(ru: "занято сверх реестра", en: "land beyond the register")
    case .eaves: Words(ru: "свес кровли", en: "eaves")
    case .eavesOffset: Words(ru: "вынос кровли в квартале", en: "offset of roofs in the quarter")
    case .depth: Words(ru: "глубина", en: "depth")
    case .departure: Words(ru: "отклонение линии", en: "departure of the line")
    case .width: Words(ru: "ширина", en: "width")
    case .shift: Words(ru: "сдвиг", en: "shift")
    case .dx: Words(ru: "сдвиг реестра от съёмки на восток", en: "register east of the survey")
    case .dy: Words(ru: "сдвиг реестра от съёмки на север", en: "register north of the survey")
    case .rotation: Words(ru: "поворот", en: "turn")
    case .scale: Words(ru: "отношение размеров", en: "ratio of sizes")
    case .error: Words(ru: "погрешность оценки", en: "error of the estimate")
    case .residual: Words(ru: "расхождение после совмещения", en: "misfit once moved together")
    case .distance: Words(ru: "расстояние", en: "distance")
    case .iou: Words(ru: "общая доля объединения (IoU)", en: "intersection over union")
    case .nestedShare: Words(ru: "доля меньшего внутри большего", en: "share of the smaller inside")
    case .likeness: Words(ru: "сходство контуров", en: "likeness of the contours")
    case .outsideShare: Words(ru: "доля вне квартала", en: "share off the quarter")
    case .occupiedShare: Words(ru: "доля, занятая по съёмке", en: "share occupied on the ground")
    case .recordedShare:
      Words(ru: "доля под зданиями реестра", en: "share under register buildings")
    case .count: Words(ru: "число записей", en: "number of records")
    case .links: Words(ru: "пар на другой стороне", en: "counterparts on the other side")
    case .parts: Words(ru: "число частей", en: "number of parts")
    case .pairs: Words(ru: "пар в оценке", en: "pairs in the estimate")
    case .floors: Words(ru: "разница этажей", en: "difference of floors")
    case .recordedFloors: Words(ru: "этажей по реестру", en: "floors in the register")
    case .surveyedFloors: Words(ru: "этажей по съёмке", en: "floors on the ground")
    case .unplaced:
      Words(ru: "записей без места, которые подошли бы", en: "records without place that would fit")
    }
  }
}
