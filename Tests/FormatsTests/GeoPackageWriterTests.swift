import Foundation
import Formats
import Geometry
import SQLiteStore
import TestSupport
import Testing

@Suite struct GeoPackageWriterTests {
  static let local = GeoPackageCRS(
    srsID: 100_021,
    organization: "NONE",
    organizationCode: 100_021,
    name: "МСК-21 зона 1",
    wkt: """
      PROJCS["MSK-21 zone 1",GEOGCS["Pulkovo 1942",DATUM["Pulkovo_1942",\
      SPHEROID["Krassowsky 1940",6378245,298.3]],PRIMEM["Greenwich",0],\
      UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
      PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",47.55],\
      PARAMETER["scale_factor",1],PARAMETER["false_easting",1250000],\
      PARAMETER["false_northing",-5814743.504],UNIT["metre",1]]
      """
  )

  /// A file with every kind of layer we write.
  static func write(_ path: String, parcels: Int = 300) throws {
    var table = FeatureTable(name: "parcels", file: "")
    var numbers = AttributeColumn(name: "cad_number")
    var areas = AttributeColumn(name: "AREA")
    for i in 0..<parcels {
      let (x, y) = (Double(i % 100) * 10, Double(i / 100) * 10)
      table.shapes.append(i % 7 == 3 ? .empty : i % 5 == 0 ? courtyard(x, y) : square(x, y))
      table.rows.append(i)
      numbers.values.append(.text("16:50:0100\(i)"))
      areas.values.append(i % 2 == 0 ? .real(Double(i) / 3) : .null)
    }
    table.columns = [areas, numbers]
    var writer = try GeoPackageWriter(path: path)
    try writer.beginLayer(
      name: "parcels",
      columns: [("cad_number", .text), ("area", .real), ("ok", .boolean), ("seen", .date)],
      crs: local,
      description: "Участки"
    )
    try writer.append(table)
    try writer.append(table)
    try writer.endLayer()
    try writer.beginLayer(
      name: "it's a \"test\"",
      columns: [("finding", .text), ("n", .integer), ("seen", .date), ("at", .dateTime)],
      crs: .wgs84,
      geometry: .point
    )
    try writer.append(
      point: Point(x: 37.5, y: 55.75),
      values: [
        .text("«ёж», 'q' \"q\"; 🦔"), .integer(.max), .text("2026-03-01"),
        .text("2026-03-01T12:00:00.000Z"),
      ]
    )
    try writer.append(values: [.text(""), .boolean(true), .null, .null])
    try writer.endLayer()
    try writer.beginLayer(name: "shifts", columns: [], crs: local, geometry: .lineString)
    try writer.append(line: [Point(x: 0, y: 0), Point(x: 1, y: 2)], values: [])
    try writer.endLayer()
    try writer.beginLayer(name: "empty", columns: [("a", .text)], crs: local)
    try writer.endLayer()
    try writer.addAttributesTable(
      name: "balance",
      columns: [("layer", .text), ("read", .integer), ("ok", .boolean)],
      description: "Баланс",
      rows: [[.text("parcels"), .integer(3), .boolean(true)], [.null, .null, .boolean(false)]]
    )
    try writer.execute("CREATE VIEW big AS SELECT fid, cad_number FROM parcels WHERE area > 10")
    try writer.finish()
  }

