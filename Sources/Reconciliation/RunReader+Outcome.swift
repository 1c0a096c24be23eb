import Cadastre
import Findings
import Revenue

/// What a finished run came to: its money, its list of inspections, what inspectors decided.
extension RunReader {
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

  /// Where each record stands in the balance; a package of an earlier version does not tell.
  static func parts(_ package: RunPackage) throws(JobFailure) -> BalanceParts {
    func column(_ name: String) throws(JobFailure) -> [BalancePart] {
      guard let table = package.optionalTable(name), table.has("balance") else { return [] }
      return try table.rows { (row) throws(JobFailure) in try row.code("balance") }
    }
    var parts = BalanceParts()
    parts.parcels = try column("parcels")
    parts.buildings = try column("buildings")
    parts.constructions = try column("constructions")
    parts.surveyParcels = try column("survey_parcels")
    parts.surveyBuildings = try column("survey_buildings")
    return parts
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
