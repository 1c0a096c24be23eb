import Foundation

/// What a file is, told by its content and never by its name.
public enum FileKind: Sendable, Equatable {
  case geoPackage
  case geoJSON
  case geoJSONSequence
  /// An XML document; `root` is its root element without the namespace prefix.
  case xml(root: String)
  case zipArchive
  /// Nothing we read ourselves.
  case unknown
}

/// The one door for reading: detects the kind of a file and hands it to the reader that knows it.
public enum FeatureReader {
  /// Reads all layers of a file, or the one named.
  ///
  /// An archive is unpacked and each document in it read; their tables follow in the order of member names.
  /// - Throws: ``FormatError`` when the file as a whole cannot be read; records that cannot be decoded
  ///   are in ``FeatureTable/rejects``.
  public static func read(path: String, layer: String? = nil) throws(FormatError) -> [FeatureTable]
  {
    switch try FileDetector.kind(of: path) {
    case .geoPackage: return try GeoPackageReader.read(path: path, layer: layer)
    case .geoJSON, .geoJSONSequence: return try GeoJSONReader.read(path: path)
    case .xml: return try EGRNReader.read(path: path, file: path)
    case .zipArchive: return try ArchiveReader.read(path: path)
    case .unknown:
      throw .unknownKind(
        file: path,
        hint: "expected GeoPackage, GeoJSON, GeoJSONSeq, ЕГРН XML or a zip of them"
      )
    }
  }

  /// Reads all layers of a GeoPackage this program wrote; a point leaves its record without a shape.
  ///
  /// - Throws: ``FormatError``.
  public static func readPackage(path: String) throws(FormatError) -> [FeatureTable] {
    try GeoPackageReader.read(path: path, layer: nil, keepsOthers: true)
  }
}
