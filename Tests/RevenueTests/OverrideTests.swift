import Cadastre
import Findings
import Geometry
import Testing

@testable import Revenue

/// What a municipality's own file may say: rates, exemptions and unit values by year, class, category, quarter.
@Suite struct OverrideTests {
  let a = "90:25:010101:1"

  /// What `text`, laid over the law of 2026, makes of one encroachment of 40 m² onto public land, by tax.
  func sums(_ text: String, _ town: Town, _ finding: Finding) throws -> [String: String] {
    var policy = try Policies.laid(#"{"extends": "ru-2026", "id": "t", "# + text + "}")
    policy.precision.kinds = [:]
    policy.precision.other = Assumed(value: 1, reason: "test")
    policy.collection = [:]
    policy.landTax.deductions = []
    policy.landTax.arrears = []
    let lines = try town.assess([finding], policy).lines
    return Dictionary(
      lines.map { ($0.tax, $0.expected.decimal) },
      uniquingKeysWith: { one, _ in one }
    )
  }

  var encroachment: Finding { .sign(.encroachment, register: [a], area: 40, onto: .unallocated) }

  /// 80 000 ₽ at 0.3 % are 240.00; in the quarter with a rate of its own 0.1 %: 80.00; a whole district by the
  /// first parts of its number; elsewhere nothing changes.
  @Test(arguments: [
    ("90:25:010101", "80.00"), ("90:25", "80.00"), ("90", "80.00"), ("90:2", "240.00"),
    ("90:25:010102", "240.00"),
  ])
  func aRateOfAQuarter(_ quarter: String, _ sum: String) throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let text = #"""
      "landTax": {"rates": [{"id": "old-town", "uses": ["housing-individual"], "quarters": ["\#(quarter)"],
        "rate": 0.001, "ceiling": 0.003, "law": {"article": "act", "confirmed": true}}]}
      """#
    #expect(try sums(text, town, encroachment)["land-tax"] == sum)
  }

  /// Land of a category the council frees pays no tax; the rent stays.
  @Test func anExemptionOfACategory() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let text = #"""
      "landTax": {"exempt": [{"id": "local", "categories": ["003002000000"], "quarters": ["90:25"],
        "law": {"article": "act", "confirmed": true}}]}
      """#
    let sums = try sums(text, town, encroachment)
    #expect(sums["land-tax"] == nil)
    #expect(sums["rent"] == "1440.00")
  }

  /// A parcel without a value among five at 1000 ₽: the median, 40 000 ₽ × 0.3 % = 120.00; an official 2500 ₽ goes
  /// before it: 300.00; one of another category does not; one that is not official only where there is no median.
  @Test(arguments: [
    (#""official": true"#, "300.00"),
    (#""official": true, "categories": ["003001000000"]"#, "120.00"),
    (#""official": true, "quarters": ["90:26"]"#, "120.00"), (#""uses": []"#, "120.00"),
  ])
  func anOfficialValue(_ member: String, _ sum: String) throws {
    var town = Town()
    town.parcels(
      Town.quarter,
      5,
      first: 10,
      use: "Для индивидуального жилищного строительства",
      unit: 1000
    )
    town.parcel(a, roubles: 1)
    let text = #"""
      "valuation": {"land": [{"id": "act", "value": 2500, "reason": "act", \#(member)}]}
      """#
    #expect(try sums(text, town, encroachment)["land-tax"] == sum)
  }

  /// Land of two categories in one quarter: 1000 ₽ of settlements, 10 ₽ of farm land; a parcel takes its own.
  @Test(arguments: [
    (LandCategory.settlements, "120.00"), (.agricultural, "1.20"), (.unset, "60.60"),
  ])
  func valuesFollowTheCategory(_ category: LandCategory, _ sum: String) throws {
    var town = Town()
    for i in 0..<10 {
      town.parcel("90:25:010101:\(10 + i)", area: 100, roubles: i < 5 ? 100_000 : 1000) {
        $0.category = i < 5 ? .settlements : .agricultural
      }
    }
    town.parcel(a, roubles: 0) { $0.category = category }
    // of no category: the median of all ten, (10 + 1000) / 2 = 505 ₽ × 40 × 0.3 %
    #expect(try sums(#""title": "t""#, town, encroachment)["land-tax"] == sum)
  }

  /// Values of closed years: 2000 ₽/m² now, nine tenths of it a year before, and of that eight tenths before:
  /// 80 000 × 0.6 % × (0.9 + 0.72 + 0.72) = 480 × 2.34 = 1123.20; with an act of 1000 ₽/m² for 2025:
  /// 480 × (0.5 + 0.72 + 0.72) = 931.20.
  @Test(arguments: [(false, "1123.20"), (true, "931.20")])
  func valuesOfClosedYears(_ act: Bool, _ sum: String) throws {
    var policy = try Policies.certain()
    for (year, level) in [(0, 0.9), (1, 0.8), (2, 1.0)] {
      policy.closedYears[year].valuation.ofNextYear = Assumed(value: level, reason: "test")
    }
    if act {
      policy.closedYears[0].valuation.land = try Policies.laid(
        #"{"extends": "ru-2026", "id": "t", "valuation": {"land": [{"id": "act", "value": 1000, "official": true, "reason": "act"}]}}"#
      ).valuation.land
    }
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], area: 40, onto: .public)],
      policy
    ).lines
    #expect(lines.first { $0.tax == "rent" }?.expected.decimal == sum)
  }

  /// The register's own buildings tell k: five of 160 m² of floor on 100 m² of ground and two floors, k = 0.8: a
  /// surveyed house of 100 m² on one floor has 80 m²; less 50, × 10 000 ₽ × 0.1 % = 300.00.
  @Test func theFloorFactorOfTheTownItself() throws {
    var town = Town()
    let square = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 10, y: 10), Point(x: 0, y: 10),
      Point(x: 0, y: 0),
    ])
    for i in 1...5 {
      town.building("90:25:010101:90\(i)", .house, area: 160, roubles: 1_600_000)
      town.register.buildings.records[i - 1].floors = 2
    }
    town.register.buildings = Layer(
      records: town.register.buildings.records,
      shapes: ShapeColumn(Array(repeating: square, count: 5))
    )
    town.surveyed("b1", use: "жилой дом", floors: 1)
    let lines = try town.assess(
      [.sign(.unregisteredBuilding, survey: ["b1"], area: 100)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.expected.decimal) == ["300.00"])
    #expect(lines.first?.assumptions.contains("× 0.80") == true)
  }

  @Test(arguments: [
    (
      #""landTax": {"arrears": [{"id": "business-use", "channel": "reasessment"}]}"#, "reassessment"
    ),
    (
      #""landTax": {"arrears": [{"id": "business-use", "kinds": ["use-diference"]}]}"#,
      "use-difference"
    ),
    (#""landTax": {"months": {"lastDai": 15}}"#, "lastDay"),
    (#""valuation": {"land": [{"id": "other", "quarter": ["90:25"]}]}"#, "quarters"),
    (#""valuation": {"land": [{"id": "other", "value": -1}]}"#, "from 0 up"),
    (#""landTax": {"months": {"lastDay": 40}}"#, "no day of a month"),
  ])
  func whatIsMisspelledIsNamed(_ text: String, _ name: String) throws {
    let error = try #require(throws: RevenueError.self) {
      try Policies.laid(#"{"extends": "ru-2026", "id": "t", "# + text + "}")
    }
    #expect("\(error)".contains(name), "\(error)")
  }

  @Test func theCheckNamesWhatIsMissing() throws {
    let policy = try Policies.laid(
      #"""
      {"extends": "ru-2026", "id": "t", "landTax": {
        "exempt": [{"id": "own", "law": {"article": "", "confirmed": true}}],
        "multipliers": [{"id": "x", "factor": 2, "fromYear": 3, "untilYear": 3, "law": {"article": "act", "confirmed": true}}],
        "growthCaps": [{"id": "y", "factor": 2, "exceptRates": ["absent"], "law": {"article": "act", "confirmed": true}}]
      }}
      """#
    )
    let classes = try #require(Town.classifier).classes
    #expect(
      PolicyCheck.problems(of: policy, classes: classes).map(\.key) == [
        "landTax.exempt.own", "landTax.multipliers.x", "landTax.growthCaps.y",
      ]
    )
  }
}
