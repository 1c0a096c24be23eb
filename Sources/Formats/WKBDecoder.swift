import Geometry

/// Why a geometry could not be decoded, in words for people.
struct GeometryFailure: Error, Equatable {
  var reason: String
  /// Whether it is sound and merely of a type that is no polygon.
  var isOtherType = false

  static func notPolygon(_ type: String) -> GeometryFailure {
    GeometryFailure(reason: "not a polygon: \(type)", isOtherType: true)
  }

  static let notFinite = GeometryFailure(reason: "a coordinate is not a finite number")
}

/// What was done to a geometry to make polygons of it.
struct GeometryRemarks: OptionSet {
  let rawValue: UInt8

  /// A ring did not end where it began; it was closed.
  static let unclosedRing = GeometryRemarks(rawValue: 1)
  /// Arcs became chords.
  static let arcs = GeometryRemarks(rawValue: 2)
  /// Points or lines beside polygons were left out.
  static let otherParts = GeometryRemarks(rawValue: 4)
}

/// Decodes polygons from GeoPackage binary straight into a ``ShapeColumn``.
///
/// GeoPackage header: OGC 12-128r17, 2.1.3. WKB: OGC 06-103r4, 8.2 with ISO 13249-3 type numbers (1000 for Z,
/// 2000 for M, 3000 for both) and the flags of PostGIS's EWKB; z and m are skipped. Arcs become chords (``Arc``); of
/// a collection the polygons are taken, if there are any. The bytes are not trusted: every read is checked against
/// the end, and a count is believed only as far as bytes follow.
struct WKBDecoder {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var remarks: GeometryRemarks = []
  /// The lines met; nil where a line is no geometry one can use.
  private var lines: [[Point]]?

  /// Collections may hold collections; more than this is an attack on the stack.
  private static let deepest = 32

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Adds the polygons of a GeoPackage geometry to the feature under construction, which the caller ends.
  ///
  /// No bytes, or a geometry flagged empty, add nothing. After a throw the caller abandons the feature.
  @discardableResult
  static func decodeGeoPackage(
    _ bytes: UnsafeRawBufferPointer,
    into shapes: inout ShapeColumn
  ) throws(GeometryFailure) -> GeometryRemarks {
    var noLines: [[Point]]?
    return try decodeGeoPackage(bytes, into: &shapes, lines: &noLines)
  }

  /// As ``decodeGeoPackage(_:into:)``; lines are added to `lines` unless that is nil.
  static func decodeGeoPackage(
    _ bytes: UnsafeRawBufferPointer,
    into shapes: inout ShapeColumn,
    lines: inout [[Point]]?
  ) throws(GeometryFailure) -> GeometryRemarks {
    guard !bytes.isEmpty else { return [] }
    guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else {
      throw GeometryFailure(reason: "the geometry has no GeoPackage header")
    }
    let flags = bytes[3]
    guard flags & 0x20 == 0 else {
      throw GeometryFailure(reason: "the geometry is of an extended type")
    }
    guard let box = boxLength(flags) else {
      throw GeometryFailure(reason: "the geometry's header is damaged")
    }
    if flags & 0x10 != 0 { return [] }
    var decoder = WKBDecoder(bytes)
    decoder.position = 8 + box
    decoder.lines = lines
    try decoder.geometry(into: &shapes, depth: 0)
    lines = decoder.lines
    guard decoder.position == bytes.count else {
      throw GeometryFailure(reason: "bytes follow the end of the geometry")
    }
    return decoder.remarks
  }

  /// Bytes of the box in a GeoPackage header with these flags (OGC 12-128r17, 2.1.3); nil when it is of no known kind.
  @inline(__always)
  static func boxLength(_ flags: UInt8) -> Int? {
    switch flags >> 1 & 7 {
    case 0: 0
    case 1: 32
    case 2, 3: 48
    case 4: 64
    default: nil
    }
  }

  private struct Header {
    var isBigEndian: Bool
    var type: UInt32
    /// Bytes of a vertex.
    var stride: Int
  }

