import Findings
import Foundation
import Revenue
import Testing

/// What inspectors' decisions teach about a kind of finding.
@Suite struct PrecisionUpdateTests {
  private func update(
    _ outcomes: [PrecisionUpdate.Outcome],
    prior: Assumed = Assumed(value: 0.6, count: 9, reason: ""),
    top: Int = 0,
    rest: Int = 0
  ) throws -> PrecisionUpdate {
    try #require(
      PrecisionUpdate(
        kind: .encroachment,
        prior: prior,
        outcomes: outcomes,
        top: top,
        rest: rest
      )
    )
  }

  private func outcomes(_ isTrue: Int, _ isFalse: Int, top: Bool = true, probability: Double = 1)
    -> [PrecisionUpdate.Outcome]
  {
    ((0..<isTrue).map { _ in true } + (0..<isFalse).map { _ in false }).map {
      PrecisionUpdate.Outcome(probability: probability, isTrue: $0, isTop: top)
    }
  }

  /// 0.6 counted in nine cases is Beta(5.4, 3.6); seven of ten more make it Beta(12.4, 6.6).
  @Test func certainSignsGiveTheBetaDistribution() throws {
    let update = try update(outcomes(7, 3), top: 10)
    let (a, b) = (0.6 * 9 + 7, 0.4 * 9 + 3)
    #expect(abs(update.mean - a / (a + b)) < 1e-6)
    let variance = a * b / ((a + b) * (a + b) * (a + b + 1))
    #expect(abs(update.deviation - variance.squareRoot()) < 1e-6)
    #expect(update.decided == 10 && update.confirmed == 7 && update.effective == 10)
  }

  /// A sign of one half that proves true half the time has a kind that is always right.
  @Test func theProbabilityOfTheSignIsNotCountedTwice() throws {
    let flat = Assumed(value: 0.5, count: 1, reason: "")
    let update = try update(outcomes(50, 50, probability: 0.5), prior: flat, top: 100)
    #expect(update.mean > 0.9)
    #expect(update.share == 0.5)
  }

  /// The top is all true, of what lies beyond a fifth is: 90 findings at the top, 910 beyond.
  @Test func theLotSpeaksForWhatTheBudgetDidNotReach() throws {
    let all = outcomes(90, 0) + outcomes(2, 8, top: false)
    let update = try update(all, top: 90, rest: 910)
    // weights 1 and 91: (90 + 2 · 91) / 1000
    #expect(abs(update.share - 0.272) < 1e-12)
    // (90 + 10 · 91)² / (90 + 10 · 91²)
    #expect(abs(update.effective - 1_000_000 / 82_900) < 1e-9)
    #expect(update.mean > 0.272 && update.mean < 0.6)
    #expect(try self.update(outcomes(90, 0), top: 90, rest: 910).share == 1)
  }

  @Test func whatIsKnownExactlyOrUndecidedTeachesNothing() throws {
    let exact = try update(outcomes(0, 5), prior: Assumed(value: 0.6, reason: ""), top: 5)
    #expect(exact.mean == 0.6 && exact.deviation == 0)
    let nothing = PrecisionUpdate(
      kind: .gap,
      prior: Assumed(value: 0.5, count: 1, reason: ""),
      outcomes: [],
      top: 3,
      rest: 0
    )
    #expect(nothing == nil)
  }

  /// Many decisions leave nothing of the prior.
  @Test func manyDecisionsOutweighThePrior() throws {
    let update = try update(outcomes(300, 700), top: 1_000)
    #expect(abs(update.mean - 0.3) < 0.01 && update.deviation < 0.02)
  }
}
