import Cadastre
import Findings
import TestSupport
import Testing

@testable import Revenue

/// The sum of a town: what averages out and what does not.
@Suite struct PortfolioTests {
  /// A policy of which nothing is uncertain but what `change` makes so.
  func policy(_ change: (inout Policy) -> Void = { _ in }) throws -> Policy {
    var policy = try Policies.certain()
    change(&policy)
    return policy
  }

  func stake(
    _ finding: Int,
    probability: Double = 1,
    roubles: Double = 1000,
    channel: Channel = .fine,
    spread: Spread = Spread(),
    relief: Relief? = nil
  ) -> Stake {
    Stake(
      finding: "F\(finding)",
      kind: .encroachment,
      probability: probability,
      channel: channel,
      period: .once,
      budget: .municipal,
      base: Kopecks(roubles: roubles) ?? .zero,
      rate: Rate(billionths: 1_000_000_000),
      least: .zero,
      spread: spread,
      relief: relief
    )
  }

  func sums(_ stakes: [Stake], _ policy: Policy, _ channel: Channel = .fine) -> [Double] {
    let key = TotalKey(channel: channel, period: .once, budget: .municipal)
    return Portfolio(policy: policy, draws: 2000).sums(stakes)[key]?.sorted().map { $0 / 100 } ?? []
  }

