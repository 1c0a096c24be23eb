import Foundation
import Geometry
import SQLiteStore

/// The type of a column of a table we write.
public enum ColumnType: String, Sendable, Hashable, CaseIterable {
  case integer = "INTEGER"
  case real = "REAL"
  case text = "TEXT"
  case boolean = "BOOLEAN"
  /// ISO 8601 `2026-03-01`, given as text.
  case date = "DATE"
  /// ISO 8601 `2026-03-01T12:00:00.000Z`, given as text.
  case dateTime = "DATETIME"
}

/// Writes a GeoPackage 1.3: layers one after another, each row by row or table by table.
///
/// The same calls give the same bytes: the date of change is a parameter and nothing depends on the clock.
/// Everything is one unsafe transaction without a journal; a file that was not finished is to be thrown
/// away. The order of calls: `beginLayer`, `append` as often as needed, `endLayer`, …, `finish`.
/// Coordinates are written as they are, x first; a feature without geometry gets NULL.
public struct GeoPackageWriter: ~Copyable {
  /// What geometry the features of a layer have.
  public enum GeometryKind: String, Sendable {
    case multiPolygon = "MULTIPOLYGON"
    case point = "POINT"
    case lineString = "LINESTRING"
    case geometry = "GEOMETRY"
  }

  private let path: String
  let lastChange: String
  private let database: Database
  private var systems: Set<Int32> = [-1, 0, 4326]
  var layer: OpenLayer?
  var blob = GeoPackageBlob()

  /// The layer under construction; a class because it owns a statement and is used in place.
  final class OpenLayer {
    let name: String
    let columns: [(name: String, type: ColumnType)]
    /// Nil for a table without geometry.
    let srsID: Int32?
    let insert: Statement
    var extent = Envelope.empty
    var entries: [(row: Int64, box: Envelope)] = []
    var count: Int64 = 0

    init(
      name: String,
      columns: [(name: String, type: ColumnType)],
      srsID: Int32?,
      insert: consuming Statement
    ) {
      self.name = name
      self.columns = columns
      self.srsID = srsID
      self.insert = insert
    }
  }

  /// Makes a new file.
  ///
  /// - Parameters:
  ///   - path: Where; there must be no file yet.
  ///   - lastChange: The date of change every layer gets.
  /// - Throws: ``FormatError/unwritable(file:reason:)``
  public init(path: String, lastChange: String = "2000-01-01T00:00:00.000Z") throws(FormatError) {
    let database = try Self.create(path)
    self.path = path
    self.lastChange = lastChange
    self.database = database
  }

  /// Makes the file and what every GeoPackage has, and leaves the transaction open.
  private static func create(_ path: String) throws(FormatError) -> Database {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw .unwritable(file: path, reason: "there is a file already")
    }
    do throws(SQLiteError) {
      let database = try Database(creating: path)
      try database.execute(
        """
        PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = 0;
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -65536;
        PRAGMA application_id = \(GeoPackageSchema.applicationID);
        PRAGMA user_version = \(GeoPackageSchema.userVersion);
        BEGIN;
        """ + GeoPackageSchema.tables
      )
      try insert(
        .undefinedCartesian,
        description: "undefined cartesian coordinate reference system",
        into: database
      )
      try insert(
        .undefinedGeographic,
        description: "undefined geographic coordinate reference system",
        into: database
      )
      try insert(
        .wgs84,
        description: "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid",
        into: database
      )
      return database
    } catch {
      throw .unwritable(file: path, reason: error.description)
    }
  }

  // MARK: Layers

  /// Begins a layer of features with the columns `fid`, `geom` and those given.
  ///
  /// - Throws: ``FormatError/unwritable(file:reason:)``, also when the name is taken.
  public mutating func beginLayer(
    name: String,
    columns: [(name: String, type: ColumnType)],
    crs: GeoPackageCRS,
    description: String = "",
    geometry: GeometryKind = .multiPolygon
  ) throws(FormatError) {
    precondition(layer == nil, "endLayer() must come before the next layer")
    do throws(SQLiteError) {
      if systems.insert(crs.srsID).inserted {
        try Self.insert(crs, description: nil, into: database)
      }
      let insert = try begin(
        name,
        columns,
        "features",
        description,
        key: "fid",
        geometry: geometry,
        srsID: crs.srsID
      )
      layer = OpenLayer(name: name, columns: columns, srsID: crs.srsID, insert: insert)
    } catch { throw failure(error) }
  }

  /// Begins a table without geometry with the columns `key` and those given.
  ///
  /// Fill it with ``append(_:)`` and ``append(values:)``, end it with ``endLayer()``.
  /// - Throws: ``FormatError/unwritable(file:reason:)``, also when the name is taken.
  public mutating func beginAttributesTable(
    name: String,
    columns: [(name: String, type: ColumnType)],
    description: String = "",
    key: String = "fid"
  ) throws(FormatError) {
    precondition(layer == nil, "endLayer() must come before the next table")
    do throws(SQLiteError) {
      let insert = try begin(
        name,
        columns,
        "attributes",
        description,
        key: key,
        geometry: nil,
        srsID: nil
      )
      layer = OpenLayer(name: name, columns: columns, srsID: nil, insert: insert)
    } catch { throw failure(error) }
  }

  /// Writes a table without geometry at once.
  public mutating func addAttributesTable(
    name: String,
    columns: [(name: String, type: ColumnType)],
    description: String = "",
    rows: [[AttributeValue]]
  ) throws(FormatError) {
    try beginAttributesTable(name: name, columns: columns, description: description)
    for row in rows { try append(values: row) }
    try endLayer()
  }

  /// Ends the layer: spatial index, extent, count, triggers.
  public mutating func endLayer() throws(FormatError) {
    guard let layer else { preconditionFailure("no layer was begun") }
    self.layer = nil
    do throws(SQLiteError) { try end(layer) } catch { throw failure(error) }
  }

  /// Runs SQL of the caller's: views, styles, indices of columns.
  ///
  /// Not for changing features of an ended layer: its triggers need functions that only GIS programs have.
  public mutating func execute(_ sql: String) throws(FormatError) {
    do throws(SQLiteError) { try database.execute(sql) } catch { throw failure(error) }
  }

  /// Ends the file; it may be published when this returns.
  public consuming func finish() throws(FormatError) {
    precondition(layer == nil, "endLayer() must come before finish()")
    do throws(SQLiteError) { try database.execute("COMMIT") } catch { throw failure(error) }
  }
}

