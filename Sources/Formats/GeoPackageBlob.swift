import Geometry

/// Builds the bytes of one GeoPackage geometry: header with a box, then WKB, all little-endian.
///
/// OGC 12-128r17, 2.1.3; OGC 06-103r4, 8.2. The buffer is used again for each feature.
struct GeoPackageBlob {
  private(set) var bytes: [UInt8] = []

  /// Magic `GP`, version 0, flags 3 (little-endian, box of x and y), system, box.
  private mutating func begin(srsID: Int32, box: Envelope) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: [0x47, 0x50, 0x00, 0x03])
    append(UInt32(bitPattern: srsID))
    for side in [box.minX, box.maxX, box.minY, box.maxY] { append(side) }
  }

  mutating func setPolygons(of feature: Int, in shapes: ShapeColumn, srsID: Int32) {
    begin(srsID: srsID, box: shapes.boxes[feature])
    let polygons = shapes.polygons(ofFeature: feature)
    appendType(6)
    append(UInt32(polygons.count))
    for polygon in polygons {
      let rings = shapes.rings(ofPolygon: polygon)
      appendType(3)
      append(UInt32(rings.count))
      for ring in rings {
        let vertices = shapes.vertices(ofRing: ring)
        append(UInt32(vertices.count))
        for i in vertices {
          append(shapes.x[i])
          append(shapes.y[i])
        }
      }
    }
  }

  mutating func setPoint(_ point: Point, srsID: Int32) {
    begin(srsID: srsID, box: Envelope(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y))
    appendType(1)
    append(point.x)
    append(point.y)
  }

  mutating func setLine(_ line: [Point], box: Envelope, srsID: Int32) {
    begin(srsID: srsID, box: box)
    appendType(2)
    append(UInt32(line.count))
    for point in line {
      append(point.x)
      append(point.y)
    }
  }

  private mutating func appendType(_ type: UInt32) {
    bytes.append(1)
    append(type)
  }

  private mutating func append(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
