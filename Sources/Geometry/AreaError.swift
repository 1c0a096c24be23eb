/// How the errors of vertices carry over to an area.
extension ShapeColumn {
  /// Mean square error of the area of feature `feature`, m², for a mean square error of its vertices in the plane.
  ///
  /// σ_A² = (σ²/4)·Σ[(x_{i+1} − x_{i−1})² + (y_{i+1} − y_{i−1})²] with σ = accuracy/√2 along each axis and
  /// independent vertices. Vertices on a straight line add nothing that was measured better, so they are
  /// passed over: a ring does not become exact by being densified.
  ///
  /// - Parameters:
  ///   - feature: Index of the feature.
  ///   - accuracy: Mean square error of a vertex in the plane (both axes together), m.
  /// - Returns: The error, m²; 0 for a feature without geometry.
  /// - Complexity: O(*n*) in the vertices.
  public func areaError(_ feature: Int, accuracy: Double) -> Double {
    var sum = 0.0
    for ring in rings(ofFeature: feature) {
      let corners = corners(ofRing: ring, within: accuracy)
      guard corners.count >= 3 else { continue }
      for k in corners.indices {
        let before = corners[(k + corners.count - 1) % corners.count]
        let after = corners[(k + 1) % corners.count]
        let dx = x[after] - x[before]
        let dy = y[after] - y[before]
        sum += dx * dx + dy * dy
      }
    }
    return accuracy * (sum / 8).squareRoot()
  }

  /// The vertices of a ring that stand off the line between their neighbours by more than `tolerance`.
  private func corners(ofRing ring: Int, within tolerance: Double) -> [Int] {
    let range = vertices(ofRing: ring).dropLast()
    var kept: [Int] = []
    for k in range {
      let before = kept.last ?? (range.upperBound - 1)
      let after = k + 1 < range.upperBound ? k + 1 : range.lowerBound
      let d = squaredDistance(
        Point(x: x[k], y: y[k]),
        Point(x: x[before], y: y[before]),
        Point(x: x[after], y: y[after])
      )
      if d > tolerance * tolerance { kept.append(k) }
    }
    return kept
  }
}
