/// Questions about points that floating point alone answers wrongly, answered without error.
public enum Predicates {
  /// On which side of the line from `a` to `b` the point `c` lies.
  public enum Side: Int, Sendable {
    case right = -1
    case on = 0
    case left = 1
  }

  /// On which side of the line from `a` to `b` the point `c` lies, exactly.
  ///
  /// Adaptive (Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
  /// Predicates"): a determinant in floating point decides nearly always, exact sums where it cannot.
  /// Coordinates are finite, and no product of two differences overflows or falls below 10⁻²⁹⁰.
  /// - Complexity: O(1); some nanoseconds, some hundreds where the points are as good as collinear.
  @inlinable
  public static func side(_ a: Point, _ b: Point, _ c: Point) -> Side {
    let left = (a.x - c.x) * (b.y - c.y)
    let right = (a.y - c.y) * (b.x - c.x)
    let determinant = left - right
    let bound = errorOfSide * (left.magnitude + right.magnitude)
    if determinant > bound { return .left }
    if -determinant > bound { return .right }
    return exactSide(a, b, c)
  }

  /// How far the determinant of a side may be off, as a part of the sum of its two products' magnitudes.
  ///
  /// Shewchuk's ccwerrboundA: (3 + 16ε)ε, ε = 2⁻⁵³.
  @inlinable
  public static var errorOfSide: Double { 3.330_669_073_875_472e-16 }

  /// The same without the shortcut.
  @usableFromInline
  static func exactSide(_ a: Point, _ b: Point, _ c: Point) -> Side {
    let ax = Expansion2(a.x, minus: c.x)
    let ay = Expansion2(a.y, minus: c.y)
    let bx = Expansion2(b.x, minus: c.x)
    let by = Expansion2(b.y, minus: c.y)
    if ax.tail == 0, ay.tail == 0, bx.tail == 0, by.tail == 0 {
      // Neighbours in the plane: the differences are exact. Rounding keeps order, so the heads decide
      // unless they are equal, and then the tails do.
      let left = Expansion2(ax.head, times: by.head)
      let right = Expansion2(ay.head, times: bx.head)
      return left.head == right.head
        ? sign(of: left.tail, against: right.tail) : sign(of: left.head, against: right.head)
    }
    var sum = Expansion()
    for (p, q) in [(ax.head, by.head), (ax.head, by.tail), (ax.tail, by.head), (ax.tail, by.tail)] {
      sum.add(Expansion2(p, times: q))
    }
    for (p, q) in [(ay.head, bx.head), (ay.head, bx.tail), (ay.tail, bx.head), (ay.tail, bx.tail)] {
      sum.add(Expansion2(-p, times: q))
    }
    return sign(of: sum.largest, against: 0)
  }

  private static func sign(of value: Double, against other: Double) -> Side {
    value > other ? .left : value < other ? .right : .on
  }
}

/// A number as the sum of two that do not overlap: the rounded result of one operation and its error.
private struct Expansion2 {
  var head: Double
  var tail: Double

  /// Knuth's two-sum of `a` and −`b`.
  init(_ a: Double, minus b: Double) {
    head = a - b
    let virtual = a - head
    tail = (a - (head + virtual)) + (virtual - b)
  }

  /// The product and its error, by a fused multiply-add.
  init(_ a: Double, times b: Double) {
    head = a * b
    tail = (-head).addingProduct(a, b)
  }
}

/// A number as a sum of numbers that do not overlap, smallest first (Shewchuk 1997, Grow-Expansion).
private struct Expansion {
  private var parts: [Double] = []

  /// The part that has the sign of the whole; 0 for zero.
  var largest: Double { parts.last { $0 != 0 } ?? 0 }

  mutating func add(_ number: Expansion2) {
    grow(by: number.tail)
    grow(by: number.head)
  }

  private mutating func grow(by number: Double) {
    var rest = number
    for k in parts.indices {
      let sum = Expansion2(rest, minus: -parts[k])
      parts[k] = sum.tail
      rest = sum.head
    }
    parts.append(rest)
  }
}
