import Cadastre
import Findings
import Foundation
import Testing

@testable import Revenue

/// A country nobody has been to: what is Russian is in the data, not in the code.
@Suite struct SecondCountryTests {
  /// Land by one rate with its own classes, months that turn on the 1st, a cap of a half, a levy on idle land, no
  /// fine at all, rent of one year, and the region's share of nothing.
  static let file = #"""
    {
      "id": "lu-2026", "title": "Lutetia, 2026", "year": 2026, "assumedUse": "vineyard",
      "purposes": [{"id": "any", "purpose": "house"}],
      "landTax": {
        "code": "ground-rate", "budget": "regional", "payers": ["private", "legal", "unknown"],
        "rates": [
          {"id": "vines", "uses": ["vineyard"], "rate": 0.002, "ceiling": 0.01,
           "law": {"article": "Ground Rates Act s. 4", "date": "1901-02-03", "confirmed": true}},
          {"id": "all", "rate": 0.01, "ceiling": 0.01,
           "law": {"article": "Ground Rates Act s. 5", "date": "1901-02-03", "confirmed": true}}
        ],
        "deductions": [{"id": "first-acre", "area": 4047,
          "law": {"article": "Ground Rates Act s. 9", "date": "1901-02-03", "confirmed": true}}],
        "months": {"lastDay": 1, "law": {"article": "Ground Rates Act s. 11", "confirmed": true}},
        "multipliers": [{"id": "idle", "factor": 3, "fromYear": 1,
          "law": {"article": "Idle Land Act s. 1", "confirmed": true}}],
        "growthCaps": [{"id": "half", "factor": 1.5,
          "law": {"article": "Ground Rates Act s. 12", "confirmed": true}}]
      },
      "propertyTax": {"code": "hearth-tax", "budget": "municipal", "rates": [
        {"id": "all", "rate": 0.004, "ceiling": 0.004, "law": {"article": "Hearths Act s. 1", "confirmed": true}}]},
      "organisationTax": {"code": "hall-tax", "budget": "municipal", "rates": [
        {"id": "all", "rate": 0.008, "ceiling": 0.008, "law": {"article": "Halls Act s. 1", "confirmed": true}}]},
      "unjustEnrichment": {"code": "mesne-profits", "budget": "municipal", "rates": [
        {"id": "all", "rate": 0.05, "ceiling": 1, "law": {"article": "Trespass Act s. 2", "confirmed": true}}]},
      "fine": {"code": "none", "budget": "municipal", "law": {"article": "-", "confirmed": true}},
      "redistribution": {"code": "enclosure-fee", "budget": "municipal", "onto": ["public"], "rates": [
        {"id": "all", "rate": 0.5, "ceiling": 1, "law": {"article": "Enclosure Act s. 7", "confirmed": true}}]},
      "valuation": {
        "minimumCount": 2, "missingUpTo": 10,
        "floorFactor": {"value": 1, "reason": "given"}, "assumedFloors": {"value": 2, "reason": "given"},
        "land": [{"id": "all", "value": 7, "reason": "given"}],
        "buildings": [{"id": "all", "value": 100, "reason": "given"}]
      },
      "precision": {"kinds": {}, "default": {"value": 1, "reason": "given"}},
      "collection": {}
    }
    """#

  static let classes = #"""
    {"id": "lu", "codeWords": [], "ignored": [], "classes": [
      {"id": "vineyard", "title": "v", "titleEnglish": "v", "patterns": ["vine"], "codes": [],
       "oldCodes": [], "includes": [], "examples": []},
      {"id": "unknown", "title": "u", "titleEnglish": "u", "patterns": [], "codes": [],
       "oldCodes": [], "includes": [], "examples": []}
    ]}
    """#

  func policy() throws -> Policy {
    try Policy.load("lu") { (name, _) throws(RevenueError) -> (String, Data) in
      ("\(name).json", Data(Self.file.utf8))
    }
  }

  func assess(_ town: Town, _ findings: [Finding]) throws -> [RevenueLine] {
    let classifier = try JSONDecoder().decode(UseClassifier.self, from: Data(Self.classes.utf8))
    return RevenueAssessor(
      register: town.register,
      survey: town.survey,
      policy: try policy(),
      classifier: classifier,
      inEnglish: true
    ).assess(findings).lines
  }

  @Test func itIsSound() throws {
    let classes = ["vineyard", "unknown"].map { UseClass(rawValue: $0) }
    let problems = PolicyCheck.problems(of: try policy(), classes: classes)
    // nobody is fined there, and all is collected
    #expect(problems.allSatisfy { $0.key == "fine.offenders" || $0.key == "collection" })
  }

  /// 5000 m² of vines worth 50 000 less the first 4047 m²: 953 × 10 = 9530 × 0.2 % = 19.06 a year; a right of
  /// the 2nd of March counts from April: 9 months, 14.295 → 14.30; idle three times as much: 57.18; after 10.00 at
  /// most 15.00.
  @Test func itsTax() throws {
    let levy = try policy().landTax
    var taxCase = TaxCase(
      TaxSubject(
        use: UseClass(rawValue: "vineyard"),
        area: 5000,
        value: Kopecks.nearest(roubles: 50_000)
      ),
      holder: .private
    )
    #expect(levy.bill(for: taxCase, year: 2026).amount.decimal == "19.06")
    taxCase.from = CalendarDay("2026-03-02")
    #expect(levy.bill(for: taxCase, year: 2026).amount.decimal == "14.30")
    taxCase.from = nil
    taxCase.unbuiltYears = 1
    #expect(levy.bill(for: taxCase, year: 2026).amount.decimal == "57.18")
    taxCase.unbuiltYears = nil
    taxCase.previous = Kopecks(rawValue: 1000)
    #expect(levy.bill(for: taxCase, year: 2026).amount.decimal == "15.00")
  }

  /// Land of common use can be enclosed there: 100 m² × 10 ₽ (50 000 / 5000) = 1000; rent 5 % of a year 50.00,
  /// fee a half, 500.00, tax 0.2 % 2.00; nobody is fined, and no word of another law is in a line.
  @Test func itsChannels() throws {
    var town = Town()
    town.parcel("Q7-1", use: "vine yard", area: 5000, roubles: 50_000)
    let lines = try assess(
      town,
      [.sign(.encroachment, register: ["Q7-1"], area: 100, onto: .public)]
    )
    #expect(lines.map(\.channel) == [.afterRegistration, .unjustEnrichment, .redistributionFee])
    #expect(lines.map(\.tax) == ["ground-rate", "mesne-profits", "enclosure-fee"])
    #expect(lines.map(\.expected.decimal) == ["2.00", "50.00", "500.00"])
    #expect(lines.map(\.budget) == [.regional, .municipal, .municipal])
    for line in lines {
      #expect(line.law.contains("Act"))
      #expect(!(line.law + line.assumptions).contains { "а" <= $0 && $0 <= "я" })
    }
  }

  /// A building of 50 m² of ground on two assumed floors: 100 m² × 100 × 0.4 % = 40.00.
  @Test func itsHouses() throws {
    var town = Town()
    town.surveyed("b", use: "", floors: nil)
    let lines = try assess(town, [.sign(.unregisteredBuilding, survey: ["b"], area: 50)])
    #expect(lines.map(\.expected.decimal) == ["40.00"])
    #expect(lines.map(\.tax) == ["hearth-tax"])
  }
}
