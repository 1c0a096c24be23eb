import Foundation
import Geometry
import Testing
import TestSupport

@testable import Formats

/// Whether GDAL's programs are here; prints the reason once when they are not.
private let hasGDAL: Bool = {
  let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")
  if !isThere { print("skipped: ogr2ogr (package gdal-bin) is not installed") }
  return isThere
}()

/// Three plots with Russian words, as GDAL itself writes them in a format.
private func withPlots<Result>(
  _ driver: String,
  _ name: String,
  _ options: [String] = [],
  _ body: (String, URL) throws -> Result
) throws -> Result {
  try withTemporaryFolder { folder in
    let features = (1...3).map { number in
      let x = 1_244_000 + number * 20
      let ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
        .map { "[\(x + $0.0),\(407_600 + $0.1)]" }.joined(separator: ",")
      return """
        {"type":"Feature","properties":{"cad_number":"21:02:010108:\(number)","use":"Жилой дом \
        \(number)"},"geometry":{"type":"Polygon","coordinates":[[\(ring)]]}}
        """
    }
    let source = try Data.write(
      "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}",
      to: "source.geojson",
      in: folder
    )
    let path = folder.appending(path: name).path
    let result = try #require(
      try runTool(
        "ogr2ogr",
        ["-f", driver, "-a_srs", zone, "-nln", "plots"] + options + [path, source]
      )
    )
    try #require(result.status == 0, "\(result.output)")
    return try body(path, folder)
  }
}

private let zone =
  "+proj=tmerc +lat_0=0 +lon_0=47.55 +k=1 +x_0=1250000 +y_0=-5814743.504 +ellps=krass +units=m"

/// The three plots, however they were written.
private func expectPlots(_ tables: [FeatureTable]) throws {
  let table = try #require(tables.first)
  #expect(table.count == 3)
  #expect(table.rejects.isEmpty)
  let numbers = table.column("cad_number")?.values.compactMap(\.text)
  // Some formats sort their features on the way in.
  #expect(numbers?.sorted() == ["21:02:010108:1", "21:02:010108:2", "21:02:010108:3"])
  let uses = table.column("use")?.values.compactMap(\.text)
  #expect(uses?.sorted() == ["Жилой дом 1", "Жилой дом 2", "Жилой дом 3"])
  // TAB keeps coordinates as whole parts of its range.
  let wests = table.shapes.boxes.map(\.minX).sorted()
  for (west, expected) in zip(wests, [1_244_020, 1_244_040, 1_244_060]) {
    #expect(abs(west - Double(expected)) < 0.02)
  }
  #expect(table.format.hasSuffix("(GDAL)"))
}

@Suite("Formats GDAL reads for us", .enabled(if: hasGDAL))
struct ForeignFormatTests {
  @Test("A shapefile in cp1251 with a .cpg")
  func shapefile() throws {
    try withPlots("ESRI Shapefile", "plots.shp", ["-lco", "ENCODING=CP1251"]) { path, _ in
      let tables = try FeatureReader.read(path: path)
      try expectPlots(tables)
      #expect(tables[0].notes.isEmpty)
      #expect(tables[0].crs != nil)
    }
  }

