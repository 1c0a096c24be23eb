public import Geometry

/// The displacement of one quarter: register minus survey.
///
/// Take it from the register and it lies on the survey: a register point p goes to
/// ``toSurvey(_:)``. A quarter with no significant displacement has zeros.
///
/// The displacement holds at `pivot`, the centre of the pairs that carried it; there shift and turn are
/// independent, so `error` and `rotationError` are the whole covariance: diag(error²/2, error²/2, rotationError²).
public struct QuarterShift: Sendable, Equatable {
  /// What an estimate rests on.
  public enum Source: String, Sendable, CaseIterable {
    /// Pairs of the quarter itself.
    case own
    /// Few pairs, and the displacement of a neighbouring quarter that they agree with.
    case pooled
    /// Too few pairs, and no neighbour they agree with: nothing is known.
    case notEnough = "not-enough"
  }

  /// Which side the evidence says is displaced.
  public enum Culprit: String, Sendable, CaseIterable {
    /// The neighbouring quarters of the same survey lie in place.
    case register
    /// Most quarters are displaced alike: the survey, or the change of coordinates between the two.
    case survey
    case unknown
  }

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
  /// Standard error of the displacement in the plane, m.
  public var error: Double
  /// Whether the displacement is real: beyond its own error and beyond the legal tolerance.
  public var isSignificant: Bool
  /// Standard error of the turn, degrees.
  public var rotationError = 0.0
  /// The largest displacement of any of its points, m: a turn moves the edges more than the middle.
  public var farthest: Double
  /// Mean square error of the register's points it was held against, m: the median of its pairs.
  public var accuracy = 0.0
  /// What it rests on.
  public var source = Source.own
  /// Which side is displaced.
  public var culprit = Culprit.unknown

  /// Makes a displacement.
  public init(
    quarter: String,
    dx: Double,
    dy: Double,
    rotation: Double,
    pivot: Point,
    pairs: Int,
    error: Double,
    isSignificant: Bool
  ) {
    self.quarter = quarter
    self.dx = dx
    self.dy = dy
    self.rotation = rotation
    self.pivot = pivot
    self.pairs = pairs
    self.error = error
    self.isSignificant = isSignificant
    farthest = (dx * dx + dy * dy).squareRoot()
  }

  /// The word for `source`; empty where there was nothing to estimate from.
  public var basis: String { pairs > 0 || source == .notEnough ? source.rawValue : "" }

  /// Length of the displacement, m.
  public var length: Double { (dx * dx + dy * dy).squareRoot() }
}
