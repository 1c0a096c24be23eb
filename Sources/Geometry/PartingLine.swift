extension ShapeView {
  /// Whether some edge of one of two shapes lies on a line that parts them: their interiors do not meet.
  ///
  /// A proof, never a guess; false when no edge gives one. Neighbours are mostly parted by a common line, and asking
  /// costs a fraction of following both boundaries. Shapes are normalised.
  /// - Complexity: O(n·(n + m)) at worst for n and m vertices, so it is asked of small shapes only; nearly always
  ///   O(n + m), since few edges have the middle of the other shape on their outer side.
  func isParted(_ one: Feature, from view: ShapeView, _ other: Feature) -> Bool {
    guard one.vertices.count &+ other.vertices.count <= BareVertices.most,
      let first = bareVertices(one.vertices), let second = view.bareVertices(other.vertices)
    else { return false }
    return first.parts(second, other.box.center) || second.parts(first, one.box.center)
  }

  @inline(__always)
  private func bareVertices(_ range: Range<Int>) -> BareVertices? {
    guard let x = x.baseAddress, let y = y.baseAddress else { return nil }
    return BareVertices(x: x + range.lowerBound, y: y + range.lowerBound, count: range.count)
  }
}

/// The vertices of one feature, ring after ring.
///
/// Where two rings join there is an edge too many, which is as good a line as any.
private struct BareVertices {
  /// Of two shapes together: of a coast each edge would have to be held against all others.
  static let most = 64

  let x: UnsafePointer<Double>
  let y: UnsafePointer<Double>
  let count: Int

  /// Whether an edge has all these vertices on its left and all of `other`, whose middle is given, on its right.
  @inline(__always)
  func parts(_ other: BareVertices, _ middle: Point) -> Bool {
    var k = 1
    while k < count {
      let line = Line(x[k - 1], y[k - 1], x[k], y[k])
      if line.side(middle.x, middle.y) < 0, other.areBeyond(line.reversed), areBeyond(line) {
        return true
      }
      k &+= 1
    }
    return false
  }

  /// Whether all vertices are certainly on the left of a line or on it.
  @inline(__always)
  private func areBeyond(_ line: Line) -> Bool {
    // The first vertex is repeated at the end. Two at a time; of an odd number the last goes twice.
    var least = Lanes(repeating: .infinity)
    var k = 1
    while k < count {
      let pair = k &+ 1 < count ? k : k &- 1
      least = Lanes.smaller(line.sides(Lanes.load(x, pair), Lanes.load(y, pair)), least)
      k &+= 2
    }
    return least[0] >= 0 && least[1] >= 0
  }
}

/// A line through two points, from the first to the second.
private struct Line {
  let ax: Double
  let ay: Double
  let bx: Double
  let by: Double

  @inline(__always)
  init(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) {
    self.ax = ax
    self.ay = ay
    self.bx = bx
    self.by = by
  }

  @inline(__always)
  var reversed: Line { Line(bx, by, ax, ay) }

  /// Not below 0 only when the point is on the left of the line or on it, without error; below 0 when it is not, or
  /// when floating point cannot tell.
  ///
  /// The determinant less Shewchuk's ccwerrboundA, as in ``Predicates/side(_:_:_:)``.
  @inline(__always)
  func side(_ x: Double, _ y: Double) -> Double {
    let left = (ax - x) * (by - y)
    let right = (ay - y) * (bx - x)
    return (left - right) - Predicates.errorOfSide * (left.magnitude + right.magnitude)
  }

  /// The same for two points.
  @inline(__always)
  func sides(_ x: Lanes, _ y: Lanes) -> Lanes {
    let left = (Lanes(repeating: ax) - x) * (Lanes(repeating: by) - y)
    let right = (Lanes(repeating: ay) - y) * (Lanes(repeating: bx) - x)
    let sum = Lanes.magnitude(left) + Lanes.magnitude(right)
    return (left - right) - sum * Predicates.errorOfSide
  }
}