  @inline(__always)
  private mutating func header() throws(GeometryFailure) -> Header {
    // Nearly all are little-endian and have two ordinates.
    if bytes.count - position >= 5, bytes[position] == 1 {
      let code = bytes.loadUnaligned(fromByteOffset: position + 1, as: UInt32.self)
      if UInt32(littleEndian: code) < 1000 {
        position += 5
        return Header(isBigEndian: false, type: UInt32(littleEndian: code), stride: 16)
      }
    }
    return try anyHeader()
  }

  private mutating func anyHeader() throws(GeometryFailure) -> Header {
    guard position < bytes.count, bytes[position] <= 1 else { throw truncated }
    let isBigEndian = bytes[position] == 0
    position += 1
    var code = try count(isBigEndian)
    var ordinates = 2
    if code & 0x8000_0000 != 0 { ordinates += 1 }
    if code & 0x4000_0000 != 0 { ordinates += 1 }
    if code & 0x2000_0000 != 0 { _ = try count(isBigEndian) }
    code &= 0x1FFF_FFFF
    switch code / 1000 {
    case 0: break
    case 1, 2: ordinates = 3
    case 3: ordinates = 4
    default: throw GeometryFailure(reason: "unknown geometry type \(code)")
    }
    return Header(isBigEndian: isBigEndian, type: code % 1000, stride: ordinates * 8)
  }

  private mutating func geometry(
    into shapes: inout ShapeColumn,
    depth: Int
  ) throws(GeometryFailure) {
    let header = try header()
    switch header.type {
    case 3, 17: try polygon(header, into: &shapes)
    case 10: try curvedPolygon(header, into: &shapes, depth: depth)
    case 2 where lines != nil:
      let line = try line(header)
      lines?.append(line)
    case 5 where lines != nil:
      guard depth < Self.deepest else {
        throw GeometryFailure(reason: "collections are nested too deep")
      }
      let members = try count(header.isBigEndian)
      for _ in 0..<members { try geometry(into: &shapes, depth: depth + 1) }
    case 7 where lines == nil: try collection(header, into: &shapes, depth: depth)
    // MultiPolygon, GeometryCollection, MultiSurface, PolyhedralSurface, TIN: their members are geometries.
    case 6, 7, 12, 15, 16:
      guard depth < Self.deepest else {
        throw GeometryFailure(reason: "collections are nested too deep")
      }
      let members = try count(header.isBigEndian)
      for _ in 0..<members { try geometry(into: &shapes, depth: depth + 1) }
    default: throw .notPolygon(Self.name(of: header.type))
    }
  }

  private mutating func polygon(
    _ header: Header,
    into shapes: inout ShapeColumn
  ) throws(GeometryFailure) {
    let rings = try count(header.isBigEndian)
    for _ in 0..<rings {
      let vertices = Int(try count(header.isBigEndian))
      guard vertices <= (bytes.count - position) / header.stride else { throw truncated }
      if header.isBigEndian {
        for _ in 0..<vertices {
          let x = ordinate(at: position)
          let y = ordinate(at: position + 8)
          position += header.stride
          // x - x is 0 for finite numbers only.
          guard x - x == 0, y - y == 0 else { throw .notFinite }
          shapes.addVertex(x: x, y: y)
        }
      } else {
        let ring = UnsafeRawBufferPointer(
          rebasing: bytes[position..<(position + vertices * header.stride)]
        )
        guard shapes.addVertices(littleEndian: ring, count: vertices, stride: header.stride) else {
          throw .notFinite
        }
        position += ring.count
      }
      if shapes.endRingTelling() { remarks.insert(.unclosedRing) }
    }
    shapes.endPolygon()
  }

  /// The polygons of a collection; it is no polygon when there are none but something else.
  private mutating func collection(
    _ header: Header,
    into shapes: inout ShapeColumn,
    depth: Int
  ) throws(GeometryFailure) {
    guard depth < Self.deepest else {
      throw GeometryFailure(reason: "collections are nested too deep")
    }
    let before = shapes.polygonEnds.count
    var other: String?
    for _ in 0..<(try count(header.isBigEndian)) {
      let start = position
      let member = try self.header()
      if let rest = try lengthOfOther(member, depth: depth) {
        guard rest <= bytes.count - position else { throw truncated }
        position += rest
        other = other ?? Self.name(of: member.type)
      } else {
        position = start
        try geometry(into: &shapes, depth: depth + 1)
      }
    }
    guard let other else { return }
    guard shapes.polygonEnds.count > before else { throw .notPolygon(other) }
    remarks.insert(.otherParts)
  }

