/// What SQLite refused to do.
public struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The extended result code, as in sqlite3.h (14 cannot open, 26 not a database, …).
  public var code: Int32
  /// SQLite's own words.
  public var message: String
  /// The statement at fault; empty when there is none.
  public var sql: String

  /// Makes an error.
  public init(code: Int32, message: String, sql: String = "") {
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// One line for people.
  public var description: String {
    sql.isEmpty ? "\(message) (SQLite \(code))" : "\(message) (SQLite \(code)) in: \(sql)"
  }
}
