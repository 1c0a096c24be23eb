import Foundation
import Formats
import Geometry
import SQLiteStore
import TestSupport
import Testing

/// Shapes and keys are the same whether the rows are walked in the file or asked of SQLite.
@Suite struct KeyedGeoPackageTests {
  private static func write(_ path: String) throws {
    var writer = try GeoPackageWriter(path: path)
    try writer.beginLayer(name: "p", columns: [("id", .text)], crs: .undefinedCartesian)
    for index in 0..<400 {
      let x = Double(index % 20) * 10
      let shape: MultiPolygon =
        index % 9 == 4 ? .empty : index % 5 == 0 ? courtyard(x, 0) : square(x, Double(index))
      try writer.append(shape: shape, values: [.text(index % 7 == 2 ? "" : "парцель \(index)")])
    }
    try writer.endLayer()
    try writer.finish()
  }

  private static func change(_ path: String, _ sql: String) throws {
    let database = try Database(creating: path)
    // The triggers of the index call functions that only a spatial library has.
    try database.execute(
      "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'trigger'"
    )
    try database.execute("PRAGMA writable_schema = OFF; VACUUM")
    try database.execute(sql)
  }

  @Test(
    arguments: [
      "",
      "UPDATE p SET id = NULL WHERE fid % 6 = 1",
      "UPDATE p SET id = fid WHERE fid % 6 = 1",
      "UPDATE p SET geom = x'00' WHERE fid % 50 = 1",
      "UPDATE p SET geom = 'text' WHERE fid % 50 = 2; UPDATE p SET id = NULL WHERE fid % 4 = 1",
      "DELETE FROM p WHERE fid % 3 = 0",
      "ALTER TABLE p ADD COLUMN note TEXT DEFAULT 'x'",
      "ALTER TABLE p RENAME COLUMN id TO was; ALTER TABLE p ADD COLUMN cad_number TEXT DEFAULT 'all'",
      "ALTER TABLE p RENAME COLUMN id TO was; ALTER TABLE p ADD COLUMN id INTEGER; "
        + "UPDATE p SET id = 7000000000 + fid",
      "ALTER TABLE p RENAME COLUMN id TO was; ALTER TABLE p ADD COLUMN id REAL; UPDATE p SET id = fid",
      "ALTER TABLE p RENAME COLUMN id TO was",
      "PRAGMA journal_mode = WAL",
      "UPDATE p SET geom = geom || zeroblob(9000) WHERE fid % 40 = 7",
    ]
  )
  func agrees(sql: String) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      let slow = folder.appending(path: "b.gpkg").path
      for file in [path, slow] {
        try Self.write(file)
        try Self.change(file, sql)
      }
      // A column made from others is none that the walk reads past.
      try Self.change(slow, "ALTER TABLE p ADD COLUMN made AS (1) VIRTUAL")
      let names = ["cad_number", "id"]
      let layers = try [path, slow].map { file in
        try #require(try FeatureReader.readKeyed(path: file, keyedBy: names).first)
      }
      #expect(layers[0].shapes == layers[1].shapes)
      #expect(layers[0].keys == layers[1].keys)
      #expect(layers[0].rejects == layers[1].rejects)
      #expect(
        layers[0].keys.count + layers[0].rejects.count == (sql.contains("DELETE") ? 267 : 400)
      )
    }
  }
}
