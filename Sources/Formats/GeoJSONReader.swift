/// Reads one family of files.
enum GeoJSONReader {
  static func read(path: String) throws(FormatError) -> [FeatureTable] { [] }
}
