import Foundation

/// A format that Mezha has GDAL read for it.
///
/// Content decides which one a file is. A name has a say in two places only: the two index files of a
/// shapefile begin with the same bytes as the shapefile itself, and a text that is no other kind is
/// taken for a table whatever it is called.
public enum ForeignFormat: String, Sendable, CaseIterable {
  case shapefile = "ESRI Shapefile"
  case dBase = "dBASE table"
  case mapInfoInterchange = "MapInfo MIF/MID"
  case mapInfoTable = "MapInfo TAB"
  case dxf = "AutoCAD DXF"
  case kml = "KML"
  case gml = "GML"
  case fileGeodatabase = "ESRI FileGDB"
  case flatGeobuf = "FlatGeobuf"
  case workbook = "Excel workbook"
  case postGIS = "PostGIS"

  /// Whether lines that close are outlines of areas: drawings have no other way to say it.
  var hasLinework: Bool {
    switch self {
    case .dxf, .mapInfoInterchange, .mapInfoTable, .kml: true
    default: false
    }
  }

  /// What the first bytes of a file say; nil when they are of none of these formats.
  static func of(head bytes: [UInt8]) -> ForeignFormat? {
    // The main file's header (ESRI white paper, July 1998): code 9994, unused 0, and version 1000.
    if bytes.count >= 100, bytes.starts(with: [0, 0, 0x27, 0x0A, 0, 0, 0, 0]),
      bytes[28..<32].elementsEqual([0xE8, 3, 0, 0])
    {
      return .shapefile
    }
    if bytes.starts(with: Array("fgb\u{3}fgb".utf8)) { return .flatGeobuf }
    if bytes.starts(with: Array("AutoCAD Binary DXF\r\n".utf8)) { return .dxf }
    if isWorkbook(bytes) { return .workbook }
    if isDBase(bytes) { return .dBase }
    return text(bytes)
  }

  /// What the root element of an XML document says.
  static func of(root: String) -> ForeignFormat? {
    switch root {
    case "kml": .kml
    case "FeatureCollection": .gml
    default: nil
    }
  }

  /// Whether a folder is a geodatabase: its catalogue is always the first table.
  static func of(folder path: String) -> ForeignFormat? {
    let catalogue = "\(path)/a00000001.gdbtable"
    return FileManager.default.fileExists(atPath: catalogue) ? .fileGeodatabase : nil
  }

  /// The files that belong to the one at `path` and hold part of its content, sorted; it is not one.
  static func companions(of path: String) -> [String] {
    let url = URL(filePath: path)
    let groups: [String: Set<String>] = [
      "shp": ["dbf", "shx", "prj", "cpg"], "mif": ["mid"], "tab": ["dat", "map", "id", "ind"],
    ]
    guard let group = groups[url.pathExtension.lowercased()] else { return [] }
    let folder = url.deletingLastPathComponent()
    let stem = url.deletingPathExtension().lastPathComponent.lowercased()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      let other = URL(filePath: name)
      return other.deletingPathExtension().lastPathComponent.lowercased() == stem
        && group.contains(other.pathExtension.lowercased())
    }
    .sorted().map { folder.appending(path: $0).path }
  }

  /// A zip whose first members are those of a workbook: Office Open XML or OpenDocument.
  private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    if isOpenDocument(bytes, "spreadsheet") { return true }
    return isOfficeXML(bytes) && !isOfficeDocument(bytes)
  }

  /// A zip that is a letter or a presentation: nothing of it is to be unpacked and judged.
  static func isOfficeDocument(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    if isOpenDocument(bytes, "") { return !isOpenDocument(bytes, "spreadsheet") }
    return isOfficeXML(bytes)
      && ["word/", "ppt/"].contains { bytes.firstRange(of: Array($0.utf8)) != nil }
      && bytes.firstRange(of: Array("xl/".utf8)) == nil
  }

  private static func isOfficeXML(_ bytes: [UInt8]) -> Bool {
    let head = Array(bytes.prefix(4096))
    return ["[Content_Types].xml", "xl/workbook.xml"].contains {
      head.firstRange(of: Array($0.utf8)) != nil
    }
  }

  /// The first member of an OpenDocument is called `mimetype` and not packed (OpenDocument 1.2, 3, 3.3).
  private static func isOpenDocument(_ bytes: [UInt8], _ type: String) -> Bool {
    let mark = Array("mimetypeapplication/vnd.oasis.opendocument.\(type)".utf8)
    return bytes.count > 30 + mark.count && bytes[30...].starts(with: mark)
  }

  /// A dBASE header: version, a possible date of last change, and lengths that fit its 32-byte
  /// descriptions of fields, the last of which is followed by a carriage return.
  private static func isDBase(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 64, [0x03, 0x30, 0x83, 0x8B].contains(bytes[0]),
      (1...12).contains(bytes[2]), (1...31).contains(bytes[3])
    else { return false }
    let length = Int(bytes[8]) | Int(bytes[9]) << 8
    guard length > 64 || length == 65, length <= bytes.count else { return false }
    return bytes[length - 1] == 0x0D || (length > 264 && bytes[length - 264] == 0x0D)
  }

  private static func text(_ bytes: [UInt8]) -> ForeignFormat? {
    // XML and JSON are told elsewhere, and there are thousands of them in an archive.
    let mark = bytes.prefix(64).first { $0 > 0x20 && $0 < 0x80 }
    if let mark, "<{[".utf8.contains(mark) { return nil }
    guard !bytes.prefix(4096).contains(0) else { return nil }
    let lines = String(decoding: bytes.prefix(4096), as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0.isNewline }
      .prefix(8)
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    guard let first = lines.first else { return nil }
    if first == "!table" { return .mapInfoTable }
    if first.wholeMatch(of: /version\s+[0-9]+/) != nil { return .mapInfoInterchange }
    // Group code 0 and SECTION, or 999 and a comment before it.
    if lines.count > 1, first == "0" && lines[1] == "section" || first == "999" { return .dxf }
    return nil
  }
}
