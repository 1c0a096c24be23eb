public import Geometry

/// The pieces of GeoJSON after RFC 7946: WGS 84, longitude first, at most seven decimals (about 1 cm).
///
/// A collection is ``appendHead(name:box:to:)``, features parted by `,\n`, ``tail``. Rings are written as
/// they are: give normalised shapes (shells counter-clockwise).
public enum GeoJSONText {
  /// Decimals of coordinates.
  public static let decimals = 7

  /// What ends a collection.
  public static let tail = "\n]}\n"

  /// Appends the start of a collection, up to its first feature; without a box when it is empty.
  ///
  /// `crs` names another system than WGS 84, as GeoJSON did before RFC 7946.
  public static func appendHead(
    name: String,
    box: Envelope,
    crs: String? = nil,
    to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: "{\"type\":\"FeatureCollection\",\"name\":".utf8)
    JSONText.append(quoted: name, to: &bytes)
    if let crs {
      bytes.append(contentsOf: ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":".utf8)
      JSONText.append(quoted: crs, to: &bytes)
      bytes.append(contentsOf: "}}".utf8)
    }
    if !box.isEmpty {
      bytes.append(contentsOf: ",\"bbox\":".utf8)
      append(box, to: &bytes)
    }
    bytes.append(contentsOf: ",\"features\":[\n".utf8)
  }

  /// The start of a collection, up to its first feature.
  public static func head(name: String, box: Envelope, crs: String? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    appendHead(name: name, box: box, crs: crs, to: &bytes)
    return bytes
  }

  /// Appends a feature up to its first property; `geometry` is its text, what follows is `"name":value,…}}`.
  public static func appendFeature(
    id: String,
    geometry: some Collection<UInt8>,
    to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: "{\"type\":\"Feature\",\"id\":".utf8)
    JSONText.append(quoted: id, to: &bytes)
    bytes.append(contentsOf: ",\"geometry\":".utf8)
    bytes.append(contentsOf: geometry)
    bytes.append(contentsOf: ",\"properties\":{".utf8)
  }

  /// Appends a box as `[west,south,east,north]`.
  public static func append(_ box: Envelope, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    append(box.minX, box.minY, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    append(box.maxX, box.maxY, to: &bytes)
    bytes.append(UInt8(ascii: "]"))
  }

  /// Appends a point.
  public static func append(_ point: Point, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"type\":\"Point\",\"coordinates\":[".utf8)
    append(point.x, point.y, to: &bytes)
    bytes.append(contentsOf: "]}".utf8)
  }

  /// Appends a line.
  public static func append(line: [Point], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"type\":\"LineString\",\"coordinates\":[".utf8)
    for (i, point) in line.enumerated() {
      bytes.append(contentsOf: (i == 0 ? "[" : ",[").utf8)
      append(point.x, point.y, to: &bytes)
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(contentsOf: "]}".utf8)
  }

  /// Appends the shape of a feature, or null when it has none.
  ///
  /// With `asMulti` one polygon is written as a `MultiPolygon` too, so that a layer has one type.
  public static func append(
    feature: Int,
    of shapes: ShapeColumn,
    asMulti: Bool,
    to bytes: inout [UInt8]
  ) {
    let polygons = shapes.polygons(ofFeature: feature)
    guard let first = polygons.first else { return bytes.append(contentsOf: "null".utf8) }
    precondition(asMulti || polygons.count == 1, "several polygons are no Polygon")
    bytes.append(contentsOf: (asMulti ? multiHead : simpleHead).utf8)
    for polygon in polygons {
      if polygon > first { bytes.append(UInt8(ascii: ",")) }
      append(polygon: polygon, of: shapes, to: &bytes)
    }
    bytes.append(contentsOf: (asMulti ? "]}" : "}").utf8)
  }

  // MARK: Inside

  private static let multiHead = "{\"type\":\"MultiPolygon\",\"coordinates\":["
  private static let simpleHead = "{\"type\":\"Polygon\",\"coordinates\":"

  private static func append(polygon: Int, of shapes: ShapeColumn, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    let rings = shapes.rings(ofPolygon: polygon)
    for ring in rings {
      bytes.append(contentsOf: (ring == rings.lowerBound ? "[" : ",[").utf8)
      let vertices = shapes.vertices(ofRing: ring)
      for i in vertices {
        bytes.append(contentsOf: (i == vertices.lowerBound ? "[" : ",[").utf8)
        append(shapes.x[i], shapes.y[i], to: &bytes)
        bytes.append(UInt8(ascii: "]"))
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func append(_ x: Double, _ y: Double, to bytes: inout [UInt8]) {
    FixedDecimal.append(x, decimals: decimals, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    FixedDecimal.append(y, decimals: decimals, to: &bytes)
  }
}
