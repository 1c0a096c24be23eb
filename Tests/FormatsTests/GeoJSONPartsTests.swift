import Foundation
import Geometry
import TestSupport
import Testing
import Workers

@testable import Formats

/// A text read in parts is read as in one pass, wherever the parts are cut.
@Suite struct GeoJSONPartsTests {
  private static let lengths = [1, 7, 40, 64, 100, 333, 1000]

  private func read(_ text: String, part: Int) -> Result<[FeatureTable], FormatError> {
    Result { () throws(FormatError) in
      try GeoJSONReader.read(
        Data(text.utf8),
        file: "town.geojson",
        workers: Workers(count: 3),
        partBytes: part
      )
    }
  }

  private func expectSameInParts(_ text: String, _ comment: String) throws {
    let whole = read(text, part: text.utf8.count + 1)
    for part in Self.lengths {
      switch (whole, read(text, part: part)) {
      case (.success(let one), .success(let many)):
        let (a, b) = (try #require(one.first), try #require(many.first))
        #expect(a.shapes == b.shapes, "\(comment), parts of \(part)")
        #expect(a.columns == b.columns, "\(comment), parts of \(part)")
        #expect(a.rows == b.rows, "\(comment), parts of \(part)")
        #expect(a.rejects == b.rejects, "\(comment), parts of \(part)")
        #expect(a.flaws == b.flaws, "\(comment), parts of \(part)")
        #expect(a.notes == b.notes, "\(comment), parts of \(part)")
        #expect(a.name == b.name && a.crs == b.crs, "\(comment), parts of \(part)")
      case (.failure(let one), .failure(let many)):
        #expect(one == many, "\(comment), parts of \(part)")
      default:
        Issue.record("\(comment): read in one way only, parts of \(part)")
      }
    }
  }

  /// Features of every sort, some bad, with texts that look like the beginning of a feature.
  private func features(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let x = Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1000
      let ring = "[[\(x),0],[\(x + 1),0],[\(x),1],[\(x),0]]"
      let open = "[[\(x),0],[\(x + 1), 0.5e1],[ \(x) ,1, 17.5]]"
      let polygon = "{\"type\":\"Polygon\",\"coordinates\":[\(ring)]}"
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}"
      case 1:
        return "{\"type\":\"Feature\",\"properties\":{\"a\":1,\"a\":2},\"geometry\":\(polygon)}"
      case 2:
        return "{\"type\":\"Feature\",\"id\":\(number),\"properties\":{\"b\":\"},{\\\"type\\\":\"},"
          + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"
      case 3:
        return "{\"type\":\"Feature\",\"properties\":{\"list\":[1,{\"type\":\"Feature\",\"x\":[]},"
          + "{\"type\":\"Feature\"}]},\"geometry\":{\"type\":\"GeometryCollection\",\"geometries\":"
          + "[\(polygon),{\"type\":\"Polygon\",\"coordinates\":[\(open)]}]}}"
      case 4: return "17"
      case 5:
        return
          "{\"geometry\":{\"coordinates\":[\(ring)],\"type\":\"Polygon\"},\"type\":\"Feature\"}"
      case 6: return "{\"type\":\"Other\"}"
      default:
        return "{\"type\":\"Feature\",\"properties\":{\"cad_number\":\"90:25:010101:\(number)\","
          + "\"use\":\"Жилой дом\",\"area\":\(number)},\"geometry\":\(polygon)}"
      }
    }
  }

  @Test(arguments: 0..<6) func collectionsAreTheSameInParts(seed: UInt64) throws {
    let features = features(60, seed: seed)
    for separator in [",", " ,\n", ",\r\n\t"] {
      let body = features.joined(separator: separator)
      try expectSameInParts("{\"type\":\"FeatureCollection\",\"features\":[\(body)]}", "collection")
      try expectSameInParts("{\"features\":[ \(body) ],\"name\":\"x\",\"crs\":null}", "crs behind")
      try expectSameInParts("[\(body)]", "array")
      try expectSameInParts("[\(body),]", "comma at the end")
      try expectSameInParts("[\(body)] 1", "text behind")
      try expectSameInParts("[\(body)", "cut short")
      try expectSameInParts(String("[\(body)]".prefix(1500)), "cut somewhere")
    }
    try expectSameInParts("[]", "nothing")
    try expectSameInParts("[\(String(repeating: " ", count: 500))]", "blanks")
  }

  @Test(arguments: 0..<4) func sequencesAreTheSameInParts(seed: UInt64) throws {
    var lines = features(60, seed: seed)
    lines[0] = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}"
    lines.insert("{broken", at: 20)
    lines.insert("", at: 30)
    lines.insert(lines[5] + lines[5], at: 40)
    try expectSameInParts(lines.joined(separator: "\n"), "lines")
    try expectSameInParts(lines.joined(separator: "\r\n") + "\r\n", "lines of Windows")
    try expectSameInParts(lines.map { "\u{1E}\($0)\n" }.joined(), "records")
    try expectSameInParts(lines.map { "\u{1E}\n\($0)\n\n" }.joined(), "records over lines")
  }

  @Test func rowsOfALaterPartCountOn() throws {
    let features = (1...50).map {
      "{\"type\":\"Feature\",\"properties\":{\"n\":\($0)},\"geometry\":null}"
    }
    let table = try #require(try read("[\(features.joined(separator: ","))]", part: 64).get().first)
    #expect(table.rows == Array(1...50))
    #expect(table.column("n")?.values == (1...50).map { .integer($0) })
  }

  @Test func aRepeatedPropertyIsTold() throws {
    let text = "{\"type\":\"Feature\",\"properties\":{\"a\":1,\"a\":2},\"geometry\":null}"
    let table = try #require(try read(text, part: 1000).get().first)
    #expect(table.column("a")?.values == [.integer(2)])
    #expect(table.notes.map(\.english).joined().contains("\"a\" stands twice in a record (1)"))
  }

  @Test func textOfRussianWindowsIsReadAndTold() throws {
    let text = "[{\"type\":\"Feature\",\"properties\":{\"use\":\"Жилой дом\"},\"geometry\":null}]"
    let data = try #require(text.data(using: .windowsCP1251))
    let table = try #require(try GeoJSONReader.read(data, file: "a.geojson").first)
    #expect(table.column("use")?.values == [.text("Жилой дом")])
    #expect(table.encoding == "CP1251")
    #expect(table.notes.map(\.english).joined().contains("CP1251"))
    let stated = try #require(
      try GeoJSONReader.read(data, file: "a.geojson", encoding: "windows-1251").first
    )
    #expect(stated.column("use")?.values == [.text("Жилой дом")])
    #expect(stated.notes.isEmpty)
  }

  @Test func damagedUTF8IsKeptAndTold() throws {
    var data = Data("[{\"properties\":{\"use\":\"Жилой дом, сад и огород".utf8)
    data += Data([0xD0, 0x20]) + Data("\"},\"geometry\":null}]".utf8)
    let table = try #require(try GeoJSONReader.read(data, file: "a.geojson").first)
    #expect(table.column("use")?.values == [.text("Жилой дом, сад и огород\u{FFFD} ")])
    #expect(table.notes.map(\.english).joined().contains("not UTF-8"))
  }

  @Test func textInTwoBytesALetterIsRead() throws {
    let text = "[{\"type\":\"Feature\",\"properties\":{\"use\":\"сад\"},\"geometry\":null}]"
    let data = try #require(("\u{FEFF}" + text).data(using: .utf16LittleEndian))
    let table = try #require(try GeoJSONReader.read(data, file: "a.geojson").first)
    #expect(table.column("use")?.values == [.text("сад")])
    #expect(table.encoding == "UTF-16")
  }
}
