import Cadastre
import Findings
import Formats
import Foundation
import Revenue

/// `tables/доходы.csv`: the lines of money as a Russian Excel opens them with a double click.
///
/// UTF-8 with a byte order mark, `;` between fields, a comma before kopecks, CR LF, words instead of codes.
/// Numbers of objects and quarters are written as the formula `="90:25:010101"`: Excel shows the bare text
/// and never makes a time of day of it; a program that does not evaluate formulas shows it as it stands,
/// which is text too. Any other text that begins like a formula gets an apostrophe before it.
enum ExcelTable {
  static let name = "доходы"

  static func write(_ run: PreparedRun, to url: URL) throws(ExportError) -> WrittenFile {
    let kinds = Dictionary(
      run.findings.map { ($0.id, $0.kind) },
      uniquingKeysWith: { first, _ in first }
    )
    var file = try OutputFile(url)
    try file.write("\u{FEFF}" + line(header))
    let sorted = run.revenue.enumerated().sorted { first, second in
      let (a, b) = (first.element, second.element)
      if a.channel != b.channel { return a.channel.order < b.channel.order }
      let sizes = (abs(a.expected.rawValue), abs(b.expected.rawValue))
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : first.offset < second.offset
    }
    for (_, money) in sorted {
      try file.write(
        line([
          key(money.finding), kinds[money.finding].map { text($0.titles.ru) } ?? "",
          key(money.quarter), key(money.object), text(money.channel.title.ru),
          text(MapData.taxes.first { $0.code == money.tax }?.words.ru ?? money.tax),
          number(money.base.decimal),
          number(FixedDecimal.text(money.rate * 100, decimals: 4, keepsZeros: true)),
          number(money.low.decimal), number(money.expected.decimal), number(money.high.decimal),
          text(money.period.words.ru), text(money.budget.words.ru), text(money.law),
          text(money.assumptions),
        ])
      )
    }
    return try file.finish()
  }

  private static let header = [
    "Признак", "Вид признака", "Квартал", "Объект", "Канал", "Платёж", "База ₽", "Ставка %",
    "Осторожно (P10) ₽", "Ожидаемо ₽", "Высоко (P90) ₽", "Период", "Бюджет", "Норма", "Допущения",
  ]

  private static func line(_ fields: [String]) -> String {
    fields.joined(separator: ";") + "\r\n"
  }

  /// A number with a comma.
  private static func number(_ text: String) -> String { text.replacing(".", with: ",") }

  /// The text of a key, whatever it looks like.
  private static func key(_ text: String) -> String {
    text.isEmpty ? "" : quoted("=\"\(text.replacing("\"", with: "\"\""))\"")
  }

  private static func text(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    return quoted(isFormula ? "'" + text : text)
  }

  private static func quoted(_ field: String) -> String {
    let special = field.utf8.contains { byte in
      byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return special ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
