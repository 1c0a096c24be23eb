/// A turn, a change of size and a displacement: what lays one ring on another of the same form.
public struct Similarity: Sendable, Equatable {
  /// The point of the first plane about which it turns and grows.
  public var pivot: Point
  /// Where the pivot goes.
  public var target: Point
  /// Length there by length here.
  public var scale: Double
  /// Cosine of the angle, counter-clockwise.
  public var cosine: Double
  /// Sine of the angle, counter-clockwise.
  public var sine: Double

  /// Makes a similarity; `cosine` and `sine` are those of one angle.
  public init(pivot: Point, target: Point, scale: Double, cosine: Double, sine: Double) {
    self.pivot = pivot
    self.target = target
    self.scale = scale
    self.cosine = cosine
    self.sine = sine
  }

  /// Where `point` goes.
  public func callAsFunction(_ point: Point) -> Point {
    let x = scale * (point.x - pivot.x)
    let y = scale * (point.y - pivot.y)
    return Point(x: target.x + cosine * x - sine * y, y: target.y + sine * x + cosine * y)
  }

  /// The best similarity that takes `from` to `to`, point by point, and what remains, root mean square, m.
  ///
  /// Least squares in closed form (Umeyama 1991, without reflection).
  /// - Returns: nil for fewer than two points or when all of `from` are one point.
  /// - Complexity: O(*n*).
  public static func fit(from: [Point], to: [Point]) -> (similarity: Similarity, residual: Double)?
  {
    precondition(from.count == to.count, "columns differ in length")
    guard from.count > 1 else { return nil }
    let a = Centred(from)
    let b = Centred(to)
    return fit(a, b, turnedBy: 0)
  }

  /// The best similarity that lays ring `ring` of one column on ring `other` of another, and what remains of it.
  ///
  /// Both rings are walked in `samples` equal steps, from the first vertex of the first and, in turn, from every
  /// vertex of the second and every step along it; the start that leaves least is taken. Nothing need be known of which
  /// vertex is which, and any turn is found. A ring that runs the other way is not turned round.
  /// - Parameters:
  ///   - column: The layer of the ring that moves.
  ///   - ring: That ring.
  ///   - otherColumn: The layer of the other.
  ///   - other: The ring it is laid on.
  ///   - samples: How many points of each are compared, 3 at least.
  /// - Returns: The similarity and the root mean square distance of the points it leaves, m; nil for a ring without
  ///   length.
  /// - Complexity: O((*m* + `samples`)·`samples`) for *m* vertices of the second.
  public static func fit(
    _ column: ShapeColumn,
    ring: Int,
    on otherColumn: ShapeColumn,
    ring other: Int,
    samples: Int
  ) -> (similarity: Similarity, residual: Double)? {
    precondition(samples >= 3, "a ring has three points at least")
    guard let first = RingWalk(column, ring), let second = RingWalk(otherColumn, other) else {
      return nil
    }
    let a = Centred(first.points(samples, from: 0))
    var best: (similarity: Similarity, residual: Double)?
    func consider(_ b: Centred, _ shift: Int) {
      guard let found = fit(a, b, turnedBy: shift) else { return }
      if found.residual < best?.residual ?? .infinity { best = found }
    }
    for start in second.starts { consider(Centred(second.points(samples, from: start)), 0) }
    let steps = Centred(second.points(samples, from: 0))
    for shift in 1..<samples { consider(steps, shift) }
    return best
  }

  /// Point k of `a` goes to point k + `shift` of `b`.
  private static func fit(
    _ a: Centred,
    _ b: Centred,
    turnedBy shift: Int
  ) -> (similarity: Similarity, residual: Double)? {
    guard a.square > 0 else { return nil }
    var dot = 0.0
    var cross = 0.0
    var k = shift
    for i in a.x.indices {
      dot += a.x[i] * b.x[k] + a.y[i] * b.y[k]
      cross += a.x[i] * b.y[k] - a.y[i] * b.x[k]
      k += 1
      if k == b.x.count { k = 0 }
    }
    let length = (dot * dot + cross * cross).squareRoot()
    let similarity = Similarity(
      pivot: a.middle,
      target: b.middle,
      scale: length / a.square,
      cosine: length > 0 ? dot / length : 1,
      sine: length > 0 ? cross / length : 0
    )
    // Point by point: the difference of the squares would cancel what is small.
    var left = 0.0
    k = shift
    let (u, v) = (similarity.scale * similarity.cosine, similarity.scale * similarity.sine)
    for i in a.x.indices {
      let dx = u * a.x[i] - v * a.y[i] - b.x[k]
      let dy = v * a.x[i] + u * a.y[i] - b.y[k]
      left += dx * dx + dy * dy
      k += 1
      if k == b.x.count { k = 0 }
    }
    return (similarity, (left / Double(a.x.count)).squareRoot())
  }
}

/// Points about their middle.
private struct Centred {
  let middle: Point
  var x: [Double] = []
  var y: [Double] = []
  /// Sum of the squared distances to the middle, m².
  private(set) var square = 0.0

  init(_ points: [Point]) {
    let base = points.first ?? Point(x: 0, y: 0)
    let count = Double(points.count)
    let dx = points.reduce(0) { $0 + ($1.x - base.x) } / count
    let dy = points.reduce(0) { $0 + ($1.y - base.y) } / count
    middle = Point(x: base.x + dx, y: base.y + dy)
    for point in points {
      x.append((point.x - base.x) - dx)
      y.append((point.y - base.y) - dy)
    }
    for k in x.indices { square += x[k] * x[k] + y[k] * y[k] }
  }
}

/// A ring as a way of known length.
private struct RingWalk {
  private var points: [Point] = []
  /// The way walked at each of the points; the first repeats at the end.
  private var walked: [Double] = [0]

  /// Where the vertices are, as shares of the whole way.
  var starts: [Double] { walked.dropLast().map { $0 / length } }

  private var length: Double { walked[walked.count - 1] }

  init?(_ column: ShapeColumn, _ ring: Int) {
    for k in column.vertices(ofRing: ring) {
      let point = Point(x: column.x[k], y: column.y[k])
      if let last = points.last {
        if last == point { continue }
        walked.append(length + last.distance(to: point))
      }
      points.append(point)
    }
    guard points.count > 2 else { return nil }
  }

  /// Points at equal steps, the first at the share `start` of the whole way.
  func points(_ count: Int, from start: Double) -> [Point] {
    var edge = 1
    var result: [Point] = []
    var rounds = 0.0
    for step in 0..<count {
      var way = (start + Double(step) / Double(count)) * length - rounds
      if way >= length {
        rounds += length
        way -= length
        edge = 1
      }
      while edge < points.count - 1, walked[edge] < way { edge += 1 }
      let (from, to) = (points[edge - 1], points[edge])
      let t = (way - walked[edge - 1]) / (walked[edge] - walked[edge - 1])
      result.append(Point(x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y)))
    }
    return result
  }
}