  func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }

  /// 400 signs of 1000 ₽ at p = 0.5: binomial, mean 200 000, deviation 1000 × √(400 × 0.25) = 10 000.
  ///
  /// A percentile of 2000 draws errs by √(0.1 × 0.9 / 2000) / (0.1755 / 10 000) = 382; four times that and half the
  /// step of 1000 between the sums that can be make 2000.
  @Test func doubtfulSignsTogetherAreNotNothing() throws {
    let draws = sums((0..<400).map { stake($0, probability: 0.5) }, try policy())
    #expect(Portfolio.draws >= 2000)
    #expect(abs(quantile(draws, 0.1) - 187_184) < 2000)
    #expect(abs(quantile(draws, 0.9) - 212_816) < 2000)
    #expect(abs(deviation(draws) - 10_000) < 500)
  }

  /// Precision 0.6 ± 0.15 of the kind is a beta distribution (5.8, 3.867): its 10th and 90th percentile by
  /// numerical integration are 0.3972 and 0.7926; 400 certain ones add little to that.
  @Test func precisionOfAKindDoesNotAverageOut() throws {
    let policy = try policy {
      $0.precision.other = Assumed(value: 0.6, spread: 0.25, reason: "test")
    }
    let draws = sums((0..<400).map { stake($0) }, policy).map { $0 / 400_000 }
    #expect(abs(quantile(draws, 0.1) - 0.3972) < 0.02)
    #expect(abs(quantile(draws, 0.9) - 0.7926) < 0.02)
    #expect(abs(draws.reduce(0, +) / Double(draws.count) - 0.6) < 0.012)
  }

  /// 0.6 counted in 24 cases: deviation √(0.24 / 25) = 0.098; 400 signs at 0.6 add √(0.24 / 400) = 0.0245, together
  /// 0.101.
  @Test func aCountIsASpread() throws {
    let counted = Assumed(value: 0.6, count: 24, reason: "inspections of 2025")
    #expect(abs(counted.shareDeviation - 0.097_98) < 0.000_01)
    let policy = try policy { $0.precision.other = counted }
    let draws = sums((0..<400).map { stake($0) }, policy).map { $0 / 400_000 }
    #expect(abs(deviation(draws) - 0.101) < 0.006)
  }

  /// One lot for all lines of a finding: two lines bring both or nothing.
  @Test func linesOfAFindingShareItsTruth() throws {
    let policy = try policy()
    let one = sums([stake(1, probability: 0.5), stake(1, probability: 0.5)], policy)
    #expect(Set(one) == [0, 2000])
    let two = sums([stake(1, probability: 0.5), stake(2, probability: 0.5)], policy)
    #expect(Set(two) == [0, 1000, 2000])
  }

  /// 100 signs of 1000 ₽ ± 40 %: their own errors leave 400 × √100 = 4000, an error of the policy's figure, the
  /// same for all, 40 000 (a little less, for what is cut at nought).
  @Test func errorsOfThePolicyAreCommon() throws {
    let policy = try policy()
    let own = sums((0..<100).map { stake($0, spread: Spread(own: 0.4)) }, policy)
    #expect(abs(deviation(own) - 4000) < 250)
    let common = sums(
      (0..<100).map { stake($0, spread: Spread(common: ["valuation.land.other": 0.4])) },
      policy
    )
    #expect(abs(deviation(common) - 39_800) < 2000)
  }

  /// Half of the payers, each by himself, pay nothing: as doubtful as the sign itself.
  @Test func reliefIsDrawnForEachPayer() throws {
    let relief = Relief(key: "r", share: Assumed(value: 0.5, reason: ""), portion: 1)
    let draws = sums((0..<400).map { stake($0, relief: relief) }, try policy())
    #expect(abs(deviation(draws) - 10_000) < 500)
    #expect(abs(quantile(draws, 0.5) - 200_000) < 1100)
  }

  @Test func reductionsAreBelowNought() throws {
    let draws = sums(
      (0..<100).map { stake($0, probability: 0.9, channel: .reduction) },
      try policy(),
      .reduction
    )
    #expect(draws.allSatisfy { $0 < 0 })
  }

  /// Another policy with the same numbers for a channel gives that channel the same range.
  @Test func neitherOrderNorTheNameOfThePolicyCanBeSeen() throws {
    let policy = try Policies.named("ru-2026")
    let stakes = (0..<50).map { i in
      stake(i / 2, probability: 0.6, roubles: Double(100 * i), spread: Spread(own: 0.3))
    }
    let key = TotalKey(channel: .fine, period: .once, budget: .municipal)
    let first = Portfolio(policy: policy)
    #expect(first.sums(stakes)[key] == first.sums(stakes.reversed())[key])
    var other = policy
    other.id = "another"
    #expect(Portfolio(policy: other).seed == first.seed)
    #expect(Portfolio(policy: other).sums(stakes)[key] == first.sums(stakes)[key])
  }

  /// The model written down again with another generator: one town in ten brings less than the low figure,
  /// one in ten more than the high one.
  @Test func coversTheTruth() throws {
    let policy = try policy {
      $0.precision.other = Assumed(value: 0.7, spread: 0.2, reason: "test")
      $0.collection[.fine] = Assumed(value: 0.6, reason: "test")
    }
    let stakes = (0..<60).map { i in
      stake(i, probability: 0.3 + 0.01 * Double(i), roubles: 500 + 10 * Double(i))
    }
    let draws = sums(stakes, policy)
    let (low, high) = (quantile(draws, 0.1), quantile(draws, 0.9))
    var generator = SeededGenerator(seed: 11)
    func uniform() -> Double { Double(generator.next() >> 11) / 9_007_199_254_740_992 }
    var below = 0
    var above = 0
    for _ in 0..<3000 {
      // a beta distribution with mean 0.7 and deviation 0.14 is close to a normal one there
      let normal = (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
      let precision = min(1, max(0, 0.7 + 0.14 * normal))
      var sum = 0.0
      for stake in stakes where uniform() < stake.probability * precision {
        sum += stake.base.roubles * 0.6
      }
      if sum < low { below += 1 }
      if sum > high { above += 1 }
    }
    #expect(abs(Double(below) / 3000 - 0.1) < 0.025)
    #expect(abs(Double(above) / 3000 - 0.1) < 0.025)
  }

  /// Totals of an assessment: expected is the exact sum, low is above nought where every line's is nought.
  @Test func totalsOfAnAssessment() throws {
    var town = Town()
    for i in 1...60 { town.parcel("90:25:010101:\(i)", roubles: 2_000_000) }
    let findings = (1...60).map { i in
      Finding.sign(
        .encroachment,
        id: "F\(i)",
        register: ["90:25:010101:\(i)"],
        area: 40,
        onto: .unallocated,
        probability: 0.8
      )
    }
    let result = try town.assess(findings, Policies.named("ru-2026"))
    let row = try #require(result.totals.rows.first { $0.channel == .redistributionFee })
    let lines = result.lines.filter { $0.channel == .redistributionFee }
    #expect(lines.allSatisfy { $0.low == .zero })
    #expect(row.range.low > .zero && row.range.low < row.range.expected)
    #expect(row.range.expected == lines.reduce(.zero) { $0 + $1.expected })
    #expect(row.count == 60)
    #expect(row.range.high < lines.reduce(.zero) { $0 + $1.high })
    #expect(result.totals.draws == Portfolio.draws)
    let back = try town.assess(findings.reversed(), Policies.named("ru-2026"))
    #expect(back == result)
    let precision = result.assumptions.first { $0.code == "precision.encroachment" }
    #expect(precision.map { abs($0.spread - 0.25) < 1e-9 } == true)
  }
}
