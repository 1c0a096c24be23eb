import Cadastre
import Findings
import Revenue
import Testing

/// Worked examples of buildings, to the kopeck; every sign is true and every rouble collected.
@Suite struct BuildingRevenueTests {
  let number = "90:25:010101:500"

  func assess(
    use: String,
    floors: Int?,
    footprint: Double,
    register: [String] = [],
    _ change: (inout Town) -> Void = { _ in }
  ) throws -> RevenueAssessment {
    var town = Town()
    town.surveyed("b1", use: use, floors: floors)
    change(&town)
    return try town.assess(
      [.sign(.unregisteredBuilding, register: register, survey: ["b1"], area: footprint)],
      Policies.certain()
    )
  }

  /// 100 m² × 2 × 0.81 = 162 m²; five houses at 30 000 ₽/m²: 4 860 000 ₽; less 50 m²:
  /// 112 × 30 000 = 3 360 000 ₽ × 0.1 % = 3360.00 a year.
  @Test func houseLessFiftySquareMetres() throws {
    let lines = try assess(use: "жилой дом", floors: 2, footprint: 100) {
      $0.buildings(.house, 5, first: 1, unit: 30_000)
    }.lines
    #expect(lines.map(\.channel) == [.afterRegistration])
    #expect(lines.first?.base.decimal == "3360000.00")
    #expect(lines.first?.expected.decimal == "3360.00")
    #expect(lines.first?.tax == "property-tax")
    #expect(lines.first?.assumptions.contains("вычет 50 м²") == true)
  }

  /// 60 m² × 1 × 0.81 = 48.6 m²: the deduction takes all of it.
  @Test func smallHouseBringsNothing() throws {
    let result = try assess(use: "жилой дом", floors: 1, footprint: 60)
    #expect(result.lines.isEmpty)
    #expect(result.withoutMoney.count == 1)
  }

  /// 200 m² × 1 × 0.81 = 162 m² × 15 000 ₽ (policy) = 2 430 000 ₽; shop 2 % = 48 600.00, hotel
  /// 0.5 % = 12 150.00; garage 162 × 6000 = 972 000 × 0.1 % = 972.00.
  @Test(arguments: [("магазин", "48600.00"), ("гостиница", "12150.00"), ("гараж", "972.00")])
  func ratesFollowThePurpose(_ use: String, _ sum: String) throws {
    let lines = try assess(use: use, floors: 1, footprint: 200).lines
    #expect(lines.map(\.expected.decimal) == [sum])
  }

  /// 60 m² × 0.81 = 48.6 m² × 6000 = 291 600 ₽ × 0.1 % = 291.60; 100 × 0.81 = 81 m² is above
  /// 50 m²: 486 000 × 0.5 % = 2430.00.
  @Test(arguments: [(60.0, "291.60"), (100.0, "2430.00")])
  func outbuildingsUpToFiftySquareMetres(_ footprint: Double, _ sum: String) throws {
    let lines = try assess(use: "сарай", floors: 1, footprint: footprint).lines
    #expect(lines.map(\.expected.decimal) == [sum])
  }

  /// 10 000 m² × 8 × 0.81 = 64 800 m² × 15 000 = 972 M ₽, above 300 M: 2.5 % = 24 300 000.00.
  @Test func above300Million() throws {
    let lines = try assess(use: "гостиница", floors: 8, footprint: 10_000).lines
    #expect(lines.map(\.expected.decimal) == ["24300000.00"])
  }

  /// On an organisation's parcel the tax is the region's: 2 430 000 ₽ × 2 % = 48 600.00.
  @Test func organisationsPayTheRegion() throws {
    let lines = try assess(
      use: "гостиница",
      floors: 1,
      footprint: 200,
      register: ["90:25:010101:1"]
    ) {
      $0.parcel("90:25:010101:1") { $0.right = .legal }
    }.lines
    #expect(lines.map(\.budget) == [.regional])
    #expect(lines.map(\.expected.decimal) == ["48600.00"])
  }

  /// Nothing said of the use: that of the parcel (a shop, 2 %); of the floors: one.
  @Test func unknownUseTakesThatOfTheParcel() throws {
    let lines = try assess(use: "", floors: nil, footprint: 200, register: ["90:25:010101:1"]) {
      $0.parcel("90:25:010101:1", use: "магазин")
    }.lines
    #expect(lines.map(\.expected.decimal) == ["48600.00"])
    #expect(lines.first?.assumptions.contains("этажность принята") == true)
  }

  /// House of 120 m² worth 3 600 000 ₽: (120 − 50) / 120 × 3 600 000 = 2 100 000 × 0.1 % = 2100.00.
  @Test func demolishedHouseTakesTaxAway() throws {
    var town = Town()
    town.building(number, .house, area: 120, roubles: 3_600_000)
    let result = try town.assess(
      [.sign(.demolishedBuilding, register: [number], area: 80)],
      Policies.certain()
    )
    #expect(result.lines.map(\.channel) == [.reduction])
    #expect(result.lines.map(\.expected.decimal) == ["-2100.00"])
    #expect(result.lines.map(\.base.decimal) == ["2100000.00"])
    #expect(result.totals.rows.map(\.range.expected.decimal) == ["-2100.00"])
  }

  /// An organisation's shop worth 10 000 000 ₽: 2 % = 200 000.00 of the region.
  @Test func demolishedShopOfAnOrganisation() throws {
    var town = Town()
    town.building(number, .nonresidential, area: 300, roubles: 10_000_000, right: .legal)
    let lines = try town.assess(
      [.sign(.demolishedBuilding, register: [number], area: 300)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.expected.decimal) == ["-200000.00"])
    #expect(lines.map(\.budget) == [.regional])
  }

  /// The town pays no tax to itself: a demolished building of its own takes nothing away.
  @Test(arguments: [Right.municipal, .state])
  func demolishedBuildingOfTheTown(_ right: Right) throws {
    var town = Town()
    town.building(number, .nonresidential, area: 300, roubles: 10_000_000, right: right)
    let result = try town.assess(
      [.sign(.demolishedBuilding, register: [number], area: 300)],
      Policies.certain()
    )
    #expect(result.lines.isEmpty)
    #expect(result.withoutMoney.map(\.object) == [number])
  }

  /// No value, no floor area: footprint 100 × 1 × 0.81 = 81 m², less 50: 31 × 20 000 × 0.1 % = 620.00.
  @Test func demolishedHouseWithoutValue() throws {
    var town = Town()
    town.building(number, .house, area: nil, roubles: 1)
    let lines = try town.assess(
      [.sign(.demolishedBuilding, register: [number], area: 100)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.expected.decimal) == ["-620.00"])
  }
}
