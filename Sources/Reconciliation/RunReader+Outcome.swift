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

  /// Puts the list of inspections into the order, and with the visits and the choices, that the run tells.
  static func restore(
    _ plan: inout InspectionPlan,
    _ package: RunPackage
  ) throws(JobFailure) {
    let known = Dictionary(
      plan.rows.map { ($0.finding, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    plan.rows = try package.table("inspections").rows { (row) throws(JobFailure) in
      guard var one = known[row.text("finding")] else {
        throw row.damaged("an inspection of a finding that is not there")
      }
      one.visit = Visit(place: try row.code("place"), hours: row.number("hours") ?? 0)
      one.choice = nil
      if row.optional("chosen") != nil {
        let choice: InspectionPlan.Choice = try row.code("chosen")
        one.choice = choice
      }
      one.tour = row.integer("tour") ?? 0
      return one
    }
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
