/// Numbers as people write them: a comma in Russian, a dot in English, two digits.
public enum Figures {
  static func russian(_ value: Double, _ unit: String = "") -> String {
    fixed(value).inRussian() + (unit.isEmpty ? "" : " " + unit)
  }

  static func english(_ value: Double, _ unit: String = "") -> String {
    fixed(value) + (unit.isEmpty ? "" : " " + unit)
  }

  /// A distance people can read: kilometres from one kilometre on.
  static func distance(_ metres: Double) -> (russian: String, english: String) {
    metres >= 1000
      ? (russian(metres / 1000, "км"), english(metres / 1000, "km"))
      : (russian(metres, "м"), english(metres, "m"))
  }

  /// A probability; what is nearly sure is told as such and not as one.
  public static func probability(_ value: Double, _ language: WordLanguage) -> String {
    let text = fixed(value)
    let bound = value > 0.99 ? "> 0.99" : value < 0.01 ? "< 0.01" : text
    return language == .ru ? bound.inRussian() : bound
  }

  /// A displacement in words: x is east here, and north in Russian surveying.
  static func towards(_ dx: Double, _ dy: Double) -> Words {
    Words(
      ru: "на \(russian(abs(dx), "м")) к \(dx < 0 ? "западу" : "востоку") и "
        + "\(russian(abs(dy), "м")) к \(dy < 0 ? "югу" : "северу")",
      en: "by \(english(abs(dx), "m")) to the \(dx < 0 ? "west" : "east") and "
        + "\(english(abs(dy), "m")) to the \(dy < 0 ? "south" : "north")"
    )
  }

  /// A count.
  static func whole(_ value: Double) -> String { "\(Int64(value.rounded()))" }

  /// A share or a ratio: four digits, so that 0.9998 is not 1.
  static func share(_ value: Double) -> (russian: String, english: String) {
    let parts = Int64((abs(value) * 10_000).rounded())
    let fraction = String(10_000 + parts % 10_000).dropFirst()
    let text = "\(value < 0 && parts > 0 ? "-" : "")\(parts / 10_000).\(fraction)"
    return (text.inRussian(), text)
  }

  private static func fixed(_ value: Double) -> String {
    let cents = Int64((abs(value) * 100).rounded())
    let fraction = cents % 100
    return
      "\(value < 0 && cents > 0 ? "-" : "")\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

extension String {
  /// A comma before the digits, and the sign of subtraction people print instead of a hyphen.
  fileprivate func inRussian() -> String {
    String(map { $0 == "." ? "," : $0 == "-" ? "−" : $0 })
  }
}
