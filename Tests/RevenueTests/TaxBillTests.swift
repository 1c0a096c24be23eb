import Cadastre
import Testing

@testable import Revenue

/// The law's own rules by worked examples, each to the kopeck.
@Suite struct TaxBillTests {
  func land(
    _ use: String = "housing-individual",
    _ area: Double = 1000,
    _ roubles: Double = 2_000_000,
    category: LandCategory = .settlements
  ) -> TaxSubject {
    TaxSubject(
      use: UseClass(rawValue: use),
      category: category,
      area: area,
      value: Kopecks.nearest(roubles: roubles)
    )
  }

  func building(
    _ purpose: BuildingPurpose,
    _ area: Double,
    _ roubles: Double,
    use: String = "unknown"
  ) -> TaxSubject {
    TaxSubject(
      use: UseClass(rawValue: use),
      purpose: purpose,
      area: area,
      value: Kopecks.nearest(roubles: roubles)
    )
  }

  func landTax(
    _ subject: TaxSubject,
    _ holder: Right = .private,
    year: Int = 2026,
    _ change: (inout TaxCase) -> Void = { _ in }
  ) throws -> TaxBill {
    var taxCase = TaxCase(subject, holder: holder)
    change(&taxCase)
    return try Policies.named("ru-\(year)").landTax.bill(for: taxCase, year: year)
  }

  func propertyTax(
    _ subject: TaxSubject,
    _ holder: Right = .private,
    year: Int = 2026,
    _ change: (inout TaxCase) -> Void = { _ in }
  ) throws -> TaxBill {
    var taxCase = TaxCase(subject, holder: holder)
    change(&taxCase)
    return try Policies.named("ru-\(year)").propertyTax.bill(for: taxCase, year: year)
  }

  // MARK: Rates

  /// 2 000 000 × 0.3 % = 6000.00; a shop 1.5 % = 30 000.00; fields of farm land 0.3 %, of industrial land
  /// 1.5 %; an allotment of 1 234 567.89 ₽: 3703.70367 → 3703.70.
  @Test(arguments: [
    ("housing-individual", LandCategory.settlements, 2_000_000, "6000.00"),
    ("retail", .settlements, 2_000_000, "30000.00"),
    ("farming", .agricultural, 2_000_000, "6000.00"),
    ("farming", .industrial, 2_000_000, "30000.00"),
    ("garden", .settlements, 1_234_567.89, "3703.70"),
    ("utilities", .settlements, 2_000_000, "6000.00"),
    ("defence", .settlements, 2_000_000, "6000.00"),
  ])
  func landRates(_ use: String, _ category: LandCategory, _ value: Double, _ sum: String) throws {
    let bill = try landTax(land(use, 1000, value, category: category))
    #expect(bill.amount.decimal == sum)
    #expect(bill.steps.map(\.rule) == [.rate])
    #expect(bill.steps.allSatisfy { $0.law.article.contains("394") })
  }

  /// 300 000 000 × 0.3 % = 900 000.00; 300 000 100 × 1.5 % = 4 500 001.50, before 2025 × 0.3 % = 900 000.30.
  @Test(arguments: [
    (2026, 300_000_000, "900000.00"), (2025, 300_000_100, "4500001.50"),
    (2024, 300_000_100, "900000.30"),
  ])
  func housingLandAbove300Million(_ year: Int, _ value: Double, _ sum: String) throws {
    let bill = try landTax(land("housing-individual", 1000, value), year: year)
    #expect(bill.amount.decimal == sum)
  }

  @Test(arguments: [
    ("housing-apartments", LandCategory.settlements), ("forest", .settlements),
    ("garden", .forest), ("water", .settlements), ("retail", .water),
  ])
  func whatIsNoObjectOfTheTax(_ use: String, _ category: LandCategory) throws {
    let bill = try landTax(land(use, category: category))
    #expect(bill.amount == .zero)
    #expect(bill.steps.map(\.rule) == [.exempt])
    #expect(bill.steps.first?.law.article.contains("389") == true)
  }

  /// The town and the state pay nothing to the town; nor does land nobody holds.
  @Test(arguments: [Right.municipal, .state, .undelimited, .none])
  func whoDoesNotPay(_ holder: Right) throws {
    #expect(try landTax(land(), holder).amount == .zero)
  }

