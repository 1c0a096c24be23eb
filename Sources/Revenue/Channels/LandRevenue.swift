import Cadastre
import Findings

// Money of land: what lies beyond a parcel, what has no parcel, what is counted twice.
extension RevenueAssessor {
  /// Land occupied beyond the occupant's parcel.
  ///
  /// On a private neighbour's land the municipality has only the fine; on land of the municipality, or that
  /// nobody's right is drawn on, also the rent of past years and either the return of the land or the
  /// redistribution fee and the tax that follows it.
  func assessEncroachment(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let occupant = finding.registerIDs.first.flatMap({ parcelByNumber[$0] }) else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noRecord)
      return
    }
    let parcel = register.parcels.records[occupant]
    let plot = finding.surveyIDs.first.flatMap { plotByID[$0] }
    let neighbour = finding.registerIDs.dropFirst().first.flatMap { parcelByNumber[$0] }
    guard let stated = positive(finding.area ?? finding.measure) else {
      outcome.nothing(parcel.number, Self.noArea)
      return
    }
    chargeOccupied(
      &outcome,
      occupant,
      neighbour,
      plot: plot,
      area: stated * outcome.share,
      spread: areaSpread(stated, accuracy: plot.map { survey.parcels.records[$0].accuracy })
    )
  }

  /// Land under a building that crosses its parcel's line: the same money as for a plot that does.
  func assessBuildingOverBoundary(_ outcome: inout Outcome) {
    let finding = outcome.finding
    let standing = Set(
      finding.registerIDs.compactMap { buildingByNumber[$0] }
        .flatMap { register.buildings.records[$0].parcels }
    )
    let parcels = finding.registerIDs.filter { parcelByNumber[$0] != nil }
    // a neighbour is named too: the building's own record must tell which parcel is whose
    let own = finding.onto == .neighbour ? parcels.filter(standing.contains) : parcels
    guard own.count == 1, let occupant = parcelByNumber[own[0]] else {
      outcome.nothing(parcels.first ?? "", Self.noRecord)
      return
    }
    guard let stated = positive(finding.area ?? 0) else {
      outcome.nothing(own[0], Self.noArea)
      return
    }
    let seen = finding.surveyIDs.first.flatMap { surveyBuildingByID[$0] }
    chargeOccupied(
      &outcome,
      occupant,
      parcels.first { $0 != own[0] }.flatMap { parcelByNumber[$0] },
      plot: nil,
      area: stated * outcome.share,
      spread: areaSpread(stated, accuracy: seen.map { survey.buildings.records[$0].accuracy })
    )
  }

  private func chargeOccupied(
    _ outcome: inout Outcome,
    _ occupant: Int,
    _ neighbour: Int?,
    plot: Int?,
    area: Double,
    spread: Spread
  ) {
    let parcel = register.parcels.records[occupant]
    let onto = outcome.finding.onto ?? .unallocated
    let value = neighbour.flatMap { taken(from: $0, area: area, areaSpread: spread) }
    outcome.fine(parcel.number, policy.fine, right: parcel.right, taken: value)
    if onto == .neighbour {
      let right = neighbour.map { register.parcels.records[$0].right } ?? .unknown
      guard right == .municipal || right == .undelimited else { return }
    }

    let (use, useWords) = incomeUse(of: occupant, plot: plot)
    let unit = land.unitValue(ofParcel: occupant, use: use)
    let base = Outcome.Base(
      value: .nearest(roubles: unit.value * area),
      spread: unit.errors(at: LandValues.place) + spread,
      words: useWords + [unit.words],
      site: (site(of: parcel, use: use), unit.value)
    )
    guard base.value > .zero else {
      outcome.nothing(parcel.number, Self.noValue)
      return
    }
    let subject = TaxSubject(
      use: use,
      category: parcel.category,
      area: area + (parcel.declaredArea ?? 0),
      value: base.value.saturatingPlus(policy.valuation.meaningful(parcel.cadastralValue) ?? .zero),
      quarter: parcel.quarter
    )
    outcome.charge(
      parcel.number,
      channel: .unjustEnrichment,
      levy: policy.unjustEnrichment,
      subject: subject,
      base: base
    )
    guard matches(policy.redistribution.onto, onto.rawValue) else { return }
    let instead = Words("если земля не возвращена", "if the land is not given back")
    outcome.charge(
      parcel.number,
      channel: .redistributionFee,
      levy: policy.redistribution,
      subject: subject,
      base: base,
      words: [instead]
    )
    chargeLandTax(
      &outcome,
      parcel.number,
      subject: subject,
      holder: parcel.right,
      added: area,
      base: base,
      words: [instead]
    )
  }

  /// Occupied land without any parcel.
  func assessUnregisteredParcel(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let index = finding.surveyIDs.first.flatMap({ plotByID[$0] }) else {
      outcome.nothing(finding.surveyIDs.first ?? "", Self.noRecord)
      return
    }
    let plot = survey.parcels.records[index]
    guard let stated = positive(finding.area ?? finding.measure) else {
      outcome.nothing(plot.id, Self.noArea)
      return
    }
    let area = stated * outcome.share
    let (use, useWords) = income(classifier.classify(plot.use))
    let unit = land.unitValue(quarter: finding.quarter, use: use)
    let base = Outcome.Base(
      value: .nearest(roubles: unit.value * area),
      spread: unit.errors(at: LandValues.place) + areaSpread(stated, accuracy: plot.accuracy),
      words: useWords + [unit.words],
      site: (ValueSite(quarter: finding.quarter, use: use), unit.value)
    )
    let subject = TaxSubject(use: use, area: area, value: base.value, quarter: finding.quarter)
    if let exemption = policy.landTax.exemption(of: subject) {
      outcome.nothing(plot.id, Self.exempt(exemption))
      return
    }
    guard base.value > .zero else {
      outcome.nothing(plot.id, Self.noValue)
      return
    }
    chargeLandTax(
      &outcome,
      plot.id,
      subject: subject,
      holder: .unknown,
      added: area,
      base: base,
      words: []
    )
    outcome.charge(
      plot.id,
      channel: .unjustEnrichment,
      levy: policy.unjustEnrichment,
      subject: subject,
      base: base
    )
    outcome.fine(plot.id, policy.fine, right: .unknown, taken: nil)
  }

  /// One parcel in the register twice: the tax of the lesser one goes.
  func assessDuplicate(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let (double, area) = double(of: finding) else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noRecord)
      return
    }
    let parcel = register.parcels.records[double]
    let use = land.uses[double]
    let unit = land.unitValue(ofParcel: double, use: use)
    let whole = policy.valuation.meaningful(parcel.cadastralValue)
    let value = Kopecks.nearest(
      roubles: (whole?.roubles ?? unit.value * area) * outcome.share
    )
    let subject = TaxSubject(
      use: use,
      category: parcel.category,
      area: area,
      value: whole ?? value,
      quarter: parcel.quarter
    )
    let levy = policy.landTax
    guard let law = taxLaw(&outcome, parcel.number, levy, subject, parcel.right) else { return }
    outcome.correct(
      parcel.number,
      Outcome.Correction(
        channel: .reduction,
        levy: levy,
        payer: parcel.right,
        base: Outcome.Base(
          value: value,
          spread: unit.errors(at: LandValues.place),
          words: [
            unit.words,
            Words("снимается меньший участок пары", "the lesser parcel of the pair is struck off"),
          ],
          site: (site(of: parcel, use: use), unit.value)
        ),
        change: { value.times($0.rate(for: subject)) },
        law: law
      )
    )
  }

  /// The parcel of a pair that is struck off, and its area, m².
  func double(of finding: Finding) -> (parcel: Int, area: Double)? {
    let pair = finding.registerIDs.compactMap { parcelByNumber[$0] }
    guard pair.count == 2 else { return nil }
    let double = lesser(pair[0], pair[1])
    let declared = register.parcels.records[double].declaredArea
    guard let area = positive(declared ?? finding.area ?? finding.measure) else { return nil }
    return (double, area)
  }

  private func chargeLandTax(
    _ outcome: inout Outcome,
    _ object: String,
    subject: TaxSubject,
    holder: Right,
    added area: Double,
    base: Outcome.Base,
    words: [Words]
  ) {
    if let exemption = policy.landTax.exemption(of: subject) {
      outcome.nothing(object, Self.exempt(exemption))
      return
    }
    var base = base
    base.relief = landRelief(subject, holder: holder, added: area, &base.words)
    outcome.charge(
      object,
      channel: .afterRegistration,
      levy: policy.landTax,
      subject: subject,
      base: base,
      words: words
    )
  }

  /// The deduction that some holders may take off the tax on `area` of a parcel, and the words for it.
  func landRelief(
    _ subject: TaxSubject,
    holder: Right,
    added area: Double,
    _ words: inout [Words]
  ) -> Relief? {
    guard let deduction = policy.landTax.deduction(for: subject, of: holder) else { return nil }
    let portion = deduction.portion(of: area, addedTo: subject.area - area)
    let share = deduction.share ?? Assumed(value: 1, reason: "")
    guard portion > 0, share.value > 0 else { return nil }
    words.append(Self.relief(deduction, share: share.value, portion: portion))
    return Relief(key: "landTax.deductions.\(deduction.id)", share: share, portion: portion)
  }

  private static func relief(_ deduction: AreaDeduction, share: Double, portion: Double) -> Words {
    let area = decimal(deduction.area, digits: 0)
    let (share, portion) = (decimal(share * 100, digits: 0), decimal(portion * 100, digits: 0))
    return Words(
      "вычет \(area) м² (\(deduction.law.text)): право принято за \(share) % плательщиков, "
        + "снимает \(portion) % базы",
      "deduction of \(area) m² (\(deduction.law.text)): \(share) % of payers taken as entitled, "
        + "\(portion) % of the base falls away"
    )
  }

  /// The part of a parcel's recorded value that falls on `area`; nil when it has none of its own.
  private func taken(from parcel: Int, area: Double, areaSpread: Spread) -> Outcome.Base? {
    let unit = land.unitValue(ofParcel: parcel, use: land.uses[parcel])
    guard unit.source == .own || unit.source == .parent else { return nil }
    let number = register.parcels.records[parcel].number
    return Outcome.Base(
      value: .nearest(roubles: unit.value * area),
      spread: areaSpread,
      words: [
        Words(
          "доля кадастровой стоимости \(number), соразмерная занятой части",
          "the share of the cadastral value of \(number) that falls on the occupied part"
        )
      ]
    )
  }

  /// The class of use of parcel `index` for money that comes: recorded, else observed, else assumed.
  func incomeUse(of index: Int, plot: Int?) -> (UseClass, [Words]) {
    let recorded = land.uses[index]
    if recorded != .unknown { return (recorded, []) }
    return income(classifier.classify(plot.map { survey.parcels.records[$0].use } ?? ""))
  }

  /// The lesser of two parcels by recorded area; of equals the later number.
  private func lesser(_ first: Int, _ second: Int) -> Int {
    let (a, b) = (register.parcels.records[first], register.parcels.records[second])
    let (areaA, areaB) = (a.declaredArea ?? .infinity, b.declaredArea ?? .infinity)
    if areaA != areaB { return areaA < areaB ? first : second }
    return isLater(a.number, b.number) ? first : second
  }

  /// Whether `first` was given after `second`: longer numbers are later ones within a quarter.
  private func isLater(_ first: String, _ second: String) -> Bool {
    first.utf8.count != second.utf8.count
      ? first.utf8.count > second.utf8.count : first > second
  }
}
