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

  /// A polygon or multipolygon of WKT, by counting its parentheses; nil for anything else.
  private static func shape(_ wkt: String) -> MultiPolygon? {
    let text = wkt.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
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
