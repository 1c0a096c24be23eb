/// An operation GEOS could not do, with the C function that failed and what it said.
///
/// It names the operation, never the land: the caller knows whose shape it was.
public struct TopologyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The C function that failed, such as `GEOSIntersection_r`.
  public var function: String
  /// What GEOS said, in English.
  public var message: String

  /// Makes an error.
  public init(function: String, message: String) {
    self.function = function
    self.message = message
  }

  /// `GEOSIntersection_r: TopologyException: …`.
  public var description: String { "\(function): \(message)" }
}
