import Geometry
import Topology

/// Shapes of one layer in WGS 84, rounded to the seven decimals they are written with.
///
/// What is here is exactly what a reader gets: a coordinate is the double nearest to its seven written
/// decimals, shells run counter-clockwise, holes clockwise, and every shape is valid *as rounded*.
struct WebShapes: Sendable {
  /// Longitude and latitude, degrees; empty for a feature shown as a point.
  var shapes = ShapeColumn()
  /// The place of each feature that has no shape to show.
  var points: [Int: Point] = [:]
  /// How many shapes were no longer valid after rounding and were mended.
  var repaired = 0
  /// How many were so small that rounding left a point.
  var collapsed = 0

  /// Box of everything; empty when there is nothing.
  var box: Envelope {
    var box = Envelope.empty
    for feature in shapes.boxes where !feature.isEmpty { box.formUnion(feature) }
    for point in points.values { box.formUnion(x: point.x, y: point.y) }
    return box
  }

  /// Degrees in one unit of the last decimal, inverted.
  static let unitsPerDegree = 1e7

  /// A layer of nothing, to append to.
  init() {}

  /// Adds the features of `other` behind those already here.
  mutating func append(_ other: WebShapes) {
    for (feature, point) in other.points { points[shapes.count + feature] = point }
    for feature in 0..<other.shapes.count { shapes.append(feature: feature, of: other.shapes) }
    repaired += other.repaired
    collapsed += other.collapsed
  }

  /// Rounds what is already in longitude and latitude; `places` stand in where a shape is empty.
  init(
    geographic: ShapeColumn,
    places: [Int: Point],
    engine: borrowing TopologyEngine
  ) throws(ExportError) {
    shapes.reserveCapacity(features: geographic.count, vertices: geographic.x.count)
    points = places.mapValues { Point(x: Self.rounded($0.x), y: Self.rounded($0.y)) }
    for feature in 0..<geographic.count {
      do throws(TopologyError) {
        try append(feature, of: geographic, engine)
      } catch {
        throw .topology(reason: error.description)
      }
    }
  }

  private mutating func append(
    _ feature: Int,
    of column: ShapeColumn,
    _ engine: borrowing TopologyEngine
  ) throws(TopologyError) {
    guard column.hasGeometry(feature) else {
      shapes.endFeature()
      return
    }
    let source = try Self.cutAtAntimeridian(column[feature], engine)
    var shape = Self.rounded(source)
    var attempts = 0
    var wasMended = false
    // Mending moves crossings to new vertices, which rounding may spoil again; it settles in a pass or two.
    while attempts < 4, try !engine.isValid(shape) {
      shape = Self.rounded(try engine.repaired(shape))
      attempts += 1
      wasMended = true
    }
    if try !engine.isValid(shape) { shape = .empty }
    if shape.isEmpty, let first = column.vertices(ofFeature: feature).first {
      points[feature] =
        points[feature]
        ?? Point(x: Self.rounded(column.x[first]), y: Self.rounded(column.y[first]))
      collapsed += 1
    } else if wasMended {
      repaired += 1
    }
    if !shape.isEmpty { points[feature] = nil }
    shapes.append(shape)
  }

  /// The double nearest to the seven decimals `value` is written with.
  static func rounded(_ value: Double) -> Double {
    (value * unitsPerDegree).rounded(.toNearestOrAwayFromZero) / unitsPerDegree
  }

  /// Rounds every vertex, drops repeated ones and rings that vanish, turns rings the right-hand way.
  private static func rounded(_ shape: MultiPolygon) -> MultiPolygon {
    var result = MultiPolygon.empty
    for polygon in 0..<shape.polygonCount {
      let rings = shape.rings(ofPolygon: polygon)
      for ring in rings {
        var points: [Point] = []
        for i in shape.vertices(ofRing: ring) {
          let point = Point(x: rounded(shape.x[i]), y: rounded(shape.y[i]))
          if points.last != point { points.append(point) }
        }
        let isArea = points.count >= 4 && MultiPolygon(shell: points).signedArea(ofRing: 0) != 0
        if isArea { result.addRing(points) }
        // Holes mean nothing without their shell.
        if !isArea, ring == rings.lowerBound { break }
      }
      result.endPolygon()
    }
    return result.normalized()
  }

  /// A shape that straddles 180° as two parts on either side (RFC 7946 §3.1.9); others as they are.
  private static func cutAtAntimeridian(
    _ shape: MultiPolygon,
    _ engine: borrowing TopologyEngine
  ) throws(TopologyError) -> MultiPolygon {
    guard shape.envelope.width > 180 else { return shape }
    var whole = shape
    for i in whole.x.indices where whole.x[i] < 0 { whole.x[i] += 360 }
    var result = try engine.intersection(whole, rectangle(from: 0, to: 180))
    let east = try engine.intersection(whole, rectangle(from: 180, to: 360))
    result.append(east.translated(dx: -360, dy: 0))
    return result
  }

  private static func rectangle(from west: Double, to east: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: west, y: -90), Point(x: east, y: -90), Point(x: east, y: 90),
      Point(x: west, y: 90),
    ])
  }
}
