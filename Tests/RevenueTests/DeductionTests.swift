import Cadastre
import Findings
import Foundation
import Revenue
import Testing

/// Worked examples of the deduction nobody can see and of the years that are over, to the kopeck.
@Suite struct DeductionTests {
  let a = "90:25:010101:1"

  /// The law of 2026 with every sign true and every rouble collected; a third of the payers entitled to 600 m².
  func policy() throws -> Policy {
    var policy = try Policies.named("ru-2026")
    policy.precision.kinds = [:]
    policy.precision.other = Assumed(value: 1, reason: "test")
    policy.collection = [:]
    policy.landTax.deductions[0].share = Assumed(value: 0.35, reason: "test")
    return policy
  }

  func tax(_ result: RevenueAssessment) -> [String] {
    let line = result.lines.first { $0.channel == .afterRegistration }
    return line.map { [$0.low, $0.expected, $0.high].map(\.decimal) } ?? []
  }

  /// Gardens at 1000 ₽/m²: 900 m² are 900 000 ₽, × 0.3 % = 2700.00 in full; 600 of 900 m² are two thirds of it:
  /// an entitled payer pays 900.00; the mean is 2700 × (1 − 0.35 × 2 / 3) = 2070.00.
  ///
  /// 500 m², 1500.00 in full, are free for him: 0.00; the mean is 1500 × 0.65 = 975.00. 600 m² likewise: 1800 × 0.65.
  @Test(arguments: [
    (900.0, ["900.00", "2070.00", "2700.00"] as [String]), (500.0, ["0.00", "975.00", "1500.00"]),
    (600.0, ["0.00", "1170.00", "1800.00"]), (6000.0, ["16200.00", "17370.00", "18000.00"]),
  ])
  func unregisteredParcel(_ area: Double, _ sums: [String]) throws {
    var town = Town()
    town.parcels(Town.quarter, 5, first: 1, use: "ведение садоводства", unit: 1000)
    town.plot("p1", use: "сад")
    let result = try town.assess([.sign(.unregisteredParcel, survey: ["p1"], area: area)], policy())
    #expect(tax(result) == sums)
    let line = result.lines.first { $0.channel == .afterRegistration }
    #expect(line?.assumptions.contains("вычет 600 м²") == true)
    #expect(result.assumptions.contains { $0.code == "landTax.deductions.six-hundred" })
  }

  /// 100 m² at 2000 ₽ are 200 000 ₽, × 0.3 % = 600.00.
  ///
  /// The holder's 550 m² leave 50 m² of the deduction, half of
  /// what is added: 300.00, mean 600 × (1 − 0.35 × 0.5) = 495.00. His 1000 m² leave nothing; an organisation has none.
  @Test(arguments: [
    (550.0, Right.private, ["300.00", "495.00", "600.00"] as [String]),
    (550.0, Right.unknown, ["300.00", "495.00", "600.00"]),
    (1000.0, Right.private, ["600.00", "600.00", "600.00"]),
    (550.0, Right.legal, ["600.00", "600.00", "600.00"]),
  ])
  func addedLandTakesWhatIsLeft(_ area: Double, _ right: Right, _ sums: [String]) throws {
    var town = Town()
    town.parcel(a, area: area, roubles: area * 2000) { $0.right = right }
    let result = try town.assess(
      [.sign(.encroachment, register: [a], area: 100, onto: .unallocated)],
      policy()
    )
    #expect(tax(result) == sums)
  }

  /// A reduction counts in full: nobody knows that the payer had the deduction.
  @Test func aReductionIsNotMadeSmaller() throws {
    var town = Town()
    town.parcel(a, area: 5000, roubles: 9_000_000)
    town.parcel("90:25:010101:2", area: 600, roubles: 1_000_000)
    let result = try town.assess(
      [.sign(.duplicate, register: [a, "90:25:010101:2"], area: 600)],
      policy()
    )
    // and what was overpaid in three closed years, but for the one case in ten that is new: −9000 × 0.9
    #expect(result.lines.map(\.expected.decimal) == ["-3000.00", "-8100.00"])
    #expect(result.lines.map(\.period) == [.year, .once])
  }

