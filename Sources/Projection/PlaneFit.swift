internal import Foundation
public import Geometry

/// A point known in two plane systems.
public struct ControlPoint: Sendable, Equatable {
  /// What people call it.
  public var name: String
  /// Where it is in the system to be tied, x = east, m.
  public var from: Point
  /// Where it is in the system tied to, x = east, m.
  public var to: Point

  /// Makes a point.
  public init(name: String, from: Point, to: Point) {
    self.name = name
    self.from = from
    self.to = to
  }
}

/// A transformation of the plane fitted to control points by least squares.
///
/// `to ≈ linear · (from − centre of from) + centre of to`. A similarity (Helmert, four parameters) keeps shapes;
/// an affine one (six) also takes up different scales along the axes, as digitised maps have them.
public struct PlaneFit: Sendable, Equatable {
  /// What may change besides the place.
  public enum Method: String, Sendable, CaseIterable {
    /// Shift, rotation and one scale.
    case similarity
    /// Shift and any linear map.
    case affine

    /// The fewest points that can contradict one another.
    public var fewestPoints: Int { self == .similarity ? 3 : 4 }
  }

  /// Why points determine nothing.
  public enum Trouble: Error, Sendable, Equatable {
    /// Fewer points than can contradict one another.
    case tooFew(count: Int, needed: Int)
    /// All in one place, or for an affine map on one line.
    case degenerate
  }

  /// One point and how far the fitted transformation misses it.
  public struct Residual: Sendable, Equatable {
    /// The point.
    public var point: ControlPoint
    /// Fitted less given, m.
    public var east: Double
    /// Fitted less given, m.
    public var north: Double
    /// What it would be if the point had no say in the fit, m; a wrong point pulls the fit towards itself.
    public var alone: Double

    /// Its length, m.
    public var length: Double { (east * east + north * north).squareRoot() }
  }

  /// The linear part by rows: east from east, east from north, north from east, north from north.
  public let linear: [Double]
  /// The middle of the points in the system to be tied.
  public let fromCentre: Point
  /// The middle of the points in the system tied to.
  public let toCentre: Point
  /// The residuals in the order of the points.
  public private(set) var residuals: [Residual] = []
  /// The method.
  public let method: Method

  /// Fits a transformation.
  ///
  /// - Throws: ``Trouble`` when the points determine none.
  /// - Complexity: O(*n*²): each point is also predicted by the others.
  public init(_ points: [ControlPoint], method: Method) throws(Trouble) {
    guard points.count >= method.fewestPoints else {
      throw .tooFew(count: points.count, needed: method.fewestPoints)
    }
    let whole = try PlaneFit(core: points, method: method)
    self = whole
    for index in points.indices {
      let point = points[index]
      let place = whole.image(of: point.from)
      let rest = try? PlaneFit(
        core: points.enumerated().filter { $0.offset != index }.map(\.element),
        method: method
      )
      residuals.append(
        Residual(
          point: point,
          east: place.x - point.to.x,
          north: place.y - point.to.y,
          alone: rest?.image(of: point.from).distance(to: point.to) ?? place.distance(to: point.to)
        )
      )
    }
  }

  private init(core points: [ControlPoint], method: Method) throws(Trouble) {
    let count = Double(points.count)
    func middle(_ places: [Point]) -> Point {
      Point(
        x: places.reduce(0) { $0 + $1.x } / count,
        y: places.reduce(0) { $0 + $1.y } / count
      )
    }
    let from = middle(points.map(\.from))
    let to = middle(points.map(\.to))
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    var (ax, ay, bx, by) = (0.0, 0.0, 0.0, 0.0)
    for point in points {
      let (x, y) = (point.from.x - from.x, point.from.y - from.y)
      let (u, v) = (point.to.x - to.x, point.to.y - to.y)
      xx += x * x
      xy += x * y
      yy += y * y
      ax += u * x
      ay += u * y
      bx += v * x
      by += v * y
    }
    guard xx + yy > 0 else { throw .degenerate }
    switch method {
    case .similarity:
      let cosine = (ax + by) / (xx + yy)
      let sine = (bx - ay) / (xx + yy)
      guard cosine != 0 || sine != 0 else { throw .degenerate }
      linear = [cosine, -sine, sine, cosine]
    case .affine:
      let determinant = xx * yy - xy * xy
      // Points within a thousandth of their spread of one line say nothing across it.
      guard determinant > 1e-6 * (xx + yy) * (xx + yy) else { throw .degenerate }
      linear = [
        (ax * yy - ay * xy) / determinant, (ay * xx - ax * xy) / determinant,
        (bx * yy - by * xy) / determinant, (by * xx - bx * xy) / determinant,
      ]
    }
    fromCentre = from
    toCentre = to
    self.method = method
  }

  /// Where a point of the system to be tied lies in the other.
  public func image(of point: Point) -> Point {
    let (x, y) = (point.x - fromCentre.x, point.y - fromCentre.y)
    return Point(
      x: toCentre.x + linear[0] * x + linear[1] * y,
      y: toCentre.y + linear[2] * x + linear[3] * y
    )
  }

  /// The root of the mean square of the residuals in the plane, over the points that are not needed, m.
  public var error: Double {
    let parameters = method == .similarity ? 4 : 6
    let free = Double(2 * residuals.count - parameters)
    let sum = residuals.reduce(0) { $0 + $1.length * $1.length }
    return (sum / free * 2).squareRoot()
  }

  /// The largest residual, m.
  public var largest: Double { residuals.map(\.length).max() ?? 0 }

  /// The scale: the root of how much areas grow.
  public var scale: Double {
    abs(linear[0] * linear[3] - linear[1] * linear[2]).squareRoot()
  }

  /// The rotation, degrees, counter-clockwise; of an affine map that of its nearest similarity.
  public var rotation: Double {
    atan2(linear[2] - linear[1], linear[0] + linear[3]) * 180 / .pi
  }

  /// The same with the coordinates of the system to be tied exchanged: what a list with east first would give.
  public static func exchanged(_ points: [ControlPoint]) -> [ControlPoint] {
    points.map {
      ControlPoint(name: $0.name, from: Point(x: $0.from.y, y: $0.from.x), to: $0.to)
    }
  }
}
