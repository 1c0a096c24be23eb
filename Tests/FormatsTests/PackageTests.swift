import Foundation
import Geometry
import Testing
import TestSupport

@testable import Formats

/// Packages and workbooks as offices send them, made by the programs offices use.
@Suite("Packages and workbooks")
struct PackageTests {
  private static let plan = """
    <extract_cadastral_plan_territory><cadastral_blocks><cadastral_block>\
    <cadastral_number>90:25:010101</cadastral_number></cadastral_block></cadastral_blocks>\
    </extract_cadastral_plan_territory>
    """
  private static let layer = """
    {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"дом"},"geometry":\
    {"type":"Polygon","coordinates":[[[34,44],[34.1,44],[34.1,44.1],[34,44]]]}}]}
    """

  @Test("A letter in a package is passed over, whatever XML is inside it")
  func letter() throws {
    try withTemporaryFolder { folder in
      let types = try Data.write("<Types/>", to: "[Content_Types].xml", in: folder)
      try FileManager.default.createDirectory(
        at: folder.appending(path: "word"),
        withIntermediateDirectories: true
      )
      let body = try Data.write("<document/>", to: "word/document.xml", in: folder)
      let letter = folder.appending(path: "письмо.bin").path
      guard
        try runTool(
          "sh",
          [
            "-c",
            "cd '\(folder.path)' && zip -q0 '\(letter)' '\\[Content_Types\\].xml' word/document.xml",
          ]
        )
          != nil
      else { return }
      _ = (types, body)
      #expect(throws: FormatError.self) { try FeatureReader.read(path: letter) }
      let plan = try Data.write(Self.plan, to: "plan.xml", in: folder)
      let package = folder.appending(path: "package.zip").path
      _ = try runTool("zip", ["-jq", package, letter, plan])
      #expect(try FeatureReader.read(path: package).map(\.name) == ["quarters"])
    }
  }

  @Test("A file geodatabase in a zip")
  func geodatabase() throws {
    try withTemporaryFolder { folder in
      let source = try Data.write(Self.layer, to: "parcels.geojson", in: folder)
      let base = folder.appending(path: "land.gdb").path
      guard let made = try runTool("ogr2ogr", ["-f", "OpenFileGDB", base, source]), made.status == 0
      else { return }
      let package = folder.appending(path: "land.zip").path
      guard try runTool("sh", ["-c", "cd '\(folder.path)' && zip -qr land.zip land.gdb"]) != nil
      else { return }
      let tables = try FeatureReader.read(path: package)
      #expect(tables.map(\.count) == [1])
      #expect(tables[0].shapes.hasGeometry(0))
    }
  }

  @Test("A sheet of coordinates is a catalogue, as a text of them is", arguments: ["XLSX", "ODS"])
  func sheet(format: String) throws {
    try withTemporaryFolder { folder in
      let text =
        "номер,X,Y\n" + "90:25:010101:7,4920600.5,5194000\n90:25:010101:7,4920610.5,5194000\n"
        + "90:25:010101:7,4920610.5,5194020\n"
      let source = try Data.write(text, to: "points.csv", in: folder)
      let book = folder.appending(path: "points.\(format.lowercased())").path
      guard let made = try runTool("ogr2ogr", ["-f", format, book, source]), made.status == 0
      else { return }
      let table = try #require(try FeatureReader.read(path: book).first)
      #expect(table.column("cad_number")?.values == [.text("90:25:010101:7")])
      #expect(table.shapes.area(0).magnitude == 100)
      #expect(table.isNorthFirst)
      #expect(table.rows == [2])
    }
  }

  @Test("Spreadsheets' Unicode text and XML in UTF-16")
  func utf16() throws {
    try withTemporaryFolder { folder in
      let rows =
        "номер\tX\tY\r\n1\t4920600,5\t5194000\r\n1\t4920610,5\t5194000\r\n1\t4920610,5\t5194020\r\n"
      let points = folder.appending(path: "points.txt")
      try #require(rows.data(using: .utf16)).write(to: points)
      let table = try #require(try FeatureReader.read(path: points.path).first)
      #expect(table.encoding == "UTF-16")
      #expect(table.shapes.area(0).magnitude == 100)
      let plan = folder.appending(path: "plan.xml")
      let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + Self.plan
      try #require(xml.data(using: .utf16)).write(to: plan)
      #expect(try FeatureReader.read(path: plan.path).map(\.name) == ["quarters"])
    }
  }
}
