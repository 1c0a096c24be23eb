import Foundation
import Geometry

/// A text table as it lies in a file: its encoding settled, every row in fields, none taken for a header.
struct DelimitedText {
  /// The rows with the lines they begin on, from 1; all fields as text.
  let rows: [(fields: [String], line: Int)]
  /// The encoding it was read in.
  let encoding: TextEncoding
  /// Whether the encoding was judged from text that is more than ASCII.
  let isJudged: Bool

  /// Reads a file in the encoding the job names, else in UTF-8 when it is that, else in cp1251.
  init(path: String, encoding wanted: String?) throws(FormatError) {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
    try self.init(bytes: [UInt8](data), file: path, encoding: wanted)
  }

  /// Reads bytes.
  init(bytes: [UInt8], file: String, encoding wanted: String?) throws(FormatError) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = hasMark ? Array(bytes.dropFirst(3)) : bytes
    if let wanted {
      guard let named = TextEncoding(named: wanted) else {
        throw .damaged(
          file: file,
          place: "encoding",
          reason: "\"\(wanted)\" is not one of UTF-8, cp1251 and cp866"
        )
      }
      encoding = named
      isJudged = false
    } else {
      encoding = hasMark ? .utf8 : TextEncoding.judged(content)
      isJudged = !hasMark && content.contains { $0 >= 0x80 }
    }
    guard let text = encoding.text(content) else {
      throw .damaged(file: file, place: "line 1", reason: "the text is not \(encoding.rawValue)")
    }
    rows = try Self.rows(text, file: file)
  }

  /// The rows; semicolon, tab or comma divide fields, and where there is none of them white space does.
  private static func rows(
    _ text: String,
    file: String
  ) throws(FormatError) -> [(fields: [String], line: Int)] {
    let first = text.split(whereSeparator: \.isNewline)
      .first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    guard !first.contains(where: { ";,\t".contains($0) }) else {
      let table = try CSVTable(bytes: Array(text.utf8), file: file)
      var rows = [(fields: table.header, line: 1)]
      for (fields, line) in zip(table.rows, table.lines) { rows.append((fields, line)) }
      for reject in table.rejects {
        rows.append(([reject.key ?? "", reject.reason], reject.row))
      }
      return rows.sorted { $0.line < $1.line }.map { row in
        (row.fields.map { $0.trimmingCharacters(in: .whitespaces) }, row.line)
      }
    }
    var rows: [(fields: [String], line: Int)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
      if !fields.isEmpty { rows.append((fields, index + 1)) }
    }
    return rows
  }

  /// The table of a file: a catalogue of coordinates when it has an X and a Y, else attributes alone.
  static func tables(path: String, encoding: String?) throws(FormatError) -> [FeatureTable] {
    let text = try DelimitedText(path: path, encoding: encoding)
    guard let first = text.rows.first, first.fields.count > 1 else {
      throw .unknownKind(file: path, hint: FeatureReader.known)
    }
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    var table = try CoordinateCatalogue(text, file: path)?.table(name: name, file: path)
      ?? text.attributes(name: name, file: path)
    table.encoding = text.encoding.rawValue
    if text.isJudged {
      table.notes.append(.judged(text.encoding, missing: "encoding"))
    }
    return [table]
  }

  /// Records without geometry; the first row holds the names.
  private func attributes(name: String, file: String) -> FeatureTable {
    var table = FeatureTable(name: name, file: file)
    table.format = "CSV"
    guard let header = rows.first?.fields else { return table }
    table.columns = header.map { AttributeColumn(name: $0) }
    for row in rows.dropFirst() {
      guard row.fields.count == header.count else {
        table.rejects.append(
          ReadReject(
            row: row.line,
            key: row.fields.first,
            reason: "as many fields as the header has (\(header.count)) were expected"
          )
        )
        continue
      }
      table.rows.append(row.line)
      table.shapes.endFeature()
      for (index, field) in row.fields.enumerated() {
        table.columns[index].values.append(field.isEmpty ? .null : .text(field))
      }
    }
    return table
  }
}