  @Test("A shapefile without its index is read, nothing is written beside it, and that is said")
  func shapefileWithoutIndex() throws {
    try withPlots("ESRI Shapefile", "plots.shp", ["-lco", "ENCODING=CP1251"]) { path, folder in
      try FileManager.default.removeItem(at: folder.appending(path: "plots.shx"))
      let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      let tables = try FeatureReader.read(path: path)
      try expectPlots(tables)
      #expect(tables[0].name == "plots")
      #expect(tables[0].notes.map(\.english).contains { $0.contains("no .shx") })
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }

  @Test(
    "A shapefile that is cut short is refused or its records counted, never fewer without a word"
  )
  func shapefileCutShort() throws {
    for (name, kept) in [("plots.shp", 250), ("plots.dbf", 150), ("plots.shx", 110)] {
      try withPlots("ESRI Shapefile", "plots.shp", ["-lco", "ENCODING=CP1251"]) { path, folder in
        let part = folder.appending(path: name)
        let bytes = try Data(contentsOf: part)
        try #require(bytes.count > kept)
        try bytes.prefix(kept).write(to: part)
        do {
          let tables = try FeatureReader.read(path: path)
          let told = tables.contains { !$0.notes.isEmpty || !$0.rejects.isEmpty }
          #expect(told, "\(name) cut to \(kept) bytes: read without a word")
        } catch {
          #expect("\(error)".contains("plots.shp"))
        }
      }
    }
  }

  @Test("A shapefile in cp1251 without a .cpg is judged, and the judgement said")
  func shapefileWithoutPage() throws {
    try withPlots("ESRI Shapefile", "plots.shp", ["-lco", "ENCODING=CP1251"]) { path, folder in
      try FileManager.default.removeItem(at: folder.appending(path: "plots.cpg"))
      // The mark of the page, byte 29, says nothing.
      let table = folder.appending(path: "plots.dbf")
      var bytes = try Data(contentsOf: table)
      bytes[29] = 0
      try bytes.write(to: table)
      let tables = try FeatureReader.read(path: path)
      try expectPlots(tables)
      #expect(tables[0].encoding == "CP1251")
      #expect(tables[0].notes.map(\.english).joined().contains("CP1251"))
      // The job's word goes before the text's.
      let wrong = try FeatureReader.read(path: path, encoding: "cp866")
      #expect(wrong[0].column("use")?.values[0].text != "Жилой дом 1")
    }
  }

  @Test("A shapefile in UTF-8 without a .cpg is known for UTF-8")
  func shapefileInUTF8() throws {
    try withPlots("ESRI Shapefile", "plots.shp", ["-lco", "ENCODING=UTF-8"]) { path, folder in
      try FileManager.default.removeItem(at: folder.appending(path: "plots.cpg"))
      let tables = try FeatureReader.read(path: path)
      try expectPlots(tables)
      #expect(tables[0].encoding == "UTF-8")
    }
  }

  @Test("A zipped shapefile with its companions")
  func zippedShapefile() throws {
    try withPlots("ESRI Shapefile", "plots.shp", ["-lco", "ENCODING=CP1251"]) { path, folder in
      let archive = folder.appending(path: "plots.zip").path
      let stem = path.dropLast(4)
      let parts = ["shp", "shx", "dbf", "prj", "cpg"].map { "\(stem).\($0)" }
      guard let packed = try runTool("zip", ["-j", "-q", archive] + parts) else { return }
      try #require(packed.status == 0)
      let tables = try FeatureReader.read(path: archive)
      try expectPlots(tables)
      #expect(tables.count == 1)
      #expect(tables[0].file.hasSuffix("plots.zip!plots.shp"))
      #expect(tables[0].name == "plots")
    }
  }

  @Test("MIF/MID with a Charset, and with one that says nothing")
  func interchange() throws {
    try withPlots("MapInfo File", "plots.mif", ["-lco", "ENCODING=CP1251"]) { path, _ in
      try expectPlots(try FeatureReader.read(path: path))
      let file = URL(filePath: path)
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing("WindowsCyrillic", with: "Neutral")
        .write(to: file, atomically: true, encoding: .utf8)
      let tables = try FeatureReader.read(path: path)
      try expectPlots(tables)
      #expect(tables[0].encoding == "CP1251")
      #expect(tables[0].notes.map(\.english).joined().contains("Charset"))
    }
  }

  @Test(
    "Geodatabase, FlatGeobuf, workbook, TAB",
    arguments: [
      ("OpenFileGDB", "plots.gdb"), ("FlatGeobuf", "plots.fgb"), ("MapInfo File", "plots.tab"),
    ]
  )
  func others(driver: String, name: String) throws {
    let options = name.hasSuffix("tab") ? ["-lco", "ENCODING=CP1251"] : []
    try withPlots(driver, name, options) { path, _ in
      try expectPlots(try FeatureReader.read(path: path))
    }
  }

  @Test("KML comes in degrees")
  func kml() throws {
    try withPlots("LIBKML", "plots.kml") { path, _ in
      let table = try #require(try FeatureReader.read(path: path).first)
      #expect(table.count == 3)
      #expect(table.crs == .definition("EPSG:4326"))
      #expect(table.column("use")?.values[0].text == "Жилой дом 1")
      #expect(table.shapes.boxes[0].minX > 47 && table.shapes.boxes[0].maxX < 48)
    }
  }

  @Test("A workbook keeps numbers of the cadastre as text")
  func workbook() throws {
    try withPlots("XLSX", "plots.xlsx") { path, _ in
      let table = try #require(try FeatureReader.read(path: path).first)
      #expect(table.column("cad_number")?.values[0] == .text("21:02:010108:1"))
      #expect(table.count == 3)
    }
  }

  @Test("A file that lies about itself is refused with GDAL's words and leaves nothing behind")
  func broken() throws {
    try withTemporaryFolder { folder in
      let path = try Data.write("  0\nSECTION\n  2\nENT", to: "a.dxf", in: folder)
      let before = temporaryFolders()
      do {
        let tables = try FeatureReader.read(path: path)
        #expect(tables.allSatisfy { $0.count == 0 })
      } catch {
        guard case .damaged(let file, _, _)? = error as? FormatError else {
          Issue.record("\(error)")
          return
        }
        #expect(file == path)
      }
      // Tests beside this one have folders of their own for a while; one left behind would stay.
      var left = temporaryFolders().subtracting(before)
      for _ in 0..<300 where !left.isEmpty {
        Thread.sleep(forTimeInterval: 0.1)
        left.formIntersection(temporaryFolders())
      }
      #expect(left.isEmpty)
    }
  }

  @Test("A database that is not there, without its password in the message")
  func database() throws {
    let path = "PG:host=127.0.0.1 port=1 dbname=nothing user=me password=secret"
    #expect(!FeatureReader.displayName(path).contains("secret"))
    #expect(!FeatureReader.displayName("PG:postgresql://me:secret@host/db").contains("secret"))
    do {
      _ = try FeatureReader.read(path: path)
      Issue.record("read")
    } catch {
      #expect(!"\(error)".contains("secret"))
    }
  }

  private func temporaryFolders() -> Set<String> {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: FileManager.default.temporaryDirectory.path
    )
    return Set((names ?? []).filter { $0.hasPrefix("mezha-gdal") })
  }
}

