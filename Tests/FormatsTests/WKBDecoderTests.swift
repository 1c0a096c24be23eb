import Foundation
import Geometry
import Testing

@testable import Formats

/// Well-known binary made by hand, byte by byte, after OGC 06-103r4 and ISO 13249-3.
struct WKBBytes {
  var bytes: [UInt8] = []
  var isBigEndian = false

  mutating func append(_ value: UInt32) {
    withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) {
      bytes.append(contentsOf: $0)
    }
  }

  mutating func append(_ value: Double) {
    let bits = isBigEndian ? value.bitPattern.bigEndian : value.bitPattern.littleEndian
    withUnsafeBytes(of: bits) { bytes.append(contentsOf: $0) }
  }

  mutating func header(_ type: UInt32, srid: UInt32? = nil) {
    bytes.append(isBigEndian ? 0 : 1)
    append(type)
    if let srid { append(srid) }
  }

  /// A triangle at (`x`, 0) with `extra` ordinates behind each vertex.
  mutating func triangle(_ type: UInt32, at x: Double = 0, extra: Int, srid: UInt32? = nil) {
    header(type, srid: srid)
    append(1 as UInt32)
    append(4 as UInt32)
    for vertex in [(0.0, 0.0), (1, 0), (0, 1), (0, 0)] {
      append(x + vertex.0)
      append(vertex.1)
      for _ in 0..<extra { append(Double.nan) }
    }
  }

  /// Behind a GeoPackage header with an envelope of kind `envelope`.
  func geoPackage(envelope: UInt8, headerIsBigEndian: Bool = false, isEmpty: Bool = false)
    -> [UInt8]
  {
    let count = [0, 4, 6, 6, 8][Int(envelope)]
    var header = WKBBytes(isBigEndian: headerIsBigEndian)
    header.bytes = [
      0x47, 0x50, 0, envelope << 1 | (headerIsBigEndian ? 0 : 1) | (isEmpty ? 0x10 : 0),
    ]
    header.append(28992 as UInt32)
    for _ in 0..<count { header.append(-1.5) }
    return header.bytes + bytes
  }
}

@Suite struct WKBDecoderTests {
  func decode(_ bytes: [UInt8]) throws -> ShapeColumn {
    var shapes = ShapeColumn()
    _ = try bytes.withUnsafeBytes { try WKBDecoder.decodeGeoPackage($0, into: &shapes) }
    shapes.endFeature()
    return shapes
  }

  static let triangle = ShapeColumn([
    MultiPolygon(shell: [Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 0, y: 1)])
  ])

  static let twoTriangles: ShapeColumn = {
    var shape = MultiPolygon(shell: [Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 0, y: 1)])
    shape.append(MultiPolygon(shell: [Point(x: 5, y: 0), Point(x: 6, y: 0), Point(x: 5, y: 1)]))
    return ShapeColumn([shape])
  }()

  /// Type code, further ordinates, reference number in front of the counts.
  static let dialects: [(UInt32, Int, UInt32?)] = [
    (0, 0, nil), (1000, 1, nil), (2000, 1, nil), (3000, 2, nil), (0x8000_0000, 1, nil),
    (0x4000_0000, 1, nil), (0xC000_0000, 2, nil), (0x2000_0000, 0, 4326),
    (0xE000_0000, 2, 28992),
  ]

  @Test(arguments: dialects, [false, true])
  func readsEveryDialect(_ dialect: (UInt32, Int, UInt32?), isBigEndian: Bool) throws {
    let (code, extra, srid) = dialect
    var polygon = WKBBytes(isBigEndian: isBigEndian)
    polygon.triangle(code + 3, extra: extra, srid: srid)
    for envelope: UInt8 in 0...4 {
      for header in [false, true] {
        let bytes = polygon.geoPackage(envelope: envelope, headerIsBigEndian: header)
        #expect(try decode(bytes) == Self.triangle)
      }
    }
    for collection: UInt32 in [6, 7, 12, 15, 16] {
      var multi = WKBBytes(isBigEndian: isBigEndian)
      multi.header(code + collection, srid: srid)
      multi.append(2 as UInt32)
      multi.triangle(code + 3, extra: extra, srid: srid)
      // Members may have a byte order of their own.
      multi.isBigEndian.toggle()
      multi.triangle(code + 3, at: 5, extra: extra, srid: srid)
      #expect(try decode(multi.geoPackage(envelope: 1)) == Self.twoTriangles)
    }
  }

  @Test func nothingIsNoGeometry() throws {
    var polygon = WKBBytes()
    polygon.header(3)
    polygon.append(0 as UInt32)
    var empty = ShapeColumn()
    empty.endFeature()
    #expect(try decode([]) == empty)
    #expect(try decode(polygon.geoPackage(envelope: 0)) == empty)
    #expect(try decode(polygon.geoPackage(envelope: 0, isEmpty: true)) == empty)
    var point = WKBBytes()
    point.header(1)
    point.append(Double.nan)
    point.append(Double.nan)
    #expect(try decode(point.geoPackage(envelope: 0, isEmpty: true)) == empty)
  }

  @Test(arguments: [(1, "Point"), (2, "LineString"), (4, "MultiPoint")])
  func othersAreNoPolygons(type: Int, name: String) {
    var other = WKBBytes()
    other.header(UInt32(type))
    #expect(throws: GeometryFailure.notPolygon(name)) {
      try decode(other.geoPackage(envelope: 0))
    }
    var collection = WKBBytes()
    collection.header(7)
    collection.append(1 as UInt32)
    collection.header(UInt32(type))
    if type == 1 {
      collection.append(1.0)
      collection.append(2.0)
    } else {
      collection.append(0 as UInt32)
    }
    #expect(throws: GeometryFailure.notPolygon(name)) {
      try decode(collection.geoPackage(envelope: 0))
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func refusesWhatIsNoNumber(value: Double) {
    var polygon = WKBBytes()
    polygon.header(3)
    polygon.append(1 as UInt32)
    polygon.append(1 as UInt32)
    polygon.append(0.0)
    polygon.append(value)
    #expect(throws: GeometryFailure.notFinite) { try decode(polygon.geoPackage(envelope: 0)) }
  }

  /// Cut anywhere, or with any byte changed, it throws or decodes, and never more than it was given.
  @Test func survivesDamage() throws {
    var multi = WKBBytes()
    multi.header(6)
    multi.append(2 as UInt32)
    multi.triangle(3, extra: 0)
    multi.triangle(3, at: 5, extra: 0)
    let whole = multi.geoPackage(envelope: 1)
    for count in 1..<whole.count {
      #expect(throws: GeometryFailure.self) { try decode(Array(whole[..<count])) }
    }
    for index in whole.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var damaged = whole
        damaged[index] = value
        let shapes = try? decode(damaged)
        #expect(shapes.map { $0.x.count <= 12 } ?? true)
      }
    }
    var deep = WKBBytes()
    for _ in 0..<100_000 {
      deep.header(7)
      deep.append(1 as UInt32)
    }
    #expect(throws: GeometryFailure.self) { try decode(deep.geoPackage(envelope: 0)) }
    var many = WKBBytes()
    many.header(3)
    many.append(UInt32.max)
    many.append(UInt32.max)
    #expect(throws: GeometryFailure.self) { try decode(many.geoPackage(envelope: 0)) }
  }
}