  /// The bytes of a point, of a line or of several of them behind their header; nil for any other geometry.
  private mutating func lengthOfOther(
    _ header: Header,
    depth: Int
  ) throws(GeometryFailure) -> Int? {
    switch header.type {
    case 1: return header.stride
    case 2, 8:
      let start = position
      defer { position = start }
      let vertices = Int(try count(header.isBigEndian))
      guard vertices <= (bytes.count - position) / header.stride else { throw truncated }
      return 4 + vertices * header.stride
    case 4, 5, 9, 11:
      guard depth < Self.deepest else {
        throw GeometryFailure(reason: "collections are nested too deep")
      }
      let start = position
      defer { position = start }
      for _ in 0..<(try count(header.isBigEndian)) {
        let member = try self.header()
        guard let rest = try lengthOfOther(member, depth: depth + 1),
          rest <= bytes.count - position
        else { throw truncated }
        position += rest
      }
      return position - start
    default: return nil
    }
  }

  /// A polygon whose rings are lines, runs of arcs, or both one after the other.
  private mutating func curvedPolygon(
    _ header: Header,
    into shapes: inout ShapeColumn,
    depth: Int
  ) throws(GeometryFailure) {
    for _ in 0..<(try count(header.isBigEndian)) {
      let ring = try curve(try self.header(), isPart: false)
      for point in ring { shapes.addVertex(x: point.x, y: point.y) }
      if shapes.endRingTelling() { remarks.insert(.unclosedRing) }
    }
    shapes.endPolygon()
  }

  private mutating func curve(_ header: Header, isPart: Bool) throws(GeometryFailure) -> [Point] {
    switch header.type {
    case 2: return try line(header)
    case 8:
      remarks.insert(.arcs)
      return Arc.chords(of: try line(header))
    case 9 where !isPart:
      var points: [Point] = []
      for _ in 0..<(try count(header.isBigEndian)) {
        let part = try curve(try self.header(), isPart: true)
        // A part begins where the one before it ended.
        points += points.last == part.first ? Array(part.dropFirst()) : part
      }
      return points
    default: throw .notPolygon("CurvePolygon of \(Self.name(of: header.type))")
    }
  }

  private mutating func line(_ header: Header) throws(GeometryFailure) -> [Point] {
    let vertices = Int(try count(header.isBigEndian))
    guard vertices <= (bytes.count - position) / header.stride else { throw truncated }
    var points: [Point] = []
    points.reserveCapacity(vertices)
    for _ in 0..<vertices {
      let bits = [0, 8].map {
        bytes.loadUnaligned(fromByteOffset: position + $0, as: UInt64.self)
      }
      let values = bits.map {
        Double(bitPattern: header.isBigEndian ? UInt64(bigEndian: $0) : UInt64(littleEndian: $0))
      }
      let (x, y) = (values[0], values[1])
      position += header.stride
      guard x - x == 0, y - y == 0 else { throw .notFinite }
      points.append(Point(x: x, y: y))
    }
    return points
  }

  /// A big-endian double.
  private func ordinate(at offset: Int) -> Double {
    let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: UInt64(bigEndian: bits))
  }

  @inline(__always)
  private mutating func count(_ isBigEndian: Bool) throws(GeometryFailure) -> UInt32 {
    guard bytes.count - position >= 4 else { throw truncated }
    let value = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
    position += 4
    return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
  }

  private var truncated: GeometryFailure {
    GeometryFailure(reason: "the geometry is damaged at byte \(position)")
  }

  private static func name(of type: UInt32) -> String {
    let names: [UInt32: String] = [
      1: "Point", 2: "LineString", 4: "MultiPoint", 5: "MultiLineString", 8: "CircularString",
      9: "CompoundCurve", 10: "CurvePolygon", 11: "MultiCurve", 13: "Curve", 14: "Surface",
    ]
    return names[type] ?? "geometry type \(type)"
  }
}

extension ShapeColumn {
  /// Ends the ring under construction, closing it if its ends differ.
  ///
  /// - Returns: Whether it had to be closed.
  mutating func endRingTelling() -> Bool {
    let count = x.count
    endRing()
    return x.count > count
  }
}
