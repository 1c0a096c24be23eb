import Foundation

/// Writes a table as CSV (RFC 4180 with LF).
enum CSVWriter {
  @discardableResult
  static func write(_ table: Table, to url: URL) throws(ExportError) -> WrittenFile {
    var file = try OutputFile(url)
    try file.write(table.columns.map { quoted($0.name) }.joined(separator: ",") + "\n")
    for row in table.rows {
      let line = zip(table.columns, row).map { quoted($0.text($1)) }.joined(separator: ",")
      try file.write(line + "\n")
    }
    return try file.finish()
  }

  /// A field in quotes when it needs them: a comma, a quote, a line end, or blanks at its ends.
  static func quoted(_ field: String) -> String {
    let special = field.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    guard special || field.first == " " || field.last == " " else { return field }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }
}
