internal import Geometry
internal import Topology

/// Shapes whose rings are sound and whose holes are not where holes may be.
enum HoledShape {
  /// The shells of `shape` less its holes, wherever those lie; empty when it has no hole or a ring is unsound.
  ///
  /// A hole is what a parcel has not: the part of one outside its shell takes nothing away and adds nothing.
  /// Taken as lines, as `MakeValid` does, it would become land.
  static func withoutHoles(
    _ shape: MultiPolygon,
    _ engine: borrowing TopologyEngine
  ) throws(TopologyError) -> MultiPolygon {
    guard shape.ringCount > shape.polygonCount else { return .empty }
    var parts: [MultiPolygon] = []
    for polygon in 0..<shape.polygonCount {
      let rings = shape.rings(ofPolygon: polygon)
      var part = MultiPolygon.empty
      for ring in rings {
        let isShell = ring == rings.lowerBound
        let area = lone(shape, ring, reversed: !isShell)
        guard try engine.isValid(area) else { return .empty }
        part = isShell ? area : try engine.difference(part, area)
      }
      parts.append(part)
    }
    return parts.count == 1 ? parts[0] : try engine.union(parts)
  }

  private static func lone(_ shape: MultiPolygon, _ ring: Int, reversed: Bool) -> MultiPolygon {
    let vertices = shape.vertices(ofRing: ring)
    var result = MultiPolygon.empty
    for k in reversed ? Array(vertices.reversed()) : Array(vertices) {
      result.addVertex(x: shape.x[k], y: shape.y[k])
    }
    result.endRing()
    result.endPolygon()
    return result
  }
}
