import Foundation

/// Reads GeoJSON (RFC 7946, and the `crs` member of its 2008 forerunner) and sequences of it (RFC 8142, NDJSON).
///
/// The file is mapped, scanned once and decoded straight into columns. It must not be cut short meanwhile.
enum GeoJSONReader {
  /// Reads the one layer such a file has; the row of a record is its number, in a sequence its line.
  static func read(path: String) throws(FormatError) -> [FeatureTable] {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
    return try read(data, file: path)
  }

  /// Reads text that is in memory.
  static func read(_ data: Data, file: String) throws(FormatError) -> [FeatureTable] {
    var outcome: Result<FeatureTable, FormatError>?
    data.withUnsafeBytes { bytes in
      do throws(FormatError) {
        outcome = .success(try table(bytes, file: file))
      } catch { outcome = .failure(error) }
    }
    guard let outcome else { return [] }
    return [try outcome.get()]
  }

  private static func table(
    _ bytes: UnsafeRawBufferPointer,
    file: String
  ) throws(FormatError) -> FeatureTable {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == 0x1E { return sequence(bytes, from: start, separator: 0x1E, file: file) }
    guard var parser = GeoJSONParser(bytes, in: start..<bytes.count, file: file) else {
      throw .damaged(file: file, place: "byte 0", reason: "the file is empty")
    }
    do throws(JSONSyntaxError) {
      try parser.document()
      if parser.isAtEnd() { return parser.finish() }
      // A whole feature and then another: one a line.
      if !parser.isCollection, bytes[parser.offset] == UInt8(ascii: "{") {
        return sequence(bytes, from: start, separator: 0x0A, file: file)
      }
      throw JSONSyntaxError(offset: parser.offset, reason: "text follows the end of the document")
    } catch {
      if (try? FileDetector.kind(of: file)) == .geoJSONSequence {
        return sequence(bytes, from: start, separator: 0x0A, file: file)
      }
      let line = 1 + bytes[..<error.offset].count { $0 == 0x0A }
      throw .damaged(
        file: file,
        place: "line \(line), byte \(error.offset)",
        reason: error.reason
      )
    }
  }

  /// Reads one text after another; a bad one is a reject.
  private static func sequence(
    _ bytes: UnsafeRawBufferPointer,
    from start: Int,
    separator: UInt8,
    file: String
  ) -> FeatureTable {
    guard var parser = GeoJSONParser(bytes, in: start..<start, file: file) else {
      return FeatureTable(name: "", file: file)
    }
    var line = 1
    var position = start
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: separator) ?? bytes.count
      parser.record(position..<end, line: line)
      line += bytes[position..<min(end + 1, bytes.count)].count { $0 == 0x0A }
      position = end + 1
    }
    return parser.finish()
  }
}
