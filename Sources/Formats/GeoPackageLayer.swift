import SQLiteStore

/// A layer as the tables of a GeoPackage describe it.
struct GeoPackageLayer {
  var table: String
  /// Nil for a table without geometry.
  var geometryColumn: String?
  var crs: SourceCRS?

  /// All layers of features and attributes, in the order they were entered; views as well unless told otherwise.
  static func all(
    in database: borrowing Database,
    withoutViews: Bool = false
  ) throws(SQLiteError) -> [GeoPackageLayer] {
    let hasGeometry = try database.has(table: "gpkg_geometry_columns")
    let source =
      hasGeometry
      ? """
      SELECT c.table_name, g.column_name, coalesce(g.srs_id, c.srs_id) FROM gpkg_contents c \
      LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
      """ : "SELECT c.table_name, NULL, c.srs_id FROM gpkg_contents c"
    // "aspatial" is what GDAL called attributes before version 1.2 of the standard.
    let statement = try database.prepare(
      source + " WHERE c.data_type IN ('features', 'attributes', 'aspatial')"
        + (withoutViews
          ? " AND c.table_name NOT IN (SELECT name FROM sqlite_master WHERE type = 'view')" : "")
        + " ORDER BY c.rowid"
    )
    var layers: [GeoPackageLayer] = []
    while try statement.step() {
      guard let table = statement.text(at: 0) else { continue }
      var layer = GeoPackageLayer(table: table, geometryColumn: statement.text(at: 1))
      if layer.geometryColumn != nil, statement.kind(of: 2) == .integer {
        layer.crs = try database.crs(statement.integer(at: 2))
      }
      layers.append(layer)
    }
    return layers
  }

  /// The columns of a layer's table, sorted into what they are for.
  struct Columns {
    /// The integer primary key; nil for a view or another kind of key.
    var key: String?
    var geometry: String?
    var values: [(name: String, isBoolean: Bool)] = []

    /// Selects the key, the geometry and all attributes, in the order of the key.
    func selection(from table: String) -> String {
      let quoted = GeoPackageSchema.quoted
      let list = [key.map(quoted) ?? "NULL", geometry.map(quoted) ?? "NULL"]
      return "SELECT " + (list + values.map { quoted($0.name) }).joined(separator: ", ")
        + " FROM " + quoted(table) + (key.map { " ORDER BY \(quoted($0))" } ?? "")
    }
  }

  /// Looks at the table itself: the primary key is the row and no attribute.
  func columns(in database: borrowing Database) throws(SQLiteError) -> Columns {
    let statement = try database.prepare(
      "SELECT name, upper(type), pk FROM pragma_table_info(?) ORDER BY cid"
    )
    try statement.bind(table, at: 0)
    var found: [(name: String, type: String, isKey: Bool)] = []
    while try statement.step() {
      let name = statement.text(at: 0) ?? ""
      found.append((name, statement.text(at: 1) ?? "", statement.integer(at: 2) > 0))
    }
    guard !found.isEmpty else { throw SQLiteError(code: 1, message: "there is no such table") }
    var columns = Columns()
    let keys = found.filter { $0.isKey }
    if keys.count == 1, ["INTEGER", "INT", "MEDIUMINT"].contains(keys[0].type) {
      columns.key = keys[0].name
    }
    for column in found where column.name != columns.key {
      if let geometryColumn, column.name.lowercased() == geometryColumn.lowercased() {
        columns.geometry = column.name
      } else {
        columns.values.append((column.name, column.type == "BOOLEAN"))
      }
    }
    if let geometryColumn, columns.geometry == nil {
      throw SQLiteError(code: 1, message: "there is no geometry column \(geometryColumn)")
    }
    return columns
  }
}

extension Database {
  /// Bytes of the whole file.
  borrowing func size() throws(SQLiteError) -> Int {
    let statement = try prepare(
      "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    return try statement.step() ? Int(statement.integer(at: 0)) : 0
  }

  borrowing func has(table: String) throws(SQLiteError) -> Bool {
    let statement = try prepare("SELECT 1 FROM sqlite_master WHERE name = ?")
    try statement.bind(table, at: 0)
    return try statement.step()
  }

  /// What `gpkg_spatial_ref_sys` says of a system; nil for the undefined ones (-1 and 0).
  fileprivate borrowing func crs(_ id: Int64) throws(SQLiteError) -> SourceCRS? {
    guard id > 0 else { return nil }
    let statement = try prepare("SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = ?")
    try statement.bind(id, at: 0)
    guard try statement.step() else { return nil }
    var row: [String: String] = [:]
    for index in 0..<statement.columnCount {
      row[statement.name(of: index).lowercased()] = statement.text(at: index)
    }
    if row["organization"]?.uppercased() == "EPSG", let code = row["organization_coordsys_id"] {
      return .definition("EPSG:\(code)")
    }
    // The second is the column of the CRS WKT extension, for systems that WKT 1 cannot say.
    for column in ["definition", "definition_12_063"] {
      guard let definition = row[column], !["", "undefined"].contains(definition.lowercased())
      else { continue }
      return .definition(definition)
    }
    return nil
  }
}
