/// Distances of points to shapes, and where a point lies.
extension ShapeColumn {
  /// Whether `point` lies inside feature `feature` (even-odd over all rings; on the line: either answer).
  ///
  /// - Complexity: O(*n*) in the vertices.
  public func contains(_ feature: Int, _ point: Point) -> Bool {
    guard boxes[feature].contains(point) else { return false }
    var inside = false
    for ring in rings(ofFeature: feature) {
      let range = vertices(ofRing: ring)
      for k in range.dropFirst() {
        let ay = y[k - 1]
        let by = y[k]
        guard (ay > point.y) != (by > point.y) else { continue }
        let crossing = x[k - 1] + (point.y - ay) / (by - ay) * (x[k] - x[k - 1])
        if crossing > point.x { inside.toggle() }
      }
    }
    return inside
  }

  /// Distance of `point` to the boundary of feature `feature`, m; infinite without geometry.
  public func boundaryDistance(_ feature: Int, _ point: Point) -> Double {
    var best = Double.infinity
    for ring in rings(ofFeature: feature) {
      let range = vertices(ofRing: ring)
      for k in range.dropFirst() {
        let d = squaredDistance(
          point,
          Point(x: x[k - 1], y: y[k - 1]),
          Point(x: x[k], y: y[k])
        )
        if d < best { best = d }
      }
    }
    return best.squareRoot()
  }

  /// Distance of `point` to feature `feature` as a region, m: 0 inside.
  public func distance(_ feature: Int, _ point: Point) -> Double {
    contains(feature, point) ? 0 : boundaryDistance(feature, point)
  }

  /// How far feature `feature` reaches beyond feature `other` of `column`, m.
  ///
  /// The largest distance from the first region to the second, taken at the vertices of the first and at
  /// the middles of its edges: for a piece that bulges between two vertices it is a lower bound.
  public func reach(_ feature: Int, beyond column: ShapeColumn, _ other: Int) -> Double {
    var largest = 0.0
    for ring in rings(ofFeature: feature) {
      let range = vertices(ofRing: ring)
      for k in range.dropFirst() {
        let vertex = Point(x: x[k], y: y[k])
        let middle = Point(x: (x[k] + x[k - 1]) / 2, y: (y[k] + y[k - 1]) / 2)
        largest = Swift.max(largest, column.distance(other, vertex))
        largest = Swift.max(largest, column.distance(other, middle))
      }
    }
    return largest
  }

  /// How deep the vertices of feature `feature` lie under the boundary of feature `other` of `column`, m.
  public func depth(_ feature: Int, under column: ShapeColumn, _ other: Int) -> Double {
    var largest = 0.0
    for k in vertices(ofFeature: feature) {
      let vertex = Point(x: x[k], y: y[k])
      if column.contains(other, vertex) {
        largest = Swift.max(largest, column.boundaryDistance(other, vertex))
      }
    }
    return largest
  }

  /// How far the lines of two regions depart where the first lies outside the second, m; never too small by much.
  ///
  /// ``reach(_:beyond:_:)``, and the depth to which vertices of the second stand inside the first: a notch of
  /// the second between two vertices of the first.
  public func departure(_ feature: Int, beyond column: ShapeColumn, _ other: Int) -> Double {
    Swift.max(reach(feature, beyond: column, other), column.depth(other, under: self, feature))
  }

  /// Mean distance of the boundary of feature `feature` to that of feature `other` of `column`, m.
  ///
  /// Taken at vertices and middles of edges, weighted by half the length of the edge (one direction of
  /// PoLiS, Avbelj et al. 2015, with weights so that densified rings do not count more).
  public func meanBoundaryDistance(_ feature: Int, to column: ShapeColumn, _ other: Int) -> Double {
    var sum = 0.0
    var weight = 0.0
    for ring in rings(ofFeature: feature) {
      let range = vertices(ofRing: ring)
      for k in range.dropFirst() {
        let from = Point(x: x[k - 1], y: y[k - 1])
        let to = Point(x: x[k], y: y[k])
        let middle = Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
        let length = from.distance(to: to)
        sum +=
          length
          * (0.25 * column.boundaryDistance(other, from) + 0.5
            * column.boundaryDistance(other, middle) + 0.25 * column.boundaryDistance(other, to))
        weight += length
      }
    }
    return weight > 0 ? sum / weight : .infinity
  }

  /// Largest distance of the boundary of `feature` to that of `other` of `column` (vertices only), m.
  public func largestBoundaryDistance(
    _ feature: Int,
    to column: ShapeColumn,
    _ other: Int
  ) -> Double {
    var largest = 0.0
    for k in vertices(ofFeature: feature) {
      largest = Swift.max(largest, column.boundaryDistance(other, Point(x: x[k], y: y[k])))
    }
    return largest
  }
}

/// Squared distance of a point to a segment, m².
@inline(__always)
func squaredDistance(_ point: Point, _ from: Point, _ to: Point) -> Double {
  let dx = to.x - from.x
  let dy = to.y - from.y
  let lengthSquared = dx * dx + dy * dy
  var t = 0.0
  if lengthSquared > 0 {
    t = ((point.x - from.x) * dx + (point.y - from.y) * dy) / lengthSquared
    t = Swift.min(1, Swift.max(0, t))
  }
  let ex = from.x + t * dx - point.x
  let ey = from.y + t * dy - point.y
  return ex * ex + ey * ey
}
