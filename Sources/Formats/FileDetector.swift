import Foundation

/// Tells kinds of files by their first bytes.
enum FileDetector {
  /// The kind of the file at `path`.
  static func kind(of path: String) throws(FormatError) -> FileKind {
    if FeatureReader.isDatabase(path) { return .foreign(.postGIS) }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      guard let format = ForeignFormat.of(folder: path) else {
        throw .unknownKind(file: path, hint: "a folder that is no file geodatabase")
      }
      return .foreign(format)
    }
    let head = try self.head(of: path, count: 65_536)
    if let format = ForeignFormat.of(head: head) {
      // The index of a shapefile begins as the shapefile does.
      if format == .shapefile, path.lowercased().hasSuffix(".shx") {
        throw .unknownKind(file: path, hint: "the index of a shapefile; name the .shp")
      }
      return .foreign(format)
    }
    if head.starts(with: Array("SQLite format 3\0".utf8)) { return .geoPackage }
    if ForeignFormat.isOfficeDocument(head) {
      throw .unknownKind(file: path, hint: "a text or presentation of an office program")
    }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      return .zipArchive
    }
    guard TextEncoding.hasMark16(head) else { return text(head) }
    // An odd byte at the end is half a character cut off.
    let whole = Array(head.prefix(head.count & ~1))
    return TextEncoding.utf16.text(whole).map { text(Array($0.utf8)) } ?? .unknown
  }

  private static func text(_ bytes: [UInt8]) -> FileKind {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // RFC 8142 puts a record separator before each feature.
    let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    while start < bytes.count, isBlank(bytes[start]) { start += 1 }
    guard start < bytes.count else { return .unknown }
    switch bytes[start] {
    case 0x1E: return .geoJSONSequence
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let head = String(decoding: bytes[start...], as: UTF8.self)
      return isSequence(head) ? .geoJSONSequence : .geoJSON
    case UInt8(ascii: "<"):
      guard let root = xmlRoot(bytes[start...]) else { return .unknown }
      return ForeignFormat.of(root: root).map { .foreign($0) } ?? .xml(root: root)
    default: return isTable(bytes[start...]) ? .table : .unknown
    }
  }

  /// Whether the first rows are of more than one field and of nothing but text.
  private static func isTable(_ bytes: ArraySlice<UInt8>) -> Bool {
    let isText = bytes.allSatisfy { $0 >= 0x20 || [0x09, 0x0A, 0x0C, 0x0D].contains($0) }
    guard isText else { return false }
    let rows = bytes.split { $0 == 0x0A || $0 == 0x0D }.prefix(2)
    return rows.count > 1
      && rows.allSatisfy { row in
        row.contains { [0x09, UInt8(ascii: ";"), UInt8(ascii: ",")].contains($0) }
          || row.split { $0 == 0x20 }.count > 2
      }
  }

  /// A sequence has a whole Feature on its first line; a collection says so before its first newline or ends with it.
  private static func isSequence(_ head: String) -> Bool {
    let firstLine = head.prefix { !$0.isNewline }
    guard firstLine.contains("\"Feature\""), !firstLine.contains("\"FeatureCollection\"") else {
      return false
    }
    let rest = head.dropFirst(firstLine.count).drop { $0.isWhitespace }
    return rest.isEmpty || rest.first == "{"
  }

  /// The local name of the first element, past declarations, comments and processing instructions.
  private static func xmlRoot(_ bytes: ArraySlice<UInt8>) -> String? {
    var text = Substring(String(decoding: bytes, as: UTF8.self))
    while let open = text.firstIndex(of: "<") {
      text = text[text.index(after: open)...]
      if text.hasPrefix("!--") {
        guard let end = text.firstRange(of: "-->") else { return nil }
        text = text[end.upperBound...]
      } else if text.hasPrefix("?") || text.hasPrefix("!") {
        guard let end = text.firstIndex(of: ">") else { return nil }
        text = text[end...]
      } else {
        let name = text.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
        return name.split(separator: ":").last.map(String.init)
      }
    }
    return nil
  }

  private static func head(of path: String, count: Int) throws(FormatError) -> [UInt8] {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      return try Array(handle.read(upToCount: count) ?? Data())
    } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
  }
}
