import Foundation
import Formats
import Geometry
import SQLiteStore
import TestSupport
import Testing

@Suite struct GeoPackageReaderTests {
  @Test func readsWhatWeWrite() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try GeoPackageWriterTests.write(path)
      let tables = try FeatureReader.read(path: path)
      #expect(tables.map(\.name) == ["parcels", "it's a \"test\"", "shifts", "empty", "balance"])
      let parcels = tables[0]
      #expect(parcels.count == 600)
      #expect(parcels.rows == Array(1...600))
      #expect(parcels.crs == .definition(GeoPackageWriterTests.local.wkt))
      #expect(parcels.columns.map(\.name) == ["cad_number", "area", "ok", "seen"])
      for i in 0..<300 {
        let (x, y) = (Double(i % 100) * 10, Double(i / 100) * 10)
        let shape = i % 7 == 3 ? .empty : i % 5 == 0 ? courtyard(x, y) : square(x, y)
        #expect(parcels.shapes[i] == shape)
        #expect(parcels.shapes[i + 300] == shape)
        #expect(parcels.columns[0].values[i] == .text("16:50:0100\(i)"))
        #expect(parcels.columns[1].values[i] == (i % 2 == 0 ? .real(Double(i) / 3) : .null))
      }
      // A point is no polygon; a record without geometry stays.
      #expect(tables[1].count == 1)
      #expect(tables[1].crs == .definition("EPSG:4326"))
      #expect(tables[1].rows == [2])
      #expect(tables[1].rejects == [ReadReject(row: 1, reason: "not a polygon: Point")])
      #expect(tables[3].count == 0)
      #expect(tables[4].crs == nil)
      #expect(tables[4].column("READ")?.values == [.integer(3), .null])
      #expect(tables[4].column("ok")?.values == [.boolean(true), .boolean(false)])
      #expect(tables[4].shapes.count == 2)
      #expect(try FeatureReader.read(path: path, layer: "Parcels").map(\.name) == ["parcels"])
      #expect(
        throws: FormatError.noSuchLayer(
          file: path,
          layer: "plots",
          available: tables.map(\.name)
        )
      ) { try FeatureReader.read(path: path, layer: "plots") }
    }
  }

  @Test func tellsBadRecordsWithTheirKeys() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      var writer = try GeoPackageWriter(path: path)
      try writer.beginLayer(
        name: "p",
        columns: [("name", .text), ("Cad_Number", .text)],
        crs: .undefinedCartesian
      )
      for index in 1...4 {
        try writer.append(shape: square(0, 0), values: [.text("n"), .text("1:2:\(index)")])
      }
      // The triggers come with endLayer, so this is the time for damage.
      try writer.execute(
        """
        UPDATE p SET geom = x'475000' WHERE fid = 1; UPDATE p SET geom = 'text' WHERE fid = 3;
        UPDATE p SET fid = 77, geom = substr(geom, 1, 100), Cad_Number = NULL WHERE fid = 4;
        """
      )
      try writer.endLayer()
      try writer.finish()
      let table = try #require(try FeatureReader.read(path: path).first)
      #expect(table.crs == nil)
      #expect(table.rows == [2])
      #expect(table.columns.map { $0.values.count } == [1, 1])
      #expect(table.shapes[0] == square(0, 0))
      #expect(table.rejects.map(\.row) == [1, 3, 77])
      #expect(table.rejects.map(\.key) == ["1:2:1", "1:2:3", nil])
      #expect(
        table.rejects.map(\.reason) == [
          "the geometry has no GeoPackage header", "the geometry is no blob",
          "the geometry is damaged at byte 62",
        ]
      )
    }
  }

  @Test func aRingThatIsNotClosedIsClosedAndTold() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      var writer = try GeoPackageWriter(path: path)
      try writer.beginLayer(name: "p", columns: [], crs: .undefinedCartesian)
      for _ in 1...3 { try writer.append(shape: square(0, 0), values: []) }
      // 40 bytes of header, 9 of the collection, 13 of polygon and ring: the fifth vertex is moved
      // from where the ring began to one metre further east.
      try writer.execute(
        """
        UPDATE p SET geom = CAST(substr(geom, 1, 126) || x'000000000000f03f' || substr(geom, 135)
        AS BLOB) WHERE fid = 2; DELETE FROM p WHERE fid = 1;
        """
      )
      try writer.endLayer()
      try writer.finish()
      let table = try #require(try FeatureReader.read(path: path).first)
      #expect(table.rows == [2, 3] && table.rejects.isEmpty)
      #expect(table.flaws == [ReadFlaw(record: 0, kind: .unclosedRing)])
      #expect(table.shapes[0].x.count == 6 && table.shapes[0].x[4] == 1)
      #expect(table.shapes[1] == square(0, 0))
    }
  }

  @Test func readsViewsAndOddTables() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      var writer = try GeoPackageWriter(path: path)
      try writer.beginLayer(name: "p", columns: [("n", .integer)], crs: .wgs84)
      for index in 1...3 {
        try writer.append(shape: square(1, 2), values: [.integer(Int64(index))])
      }
      try writer.endLayer()
      try writer.execute(
        """
        CREATE VIEW v AS SELECT geom, n * 2 AS m, x'00ff' AS b FROM p WHERE n > 1;
        INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('v', 'features', 4326);
        INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
        CREATE TABLE t (code TEXT PRIMARY KEY, flag BOOLEAN);
        INSERT INTO t VALUES ('a', 1);
        INSERT INTO gpkg_contents (table_name, data_type) VALUES ('t', 'attributes');
        CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT);
        INSERT INTO gpkg_contents (table_name, data_type) VALUES ('layer_styles', 'attributes');
        """
      )
      try writer.finish()
      let tables = try FeatureReader.read(path: path)
      #expect(tables.map(\.name) == ["p", "v", "t"])
      #expect(tables[1].rows == [1, 2])
      #expect(tables[1].column("m")?.values == [.integer(4), .integer(6)])
      #expect(tables[1].column("b")?.values == [.text("00ff"), .text("00ff")])
      #expect(tables[1].shapes[1] == square(1, 2))
      #expect(tables[2].column("code")?.values == [.text("a")])
      #expect(tables[2].column("flag")?.values == [.boolean(true)])
    }
  }

  @Test func refusesWhatIsNoGeoPackage() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.db").path
      do {
        let database = try Database(creating: path)
        try database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
      }
      #expect(throws: FormatError.self) { try FeatureReader.read(path: path) }
      let cut = folder.appending(path: "cut.gpkg")
      try GeoPackageWriterTests.write(folder.appending(path: "b.gpkg").path)
      let whole = try Data(contentsOf: folder.appending(path: "b.gpkg"))
      for count in [20, 100, 4096, 5000, whole.count / 2, whole.count - 4096] {
        try whole.prefix(count).write(to: cut)
        #expect(throws: FormatError.self) { try FeatureReader.read(path: cut.path) }
      }
      #expect(throws: FormatError.self) {
        try FeatureReader.read(path: folder.appending(path: "none.gpkg").path)
      }
    }
  }

  /// Whatever bytes are changed, the reader answers, and its columns are of one length.
  @Test func survivesDamage() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try GeoPackageWriterTests.write(path, parcels: 40)
      let whole = try Data(contentsOf: URL(filePath: path))
      let damagedPath = folder.appending(path: "b.gpkg").path
      var generator = SeededGenerator(seed: 3)
      for _ in 0..<80 {
        var damaged = whole
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
          damaged[Int.random(in: 16..<damaged.count, using: &generator)] =
            UInt8.random(in: .min ... .max, using: &generator)
        }
        try damaged.write(to: URL(filePath: damagedPath))
        guard let tables = try? FeatureReader.read(path: damagedPath) else { continue }
        for table in tables {
          #expect(table.rows.count == table.count)
          for column in table.columns { #expect(column.values.count == table.count) }
        }
      }
    }
  }

  @Test(
    .enabled(if: SharedData.isPresent),
    arguments: [
      ("bag-doesburg/register_2011.gpkg", "buildings", 7084, 0, "EPSG:28992"),
      ("bag-doesburg/survey_2020.gpkg", "buildings", 7221, 0, "EPSG:28992"),
      ("bubenec/bubenec.gpkg", "plots", 407, 0, "EPSG:3857"),
      ("bubenec/bubenec.gpkg", "tessellation", 144, 0, "EPSG:3857"),
      ("bubenec/bubenec.gpkg", "streets", 0, 35, "EPSG:3857"),
      ("eubucco/gov.gpkg", "buildings", 1383, 0, "EPSG:3035"),
      ("eubucco/osm.gpkg", "buildings", 1794, 0, "EPSG:3035"),
      ("eubucco/msft.gpkg", "buildings", 1723, 0, "EPSG:3035"),
    ]
  )
  func agreesWithGDALOnRealData(
    file: String,
    layer: String,
    count: Int,
    rejects: Int,
    crs: String
  ) throws {
    let path = SharedData.path(file)
    let table = try #require(try FeatureReader.read(path: path, layer: layer).first)
    #expect(table.count == count)
    #expect(table.rejects.count == rejects)
    #expect(table.crs == .definition(crs))
    guard let info = try runTool("ogrinfo", ["-so", path, layer]) else { return }
    #expect(info.output.contains("Feature Count: \(count + rejects)"))
    for column in table.columns { #expect(info.output.contains("\n\(column.name): ")) }
    guard count > 0 else { return }
    let extent = LayerDescription(table).extent
    // What GDAL prints is what the file's writer entered, some with six digits.
    let numbers = info.output.firstMatch(of: /Extent: \((.+), (.+)\) - \((.+), (.+)\)/)?.output
    let stated = try #require(numbers)
    let pairs = [
      (stated.1, extent.minX), (stated.2, extent.minY), (stated.3, extent.maxX),
      (stated.4, extent.maxY),
    ]
    for (text, side) in pairs {
      let number = try #require(Double(text))
      #expect(abs(number - side) <= abs(side) * 5e-6)
    }
  }
}
