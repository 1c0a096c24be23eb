internal import Cadastre
internal import Foundation

/// The words and codes in which sources write what the domain has a value for.
///
/// Codes are those of Rosreestr's classifiers (dCategories, dStates, dParcels, dAssBuilding); words are those of
/// its documents and of municipal tables. A function gives nil for a word it does not know.
enum CodeBook {
  /// Category of land by its code, our name, or the words of the Land Code.
  static func category(_ text: String) -> LandCategory? {
    if let category = LandCategory(rawValue: text) { return category }
    return find(
      text,
      exact: [
        "agricultural": .agricultural, "settlements": .settlements, "industrial": .industrial,
        "protected": .protected, "forest": .forest, "water": .water, "reserve": .reserve,
        "unset": .unset,
      ],
      // «Промышленности … и земли иного специального назначения» names much: look for the others first.
      containing: [
        ("не установлен", .unset), ("населен", .settlements), ("поселен", .settlements),
        ("сельскохоз", .agricultural), ("сельхоз", .agricultural), ("охраняем", .protected),
        ("промышлен", .industrial), ("специального назначения", .industrial),
        ("лесн", .forest), ("водн", .water), ("запас", .reserve),
      ]
    )
  }

  /// Who holds it: our words, or «частная», «собственность юридических лиц», «муниципальная» and the like.
  static func right(_ text: String) -> Right? {
    find(
      text,
      exact: Dictionary(uniqueKeysWithValues: Right.allCases.map { ($0.rawValue, $0) }),
      // Undelimited land is state land too, in words; a denied right contains the word for one.
      containing: [
        ("неразгранич", .undelimited), ("не разгранич", .undelimited),
        ("отсутств", .none), ("не зарегистр", .none), ("не оформл", .none), ("бесхоз", .none),
        ("муницип", .municipal), ("городск", .municipal),
        ("государств", .state), ("федеральн", .state), ("субъект", .state),
        ("региональн", .state), ("республик", .state),
        ("юридическ", .legal), ("юр. лиц", .legal), ("юр.лиц", .legal), ("юрлиц", .legal),
        ("частн", .private), ("физическ", .private), ("физ. лиц", .private),
        ("физлиц", .private), ("граждан", .private), ("индивидуальн", .private),
      ]
    ) ?? (normal(text) == "нет" ? Right.none : nil)
  }

  /// Whether a record is in force: our words, codes of dStates, or «Учтённый», «Временный», «Архивный» and the like.
  static func status(_ text: String) -> RecordStatus? {
    find(
      text,
      exact: [
        "active": .active, "temporary": .temporary, "archived": .archived,
        "01": .active, "1": .active, "05": .temporary, "5": .temporary,
        "06": .active, "6": .active, "07": .archived, "7": .archived,
        "08": .archived, "8": .archived,
      ],
      containing: [
        ("архив", .archived), ("снят", .archived), ("аннулир", .archived),
        ("погаш", .archived), ("прекращ", .archived), ("времен", .temporary),
        ("учтен", .active), ("актуал", .active), ("действу", .active),
      ]
    )
  }

  /// Kind of parcel: our words, codes of dParcels, or «Единое землепользование» and the like.
  static func subtype(_ text: String) -> ParcelSubtype? {
    find(
      text,
      exact: [
        "ordinary": .ordinary, "common": .common, "child": .child, "multi": .multi,
        "01": .ordinary, "1": .ordinary, "02": .common, "2": .common, "03": .child,
        "3": .child, "04": .child, "4": .child, "05": .multi, "5": .multi,
        "землепользование": .ordinary, "езп": .common,
      ],
      containing: [
        ("единое", .common), ("обособлен", .child), ("условн", .child), ("входящ", .child),
        ("многоконтурн", .multi), ("участок", .ordinary),
      ]
    )
  }

