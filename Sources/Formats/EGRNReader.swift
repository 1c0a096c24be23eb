import Foundation

/// Reads the XML documents of the real estate register (ЕГРН): territory plans and extracts.
///
/// The document is mapped and one record at a time is held, so a plan of a gigabyte needs the
/// memory of its columns and no more. What a document is, its root element says; see ``EGRNFamily``.
enum EGRNReader {
  /// Reads the document at `path`; `file` is what its tables and errors call it.
  ///
  /// The tables are `parcels`, `buildings`, `constructions`, `unfinished`, `quarters`, in this order,
  /// each only when the document holds such records. Their columns are those of ``EGRNKind/columns``.
  /// X of the document is north and Y is east; the tables have x = east and y = north.
  static func read(path: String, file: String) throws(FormatError) -> [FeatureTable] {
    let source = try XMLSource(path: path, file: file)
    let result = source.file.data.withUnsafeBytes { raw in
      let bytes = UnsafeBufferPointer(rebasing: raw.bindMemory(to: UInt8.self)[source.start...])
      return read(bytes, source, file: file)
    }
    return try result.get()
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ source: XMLSource,
    file: String
  ) -> Result<[FeatureTable], FormatError> {
    var parser = EGRNParser(bytes)
    var done = 0
    do throws(EGRNParser.Failure) {
      try parser.parse { position in
        source.file.letGo(done..<position)
        done = position
      }
    } catch {
      switch error {
      case .unknownRoot(let name):
        return .failure(
          .unknownKind(
            file: file,
            hint: "root element <\(name.prefix(80))> is of no ЕГРН document Mezha reads "
              + "(\(EGRNFamily.examples))"
          )
        )
      case .notXML(let fault):
        let place = place(of: fault.offset, in: bytes)
        return .failure(.damaged(file: file, place: place, reason: fault.reason))
      }
    }
    return .success(parser.document.tables(file: file, encoding: source.encoding))
  }

  /// Line and column of a byte, in characters from 1.
  private static func place(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return "line \(line), column \(column)"
  }
}
