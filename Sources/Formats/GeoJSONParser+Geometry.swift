import Geometry

extension GeoJSONParser {
  /// Collections may hold collections; more than this is an attack on the stack.
  private static var deepest: Int { 32 }

  /// Trouble with a geometry whose text may still be good JSON.
  private enum Failure: Error {
    case syntax(JSONSyntaxError)
    case content(String)
  }

  /// Reads a geometry into the feature under construction.
  ///
  /// - Returns: Why there is no shape, where the text is good JSON and no polygon; the value is passed then.
  mutating func geometry() throws(JSONSyntaxError) -> String? {
    let start = scanner.position
    shapes.abandonFeature()
    hasUnclosedRing = false
    do throws(Failure) {
      other = nil
      let before = shapes.polygonEnds.count
      try polygons(depth: 0)
      if let other {
        guard shapes.polygonEnds.count > before else {
          throw .content("not a polygon: \(other)")
        }
        part.otherParts += 1
      }
      return nil
    } catch {
      if case .syntax(let error) = error { throw error }
      guard case .content(let reason) = error else { return nil }
      shapes.abandonFeature()
      scanner.position = start
      try scanner.skipValue()
      return reason
    }
  }

  private mutating func polygons(depth: Int) throws(Failure) {
    guard depth < Self.deepest else { throw .content("collections are nested too deep") }
    do throws(JSONSyntaxError) {
      if try scanner.peek() == UInt8(ascii: "n"), scanner.takeWord("null") { return }
    } catch { throw .syntax(error) }
    guard try peek() == UInt8(ascii: "{") else { throw .content("the geometry is no object") }
    scanner.position += 1
    var type: Kind?
    // Where the coordinates are, while the type is not known yet.
    var waiting: Int?
    var isRead = false
    var isFirst = true
    while let key = try nextKey(&isFirst) {
      let isCoordinates = scanner.text(key, is: "coordinates")
      if scanner.text(key, is: "type") {
        type = try kind()
      } else if isCoordinates || scanner.text(key, is: "geometries") {
        if let type, !isRead, type.isCollection != isCoordinates {
          try contents(type, depth: depth)
          isRead = true
        } else {
          _ = try peek()
          waiting = scanner.position
          try skip()
        }
      } else if depth == 0, scanner.text(key, is: "crs") {
        do throws(JSONSyntaxError) {
          if let stated = try statedCRS() { part.geometryCRS = part.geometryCRS ?? stated }
        } catch { throw .syntax(error) }
      } else {
        try skip()
      }
    }
    guard let type else { throw .content("the geometry has no type") }
    if isRead { return }
    guard let waiting else { throw .content("the geometry has no coordinates") }
    let end = scanner.position
    scanner.position = waiting
    try contents(type, depth: depth)
    scanner.position = end
  }

  private enum Kind {
    case polygon, multiPolygon, collection
    /// Points or lines.
    case other

    var isCollection: Bool { self == .collection }
  }

  private mutating func kind() throws(Failure) -> Kind {
    guard try peek() == UInt8(ascii: "\"") else { throw .content("the geometry has no type") }
    let text: JSONScanner.Text
    do throws(JSONSyntaxError) { text = try scanner.string() } catch { throw .syntax(error) }
    if scanner.text(text, is: "Polygon") { return .polygon }
    if scanner.text(text, is: "MultiPolygon") { return .multiPolygon }
    if scanner.text(text, is: "GeometryCollection") { return .collection }
    if Self.otherTypes.contains(scanner.decoded(text)) {
      other = other ?? scanner.decoded(text)
      return .other
    }
    throw .content("not a polygon: \(scanner.decoded(text))")
  }

  private static var otherTypes: Set<String> {
    ["Point", "MultiPoint", "LineString", "MultiLineString"]
  }

  private mutating func contents(_ kind: Kind, depth: Int) throws(Failure) {
    guard kind != .polygon else { return try polygon() }
    guard kind != .other else { return try skip() }
    try enterArray()
    var isFirst = true
    while try nextElement(&isFirst) {
      if kind == .collection { try polygons(depth: depth + 1) } else { try polygon() }
    }
  }

  private mutating func polygon() throws(Failure) {
    try enterArray()
    var isFirst = true
    while try nextElement(&isFirst) { try ring() }
    shapes.endPolygon()
  }

  private mutating func ring() throws(Failure) {
    try enterArray()
    vertices.removeAll(keepingCapacity: true)
    var isFirst = true
    while try nextElement(&isFirst) {
      if scanner.takePlainPosition(into: &vertices) { continue }
      try enterArray()
      let x = try coordinate()
      guard try peek() == UInt8(ascii: ",") else {
        throw .content("a position has less than two numbers")
      }
      scanner.position += 1
      let y = try coordinate()
      // Height and measure are passed over.
      while try peek() == UInt8(ascii: ",") {
        scanner.position += 1
        try skip()
      }
      guard try peek() == UInt8(ascii: "]") else { throw .syntax(scanner.error("']' expected")) }
      scanner.position += 1
      vertices.append(x)
      vertices.append(y)
    }
    vertices.withUnsafeBytes { bytes in
      _ = shapes.addVertices(littleEndian: bytes, count: bytes.count / 16, stride: 16)
    }
    if shapes.endRingTelling() { hasUnclosedRing = true }
  }

  private mutating func coordinate() throws(Failure) -> Double {
    switch try peek() {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
    default: throw .content("a coordinate is no number")
    }
    guard !scanner.takeNoNumber() else { throw .content(GeometryFailure.notFinite.reason) }
    let value: Double
    do throws(JSONSyntaxError) { value = try scanner.double() } catch { throw .syntax(error) }
    guard value.isFinite else { throw .content(GeometryFailure.notFinite.reason) }
    return value
  }

  // MARK: The scanner's moves with this file's error

  private mutating func peek() throws(Failure) -> UInt8 {
    do throws(JSONSyntaxError) { return try scanner.peek() } catch { throw .syntax(error) }
  }

  private mutating func skip() throws(Failure) {
    do throws(JSONSyntaxError) { try scanner.skipValue() } catch { throw .syntax(error) }
  }

  private mutating func nextKey(_ isFirst: inout Bool) throws(Failure) -> JSONScanner.Text? {
    do throws(JSONSyntaxError) { return try scanner.nextKey(&isFirst) } catch {
      throw .syntax(error)
    }
  }

  private mutating func nextElement(_ isFirst: inout Bool) throws(Failure) -> Bool {
    do throws(JSONSyntaxError) { return try scanner.nextElement(&isFirst) } catch {
      throw .syntax(error)
    }
  }

  private mutating func enterArray() throws(Failure) {
    guard try peek() == UInt8(ascii: "[") else {
      throw .content("the coordinates are not nested as the geometry's type wants")
    }
    scanner.position += 1
  }
}
