import Foundation

/// A small table read from comma- or semicolon-separated text (RFC 4180), all fields as text.
///
/// Quoted fields may hold delimiters, doubled quotes and line breaks; lines may end with LF or CRLF; a
/// byte order mark is skipped; empty lines are no rows. The delimiter is the one of `,` `;` and tab that the
/// header has most.
public struct CSVTable: Sendable, Equatable {
  /// Names of the columns.
  public private(set) var header: [String] = []
  /// Rows, each as wide as the header.
  public private(set) var rows: [[String]] = []
  /// For each row the line it begins on, from 1.
  public private(set) var lines: [Int] = []
  /// Rows with more or fewer fields than the header; they are not in `rows`.
  public private(set) var rejects: [ReadReject] = []

  /// Reads a file.
  ///
  /// - Throws: ``FormatError`` when it cannot be read, is empty or a quote is never closed.
  public init(path: String) throws(FormatError) {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
    try self.init(bytes: [UInt8](data), file: path)
  }

  /// Reads text.
  ///
  /// - Throws: ``FormatError`` when it is empty or a quote is never closed.
  public init(bytes: [UInt8], file: String) throws(FormatError) {
    try self.init(bytes: bytes, file: file, delimiter: nil)
  }

  /// Reads text whose delimiter is known; nil: the one the header has most.
  init(bytes: [UInt8], file: String, delimiter: UInt8?) throws(FormatError) {
    var scanner = Scanner(bytes: bytes, file: file, delimiter: delimiter)
    guard let header = try scanner.record() else {
      throw .damaged(file: file, place: "line 1", reason: "the table is empty")
    }
    self.header = header.fields
    while let record = try scanner.record() {
      if record.fields.count == self.header.count {
        rows.append(record.fields)
        lines.append(record.line)
      } else {
        rejects.append(
          ReadReject(
            row: record.line,
            key: record.fields.first,
            reason: "\(record.fields.count) fields where the header has \(self.header.count)"
          )
        )
      }
    }
  }

  /// The index of the column called `name`, compared without case.
  public func index(of name: String) -> Int? {
    header.firstIndex(of: name) ?? header.firstIndex { $0.lowercased() == name.lowercased() }
  }

  /// The field of row `row` in the column called `name`; nil when there is no such column.
  public subscript(row: Int, name: String) -> String? {
    index(of: name).map { rows[row][$0] }
  }

  private struct Scanner {
    let bytes: [UInt8]
    let file: String
    let delimiter: UInt8
    var position = 0
    var line = 1

    init(bytes: [UInt8], file: String, delimiter known: UInt8?) {
      self.bytes = bytes
      self.file = file
      position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var counts: [UInt8: Int] = [:]
      var isQuoted = false
      for byte in bytes {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if isQuoted { continue }
        if byte == 0x0A || byte == 0x0D { break }
        counts[byte, default: 0] += 1
      }
      var best = UInt8(ascii: ",")
      for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
      where counts[candidate, default: 0] > counts[best, default: 0] { best = candidate }
      delimiter = known ?? best
    }

    mutating func record() throws(FormatError) -> (fields: [String], line: Int)? {
      while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
        if bytes[position] == 0x0A { line += 1 }
        position += 1
      }
      guard position < bytes.count else { return nil }
      let start = line
      var fields: [String] = []
      while true {
        fields.append(try field())
        guard position < bytes.count, bytes[position] == delimiter else { break }
        position += 1
      }
      return (fields, start)
    }

    private mutating func field() throws(FormatError) -> String {
      var text: [UInt8] = []
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        let start = line
        position += 1
        while true {
          guard position < bytes.count else {
            throw .damaged(file: file, place: "line \(start)", reason: "a quote is never closed")
          }
          let byte = bytes[position]
          position += 1
          if byte == UInt8(ascii: "\"") {
            guard position < bytes.count, bytes[position] == byte else { break }
            position += 1
          }
          if byte == 0x0A { line += 1 }
          text.append(byte)
        }
      }
      // What follows a closing quote is kept too, as spreadsheets do.
      while position < bytes.count {
        let byte = bytes[position]
        if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
        text.append(byte)
        position += 1
      }
      return String(decoding: text, as: UTF8.self)
    }
  }
}