  /// At 300 000 000.00 ₽ the rate is 0.3 %, a kopeck above it 1.5 %: 20 m² of 1000 m² worth 294 117 647.06 ₽ and
  /// with them 300 000 000.00 ₽: 5 882 352.94 × 0.3 % = 17 647.06; of 294 117 647.07 ₽ × 1.5 %: 88 235.29.
  @Test(arguments: [(294_117_647.06, "17647.06"), (294_117_649.0, "88235.29")])
  func theLimitItselfIsBelow(_ roubles: Double, _ sum: String) throws {
    var town = Town()
    town.parcel(a, roubles: roubles)
    let result = try town.assess(
      [.sign(.encroachment, register: [a], area: 20, onto: .unallocated)],
      Policies.certain()
    )
    #expect(tax(result) == [sum, sum, sum])
  }

  /// 40 m² at 2000 ₽ are 80 000 ₽; 0.5 + 0.45 + 0.4 % = 1.35 %: 1080.00.
  ///
  /// With two years known the third takes the
  /// rate of 2026, 0.6 %: 1.55 %: 1240.00. With none 3 × 0.6 %: 1440.00.
  @Test(arguments: [(3, "1080.00"), (2, "1240.00"), (0, "1440.00")])
  func eachClosedYearHasItsOwnRate(_ years: Int, _ sum: String) throws {
    var policy = try Self.chain(years: years)
    policy.precision.kinds = [:]
    policy.precision.other = Assumed(value: 1, reason: "test")
    policy.collection = [:]
    #expect(policy.closedYears.map(\.year) == Array([2025, 2024, 2023].prefix(years)))
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let result = try town.assess(
      [.sign(.encroachment, register: [a], area: 40, onto: .public)],
      policy
    )
    let rent = result.lines.first { $0.channel == .unjustEnrichment }
    #expect(rent?.expected.decimal == sum)
    #expect(rent?.assumptions.contains("взята нынешняя") == true)
    #expect(rent?.assumptions.contains("ставки тех лет не заданы") == (years < 3))
    #expect(rent?.assumptions.contains("2025: 0.50 %") == (years > 0))
  }

  /// Policies of 2026 and so many years before, each with a rent of its own.
  static func chain(years: Int, skipping: Int? = nil) throws -> Policy {
    let rents = [2025: "0.005", 2024: "0.0045", 2023: "0.004"]
    var files: [String: String] = ["y2026": #"{"extends": "ru-2026", "id": "y2026""#]
    var last = "y2026"
    for year in [2025, 2024, 2023].prefix(years) where year != skipping {
      files[last]? += #", "previous": "y\#(year)"}"#
      last = "y\(year)"
      files[last] =
        #"{"extends": "ru-2026", "id": "y\#(year)", "year": \#(year), "unjustEnrichment": "#
        + #"{"rates": [{"id": "housing", "rate": \#(rents[year] ?? "")}]}"#
    }
    files[last]? += "}"
    let texts = files
    return try Policy.load("y2026") { (name, _) throws(RevenueError) -> (String, Data) in
      if let text = texts[name] { return ("\(name).json", Data(text.utf8)) }
      let path = "\(Policies.shelf)/\(name).json"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw .unreadable(file: path, reason: "absent")
      }
      return (path, data)
    }
  }

  @Test func aYearLeftOutIsAnError() throws {
    #expect(throws: RevenueError.self) { try Self.chain(years: 3, skipping: 2024) }
  }

  /// The federal policies name the years before them; what extends one does not inherit them.
  @Test func federalYearsAreChained() throws {
    #expect(try Policies.named("ru-2026").closedYears.map(\.year) == [2025, 2024, 2023])
    #expect(try Policies.named("ru-2022").closedYears.map(\.year) == [2021])
    #expect(try Policies.laid(#"{"extends": "ru-2026", "id": "x"}"#).closedYears.isEmpty)
  }
}
