internal import CGEOS
public import Geometry

/// A circle, metres.
public struct Circle: Sendable, Equatable {
  /// Its centre.
  public var center: Point
  /// Its radius, m.
  public var radius: Double

  /// Makes a circle.
  public init(center: Point, radius: Double) {
    self.center = center
    self.radius = radius
  }
}

extension TopologyEngine {
  /// A point inside the shape, away from its line where it can be; nil for no shape.
  ///
  /// - Throws: when GEOS fails.
  public func pointOnSurface(_ shape: MultiPolygon) throws(TopologyError) -> Point? {
    guard !shape.isEmpty else { return nil }
    let geometry = try handle(for: shape)
    let point = try owned(
      GEOSPointOnSurface_r(context, geometry.pointer),
      from: "GEOSPointOnSurface_r"
    )
    return try self.point(of: point)
  }

  /// The largest circle that fits into the shape; twice its radius is how wide the shape is.
  ///
  /// A shape more than ten thousand times longer than wide along the axes is not searched: its circle stands at
  /// ``pointOnSurface(_:)``, so the radius may fall short there.
  /// - Parameters:
  ///   - shape: What to fill.
  ///   - tolerance: How much the radius may fall short of the best one, m; positive.
  /// - Returns: nil for no shape.
  /// - Throws: when GEOS fails.
  /// - Complexity: grows with the ratio of the radius to `tolerance`; about 0.1 ms for a parcel at 1 cm.
  public func maximumInscribedCircle(
    _ shape: MultiPolygon,
    tolerance: Double = 0.01
  ) throws(TopologyError) -> Circle? {
    precondition(tolerance > 0, "the tolerance of a circle must be positive")
    guard !shape.isEmpty else { return nil }
    let geometry = try handle(for: shape)
    let box = shape.envelope
    // GEOS starts from a grid of square cells as large as the short side of the box: a sliver along an axis
    // would make millions of them.
    guard Swift.min(box.width, box.height) * 10_000 > Swift.max(box.width, box.height) else {
      return try circleAtPointOnSurface(geometry)
    }
    let radius = try owned(
      GEOSMaximumInscribedCircle_r(context, geometry.pointer, tolerance),
      from: "GEOSMaximumInscribedCircle_r"
    )
    guard GEOSisEmpty_r(context, radius.pointer) == 0 else { return nil }
    let start = try owned(
      GEOSGeomGetStartPoint_r(context, radius.pointer),
      from: "GEOSGeomGetStartPoint_r"
    )
    var length = 0.0
    guard GEOSLength_r(context, radius.pointer, &length) == 1 else {
      throw failure(of: "GEOSLength_r")
    }
    return try point(of: start).map { Circle(center: $0, radius: length) }
  }

  private func circleAtPointOnSurface(
    _ geometry: borrowing GeometryHandle
  ) throws(TopologyError) -> Circle? {
    let place = try owned(
      GEOSPointOnSurface_r(context, geometry.pointer),
      from: "GEOSPointOnSurface_r"
    )
    let line = try owned(GEOSBoundary_r(context, geometry.pointer), from: "GEOSBoundary_r")
    var radius = 0.0
    guard GEOSDistance_r(context, place.pointer, line.pointer, &radius) == 1 else {
      throw failure(of: "GEOSDistance_r")
    }
    return try point(of: place).map { Circle(center: $0, radius: radius) }
  }

  /// How the two shapes lie to each other: nine characters of the DE-9IM matrix, such as `212101212`.
  ///
  /// - Throws: when GEOS fails, mostly because an input is invalid.
  public func relate(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> String {
    let first = try handle(for: first)
    let second = try handle(for: second)
    guard let matrix = GEOSRelate_r(context, first.pointer, second.pointer) else {
      throw failure(of: "GEOSRelate_r")
    }
    defer { GEOSFree_r(context, matrix) }
    return String(cString: matrix)
  }

  /// Whether no point of `second` lies outside `first`; false when either is nothing.
  ///
  /// - Throws: when GEOS fails, mostly because an input is invalid.
  public func covers(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> Bool {
    guard first.envelope.contains(second.envelope), !second.isEmpty else { return false }
    let first = try handle(for: first)
    let second = try handle(for: second)
    return try truth(GEOSCovers_r(context, first.pointer, second.pointer), from: "GEOSCovers_r")
  }

  /// Whether the shapes share land, however little; neighbours that only touch do not.
  ///
  /// - Throws: when GEOS fails, mostly because an input is invalid.
  public func intersectsInteriors(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> Bool {
    guard first.envelope.intersects(second.envelope) else { return false }
    let first = try handle(for: first)
    let second = try handle(for: second)
    return try truth(
      GEOSRelatePattern_r(context, first.pointer, second.pointer, "T********"),
      from: "GEOSRelatePattern_r"
    )
  }

  /// The shortest way from one shape to the other, m; 0 when they meet, infinite when either is nothing.
  ///
  /// - Throws: when GEOS fails.
  /// - Complexity: O(*n* · *m*) for shapes whose boxes meet.
  public func distance(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return .infinity }
    let first = try handle(for: first)
    let second = try handle(for: second)
    var distance = 0.0
    guard GEOSDistance_r(context, first.pointer, second.pointer, &distance) == 1 else {
      throw failure(of: "GEOSDistance_r")
    }
    return distance
  }

  /// The largest distance from a vertex of one shape to the line of the other, both ways, m.
  ///
  /// Discrete (GEOS measures at vertices only): a long edge that bows away between two vertices of the other may
  /// be farther than this. Infinite when either is nothing.
  /// - Throws: when GEOS fails.
  public func hausdorff(
    _ first: MultiPolygon,
    _ second: MultiPolygon
  ) throws(TopologyError) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return .infinity }
    let first = try handle(for: first)
    let second = try handle(for: second)
    var distance = 0.0
    guard GEOSHausdorffDistance_r(context, first.pointer, second.pointer, &distance) == 1 else {
      throw failure(of: "GEOSHausdorffDistance_r")
    }
    return distance
  }
}
