import Cadastre
import Formats

/// A little HTML: every text is escaped on its way in.
struct HTML: Sendable {
  private(set) var text: String

  private init(raw: String) { text = raw }

  /// A text as it stands, escaped.
  static func text(_ value: String) -> HTML { HTML(raw: escaped(value)) }

  /// An element with attributes and children.
  static func element(
    _ name: String,
    _ attributes: [(String, String)] = [],
    _ children: [HTML]
  ) -> HTML {
    let list = attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    return HTML(raw: "<\(name)\(list)>\(children.map(\.text).joined())</\(name)>")
  }

  /// An element that holds a text.
  static func element(_ name: String, _ attributes: [(String, String)] = [], _ text: String)
    -> HTML
  {
    element(name, attributes, [.text(text)])
  }

  /// A key or number that must not break.
  static func whole(_ text: String) -> HTML { element("span", [("class", "whole")], text) }

  /// A table with a head; columns in `numeric` are set to the right.
  static func table(
    _ head: [String],
    numeric: Set<Int> = [],
    classes: String = "",
    rows: [[HTML]]
  ) -> HTML {
    func cell(_ tag: String, _ column: Int, _ content: HTML) -> HTML {
      element(tag, numeric.contains(column) ? [("class", "n")] : [], [content])
    }
    return element(
      "table",
      classes.isEmpty ? [] : [("class", classes)],
      [
        element(
          "thead",
          [],
          [element("tr", [], head.enumerated().map { cell("th", $0.offset, .text($0.element)) })]
        ),
        element(
          "tbody",
          [],
          rows.map { row in
            element("tr", [], row.enumerated().map { cell("td", $0.offset, $0.element) })
          }
        ),
      ]
    )
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Numbers for people: groups of three, a comma or a point as the language has it.
struct NumberWords: Sendable {
  var language: Language

  /// A whole number in groups of three.
  func whole(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i) % 3 == 0 { result += language == .ru ? "\u{00A0}" : "," }
      result.append(digit)
    }
    return (value < 0 ? "−" : "") + result
  }

  /// A number with so many decimals.
  func decimal(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, places > 0 else {
      return value.isFinite && abs(value) < 9e18
        ? whole(Int(value.rounded(.toNearestOrAwayFromZero))) : "—"
    }
    let text = FixedDecimal.text(value, decimals: places, keepsZeros: true)
    let parts = text.split(separator: ".")
    guard parts.count == 2, let head = Int(parts[0].drop { $0 == "-" }) else { return text }
    return (text.hasPrefix("-") ? "−" : "") + whole(head) + (language == .ru ? "," : ".")
      + parts[1]
  }

  /// Roubles without kopecks.
  func roubles(_ money: Kopecks) -> String {
    let half: Int64 = money.rawValue < 0 ? -50 : 50
    return whole(Int((money.rawValue + half) / 100))
  }

  /// Roubles with kopecks, exact.
  func kopecks(_ money: Kopecks) -> String {
    let magnitude = money.rawValue.magnitude
    let cents = magnitude % 100
    return (money.rawValue < 0 ? "−" : "") + whole(Int(magnitude / 100))
      + (language == .ru ? "," : ".") + (cents < 10 ? "0" : "") + "\(cents)"
  }

  /// A sum in thousands, millions or milliards, with three digits that count.
  func short(_ value: Double) -> String {
    let size = abs(value)
    let scales: [(Double, String, String)] = [
      (1e9, "млрд", "bn"), (1e6, "млн", "m"), (1e3, "тыс.", "k"),
    ]
    guard size < 1e12, let scale = scales.first(where: { size >= $0.0 * 0.9995 }) else {
      return decimal(value, 0)
    }
    let part = value / scale.0
    // no kopeck-like zeros after a round number
    let places = [0, 1, 2].first { places in
      let power = [1.0, 10, 100][places]
      return abs((part * power).rounded() / power - part) < 0.0005 * abs(part)
    }
    let digits = min(places ?? 2, abs(part) >= 100 ? 0 : abs(part) >= 10 ? 1 : 2)
    return decimal(part, digits) + "\u{00A0}" + (language == .ru ? scale.1 : scale.2)
  }
}
