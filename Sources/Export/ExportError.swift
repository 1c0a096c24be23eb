/// A product that cannot be written.
public enum ExportError: Error, Sendable, Equatable {
  /// The system does not let us write the file.
  case unwritable(file: String, reason: String)
  /// A layer cannot be brought to WGS 84.
  case projection(reason: String)
  /// The repair of a shape after rounding failed in the geometry library.
  case topology(reason: String)
  /// A template that belongs to the program is missing.
  case templateMissing(file: String)
}
