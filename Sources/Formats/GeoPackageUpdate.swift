import SQLiteStore

/// Changes to a finished GeoPackage.
public enum GeoPackageUpdate {
  /// Puts other rows in place of those of an attributes table of texts; all or nothing.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - path: The package.
  ///   - columns: Names of the columns to fill.
  ///   - rows: Their values, each row as wide as `columns`.
  /// - Throws: ``FormatError`` when the package cannot be written or has no such table.
  public static func replaceRows(
    of table: String,
    in path: String,
    columns: [String],
    rows: [[String]]
  ) throws(FormatError) {
    let name = quoted(table)
    let list = columns.map(quoted).joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    do throws(SQLiteError) {
      let database = try Database(creating: path)
      try database.transaction { () throws(SQLiteError) in
        try database.execute("DELETE FROM \(name)")
        let insert = try database.prepare("INSERT INTO \(name) (\(list)) VALUES (\(marks))")
        for row in rows {
          for (index, value) in row.enumerated() { try insert.bind(value, at: index) }
          try insert.run()
        }
      }
    } catch {
      throw .unwritable(file: path, reason: "\(error)")
    }
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
