import Cadastre
import Findings
import Geometry

// Money of buildings whose record is wrong: another footprint, other floors, another purpose.
extension RevenueAssessor {
  /// A building that grew or shrank: the tax on the floor area that came or went.
  func assessFloorChange(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let change = floorChange(finding) else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noArea)
      return
    }
    let building = register.buildings.records[change.building]
    let area = abs(change.area) * outcome.share
    let falls = change.area < 0
    let unit = unitValue(ofBuilding: change.building)
    let value = Kopecks.nearest(roubles: unit.value * area)
    let whole = floorArea(ofBuilding: change.building)?.area ?? 0
    let levy = building.right == .legal ? policy.organisationTax : policy.propertyTax
    let subject = TaxSubject(
      use: .unknown,
      purpose: building.purpose,
      area: falls ? max(whole, area) : whole + area,
      value: policy.valuation.meaningful(building.cadastralValue)
        ?? .nearest(roubles: unit.value * max(whole, area)),
      quarter: building.quarter
    )
    guard let law = taxLaw(&outcome, building.number, levy, subject, building.right) else { return }
    var words = change.words + [unit.words]
    var taxed = value
    if let deduction = levy.deduction(for: subject, of: building.right), deduction.share == nil {
      let portion = deduction.portion(of: area, addedTo: subject.area - area)
      if portion > 0 {
        taxed = .nearest(roubles: value.roubles * (1 - portion))
        words.append(Self.less(deduction))
      }
    }
    guard taxed > .zero else {
      outcome.nothing(building.number, Self.withinDeduction)
      return
    }
    outcome.correct(
      building.number,
      Outcome.Correction(
        channel: falls ? .reduction : .reassessment,
        levy: levy,
        payer: building.right,
        base: Outcome.Base(
          value: taxed,
          spread: unit.errors(at: BuildingValues.place) + change.spread,
          words: words,
          holder: falls || building.right != .unknown ? nil : policy.holders?.ofBuildings
        ),
        change: { taxed.times($0.rate(for: subject)) },
        law: law
      )
    )
  }

  /// A building used for a purpose that is taxed at a higher rate than the recorded one, or without its
  /// deduction.
  func assessPurposeChange(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let index = building(of: finding),
      let seen = finding.surveyIDs.first.flatMap({ surveyBuildingByID[$0] })
    else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noRecord)
      return
    }
    let building = register.buildings.records[index]
    guard let area = floorArea(ofBuilding: index) else {
      outcome.nothing(building.number, Self.noArea)
      return
    }
    let use = classifier.classify(survey.buildings.records[seen].use)
    let unit = unitValue(ofBuilding: index)
    let value =
      policy.valuation.meaningful(building.cadastralValue)
      ?? .nearest(roubles: unit.value * area.area)
    let levy = building.right == .legal ? policy.organisationTax : policy.propertyTax
    let was = TaxSubject(
      use: .unknown,
      purpose: building.purpose,
      area: area.area,
      value: value,
      quarter: building.quarter
    )
    var now = was
    (now.use, now.purpose) = (use, policy.purpose(of: use))
    guard let law = taxLaw(&outcome, building.number, levy, now, building.right) else { return }
    let due = { (levy: Levy, subject: TaxSubject) in
      levy.bill(for: TaxCase(subject, holder: building.right), year: policy.year).amount
    }
    guard due(levy, was) < due(levy, now) else {
      outcome.nothing(building.number, Self.noHigherRate)
      return
    }
    let (from, to) = (
      decimal(levy.rate(for: was).share * 100, digits: 2),
      decimal(levy.rate(for: now).share * 100, digits: 2)
    )
    outcome.correct(
      building.number,
      Outcome.Correction(
        channel: .reassessment,
        levy: levy,
        payer: building.right,
        base: Outcome.Base(
          value: value,
          spread: unit.source == .own
            ? Spread() : unit.errors(at: BuildingValues.place) + area.spread,
          words: [
            unit.words,
            Words(
              "ставка \(to) % вместо \(from) %, вычеты по назначению",
              "rate \(to) % instead of \(from) %, deductions by purpose"
            ),
          ],
          holder: building.right == .unknown ? policy.holders?.ofBuildings : nil
        ),
        change: { max(.zero, due($0, now) - due($0, was)) },
        law: law
      )
    )
  }

  // MARK: What the findings are about

  /// The first building of the register that a finding names.
  func building(of finding: Finding) -> Int? {
    finding.registerIDs.lazy.compactMap { buildingByNumber[$0] }.first
  }

  /// The building and how its floor area changes, m²: negative where it is smaller than recorded.
  ///
  /// What came by the footprint counts with the floors that were seen, what came by floors with the recorded
  /// footprint: a building that grew both ways is the sum of the two.
  func floorChange(
    _ finding: Finding
  ) -> (building: Int, area: Double, spread: Spread, words: [Words])? {
    guard let index = building(of: finding), positive(abs(finding.measure)) != nil else {
      return nil
    }
    let record = register.buildings.records[index]
    let seen = finding.surveyIDs.first.flatMap { surveyBuildingByID[$0] }
    if finding.kind == .floorsDifference {
      guard let floors = record.floors, floors > 0, let whole = floorArea(ofBuilding: index)
      else { return nil }
      return (
        index, whole.area * finding.measure / Double(floors), whole.spread,
        [
          Words(
            "площадь этажа \(decimal(whole.area / Double(floors), digits: 2)) м²",
            "area of a floor \(decimal(whole.area / Double(floors), digits: 2)) m²"
          )
        ]
      )
    }
    let floors = seen.flatMap { survey.buildings.records[$0].floors } ?? record.floors
    let change = floorArea(
      footprint: abs(finding.measure),
      floors: floors,
      purpose: record.purpose,
      quarter: record.quarter
    )
    let accuracy = seen.map { survey.buildings.records[$0].accuracy }
    let footprint = register.buildings.shapes.area(index)
    return (
      index, finding.measure < 0 ? -change.area : change.area,
      change.spread + measured(abs(finding.measure), of: footprint, accuracy: accuracy),
      [change.words]
    )
  }

  /// Floor area of a building of the register: recorded, else by its footprint.
  func floorArea(ofBuilding index: Int) -> (area: Double, spread: Spread, words: [Words])? {
    let building = register.buildings.records[index]
    if let area = building.floorArea.flatMap(positive) { return (area, Spread(), []) }
    guard let footprint = positive(register.buildings.shapes.area(index)) else { return nil }
    let floors = floorArea(
      footprint: footprint,
      floors: building.floors,
      purpose: building.purpose,
      quarter: building.quarter
    )
    return (floors.area, floors.spread, [floors.words])
  }

  /// Value of a square metre of a building of the register: its own, else that of its purpose nearby.
  func unitValue(ofBuilding index: Int) -> UnitValue {
    let building = register.buildings.records[index]
    if let own = policy.valuation.meaningful(building.cadastralValue),
      let area = building.floorArea.flatMap(positive)
    {
      return UnitValue(value: own.roubles / area, spread: 0, source: .own)
    }
    return buildings.unitValue(
      quarter: building.quarter,
      purpose: building.purpose,
      use: .unknown
    )
  }

  static let withinDeduction = Words(
    "изменение в пределах вычета",
    "the change lies within the deduction"
  )

  static func less(_ deduction: AreaDeduction) -> Words {
    let off = decimal(deduction.area, digits: 0)
    return Words(
      "вычет \(off) м² (\(deduction.law.text))",
      "less \(off) m² (\(deduction.law.text))"
    )
  }
}

extension Levy {
  /// What of an object's value is taxed: less the deduction by area that every holder of its kind has.
  func taxed(_ subject: TaxSubject, of holder: Right) -> Kopecks {
    guard let deduction = deduction(for: subject, of: holder), deduction.share == nil else {
      return subject.value
    }
    return deduction.taken(off: subject)
  }
}
