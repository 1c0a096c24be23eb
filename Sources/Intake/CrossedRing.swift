internal import Geometry

/// A ring that crosses itself once because two or more of its points were recorded in the wrong order.
enum CrossedRing {
  /// Rings with more vertices are left as they are: the search is quadratic.
  static let longest = 2000

  /// The shape with the points between the two crossing edges of a ring taken the other way round.
  ///
  /// Every point stays where it is; nil when no ring crosses itself, or one does more than once.
  /// - Complexity: O(n²) in the vertices of a ring.
  static func uncrossed(_ shape: MultiPolygon) -> MultiPolygon? {
    var shape = shape
    var found = false
    for ring in 0..<shape.ringCount {
      let vertices = shape.vertices(ofRing: ring)
      guard vertices.count <= longest else { return nil }
      let crossings = crossings(of: shape, vertices)
      guard crossings.count <= 1 else { return nil }
      guard let (first, second) = crossings.first else { continue }
      found = true
      shape.x[first + 1...second].reverse()
      shape.y[first + 1...second].reverse()
    }
    return found ? shape.normalized() : nil
  }

  /// Pairs of edges, each named by its first vertex, that cross inside both; no more than two.
  private static func crossings(
    of shape: MultiPolygon,
    _ vertices: Range<Int>
  ) -> [(Int, Int)] {
    var crossings: [(Int, Int)] = []
    func point(_ i: Int) -> Point { Point(x: shape.x[i], y: shape.y[i]) }
    for first in vertices.dropLast(3) {
      for second in first + 2..<vertices.upperBound - 1 {
        let (a, b) = (point(first), point(first + 1))
        let (c, d) = (point(second), point(second + 1))
        let sides = (Predicates.side(a, b, c), Predicates.side(a, b, d))
        guard sides.0 != .on, sides.1 != .on, sides.0 != sides.1 else { continue }
        let others = (Predicates.side(c, d, a), Predicates.side(c, d, b))
        guard others.0 != .on, others.1 != .on, others.0 != others.1 else { continue }
        crossings.append((first, second))
        if crossings.count > 1 { return crossings }
      }
    }
    return crossings
  }
}