@Suite("Lines of drawings")
struct LineworkTests {
  @Test("Four lines end to end are a ring, whichever way each was drawn")
  func joins() throws {
    let p = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map { Point(x: $0.0, y: $0.1) }
    let lines = [[p[0], p[1]], [p[2], p[1]], [p[2], p[3]], [p[0], p[3]]]
    let rings = LineJoiner(lines).rings()
    #expect(rings.count == 1)
    #expect(rings[0].members.sorted() == [0, 1, 2, 3])
    #expect(Set(rings[0].points) == Set(p))
    #expect(rings[0].points.first == rings[0].points.last)
  }

  @Test("Ends a tenth of a millimetre apart meet, across the edge of a cell too")
  func nearly() {
    let p = [(0.0, 0.0), (9.9999999, 0.0), (10.00005, 10.0)].map { Point(x: $0.0, y: $0.1) }
    let lines = [[p[0], p[1]], [Point(x: 10.00005, y: 0), p[2]], [p[2], p[0]]]
    #expect(LineJoiner(lines).rings().count == 1)
  }

  @Test("Where three lines meet nothing is decided")
  func branches() {
    let p = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (20.0, 0.0)].map { Point(x: $0.0, y: $0.1) }
    let lines = [[p[0], p[1]], [p[1], p[2]], [p[2], p[0]], [p[1], p[3]]]
    #expect(LineJoiner(lines).rings().isEmpty)
  }

  @Test("A drawing gives a table for each layer it was drawn on", .enabled(if: hasGDAL))
  func drawing() throws {
    func pair(_ code: Int, _ value: some Any) -> String { "\(code)\n\(value)\n" }
    func line(_ layer: String, _ a: (Int, Int), _ b: (Int, Int)) -> String {
      pair(0, "LINE") + pair(8, layer) + pair(10, a.0) + pair(20, a.1) + pair(11, b.0)
        + pair(21, b.1)
    }
    func polyline(_ layer: String, _ points: [(Int, Int)], isClosed: Bool) -> String {
      pair(0, "LWPOLYLINE") + pair(100, "AcDbEntity") + pair(8, layer)
        + pair(100, "AcDbPolyline") + pair(90, points.count) + pair(70, isClosed ? 1 : 0)
        + points.map { pair(10, $0.0) + pair(20, $0.1) }.joined()
    }
    let box = [(0, 0), (10, 0), (10, 10), (0, 10)]
    let entities =
      polyline("PLOTS", box, isClosed: true)
      + polyline("PLOTS", box.map { ($0.0 + 20, $0.1) }, isClosed: false)
      + line("FENCE", (40, 0), (50, 0)) + line("FENCE", (50, 10), (50, 0))
      + line("FENCE", (50, 10), (40, 0)) + line("FENCE", (60, 0), (70, 0))
      + pair(0, "CIRCLE") + pair(8, "WELLS") + pair(10, 100) + pair(20, 0) + pair(40, 2)
      + pair(0, "POINT") + pair(8, "WELLS") + pair(10, 100) + pair(20, 0)
    let text =
      pair(0, "SECTION") + pair(2, "ENTITIES") + entities + pair(0, "ENDSEC")
      + pair(0, "EOF")
    try withTemporaryFolder { folder in
      let path = try Data.write(text, to: "drawing.txt", in: folder)
      let tables = try FeatureReader.read(path: path)
      #expect(tables.map(\.name) == ["FENCE", "PLOTS", "WELLS"])
      // Three of four lines close: one record, and one line left over.
      #expect(tables.map(\.count) == [1, 1, 1])
      #expect(tables.map(\.rejects.count) == [1, 1, 1])
      #expect(tables[1].rejects[0].reason.contains("10"))
      #expect(tables[0].lines.map(\.points.count) == [2])
      #expect(tables[0].notes.count == 1)
      let circle = tables[2].shapes[0]
      #expect(abs(circle.area - 4 * Double.pi) < 0.05)
      #expect(try FeatureReader.read(path: path, layer: "PLOTS").map(\.name) == ["PLOTS"])
      #expect(throws: FormatError.self) { try FeatureReader.read(path: path, layer: "ROADS") }
    }
  }
}
