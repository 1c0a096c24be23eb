/// The SQL of a GeoPackage: OGC 12-128r17 (version 1.3), annexes C, D and F.3, and GDAL's count of features.
enum GeoPackageSchema {
  /// "GPKG" (requirement 2).
  static let applicationID = 0x4750_4B47
  /// Version 1.3.0 (requirement 2).
  static let userVersion = 10_300

  static let tables = """
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, \
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, \
    definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, \
    identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL \
    DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, \
    max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) \
    REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, \
    feature_count INTEGER DEFAULT NULL);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, \
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, \
    m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), \
    CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn \
    FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs \
    FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
    CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, \
    extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, \
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    """

  /// An identifier in double quotes.
  static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// A text in single quotes.
  static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// The name of the spatial index of a layer.
  static func indexName(_ table: String) -> String { "rtree_\(table)_geom" }

  /// The triggers that keep the spatial index, for programs that edit the file later.
  ///
  /// They call ST_ functions that plain SQLite lacks, so they are made after the features are in.
  static func indexTriggers(_ table: String) -> String {
    let name = { (suffix: String) in quoted("rtree_\(table)_geom_\(suffix)") }
    let index = quoted(indexName(table))
    let table = quoted(table)
    let isThere = "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\"))"
    let isAbsent = "(NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\"))"
    let put = """
      INSERT OR REPLACE INTO \(index) VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), \
      ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"));
      """
    let remove = "DELETE FROM \(index) WHERE id = OLD.\"fid\";"
    return """
      CREATE TRIGGER \(name("insert")) AFTER INSERT ON \(table) \
      WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN \(put) END;
      CREATE TRIGGER \(name("update1")) AFTER UPDATE OF "geom" ON \(table) \
      WHEN OLD."fid" = NEW."fid" AND \(isThere) BEGIN \(put) END;
      CREATE TRIGGER \(name("update2")) AFTER UPDATE OF "geom" ON \(table) \
      WHEN OLD."fid" = NEW."fid" AND \(isAbsent) BEGIN \(remove) END;
      CREATE TRIGGER \(name("update3")) AFTER UPDATE ON \(table) \
      WHEN OLD."fid" != NEW."fid" AND \(isThere) BEGIN \(remove) \(put) END;
      CREATE TRIGGER \(name("update4")) AFTER UPDATE ON \(table) \
      WHEN OLD."fid" != NEW."fid" AND \(isAbsent) BEGIN \
      DELETE FROM \(index) WHERE id IN (OLD."fid", NEW."fid"); END;
      CREATE TRIGGER \(name("delete")) AFTER DELETE ON \(table) \
      WHEN old."geom" NOT NULL BEGIN \(remove) END;
      """
  }

  /// The triggers that keep GDAL's count of features.
  static func countTriggers(_ table: String) -> String {
    let update = { (change: String) in
      """
      UPDATE gpkg_ogr_contents SET feature_count = feature_count \(change) \
      WHERE lower(table_name) = lower(\(literal(table)));
      """
    }
    return """
      CREATE TRIGGER \(quoted("trigger_insert_feature_count_\(table)")) \
      AFTER INSERT ON \(quoted(table)) BEGIN \(update("+ 1")) END;
      CREATE TRIGGER \(quoted("trigger_delete_feature_count_\(table)")) \
      AFTER DELETE ON \(quoted(table)) BEGIN \(update("- 1")) END;
      """
  }
}
