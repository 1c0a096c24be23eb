import Geometry

/// The geometries of a layer as GeoJSON, written once and used by every product that shows them.
struct GeometryText: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ web: WebShapes) {
    // About 25 bytes a vertex.
    bytes.reserveCapacity(web.shapes.x.count * 25 + web.shapes.count * 50)
    ends.reserveCapacity(web.shapes.count)
    // One type a layer: readers that look at the first feature only then know them all.
    let isMulti = (0..<web.shapes.count).contains { web.shapes.polygons(ofFeature: $0).count > 1 }
    for feature in 0..<web.shapes.count {
      Self.append(feature, of: web, isMulti, to: &bytes)
      ends.append(bytes.count)
    }
  }

  /// The text of one feature's geometry.
  subscript(feature: Int) -> ArraySlice<UInt8> {
    bytes[(feature == 0 ? 0 : ends[feature - 1])..<ends[feature]]
  }

  private static func append(
    _ feature: Int,
    of web: WebShapes,
    _ isMulti: Bool,
    to bytes: inout [UInt8]
  ) {
    if let point = web.points[feature] {
      bytes.append(contentsOf: "{\"type\":\"Point\",\"coordinates\":[".utf8)
      GeoJSONWriter.append(degrees: point.x, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      GeoJSONWriter.append(degrees: point.y, to: &bytes)
      bytes.append(contentsOf: "]}".utf8)
      return
    }
    let polygons = web.shapes.polygons(ofFeature: feature)
    guard let first = polygons.first else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    if !isMulti {
      bytes.append(contentsOf: "{\"type\":\"Polygon\",\"coordinates\":".utf8)
      appendPolygon(first, of: web.shapes, to: &bytes)
    } else {
      bytes.append(contentsOf: "{\"type\":\"MultiPolygon\",\"coordinates\":[".utf8)
      for polygon in polygons {
        if polygon > first { bytes.append(UInt8(ascii: ",")) }
        appendPolygon(polygon, of: web.shapes, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func appendPolygon(
    _ polygon: Int,
    of shapes: ShapeColumn,
    to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "["))
    let rings = shapes.rings(ofPolygon: polygon)
    for ring in rings {
      bytes.append(contentsOf: (ring == rings.lowerBound ? "[" : ",[").utf8)
      let vertices = shapes.vertices(ofRing: ring)
      for i in vertices {
        bytes.append(contentsOf: (i == vertices.lowerBound ? "[" : ",[").utf8)
        GeoJSONWriter.append(degrees: shapes.x[i], to: &bytes)
        bytes.append(UInt8(ascii: ","))
        GeoJSONWriter.append(degrees: shapes.y[i], to: &bytes)
        bytes.append(UInt8(ascii: "]"))
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
