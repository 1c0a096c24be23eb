import Foundation
import Geometry

/// One case of GEOS's own XML tests: two shapes and what is asked of them.
struct GEOSCase {
  var description: String
  var first: MultiPolygon?
  var second: MultiPolygon?
  /// Name, third argument and expected answer of each operation.
  var operations: [(name: String, argument: String, expected: String)]

  /// All cases of a file; a shape that is no polygon or multipolygon in WKT is nil.
  static func read(_ path: String) throws -> [GEOSCase] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.components(separatedBy: "<case>").dropFirst().map { part in
      GEOSCase(
        description: inside("desc", part) ?? "",
        first: inside("a", part).flatMap(shape),
        second: inside("b", part).flatMap(shape),
        operations: part.components(separatedBy: "<op ").dropFirst().map { operation in
          (
            attribute("name", operation), attribute("arg3", operation),
            (between(">", "</op>", operation) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
          )
        }
      )
    }
  }

  private static func inside(_ tag: String, _ text: String) -> String? {
    between("<\(tag)>", "</\(tag)>", text)
  }

  private static func attribute(_ name: String, _ text: String) -> String {
    between("\(name)=\"", "\"", text) ?? ""
  }

  private static func between(_ open: String, _ close: String, _ text: String) -> String? {
    guard let start = text.range(of: open),
      let end = text.range(of: close, range: start.upperBound..<text.endIndex)
    else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }

  /// A polygon or multipolygon of WKT, by counting its parentheses, or of hexadecimal WKB; nil for anything else.
  private static func shape(_ source: String) -> MultiPolygon? {
    let text = source.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
    if text.hasPrefix("00") || text.hasPrefix("01") {
      var binary = HexadecimalWKB(text)
      return binary.shape()
    }
    let isMulti = text.hasPrefix("MULTIPOLYGON")
    guard isMulti || text.hasPrefix("POLYGON"), !text.contains("EMPTY") else { return nil }
    let ringDepth = isMulti ? 3 : 2
    var shape = MultiPolygon.empty
    var depth = 0
    var numbers = ""
    for character in text {
      switch character {
      case "(": depth += 1
      case ")":
        if depth == ringDepth {
          shape.addRing(points(numbers))
          numbers = ""
        } else if depth == ringDepth - 1 {
          shape.endPolygon()
        }
        depth -= 1
      default: if depth == ringDepth { numbers.append(character) }
      }
    }
    return shape
  }

  private static func points(_ text: String) -> [Point] {
    text.split(separator: ",").compactMap { pair in
      let numbers = pair.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      return numbers.count >= 2 ? Point(x: numbers[0], y: numbers[1]) : nil
    }
  }
}

/// Polygons of well-known binary written in hexadecimal digits (OGC 06-103r4, 8.2); plane ones only.
private struct HexadecimalWKB {
  private var bytes: [UInt8] = []
  private var position = 0

  init(_ text: String) {
    let digits = text.compactMap { $0.hexDigitValue }
    for k in stride(from: 0, to: digits.count - 1, by: 2) {
      bytes.append(UInt8(digits[k] << 4 | digits[k + 1]))
    }
  }

  /// Nil for anything but a polygon or multipolygon, and for bytes that end too soon.
  mutating func shape() -> MultiPolygon? {
    var shape = MultiPolygon.empty
    guard let isBig = order(), let type = kind(isBig) else { return nil }
    if type == 3 { return polygon(isBig, &shape) ? shape : nil }
    guard type == 6, let count = whole(isBig) else { return nil }
    for _ in 0..<count {
      guard let isBig = order(), kind(isBig) == 3, polygon(isBig, &shape) else { return nil }
    }
    return shape
  }

  private mutating func polygon(_ isBig: Bool, _ shape: inout MultiPolygon) -> Bool {
    guard let rings = whole(isBig) else { return false }
    for _ in 0..<rings {
      guard let count = whole(isBig), Int(count) * 16 <= bytes.count - position else {
        return false
      }
      shape.addRing((0..<count).map { _ in Point(x: ordinate(isBig), y: ordinate(isBig)) })
    }
    shape.endPolygon()
    return true
  }

  /// The type of a geometry; the number of a coordinate system that PostGIS writes before it is passed over.
  private mutating func kind(_ isBig: Bool) -> UInt32? {
    guard let type = whole(isBig) else { return nil }
    if type & 0x2000_0000 != 0 { _ = whole(isBig) }
    return type & ~0x2000_0000
  }

  private mutating func order() -> Bool? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1] == 0
  }

  private mutating func whole(_ isBig: Bool) -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    return UInt32(truncatingIfNeeded: number(4, isBig))
  }

  private mutating func ordinate(_ isBig: Bool) -> Double { Double(bitPattern: number(8, isBig)) }

  private mutating func number(_ count: Int, _ isBig: Bool) -> UInt64 {
    let part = bytes[position..<(position + count)]
    position += count
    return (isBig ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
