import Cadastre
import Foundation
import Revenue
import TestSupport
import Testing

@testable import Export
@testable import Reconciliation

/// The totals of one run are the same to the kopeck in `run.json`, the table, the package and the report.
@Suite struct TotalsTests {
  @Test func fourProductsAgreeBeforeAndAfterAnotherPolicy() throws {
    try ReconciledTown.with { town, run, _ in
      let before = try agreement(of: run)
      let policy = town.appending(path: "other.json")
      let text = """
        {"extends": "ru-2026", "id": "other", "redistribution": {"rates": [{"id": "all", "rate": 0.07}]}}
        """
      try Data(text.utf8).write(to: policy)
      _ = try Reassessment.assess(
        run: run.path,
        policyPath: policy.path,
        data: ReconciledTown.data
      )
      #expect(try agreement(of: run) != before)
    }
  }

  /// Compares the four and returns what they tell: expected kopecks by channel, period and budget.
  private func agreement(of run: URL) throws -> [String: Int64] {
    let manifest = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: run.appending(path: "run.json")))
        as? [String: Any]
    )
    let totals = (manifest["money"] as? [String: Any])?["totals"] as? [[String: Any]] ?? []
    var told: [String: Int64] = [:]
    var ranges: [String: [Int64]] = [:]
    for total in totals {
      let key = ["channel", "period", "budget"].map { total[$0] as? String ?? "" }
        .joined(separator: " ")
      let sums = try ["low", "expected", "high"].map {
        try Self.kopecks(total[$0] as? String ?? "")
      }
      told[key] = sums[1]
      ranges[key] = sums
    }
    #expect(told.count == totals.count && told.count >= 5)

    // the table: its lines added up here
    let text = try String(contentsOf: run.appending(path: "tables/revenue.csv"), encoding: .utf8)
    let table = try Self.rows(text)
    var sums: [String: Int64] = [:]
    for row in table {
      let key = "\(row["channel"] ?? "") \(row["period"] ?? "") \(row["budget"] ?? "")"
      sums[key, default: 0] += try Self.kopecks(row["expected"] ?? "")
    }
    #expect(sums == told)

    // the package: its lines and its totals
    let package = try RunPackage(path: run.appending(path: "results.gpkg").path)
    let contents = try RunReader.read(run.path)
    var packed: [String: Int64] = [:]
    for line in contents.revenue {
      packed[
        "\(line.channel.rawValue) \(line.period.rawValue) \(line.budget.rawValue)",
        default: 0
      ] +=
        line.expected.rawValue
    }
    #expect(packed == told)
    let rows = try package.table("revenue_totals").rows { (row) throws(JobFailure) in
      (
        "\(row.text("channel")) \(row.text("period")) \(row.text("budget"))",
        [row.money("low"), row.money("expected"), row.money("high")].map { $0?.rawValue ?? -1 }
      )
    }
    #expect(Dictionary(rows, uniquingKeysWith: { first, _ in first }) == ranges)

    // the report: every figure of every total, with kopecks
    let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
    let part = try #require(
      report.components(separatedBy: "<table class=\"totals\">").dropFirst().first
    )
    .components(separatedBy: "</table>")[0]
    let shown = part.components(separatedBy: "<tr").dropFirst(2).map { row in
      row.matches(of: /−?[0-9][0-9\u{A0}]*,[0-9]{2}/).map { match in
        Int64(match.0.replacing("−", with: "-").filter { $0 == "-" || $0.isNumber }) ?? -1
      }
    }
    #expect(shown.map(\.description).sorted() == ranges.values.map(\.description).sorted())
    return told
  }

  /// An exact amount such as `-12.30`.
  private static func kopecks(_ text: String) throws -> Int64 {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    try #require(parts.count == 2 && parts[1].count == 2, "\(text)")
    return try #require(Int64(parts[0] + parts[1]))
  }

  /// A table of ours by the names of its columns.
  private static func rows(_ text: String) throws -> [[String: String]] {
    var rows: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        rows[rows.count - 1].append(field)
        field = ""
      case "\n" where !isQuoted:
        rows[rows.count - 1].append(field)
        field = ""
        rows.append([])
      default: field.append(character)
      }
    }
    let header = try #require(rows.first)
    return rows.dropFirst().filter { !$0.isEmpty }.map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    }
  }
}