  // MARK: Deductions and shares

  /// 1000 m² at 2000 ₽ less 600 m²: 400 × 2000 = 800 000 × 0.3 % = 2400.00; of 500 m² nothing is left; of an
  /// organisation 6000.00; of one who is not entitled 6000.00.
  @Test func sixHundredSquareMetres() throws {
    let entitled: (inout TaxCase) -> Void = { $0.entitlements = ["six-hundred"] }
    let bill = try landTax(land(), .private, entitled)
    #expect(bill.amount.decimal == "2400.00")
    #expect(bill.steps.map(\.rule) == [.deduction, .rate])
    #expect(try landTax(land("garden", 500, 1_000_000), .private, entitled).amount == .zero)
    #expect(try landTax(land(), .legal, entitled).amount.decimal == "6000.00")
    #expect(try landTax(land()).amount.decimal == "6000.00")
  }

  /// A third of 2 000 000 is 666 666.67 × 0.3 % = 2000.00001 → 2000.00.
  ///
  /// Entitled, with half of 1500 m² worth
  /// 3 000 000: 1 500 000 less 600 × 2000 = 1 200 000 leaves 300 000 × 0.3 % = 900.00.
  @Test func sharesInARight() throws {
    #expect(try landTax(land()) { $0.share = RightShare(1, 3) }.amount.decimal == "2000.00")
    let half = try landTax(land("housing-individual", 1500, 3_000_000)) {
      $0.share = RightShare(1, 2)
      $0.entitlements = ["six-hundred"]
    }
    #expect(half.amount.decimal == "900.00")
  }

  /// A house of 120 m² worth 3 600 000: 70 m² × 30 000 = 2 100 000 × 0.1 % = 2100.00, a half of it 1050.00;
  /// one of 50 m² nothing.
  ///
  /// A flat of a whole block keeps its flats' deductions to itself: 0.1 % of all.
  @Test func fiftySquareMetresOfAHouse() throws {
    let house = building(.house, 120, 3_600_000)
    #expect(try propertyTax(house).amount.decimal == "2100.00")
    #expect(try propertyTax(house) { $0.share = RightShare(1, 2) }.amount.decimal == "1050.00")
    #expect(try propertyTax(building(.house, 50, 1_500_000)).amount == .zero)
    #expect(try propertyTax(building(.house, 60, 1_800_000)).amount.decimal == "300.00")
    #expect(try propertyTax(building(.apartments, 500, 9_000_000)).amount.decimal == "9000.00")
  }

  /// A flat of 60 m² worth 3 000 000: 40 m² × 50 000 = 2 000 000 × 0.1 % = 2000.00, a half of it 1000.00; one of 20 m²
  /// nothing; a room of 18 m² worth 900 000: 8 m² × 50 000 = 400 000 × 0.1 % = 400.00; without either 3000.00.
  @Test func flatsAndRooms() throws {
    let flat = building(.apartments, 60, 3_000_000)
    let isFlat: (inout TaxCase) -> Void = { $0.entitlements = ["flat"] }
    let bill = try propertyTax(flat, .private, isFlat)
    #expect(bill.amount.decimal == "2000.00")
    #expect(bill.steps.first?.law.article.contains("403 п. 3") == true)
    let half = try propertyTax(flat) {
      isFlat(&$0)
      $0.share = RightShare(1, 2)
    }
    #expect(half.amount.decimal == "1000.00")
    #expect(try propertyTax(building(.apartments, 20, 1_000_000), .private, isFlat).amount == .zero)
    let room = try propertyTax(building(.apartments, 18, 900_000)) { $0.entitlements = ["room"] }
    #expect(room.amount.decimal == "400.00")
    #expect(room.steps.first?.law.article.contains("403 п. 4") == true)
    #expect(try propertyTax(flat).amount.decimal == "3000.00")
  }

  // MARK: Buildings

