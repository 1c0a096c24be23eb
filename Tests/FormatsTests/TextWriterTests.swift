import Foundation
import Formats
import Geometry
import TestSupport
import Testing

@Suite struct TextWriterTests {
  /// Four features, each of another geometry, as one collection or one a line.
  static func write(asSequence: Bool = false) -> [UInt8] {
    let shapes = ShapeColumn([courtyard(37, 55)])
    let properties: [(String, JSONValue)] = [
      ("area", .real(12.340, decimals: 2)), ("n", .integer(-5)), ("ok", .boolean(true)),
      ("none", .null), ("nan", .real(.nan, decimals: 1)),
      ("text", .text("a\"\\\n\u{1}\u{1F}/ё🦔\t\r<\u{2028}")),
    ]
    var geometries: [[UInt8]] = [[], [], [], Array("null".utf8)]
    GeoJSONText.append(feature: 0, of: shapes, asMulti: true, to: &geometries[0])
    GeoJSONText.append(Point(x: 37.123_456_789, y: -1e-9), to: &geometries[1])
    GeoJSONText.append(line: [Point(x: 1, y: 2), Point(x: 3, y: 4.5)], to: &geometries[2])
    let lines = geometries.enumerated().map { i, geometry in
      var line: [UInt8] = []
      GeoJSONText.appendFeature(
        id: ["16:50:010101:1", "2", "3", "4"][i],
        geometry: geometry,
        to: &line
      )
      for (j, (name, value)) in (i == 0 ? properties : []).enumerated() {
        if j > 0 { line.append(UInt8(ascii: ",")) }
        JSONText.append(quoted: name, to: &line)
        line.append(UInt8(ascii: ":"))
        value.appendJSON(to: &line)
      }
      return line + "}}".utf8
    }
    if asSequence { return Array(lines.joined(separator: "\n".utf8)) }
    var text: [UInt8] = []
    let box = Envelope(minX: 1, minY: -1e-9, maxX: 44, maxY: 59)
    GeoJSONText.appendHead(name: "участки \"1\"", box: box, to: &text)
    return text + lines.joined(separator: ",\n".utf8) + GeoJSONText.tail.utf8
  }

