internal import CGEOS
public import Geometry

extension TopologyEngine {
  /// The grid of the second attempt, m: coarser than the noise of seven-digit coordinates (10⁻⁹ m), finer
  /// than any accuracy of land.
  static var retryGrid: Double { 1e-6 }

  /// The land both shapes cover.
  ///
  /// A failed overlay is tried once more with vertices snapped to a grid of 10⁻⁶ m.
  /// - Throws: when both attempts fail, mostly because an input is invalid.
  /// - Complexity: O((*n* + *m* + *k*) log(*n* + *m*)) for *k* crossings; microseconds for parcels.
  public func intersection(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> MultiPolygon {
    guard first.envelope.intersects(second.envelope) else { return .empty }
    return try overlay(first, second, .intersection)
  }

  /// The land `first` covers and `second` does not.
  ///
  /// A failed overlay is tried once more with vertices snapped to a grid of 10⁻⁶ m.
  /// - Throws: when both attempts fail, mostly because an input is invalid.
  public func difference(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> MultiPolygon {
    if first.isEmpty { return .empty }
    return try overlay(first, second, .difference)
  }

  /// The land exactly one of the shapes covers.
  ///
  /// A failed overlay is tried once more with vertices snapped to a grid of 10⁻⁶ m.
  /// - Throws: when both attempts fail, mostly because an input is invalid.
  public func symmetricDifference(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> MultiPolygon {
    try overlay(first, second, .symmetricDifference)
  }

  /// The land any of the shapes covers, without inner borders.
  ///
  /// A failed union is tried once more with vertices snapped to a grid of 10⁻⁶ m.
  /// - Throws: when both attempts fail, mostly because an input is invalid.
  public func union(_ shapes: [MultiPolygon]) throws(TopologyError) -> MultiPolygon {
    let all = try handle(for: shapes)
    if let result = GEOSUnaryUnion_r(context, all.pointer) {
      return try shape(of: GeometryHandle(pointer: result, context: context))
    }
    return try shape(
      of: owned(
        GEOSUnaryUnionPrec_r(context, all.pointer, Self.retryGrid),
        from: "GEOSUnaryUnionPrec_r"
      )
    )
  }

  /// The shape grown by `distance`, m, or shrunk when it is negative.
  ///
  /// - Parameters:
  ///   - shape: What to grow.
  ///   - distance: How far its line moves outwards, m.
  ///   - quadrantSegments: Chords in a quarter of a circle; at 8 the arc is short by 0.5 % of `distance`.
  ///   - mitred: Corners stay corners, cut at five times the distance, instead of round.
  /// - Returns: The grown shape; empty when it shrank away.
  /// - Throws: for a distance that is not finite, or when GEOS fails.
  public func buffer(
    _ shape: MultiPolygon,
    distance: Double,
    quadrantSegments: Int = 8,
    mitred: Bool = false
  ) throws(TopologyError) -> MultiPolygon {
    guard distance.isFinite else {
      throw TopologyError(function: "GEOSBufferWithParams_r", message: "distance is not finite")
    }
    guard let parameters = GEOSBufferParams_create_r(context) else {
      throw failure(of: "GEOSBufferParams_create_r")
    }
    defer { GEOSBufferParams_destroy_r(context, parameters) }
    let join = mitred ? GEOSBUF_JOIN_MITRE : GEOSBUF_JOIN_ROUND
    let segments = Int32(clamping: Swift.max(1, quadrantSegments))
    guard
      GEOSBufferParams_setJoinStyle_r(context, parameters, Int32(join.rawValue)) == 1,
      GEOSBufferParams_setMitreLimit_r(context, parameters, 5) == 1,
      GEOSBufferParams_setQuadrantSegments_r(context, parameters, segments) == 1
    else { throw failure(of: "GEOSBufferParams_set_r") }
    let input = try handle(for: shape)
    return try self.shape(
      of: owned(
        GEOSBufferWithParams_r(context, input.pointer, parameters, distance),
        from: "GEOSBufferWithParams_r"
      )
    )
  }

  private func overlay(
    _ first: MultiPolygon,
    _ second: MultiPolygon,
    _ operation: Overlay
  ) throws(TopologyError) -> MultiPolygon {
    let first = try handle(for: first)
    let second = try handle(for: second)
    if let result = operation.plain(context, first.pointer, second.pointer) {
      return try shape(of: GeometryHandle(pointer: result, context: context))
    }
    return try shape(
      of: owned(
        operation.onGrid(context, first.pointer, second.pointer, Self.retryGrid),
        from: operation.name
      )
    )
  }
}

/// One overlay of the C library in its two forms.
private struct Overlay {
  var name: String
  var plain: (OpaquePointer?, OpaquePointer?, OpaquePointer?) -> OpaquePointer?
  var onGrid: (OpaquePointer?, OpaquePointer?, OpaquePointer?, Double) -> OpaquePointer?

  static var intersection: Overlay {
    Overlay(
      name: "GEOSIntersectionPrec_r",
      plain: { GEOSIntersection_r($0, $1, $2) },
      onGrid: { GEOSIntersectionPrec_r($0, $1, $2, $3) }
    )
  }

  static var difference: Overlay {
    Overlay(
      name: "GEOSDifferencePrec_r",
      plain: { GEOSDifference_r($0, $1, $2) },
      onGrid: { GEOSDifferencePrec_r($0, $1, $2, $3) }
    )
  }

  static var symmetricDifference: Overlay {
    Overlay(
      name: "GEOSSymDifferencePrec_r",
      plain: { GEOSSymDifference_r($0, $1, $2) },
      onGrid: { GEOSSymDifferencePrec_r($0, $1, $2, $3) }
    )
  }
}
