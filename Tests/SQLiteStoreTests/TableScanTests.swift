import Foundation
import SQLiteStore
import TestSupport
import Testing

/// A value that can be kept and compared.
private enum Kept: Equatable {
  case null, integer(Int64), real(Double), text([UInt8]), blob([UInt8])

  init(_ value: StoredValue) {
    self =
      switch value {
      case .null: .null
      case .integer(let number): .integer(number)
      case .real(let number): .real(number)
      case .text(let bytes): .text(Array(bytes))
      case .blob(let bytes): .blob(Array(bytes))
      }
  }
}

private struct KeptRow: Equatable {
  var row: Int64
  var values: [Kept]
}

/// The walk over pages beside SQLite itself.
@Suite struct TableScanTests {
  private static func root(_ path: String) throws -> Int {
    let database = try Database(reading: path)
    let statement = try database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 't'")
    _ = try statement.step()
    return Int(statement.integer(at: 0))
  }

  /// The rows by pages; nil when the walk gives up.
  private static func scanned(_ data: Data, root: Int, _ columns: [Int]) -> [KeptRow]? {
    data.withUnsafeBytes { bytes in
      guard var scan = TableScan(bytes, root: root) else { return nil }
      var rows: [KeptRow] = []
      let isWhole = scan.rows(columns: columns) { row, values in
        rows.append(KeptRow(row: row, values: values.map { Kept($0) }))
        return true
      }
      return isWhole ? rows : nil
    }
  }

  private static func selected(_ path: String, _ columns: [Int]) throws -> [KeptRow] {
    let database = try Database(reading: path)
    let names = columns.map { "abcdef".map(String.init)[$0] }.joined(separator: ", ")
    let statement = try database.prepare("SELECT rowid, \(names) FROM t ORDER BY rowid")
    var rows: [KeptRow] = []
    while try statement.step() {
      rows.append(
        KeptRow(
          row: statement.integer(at: 0),
          values: columns.indices.map { Kept(statement.stored(at: $0 + 1)) }
        )
      )
    }
    return rows
  }

  /// Makes a table of random values, some of them pages long, with rows taken out and made longer.
  private static func make(_ path: String, pageSize: Int, rows: Int, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let database = try Database(creating: path)
    try database.execute("PRAGMA page_size = \(pageSize); CREATE TABLE t (a, b, c, d, e, f)")
    try database.transaction { () throws(SQLiteError) in
      let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)")
      for _ in 0..<rows {
        for column in 0..<6 {
          switch Int.random(in: 0..<8, using: &random) {
          case 0: try insert.bindNull(at: column)
          case 1: try insert.bind(Int64.random(in: -2...2, using: &random), at: column)
          case 2:
            try insert.bind(Int64.random(in: Int64.min...Int64.max, using: &random), at: column)
          case 3:
            try insert.bind(Int64.random(in: -9_000_000...9_000_000, using: &random), at: column)
          case 4: try insert.bind(Double.random(in: -1e9...1e9, using: &random), at: column)
          case 5:
            let length = Int.random(in: 0...40, using: &random)
            try insert.bind(String(repeating: "ё", count: length), at: column)
          default:
            let longest = Int.random(in: 0..<20, using: &random) == 0 ? 3 * pageSize : 90
            let length = Int.random(in: 0...longest, using: &random)
            try insert.bind(
              blob: (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) },
              at: column
            )
          }
        }
        try insert.run()
      }
      try database.execute(
        """
        DELETE FROM t WHERE rowid % 7 = 3; UPDATE t SET b = zeroblob(700) WHERE rowid % 11 = 5; \
        INSERT INTO t (rowid, a) VALUES (-5, 'below'), (9000000000, 'far')
        """
      )
    }
  }

  @Test(
    "shows the rows SQLite shows",
    arguments: zip([512, 1024, 4096, 65_536, 4096], [400, 900, 700, 300, 0])
  )
  func agrees(pageSize: Int, rows: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "t.db").path
      try Self.make(path, pageSize: pageSize, rows: rows, seed: UInt64(pageSize + rows))
      let data = try Data(contentsOf: URL(filePath: path))
      let root = try Self.root(path)
      for columns in [[0, 1, 2, 3, 4, 5], [5], [1, 3], []] where rows > 0 || !columns.isEmpty {
        let expected = try Self.selected(path, columns.isEmpty ? [0] : columns)
        let found = try #require(Self.scanned(data, root: root, columns))
        #expect(found.map(\.row) == expected.map(\.row))
        if !columns.isEmpty { #expect(found == expected) }
      }
    }
  }

  @Test("gives up where it cannot know")
  func givesUp() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "t.db").path
      do {
        let database = try Database(creating: path)
        try database.execute(
          """
          CREATE TABLE t (a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT 7; \
          CREATE TABLE u (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO u VALUES (1)
          """
        )
      }
      let data = try Data(contentsOf: URL(filePath: path))
      let root = try Self.root(path)
      #expect(Self.scanned(data, root: root, [0]) != nil)
      // The value of a column that was added is not in the row.
      #expect(Self.scanned(data, root: root, [0, 1]) == nil)
      #expect(Self.scanned(data, root: root + 1, [0]) == nil)
      #expect(Self.scanned(data, root: 0, [0]) == nil)
      #expect(Self.scanned(data, root: 99, [0]) == nil)
      #expect(Self.scanned(data.prefix(300), root: root, [0]) == nil)
      #expect(Self.scanned(Data(repeating: 0, count: 4096), root: 1, [0]) == nil)
    }
  }

  @Test("is not led astray by damaged pages")
  func damaged() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "t.db").path
      try Self.make(path, pageSize: 512, rows: 120, seed: 5)
      let whole = try Data(contentsOf: URL(filePath: path))
      let root = try Self.root(path)
      var random = SeededGenerator(seed: 6)
      var survived = 0
      for _ in 0..<3000 {
        var data = whole
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let place = Int.random(in: 100..<data.count, using: &random)
          data[place] = UInt8.random(in: 0...255, using: &random)
        }
        if Self.scanned(data, root: root, [0, 2, 5]) != nil { survived += 1 }
      }
      // Most bytes are content, and only the form is looked at.
      #expect(survived > 300 && survived < 3000)
    }
  }
}
