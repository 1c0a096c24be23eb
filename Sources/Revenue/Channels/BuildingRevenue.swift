import Cadastre
import Findings

// Money of buildings: what is not in the register yet, what is in it still.
extension RevenueAssessor {
  /// A building on the ground that the register does not know: tax from its registration on.
  func assessUnregisteredBuilding(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let index = finding.surveyIDs.first.flatMap({ surveyBuildingByID[$0] }) else {
      outcome.nothing(finding.surveyIDs.first ?? "", Self.noRecord)
      return
    }
    let building = survey.buildings.records[index]
    guard let whole = positive(finding.area ?? finding.measure) else {
      outcome.nothing(building.id, Self.noArea)
      return
    }
    let footprint = whole * outcome.share
    let parcel = finding.registerIDs.first.flatMap { parcelByNumber[$0] }
    var observed = classifier.classify(building.use)
    if observed == .unknown, let parcel { observed = land.uses[parcel] }
    let (use, useWords) = income(observed)
    let purpose = policy.purpose(of: use)
    let floors = floorArea(
      footprint: footprint,
      floors: building.floors,
      purpose: purpose,
      quarter: finding.quarter
    )
    let unit = buildings.unitValue(quarter: finding.quarter, purpose: purpose, use: use)
    let value = Kopecks.nearest(roubles: unit.value * floors.area)
    // who holds the land builds on it, as far as anyone knows
    let right = parcel.map { register.parcels.records[$0].right } ?? .unknown
    chargeBuilding(
      &outcome,
      building.id,
      channel: .afterRegistration,
      holder: right == .legal || right == .private ? right : .unknown,
      subject: TaxSubject(
        use: use,
        purpose: purpose,
        area: floors.area,
        value: value,
        quarter: finding.quarter
      ),
      spread: unit.errors(at: BuildingValues.place) + floors.spread
        + areaSpread(whole, accuracy: building.accuracy),
      words: useWords + [floors.words, unit.words]
    )
  }

