internal import CGEOS
public import Geometry

extension TopologyEngine {
  /// Whether the shape obeys all rules of a valid polygon or multipolygon; nothing at all is valid.
  ///
  /// - Throws: when GEOS fails, never for a defect of the shape.
  /// - Complexity: O(*n* log *n*); about three microseconds for a parcel of seven vertices.
  public func isValid(_ shape: MultiPolygon) throws(TopologyError) -> Bool {
    guard !shape.isEmpty else { return true }
    guard unrepresentable(shape) == nil else { return false }
    let geometry = try handle(for: shape)
    return try truth(GEOSisValid_r(context, geometry.pointer), from: "GEOSisValid_r")
  }

  /// What is wrong with the shape, if anything, and where.
  ///
  /// - Throws: when GEOS fails, never for a defect of the shape.
  public func validity(_ shape: MultiPolygon) throws(TopologyError) -> Validity {
    guard !shape.isEmpty else { return .valid }
    if let verdict = unrepresentable(shape) { return verdict }
    let geometry = try handle(for: shape)
    var reason: UnsafeMutablePointer<CChar>?
    var location: OpaquePointer?
    let result = GEOSisValidDetail_r(context, geometry.pointer, 0, &reason, &location)
    // The manual: "the caller must free reason with GEOSFree and location with GEOSGeom_destroy".
    defer { if let reason { GEOSFree_r(context, reason) } }
    let place = location.map { GeometryHandle(pointer: $0, context: context) }
    if try truth(result, from: "GEOSisValidDetail_r") { return .valid }
    let message = reason.map { String(cString: $0) } ?? ""
    var point: Point?
    if let place { point = try self.point(of: place) }
    if let found = point, !(found.x.isFinite && found.y.isFinite) { point = nil }
    return Validity(defect: ShapeDefect(message: message), reason: message, place: point)
  }

  /// The nearest valid shape by GEOS's structure method: shells are added, holes taken away.
  ///
  /// Rings that a GEOS ring cannot hold are mended first: an unclosed one is closed, one with fewer than
  /// three distinct vertices is dropped. What collapses to a line or point is gone; the result may be empty.
  /// - Throws: for coordinates that are not finite, or when GEOS fails.
  public func repaired(_ shape: MultiPolygon) throws(TopologyError) -> MultiPolygon {
    let shape = shape.holdable()
    guard !shape.isEmpty else { return .empty }
    if let verdict = unrepresentable(shape) {
      throw TopologyError(function: "GEOSMakeValidWithParams_r", message: verdict.reason)
    }
    guard let parameters = GEOSMakeValidParams_create_r(context) else {
      throw failure(of: "GEOSMakeValidParams_create_r")
    }
    defer { GEOSMakeValidParams_destroy_r(context, parameters) }
    guard
      GEOSMakeValidParams_setMethod_r(context, parameters, GEOS_MAKE_VALID_STRUCTURE) == 1,
      GEOSMakeValidParams_setKeepCollapsed_r(context, parameters, 0) == 1
    else { throw failure(of: "GEOSMakeValidParams_set_r") }
    let geometry = try handle(for: shape)
    return try self.shape(
      of: owned(
        GEOSMakeValidWithParams_r(context, geometry.pointer, parameters),
        from: "GEOSMakeValidWithParams_r"
      )
    )
  }

  /// The defect of a shape that GEOS would refuse to hold at all, or could loop on.
  private func unrepresentable(_ shape: MultiPolygon) -> Validity? {
    for ring in 0..<shape.ringCount {
      let range = shape.vertices(ofRing: ring)
      var place: Point?
      for i in range {
        guard shape.x[i].isFinite, shape.y[i].isFinite else {
          return Validity(defect: .invalidCoordinate, reason: "Invalid Coordinate", place: place)
        }
        place = Point(x: shape.x[i], y: shape.y[i])
      }
      guard let last = range.last else { continue }
      if shape.x[range.lowerBound] != shape.x[last] || shape.y[range.lowerBound] != shape.y[last] {
        return Validity(defect: .ringNotClosed, reason: "Ring is not closed", place: place)
      }
      if range.count < 4 {
        return Validity(
          defect: .tooFewPoints,
          reason: "Too few points in geometry component",
          place: place
        )
      }
    }
    return nil
  }
}

extension MultiPolygon {
  /// The shape with every ring closed and those with fewer than three edges dropped; a dropped shell takes
  /// its holes with it.
  fileprivate func holdable() -> MultiPolygon {
    var result = MultiPolygon.empty
    for polygon in 0..<polygonCount {
      let rings = rings(ofPolygon: polygon)
      for ring in rings {
        let range = vertices(ofRing: ring)
        let closed =
          range.last.map { x[range.lowerBound] == x[$0] && y[range.lowerBound] == y[$0] } ?? true
        guard range.count >= (closed ? 4 : 3) else {
          guard ring == rings.lowerBound else { continue }
          break
        }
        for i in range { result.addVertex(x: x[i], y: y[i]) }
        result.endRing()
      }
      result.endPolygon()
    }
    return result
  }
}
