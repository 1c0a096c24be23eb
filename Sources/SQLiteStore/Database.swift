internal import CSQLite

/// A connection to one SQLite file; closed when the value goes.
///
/// Not for sharing between threads: open one a thread.
public struct Database: ~Copyable {
  private let handle: OpaquePointer
  /// Whether all there is to read is in the file itself, and nobody is known to write to it.
  public let isImmutable: Bool

  /// Opens a finished file for reading, without locks and without ever touching it.
  ///
  /// A file that nobody writes to is opened as immutable, which also works in a read-only folder. Where a
  /// write-ahead log or a rollback journal lies beside it, immutable would miss what they hold, so the file
  /// is opened with locks, and as immutable only if that fails.
  /// - Throws: ``SQLiteError`` when the file is missing, unreadable or no database.
  public init(reading path: String) throws(SQLiteError) {
    let uri = "file:" + Self.uriPath(path)
    let isOpenElsewhere = Self.exists(path + "-wal") || Self.exists(path + "-journal")
    let first = uri + (isOpenElsewhere ? "?mode=ro" : "?immutable=1")
    let second = uri + (isOpenElsewhere ? "?immutable=1" : "?mode=ro")
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    do throws(SQLiteError) {
      handle = try Self.open(first, flags: flags)
      isImmutable = !isOpenElsewhere
    } catch {
      handle = try Self.open(second, flags: flags)
      isImmutable = false
    }
  }

  /// Opens a file for writing; it is made when there is none.
  ///
  /// - Throws: ``SQLiteError`` when the file cannot be written or is no database.
  public init(creating path: String) throws(SQLiteError) {
    handle = try Self.open(path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    isImmutable = false
  }

  deinit {
    // Close v2: a statement still alive keeps the connection, and the last one out closes it.
    sqlite3_close_v2(handle)
  }

  /// Compiles one statement.
  public func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    try Statement(connection: handle, sql: sql)
  }

  /// Runs any number of statements and forgets their rows.
  public func execute(_ sql: String) throws(SQLiteError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw SQLiteError(connection: handle, sql: sql)
    }
  }

  /// Runs `body` between BEGIN and COMMIT; when it throws, nothing of it stays.
  public func transaction<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try execute("BEGIN IMMEDIATE")
    do throws(SQLiteError) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite may have rolled back by itself (disk full); a second ROLLBACK then fails, to nobody's harm.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// The rowid of the last row inserted through this connection.
  public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  private static func open(_ name: String, flags: Int32) throws(SQLiteError) -> OpaquePointer {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      // "Whether or not an error occurs when it is opened, resources … should be released by passing it
      // to sqlite3_close()" (sqlite3_open_v2).
      defer { sqlite3_close_v2(handle) }
      throw SQLiteError(code: code, message: String(cString: sqlite3_errstr(code)))
    }
    sqlite3_extended_result_codes(handle, 1)
    // A stranger's file may hide calls in its schema (sqlite.org/security.html). And opening is lazy: reading
    // the schema tells now whether this is a database we may read.
    let caution = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
    let look = "SELECT count(*) FROM sqlite_master"
    let isReader = flags & SQLITE_OPEN_READONLY != 0
    guard sqlite3_exec(handle, isReader ? caution + look : look, nil, nil, nil) == SQLITE_OK
    else {
      defer { sqlite3_close_v2(handle) }
      throw SQLiteError(connection: handle, sql: "")
    }
    return handle
  }

  private static func exists(_ path: String) -> Bool {
    guard let vfs = sqlite3_vfs_find(nil), let access = vfs.pointee.xAccess else { return false }
    var found: Int32 = 0
    return access(vfs, path, SQLITE_ACCESS_EXISTS, &found) == SQLITE_OK && found != 0
  }

  /// Percent-encodes what has a meaning in a URI (sqlite.org/uri.html, §3.1).
  private static func uriPath(_ path: String) -> String {
    var result = ""
    for character in path.unicodeScalars {
      switch character {
      case "%": result += "%25"
      case "?": result += "%3f"
      case "#": result += "%23"
      default: result.unicodeScalars.append(character)
      }
    }
    // After "file:" two slashes would begin an authority.
    return result.hasPrefix("//") ? "//" + result : result
  }
}

extension SQLiteError {
  init(connection: OpaquePointer?, sql: String) {
    self.init(
      code: sqlite3_extended_errcode(connection),
      message: String(cString: sqlite3_errmsg(connection)),
      sql: sql
    )
  }
}
