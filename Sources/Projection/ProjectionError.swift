/// A coordinate system or transformation PROJ cannot give.
public enum ProjectionError: Error, Sendable, Equatable {
  /// PROJ does not understand the definition, or knows no system of that name.
  case unknownSystem(definition: String, reason: String)
  /// The definition names something on which land cannot be drawn: a vertical, geocentric or local system.
  case notHorizontal(definition: String)
  /// There is no way from one system to the other.
  case noOperation(from: String, to: String, reason: String)
  /// Vertex `index` lies where the transformation is not defined.
  case outsideDomain(index: Int, reason: String)
}