  /// Garage 500 000 × 0.1 % = 500.00; a shed of 50 m² 0.1 %, of 51 m² 0.5 %; a shop of the region's list 2 %; another
  /// building 0.5 %; above 300 M 2.5 %, before 2025 2 %.
  @Test(arguments: [
    (BuildingPurpose.garage, "unknown", 30, 500_000, 2026, "500.00"),
    (.outbuilding, "unknown", 50, 500_000, 2026, "500.00"),
    (.outbuilding, "unknown", 51, 500_000, 2026, "2500.00"),
    (.nonresidential, "retail", 300, 10_000_000, 2026, "200000.00"),
    (.nonresidential, "unknown", 300, 10_000_000, 2026, "50000.00"),
    (.nonresidential, "unknown", 300, 400_000_000, 2026, "10000000.00"),
    (.nonresidential, "unknown", 300, 400_000_000, 2024, "8000000.00"),
    (.unfinished, "unknown", 100, 1_000_000, 2026, "1000.00"),
  ])
  func ratesByPurpose(
    _ purpose: BuildingPurpose,
    _ use: String,
    _ area: Double,
    _ value: Double,
    _ year: Int,
    _ sum: String
  ) throws {
    #expect(
      try propertyTax(building(purpose, area, value, use: use), year: year).amount.decimal == sum
    )
  }

  /// The region's tax of organisations: 2 % of 10 000 000 = 200 000.00; above 300 M 2.5 %; not of persons.
  @Test func organisations() throws {
    let levy = try Policies.named("ru-2026").organisationTax
    func tax(_ roubles: Double, _ holder: Right) -> String {
      let subject = building(.nonresidential, 300, roubles)
      return levy.bill(for: TaxCase(subject, holder: holder), year: 2026).amount.decimal
    }
    #expect(levy.budget == .regional)
    #expect(tax(10_000_000, .legal) == "200000.00")
    #expect(tax(400_000_000, .legal) == "10000000.00")
    #expect(tax(10_000_000, .private) == "0.00")
  }

  // MARK: Parts of a year

  /// 6000 a year are 500 a month.
  ///
  /// A right of 15 March counts from March, 10 months: 5000.00; of 16 March from
  /// April, 9: 4500.00. One that ends on 15 March had 2 months: 1000.00; on 16 March 3: 1500.00. One of
  /// 16 December has none in this year.
  @Test(arguments: [
    ("2026-03-15", "", "5000.00"), ("2026-03-16", "", "4500.00"),
    ("", "2026-03-15", "1000.00"), ("", "2026-03-16", "1500.00"),
    ("2026-12-16", "", "0.00"), ("2025-07-20", "", "6000.00"), ("", "2027-01-20", "6000.00"),
    ("2027-02-01", "", "0.00"), ("2026-05-10", "2026-05-20", "500.00"),
    ("2026-05-16", "2026-05-20", "0.00"), ("", "2026-01-15", "0.00"),
  ])
  func monthsByTheFifteenth(_ from: String, _ until: String, _ sum: String) throws {
    let bill = try landTax(land()) {
      $0.from = CalendarDay(from)
      $0.until = CalendarDay(until)
    }
    #expect(bill.amount.decimal == sum)
    #expect((bill.steps.last?.rule == .months) == (sum != "6000.00"))
  }

  /// Dwelling until 15 May, shop since: May counts as shop.
  ///
  /// 4 months of 500.00, 8 of 2500.00: 22 000.00. On
  /// 16 May it is 5 and 7: 2500 + 17 500 = 20 000.00. Sold on 20 September: until then 5 and 4: 12 500.00.
  @Test(arguments: [
    ("2026-05-15", "", "22000.00"), ("2026-05-16", "", "20000.00"),
    ("2026-05-16", "2026-09-20", "12500.00"), ("2026-12-31", "", "6000.00"),
    ("2026-01-02", "", "30000.00"), ("2025-05-15", "", "30000.00"),
  ])
  func changeWithinTheYear(_ day: String, _ until: String, _ sum: String) throws {
    let changed = try #require(CalendarDay(day))
    let bill = try landTax(land("retail")) {
      $0.former = (land(), changed)
      $0.until = CalendarDay(until)
    }
    #expect(bill.amount.decimal == sum)
  }

  /// A new area: 1000 m² of 2 000 000 until 1 July, 1200 m² of 2 400 000 since: 6 × 500 + 6 × 600 = 6600.00.
  @Test func anotherAreaWithinTheYear() throws {
    let changed = try #require(CalendarDay("2026-07-01"))
    let bill = try landTax(land("housing-individual", 1200, 2_400_000)) {
      $0.former = (land(), changed)
    }
    #expect(bill.amount.decimal == "6600.00")
  }

  // MARK: Unbuilt land

  /// Land for blocks of flats pays double for three years, then four times as much: 6000 → 12 000.00, 24 000.00;
  /// a dwelling plot double after ten years; built land what it always did.
  @Test(arguments: [
    ("housing", 0, "12000.00"), ("housing", 2, "12000.00"), ("housing", 3, "24000.00"),
    ("housing-individual", 9, "6000.00"), ("housing-individual", 10, "12000.00"),
    ("retail", 20, "30000.00"),
  ])
  func unbuiltLand(_ use: String, _ years: Int, _ sum: String) throws {
    #expect(try landTax(land(use)) { $0.unbuiltYears = years }.amount.decimal == sum)
    let built = try landTax(land(use)).amount.decimal
    #expect(built == (use == "retail" ? "30000.00" : "6000.00"))
  }

  // MARK: The cap

  /// 5000 last year: at most 5500.00; 5454.55 and less cap, 5500 does not; an organisation has no cap; land that
  /// changed or that is multiplied has none; half a year of the capped sum is 2750.00.
  @Test func growthIsCapped() throws {
    let last: (inout TaxCase) -> Void = { $0.previous = Kopecks(rawValue: 500_000) }
    let bill = try landTax(land(), .private, last)
    #expect(bill.amount.decimal == "5500.00")
    #expect(bill.steps.map(\.rule) == [.rate, .growthCap])
    #expect(try landTax(land(), .legal, last).amount.decimal == "6000.00")
    let near = try landTax(land()) { $0.previous = Kopecks(rawValue: 545_455) }
    #expect(near.amount.decimal == "6000.00")
    let unbuilt = try landTax(land()) {
      last(&$0)
      $0.unbuiltYears = 10
    }
    #expect(unbuilt.amount.decimal == "12000.00")
    let sold = try landTax(land()) {
      last(&$0)
      $0.until = CalendarDay("2026-06-20")
    }
    #expect(sold.amount.decimal == "2750.00")
    let day = try #require(CalendarDay("2026-01-01"))
    let changed = try landTax(land()) {
      last(&$0)
      $0.former = (land("garden"), day)
    }
    #expect(changed.amount.decimal == "6000.00")
  }

  /// A house that cost 1000 last year pays at most 1100.00; a shop of the region's list all of its 200 000.00.
  @Test func growthOfBuildings() throws {
    let last: (inout TaxCase) -> Void = { $0.previous = Kopecks(rawValue: 100_000) }
    let house = building(.house, 120, 3_600_000)
    #expect(try propertyTax(house, .private, last).amount.decimal == "1100.00")
    let shop = building(.nonresidential, 300, 10_000_000, use: "retail")
    #expect(try propertyTax(shop, .private, last).amount.decimal == "200000.00")
  }

  /// All at once: a third of 1500 m² worth 3 000 000 held from 16 March: 1 000 000 × 0.3 % × 9 / 12 = 2250.00.
  @Test func rulesTogether() throws {
    let bill = try landTax(land("garden", 1500, 3_000_000)) {
      $0.share = RightShare(1, 3)
      $0.from = CalendarDay("2026-03-16")
    }
    #expect(bill.amount.decimal == "2250.00")
    #expect(bill.steps.map(\.rule) == [.rate, .months])
  }

  @Test func theLimitOf64BitsIsHeld() throws {
    var subject = land("retail")
    subject.value = Kopecks(rawValue: .max)
    let bill = try landTax(subject)
    // 9 223 372 036 854 775 807 × 0.015 = 138 350 580 552 821 637.1
    #expect(bill.amount.rawValue == 138_350_580_552_821_637)
    #expect(CalendarDay("2026-13-01") == nil && CalendarDay("x") == nil)
    #expect(RightShare(3, 2) == .whole && RightShare(1, 0) == .whole)
  }
}