  @Test func writesACollection() throws {
    let text = String(decoding: Self.write(), as: UTF8.self)
    #expect(
      text.hasPrefix(
        """
        {"type":"FeatureCollection","name":"участки \\"1\\"","bbox":[1,0,44,59],"features":[
        {"type":"Feature","id":"16:50:010101:1","geometry":{"type":"MultiPolygon","coordinates":\
        [[[[37,55],[41,55],[41,59],[37,59],[37,55]],[[38,56],[38,57],[39,57],[39,56],[38,56]]],\
        [[[43,55],[44,55],[44,56],[43,56],[43,55]]]]},"properties":{"area":12.34,"n":-5,"ok":true,\
        "none":null,"nan":null,"text":"a\\"\\\\\\n\\u0001\\u001f/ё🦔\\t\\r\\u003c\\u2028"}},

        """
      ),
      "\(text)"
    )
    #expect(text.contains("\"coordinates\":[37.1234568,0]"))
    #expect(text.hasSuffix("\"id\":\"4\",\"geometry\":null,\"properties\":{}}\n]}\n"))
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect((parsed?["features"] as? [Any])?.count == 4)
    var empty: [UInt8] = []
    GeoJSONText.appendHead(name: "x", box: .empty, to: &empty)
    #expect(
      String(decoding: empty + GeoJSONText.tail.utf8, as: UTF8.self)
        == "{\"type\":\"FeatureCollection\",\"name\":\"x\",\"features\":[\n\n]}\n"
    )
  }

  @Test func onePolygonNeedsNoMulti() {
    let shapes = ShapeColumn([
      .empty,
      MultiPolygon(shell: [
        Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 1, y: 1.5),
      ]),
    ])
    var text: [UInt8] = []
    GeoJSONText.append(feature: 1, of: shapes, asMulti: false, to: &text)
    GeoJSONText.append(feature: 0, of: shapes, asMulti: false, to: &text)
    #expect(
      String(decoding: text, as: UTF8.self)
        == "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1.5],[0,0]]]}null"
    )
  }

  @Test func theTwinsHoldTheSame() throws {
    try withTemporaryFolder { folder in
      let collection = folder.appending(path: "a.geojson")
      let sequence = folder.appending(path: "a.geojsonl")
      try Data(Self.write()).write(to: collection)
      try Data(Self.write(asSequence: true)).write(to: sequence)
      let one = try #require(try FeatureReader.read(path: collection.path).first)
      let two = try #require(try FeatureReader.read(path: sequence.path).first)
      #expect(one.name == "участки \"1\"")
      #expect(one.shapes == two.shapes)
      #expect(one.columns == two.columns)
      #expect(one.rejects == two.rejects)
      #expect(one.rows == [1, 4])
      #expect(one.shapes[0] == courtyard(37, 55))
      #expect(one.column("id")?.values == [.text("16:50:010101:1"), .text("4")])
      #expect(
        one.column("text")?.values.first == .text("a\"\\\n\u{1}\u{1F}/ё🦔\t\r<\u{2028}")
      )
      for path in [collection.path, sequence.path] {
        guard let info = try runTool("ogrinfo", ["-al", path]) else { return }
        #expect(info.status == 0)
        #expect(info.output.contains("Feature Count: 4"))
        #expect(info.output.contains("id (String) = 16:50:010101:1"), "\(info.output)")
      }
    }
  }

  @Test func writesJSONOfAnyShape() throws {
    var json = JSONText()
    json.beginObject()
    json.member("a", .integer(1))
    json.key("b")
    json.beginArray()
    json.beginObject()
    json.endObject()
    json.newLine()
    json.value(.real(0.5, decimals: 3))
    json.beginArray()
    json.endArray()
    json.endArray()
    json.key("c")
    json.value(.integer(orNull: nil))
    json.endObject()
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == "{\"a\":1,\"b\":[{},\n0.5,[]],\"c\":null}"
    )
  }

  @Test func indentsDocuments() {
    var json = JSONText(isIndented: true)
    json.beginObject()
    json.member("money", .scaled(-105, decimals: 2))
    json.key("list")
    json.beginArray()
    json.value(.fixed(0.5, decimals: 3))
    json.beginObject()
    json.endObject()
    json.endArray()
    json.endObject()
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == "{\n  \"money\": -1.05,\n  \"list\": [\n    0.500,\n    {}\n  ]\n}"
    )
  }

  @Test func writesAndReadsTables() throws {
    var writer = CSVWriter(header: ["id", "a,b", "text"])
    writer.row([.text("1"), .real(2.5, decimals: 2), .text("say \"x\",\nline\r\n")])
    let first = writer.take()
    writer.row([.scaled(10_050, decimals: 2), .boolean(false), .text(" ё ")])
    writer.row([.null, .null, .null])
    let bytes = first + writer.take()
    #expect(writer.bytes.isEmpty)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "id,\"a,b\",text\n1,2.5,\"say \"\"x\"\",\nline\r\n\"\n100.50,false,\" ё \"\n,,\n"
    )
    let table = try CSVTable(bytes: bytes, file: "t.csv")
    #expect(table.header == ["id", "a,b", "text"])
    #expect(table.rows[0] == ["1", "2.5", "say \"x\",\nline\r\n"])
    #expect(table[1, "TEXT"] == " ё ")
    #expect(table[1, "nothing"] == nil)
    #expect(table.rows[2] == ["", "", ""])
    #expect(table.lines == [2, 5, 6])
    var single = CSVWriter(header: ["a"])
    single.row([.null])
    #expect(try CSVTable(bytes: single.bytes, file: "s").rows == [[""]])
  }

  @Test func readsWhatSpreadsheetsSave() throws {
    let text = "\u{FEFF}id;\"a;,b\";c\r\n1;2,5;\"x\"\"y\"\r\n\r\n2;3\r\n3;4;\"p\"q;\r\n4;;"
    let table = try CSVTable(bytes: Array(text.utf8), file: "t.csv")
    #expect(table.header == ["id", "a;,b", "c"])
    #expect(table.rows == [["1", "2,5", "x\"y"], ["4", "", ""]])
    #expect(table.lines == [2, 6])
    #expect(
      table.rejects == [
        ReadReject(row: 4, key: "2", reason: "2 fields where the header has 3"),
        ReadReject(row: 5, key: "3", reason: "4 fields where the header has 3"),
      ]
    )
    #expect(try CSVTable(bytes: Array("a\tb\n1\t2".utf8), file: "t").rows == [["1", "2"]])
    #expect(throws: FormatError.damaged(file: "t", place: "line 1", reason: "the table is empty")) {
      try CSVTable(bytes: [], file: "t")
    }
    #expect(
      throws: FormatError.damaged(file: "t", place: "line 3", reason: "a quote is never closed")
    ) {
      try CSVTable(bytes: Array("a,b\n1,2\n3,\"4\n".utf8), file: "t")
    }
  }

  @Test func describesLayers() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try GeoPackageWriterTests.write(path, parcels: 10)
      let layers = try FeatureReader.layers(path: path)
      let parcels = layers[0]
      #expect(parcels.count == 20)
      #expect(parcels.withGeometry == 18)
      #expect(parcels.withoutGeometry == 2)
      #expect(parcels.extent == Envelope(minX: 0, minY: 0, maxX: 91, maxY: 4))
      #expect(
        parcels.fields == [
          .init(name: "cad_number", type: .text, filled: 20),
          .init(name: "area", type: .real, filled: 10),
          .init(name: "ok", type: nil, filled: 0), .init(name: "seen", type: nil, filled: 0),
        ]
      )
      #expect(layers[1].rejected == 1)
    }
    var table = FeatureTable(name: "t", file: "")
    table.columns = [
      AttributeColumn(name: "a", values: [.integer(1), .real(2), .null]),
      AttributeColumn(name: "b", values: [.text("2026-03-01"), .null, .text("2026-13-99")]),
      AttributeColumn(name: "c", values: [.text("2026-03-01"), .integer(3), .boolean(true)]),
    ]
    #expect(LayerDescription(table).fields.map(\.type) == [.real, .date, .text])
  }
}
