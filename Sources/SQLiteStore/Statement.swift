internal import CSQLite

/// One compiled statement: bind, step, look at the columns, reset, again; freed when the value goes.
///
/// Parameters and columns are counted from 0.
public struct Statement: ~Copyable {
  private let handle: OpaquePointer

  /// What a column of the current row holds.
  public enum Kind: Sendable {
    case null, integer, real, text, blob
  }

  init(connection: OpaquePointer, sql: String) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
    guard code == SQLITE_OK else { throw SQLiteError(connection: connection, sql: sql) }
    guard let handle else {
      throw SQLiteError(code: SQLITE_MISUSE, message: "no statement in the text", sql: sql)
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: Running

  /// Goes to the next row.
  ///
  /// - Returns: False after the last one.
  public func step() throws(SQLiteError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure()
    }
  }

  /// Runs a statement that returns no rows and makes it ready for the next values.
  public func run() throws(SQLiteError) {
    while try step() {}
    reset()
  }

  /// Makes the statement ready to run again; the bound values stay.
  public func reset() {
    // Its result only repeats the failure of the last step, which was thrown then.
    sqlite3_reset(handle)
  }

  // MARK: Parameters

  /// Binds NULL.
  public func bindNull(at index: Int) throws(SQLiteError) {
    try check(sqlite3_bind_null(handle, Int32(index + 1)))
  }

  /// Binds a whole number.
  public func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
    try check(sqlite3_bind_int64(handle, Int32(index + 1), value))
  }

  /// Binds a real number; SQLite has no NaN and stores NULL for it.
  public func bind(_ value: Double, at index: Int) throws(SQLiteError) {
    try check(sqlite3_bind_double(handle, Int32(index + 1), value))
  }

  /// Binds text, or NULL for nil.
  public func bind(_ value: String?, at index: Int) throws(SQLiteError) {
    guard var value else { return try bindNull(at: index) }
    let number = Int32(index + 1)
    let code = value.withUTF8 { bytes in
      guard let address = bytes.baseAddress, !bytes.isEmpty else {
        // No address would mean NULL to SQLite.
        return sqlite3_bind_text(handle, number, "", 0, Self.transient)
      }
      return address.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
        let encoding = UInt8(SQLITE_UTF8)
        return sqlite3_bind_text64(
          handle,
          number,
          text,
          UInt64(bytes.count),
          Self.transient,
          encoding
        )
      }
    }
    try check(code)
  }

  /// Binds bytes, which SQLite copies.
  public func bind(blob bytes: [UInt8], at index: Int) throws(SQLiteError) {
    let number = Int32(index + 1)
    try check(
      bytes.withUnsafeBytes { raw in
        guard let address = raw.baseAddress, !raw.isEmpty else {
          // No address would mean NULL to SQLite.
          return sqlite3_bind_zeroblob(handle, number, 0)
        }
        return sqlite3_bind_blob64(handle, number, address, UInt64(raw.count), Self.transient)
      }
    )
  }

  // MARK: Columns of the current row

  /// Number of columns.
  public var columnCount: Int { Int(sqlite3_column_count(handle)) }

  /// The name of column `index`.
  public func name(of index: Int) -> String {
    sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? ""
  }

  /// What column `index` holds in this row.
  public func kind(of index: Int) -> Kind {
    switch sqlite3_column_type(handle, Int32(index)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  /// Column `index` as a whole number; 0 for NULL.
  public func integer(at index: Int) -> Int64 { sqlite3_column_int64(handle, Int32(index)) }

  /// Column `index` as a real number; 0 for NULL.
  public func real(at index: Int) -> Double { sqlite3_column_double(handle, Int32(index)) }

  /// Column `index` as text; nil for NULL.
  ///
  /// Bytes that are no UTF-8 become U+FFFD.
  public func text(at index: Int) -> String? {
    guard let text = sqlite3_column_text(handle, Int32(index)) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  /// Lends the bytes of column `index` to `body` without copying; none for NULL.
  ///
  /// They are valid inside `body` only.
  public func withBlob<Result, E: Error>(
    at index: Int,
    _ body: (UnsafeRawBufferPointer) throws(E) -> Result
  ) throws(E) -> Result {
    // First sqlite3_column_blob, then sqlite3_column_bytes (sqlite.org/c3ref/column_blob.html).
    let address = sqlite3_column_blob(handle, Int32(index))
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return try body(UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : count))
  }

  /// Lends the UTF-8 bytes of column `index` as text to `body` without copying; none for NULL.
  ///
  /// They are valid inside `body` only, and whatever the file holds: they may be no UTF-8.
  public func withText<Result>(
    at index: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let address = sqlite3_column_text(handle, Int32(index))
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return body(UnsafeBufferPointer(start: address, count: address == nil ? 0 : count))
  }

  // MARK: Inside

  /// SQLITE_TRANSIENT, a macro Swift cannot see: SQLite copies the bytes before it returns.
  private static var transient: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw failure() }
  }

  private func failure() -> SQLiteError {
    SQLiteError(
      connection: sqlite3_db_handle(handle),
      sql: sqlite3_sql(handle).map { String(cString: $0) } ?? ""
    )
  }
}