  /// A building of the register that is gone: its tax goes too.
  func assessDemolishedBuilding(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let index = building(of: finding) else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noRecord)
      return
    }
    let building = register.buildings.records[index]
    var floors = floorArea(ofBuilding: index)
    if floors == nil, let footprint = positive(finding.area ?? finding.measure) {
      let stated = floorArea(
        footprint: footprint,
        floors: building.floors,
        purpose: building.purpose,
        quarter: building.quarter
      )
      floors = (stated.area, stated.spread, [stated.words])
    }
    guard let floors else {
      outcome.nothing(building.number, Self.noArea)
      return
    }
    let unit = unitValue(ofBuilding: index)
    var spread = floors.spread + unit.errors(at: BuildingValues.place)
    var value = Kopecks.nearest(roubles: unit.value * floors.area)
    var source = unit
    if let own = policy.valuation.meaningful(building.cadastralValue) {
      (value, spread) = (own, Spread())
      source = UnitValue(value: 0, spread: 0, source: .own)
    }
    value = .nearest(roubles: value.roubles * outcome.share)
    chargeBuilding(
      &outcome,
      building.number,
      channel: .reduction,
      holder: building.right,
      subject: TaxSubject(
        use: .unknown,
        purpose: building.purpose,
        area: floors.area,
        value: value,
        quarter: building.quarter
      ),
      spread: spread,
      words: floors.words + [source.words]
    )
  }

  private func chargeBuilding(
    _ outcome: inout Outcome,
    _ object: String,
    channel: Channel,
    holder: Right,
    subject: TaxSubject,
    spread: Spread,
    words: [Words]
  ) {
    let isLegal = holder == .legal
    let levy = isLegal ? policy.organisationTax : policy.propertyTax
    if let exemption = levy.exemption(of: subject) {
      outcome.nothing(object, Self.exempt(exemption))
      return
    }
    if channel == .reduction, !matches(levy.payers, holder) {
      outcome.nothing(object, Self.noPayer)
      return
    }
    guard subject.value > .zero else {
      outcome.nothing(object, Self.noValue)
      return
    }
    var words = words
    let value = levy.taxed(subject, of: holder)
    if value < subject.value, let deduction = levy.deduction(for: subject, of: holder) {
      let why = Self.less(deduction)
      guard value > .zero else {
        outcome.nothing(object, Words("весь объект в пределах: " + why.russian, why.english))
        return
      }
      words.append(why)
    }
    if !isLegal, subject.purpose == .apartments {
      words.append(
        Words(
          "дом целиком, вычеты помещений не учтены",
          "the whole house, deductions of its flats not taken"
        )
      )
    }
    var base = Outcome.Base(value: value, spread: spread, words: words)
    guard channel == .reduction else {
      if !isLegal, holder != .private { base.holder = policy.holders?.ofBuildings }
      outcome.charge(object, channel: channel, levy: levy, subject: subject, base: base)
      return
    }
    guard let law = taxLaw(&outcome, object, levy, subject, holder) else { return }
    outcome.correct(
      object,
      Outcome.Correction(
        channel: channel,
        levy: levy,
        payer: holder,
        base: base,
        change: { value.times($0.rate(for: subject)) },
        law: law
      )
    )
  }

  /// Floor area of a building of which only the footprint is known: footprint × floors × k.
  func floorArea(
    footprint: Double,
    floors: Int?,
    purpose: BuildingPurpose,
    quarter: String
  ) -> (area: Double, spread: Spread, words: Words) {
    let k = buildings.floorFactor(quarter: quarter, purpose: purpose)
    let assumed = policy.valuation.assumedFloors
    let known = floors.flatMap { $0 > 0 ? Double($0) : nil }
    let count = known ?? assumed.value
    let formula =
      "\(decimal(footprint, digits: 2)) м² × \(decimal(count, digits: 0)) × "
      + decimal(k.value, digits: 2)
    var spread = Spread(own: k.spread)
    if case .policy = k.source { spread = Spread(common: ["valuation.floorFactor": k.spread]) }
    return (
      area: footprint * count * k.value,
      spread: spread
        + Spread(common: ["valuation.assumedFloors": known == nil ? assumed.spread : 0]),
      words: Words(
        "площадь этажей: \(formula)" + (known == nil ? ", этажность принята" : ""),
        "floor area: \(formula)" + (known == nil ? ", floors assumed" : "")
      )
    )
  }
}

// What land and buildings share.
extension RevenueAssessor {
  static let noRecord = Words("объект не найден в данных", "the object is not in the data")
  static let noArea = Words("площадь неизвестна", "the area is unknown")
  static let noPayer = Words(
    "у правообладателя нет обязанности платить налог",
    "the holder does not pay the tax"
  )
  static let noValue = Words("стоимость неизвестна", "the value is unknown")

  static func exempt(_ exemption: Exemption) -> Words {
    Words(
      "не облагается: \(exemption.law.text)",
      "exempt: \(exemption.law.text)"
    )
  }

  /// The class for money that comes: the assumed one where it is unknown.
  func income(_ use: UseClass) -> (UseClass, [Words]) {
    guard use == .unknown else { return (use, []) }
    let assumed = policy.assumedUse.rawValue
    return (
      policy.assumedUse,
      [Words("использование неизвестно, принято \(assumed)", "use unknown, taken as \(assumed)")]
    )
  }

  /// Standard deviation of a surveyed area as a share of it: Mt·√P / P (DOMAIN: m_P = Mt·√P).
  func areaSpread(_ area: Double, accuracy: Double?) -> Spread {
    Spread(own: (accuracy ?? survey.accuracy) / area.squareRoot())
  }

  /// A number that an area can be.
  func positive(_ area: Double) -> Double? { area > 0 && area.isFinite ? area : nil }
}
