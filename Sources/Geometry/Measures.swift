/// Area, perimeter and centroid of one shape, and the order of its rings.
extension ShapeColumn {
  /// Signed area of ring `ring`, m²; positive when counter-clockwise.
  ///
  /// Shoelace about the first vertex, so seven-digit eastings do not cancel.
  /// - Complexity: O(*n*) in its vertices.
  public func signedArea(ofRing ring: Int) -> Double {
    let range = vertices(ofRing: ring)
    guard let start = range.first else { return 0 }
    return shoelace(x, y, range, x[start], y[start])
  }

  /// Area of feature `feature`, m²; holes subtracted, 0 without geometry.
  public func area(_ feature: Int) -> Double {
    var sum = 0.0
    for polygon in polygons(ofFeature: feature) {
      for (position, ring) in rings(ofPolygon: polygon).enumerated() {
        let area = abs(signedArea(ofRing: ring))
        sum += position == 0 ? area : -area
      }
    }
    return sum
  }

  /// Length of all rings of feature `feature`, m.
  public func perimeter(_ feature: Int) -> Double {
    var sum = 0.0
    for ring in rings(ofFeature: feature) {
      let range = vertices(ofRing: ring)
      for k in range.dropFirst() {
        let dx = x[k] - x[k - 1]
        let dy = y[k] - y[k - 1]
        sum += (dx * dx + dy * dy).squareRoot()
      }
    }
    return sum
  }

  /// Centre of mass of feature `feature`; the middle of its box when it has no area, nil without geometry.
  public func centroid(_ feature: Int) -> Point? {
    guard hasGeometry(feature) else { return nil }
    let center = boxes[feature].center
    var area2 = 0.0
    var momentX = 0.0
    var momentY = 0.0
    for ring in rings(ofFeature: feature) {
      let range = vertices(ofRing: ring)
      for k in range.dropFirst() {
        let ax = x[k - 1] - center.x
        let ay = y[k - 1] - center.y
        let bx = x[k] - center.x
        let by = y[k] - center.y
        let cross = ax * by - bx * ay
        area2 += cross
        momentX += (ax + bx) * cross
        momentY += (ay + by) * cross
      }
    }
    guard abs(area2) > 0 else { return center }
    return Point(x: center.x + momentX / (3 * area2), y: center.y + momentY / (3 * area2))
  }
}

extension MultiPolygon {
  /// Signed area of ring `ring`, m²; positive when counter-clockwise.
  public func signedArea(ofRing ring: Int) -> Double {
    let range = vertices(ofRing: ring)
    guard let start = range.first else { return 0 }
    return shoelace(x, y, range, x[start], y[start])
  }

  /// Area, m²; holes subtracted.
  public var area: Double {
    var sum = 0.0
    for polygon in 0..<polygonCount {
      for (position, ring) in rings(ofPolygon: polygon).enumerated() {
        let area = abs(signedArea(ofRing: ring))
        sum += position == 0 ? area : -area
      }
    }
    return sum
  }

  /// Length of all rings, m.
  public var perimeter: Double { ShapeColumn([self]).perimeter(0) }

  /// The shape with shells counter-clockwise and holes clockwise, each ring starting where it did.
  public func normalized() -> MultiPolygon {
    var result = self
    for polygon in 0..<polygonCount {
      for (position, ring) in rings(ofPolygon: polygon).enumerated() {
        let isCounterClockwise = signedArea(ofRing: ring) > 0
        if isCounterClockwise != (position == 0) {
          let range = vertices(ofRing: ring)
          result.x[range].reverse()
          result.y[range].reverse()
        }
      }
    }
    return result
  }
}

private func shoelace(
  _ x: [Double],
  _ y: [Double],
  _ range: Range<Int>,
  _ originX: Double,
  _ originY: Double
) -> Double {
  var sum = 0.0
  for k in range.dropFirst() {
    sum += (x[k - 1] - originX) * (y[k] - originY) - (x[k] - originX) * (y[k - 1] - originY)
  }
  return sum / 2
}
