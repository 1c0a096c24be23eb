/// What an address comes to, however it is spelt: `ул. Ленина, д. 5, корп. 2` is `Ленина улица 5 к2`.
///
/// Words that only say what follows (улица, дом, город) do not count, nor do case, `ё`, punctuation, order, postcode,
/// country and region. What tells two places apart stays: переулок and проспект, корпус, строение and литера with
/// their numbers, the letter of a house.
struct AddressKey: Hashable {
  /// With the settlement it names.
  let full: String
  /// Without it: an extract of one town often leaves its name out.
  let short: String

  /// Words that stand before or after a name and say nothing more.
  private static let silent: Set<String> = [
    "ул", "улица", "дом", "домовладение", "вл", "владение", "участок", "уч", "зу", "здание", "зд",
    "местоположение", "адрес", "россия", "рф",
  ]
  /// Words that make a part of an address the name of a settlement.
  private static let settlements: Set<String> = [
    "г", "гор", "город", "пгт", "п", "пос", "поселок", "рп", "с", "село", "дер", "деревня", "ст",
    "станица", "х", "хутор", "аул",
  ]
  /// A part of an address with one of these is wider than a settlement.
  private static let regions: Set<String> = [
    "обл", "область", "край", "респ", "республика", "район", "округ", "го", "мо", "муниципальное",
    "федерация", "автономный", "сельсовет", "поселение",
  ]
  /// Other spellings of words that count.
  private static let canonical: [String: String] = [
    "пер": "переулок", "пр": "проспект", "просп": "проспект", "пркт": "проспект", "прт": "проспект",
    "прд": "проезд", "пд": "проезд", "ш": "шоссе", "бр": "бульвар", "бул": "бульвар",
    "пл": "площадь",
    "наб": "набережная", "туп": "тупик", "мкр": "микрорайон", "мкрн": "микрорайон",
    "мр": "микрорайон",
    "кв": "квартал", "рн": "район", "стца": "станица",
  ]
  /// Words that belong to the number after them.
  private static let parts: [String: String] = [
    "к": "к", "корп": "к", "корпус": "к", "стр": "с", "строение": "с", "строен": "с", "лит": "л",
    "литер": "л", "литера": "л",
  ]

  /// The key of an address; nil where it names no house.
  init?(_ text: String) {
    var words: [String] = []
    var places: [String] = []
    for piece in text.lowercased().split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let tokens = Self.tokens(piece).map { Self.canonical[$0] ?? $0 }
      let hasNumber = tokens.contains { $0.contains(where: \.isNumber) }
      if !hasNumber, tokens.contains(where: { Self.regions.contains($0) }) { continue }
      let isPlace = !hasNumber && Self.namesSettlement(tokens)
      Self.read(tokens, isPlace: isPlace, &words, &places)
    }
    guard words.contains(where: { $0.contains(where: \.isNumber) }) else { return nil }
    short = words.sorted().joined(separator: " ")
    full = (words + places).sorted().joined(separator: " ")
  }

  /// Words of letters and numbers; what a hyphen or a stroke joins is one (`пр-кт`, `5/2`, `5-а`).
  private static func tokens(_ piece: Substring) -> [String] {
    var tokens: [String] = []
    var current = ""
    func close() {
      if !current.isEmpty { tokens.append(current) }
      current = ""
    }
    for character in piece {
      switch character {
      case "ё": current.append("е")
      case "-": break
      case "/": if current.last?.isNumber == true { current.append(character) }
      case let sign where sign.isLetter || sign.isNumber:
        // «д.5» and «д5» are the same; «5а» stays one.
        if sign.isNumber, let last = current.last, last.isLetter,
          !current.contains(where: \.isNumber)
        {
          close()
        }
        current.append(sign)
      default: close()
      }
    }
    close()
    return tokens
  }

  private static func namesSettlement(_ tokens: [String]) -> Bool {
    guard let first = tokens.first, let last = tokens.last else { return false }
    return settlements.contains(first) || settlements.contains(last) || first == "д"
  }

  /// Adds what counts of one part of an address: a number after корпус and the like carries its letter, a lone letter
  /// joins its house, the word after «город» is a place, and so are all of a part that names one.
  private static func read(
    _ tokens: [String],
    isPlace: Bool,
    _ words: inout [String],
    _ places: inout [String]
  ) {
    let before = words.count
    var mark = ""
    var isSettlement = false
    var isRegion = false
    for (position, token) in tokens.enumerated() {
      let isNumber = token.first?.isNumber == true
      if isRegion {
        isRegion = false
      } else if regions.contains(token) {
        // «Республика Крым» but «Крымский край»: the name stands on either side.
        if position == 0 { isRegion = true } else if !words.isEmpty { words.removeLast() }
      } else if let part = parts[token], position + 1 < tokens.count {
        mark = part
      } else if !mark.isEmpty {
        words.append(mark + token)
        mark = ""
      } else if isNumber {
        if token.count != 6 || !token.allSatisfy(\.isNumber) { words.append(token) }
      } else if settlements.contains(token) || token == "д", isName(tokens, position + 1) {
        isSettlement = true
      } else if token.count == 1, words.count > before, let house = words.last,
        house.allSatisfy(\.isNumber)
      {
        words[words.count - 1] = house + token
      } else if settlements.contains(token) || token == "д" {
        continue
      } else if !silent.contains(token) {
        if isPlace || isSettlement { places.append(token) } else { words.append(token) }
        isSettlement = false
      }
    }
  }

  private static func isName(_ tokens: [String], _ position: Int) -> Bool {
    position < tokens.count && tokens[position].count > 1
      && tokens[position].first?.isLetter == true
  }
}
