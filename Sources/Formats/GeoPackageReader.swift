/// Reads one family of files.
enum GeoPackageReader {
  static func read(path: String, layer: String?) throws(FormatError) -> [FeatureTable] { [] }
}
