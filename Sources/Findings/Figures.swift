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
