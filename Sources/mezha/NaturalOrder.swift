/// Keys in the order people count in: `:2` before `:11`.
enum NaturalOrder {
  /// Whether `first` comes before `second`; keys that differ in leading zeros only are in the order of their text.
  static func isBefore(_ first: String, _ second: String) -> Bool {
    let (a, b) = (parts(first), parts(second))
    for (one, other) in zip(a, b) where one != other {
      if let x = Int(one), let y = Int(other), x != y { return x < y }
      if Int(one) == nil || Int(other) == nil { return one < other }
    }
    return a.count != b.count ? a.count < b.count : first < second
  }

  /// Runs of digits and what stands between them.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var wasDigit: Bool?
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if isDigit == wasDigit {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      wasDigit = isDigit
    }
    return parts
  }
}
