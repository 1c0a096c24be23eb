/// A place in the plane, metres; `x` is east, `y` is north, whatever the source calls them.
@frozen
public struct Point: Sendable, Hashable {
  /// Easting, m.
  public var x: Double
  /// Northing, m.
  public var y: Double

  /// Makes a point from its easting and northing.
  @inlinable
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// Distance to `other`, m.
  @inlinable
  public func distance(to other: Point) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }
}
