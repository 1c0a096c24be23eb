import Cadastre
import Findings
import Revenue
import Testing

/// Worked examples of land, to the kopeck; every sign is true and every rouble collected.
@Suite struct LandRevenueTests {
  let a = "90:25:010101:1"
  let b = "90:25:010101:2"

  func line(_ lines: [RevenueLine], _ channel: Channel) -> RevenueLine? {
    lines.first { $0.channel == channel }
  }

  /// 1000 m² worth 2 000 000 ₽ are 2000 ₽/m², so 40 m² of unallocated land: 80 000 ₽.
  ///
  /// rent 0.6 % × 3 years: 80 000 × 0.018 = 1440.00; fee 15 %: 12 000.00; land tax 0.3 %: 240.00 a year;
  /// the land has no value of its own: the least fine, 5000.00.
  @Test func encroachmentOntoUnallocatedLand() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    town.plot("p1")
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], survey: ["p1"], area: 40, onto: .unallocated)],
      Policies.certain()
    ).lines
    #expect(
      lines.map(\.channel) == [
        .afterRegistration, .unjustEnrichment, .fine, .redistributionFee,
      ]
    )
    #expect(lines.map(\.expected.decimal) == ["240.00", "1440.00", "5000.00", "12000.00"])
    #expect(lines.map(\.period) == [.year, .once, .once, .once])
    #expect(lines.allSatisfy { $0.low == $0.expected && $0.high == $0.expected })
    #expect(lines.allSatisfy { $0.object == a && $0.budget == .municipal && !$0.law.isEmpty })
    #expect(line(lines, .unjustEnrichment)?.rate == 0.018)
    #expect(line(lines, .unjustEnrichment)?.base.decimal == "80000.00")
  }

  /// Land of common use can't be added to a parcel: rent 1440.00 and fine 5000.00 remain.
  @Test func encroachmentOntoPublicLand() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], area: 40, onto: .public)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.channel) == [.unjustEnrichment, .fine])
    #expect(lines.map(\.expected.decimal) == ["1440.00", "5000.00"])
  }

  /// A private neighbour's 800 m² worth 40 000 000 ₽ are 50 000 ₽/m²; 30 m² of it are 1 500 000 ₽.
  ///
  /// КоАП 7.1 note 2, 1 % pro rata: 15 000.00, above the least 5000. Nothing else is the municipality's.
  @Test func fineIsProRataToTheNeighboursValue() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    town.parcel(b, area: 800, roubles: 40_000_000)
    let lines = try town.assess(
      [.sign(.encroachment, register: [a, b], area: 30, onto: .neighbour)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.channel) == [.fine])
    #expect(lines.first?.base.decimal == "1500000.00")
    #expect(lines.first?.expected.decimal == "15000.00")
  }

  /// 30 of 800 m² worth 1 600 000 ₽: 60 000 ₽ × 1 % = 600 ₽, so the least fine, 5000.00; of an
  /// organisation 2 % = 1200 ₽, so 100 000.00.
  @Test(arguments: [(Right.private, "5000.00"), (.legal, "100000.00")])
  func fineHasALeastSum(_ right: Right, _ sum: String) throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000) { $0.right = right }
    town.parcel(b, area: 800, roubles: 1_600_000)
    let lines = try town.assess(
      [.sign(.encroachment, register: [a, b], area: 30, onto: .neighbour)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.expected.decimal) == [sum])
  }

  /// A municipal neighbour is owed rent and fee too: 40 m² × 2000 ₽ = 80 000 ₽; × 15 % = 12 000.00.
  @Test func municipalNeighbourIsOwedRent() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    town.parcel(b, area: 800, roubles: 1_600_000) { $0.right = .municipal }
    let lines = try town.assess(
      [.sign(.encroachment, register: [a, b], area: 40, onto: .neighbour)],
      Policies.certain()
    ).lines
    #expect(lines.count == 4)
    #expect(line(lines, .redistributionFee)?.expected.decimal == "12000.00")
    #expect(line(lines, .unjustEnrichment)?.expected.decimal == "1440.00")
  }

  /// A hotel pays 1.5 %: 100 m² × 5000 ₽ = 500 000 ₽ × 0.015 = 7500.00; rent 1.5 % × 3 = 22 500.00.
  @Test func ratesFollowTheClassOfUse() throws {
    var town = Town()
    town.parcel(a, use: "Гостиничное обслуживание", roubles: 5_000_000)
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], area: 100, onto: .unallocated)],
      Policies.certain()
    ).lines
    #expect(line(lines, .afterRegistration)?.expected.decimal == "7500.00")
    #expect(line(lines, .unjustEnrichment)?.expected.decimal == "22500.00")
  }

  /// 310 M ₽ of housing: with the 40 m² (310 M / 1000 × 40 = 12.4 M) above 300 M ₽, hence 1.5 %:
  /// 186 000.00; before 2025 it was 0.3 %: 37 200.00.
  @Test(arguments: [("ru-2026", "186000.00"), ("ru-2024", "37200.00")])
  func above300Million(_ policy: String, _ sum: String) throws {
    var town = Town()
    town.parcel(a, roubles: 310_000_000)
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], area: 40, onto: .unallocated)],
      Policies.certain(policy)
    ).lines
    #expect(line(lines, .afterRegistration)?.expected.decimal == sum)
  }

  /// Five gardens at 1200.50 ₽/m² in the quarter; 123.45 m² of garden are 148 201.725, to the nearest
  /// kopeck 148 201.73 ₽; land tax 0.3 %: 444.60519 → 444.61; rent 1.8 %: 2667.63114 → 2667.63; fine 5000.
  @Test func unregisteredParcelToTheKopeck() throws {
    var town = Town()
    town.parcels(Town.quarter, 5, first: 1, use: "ведение садоводства", unit: 1200.50)
    town.plot("p1", use: "сад")
    let lines = try town.assess(
      [.sign(.unregisteredParcel, survey: ["p1"], area: 123.45)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.channel) == [.afterRegistration, .unjustEnrichment, .fine])
    #expect(lines.map(\.expected.decimal) == ["444.61", "2667.63", "5000.00"])
    #expect(lines.first?.base.decimal == "148201.73")
    #expect(lines.first?.object == "p1")
  }

  /// Land under a block of flats is not taxed (НК 389): no line, but the reason is kept.
  @Test func apartmentsAreExempt() throws {
    var town = Town()
    town.plot("p1", use: "многоквартирный жилой дом")
    let result = try town.assess(
      [.sign(.unregisteredParcel, survey: ["p1"], area: 900)],
      Policies.certain()
    )
    #expect(result.lines.isEmpty)
    #expect(result.withoutMoney.map(\.object) == ["p1"])
    #expect(result.withoutMoney.first?.reason.contains("389") == true)
  }

  /// Four shops in the quarter (n < 5) at 9000, one in the district at 1000: five, median 9000 there.
  ///
  /// With a sixth in another district and none in this one, the town's. A value of 1 ₽ is missing.
  @Test func missingValueWidens() throws {
    let shop = "магазин"
    var town = Town()
    town.parcels(Town.quarter, 4, first: 1, use: shop, unit: 9000)
    town.parcel("90:25:010101:9", use: shop, area: 100, roubles: 1)
    town.parcel("90:25:010101:10", use: shop, area: 100, roubles: 0)
    town.plot("p1", use: shop)
    let sign = Finding.sign(.unregisteredParcel, survey: ["p1"], area: 100)
    // no five anywhere: the policy's 3000 ₽/m² × 100 × 1.5 % = 4500.00
    #expect(try tax(town, sign) == "4500.00")
    // five in the district: 9000 × 100 × 1.5 % = 13 500.00
    town.parcel("90:25:020202:1", use: shop, area: 100, roubles: 100_000)
    #expect(try tax(town, sign) == "13500.00")
    // seen from another district: the town's median of five, the same
    #expect(
      try tax(
        town,
        .sign(.unregisteredParcel, survey: ["p1"], area: 100, quarter: "90:26:010101")
      ) == "13500.00"
    )
    // five in the quarter at 2000, nine there in all: the median is 2000
    town.parcels(Town.quarter, 5, first: 20, use: shop, unit: 2000)
    #expect(try tax(town, sign) == "3000.00")
  }

  func tax(_ town: Town, _ finding: Finding) throws -> String? {
    let policy = try Policies.certain()
    return line(try town.assess([finding], policy).lines, .afterRegistration)?.expected.decimal
  }

  /// A child of a united land use is worth 0 by rule; the parent's 900 ₽/m² holds: 50 m² = 45 000 ₽,
  /// fee 15 % = 6750.00.
  @Test func childTakesTheParentsUnitValue() throws {
    var town = Town()
    town.parcel("90:25:010101:100", area: 10_000, roubles: 9_000_000) { $0.subtype = .common }
    town.parcel(a, area: 500, roubles: 0) {
      $0.subtype = .child
      $0.parent = "90:25:010101:100"
    }
    let lines = try town.assess(
      [.sign(.encroachment, register: [a], area: 50, onto: .unallocated)],
      Policies.certain()
    ).lines
    #expect(line(lines, .redistributionFee)?.expected.decimal == "6750.00")
  }

  /// 600 m² worth 1 234 567 ₽ within a larger one: its land tax 0.3 % = 3703.701 → 3703.70 goes.
  @Test func duplicateTakesTaxAway() throws {
    var town = Town()
    town.parcel(a, area: 5000, roubles: 9_000_000)
    town.parcel(b, area: 600, roubles: 1_234_567)
    let lines = try town.assess(
      [.sign(.duplicate, register: [a, b], area: 600)],
      Policies.certain()
    ).lines
    #expect(lines.map(\.channel) == [.reduction])
    #expect(lines.first?.object == b)
    #expect(lines.first?.expected.decimal == "-3703.70")
    #expect(lines.first?.period == .year)
  }

  /// Where the use is unknown, income takes the housing rate (0.3 %), a reduction the other one (1.5 %).
  @Test func unknownUseIsNeverFavourable() throws {
    var town = Town()
    town.parcel(a, use: "для эксплуатации здания", area: 1000, roubles: 1_000_000)
    town.parcel(b, use: "для эксплуатации здания", area: 1000, roubles: 1_000_000)
    let lines = try town.assess(
      [
        .sign(.encroachment, id: "F1", register: [a], area: 10, onto: .unallocated),
        .sign(.duplicate, id: "F2", register: [a, b], area: 1000),
      ],
      Policies.certain()
    ).lines
    // 10 m² × 1000 ₽ × 0.3 %
    #expect(line(lines, .afterRegistration)?.expected.decimal == "30.00")
    #expect(line(lines, .afterRegistration)?.assumptions.contains("использование") == true)
    // 1 000 000 ₽ × 1.5 %
    #expect(line(lines, .reduction)?.expected.decimal == "-15000.00")
    #expect(line(lines, .reduction)?.object == b)
  }

  @Test func whatIsNotAssessedBringsNothing() throws {
    var town = Town()
    town.parcel(a, roubles: 1_000_000)
    let result = try town.assess(
      [
        .sign(.notFound, id: "F1", register: [a], area: 1000),
        .sign(.boundaryDifference, id: "F2", register: [a], area: 100),
        .sign(.encroachment, id: "F3", register: ["absent"], area: 10, onto: .public),
        .sign(.encroachment, id: "F4", register: [a], area: .nan, onto: .public),
      ],
      Policies.certain()
    )
    #expect(result.lines.isEmpty)
    #expect(result.withoutMoney.map(\.finding) == ["F3", "F4"])
  }
}
