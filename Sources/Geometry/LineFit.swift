/// Moving one line onto another without knowing which vertex is which.
extension ShapeColumn {
  /// The rigid motion that lays the boundary of feature `feature` on that of feature `other` of `column`.
  ///
  /// Starts from the displacement of the centres, then minimises the distances of points on the moved line
  /// to the nearest edges of the other, each along the edge's normal (Chen & Medioni 1992); parts farther off
  /// than `scale` weigh little, so that one changed side does not turn the rest. Turns beyond about 30° are
  /// not looked for: the start must be near.
  ///
  /// - Parameters:
  ///   - feature: The shape that moves.
  ///   - column: The layer of the shape it is laid on.
  ///   - other: That shape.
  ///   - scale: The distance at which a point weighs one half, m.
  /// - Returns: nil when one of the two has no geometry.
  /// - Complexity: O(*n·m*) in the vertices, a dozen times.
  public func motion(
    laying feature: Int,
    on column: ShapeColumn,
    _ other: Int,
    scale: Double
  ) -> RigidMotion? {
    guard let from = centroid(feature), let to = column.centroid(other) else { return nil }
    let points = linePoints(feature)
    var motion = RigidMotion(pivot: from, dx: to.x - from.x, dy: to.y - from.y)
    for _ in 0..<Self.laps {
      var normal = NormalEquations()
      for point in points {
        let moved = motion(point)
        guard let near = column.nearestEdge(other, moved) else { return nil }
        let off =
          near.normal.x * (near.point.x - moved.x) + near.normal.y * (near.point.y - moved.y)
        let arm = Point(x: moved.x - from.x - motion.dx, y: moved.y - from.y - motion.dy)
        normal.add(
          (near.normal.x, near.normal.y, near.normal.y * arm.x - near.normal.x * arm.y),
          off,
          weight: 1 / (1 + off * off / (scale * scale))
        )
      }
      guard let step = normal.solution else { return motion }
      motion.dx += step.0
      motion.dy += step.1
      motion.sine = Swift.min(0.5, Swift.max(-0.5, motion.sine + step.2))
      if abs(step.0) + abs(step.1) < 1e-5, abs(step.2) < 1e-7 { break }
    }
    return motion
  }

  private static var laps: Int { 12 }

  /// Points along the boundary of a feature, some sixty and at least two on every edge.
  private func linePoints(_ feature: Int) -> [Point] {
    let step = Swift.max(perimeter(feature) / 60, 1e-3)
    var points: [Point] = []
    for ring in rings(ofFeature: feature) {
      for k in vertices(ofRing: ring).dropFirst() {
        let dx = x[k] - x[k - 1]
        let dy = y[k] - y[k - 1]
        let parts = Swift.max(2, Int((dx * dx + dy * dy).squareRoot() / step))
        for part in 0..<parts {
          let t = (Double(part) + 0.5) / Double(parts)
          points.append(Point(x: x[k - 1] + t * dx, y: y[k - 1] + t * dy))
        }
      }
    }
    return points
  }

  /// The nearest point on the boundary of a feature and the unit normal of its edge.
  private func nearestEdge(_ feature: Int, _ point: Point) -> (point: Point, normal: Point)? {
    var best: (square: Double, k: Int)?
    for ring in rings(ofFeature: feature) {
      for k in vertices(ofRing: ring).dropFirst() {
        let from = Point(x: x[k - 1], y: y[k - 1])
        let square = squaredDistance(point, from, Point(x: x[k], y: y[k]))
        if square < best?.square ?? .infinity { best = (square, k) }
      }
    }
    guard let k = best?.k else { return nil }
    let dx = x[k] - x[k - 1]
    let dy = y[k] - y[k - 1]
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return nil }
    return (Point(x: x[k], y: y[k]), Point(x: dy / length, y: -dx / length))
  }
}

/// Three unknowns by least squares.
private struct NormalEquations {
  private var a = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  private var b = (0.0, 0.0, 0.0)

  mutating func add(_ row: (Double, Double, Double), _ value: Double, weight: Double) {
    a.0 += weight * row.0 * row.0
    a.1 += weight * row.0 * row.1
    a.2 += weight * row.0 * row.2
    a.3 += weight * row.1 * row.1
    a.4 += weight * row.1 * row.2
    a.5 += weight * row.2 * row.2
    b.0 += weight * row.0 * value
    b.1 += weight * row.1 * value
    b.2 += weight * row.2 * value
  }

  /// Cramer's rule; nil for a line that can slide along itself.
  var solution: (Double, Double, Double)? {
    let c0 = a.3 * a.5 - a.4 * a.4
    let c1 = a.2 * a.4 - a.1 * a.5
    let c2 = a.1 * a.4 - a.2 * a.3
    let determinant = a.0 * c0 + a.1 * c1 + a.2 * c2
    guard determinant > 1e-12 * a.0 * a.3 * a.5, determinant > 0 else { return nil }
    let c4 = a.0 * a.5 - a.2 * a.2
    let c5 = a.1 * a.2 - a.0 * a.4
    let c8 = a.0 * a.3 - a.1 * a.1
    return (
      (c0 * b.0 + c1 * b.1 + c2 * b.2) / determinant,
      (c1 * b.0 + c4 * b.1 + c5 * b.2) / determinant,
      (c2 * b.0 + c5 * b.1 + c8 * b.2) / determinant
    )
  }
}
