import Cadastre
import Findings
import Revenue
import TestSupport
import Testing

@Suite struct RangeTests {
  let thousand = Kopecks(rawValue: 100_000)

  func range(
    _ spread: Double,
    _ probability: Double,
    _ collected: Double = 1
  ) -> RevenueRange {
    RevenueRange(
      base: thousand,
      spread: spread,
      probability: probability,
      collected: collected
    ) { $0 }
  }

  /// The 90th percentile of a normal distribution is 1.2815515655 deviations up.
  @Test func certainSignsHaveTheQuantilesOfTheValue() {
    let range = range(0.1, 1)
    #expect(range.low.decimal == "871.84")
    #expect(range.expected.decimal == "1000.00")
    #expect(range.high.decimal == "1128.16")
  }

  /// p = 0.5: the 10th percentile is 0; the 90th is that of the value at (0.9 − 0.5) / 0.5 = 0.8,
  /// 0.8416212336 deviations up; the mean is half.
  @Test func doubtfulSignsMayBringNothing() {
    let range = range(0.1, 0.5)
    #expect(range.low == .zero)
    #expect(range.expected.decimal == "500.00")
    #expect(range.high.decimal == "1084.16")
  }

  /// 1000 × 0.9 × 0.8 = 720; certain percentiles of what comes in are 0 and 800.
  @Test func collectionScales() {
    let range = range(0, 0.9, 0.8)
    #expect(range.low.decimal == "0.00")
    #expect(range.expected.decimal == "720.00")
    #expect(range.high.decimal == "800.00")
  }

  /// p = 0.05: the 90th percentile is 0, the mean 50: the range is widened to hold it.
  @Test func theRangeHoldsTheMean() {
    #expect(range(0.3, 0.05).high.decimal == "50.00")
    for p in [0, 0.05, 0.3, 0.91, 0.95, 1, 2, -1] {
      for spread in [0, 0.2, 3] {
        let range = range(spread, p)
        #expect(range.low <= range.expected && range.expected <= range.high)
        let back = range.negated
        #expect(back.low <= back.expected && back.expected <= back.high)
        #expect(back.low == .zero - range.high)
      }
    }
  }

  /// The closed form against 40 000 seeded draws of the same mixture.
  @Test func agreesWithDraws() {
    var generator = SeededGenerator(seed: 7)
    func uniform() -> Double { Double(generator.next() >> 11) / 9_007_199_254_740_992 }
    for (p, spread) in [(0.7, 0.25), (0.95, 0.1)] {
      var draws: [Double] = []
      for _ in 0..<40_000 {
        // a sum of twelve uniforms less 6 is normal enough for the middle (Irwin–Hall)
        let normal = (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
        draws.append(uniform() < p ? max(0, 1 + spread * normal) * 1000 : 0)
      }
      draws.sort()
      let range = range(spread, p)
      #expect(abs(range.low.roubles - draws[4_000]) < 20)
      #expect(abs(range.high.roubles - draws[36_000]) < 20)
      #expect(abs(range.expected.roubles - draws.reduce(0, +) / 40_000) < 20)
    }
  }

  /// 80 000 × 15 % = 12 000; × 0.5 (sign) × 0.7 (precision) × 0.8 (collection) = 3360.00.
  @Test func policySharesEnterTheLine() throws {
    var town = Town()
    town.parcel("90:25:010101:1", roubles: 2_000_000)
    let finding = Finding.sign(
      .encroachment,
      register: ["90:25:010101:1"],
      area: 40,
      onto: .unallocated,
      probability: 0.5
    )
    let result = try town.assess([finding], Policies.named("ru-2026"))
    let fee = result.lines.first { $0.channel == .redistributionFee }
    #expect(fee?.expected.decimal == "3360.00")
    #expect(fee?.low == .zero)
    #expect(fee?.high.decimal == "9600.00")
    #expect(fee?.assumptions.contains("подтверждаемость 0,70") == true)
    #expect(
      result.assumptions.map(\.code) == [
        "collection.after-registration", "collection.fine", "collection.redistribution-fee",
        "collection.unjust-enrichment", "precision.encroachment",
      ]
    )
  }

