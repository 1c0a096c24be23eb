import Cadastre
import Findings
import Revenue

/// What a finished run came to: its money, its list of inspections, what inspectors decided.
extension RunReader {
  /// The lines of money.
  static func revenue(
    _ package: RunPackage,
    _ findings: [Finding]
  ) throws(JobFailure) -> [RevenueLine] {
    let quarters = Dictionary(
      findings.map { ($0.id, $0.quarter) },
      uniquingKeysWith: { first, _ in first }
    )
    return try package.table("revenue").rows { (row) throws(JobFailure) in
      RevenueLine(
        finding: row.text("finding"),
        object: row.text("object"),
        quarter: quarters[row.text("finding")] ?? "",
        channel: try row.code("channel"),
        tax: row.text("tax"),
        base: row.money("base") ?? .zero,
        rate: row.number("rate") ?? 0,
        low: row.money("low") ?? .zero,
        expected: row.money("expected") ?? .zero,
        high: row.money("high") ?? .zero,
        period: try row.code("period"),
        budget: try row.code("budget"),
        law: row.text("law"),
        assumptions: row.text("assumptions")
      )
    }
  }

  /// The sums as the run tells them.
  static func totals(_ package: RunPackage) throws(JobFailure) -> [MoneyTotal] {
    try package.table("revenue_totals").rows { (row) throws(JobFailure) in
      MoneyTotal(
        channel: try row.code("channel"),
        period: try row.code("period"),
        budget: try row.code("budget"),
        lines: row.integer("lines") ?? 0,
        low: row.money("low") ?? .zero,
        expected: row.money("expected") ?? .zero,
        high: row.money("high") ?? .zero
      )
    }
  }

  /// Place of each finding on the list, and the last place that was ranked into the budget.
  static func ranks(
    _ package: RunPackage
  ) throws(JobFailure) -> (ranks: [String: Int], lastRanked: Int) {
    var ranks: [String: Int] = [:]
    var last = 0
    _ = try package.table("inspections").rows { (row) throws(JobFailure) -> Int? in
      let rank = row.integer("rank") ?? 0
      ranks[row.text("finding")] = rank
      if row.text("chosen") == InspectionPlan.Choice.ranked.rawValue { last = max(last, rank) }
      return nil
    }
    return (ranks, last)
  }

  /// What inspectors decided.
  static func decisions(_ package: RunPackage) throws(JobFailure) -> [Decision] {
    try package.table("decisions").rows { (row) throws(JobFailure) in
      Decision(
        finding: row.text("finding"),
        verdict: try row.code("decision"),
        inspector: row.text("inspector"),
        date: row.text("date"),
        note: row.text("note")
      )
    }
  }
}
