/// A file that cannot be read or written at all; trouble with one record is a ``ReadReject``.
public enum FormatError: Error, Sendable, Equatable {
  /// The file is missing or the system does not let us read it.
  case unreadable(file: String, reason: String)
  /// The content is of no kind we know.
  case unknownKind(file: String, hint: String)
  /// The content is broken beyond single records; `place` is a line, byte or table.
  case damaged(file: String, place: String, reason: String)
  /// The named layer is not in the file; `available` lists those that are.
  case noSuchLayer(file: String, layer: String, available: [String])
  /// A program we need is not installed.
  case programMissing(program: String, package: String)
  /// The output cannot be written.
  case unwritable(file: String, reason: String)
}
