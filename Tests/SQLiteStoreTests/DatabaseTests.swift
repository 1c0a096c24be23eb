import Foundation
import SQLiteStore
import TestSupport
import Testing

@Suite struct DatabaseTests {
  @Test func keepsEveryKindOfValue() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a b?#%.db").path
      do {
        let database = try Database(creating: path)
        try database.execute("CREATE TABLE t (a, b, c, d, e, f); CREATE TABLE u (x)")
        let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)")
        try insert.bind(Int64.min, at: 0)
        try insert.bind(0.1, at: 1)
        try insert.bind("ё\0🦔", at: 2)
        try insert.bind("", at: 3)
        try insert.bind(blob: [0, 255, 1], at: 4)
        try insert.bindNull(at: 5)
        try insert.run()
        try insert.bind(blob: [], at: 0)
        try insert.bind(Double.nan, at: 1)
        try insert.bind(String?.none, at: 2)
        try insert.run()
        #expect(database.lastInsertedRow == 2)
      }
      let database = try Database(reading: path)
      let select = try database.prepare("SELECT * FROM t ORDER BY rowid")
      #expect(try select.step())
      #expect(select.columnCount == 6)
      #expect(select.name(of: 5) == "f")
      #expect((0..<6).map { select.kind(of: $0) } == [.integer, .real, .text, .text, .blob, .null])
      #expect(select.integer(at: 0) == .min)
      #expect(select.real(at: 1) == 0.1)
      #expect(select.text(at: 2) == "ё\0🦔")
      #expect(select.text(at: 3) == "")
      #expect(select.withBlob(at: 4) { Array($0) } == [0, 255, 1])
      #expect(select.text(at: 5) == nil)
      #expect(try select.step())
      #expect(select.kind(of: 0) == .blob)
      #expect(select.withBlob(at: 0) { $0.count } == 0)
      #expect(select.kind(of: 1) == .null)
      #expect(select.kind(of: 2) == .null)
      #expect(try !select.step())
    }
  }

  @Test func rollsBackWhatThrows() throws {
    try withTemporaryFolder { folder in
      let database = try Database(creating: folder.appending(path: "a.db").path)
      try database.execute("CREATE TABLE t (a UNIQUE)")
      try database.transaction { () throws(SQLiteError) in
        try database.execute("INSERT INTO t VALUES (1)")
      }
      #expect(throws: SQLiteError.self) {
        try database.transaction { () throws(SQLiteError) in
          try database.execute("INSERT INTO t VALUES (2)")
          try database.execute("INSERT INTO t VALUES (1)")
        }
      }
      let count = try database.prepare("SELECT count(*) FROM t")
      #expect(try count.step())
      #expect(count.integer(at: 0) == 1)
    }
  }

  @Test func saysWhatIsWrong() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.db").path
      do throws(SQLiteError) {
        _ = try Database(reading: path)
        Issue.record("a missing file was opened")
      } catch { #expect(error.code == 14) }
      #expect(!FileManager.default.fileExists(atPath: path))
      try Data("not a database, but long enough to look at".utf8).write(to: URL(filePath: path))
      do throws(SQLiteError) {
        _ = try Database(reading: path)
        Issue.record("text was opened")
      } catch { #expect(error.code == 26) }
      let database = try Database(creating: folder.appending(path: "b.db").path)
      do throws(SQLiteError) {
        _ = try database.prepare("SELECT nothing FROM nowhere")
        Issue.record("a wrong statement was compiled")
      } catch {
        #expect(error.sql == "SELECT nothing FROM nowhere")
        #expect(error.description.contains("nowhere"))
      }
      #expect(throws: SQLiteError.self) { _ = try database.prepare("  -- nothing") }
      let statement = try database.prepare("SELECT ?")
      #expect(throws: SQLiteError.self) { try statement.bind("a", at: 1) }
    }
  }

  @Test func readsWhatIsStillInTheLog() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a.db").path
      let writer = try Database(creating: path)
      try writer.execute("PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (7)")
      let reader = try Database(reading: path)
      let select = try reader.prepare("SELECT a FROM t")
      #expect(try select.step())
      #expect(select.integer(at: 0) == 7)
    }
  }

  @Test func readsInAFolderItMayNotWrite() throws {
    try withTemporaryFolder { folder in
      let inner = folder.appending(path: "inner")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      let path = inner.appending(path: "a.db").path
      do {
        let writer = try Database(creating: path)
        try writer.execute("CREATE TABLE t (a); INSERT INTO t VALUES (7)")
      }
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: inner.path)
      defer {
        try? FileManager.default.setAttributes(
          [.posixPermissions: 0o755],
          ofItemAtPath: inner.path
        )
      }
      let reader = try Database(reading: path)
      #expect(try reader.prepare("SELECT a FROM t").step())
      #expect(try FileManager.default.contentsOfDirectory(atPath: inner.path) == ["a.db"])
    }
  }

  @Test func aStatementMayOutliveItsDatabase() throws {
    func statement() throws -> Statement {
      try Database(creating: ":memory:").prepare("SELECT 42")
    }
    let select = try statement()
    #expect(try select.step())
    #expect(select.integer(at: 0) == 42)
  }
}
