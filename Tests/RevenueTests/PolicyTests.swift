import Cadastre
import Findings
import Foundation
import Revenue
import TestSupport
import Testing

@Suite struct PolicyTests {
  @Test(arguments: [2021, 2022, 2023, 2024, 2025, 2026])
  func everyYearReadsAndIsSound(_ year: Int) throws {
    let policy = try Policies.named("ru-\(year)")
    let classes = try #require(Town.classifier).classes
    #expect(policy.year == year)
    #expect(policy.id == "ru-\(year)")
    #expect(PolicyCheck.problems(of: policy, classes: classes).isEmpty)
  }

  @Test func theStepOf300MillionIsThatOf2025() throws {
    let value = try #require(Kopecks(roubles: 300_000_000.01))
    let house = TaxSubject(use: UseClass(rawValue: "housing"), area: 1, value: value)
    for (year, share) in [(2024, 0.003), (2025, 0.015), (2026, 0.015)] {
      let rule = try #require(try Policies.named("ru-\(year)").landTax.rule(for: house))
      #expect(rule.effective(for: value).rate.share == share, "\(year)")
      #expect(rule.effective(for: value - Kopecks(rawValue: 1)).rate.share == 0.003)
    }
    let shop = TaxSubject(use: .unknown, purpose: .nonresidential, area: 1, value: value)
    for (year, share) in [(2023, 0.02), (2025, 0.025)] {
      let rule = try #require(try Policies.named("ru-\(year)").propertyTax.rule(for: shop))
      #expect(rule.effective(for: value).rate.share == share, "\(year)")
    }
  }

  @Test func aMunicipalityOverridesByIDAndPutsItsOwnFirst() throws {
    let file = SharedData.projectRoot.appending(path: "Data/synth/policy.json").path
    let policy = try Policy.load(file, library: Policies.shelf)
    let federal = try Policies.named("ru-2026")
    #expect(policy.municipality == "Демоград")
    #expect(policy.year == 2026)
    #expect(policy.landTax.rates.count == federal.landTax.rates.count + 1)
    #expect(policy.landTax.rates.first?.id == "hotels")
    let housing = try #require(policy.landTax.rates.first { $0.id == "housing" })
    #expect(housing.rate.share == 0.002)
    #expect(housing.ceiling.share == 0.003)
    #expect(housing.above?.rate.share == 0.015)
    #expect(policy.landTax.exempt == federal.landTax.exempt)
    #expect(policy.propertyTax == federal.propertyTax)
    let classes = try #require(Town.classifier).classes
    #expect(PolicyCheck.problems(of: policy, classes: classes).isEmpty)
  }

  @Test(arguments: [
    (#"{"extends": "ru-2026", "landTaxx": {}}"#, "", "landTax"),
    (#"{"extends": "ru-2026", "landTax": {"budjet": "municipal"}}"#, "landTax", "budget"),
    (
      #"{"extends": "ru-2026", "landTax": {"rates": [{"id": "housing", "rat": 0.001}]}}"#,
      "landTax.rates[0]", "rate"
    ),
    (
      #"{"extends": "ru-2026", "precision": {"kinds": {"encroachmen": {"value": 1, "reason": ""}}}}"#,
      "precision.kinds", "encroachment"
    ),
    (#"{"extends": "ru-2026", "fine": {"law": {"artikle": "x"}}}"#, "fine.law", "article"),
  ])
  func anUnknownKeyNamesTheNearest(_ text: String, _ place: String, _ nearest: String) throws {
    let error = try #require(throws: RevenueError.self) { try Policies.laid(text) }
    guard case .invalid(let file, let key, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(file == "test.json")
    #expect(key == place)
    #expect(reason.contains("\"\(nearest)\""), "\(reason)")
  }

  @Test func whatIsWrongSaysWhere() throws {
    let texts = [
      #"{"extends": "ru-2026", "landTax": {"rates": [{"id": "housing", "rate": -1}]}}"#:
        "landTax.rates[0].rate",
      #"{"extends": "ru-2026", "year": "2026"}"#: "year",
      #"{"extends": "ru-2026", "landTax": null}"#: "landTax",
    ]
    for (text, place) in texts {
      let error = try #require(throws: RevenueError.self) { try Policies.laid(text) }
      guard case .invalid(_, let key, _) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(key == place)
    }
    #expect(throws: RevenueError.circular(file: "test.json")) {
      try Policies.laid(#"{"extends": "test"}"#)
    }
    let broken = try #require(throws: RevenueError.self) { try Policies.laid("{") }
    guard case .notJSON = broken else {
      Issue.record("\(broken)")
      return
    }
    #expect(throws: RevenueError.self) { try Policies.laid(#"{"extends": "ru-1999"}"#) }
  }

  @Test func theCheckFindsWhatTheLawForbids() throws {
    let policy = try Policies.laid(
      #"""
      {"extends": "ru-2026", "collection": {"fine": null}, "landTax": {"rates": [
        {"id": "housing", "rate": 0.004, "uses": ["houssing"]},
        {"id": "other", "uses": ["retail"]}
      ]}}
      """#
    )
    let classes = try #require(Town.classifier).classes
    let problems = PolicyCheck.problems(of: policy, classes: classes)
    #expect(
      problems.map(\.key) == [
        "landTax.rates.housing", "landTax.rates.housing", "landTax.rates", "collection",
      ]
    )
    #expect(problems.first?.reason.english.contains("\"housing\"") == true)
  }
}

@Suite struct RateTests {
  @Test(arguments: [
    // 350 000.00 × 0.3 % = 1050.00; 0.01 × 0.5 = half a kopeck, away from zero
    (Int64(35_000_000), 0.003, Int64(105_000)), (1, 0.5, 1), (-1, 0.5, -1), (1, 0.49, 0),
    // 123 456.78 × 1.5 % = 1851.8517
    (12_345_678, 0.015, 185_185), (0, 0.3, 0), (.max, 1, .max), (.max, 2, .max),
    (-.max, 1000, -.max),
  ])
  func exactKopecks(_ sum: Int64, _ share: Double, _ expected: Int64) throws {
    #expect(Kopecks(rawValue: sum).times(try #require(Rate(share))).rawValue == expected)
  }

  @Test func refusesWhatIsNoShare() {
    for share in [-0.1, .nan, .infinity, 1e7] { #expect(Rate(share) == nil) }
  }
}