  @Test func writesTheSameBytesAgain() throws {
    try withTemporaryFolder { folder in
      let paths = ["a.gpkg", "b.gpkg"].map { folder.appending(path: $0).path }
      for path in paths { try Self.write(path) }
      let first = try Data(contentsOf: URL(filePath: paths[0]))
      #expect(try first == Data(contentsOf: URL(filePath: paths[1])))
      #expect(first.count > 10_000)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
  }

  @Test func doesNotOverwrite() throws {
    try withTemporaryFolder { folder in
      let path = try Data.write("mine", to: "a.gpkg", in: folder)
      #expect(throws: FormatError.self) { try Self.write(path) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }
  }

  @Test func refusesATakenName() throws {
    try withTemporaryFolder { folder in
      var writer = try GeoPackageWriter(path: folder.appending(path: "a.gpkg").path)
      try writer.addAttributesTable(name: "a", columns: [("x", .text)], rows: [])
      #expect(throws: FormatError.self) {
        try writer.addAttributesTable(name: "a", columns: [("x", .text)], rows: [])
      }
    }
  }

  /// SQLite checks our nodes itself, and finds in them what a search through all boxes finds.
  @Test(arguments: [0, 1, 30, 31, 60, 1600])
  func packsATreeThatSQLiteAccepts(parcels: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try Self.write(path, parcels: parcels)
      let database = try Database(reading: path)
      let check = try database.prepare("SELECT rtreecheck('rtree_parcels_geom')")
      #expect(try check.step())
      #expect(check.text(at: 0) == "ok")
      let search = try database.prepare(
        "SELECT count(*) FROM rtree_parcels_geom WHERE minx <= ? AND maxx >= ? AND miny <= ?"
      )
      try search.bind(505.0, at: 0)
      try search.bind(95.0, at: 1)
      try search.bind(15.0, at: 2)
      #expect(try search.step())
      let expected = (0..<parcels).filter { i in
        let (x, y) = (Double(i % 100) * 10, Double(i / 100) * 10)
        let width: Double = i % 5 == 0 ? 7 : 1
        return i % 7 != 3 && x <= 505 && x + width >= 95 && y <= 15
      }
      #expect(search.integer(at: 0) == Int64(expected.count * 2))
    }
  }

  @Test func isReadByGDAL() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try Self.write(path)
      guard let info = try runTool("ogrinfo", ["-al", "-so", path]) else { return }
      #expect(info.status == 0)
      for warning in ["Warning", "ERROR"] { #expect(!info.output.contains(warning)) }
      for line in [
        "Geometry: Multi Polygon", "Geometry: Point", "Geometry: Line String", "Geometry: None",
        "Feature Count: 600", "Feature Count: 2", "Feature Count: 0",
        "Extent: (0.000000, 0.000000) - (991.000000, 24.000000)", "FID Column = fid",
        "Geometry Column = geom", "cad_number: String", "ok: Integer(Boolean)", "seen: Date",
        "at: DateTime", "n: Integer64", "area: Real", "Layer name: it's a \"test\"", "PROJCRS",
      ] { #expect(info.output.contains(line), "\(line)\n\(info.output)") }
      let all = try runTool("ogrinfo", ["-al", path])
      #expect(all?.output.contains("«ёж», 'q' \"q\"; 🦔") == true)
      #expect(
        all?.output.contains(
          "MULTIPOLYGON (((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1)),((6 0,7 0,7 1,6 1,6 0)))"
        ) == true
      )
      #expect(all?.output.contains("LINESTRING (0 0,1 2)") == true)
    }
  }

  /// Other programs may edit the file: the triggers keep the index and the count.
  @Test func isEditedByGDAL() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try Self.write(path)
      let program = """
        from osgeo import ogr
        data = ogr.Open('\(path)', 1)
        layer = data.GetLayerByName('parcels')
        layer.DeleteFeature(1)
        feature = layer.GetFeature(2)
        feature.SetGeometry(ogr.CreateGeometryFromWkt('MULTIPOLYGON(((-9 -9,-8 -9,-8 -8,-9 -9)))'))
        layer.SetFeature(feature)
        """
      guard let edit = try runTool("python3", ["-c", program]) else { return }
      if edit.output.contains("No module named") {
        print("skipped: python3-gdal is not installed")
        return
      }
      #expect(edit.status == 0, "\(edit.output)")
      let database = try Database(reading: path)
      let check = try database.prepare(
        """
        SELECT rtreecheck('rtree_parcels_geom'),
          (SELECT group_concat(id) FROM rtree_parcels_geom WHERE maxx < 0 OR id = 1),
          (SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'parcels')
        """
      )
      #expect(try check.step())
      #expect((0..<3).map { check.text(at: $0) } == ["ok", "2", "599"])
    }
  }

  @Test func passesTheValidator() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try Self.write(path)
      guard
        let result = try runTool(
          "python3",
          ["-m", "osgeo_utils.samples.validate_gpkg", "--extra", path]
        )
      else { return }
      if result.output.contains("No module named") {
        print("skipped: python3-gdal is not installed")
        return
      }
      #expect(result.status == 0, "\(result.output)")
      #expect(!result.output.lowercased().contains("warning"), "\(result.output)")
    }
  }
}
