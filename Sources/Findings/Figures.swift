/// Numbers as people write them: a comma in Russian, a dot in English, two digits.
enum Figures {
  static func russian(_ value: Double, _ unit: String = "") -> String {
    fixed(value).replacingDot() + (unit.isEmpty ? "" : " " + unit)
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

  /// A count.
  static func whole(_ value: Double) -> String { "\(Int64(value.rounded()))" }

  /// A share or a ratio: four digits, so that 0.9998 is not 1.
  static func share(_ value: Double) -> (russian: String, english: String) {
    let parts = Int64((abs(value) * 10_000).rounded())
    let fraction = String(10_000 + parts % 10_000).dropFirst()
    let text = "\(value < 0 && parts > 0 ? "-" : "")\(parts / 10_000).\(fraction)"
    return (text.replacingDot(), text)
  }

  private static func fixed(_ value: Double) -> String {
    let cents = Int64((abs(value) * 100).rounded())
    let fraction = cents % 100
    return
      "\(value < 0 && cents > 0 ? "-" : "")\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

extension String {
  fileprivate func replacingDot() -> String { String(map { $0 == "." ? "," : $0 }) }
}
