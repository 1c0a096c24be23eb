import Alignment
import Cadastre
import Findings
import Foundation
import Revenue

/// The sums: what may be added, cut by tax, budget, kind and quarter; each cut adds up to the same total.
extension ReportPage {
  var money: HTML {
    guard !run.contents.totals.rows.isEmpty else { return .element("section", [], []) }
    return section(
      words.money,
      [
        paragraph(words.policy(parameter("policy"), file: parameter("policy_file"))),
        totalsTable,
        paragraph(words.rangeNote, "quiet"),
        matrix(words.byTax, taxes),
        matrix(words.byBudget, budgets),
        matrix(words.byKind, kindRows),
        laws,
      ]
        + (run.revenue.contains { $0.law.contains("[?]") }
          ? [paragraph(words.unseenLaw, "quiet")] : [])
    )
  }

  private func parameter(_ name: String) -> String {
    run.contents.parameters.first { $0.name == name }?.value ?? ""
  }

  /// The totals as one picture for each period.
  var rangePicture: HTML {
    let parts = Period.both.compactMap { period -> HTML? in
      let rows = run.contents.totals.rows.filter { $0.period == period }
      guard !rows.isEmpty else { return nil }
      return RangePicture(
        title: words.pictureTitle(period.words[language]),
        rows: rows.map { row in
          RangePicture.Row(
            title: row.channel.title[language],
            subtitle: row.budget.words[language],
            low: row.range.low.roubles,
            expected: row.range.expected.roubles,
            high: row.range.high.roubles
          )
        },
        numbers: numbers,
        words: words
      ).svg
    }
    return .element("div", [("class", "pictures")], parts)
  }

  private var totalsTable: HTML {
    let rows = run.contents.totals.rows.map { row -> [HTML] in
      [
        .element("b", [], row.channel.title[language]), .text(row.period.words[language]),
        .text(row.budget.words[language]), .text(numbers.whole(row.count)),
        .element("b", [], numbers.kopecks(row.range.low)),
        .text(numbers.kopecks(row.range.expected)), .text(numbers.kopecks(row.range.high)),
      ]
    }
    return .table(words.totalsHead, numeric: [3, 4, 5, 6], classes: "totals", rows: rows)
  }

  /// A cut of the expected sums: one column for each channel and period, a last row for all.
  func matrix(_ title: String, _ rows: [(label: HTML, account: MoneyAccount)]) -> HTML {
    let keys = run.totals.keys
    guard !rows.isEmpty, !keys.isEmpty else { return .text("") }
    func sums(_ account: MoneyAccount) -> [HTML] {
      keys.map { key in
        .text(account.keys.contains(key) ? numbers.kopecks(account[key].expected) : "—")
      }
    }
    let head = [title] + keys.map { "\(words.short($0.channel)), ₽ \($0.period.words[language])" }
    let last = [HTML.element("b", [], words.all)] + sums(run.totals)
    return .table(
      head,
      numeric: Set(1..<head.count),
      classes: "money",
      rows: rows.map { [$0.label] + sums($0.account) } + [last]
    )
  }

  private var taxes: [(label: HTML, account: MoneyAccount)] {
    grouped(run.revenue, by: \.tax).map { tax, account in
      (.text(MapData.taxes.first { $0.code == tax }?.words[language] ?? tax), account)
    }
  }

  private var budgets: [(label: HTML, account: MoneyAccount)] {
    grouped(run.revenue, by: \.budget.rawValue).map { code, account in
      (.text(Budget(rawValue: code)?.words[language] ?? code), account)
    }
  }

  private var kindRows: [(label: HTML, account: MoneyAccount)] {
    FindingKind.allCases.compactMap { kind in
      run.moneyByKind[kind].map { (.text(kind.titles[language]), $0) }
    }
  }

  private func grouped(
    _ lines: [RevenueLine],
    by key: (RevenueLine) -> String
  ) -> [(key: String, account: MoneyAccount)] {
    var accounts: [String: MoneyAccount] = [:]
    for line in lines { accounts[key(line), default: MoneyAccount()].add(line) }
    return accounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The articles the sums rest on.
  private var laws: HTML {
    var counts: [String: (tax: String, law: String, lines: Int)] = [:]
    for line in run.revenue {
      let tax = MapData.taxes.first { $0.code == line.tax }?.words[language] ?? line.tax
      counts["\(tax)\n\(line.law)", default: (tax, line.law, 0)].lines += 1
    }
    let rows = counts.sorted { $0.key < $1.key }.map { _, row -> [HTML] in
      [.text(row.tax), .text(row.law), .text(numbers.whole(row.lines))]
    }
    return .table(words.lawHead, numeric: [2], classes: "laws", rows: rows)
  }

  var quarters: HTML {
    let sorted = run.quarters.filter { $0.findingCount > 0 }.sorted {
      ($1.findingCount, $0.number) < ($0.findingCount, $1.number)
    }
    guard !sorted.isEmpty else { return .element("section", [], []) }
    let shown = sorted.prefix(Self.shownQuarters)
    let rows = shown.map { quarter -> [HTML] in
      let shift = quarter.shift.flatMap { $0.isSignificant ? $0 : nil }
      return [name(quarter)]
        + cells([
          numbers.whole(quarter.parcels), numbers.whole(quarter.buildings),
          numbers.whole(quarter.findingCount),
          shift.map { numbers.decimal($0.length, 2) } ?? "—",
        ])
    }
    let byMoney = run.quarters.filter { !$0.money.isEmpty }.sorted {
      let sums = (stake($0.money), stake($1.money))
      return sums.0 != sums.1 ? sums.0 > sums.1 : $0.number < $1.number
    }
    var accounts = byMoney.prefix(Self.shownQuarters).map { (name($0), $0.money) }
    let rest = byMoney.dropFirst(Self.shownQuarters)
    if !rest.isEmpty {
      let numbersOfRest = Set(rest.map(\.number))
      var account = MoneyAccount()
      for line in run.revenue where numbersOfRest.contains(line.quarter) { account.add(line) }
      accounts.append((.text(words.otherQuarters(numbers.whole(rest.count))), account))
    }
    return section(
      words.quarters(numbers.whole(shown.count), numbers.whole(run.quarters.count)),
      [
        .table(words.quarterHead, numeric: Set(1...4), rows: rows),
        matrix(words.byQuarter, accounts),
      ]
    )
  }

  private static let shownQuarters = 15

  private func name(_ quarter: QuarterSummary) -> HTML {
    .whole(quarter.number.isEmpty ? "—" : quarter.number)
  }

  private func stake(_ money: MoneyAccount) -> Double {
    money.keys.reduce(0) { $0 + abs(money[$1].expected.roubles) }
  }
}
