import Cadastre
import Findings
import Geometry
import Revenue
import Testing

/// Worked examples of records that are wrong; every sign is true and every rouble collected.
@Suite struct RecordRevenueTests {
  let a = "90:25:010101:1"
  let house = "90:25:010101:900"

  func sign(_ kind: FindingKind, _ measure: Double, area: Double? = nil) -> Finding {
    var finding = Finding.sign(kind, register: [a], survey: ["p1"], area: measure)
    finding.area = area ?? abs(measure)
    return finding
  }

  /// 1200 m² recorded, 1000 drawn, 2 400 000 ₽: 200 m² × 2000 ₽ = 400 000 ₽ too much, × 0.3 % = 1200.00 a year
  /// goes.
  @Test func overDeclaredAreaIsAReduction() throws {
    var town = Town()
    town.parcel(a, area: 1200, roubles: 2_400_000)
    let lines = try town.assess([sign(.declaredArea, 200)], Policies.certain()).lines
    #expect(lines.map(\.channel) == [.reduction])
    #expect(lines.map(\.base.decimal) == ["400000.00"])
    #expect(lines.map(\.expected.decimal) == ["-1200.00"])
    #expect(lines.first?.rate == 0.003)
  }

  /// 1000 recorded, 1100 drawn: 100 m² × 2000 ₽ × 0.3 % = 600.00 more a year, of a known taxpayer.
  @Test func underDeclaredAreaIsReassessed() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let lines = try town.assess([sign(.declaredArea, -100)], Policies.certain()).lines
    #expect(lines.map(\.channel) == [.reassessment])
    #expect(lines.map(\.expected.decimal) == ["600.00"])
    #expect(lines.map(\.period) == [.year])
  }

  /// Surveyed less recorded: −50 m² × 2000 ₽ × 0.3 % = −300.00; +50 m²: 300.00.
  @Test(arguments: [(-50.0, Channel.reduction, "-300.00"), (50, .reassessment, "300.00")])
  func areaDifference(_ measure: Double, _ channel: Channel, _ sum: String) throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    town.plot("p1")
    let lines = try town.assess([sign(.areaDifference, measure)], Policies.certain()).lines
    #expect(lines.map(\.channel) == [channel])
    #expect(lines.map(\.expected.decimal) == [sum])
  }

  /// A dwelling plot of 2 000 000 ₽ used as a hotel: 1.5 % − 0.3 % = 1.2 %: 24 000.00 a year more.
  @Test func businessOnADwellingPlot() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    town.plot("p1", use: "гостевой дом")
    let lines = try town.assess([sign(.useDifference, 1, area: 1000)], Policies.certain()).lines
    #expect(lines.map(\.channel) == [.reassessment])
    #expect(lines.map(\.expected.decimal) == ["24000.00"])
    #expect(lines.first?.rate == 0.012)
    #expect(lines.first?.base.decimal == "2000000.00")
    #expect(lines.first?.assumptions.contains("1.50 % вместо 0.30 %") == true)
  }

  /// The other way round nothing is lost: a shop plot that is lived on pays 1.5 % until its use is changed.
  @Test func aLowerRateLowersNothing() throws {
    var town = Town()
    town.parcel(a, use: "магазин", roubles: 2_000_000)
    town.plot("p1", use: "индивидуальный жилой дом")
    let result = try town.assess([sign(.useDifference, 1, area: 1000)], Policies.certain())
    #expect(result.lines.isEmpty)
    #expect(result.withoutMoney.map(\.object) == [a])
  }

  /// The arrears of the hotel: 1.2 % in each of 2025, 2024, 2023: 72 000.00, half of it if every other case
  /// began this year only: 36 000.00.
  ///
  /// A person is not charged more for years that are over (НК РФ ст. 52 п. 2.1): only an organisation is.
  /// It owes interest on them: the sum of 2024 for 2025 at
  /// 19.2 %, that of 2023 for 2024 and 2025 at 17.5 + 19.2 %:
  /// 24 000 × 0.192 + 24 000 × 0.367 = 4608 + 8808 = 13 416.00, half of it 6708.00.
  /// КоАП 8.8: 0.5 % of 2 000 000 = 10 000.00, of an organisation 1.5 % = 30 000, at least 100 000.00.
  @Test(arguments: [
    (Right.private, ["24000.00"], "10000.00"),
    (.legal, ["24000.00", "36000.00", "6708.00"], "100000.00"),
  ])
  func arrearsOfBusinessUse(_ right: Right, _ sums: [String], _ fine: String) throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000) { $0.right = right }
    town.plot("p1", use: "гостевой дом")
    var policy = try Policies.certain()
    let federal = try Policies.named("ru-2026")
    policy.landTax.arrears = federal.landTax.arrears
    policy.useFine = federal.useFine
    let lines = try town.assess([sign(.useDifference, 1, area: 1000)], policy).lines
    let claims = lines.filter { $0.channel == .reassessment }
    #expect(claims.map(\.expected.decimal) == sums)
    #expect(claims.map(\.period).first == .year)
    #expect(claims.dropFirst().allSatisfy { $0.period == .once })
    #expect(claims.dropFirst(2).allSatisfy { $0.tax == "land-tax-interest" })
    #expect(claims.dropFirst().prefix(1).allSatisfy { $0.law.contains("ст. 52") })
    #expect(lines.filter { $0.channel == .fine }.map(\.expected.decimal) == [fine])
  }

  /// Rent of three years bears interest, apart: 80 000 ₽ × 0.6 % = 480.00 a year; 480 × 0.192 + 480 × 0.367
  /// = 92.16 + 176.16 = 268.32.
  @Test func interestOnRentIsALineOfItsOwn() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    var policy = try Policies.certain()
    policy.unjustEnrichment.interest = try Policies.named("ru-2026").unjustEnrichment.interest
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], area: 40, onto: .public)],
      policy
    ).lines.filter { $0.channel == .unjustEnrichment }
    #expect(lines.map(\.tax) == ["rent", "rent-interest"])
    #expect(lines.map(\.expected.decimal) == ["1440.00", "268.32"])
  }

  /// A house of 100 m² worth 3 000 000 ₽ on two floors, one of which is not recorded: 100 m² × 30 000 ₽ × 0.1 %
  /// = 3000.00; the 50 m² are used up by what is recorded.
  @Test func aFloorMore() throws {
    var town = Town()
    town.building(house, .house, area: 100, roubles: 3_000_000)
    town.register.buildings.records[0].floors = 1
    var finding = Finding.sign(.floorsDifference, register: [house], area: 1)
    finding.area = nil
    let lines = try town.assess([finding], Policies.certain()).lines
    #expect(lines.map(\.channel) == [.reassessment])
    #expect(lines.map(\.expected.decimal) == ["3000.00"])
  }

  /// A house of 40 m² grew by 20 m² of footprint on one floor: 20 × 0.81 = 16.2 m² of floor; 10 of them are left
  /// of the 50, so 6.2 m² × 25 000 ₽ (1 000 000 / 40) = 155 000 ₽ × 0.1 % = 155.00.
  @Test func aSmallHouseThatGrew() throws {
    var town = Town()
    town.building(house, .house, area: 40, roubles: 1_000_000)
    let finding = Finding.sign(.footprintDifference, register: [house], area: 20)
    let lines = try town.assess([finding], Policies.certain()).lines
    #expect(lines.map(\.expected.decimal) == ["155.00"])
    #expect(lines.map(\.channel) == [.reassessment])
  }

  /// It shrank by 20 m² of footprint: 16.2 m² of its 100 × 30 000 ₽ × 0.1 % = −486.00, none of it deducted.
  @Test func aHouseThatShrank() throws {
    var town = Town()
    town.building(house, .house, area: 100, roubles: 3_000_000)
    var finding = Finding.sign(.footprintDifference, register: [house], area: -20)
    finding.area = 20
    let lines = try town.assess([finding], Policies.certain()).lines
    #expect(lines.map(\.expected.decimal) == ["-486.00"])
  }

  /// A house of 100 m² worth 3 000 000 ₽ used as a shop: 2 % of all of it, 60 000, instead of 0.1 % of
  /// 1 500 000, 1500: 58 500.00 more.
  @Test func aShopInAHouse() throws {
    var town = Town()
    town.building(house, .house, area: 100, roubles: 3_000_000)
    town.surveyed("b1", use: "магазин", floors: 1)
    var finding = Finding.sign(.buildingUseDifference, register: [house], area: 1)
    finding.surveyIDs = ["b1"]
    let lines = try town.assess([finding], Policies.certain()).lines
    #expect(lines.map(\.expected.decimal) == ["58500.00"])
    #expect(lines.map(\.channel) == [.reassessment])
    #expect(lines.map(\.base.decimal) == ["3000000.00"])
  }

  /// A building over the line onto the street: rent and fine as for land, 40 m² × 2000 ₽ × 1.8 % = 1440.00.
  @Test func aBuildingOverTheLine() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    town.surveyed("b1", use: "", floors: 1)
    var finding = Finding.sign(.buildingOverBoundary, register: [a], area: 40, onto: .public)
    (finding.measure, finding.surveyIDs) = (2, ["b1"])
    let lines = try town.assess([finding], Policies.certain()).lines
    #expect(lines.map(\.channel) == [.unjustEnrichment, .fine])
    #expect(lines.map(\.expected.decimal) == ["1440.00", "5000.00"])
  }

  /// The town's own parcel pays no tax: nothing to correct.
  @Test func theTownPaysItselfNothing() throws {
    var town = Town()
    town.parcel(a, area: 1200, roubles: 2_400_000) { $0.right = .municipal }
    let result = try town.assess([sign(.declaredArea, 200)], Policies.certain())
    #expect(result.lines.isEmpty)
    #expect(result.withoutMoney.count == 1)
  }
}