  /// 40 m² measured to 0.1 m: σ = 0.1 / √40 = 1.5811 % of the area; 12 000 × (1 ± 1.2815516 × 0.015811).
  @Test func surveyAccuracyWidensTheRange() throws {
    var town = Town()
    town.parcel("90:25:010101:1", roubles: 2_000_000)
    town.plot("p1", accuracy: 0.1)
    let finding = Finding.sign(
      .encroachment,
      register: ["90:25:010101:1"],
      survey: ["p1"],
      area: 40,
      onto: .unallocated
    )
    let fee = try town.assess([finding], Policies.certain()).lines.last
    #expect(fee?.low.decimal == "11756.84")
    #expect(fee?.high.decimal == "12243.16")
  }

  @Test func orderOfFindingsDoesNotMatter() throws {
    var town = Town()
    town.parcel("90:25:010101:1", roubles: 2_000_000)
    town.building("90:25:010101:9", .house, area: 120, roubles: 3_600_000)
    town.plot("p1", use: "сад")
    let findings: [Finding] = [
      .sign(.encroachment, id: "F3", register: ["90:25:010101:1"], area: 4, onto: .public),
      .sign(.demolishedBuilding, id: "F1", register: ["90:25:010101:9"], area: 50),
      .sign(.unregisteredParcel, id: "F2", survey: ["p1"], area: 500),
    ]
    let policy = try Policies.named("ru-2026")
    let first = try town.assess(findings, policy)
    #expect(first == (try town.assess(findings.reversed(), policy)))
    #expect(
      first.totals.rows.map(\.range.expected)
        == RevenueTotals(summing: first.lines.reversed()).rows.map(\.range.expected)
    )
    #expect(first.lines.map(\.finding) == first.lines.map(\.finding).sorted())
  }

  @Test func channelsAreNeverAdded() throws {
    var town = Town()
    town.parcel("90:25:010101:1", roubles: 2_000_000)
    town.parcel("90:25:010101:2", roubles: 2_000_000)
    let result = try town.assess(
      [1, 2].map {
        .sign(
          .encroachment,
          id: "F\($0)",
          register: ["90:25:010101:\($0)"],
          area: 40,
          onto: .unallocated
        )
      },
      Policies.certain()
    )
    let rows = result.totals.rows
    #expect(rows.map(\.count) == [2, 2, 2, 2])
    #expect(
      rows.map(\.channel) == [
        .afterRegistration, .unjustEnrichment, .fine, .redistributionFee,
      ]
    )
    #expect(
      rows.map(\.range.expected.decimal) == ["480.00", "2880.00", "10000.00", "24000.00"]
    )
  }

  /// 35 % may take half the base off, at p = 1 and no spread: the 10th percentile is what they pay, 500; the mean
  /// 1000 × (1 − 0.35 × 0.5) = 825; the 90th 1000.
  @Test func aReliefIsAMixture() {
    let sharp = RevenueRange(
      base: thousand,
      spread: 0,
      probability: 1,
      collected: 1,
      relief: (0.35, 0.5)
    ) { $0 }
    #expect(
      [sharp.low, sharp.expected, sharp.high].map(\.decimal) == ["500.00", "825.00", "1000.00"]
    )
    // with a spread of 10 %: 0.35 · Φ((x / 500 − 1) / 0.1) + 0.65 · Φ((x / 1000 − 1) / 0.1) = 0.1 and 0.9,
    // by an independent bisection: 471.70 and 1102.01
    let wide = RevenueRange(
      base: thousand,
      spread: 0.1,
      probability: 1,
      collected: 1,
      relief: (0.35, 0.5)
    ) { $0 }
    #expect(abs(wide.low.roubles - 471.70) < 0.02)
    #expect(abs(wide.high.roubles - 1102.01) < 0.02)
  }

  @Test func wordsInBothLanguages() throws {
    var town = Town()
    town.parcel("90:25:010101:1", roubles: 2_000_000)
    let finding = Finding.sign(
      .encroachment,
      register: ["90:25:010101:1"],
      area: 40,
      onto: .unallocated
    )
    let policy = try Policies.certain()
    let english = try town.assessor(policy, inEnglish: true).assess([finding]).lines
    #expect(english.allSatisfy { $0.assumptions.contains("probability 1.00") })
  }
}
