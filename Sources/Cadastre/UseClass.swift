/// A class of land or building use, such as `retail`; the classes themselves live in `Data/uses`.
///
/// Open on purpose: another country has other classes. Only ``unknown`` is known to the code.
public struct UseClass: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  /// The stable code, as the data file names it.
  public var rawValue: String

  /// Makes a class from its code.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Nothing is known of the use: never a ground for a finding, never a favourable rate.
  public static let unknown = UseClass(rawValue: "unknown")

  /// Whether the code of `first` sorts before that of `second`.
  public static func < (first: UseClass, second: UseClass) -> Bool {
    first.rawValue < second.rawValue
  }
}
