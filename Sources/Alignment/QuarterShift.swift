public import Geometry

/// The displacement of one quarter: register minus survey.
///
/// Take it from the register and it lies on the survey: a register point p goes to
/// ``toSurvey(_:)``. A quarter with no significant displacement has zeros.
public struct QuarterShift: Sendable, Equatable {
  /// The quarter's number.
  public var quarter: String
  /// Eastward displacement at `pivot`, m.
  public var dx: Double
  /// Northward displacement at `pivot`, m.
  public var dy: Double
  /// Turn of the register against the survey about `pivot`, degrees counter-clockwise.
  public var rotation: Double
  /// The point about which it turns and for which `dx`, `dy` hold, in the register's frame.
  public var pivot: Point
  /// How many links carried the estimate.
  public var pairs: Int
  /// Standard error of the displacement, m.
  public var error: Double
  /// Whether the displacement is real: beyond its own error and beyond the legal tolerance.
  public var isSignificant: Bool
  /// The largest displacement of any of its points, m: the turn moves the edges more than the middle.
  public var farthest: Double

  /// Makes a displacement.
  public init(
    quarter: String,
    dx: Double,
    dy: Double,
    rotation: Double,
    pivot: Point,
    pairs: Int,
    error: Double,
    isSignificant: Bool,
    farthest: Double? = nil
  ) {
    self.quarter = quarter
    self.dx = dx
    self.dy = dy
    self.rotation = rotation
    self.pivot = pivot
    self.pairs = pairs
    self.error = error
    self.isSignificant = isSignificant
    self.farthest = farthest ?? (dx * dx + dy * dy).squareRoot()
  }

  /// Length of the displacement, m.
  public var length: Double { (dx * dx + dy * dy).squareRoot() }
}
