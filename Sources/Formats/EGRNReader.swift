import Foundation

/// Reads the XML documents of the real estate register (ЕГРН): territory plans and extracts.
///
/// The document is streamed and one record at a time is held, so a plan of a gigabyte needs the
/// memory of its columns and no more. What a document is, its root element says; see ``EGRNFamily``.
enum EGRNReader {
  /// Reads the document at `path`; `file` is what its tables and errors call it.
  ///
  /// The tables are `parcels`, `buildings`, `constructions`, `unfinished`, `quarters`, in this order,
  /// each only when the document holds such records. Their columns are those of ``EGRNKind/columns``.
  /// X of the document is north and Y is east; the tables have x = east and y = north.
  static func read(path: String, file: String) throws(FormatError) -> [FeatureTable] {
    try refuseDocumentType(path: path, file: file)
    let parser: EGRNParser
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      parser = EGRNParser()
      parser.parse(handle)
    } catch {
      throw .unreadable(file: file, reason: (error as NSError).localizedDescription)
    }
    switch parser.failure {
    case .none: break
    case .unknownRoot(let name):
      throw .unknownKind(
        file: file,
        hint: "root element <\(name.prefix(80))> is of no ЕГРН document Mezha reads "
          + "(\(EGRNFamily.examples))"
      )
    case .notXML(let line, let reason):
      throw .damaged(file: file, place: "line \(line)", reason: reason)
    case .unreadable(let reason):
      throw .unreadable(file: file, reason: reason)
    }
    return parser.document.tables(file: file)
  }

  /// No document of the register declares a type, and entities are how XML attacks its reader:
  /// refused before parsing, since FoundationXML drops entity references without a word.
  private static func refuseDocumentType(path: String, file: String) throws(FormatError) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      let head = try handle.read(upToCount: 65_536) ?? Data()
      guard let place = head.range(of: Data("<!DOCTYPE".utf8)) else { return }
      let line = 1 + head[..<place.lowerBound].count { $0 == UInt8(ascii: "\n") }
      throw FormatError.damaged(
        file: file,
        place: "line \(line)",
        reason: "a document type declaration is not accepted"
      )
    } catch let error as FormatError {
      throw error
    } catch {
      throw .unreadable(file: file, reason: (error as NSError).localizedDescription)
    }
  }
}
