import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct GeoJSONReaderTests {
  static let triangle = MultiPolygon(shell: [
    Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 0, y: 1),
  ])
  static let ring = "[[0,0],[1,0],[0,1],[0,0]]"

  func read(_ text: String) throws -> FeatureTable {
    try #require(try GeoJSONReader.read(Data(text.utf8), file: "dir/town.geojson").first)
  }

  func feature(_ geometry: String, _ properties: String = "{}") -> String {
    "{\"type\":\"Feature\",\"properties\":\(properties),\"geometry\":\(geometry)}"
  }

  func polygon(_ coordinates: String) -> String {
    "{\"type\":\"Polygon\",\"coordinates\":\(coordinates)}"
  }

  @Test func readsEveryDocumentType() throws {
    let one = feature(polygon("[\(Self.ring)]"), "{\"a\":1}")
    for text in [
      one, "{\"type\":\"FeatureCollection\",\"features\":[\(one)]}", "[\(one)]",
      "\u{FEFF} \n\(one)\n ", polygon("[\(Self.ring)]"), "[\(polygon("[\(Self.ring)]"))]",
      "{\"features\":[\(one)],\"type\":\"FeatureCollection\",\"geometry\":null}",
      "\u{1E}\(one)\n", "\u{1E}\(one)",
    ] {
      let table = try read(text)
      #expect(table.name == "town")
      #expect(table.count == 1, "\(text)")
      #expect(table.shapes[0] == Self.triangle)
      #expect(table.rows == [1])
      #expect(table.rejects.isEmpty)
      #expect(table.crs == .definition("EPSG:4326"))
      if text.contains("\"a\"") { #expect(table.column("a")?.values == [.integer(1)]) }
    }
    let empty = try read("{\"type\":\"FeatureCollection\",\"features\":[]}")
    #expect(empty.count == 0)
    #expect(empty.columns.isEmpty)
  }

  @Test func membersComeInAnyOrder() throws {
    let text = """
      { "geometry" : { "bbox":[0,0,1,1] , "coordinates" : [ \(Self.ring) ] , "type" : "Polygon" },
        "foreign" : {"type":[{}],"features":[1]}, "id" : "x-1",
        "properties" : { "a" : true }, "type" : "Feature" }
      """
    let table = try read(text)
    #expect(table.shapes[0] == Self.triangle)
    #expect(table.columns.map(\.name) == ["id", "a"])
    #expect(table.columns[0].values == [.text("x-1")])
  }

  @Test func readsPolygonsOfEveryKind() throws {
    let hole = "[[1,1],[1,2],[2,2],[2,1],[1,1]]"
    let shell = "[[0,0],[4,0],[4,4],[0,4],[0,0]]"
    let beside = "[[6,0],[7,0],[7,1],[6,1],[6,0]]"
    let multi = "[[\(shell),\(hole)],[\(beside)]]"
    for geometry in [
      "{\"type\":\"MultiPolygon\",\"coordinates\":\(multi)}",
      "{\"coordinates\":\(multi),\"type\":\"MultiPolygon\"}",
      """
      {"type":"GeometryCollection","geometries":[\(polygon("[\(shell),\(hole)]")),
      {"geometries":[\(polygon("[\(beside)]"))],"type":"GeometryCollection"}]}
      """,
    ] {
      let table = try read(feature(geometry))
      #expect(table.rejects.isEmpty)
      #expect(table.shapes[0] == courtyard(0, 0))
    }
    let high = "[[[0,0,5],[1,0,5.5,7],[0,1,null],[0,0,5]]]"
    #expect(try read(feature(polygon(high))).shapes[0] == Self.triangle)
  }

  @Test func aRingThatIsNotClosedIsClosedAndTold() throws {
    let open = feature(polygon("[[[0,0],[1,0],[0,1]]]"))
    let sound = feature(polygon("[\(Self.ring)]"))
    let bad = feature(polygon("[[[0,0],[1,0],[0,1]],[[0,\"\"]]]"))
    let none = "{\"type\":\"Feature\",\"properties\":{}}"
    let all = [sound, open, bad, none, sound, open].joined(separator: ",")
    let table = try read("{\"type\":\"FeatureCollection\",\"features\":[\(all)]}")
    #expect(table.rejects.map(\.row) == [3])
    #expect(table.rows == [1, 2, 4, 5, 6])
    #expect(
      table.flaws == [
        ReadFlaw(record: 1, kind: .unclosedRing), ReadFlaw(record: 4, kind: .unclosedRing),
      ]
    )
    #expect(table.shapes[1] == Self.triangle)
  }

  @Test func nothingIsNoGeometry() throws {
    for geometry in ["null", polygon("[]"), "{\"type\":\"GeometryCollection\",\"geometries\":[]}"] {
      let table = try read(feature(geometry))
      #expect(table.count == 1)
      #expect(!table.shapes.hasGeometry(0))
    }
    #expect(try read("{\"type\":\"Feature\",\"properties\":{\"a\":1}}").count == 1)
  }

  @Test func theSystemInAGeometryAndInnerOptionsAreRead() throws {
    let geometry =
      polygon("[\(Self.ring)]").dropLast()
      + ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}}}"
    let inner =
      "{\"category\":36368,\"options\":{\"cad_num\":\"1:2\",\"options\":{\"a\":1}},\"z\":1}"
    let table = try read("[\(feature(String(geometry), inner))]")
    #expect(table.crs == .definition("EPSG:3857"))
    #expect(table.columns.map(\.name) == ["category", "cad_num", "options", "z"])
    #expect(table.value("cad_num") == .text("1:2"))
    // What the document says goes before.
    let stated = try read(
      "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:7829\"}},"
        + "\"features\":[\(feature(String(geometry)))]}"
    )
    #expect(stated.crs == .definition("EPSG:7829"))
  }

  @Test func polygonsOfAMixedCollectionAreTakenAndTold() throws {
    let line = "{\"coordinates\":[[1,2],[3,4]],\"type\":\"LineString\"}"
    for members in ["\(line),\(polygon("[\(Self.ring)]"))", "\(polygon("[\(Self.ring)]")),\(line)"]
    {
      let table = try read(
        feature("{\"type\":\"GeometryCollection\",\"geometries\":[\(members)]}", "{\"a\":1}")
      )
      #expect(table.rejects.isEmpty)
      #expect(table.shapes == ShapeColumn([Self.triangle]))
      #expect(table.notes == ReadNote.remarks(arcs: 0, otherParts: 1))
    }
  }

  @Test func badGeometryIsARejectAndTheRestStays() throws {
    let good = feature(polygon("[\(Self.ring)]"), "{\"cad_number\":\"1:2\",\"late\":1}")
    for (geometry, reason) in [
      ("{\"type\":\"Point\",\"coordinates\":[1,2]}", "not a polygon: Point"),
      ("{\"coordinates\":[[1,2]],\"type\":\"LineString\"}", "not a polygon: LineString"),
      ("{\"coordinates\":[1,2]}", "the geometry has no type"),
      ("{\"type\":\"Polygon\"}", "the geometry has no coordinates"),
      ("7", "the geometry is no object"),
      (polygon("[[[0,0],[1],[0,0]]]"), "a position has less than two numbers"),
      (polygon("[[[0,0],[\"1\",2],[0,0]]]"), "a coordinate is no number"),
      (polygon("[[[0,0],[1,null],[0,0]]]"), "a coordinate is no number"),
      (polygon("[[[0,0],[NaN,0],[0,0]]]"), "a coordinate is no number"),
      (polygon("[[[0,0],[-Infinity,0],[0,0]]]"), "a coordinate is not a finite number"),
      (polygon("[[[0,0],[1e999,0],[0,0]]]"), "a coordinate is not a finite number"),
      (polygon("[[0,0],[1,0]]"), "the coordinates are not nested as the geometry's type wants"),
      (
        "{\"type\":\"GeometryCollection\",\"geometries\":["
          + "{\"type\":\"Point\",\"coordinates\":[1,2]}]}", "not a polygon: Point"
      ),
    ] {
      let bad = feature(geometry, "{\"cad_number\":\"9:9\",\"other\":[1]}")
      let table = try read("{\"type\":\"FeatureCollection\",\"features\":[\(good),\(bad),\(good)]}")
      #expect(table.rejects == [ReadReject(row: 2, key: "9:9", reason: reason)])
      #expect(table.rows == [1, 3])
      #expect(table.shapes == ShapeColumn([Self.triangle, Self.triangle]))
      #expect(table.columns.map(\.name) == ["cad_number", "late", "other"])
      #expect(table.columns.map(\.values.count) == [2, 2, 2])
    }
    let odd = try read("[\(good),1,null,{\"type\":\"Topology\"},{},\(good)]")
    #expect(odd.rows == [1, 6])
    #expect(odd.rejects.map(\.row) == [2, 3, 4, 5])
  }

  @Test func keepsEveryKindOfValue() throws {
    let table = try read(
      """
      {"type":"FeatureCollection","name":"участки","features":[
      \(feature("null", #"{"a":null,"b":-9223372036854775808,"c":1.50,"d":"x","e":false}"#)),
      \(feature("null", #"{"c":9223372036854775808,"f":{"k": [1, "}"]},"a":1e2,"g":[ ],"d":-0}"#)),
      \(feature("null", #"{"a":"twice","a":3,"\u0068":NaN,"":0}"#))]}
      """
    )
    #expect(table.name == "участки")
    #expect(table.columns.map(\.name) == ["a", "b", "c", "d", "e", "f", "g", "h", ""])
    let expected: [[AttributeValue]] = [
      [.null, .real(100), .integer(3)], [.integer(.min), .null, .null],
      [.real(1.5), .real(9_223_372_036_854_775_808), .null], [.text("x"), .integer(0), .null],
      [.boolean(false), .null, .null], [.null, .text("{\"k\": [1, \"}\"]}"), .null],
      [.null, .text("[ ]"), .null], [.null, .null, .null], [.null, .null, .integer(0)],
    ]
    #expect(table.columns.map(\.values) == expected)
  }

  @Test func resolvesEscapes() throws {
    let text = #"{"a":"\"\\\/\b\f\n\r\t\u0416\u00e9\uD83E\uDD94 ж🦔 \uD83Ex\uDD94"}"#
    let value = try read(feature("null", text)).columns[0].values[0]
    #expect(value == .text("\"\\/\u{8}\u{C}\n\r\tЖé🦔 ж🦔 \u{FFFD}x\u{FFFD}"))
  }

  @Test func aPropertyCalledIdWins() throws {
    let text = """
      {"type":"FeatureCollection","features":[{"type":"Feature","id":7,"geometry":null,
      "properties":{"ID":"mine"}}]}
      """
    #expect(try read(text).columns == [AttributeColumn(name: "ID", values: [.text("mine")])])
  }

  @Test(arguments: [
    (#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}"#, "EPSG:28992"),
    (#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#, "EPSG:4326"),
    (#"{"properties":{"name":"EPSG:3857"},"type":"name"}"#, "EPSG:3857"),
    (#"{"type":"EPSG","properties":{"code":3035}}"#, "EPSG:3035"), ("null", nil),
    ("7", "EPSG:4326"),
  ])
  func honoursTheOldMember(member: String, expected: String?) throws {
    let table = try read("{\"type\":\"FeatureCollection\",\"features\":[],\"crs\":\(member)}")
    #expect(table.crs == expected.map { .definition($0) })
  }

  @Test func readsSequences() throws {
    let good = feature(polygon("[\(Self.ring)]"), "{\"quarter\":\"1:2:3\"}")
    let bare = polygon("[\(Self.ring)]")
    let lines = "\(good)\r\n\n\(bare)\n{\"type\":\"Feature\",\n\(good) x\n\(good)"
    let table = try read(lines)
    #expect(table.rows == [1, 3, 5, 6])
    #expect(table.shapes.count == 4)
    #expect(table.rejects.map(\.row) == [4, 5])
    #expect(table.columns[0].values.map(\.text) == ["1:2:3", nil, "1:2:3", "1:2:3"])
    let pretty = good.replacing(",", with: ",\n")
    let separated = try read("\u{1E}\(pretty)\n\u{1E}{\"type\n\u{1E}\(good)\n")
    #expect(separated.count == 2)
    #expect(separated.rejects.count == 1)
    #expect(separated.rows[1] == pretty.split(separator: "\n").count + 2)
  }

  @Test(arguments: [
    ("{\"type\":\"FeatureCollection\",\n\"features\":[{]}", "line 2, byte 42"),
    ("{\"type\":\"FeatureCollection\",\n\"features\":[", "line 2, byte 41"),
    ("{\"type\":\"FeatureCollection\",\"features\":[]} x", "line 1, byte 43"),
    ("{\"type\":\"FeatureCollection\",\"features\":[1,]}", "line 1, byte 42"),
    ("{\"type\":\"FeatureCollection\",\"features\":[1 2]}", "line 1, byte 42"),
    ("{\"type\":\"FeatureCollection\",}", "line 1, byte 28"), ("{\"a\":\"\\x\"}", "line 1, byte 6"),
    ("{\"a\":\"\\u12G4\"}", "line 1, byte 6"), ("{\"a\":01}", "line 1, byte 6"),
    ("{\"a\":tru}", "line 1, byte 5"), ("{\"a\":\"", "line 1, byte 6"),
    ("{\"type\":\"Topology\"}", "line 1, byte 0"), ("", "line 1, byte 0"), ("7", "line 1, byte 0"),
  ])
  func saysWhereTheTextIsBad(text: String, place: String) throws {
    do throws(FormatError) {
      _ = try GeoJSONReader.read(Data(text.utf8), file: "a")
      Issue.record("read \(text)")
    } catch {
      guard case .damaged("a", let where_, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(where_ == place, "\(text)")
    }
  }

  @Test func survivesHostileNesting() throws {
    for open in ["[", "{\"a\":", "{\"type\":\"Feature\",\"geometry\":{\"geometries\":["] {
      let text = String(repeating: open, count: 100_000)
      #expect(throws: FormatError.self) { try read(text) }
    }
    let deep =
      String(repeating: "{\"type\":\"GeometryCollection\",\"geometries\":[", count: 60)
      + String(repeating: "]}", count: 60)
    let table = try read("[\(feature(deep))]")
    #expect(table.rejects.map(\.reason) == ["collections are nested too deep"])
  }

  /// Cut anywhere or with any byte changed, it answers.
  @Test func survivesDamage() throws {
    let text = Array(
      """
      {"type":"FeatureCollection","crs":null,"features":[{"type":"Feature","id":"é","properties":\
      {"a":1.5e3,"b":"\\u0041","c":[{}]},"geometry":{"type":"MultiPolygon","coordinates":\
      [[\(Self.ring)]]}}]}
      """.utf8
    )
    for count in 0..<text.count {
      #expect(throws: FormatError.self) { try GeoJSONReader.read(Data(text[..<count]), file: "a") }
    }
    for index in text.indices {
      for byte in Array("\"{}[],:0-.eE\\nx \u{0}".utf8) + [0xFF] {
        var damaged = text
        damaged[index] = byte
        if let table = try? GeoJSONReader.read(Data(damaged), file: "a").first {
          for column in table.columns { #expect(column.values.count == table.count) }
          #expect(table.rows.count == table.count)
        }
      }
    }
  }

  @Test(
    .enabled(if: SharedData.isPresent),
    arguments: [("BARRE_CITY", 3379), ("BERLIN", 1460), ("RUTLAND_CITY", 5871)]
  )
  func agreesWithGDALOnRealData(town: String, count: Int) throws {
    let path = SharedData.path("vermont-parcels/vt_parcels_\(town).geojson")
    let table = try #require(try FeatureReader.read(path: path).first)
    #expect(table.count == count)
    #expect(table.rejects.isEmpty)
    guard let info = try runTool("ogrinfo", ["-al", "-so", path]) else { return }
    #expect(info.output.contains("Feature Count: \(count)\n"))
    for column in table.columns { #expect(info.output.contains("\n\(column.name): ")) }
    let extent = LayerDescription(table).extent
    let text = [extent.minX, extent.minY, extent.maxX, extent.maxY].map {
      FixedDecimal.text($0, decimals: 6, keepsZeros: true)
    }
    #expect(info.output.contains("(\(text[0]), \(text[1])) - (\(text[2]), \(text[3]))"))
  }
}
