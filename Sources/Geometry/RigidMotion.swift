/// A turn about a pivot followed by a displacement; shapes keep their size.
///
/// The turn is given by its sine so that this module needs no trigonometry of its own: displacements of
/// quarters turn by hundredths of a degree.
public struct RigidMotion: Sendable, Equatable {
  /// The point about which it turns.
  public var pivot: Point
  /// Eastward displacement, m.
  public var dx: Double
  /// Northward displacement, m.
  public var dy: Double
  /// Sine of the angle, counter-clockwise; the cosine is taken positive.
  public var sine: Double

  /// Makes a motion; `sine` between −1 and 1.
  public init(pivot: Point, dx: Double, dy: Double, sine: Double = 0) {
    precondition(abs(sine) <= 1, "a sine lies between -1 and 1")
    self.pivot = pivot
    self.dx = dx
    self.dy = dy
    self.sine = sine
  }

  /// Whether nothing moves.
  public var isIdentity: Bool { dx == 0 && dy == 0 && sine == 0 }

  /// Where `point` goes.
  public func callAsFunction(_ point: Point) -> Point {
    let cosine = (1 - sine * sine).squareRoot()
    let x = point.x - pivot.x
    let y = point.y - pivot.y
    return Point(
      x: pivot.x + dx + cosine * x - sine * y,
      y: pivot.y + dy + sine * x + cosine * y
    )
  }

  /// The least-squares motion that takes `from` to `to` with the given weights; nil without weight.
  ///
  /// Umeyama 1991 with the scale held at 1; turns by more than a right angle are not looked for.
  /// - Complexity: O(*n*).
  public static func fit(
    from: [Point],
    to: [Point],
    weights: [Double],
    rotating: Bool
  ) -> RigidMotion? {
    precondition(from.count == to.count && from.count == weights.count, "columns differ in length")
    var total = 0.0
    var sums = (0.0, 0.0, 0.0, 0.0)
    guard let base = from.first else { return nil }
    for i in from.indices {
      let w = weights[i]
      total += w
      sums.0 += w * (from[i].x - base.x)
      sums.1 += w * (from[i].y - base.y)
      sums.2 += w * (to[i].x - base.x)
      sums.3 += w * (to[i].y - base.y)
    }
    guard total > 0 else { return nil }
    let pivot = Point(x: base.x + sums.0 / total, y: base.y + sums.1 / total)
    let target = Point(x: base.x + sums.2 / total, y: base.y + sums.3 / total)
    var sine = 0.0
    if rotating {
      var dot = 0.0
      var cross = 0.0
      for i in from.indices {
        let fx = from[i].x - pivot.x
        let fy = from[i].y - pivot.y
        let tx = to[i].x - target.x
        let ty = to[i].y - target.y
        dot += weights[i] * (fx * tx + fy * ty)
        cross += weights[i] * (fx * ty - fy * tx)
      }
      let length = (dot * dot + cross * cross).squareRoot()
      sine = length > 0 && dot > 0 ? cross / length : 0
    }
    return RigidMotion(pivot: pivot, dx: target.x - pivot.x, dy: target.y - pivot.y, sine: sine)
  }
}
