import Export
import Findings
import Formats
import Foundation
import SQLiteStore
import TestSupport
import Testing

@testable import Export

/// What makes `results.gpkg` a place to work in: lists of values, titles, views, forms.
@Suite struct ResultsPackageTests {
  private func withPackage(_ body: (_ path: String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      var contents = try SmallTown.contents()
      let finding = try #require(contents.findings.first).id
      contents.decisions = [Decision(finding: finding, verdict: .confirmed, inspector: "Иванова")]
      try Exporter.write(contents, to: folder, assets: Products.assets)
      try body(folder.appending(path: "results.gpkg").path)
    }
  }

  private func rows(_ sql: String, _ path: String) throws -> [[String]] {
    let database = try Database(reading: path)
    let statement = try database.prepare(sql)
    var rows: [[String]] = []
    while try statement.step() {
      rows.append((0..<statement.columnCount).map { statement.text(at: $0) ?? "" })
    }
    return rows
  }

  @Test func everyColumnHasATitleAndEveryCodeItsList() throws {
    try withPackage { path in
      let described = Set(
        try rows("SELECT table_name, column_name FROM gpkg_data_columns", path).map { "\($0)" }
      )
      let tables = try rows(
        "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'",
        path
      ).map { $0[0] }
      #expect(tables.contains("findings_open") && tables.contains("decisions"))
      for table in tables {
        for column in try rows("SELECT name FROM pragma_table_info('\(table)')", path)
        where !["fid", "geom"].contains(column[0]) {
          #expect(described.contains("\([table, column[0]])"), "\(table).\(column[0])")
        }
      }
      // Every code that stands in a column with a list is on the list.
      for each in try rows(
        "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns "
          + "WHERE constraint_name IS NOT NULL",
        path
      ) {
        let strange = try rows(
          "SELECT DISTINCT \"\(each[1])\" FROM \"\(each[0])\" WHERE \"\(each[1])\" IS NOT NULL "
            + "AND \"\(each[1])\" NOT IN (SELECT value FROM gpkg_data_column_constraints "
            + "WHERE constraint_name = '\(each[2])')",
          path
        )
        #expect(strange.isEmpty, "\(each): \(strange)")
      }
    }
  }

  @Test func viewsAnswerFromTheTables() throws {
    try withPackage { path in
      func count(_ name: String, _ condition: String = "1") throws -> Int {
        Int(try rows("SELECT count(*) FROM \"\(name)\" WHERE \(condition)", path)[0][0]) ?? -1
      }
      let all = try count("findings")
      #expect(try count("findings_decided") == 1)
      #expect(try count("findings_open") == all - 1)
      #expect(try count("inspection_places") == count("inspections"))
      #expect(try count("finding_money") == count("revenue"))
      #expect(try count("parcels_alone") == count("parcels", "balance = 'unlinked'"))
      #expect(
        try rows("SELECT decision, inspector FROM findings_decided", path) == [
          ["confirmed", "Иванова"]
        ]
      )
      for view in PackageViews.all {
        let keys = try rows("SELECT count(*), count(DISTINCT fid) FROM \"\(view.name)\"", path)[0]
        #expect(keys[0] == keys[1], "\(view.name): fid is a key")
      }
    }
  }

  @Test(.enabled(if: Products.hasOgrinfo))
  func gdalReadsViewsAndLists() throws {
    try withPackage { path in
      let open = try Products.output("ogrinfo", ["-ro", "-so", path, "findings_open"])
      #expect(open.contains("Geometry Column = geom") && open.contains("FID Column = fid"))
      #expect(!open.contains("Feature Count: 0"))
      let domain = try Products.output("ogrinfo", ["-ro", path, "-fielddomain", "decision"])
      for verdict in Decision.Verdict.allCases {
        #expect(domain.contains("\(verdict.rawValue): \(verdict.words.ru)"), "\(domain)")
      }
    }
  }

  /// QGIS itself opens the table of decisions with a list to choose from.
  @Test func qgisOffersTheDecisions() throws {
    try withPackage { path in
      let program = """
        import sys
        try:
          from qgis.core import QgsApplication, QgsVectorLayer
        except ImportError:
          print("absent"); sys.exit(0)
        app = QgsApplication([], False); app.initQgis()
        layer = QgsVectorLayer("\(path)|layername=decisions", "decisions", "ogr")
        setup = layer.editorWidgetSetup(layer.fields().indexOf("decision"))
        print(setup.type(), [list(each.values())[0] for each in setup.config().get("map", [])])
        open = QgsVectorLayer("\(path)|layername=findings_open", "open", "ogr")
        print(open.isValid(), open.renderer().type(), open.attributeDisplayName(0))
        app.exitQgis()
        """
      let said = try Products.output(
        "env",
        ["QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", program]
      )
      if said.contains("absent") {
        print("skipped: python3-qgis is not installed")
        return
      }
      #expect(
        said.contains("ValueMap ['confirmed', 'rejected', 'exception', 'unclear']"),
        "\(said)"
      )
      #expect(said.contains("True categorizedSymbol"), "\(said)")
    }
  }
}
