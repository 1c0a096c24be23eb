/// Reads one family of files.
enum ArchiveReader {
  static func read(path: String) throws(FormatError) -> [FeatureTable] { [] }
}
