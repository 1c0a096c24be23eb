import Foundation
import Geometry

/// A text table as it lies in a file: its encoding settled, every row in fields, none taken for a header.
struct DelimitedText {
  /// One row.
  struct Row {
    /// Its fields, as text; of a row that does not divide as the first one does, the first alone.
    var fields: [String]
    /// The line it begins on, from 1.
    var line: Int
    /// Why it does not divide as the first one does.
    var problem: String?
  }

  /// The rows, in order.
  let rows: [Row]
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
    if TextEncoding.hasMark16(bytes) {
      encoding = .utf16
      isJudged = false
    } else if let wanted {
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
  ) throws(FormatError) -> [Row] {
    let first =
      text.split(whereSeparator: \.isNewline)
      .first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    // A comma may be that of a decimal: it divides only where nothing else does.
    if let delimiter = ";\t,".first(where: { first.contains($0) }) {
      let table = try CSVTable(
        bytes: Array(text.utf8),
        file: file,
        delimiter: delimiter.asciiValue
      )
      let tidy = { (text: String) in text.trimmingCharacters(in: .whitespaces) }
      var rows = [Row(fields: table.header.map(tidy), line: 1)]
      for (fields, line) in zip(table.rows, table.lines) {
        rows.append(Row(fields: fields.map(tidy), line: line))
      }
      for reject in table.rejects {
        rows.append(
          Row(fields: [tidy(reject.key ?? "")], line: reject.row, problem: reject.reason)
        )
      }
      return rows.sorted { $0.line < $1.line }
    }
    var rows: [Row] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
      if !fields.isEmpty { rows.append(Row(fields: fields, line: index + 1)) }
    }
    return rows
  }

  /// Takes rows that another program read; the first holds the names, and all are as wide.
  init(rows: [Row]) {
    self.rows = rows
    encoding = .utf8
    isJudged = false
  }

  /// The table of a file: a catalogue of coordinates when it has an X and a Y, else attributes, with the shapes
  /// of a column of well-known text if there is one.
  static func tables(path: String, encoding: String?) throws(FormatError) -> [FeatureTable] {
    let text = try DelimitedText(path: path, encoding: encoding)
    guard let first = text.rows.first, first.fields.count > 1 else {
      throw .unknownKind(file: path, hint: FeatureReader.known)
    }
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    var table = try text.table(name: name, file: path)
    table.encoding = text.encoding.rawValue
    if text.isJudged, text.encoding != .utf8 {
      table.notes.append(.judged(text.encoding, missing: nil))
    }
    return [table]
  }

  /// What the rows are: a catalogue of coordinates, or attributes.
  func table(name: String, file: String) throws(FormatError) -> FeatureTable {
    // Well-known text comes first: its table may have an X and a Y for a point inside.
    let wkt = shapeColumn
    if wkt == nil, let catalogue = try CoordinateCatalogue(self, file: file) {
      return catalogue.table(name: name, file: file)
    }
    return attributes(name: name, file: file, wkt: wkt)
  }

  /// The column that holds well-known text: the first one whose first value is a geometry.
  private var shapeColumn: Int? {
    guard let header = rows.first?.fields else { return nil }
    let sample = rows.dropFirst().prefix(1000)
    return header.indices.first { index in
      let value = sample.lazy.filter { $0.fields.count > index }.map { $0.fields[index] }
        .first { !$0.isEmpty }
      return value.map(WKTDecoder.isGeometry) ?? false
    }
  }

  /// Records with the shapes of column `wkt`, without geometry where it is nil; the first row holds the names.
  private func attributes(name: String, file: String, wkt: Int?) -> FeatureTable {
    var table = FeatureTable(name: name, file: file)
    table.format = wkt == nil ? "CSV" : "CSV, WKT"
    guard let header = rows.first?.fields else { return table }
    if wkt == nil, let pair = Self.degrees(in: header) { table.notes.append(.pointsUnused(pair)) }
    let kept = header.indices.filter { $0 != wkt }
    table.columns = kept.map { AttributeColumn(name: header[$0]) }
    for row in rows.dropFirst() {
      var problem = row.problem
      if problem == nil, row.fields.count != header.count {
        problem = "\(row.fields.count) fields where the header has \(header.count)"
      }
      if problem == nil, let wkt { problem = Self.shape(row.fields[wkt], into: &table) }
      if let problem {
        table.shapes.abandonFeature()
        let key = kept.first.map { row.fields.indices.contains($0) ? row.fields[$0] : "" }
        table.rejects.append(ReadReject(row: row.line, key: key, reason: problem))
        continue
      }
      table.rows.append(row.line)
      table.shapes.endFeature()
      for (column, index) in kept.enumerated() {
        let field = row.fields[index]
        table.columns[column].values.append(field.isEmpty ? .null : .text(field))
      }
    }
    return table
  }

  /// The columns that hold the latitude and longitude of a point, as the file calls them.
  private static func degrees(in header: [String]) -> String? {
    let pairs = [
      ["lat", "lon"], ["lat", "lng"], ["latitude", "longitude"], ["широта", "долгота"],
    ]
    let names = Set(header.map { $0.lowercased() })
    guard let pair = pairs.first(where: { $0.allSatisfy(names.contains) }) else { return nil }
    return header.filter { pair.contains($0.lowercased()) }.joined(separator: ", ")
  }

  /// Adds the shape of a record; returns what is wrong with it.
  private static func shape(_ text: String, into table: inout FeatureTable) -> String? {
    if text.isEmpty { return nil }
    do throws(GeometryFailure) {
      if try WKTDecoder.decode(text, into: &table.shapes) {
        table.flaws.append(ReadFlaw(record: table.shapes.count, kind: .unclosedRing))
      }
      return nil
    } catch {
      return error.reason
    }
  }
}

extension ReadNote {
  /// One point a record is no outline.
  fileprivate static func pointsUnused(_ columns: String) -> ReadNote {
    ReadNote(
      russian: "столбцы \(columns) — точка, а не контур: записи взяты без координат",
      english:
        "the columns \(columns) are a point and no outline: the records were taken without geometry"
    )
  }
}
