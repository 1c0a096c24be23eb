import Cadastre
import Findings
import Foundation
import Revenue
import TestSupport
import Testing

@testable import Export

/// The sums of a run are the same to the kopeck wherever they are told.
@Suite struct MoneyTests {
  /// Totals whose percentiles are not the sums of the lines' own.
  func contents() throws -> RunContents {
    var contents = try SmallTown.contents()
    for index in contents.totals.rows.indices {
      contents.totals.rows[index].range.low = Kopecks(rawValue: -123_456_789 - Int64(index))
      contents.totals.rows[index].range.high = Kopecks(rawValue: 987_654_321 + Int64(index))
    }
    contents.assumptions = [
      RevenueAssumption(code: "precision.encroachment", value: 0.7, spread: 0.25, reason: "<b>")
    ]
    contents.withoutMoney = [
      WithoutMoney(finding: "f", object: "o", reason: "не облагается", reasonEnglish: "exempt")
    ]
    return contents
  }

  func exported(_ body: (URL, RunContents) throws -> Void) throws {
    let contents = try contents()
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      try body(folder, contents)
    }
  }

  @Test func manifestAndTableAgreeToTheKopeck() throws {
    try exported { folder, contents in
      let lines = try Products.csv(folder.appending(path: "tables/revenue.csv"))
      let money = try Products.object(folder.appending(path: "run.json"))["money"] as? [String: Any]
      let totals = money?["totals"] as? [[String: Any]] ?? []
      #expect(totals.count == contents.totals.rows.count)
      for (total, row) in zip(totals, contents.totals.rows) {
        let own = lines.filter {
          $0["channel"] == row.channel.rawValue && $0["period"] == row.period.rawValue
        }
        let sum = own.reduce(Decimal(0)) { $0 + (Decimal(string: $1["expected"] ?? "") ?? 0) }
        #expect(Decimal(string: total["expected"] as? String ?? "") == sum)
        #expect(total["low"] as? String == row.range.low.decimal)
        #expect(total["high"] as? String == row.range.high.decimal)
      }
      #expect((money?["assumptions"] as? [[String: Any]])?.first?["spread"] as? Double == 0.25)
      #expect((money?["without_money"] as? [String: Int]) == ["не облагается": 1])
    }
  }

  @Test func reportAndMapTellTheCarefulFigureOfTheSum() throws {
    try exported { folder, contents in
      let report = try String(
        contentsOf: folder.appending(path: "report.html"),
        encoding: .utf8
      )
      #expect(report.contains("−1\u{A0}234\u{A0}568"))
      #expect(report.contains("precision.encroachment") && report.contains("&lt;b&gt;"))
      #expect(report.contains("не облагается: 1"))
      let meta = try String(
        contentsOf: folder.appending(path: "map/data/meta.js"),
        encoding: .utf8
      )
      #expect(meta.contains(contents.totals.rows[0].range.low.decimal))
      #expect(meta.contains(contents.totals.rows[0].range.expected.decimal))
    }
  }

  /// Every cut of the report ends with the same row, and that row is the sum of the lines to the kopeck.
  @Test func everyCutOfTheReportAddsUpToTheTotal() throws {
    try exported { folder, contents in
      let report = try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
      let cuts = report.components(separatedBy: "<table class=\"money\">").dropFirst()
      #expect(cuts.count == 4)
      let keys = Channel.allCases.flatMap { channel in
        [Period.year, .once].map { (channel, $0) }
      }
      let totals = keys.compactMap { channel, period -> Int64? in
        let own = contents.revenue.filter { $0.channel == channel && $0.period == period }
        return own.isEmpty ? nil : own.reduce(0) { $0 + $1.expected.rawValue }
      }
      for cut in cuts {
        let body = cut.components(separatedBy: "</table>")[0]
          .components(separatedBy: "<tbody>")[1]
        let rows = body.components(separatedBy: "</tr>").dropLast().map { row in
          row.components(separatedBy: "<td class=\"n\">").dropFirst().map { cell in
            Self.kopecks(cell.components(separatedBy: "<")[0])
          }
        }
        #expect(rows.last == totals)
        for column in totals.indices {
          #expect(rows.dropLast().reduce(0) { $0 + $1[column] } == totals[column])
        }
      }
      // the table of totals tells low, expected and high of the sum itself
      for row in contents.totals.rows {
        for sum in [row.range.low, row.range.expected, row.range.high] {
          #expect(report.contains(">\(NumberWords(language: .ru).kopecks(sum))<"))
        }
      }
    }
  }

  private static func kopecks(_ text: String) -> Int64 {
    let digits = text.filter(\.isNumber)
    return (text.hasPrefix("−") ? -1 : 1) * (Int64(digits) ?? 0)
  }

  @Test func theReportDrawsTheRange() throws {
    try exported { folder, contents in
      let report = try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
      let periods = Set(contents.totals.rows.map(\.period)).count
      let rows = contents.totals.rows.count
      #expect(report.components(separatedBy: "<svg ").count - 1 == periods + 1)
      #expect(report.components(separatedBy: "class=\"bar\"").count - 1 == rows)
      #expect(!report.contains("NaN") && !report.contains("nan"))
    }
  }

  @Test(.enabled(if: Products.hasOgrinfo))
  func thePackageAgreesToo() throws {
    try exported { folder, contents in
      let path = folder.appending(path: "results.gpkg").path
      let output = try Products.output(
        "ogrinfo",
        [
          "-ro", path, "-sql",
          "SELECT sum(round(expected * 100)) AS total FROM revenue UNION ALL "
            + "SELECT sum(round(expected * 100)) FROM revenue_totals",
        ]
      )
      let sum = contents.revenue.reduce(Kopecks.zero) { $0 + $1.expected }
      #expect(output.components(separatedBy: "= \(sum.rawValue)").count == 3)
    }
  }

  @Test func excelOpensTheRussianTable() throws {
    try exported { folder, contents in
      let data = try Data(contentsOf: folder.appending(path: "tables/доходы.csv"))
      #expect(data.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
      let text = String(decoding: data.dropFirst(3), as: UTF8.self)
      let rows = text.components(separatedBy: "\r\n")
      #expect(rows.count == contents.revenue.count + 2 && rows.last == "")
      #expect(!rows[0].contains(",") && rows[0].hasPrefix("Признак;Вид признака;"))
      #expect(rows.dropLast().allSatisfy { $0.filter { $0 == ";" }.count == 14 })
      // a key stays text: "16:50:0000012" would be a time of day
      let fields = rows[1].components(separatedBy: ";")
      #expect(fields[2] == "\"=\"\"16:50:0000012\"\"\"")
      #expect(fields[3].hasPrefix("\"=\"\"16:50:0000012:"))
      #expect(fields[6] == "100000,00" && fields[7] == "0,3000")
      let expected = rows.dropFirst().dropLast().reduce(Decimal(0)) { sum, row in
        let field = row.components(separatedBy: ";")[9].replacing(",", with: ".")
        return sum + (Decimal(string: field) ?? .nan)
      }
      let sum = contents.revenue.reduce(Kopecks.zero) { $0 + $1.expected }
      #expect(expected * 100 == Decimal(sum.rawValue))
    }
  }
}
