import Cadastre
import Findings
import Foundation
import Geometry
import Revenue
import Testing

@testable import Reconciliation

/// What became of findings from one run to the next.
@Suite struct RunComparisonTests {
  private func finding(
    _ id: String,
    _ kind: FindingKind = .areaDifference,
    register: [String] = [],
    survey: [String] = [],
    measure: Double = 10,
    tolerance: Double? = nil,
    at x: Double? = nil,
    width: Double = 10
  ) -> Finding {
    let shape = x.map { x in
      MultiPolygon(shell: [
        Point(x: x, y: 0), Point(x: x + width, y: 0), Point(x: x + width, y: 10),
        Point(x: x, y: 10),
      ])
    }
    return Finding(
      id: id,
      kind: kind,
      quarter: "90:25:010101",
      registerIDs: register,
      surveyIDs: survey,
      measure: measure,
      unit: .squareMetres,
      tolerance: tolerance,
      probability: 1,
      detail: "",
      detailEnglish: "",
      shape: shape ?? .empty
    )
  }

  private func compare(_ first: [Finding], _ second: [Finding]) -> RunComparison {
    RunComparison(
      RunComparison.Side(findings: first, revenue: [], totals: []),
      RunComparison.Side(findings: second, revenue: [], totals: [])
    )
  }

  private func changes(_ comparison: RunComparison) -> [String] {
    comparison.rows.map { "\($0.change) \($0.first?.id ?? "-") \($0.second?.id ?? "-")" }
  }

  @Test func equalIDsAreOneFinding() {
    let comparison = compare(
      [finding("a"), finding("b"), finding("c", measure: -10), finding("d")],
      [finding("e"), finding("d", measure: 5), finding("c", measure: -30), finding("b")]
    )
    #expect(
      changes(comparison) == ["new - e", "gone a -", "worse c c", "better d d", "unchanged b b"]
    )
    #expect(comparison.isDifferent && comparison.count(.worse, .areaDifference) == 1)
    #expect(comparison.count(.worse, .gap) == 0)
    #expect(!compare([finding("a")], [finding("a")]).isDifferent)
    #expect(!compare([], []).isDifferent)
  }

  /// Another survey numbers its plots anew, so ids differ.
  @Test func theSameRegisterObjectsAreOneFinding() {
    let comparison = compare(
      [finding("a", register: ["90:25:010101:1"], survey: ["S-1"])],
      [finding("b", register: ["90:25:010101:1"], survey: ["S-77"], measure: 10.0005)]
    )
    #expect(changes(comparison) == ["unchanged a b"])
    // two of them on one side: nobody can tell which is meant
    let twins = compare(
      [finding("a", register: ["1"]), finding("b", register: ["1"])],
      [finding("c", register: ["1"])]
    )
    #expect(changes(twins) == ["new - c", "gone a -", "gone b -"])
  }

  @Test func mostOfTheLandIsOneFinding() {
    let kind = FindingKind.unregisteredBuilding
    let comparison = compare(
      [
        finding("a", kind, survey: ["S-1"], at: 0), finding("b", kind, survey: ["S-2"], at: 100),
        finding("c", .unregisteredParcel, survey: ["S-3"], at: 200),
      ],
      [
        finding("x", kind, survey: ["T-1"], measure: 20, at: 1, width: 20),
        finding("y", kind, survey: ["T-2"], at: 106),
        finding("z", kind, survey: ["T-3"], at: 200),
      ]
    )
    #expect(
      changes(comparison).sorted() == [
        "gone b -", "gone c -", "new - y", "new - z", "worse a x",
      ]
    )
  }

  @Test func lessThanTheToleranceIsNoise() {
    let comparison = compare(
      [finding("a", measure: 40, tolerance: 9), finding("b", measure: 40, tolerance: 3)],
      [finding("a", measure: 48, tolerance: 10), finding("b", measure: 48, tolerance: 4)]
    )
    #expect(changes(comparison) == ["worse b b", "unchanged a a"])
    // Where a kind has no tolerance, another export of the same survey is no change.
    let without = compare(
      [finding("a", measure: 40), finding("b", measure: 40)],
      [finding("a", measure: 40.3), finding("b", measure: 41)]
    )
    #expect(changes(without) == ["worse b b", "unchanged a a"])
  }

  @Test func moneyIsADifferenceToo() throws {
    func total(_ roubles: Int64) -> MoneyTotal {
      let sum = Kopecks(rawValue: roubles * 100)
      return MoneyTotal(
        channel: .fine,
        period: .once,
        budget: .municipal,
        lines: 1,
        low: .zero,
        expected: sum,
        high: sum
      )
    }
    let comparison = RunComparison(
      RunComparison.Side(findings: [], revenue: [], totals: [total(100)]),
      RunComparison.Side(findings: [], revenue: [], totals: [total(70)])
    )
    #expect(comparison.isDifferent)
    #expect(comparison.money.map(\.difference) == [Kopecks(rawValue: -3_000)])
  }
}
