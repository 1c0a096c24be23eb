internal import CGEOS
internal import Geometry

extension TopologyEngine {
  /// The shape as a GEOS polygon, multipolygon, or an empty multipolygon.
  ///
  /// - Throws: for an unclosed ring or one with fewer than 3 vertices, which GEOS cannot hold.
  func handle(for shape: MultiPolygon) throws(TopologyError) -> GeometryHandle {
    if shape.polygonCount == 1 { return try polygon(0, of: shape) }
    var parts: [OpaquePointer?] = []
    parts.reserveCapacity(shape.polygonCount)
    do throws(TopologyError) {
      for index in 0..<shape.polygonCount {
        parts.append(try polygon(index, of: shape).release())
      }
    } catch {
      for part in parts { GEOSGeom_destroy_r(context, part) }
      throw error
    }
    return try collection(of: &parts, type: GEOS_MULTIPOLYGON)
  }

  /// All shapes as one collection, for a union of many.
  func handle(for shapes: [MultiPolygon]) throws(TopologyError) -> GeometryHandle {
    var parts: [OpaquePointer?] = []
    do throws(TopologyError) {
      for shape in shapes {
        for index in 0..<shape.polygonCount {
          parts.append(try polygon(index, of: shape).release())
        }
      }
    } catch {
      for part in parts { GEOSGeom_destroy_r(context, part) }
      throw error
    }
    return try collection(of: &parts, type: GEOS_GEOMETRYCOLLECTION)
  }

  private func collection(
    of parts: inout [OpaquePointer?],
    type: GEOSGeomTypes
  ) throws(TopologyError) -> GeometryHandle {
    // The manual on GEOSGeom_createCollection: "the geoms become owned by the caller [of destroy on the
    // collection]"; they are freed by it even when it fails.
    let count = UInt32(parts.count)
    let made = parts.withUnsafeMutableBufferPointer {
      GEOSGeom_createCollection_r(context, Int32(type.rawValue), $0.baseAddress, count)
    }
    return try owned(made, from: "GEOSGeom_createCollection_r")
  }

  private func polygon(
    _ polygon: Int,
    of shape: MultiPolygon
  ) throws(TopologyError) -> GeometryHandle {
    let rings = shape.rings(ofPolygon: polygon)
    let shell = try ring(rings.lowerBound, of: shape)
    var holes: [OpaquePointer?] = []
    do throws(TopologyError) {
      for index in rings.dropFirst() { holes.append(try ring(index, of: shape).release()) }
    } catch {
      for hole in holes { GEOSGeom_destroy_r(context, hole) }
      throw error
    }
    // The manual on GEOSGeom_createPolygon: "shell and holes become owned by the new geometry";
    // the implementation frees them when it fails.
    let count = UInt32(holes.count)
    let shellPointer = shell.release()
    let made = holes.withUnsafeMutableBufferPointer {
      GEOSGeom_createPolygon_r(context, shellPointer, count == 0 ? nil : $0.baseAddress, count)
    }
    return try owned(made, from: "GEOSGeom_createPolygon_r")
  }

  private func ring(_ ring: Int, of shape: MultiPolygon) throws(TopologyError) -> GeometryHandle {
    let range = shape.vertices(ofRing: ring)
    let sequence = shape.x.withUnsafeBufferPointer { x in
      shape.y.withUnsafeBufferPointer { y in
        GEOSCoordSeq_copyFromArrays_r(
          context,
          x.baseAddress?.advanced(by: range.lowerBound),
          y.baseAddress?.advanced(by: range.lowerBound),
          nil,
          nil,
          UInt32(range.count)
        )
      }
    }
    guard let sequence else { throw failure(of: "GEOSCoordSeq_copyFromArrays_r") }
    // The manual on GEOSGeom_createLinearRing: "the coordinate sequence becomes owned by the geometry";
    // it is freed when the ring is refused.
    return try owned(
      GEOSGeom_createLinearRing_r(context, sequence),
      from: "GEOSGeom_createLinearRing_r"
    )
  }

  /// The polygons of a result in canonical order, normalised; lines and points are dropped.
  func shape(of handle: borrowing GeometryHandle) throws(TopologyError) -> MultiPolygon {
    guard GEOSNormalize_r(context, handle.pointer) == 0 else {
      throw failure(of: "GEOSNormalize_r")
    }
    var shape = MultiPolygon.empty
    try append(handle.pointer, to: &shape)
    return shape.normalized()
  }

  /// `geometry` is borrowed from a handle that outlives the call.
  private func append(
    _ geometry: OpaquePointer,
    to shape: inout MultiPolygon
  ) throws(TopologyError) {
    switch GEOSGeomTypes(rawValue: UInt32(bitPattern: GEOSGeomTypeId_r(context, geometry))) {
    case GEOS_POLYGON:
      guard GEOSisEmpty_r(context, geometry) == 0 else { return }
      guard let shell = GEOSGetExteriorRing_r(context, geometry) else {
        throw failure(of: "GEOSGetExteriorRing_r")
      }
      try appendRing(shell, to: &shape)
      for index in 0..<Swift.max(0, GEOSGetNumInteriorRings_r(context, geometry)) {
        guard let hole = GEOSGetInteriorRingN_r(context, geometry, index) else {
          throw failure(of: "GEOSGetInteriorRingN_r")
        }
        try appendRing(hole, to: &shape)
      }
      shape.endPolygon()
    case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
      for index in 0..<Swift.max(0, GEOSGetNumGeometries_r(context, geometry)) {
        guard let part = GEOSGetGeometryN_r(context, geometry, index) else {
          throw failure(of: "GEOSGetGeometryN_r")
        }
        try append(part, to: &shape)
      }
    default: break
    }
  }

  private func appendRing(
    _ ring: OpaquePointer,
    to shape: inout MultiPolygon
  ) throws(TopologyError) {
    var size: UInt32 = 0
    guard let sequence = GEOSGeom_getCoordSeq_r(context, ring),
      GEOSCoordSeq_getSize_r(context, sequence, &size) == 1
    else { throw failure(of: "GEOSGeom_getCoordSeq_r") }
    let start = shape.x.count
    shape.x.append(contentsOf: repeatElement(0, count: Int(size)))
    shape.y.append(contentsOf: repeatElement(0, count: Int(size)))
    let copied = shape.x.withUnsafeMutableBufferPointer { x in
      shape.y.withUnsafeMutableBufferPointer { y in
        GEOSCoordSeq_copyToArrays_r(
          context,
          sequence,
          x.baseAddress?.advanced(by: start),
          y.baseAddress?.advanced(by: start),
          nil,
          nil
        )
      }
    }
    guard copied == 1 else { throw failure(of: "GEOSCoordSeq_copyToArrays_r") }
    shape.endRing()
  }

  /// The place of a point result; nil when it is empty.
  func point(of handle: borrowing GeometryHandle) throws(TopologyError) -> Point? {
    try point(of: handle.pointer)
  }

  private func point(of geometry: OpaquePointer) throws(TopologyError) -> Point? {
    guard GEOSisEmpty_r(context, geometry) == 0 else { return nil }
    var x = 0.0
    var y = 0.0
    guard GEOSGeomGetX_r(context, geometry, &x) == 1, GEOSGeomGetY_r(context, geometry, &y) == 1
    else { throw failure(of: "GEOSGeomGetX_r") }
    return Point(x: x, y: y)
  }
}