// MARK: - Inside

extension GeoPackageWriter {
  func failure(_ error: SQLiteError) -> FormatError {
    .unwritable(file: path, reason: error.description)
  }

  private func begin(
    _ name: String,
    _ columns: [(name: String, type: ColumnType)],
    _ dataType: String,
    _ description: String,
    key: String,
    geometry: GeometryKind?,
    srsID: Int32?
  ) throws(SQLiteError) -> Statement {
    let quoted = GeoPackageSchema.quoted
    var definitions = ["\(quoted(key)) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if let geometry { definitions.append("\"geom\" \(geometry.rawValue)") }
    definitions += columns.map { "\(quoted($0.name)) \($0.type.rawValue)" }
    try database.execute(
      "CREATE TABLE \(quoted(name)) (\(definitions.joined(separator: ", ")))"
    )
    let contents = try database.prepare(
      "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)"
    )
    for (index, text) in [name, dataType, name, description, lastChange].enumerated() {
      try contents.bind(text, at: index)
    }
    if let srsID { try contents.bind(Int64(srsID), at: 5) }
    try contents.run()
    if let geometry, let srsID {
      let literal = GeoPackageSchema.literal(name)
      try database.execute(
        """
        INSERT INTO gpkg_geometry_columns VALUES \
        (\(literal), 'geom', '\(geometry.rawValue)', \(srsID), 0, 0);
        INSERT INTO gpkg_extensions VALUES (\(literal), 'geom', 'gpkg_rtree_index', \
        'http://www.geopackage.org/spec130/#extension_rtree', 'write-only');
        """
      )
    }
    let parameters = definitions.map { _ in "?" }.joined(separator: ", ")
    return try database.prepare("INSERT INTO \(quoted(name)) VALUES (\(parameters))")
  }

  private func end(_ layer: OpenLayer) throws(SQLiteError) {
    let literal = GeoPackageSchema.literal(layer.name)
    if layer.srsID != nil {
      let index = GeoPackageSchema.indexName(layer.name)
      try database.execute(
        """
        CREATE VIRTUAL TABLE \(GeoPackageSchema.quoted(index)) \
        USING rtree(id, minx, maxx, miny, maxy)
        """
      )
      try RTreePacking(layer.entries).write(to: database, name: index)
      try database.execute(GeoPackageSchema.indexTriggers(layer.name))
      if !layer.extent.isEmpty {
        let update = try database.prepare(
          """
          UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? \
          WHERE table_name = \(literal)
          """
        )
        try update.bind(layer.extent.minX, at: 0)
        try update.bind(layer.extent.minY, at: 1)
        try update.bind(layer.extent.maxX, at: 2)
        try update.bind(layer.extent.maxY, at: 3)
        try update.run()
      }
    }
    try database.execute(
      "INSERT INTO gpkg_ogr_contents VALUES (\(literal), \(layer.count));"
        + GeoPackageSchema.countTriggers(layer.name)
    )
  }

  private static func insert(
    _ crs: GeoPackageCRS,
    description: String?,
    into database: borrowing Database
  ) throws(SQLiteError) {
    let statement = try database.prepare(
      "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)"
    )
    try statement.bind(crs.name, at: 0)
    try statement.bind(Int64(crs.srsID), at: 1)
    try statement.bind(crs.organization, at: 2)
    try statement.bind(Int64(crs.organizationCode), at: 3)
    try statement.bind(crs.wkt, at: 4)
    try statement.bind(description, at: 5)
    try statement.run()
  }
}
