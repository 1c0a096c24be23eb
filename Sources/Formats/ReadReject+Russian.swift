extension ReadReject {
  /// The reason in Russian; what programs beside us said stays as it is.
  public var russian: String { Self.russian(reason) }

  private static let sentences: [String: String] = [
    "a coordinate is not a finite number": "координата не является конечным числом",
    "a coordinate is no number": "координата не число",
    "a position has less than two numbers": "у точки меньше двух чисел",
    "a number is expected": "ожидается число",
    "a type of geometry is expected": "ожидается вид геометрии",
    "text follows the geometry": "за геометрией стоит лишний текст",
    "bytes follow the end of the geometry": "за концом геометрии есть лишние байты",
    "collections are nested too deep": "слишком глубокая вложенность коллекций",
    "rows without a number": "строки без номера участка",
    "the geometry has no type": "вид геометрии не указан",
    "the geometry has no coordinates": "у геометрии нет координат",
    "the geometry is no object": "геометрия записана не объектом",
    "the geometry is no blob": "в столбце геометрии не двоичные данные",
    "the geometry's header is damaged": "заголовок геометрии повреждён",
    "the geometry has no GeoPackage header": "у геометрии нет заголовка GeoPackage",
    "the coordinates are not nested as the geometry's type wants":
      "вложенность координат не отвечает виду геометрии",
    "properties is no object": "свойства записаны не объектом",
    "the record is no object": "запись не является объектом",
    "the record has no type": "вид записи не указан",
    "only a part of the border is given (ChangeBorder)":
      "указана только часть границы (ChangeBorder)",
  ]

  private static let types: [String: String] = [
    "point": "точка", "multipoint": "точки", "linestring": "линия", "multilinestring": "линии",
    "circularstring": "дуга", "compoundcurve": "линия с дугами", "multicurve": "линии с дугами",
  ]

  private static func russian(_ reason: String) -> String {
    if let words = sentences[reason] { return words }
    if let match = reason.wholeMatch(of: /not a polygon: (.+)/) {
      let type = String(match.1)
      return "не полигон: \(types[type.lowercased()].map { "\($0) (\(type))" } ?? type)"
    }
    if let match = reason.wholeMatch(of: /line (\d+): (.+)/) {
      return "строка \(match.1): \(russian(String(match.2)))"
    }
    if let match = reason.wholeMatch(of: /WKT, character (\d+): (.+)/) {
      return "WKT, знак \(match.1): \(russian(String(match.2)))"
    }
    if let match = reason.wholeMatch(of: /(.+) \(contour (\d+), ring (\d+)\)/) {
      return "\(russian(String(match.1))) (контур \(match.2), кольцо \(match.3))"
    }
    if let match = reason.wholeMatch(of: /a ring of (\d+) points encloses no area; .+/) {
      return "кольцо из \(match.1) точек не ограничивает площади; в столбце номера стоит номер "
        + "участка, а не точки?"
    }
    if let match = reason.wholeMatch(of: /(x \(north\)|y \(east\)|radius) of point (\d+) is (.+)/) {
      let names = ["x (north)": "x (север)", "y (east)": "y (восток)", "radius": "радиус"]
      let fault = String(match.3)
        .replacing("not a number:", with: "не число:")
        .replacing("out of range:", with: "вне допустимых пределов:")
        .replacing("missing", with: "нет значения")
      return "\(names[String(match.1)] ?? "") точки \(match.2): \(fault)"
    }
    return reason
  }
}
