import Foundation
import Workers

/// Reads GeoJSON (RFC 7946, and the `crs` member of its 2008 forerunner) and sequences of it (RFC 8142, NDJSON).
///
/// The file is mapped, scanned once and decoded straight into columns. It must not be cut short meanwhile.
enum GeoJSONReader {
  /// Reads the one layer such a file has; the row of a record is its number, in a sequence its line.
  ///
  /// The text is UTF-8 (RFC 8259, §8.1). One that is not is read in the `encoding` the job names, else in
  /// cp1251 where that is what it looks like; a note says so.
  static func read(
    path: String,
    encoding: String? = nil,
    workers: Workers = Workers(count: 1)
  ) throws(FormatError) -> [FeatureTable] {
    let file = try MappedFile(path: path)
    return try read(file, file: path, encoding: encoding, workers: workers, partBytes: 1 << 20)
  }

  /// Reads text that is in memory; `partBytes` is how much of it is one thread's work at a time.
  static func read(
    _ data: Data,
    file: String,
    encoding: String? = nil,
    workers: Workers = Workers(count: 1),
    partBytes: Int = 1 << 20
  ) throws(FormatError) -> [FeatureTable] {
    try read(
      MappedFile(data),
      file: file,
      encoding: encoding,
      workers: workers,
      partBytes: partBytes
    )
  }

  private static func read(
    _ source: MappedFile,
    file: String,
    encoding: String?,
    workers: Workers,
    partBytes: Int
  ) throws(FormatError) -> [FeatureTable] {
    func table(_ source: MappedFile) throws(FormatError) -> FeatureTable {
      let crew = GeoJSONCrew(source: source, workers: workers, bytes: max(1, partBytes))
      return try Self.table(crew, file: file)
    }
    let data = source.data
    if let stated = try TextEncoding.stated(by: data, or: encoding, file: file), stated != .utf8 {
      var result = try table(MappedFile(try utf8(data, from: stated, file: file)))
      result.encoding = stated.rawValue
      return [result]
    }
    var result = try table(source)
    if encoding != nil { result.encoding = TextEncoding.utf8.rawValue }
    guard result.notes.contains(.notUTF8) else { return [result] }
    if encoding == nil, looksLikeCP1251(data) {
      result = try table(MappedFile(try utf8(data, from: .cp1251, file: file)))
      result.encoding = TextEncoding.cp1251.rawValue
      result.notes.append(.takenForCP1251)
    }
    return [result]
  }

  private static func table(
    _ crew: GeoJSONCrew,
    file: String
  ) throws(FormatError) -> FeatureTable {
    var outcome: Result<FeatureTable, FormatError>?
    crew.source.data.withUnsafeBytes { bytes in
      do throws(FormatError) {
        outcome = .success(try table(bytes, crew, file: file))
      } catch { outcome = .failure(error) }
    }
    guard let outcome else { return FeatureTable(name: "", file: file) }
    return try outcome.get()
  }

  private static func table(
    _ bytes: UnsafeRawBufferPointer,
    _ crew: GeoJSONCrew,
    file: String
  ) throws(FormatError) -> FeatureTable {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = start..<bytes.count
    func sequence(_ separator: UInt8) -> FeatureTable {
      guard var parser = GeoJSONParser(bytes, in: start..<start, file: file) else {
        return FeatureTable(name: "", file: file)
      }
      parser.take(crew.records(of: text, separator: separator, file: file), workers: crew.workers)
      return parser.finish()
    }
    let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == 0x1E { return sequence(0x1E) }
    guard var parser = GeoJSONParser(bytes, in: text, file: file, crew: crew) else {
      throw .damaged(file: file, place: "byte 0", reason: "the file is empty")
    }
    do throws(JSONSyntaxError) {
      try parser.document()
      if parser.isAtEnd() { return parser.finish() }
      // A whole feature and then another: one a line.
      if !parser.isCollection, bytes[parser.offset] == UInt8(ascii: "{") { return sequence(0x0A) }
      throw JSONSyntaxError(offset: parser.offset, reason: "text follows the end of the document")
    } catch {
      if (try? FileDetector.kind(of: file)) == .geoJSONSequence { return sequence(0x0A) }
      let line = 1 + bytes[..<error.offset].count { $0 == 0x0A }
      throw .damaged(
        file: file,
        place: "line \(line), byte \(error.offset)",
        reason: error.reason
      )
    }
  }

  // MARK: Text that is not UTF-8

  private static func utf8(
    _ data: Data,
    from encoding: TextEncoding,
    file: String
  ) throws(FormatError) -> Data {
    guard let text = encoding.text([UInt8](data)) else {
      throw .damaged(file: file, place: "line 1", reason: "the text is not \(encoding.rawValue)")
    }
    return Data(text.utf8)
  }

  /// Whether more bytes beyond ASCII stand where UTF-8 cannot have them than where it can: a damaged UTF-8
  /// text has few of the former, Russian in one byte a letter few of the latter.
  private static func looksLikeCP1251(_ data: Data) -> Bool {
    var check = UTF8Check()
    var (good, bad) = (0, 0)
    for byte in data {
      if !check.accepts(byte) {
        bad += 1
        // It may begin a character itself.
        check.startAgain()
        _ = check.accepts(byte)
      } else if byte & 0xC0 == 0x80 {
        good += 1
      }
    }
    return bad > good
  }
}

extension TextEncoding {
  /// The encoding a text's first bytes state, else the one called `name`; nil when there is neither.
  ///
  /// - Throws: ``FormatError/damaged(file:place:reason:)`` when no encoding is called so.
  static func stated(
    by data: Data,
    or name: String?,
    file: String
  ) throws(FormatError) -> TextEncoding? {
    if hasMark16(Array(data.prefix(2))) { return .utf16 }
    if data.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    guard let name else { return nil }
    guard let named = TextEncoding(named: name) else {
      throw .damaged(
        file: file,
        place: "encoding",
        reason: "\"\(name)\" is not one of UTF-8, cp1251 and cp866"
      )
    }
    return named
  }
}

extension ReadNote {
  /// Texts of a GeoJSON held bytes that are no UTF-8.
  static let notUTF8 = ReadNote(
    russian: "в тексте есть байты не в UTF-8; на их месте стоит знак «\u{FFFD}»",
    english: "the text holds bytes that are not UTF-8; \"\u{FFFD}\" stands in their place"
  )

  fileprivate static let takenForCP1251 = ReadNote(
    russian:
      "текст не в UTF-8, как требует GeoJSON; прочитан как CP1251 (задаётся ключом encoding)",
    english:
      "the text is not UTF-8 as GeoJSON must be; read as CP1251 (the key encoding says otherwise)"
  )
}
