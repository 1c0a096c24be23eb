import Geometry

/// Decodes polygons from well-known text straight into a ``ShapeColumn``.
///
/// OGC 06-103r4, 7: `POLYGON`, `MULTIPOLYGON` and collections of them, with `Z`, `M` or `ZM`, or with more
/// numbers a vertex and no word for it; the `SRID=…;` of PostGIS before it is passed over. The text is not
/// trusted: what does not fit is an error with its place.
struct WKTDecoder {
  private var rest: Substring.UTF8View
  private let length: Int

  /// Collections may hold collections; more than this is an attack on the stack.
  private static let deepest = 32

  private init(_ text: Substring) {
    rest = text.utf8
    length = rest.count
  }

  /// Whether a text begins as a geometry does, of whatever type.
  static func isGeometry(_ text: String) -> Bool {
    let word = body(of: text).prefix { $0.isLetter }.uppercased()
    return types.contains(word)
  }

  private static let types: Set<String> = [
    "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
    "GEOMETRYCOLLECTION", "CURVEPOLYGON", "MULTISURFACE",
  ]

  /// The text without blanks before it and without the number of a system.
  private static func body(of text: String) -> Substring {
    let text = text.drop { $0.isWhitespace }
    guard text.prefix(5).uppercased() == "SRID=", let end = text.firstIndex(of: ";") else {
      return text
    }
    return text[text.index(after: end)...]
  }

  /// Adds the polygons of a text to the feature under construction, which the caller ends.
  ///
  /// After a throw the caller abandons the feature.
  /// - Returns: Whether a ring did not end where it began; it is closed here.
  @discardableResult
  static func decode(
    _ text: String,
    into shapes: inout ShapeColumn
  ) throws(GeometryFailure) -> Bool {
    var decoder = WKTDecoder(body(of: text))
    let isUnclosed = try decoder.geometry(into: &shapes, depth: 0)
    decoder.skipBlanks()
    guard decoder.rest.isEmpty else { throw decoder.failure("text follows the geometry") }
    return isUnclosed
  }

  private mutating func geometry(
    into shapes: inout ShapeColumn,
    depth: Int
  ) throws(GeometryFailure) -> Bool {
    let type = word()
    guard depth < Self.deepest else {
      throw GeometryFailure(reason: "collections are nested too deep")
    }
    let suffix = word()
    if suffix == "EMPTY" { return false }
    if ["Z", "M", "ZM"].contains(suffix) {
      if takeWord("EMPTY") { return false }
    } else if !suffix.isEmpty {
      throw failure("'\(suffix.prefix(20))' is not expected")
    }
    // PostGIS writes the word for the dimension without a blank before it.
    let plain = ["ZM", "Z", "M"].first { type.hasSuffix($0) && !Self.types.contains(type) }
      .map { String(type.dropLast($0.count)) }
    switch plain ?? type {
    case "POLYGON": return try polygon(into: &shapes)
    case "MULTIPOLYGON":
      return try list { (decoder) throws(GeometryFailure) in
        decoder.takeWord("EMPTY") ? false : try decoder.polygon(into: &shapes)
      }
    case "GEOMETRYCOLLECTION":
      return try list { (decoder) throws(GeometryFailure) in
        try decoder.geometry(into: &shapes, depth: depth + 1)
      }
    case "": throw failure("a type of geometry is expected")
    default: throw .notPolygon(String(type.prefix(40)))
    }
  }

  private mutating func polygon(
    into shapes: inout ShapeColumn
  ) throws(GeometryFailure) -> Bool {
    let isUnclosed = try list { (decoder) throws(GeometryFailure) in
      _ = try decoder.list { (decoder) throws(GeometryFailure) in
        let x = try decoder.number()
        let y = try decoder.number()
        while let byte = decoder.next(), byte != UInt8(ascii: ","), byte != UInt8(ascii: ")") {
          _ = try decoder.number()
        }
        shapes.addVertex(x: x, y: y)
        return false
      }
      return shapes.endRingTelling()
    }
    shapes.endPolygon()
    return isUnclosed
  }

  /// Elements in parentheses, parted by commas; whether `element` was true of one.
  private mutating func list(
    _ element: (inout WKTDecoder) throws(GeometryFailure) -> Bool
  ) throws(GeometryFailure) -> Bool {
    guard take(UInt8(ascii: "(")) else { throw failure("'(' is expected") }
    var result = false
    repeat {
      if try element(&self) { result = true }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: ")")) else { throw failure("')' is expected") }
    return result
  }

  private mutating func number() throws(GeometryFailure) -> Double {
    skipBlanks()
    let digits = rest.prefix { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    guard let value = Double(Substring(digits)) else { throw failure("a number is expected") }
    guard value.isFinite else { throw .notFinite }
    rest = rest.dropFirst(digits.count)
    return value
  }

  /// The next letters, in capitals; empty when something else stands there.
  private mutating func word() -> String {
    skipBlanks()
    let letters = rest.prefix {
      ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
    }
    rest = rest.dropFirst(letters.count)
    return String(Substring(letters)).uppercased()
  }

  private mutating func takeWord(_ wanted: String) -> Bool {
    let before = rest
    if word() == wanted { return true }
    rest = before
    return false
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next() == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func next() -> UInt8? {
    skipBlanks()
    return rest.first
  }

  private mutating func skipBlanks() {
    rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  private func failure(_ reason: String) -> GeometryFailure {
    GeometryFailure(reason: "WKT, character \(length - rest.count + 1): \(reason)")
  }
}
