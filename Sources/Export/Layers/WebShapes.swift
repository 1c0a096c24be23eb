import Geometry
import Topology

/// How finely coordinates are written.
struct CoordinateGrid: Sendable {
  /// Steps in one unit of the axes.
  var stepsPerUnit: Double
  /// Whether the units are degrees.
  var isGeographic: Bool

  /// Seven decimals of a degree, about 1 cm: what layers of the web have (RFC 7946 §11.2).
  static let degrees = CoordinateGrid(stepsPerUnit: 1e7, isGeographic: true)
  /// Millimetres.
  static let metres = CoordinateGrid(stepsPerUnit: 1e3, isGeographic: false)

  /// The double nearest to the decimals `value` is written with.
  func rounded(_ value: Double) -> Double {
    (value * stepsPerUnit).rounded(.toNearestOrAwayFromZero) / stepsPerUnit
  }
}

/// Shapes of one layer in WGS 84 or in another system, rounded to the decimals they are written with.
///
/// What is here is exactly what a reader gets: a coordinate is the double nearest to its written
/// decimals, shells run counter-clockwise, holes clockwise, and every shape is valid *as rounded*.
struct WebShapes: Sendable {
  /// Empty for a feature shown as a point or a line.
  var shapes = ShapeColumn()
  /// What stands for each feature that has no shape: one point, or the vertices of a line.
  var marks: [Int: [Point]] = [:]
  /// How many shapes were no longer valid after rounding and were mended.
  var repaired = 0
  /// How many were so small that rounding left nothing, and are shown as the least square there is.
  var enlarged = 0

  /// Box of everything; empty when there is nothing.
  var box: Envelope {
    var box = Envelope.empty
    for feature in shapes.boxes where !feature.isEmpty { box.formUnion(feature) }
    for point in marks.values.joined() { box.formUnion(x: point.x, y: point.y) }
    return box
  }

  /// Box of one feature; empty when it has no place.
  func box(of feature: Int) -> Envelope {
    var box = shapes.boxes[feature]
    for point in marks[feature] ?? [] { box.formUnion(x: point.x, y: point.y) }
    return box
  }

  /// The type all geometries have (RFC 7946); nil when there is none.
  ///
  /// Readers that look at the first feature only then know them all.
  var geometryType: String? {
    if let mark = marks.values.first { return mark.count == 1 ? "Point" : "LineString" }
    guard !shapes.polygonEnds.isEmpty else { return nil }
    let isMulti = (0..<shapes.count).contains { shapes.polygons(ofFeature: $0).count > 1 }
    return isMulti ? "MultiPolygon" : "Polygon"
  }

  /// A layer of nothing, to append to.
  init() {}

  /// Adds the features of `other` behind those already here.
  mutating func append(_ other: WebShapes) {
    for (feature, mark) in other.marks { marks[shapes.count + feature] = mark }
    for feature in 0..<other.shapes.count { shapes.append(feature: feature, of: other.shapes) }
    repaired += other.repaired
    enlarged += other.enlarged
  }

  /// The features at these places only.
  func only(_ places: [Int]) -> WebShapes {
    var result = WebShapes()
    for (position, place) in places.enumerated() {
      result.shapes.append(feature: place, of: shapes)
      result.marks[position] = marks[place]
    }
    return result
  }

  /// Rounds what is already in the system it is written in; `marks` stand in where a shape is empty.
  init(
    _ column: ShapeColumn,
    marks: [Int: [Point]],
    grid: CoordinateGrid = .degrees,
    engine: borrowing TopologyEngine
  ) throws(ExportError) {
    shapes.reserveCapacity(features: column.count, vertices: column.x.count)
    self.marks = marks.mapValues { mark in
      mark.map { Point(x: grid.rounded($0.x), y: grid.rounded($0.y)) }
    }
    for feature in 0..<column.count {
      do throws(TopologyError) {
        try append(feature, of: column, grid, engine)
      } catch {
        throw .topology(reason: error.description)
      }
    }
  }

  private mutating func append(
    _ feature: Int,
    of column: ShapeColumn,
    _ grid: CoordinateGrid,
    _ engine: borrowing TopologyEngine
  ) throws(TopologyError) {
    guard column.hasGeometry(feature) else {
      shapes.endFeature()
      return
    }
    let source =
      grid.isGeographic
      ? try Self.cutAtAntimeridian(column[feature], engine) : column[feature]
    var shape = Self.rounded(source, grid)
    var attempts = 0
    var wasMended = false
    // Mending moves crossings to new vertices, which rounding may spoil again; it settles in a pass or two.
    while attempts < 4, try !engine.isValid(shape) {
      shape = Self.rounded(try engine.repaired(shape), grid)
      attempts += 1
      wasMended = true
    }
    if try !engine.isValid(shape) { shape = .empty }
    if shape.isEmpty, let first = column.vertices(ofFeature: feature).first {
      shape = Self.leastSquare(at: Point(x: column.x[first], y: column.y[first]), grid)
      enlarged += 1
    } else if wasMended {
      repaired += 1
    }
    shapes.append(shape)
  }

  /// The square of one step: a layer keeps one type of geometry.
  private static func leastSquare(at corner: Point, _ grid: CoordinateGrid) -> MultiPolygon {
    let west = grid.rounded(corner.x)
    let south = grid.rounded(corner.y)
    let east = grid.rounded(west + 1 / grid.stepsPerUnit)
    let north = grid.rounded(south + 1 / grid.stepsPerUnit)
    return MultiPolygon(shell: [
      Point(x: west, y: south), Point(x: east, y: south), Point(x: east, y: north),
      Point(x: west, y: north),
    ])
  }

  /// Rounds every vertex, drops repeated ones and rings that vanish, turns rings the right-hand way.
  private static func rounded(_ shape: MultiPolygon, _ grid: CoordinateGrid) -> MultiPolygon {
    var result = MultiPolygon.empty
    for polygon in 0..<shape.polygonCount {
      let rings = shape.rings(ofPolygon: polygon)
      for ring in rings {
        var points: [Point] = []
        for i in shape.vertices(ofRing: ring) {
          let point = Point(x: grid.rounded(shape.x[i]), y: grid.rounded(shape.y[i]))
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
