import Foundation
public import Workers

/// What a file is, told by its content and never by its name.
public enum FileKind: Sendable, Equatable {
  case geoPackage
  case geoJSON
  case geoJSONSequence
  /// An XML document; `root` is its root element without the namespace prefix.
  case xml(root: String)
  case zipArchive
  /// Text in rows and columns.
  case table
  /// A format GDAL reads for us.
  case foreign(ForeignFormat)
  /// Nothing we read.
  case unknown
}

/// The one door for reading: detects the kind of a file and hands it to the reader that knows it.
public enum FeatureReader {
  /// Reads all layers of a file, or the one named.
  ///
  /// An archive is unpacked and each document in it read; their tables follow in the order of member names.
  /// A path that begins with `PG:` is a PostGIS database, a folder may be a file geodatabase.
  /// - Parameters:
  ///   - path: The file.
  ///   - layer: The layer; nil for all.
  ///   - encoding: The encoding of its text, such as `cp1251`; nil: as the file says, else judged from the
  ///     text, and a note says so. Formats that state their own do not need it.
  ///   - workers: Who reads; the result never shows how many.
  /// - Returns: Its layers, each a table.
  /// - Throws: ``FormatError`` when the file as a whole cannot be read; records that cannot be decoded
  ///   are in ``FeatureTable/rejects``.
  public static func read(
    path: String,
    layer: String? = nil,
    encoding: String? = nil,
    workers: Workers = Workers(count: 1)
  ) throws(FormatError) -> [FeatureTable] {
    switch try FileDetector.kind(of: path) {
    case .geoPackage: return try GeoPackageReader.read(path: path, layer: layer)
    case .geoJSON, .geoJSONSequence:
      return try GeoJSONReader.read(path: path, encoding: encoding, workers: workers)
    case .xml: return try EGRNReader.read(path: path, file: path)
    case .zipArchive:
      return try ArchiveReader.read(path: path, encoding: encoding, workers: workers)
    case .table: return try DelimitedText.tables(path: path, encoding: encoding)
    case .foreign(let format):
      return try GDALBridge.read(path: path, format: format, layer: layer, encoding: encoding)
    case .unknown:
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
      throw .unknownKind(file: path, hint: size == 0 ? "the file is empty" : known)
    }
  }

  /// Whether a path names a database and not a file.
  public static func isDatabase(_ path: String) -> Bool { path.hasPrefix("PG:") }

  /// Whether a path is a folder of files and not one document in many files.
  public static func isPlainFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue && ForeignFormat.of(folder: path) == nil
  }

  /// Whether a file may be worth looking into: signatures, papers and pictures lie beside documents.
  public static func mayBeDocument(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return true }
    return !aside.contains(name[name.index(after: dot)...].lowercased())
  }

  private static let aside: Set<String> = [
    "sig", "p7s", "pdf", "jpg", "jpeg", "png", "tif", "tiff", "doc", "docx", "rtf", "db",
  ]

  /// A path as people may see it: a database without its password.
  public static func displayName(_ path: String) -> String {
    guard isDatabase(path) else { return path }
    return path.replacing(/(?i)password\s*=\s*('[^']*'|\S+)/, with: "password=…")
      .replacing(/:\/\/([^:@\/]+):[^@]*@/) { "://\($0.1):…@" }
  }

  /// The files whose content is that of the file at `path`: itself and those beside it that belong to it;
  /// the members of a folder; none for a database.
  public static func files(of path: String) -> [String] {
    if isDatabase(path) { return [] }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] + ForeignFormat.companions(of: path) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().map { "\(path)/\($0)" }
  }

  /// What can be read, for people.
  static let known =
    "expected GeoPackage, GeoJSON, GeoJSONSeq, ЕГРН XML, a table of coordinates, "
    + ForeignFormat.allCases.map(\.rawValue).joined(separator: ", ") + ", or a zip of them"

  /// Reads all layers of a GeoPackage this program wrote; a point leaves its record without a shape.
  ///
  /// - Parameters:
  ///   - path: The package.
  ///   - skipped: Names of layers that are not wanted.
  /// - Returns: The others, in the order of the file.
  /// - Throws: ``FormatError``.
  public static func readPackage(
    path: String,
    without skipped: Set<String> = []
  ) throws(FormatError) -> [FeatureTable] {
    try GeoPackageReader.read(path: path, layer: nil, without: skipped, keepsOthers: true)
  }
}