  /// What a building is for: our words, codes of dAssBuilding, or «Жилой дом», «Гараж» and the like.
  static func purpose(_ text: String) -> BuildingPurpose? {
    find(
      text,
      exact: [
        "house": .house, "apartments": .apartments, "nonresidential": .nonresidential,
        "garage": .garage, "outbuilding": .outbuilding, "unfinished": .unfinished,
        "unknown": .unknown, "204001000000": .nonresidential, "204002000000": .house,
        "204003000000": .apartments, "мкд": .apartments, "ижс": .house, "онс": .unfinished,
        "дом": .house,
      ],
      // From the particular to the general: «нежилое здание (гараж)» is a garage.
      containing: [
        ("незаверш", .unfinished), ("недостро", .unfinished), ("гараж", .garage),
        ("машино-мест", .garage), ("многоквартир", .apartments), ("общежит", .apartments),
        ("хозяйствен", .outbuilding), ("хозпостро", .outbuilding), ("хоз. постро", .outbuilding),
        ("сарай", .outbuilding), ("баня", .outbuilding), ("навес", .outbuilding),
        ("теплиц", .outbuilding), ("погреб", .outbuilding), ("летняя кухня", .outbuilding),
        ("нежил", .nonresidential), ("жил", .house), ("садов", .house), ("дачн", .house),
        ("коттедж", .house), ("магазин", .nonresidential), ("гостиниц", .nonresidential),
        ("склад", .nonresidential), ("офис", .nonresidential), ("кафе", .nonresidential),
        ("административ", .nonresidential), ("производствен", .nonresidential),
        ("торгов", .nonresidential),
      ]
    )
  }

  /// What common land is: our words, or «дорога», «площадь», «берег», «лес»; anything else is other.
  static func publicLand(_ text: String) -> PublicLandKind {
    find(
      text,
      exact: Dictionary(uniqueKeysWithValues: PublicLandKind.allCases.map { ($0.rawValue, $0) }),
      containing: [
        ("берег", .shore), ("набереж", .shore), ("пляж", .shore), ("дорог", .road),
        ("улиц", .road), ("проезд", .road), ("переул", .road), ("площад", .square),
        ("сквер", .square), ("парк", .square), ("бульвар", .square), ("лес", .forest),
      ]
    ) ?? .other
  }

  /// Whether a thing stands on foundations.
  static func capital(_ text: String) -> Bool? {
    find(
      text,
      exact: [:],
      containing: [
        ("некапитал", false), ("не капитал", false), ("времен", false), ("капитал", true),
      ]
    )
  }

  /// A date as ISO 8601: `31.12.2025` and a time stamp become `2025-12-31`; what is no date stays.
  static func date(_ text: String) -> String {
    let day = text.prefix { $0 != "T" && $0 != " " }
    let parts = day.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4,
      parts.allSatisfy({ Int($0) != nil })
    else { return String(day) }
    func two(_ part: Substring) -> String { part.count == 1 ? "0\(part)" : String(part) }
    return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
  }

  /// The quarter a cadastral number names: the first three of its four parts; empty when it is none.
  static func quarter(ofNumber number: String) -> String {
    let bytes = number.utf8
    var colons: [String.Index] = []
    for index in bytes.indices where bytes[index] == UInt8(ascii: ":") { colons.append(index) }
    guard colons.count == 3, bytes.first != UInt8(ascii: ":"), bytes.last != UInt8(ascii: ":"),
      bytes.index(after: colons[0]) != colons[1], bytes.index(after: colons[1]) != colons[2]
    else { return "" }
    return String(number[..<colons[2]])
  }

  /// Numbers in one field, parted by commas, semicolons or blanks: each once, sorted.
  static func numbers(_ text: String) -> [String] {
    Set(text.split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)).sorted()
  }

  private static func find<Value>(
    _ text: String,
    exact: [String: Value],
    containing stems: [(String, Value)]
  ) -> Value? {
    let word = normal(text)
    return exact[word] ?? stems.first { word.contains($0.0) }?.1
  }

  /// Lower case, ё as е, runs of white space as one blank.
  private static func normal(_ text: String) -> String {
    text.lowercased().replacing("ё", with: "е").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
