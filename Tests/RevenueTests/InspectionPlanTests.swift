import Cadastre
import Findings
import Foundation
import Revenue
import Testing

/// Which finding is looked into first, and which by lot.
@Suite struct InspectionPlanTests {
  private static let costs = """
    {"hourlyCost": 700, "travelHours": 0.5,
     "kinds": {"duplicate": {"place": "desk", "hours": 0.5}},
     "default": {"place": "field", "hours": 2}}
    """

  private func costs(_ text: String = Self.costs) throws -> InspectionCosts {
    try JSONDecoder().decode(InspectionCosts.self, from: Data(text.utf8))
  }

  private func finding(_ id: String, _ kind: FindingKind, quarter: String = "90:25:010101")
    -> Finding
  {
    Finding(
      id: id,
      kind: kind,
      quarter: quarter,
      registerIDs: ["\(quarter):1"],
      surveyIDs: [],
      measure: 1,
      unit: .squareMetres,
      probability: 0.5,
      detail: "",
      detailEnglish: ""
    )
  }

  private func line(_ finding: String, _ roubles: Int64, _ channel: Channel = .fine)
    -> RevenueLine
  {
    let sum = Kopecks(rawValue: roubles * 100)
    return RevenueLine(
      finding: finding,
      object: "o",
      quarter: "90:25:010101",
      channel: channel,
      tax: "t",
      base: .zero,
      rate: 0,
      low: sum,
      expected: sum,
      high: sum,
      period: .once,
      budget: .municipal,
      law: "",
      assumptions: ""
    )
  }

  @Test func moneyPerHourLeadsAndARefundCountsAsMoney() throws {
    // 2 000 ₽ in two hours are 1 000 ₽ an hour; 900 ₽ back in half an hour are 1 800 ₽ an hour.
    let plan = InspectionPlan(
      findings: [finding("a", .encroachment), finding("b", .duplicate), finding("c", .gap)],
      lines: [line("a", 1_500), line("a", 500), line("b", -900, .reduction)],
      costs: try costs()
    )
    #expect(plan.rows.map(\.finding) == ["b", "a", "c"])
    #expect(plan.rows.map(\.perHour) == [1_800, 1_000, 0])
    #expect(plan.rows[0].expected == Kopecks(rawValue: -90_000))
    #expect(plan.rows.map(\.visit.place) == [.desk, .field, .field])
    // 0.5 + 2 + 2 hours and one way to the quarter
    #expect(plan.chosen.hours == 5 && plan.chosen.cost == Kopecks(rawValue: 350_000))
    #expect(plan.chosen.stake == Kopecks(rawValue: 290_000))
  }

  @Test func aTenthIsDrawnTheRestIsTheTop() throws {
    let findings = (0..<500).map { finding("f\($0)", .gap, quarter: "q\($0 % 7)") }
    let lines = (0..<500).map { line("f\($0)", Int64($0)) }
    let plan = InspectionPlan(findings: findings, lines: lines, budget: 60, seed: "s")
    let chosen = plan.rows.filter { $0.choice != nil }
    #expect(chosen.count == 60 && plan.chosen.random == 6)
    let drawn = plan.rows.enumerated().filter { $0.element.choice == .random }.map(\.offset)
    let ranked = plan.rows.enumerated().filter { $0.element.choice == .ranked }.map(\.offset)
    // the top without holes but for those the lot took anyway
    let last = try #require(ranked.last)
    #expect(Set(ranked).union(drawn.filter { $0 < last }) == Set(0...last))
    #expect(Set(chosen.map(\.tour)).sorted() == Array(1...Set(chosen.map(\.quarter)).count))
    let shuffled = InspectionPlan(
      findings: findings.reversed(),
      lines: lines.shuffled(),
      budget: 60,
      seed: "s"
    )
    #expect(shuffled == plan)
    #expect(InspectionPlan(findings: findings, lines: lines, budget: 60, seed: "t") != plan)
  }

  /// Over many lots the share confirmed among those drawn is that of the list; among the top it is not.
  @Test func theLotIsUnbiased() {
    let findings = (0..<200).map { finding("f\($0)", .gap) }
    let lines = (0..<200).map { line("f\($0)", Int64($0)) }
    // the dear ones are true, the cheap ones are not: 60 of 200
    func isTrue(_ id: String) -> Bool { (Int(id.dropFirst()) ?? 0) >= 140 }
    var drawn = (true: 0, all: 0)
    var top = (true: 0, all: 0)
    for seed in 0..<400 {
      let plan = InspectionPlan(findings: findings, lines: lines, budget: 50, seed: "\(seed)")
      for row in plan.rows where row.choice == .random {
        drawn = (drawn.true + (isTrue(row.finding) ? 1 : 0), drawn.all + 1)
      }
      for row in plan.rows where row.choice == .ranked {
        top = (top.true + (isTrue(row.finding) ? 1 : 0), top.all + 1)
      }
    }
    #expect(drawn.all == 400 * 5)
    // standard error √(0.3 · 0.7 / 2000) = 0.010
    #expect(abs(Double(drawn.true) / Double(drawn.all) - 0.3) < 0.04)
    #expect(Double(top.true) / Double(top.all) > 0.95)
  }

  @Test func aBudgetBeyondTheListTakesAll() {
    let plan = InspectionPlan(findings: [finding("a", .gap)], lines: [], budget: 1_000)
    #expect(plan.chosen.count == 1 && plan.chosen.random == 1)
    #expect(InspectionPlan(findings: [], lines: [], budget: 5).rows.isEmpty)
  }

  @Test func wrongCostsAreNamed() {
    let unknownPlace = Self.costs.replacing("\"field\"", with: "\"feild\"")
    let error = #expect(throws: DecodingError.self) { try self.costs(unknownPlace) }
    #expect("\(String(describing: error))".contains("the nearest known is \"field\""))
    #expect(throws: DecodingError.self) {
      try self.costs(Self.costs.replacing("\"hours\": 2", with: "\"hours\": 0"))
    }
    #expect(throws: DecodingError.self) {
      try self.costs(Self.costs.replacing("travelHours", with: "travelhours"))
    }
  }
}
