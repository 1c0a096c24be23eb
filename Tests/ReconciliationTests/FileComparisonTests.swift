import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// What `verify` sees in one file.
///
/// The package is changed by the `sqlite3` program.
@Suite struct FileComparisonTests {
  private func change(_ package: URL, _ sql: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sqlite3")
    process.arguments = [package.path, sql]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// A table, a column, a row and a cell more or other than computed: each is named.
  @Test(
    arguments: [
      (
        "CREATE TABLE extra (id INTEGER PRIMARY KEY, word TEXT);"
          + " INSERT INTO gpkg_contents (table_name, data_type, identifier)"
          + " VALUES ('extra', 'attributes', 'extra');",
        "extra", "table"
      ),
      ("ALTER TABLE balance ADD COLUMN more INTEGER;", "balance.more", "column"),
      ("DELETE FROM balance WHERE layer = 'coverage';", "balance rows", nil),
      (
        "UPDATE balance SET read = read + 1 WHERE layer = 'coverage';", "balance row 7 read", nil
      ),
    ] as [(String, String, String?)]
  )
  func aPackageThatSaysMoreOrOtherIsFoundOut(_ sql: String, _ place: String, _ written: String?)
    throws
  {
    try ReconciledTown.with { town, run, _ in
      let changed = town.deletingLastPathComponent().appending(path: "changed")
      try FileManager.default.copyItem(at: run, to: changed)
      try change(changed.appending(path: "results.gpkg"), sql)
      let found = try FileComparison.differences(
        "results.gpkg",
        written: changed.path,
        computed: run.path
      )
      let difference = try #require(found.first { $0.place == place })
      if let written {
        #expect(difference.written == written && difference.computed == nil)
      }
      #expect(
        try FileComparison.differences("results.gpkg", written: run.path, computed: run.path)
          .isEmpty
      )
    }
  }
}
