/// Reads one family of files.
enum EGRNReader {
  static func read(path: String, file: String) throws(FormatError) -> [FeatureTable] { [] }
}
