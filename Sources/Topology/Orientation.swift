internal import Geometry

// Geometry has normalisation too; the few lines here keep the door to GEOS free of its algorithms.

extension MultiPolygon {
  /// Twice the signed area of a ring, about its first vertex; positive when counter-clockwise.
  func doubledArea(ofRing ring: Int) -> Double {
    let range = vertices(ofRing: ring)
    guard range.count > 2 else { return 0 }
    let originX = x[range.lowerBound]
    let originY = y[range.lowerBound]
    var sum = 0.0
    for i in range.dropLast() {
      sum += (x[i] - originX) * (y[i + 1] - originY) - (x[i + 1] - originX) * (y[i] - originY)
    }
    return sum
  }

  /// The shape with shells counter-clockwise and holes clockwise; first vertices stay first.
  func oriented() -> MultiPolygon {
    var result = self
    for polygon in 0..<polygonCount {
      let rings = rings(ofPolygon: polygon)
      for ring in rings {
        let area = doubledArea(ofRing: ring)
        guard ring == rings.lowerBound ? area < 0 : area > 0 else { continue }
        let range = vertices(ofRing: ring)
        result.x[range].reverse()
        result.y[range].reverse()
      }
    }
    return result
  }
}
