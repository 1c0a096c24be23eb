import SQLiteStore

/// What people call a column of a table, and which values it may have.
public struct ColumnDescription: Sendable, Equatable {
  /// The table.
  public var table: String
  /// The column.
  public var column: String
  /// A few words for a form.
  public var title: String
  /// More of them.
  public var description: String
  /// The name of its list of values; nil where any will do.
  public var list: String?

  /// Makes a description.
  public init(
    table: String,
    column: String,
    title: String,
    description: String,
    list: String? = nil
  ) {
    self.table = table
    self.column = column
    self.title = title
    self.description = description
    self.list = list
  }
}

/// The values a column may have, each with its meaning.
public struct ValueList: Sendable, Equatable {
  /// Its name, lower case.
  public var name: String
  /// Values and their meanings, in the order they are offered.
  public var values: [(value: String, meaning: String)]

  /// Makes a list.
  public init(name: String, values: [(value: String, meaning: String)]) {
    self.name = name
    self.values = values
  }

  /// Whether name and values are the same.
  public static func == (first: ValueList, second: ValueList) -> Bool {
    first.name == second.name && first.values.elementsEqual(second.values, by: ==)
  }
}

extension GeoPackageWriter {
  /// Writes the schema extension (OGC 12-128r17 annex F.9): titles of columns and lists of values, which GDAL
  /// offers as field domains.
  ///
  /// - Parameters:
  ///   - columns: At most one description of each column; of columns that are there.
  ///   - lists: Those the columns name.
  /// - Throws: ``FormatError/unwritable(file:reason:)``
  public mutating func addDescriptions(
    _ columns: [ColumnDescription],
    lists: [ValueList]
  ) throws(FormatError) {
    let literal = GeoPackageSchema.literal
    var sql = GeoPackageSchema.descriptionTables
    for each in columns {
      let texts = [each.table, each.column, each.column, each.title, each.description].map(literal)
      sql +=
        "INSERT INTO gpkg_data_columns VALUES (\(texts.joined(separator: ", ")), NULL, "
        + "\(each.list.map(literal) ?? "NULL"));\n"
    }
    for list in lists {
      for (value, meaning) in list.values {
        sql +=
          "INSERT INTO gpkg_data_column_constraints VALUES (\(literal(list.name)), 'enum', "
          + "\(literal(value)), NULL, NULL, NULL, NULL, \(literal(meaning)));\n"
      }
    }
    try execute(sql)
  }

  /// Adds a view: a question people ask often, answered from the tables that are there.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - selection: SQL; its first column is the `fid` of a table, all are columns of tables as they are.
  ///   - layer: The layer whose `geom` is its second column; nil for a view without geometry.
  ///   - description: What it answers.
  /// - Throws: ``FormatError/unwritable(file:reason:)``
  public mutating func addView(
    name: String,
    selection: String,
    shapesOf layer: String?,
    description: String
  ) throws(FormatError) {
    let (view, words) = (GeoPackageSchema.literal(name), GeoPackageSchema.literal(description))
    var sql = "CREATE VIEW \(GeoPackageSchema.quoted(name)) AS \(selection);\n"
    if let layer {
      let source = GeoPackageSchema.literal(layer)
      sql += """
        INSERT INTO gpkg_contents SELECT \(view), 'features', \(view), \(words), last_change, \
        min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE table_name = \(source);
        INSERT INTO gpkg_geometry_columns SELECT \(view), column_name, geometry_type_name, srs_id, \
        z, m FROM gpkg_geometry_columns WHERE table_name = \(source);
        """
    } else {
      sql += """
        INSERT INTO gpkg_contents VALUES (\(view), 'attributes', \(view), \(words), \
        \(GeoPackageSchema.literal(lastChange)), NULL, NULL, NULL, NULL, NULL);
        """
    }
    try execute(sql)
  }
}

extension GeoPackageSchema {
  fileprivate static let descriptionTables = """
    CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, \
    title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, \
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), \
    CONSTRAINT gdc_tn UNIQUE (table_name, name));
    CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, \
    constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, \
    max_is_inclusive BOOLEAN, description TEXT, \
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
    INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', \
    'http://www.geopackage.org/spec130/#extension_schema', 'read-write');
    INSERT INTO gpkg_extensions VALUES ('gpkg_data_column_constraints', NULL, 'gpkg_schema', \
    'http://www.geopackage.org/spec130/#extension_schema', 'read-write');

    """
}
