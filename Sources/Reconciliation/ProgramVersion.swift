/// The version of the program, in one place.
public enum ProgramVersion {
  /// Semantic version, without a prefix.
  public static let current = "0.1.0"
}
