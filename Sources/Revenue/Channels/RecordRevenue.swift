import Cadastre
import Findings
import Geometry

// Money of parcels whose record is wrong: another area, another use. The holder is known, so is the taxpayer.
extension RevenueAssessor {
  /// An area that the record has too much of, or too little: the value of the record is in proportion to it.
  ///
  /// Too much is a reduction at the recorded use, where that is unknown at the dearest; the deductions it may
  /// have are left out, for they would make it smaller. Too little is reassessed.
  func assessAreaChange(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let change = areaChange(finding) else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noArea)
      return
    }
    let parcel = register.parcels.records[change.parcel]
    let plot = finding.surveyIDs.first.flatMap { plotByID[$0] }
    let area = abs(change.area) * outcome.share
    let falls = change.area < 0
    let (use, useWords) =
      falls ? (land.uses[change.parcel], []) : incomeUse(of: change.parcel, plot: plot)
    let unit = land.unitValue(ofParcel: change.parcel, use: use)
    let value = Kopecks.nearest(roubles: unit.value * area)
    let whole = wholeValue(of: parcel, unit: unit)
    var subject = TaxSubject(
      use: use,
      category: parcel.category,
      area: parcel.declaredArea ?? area,
      value: whole,
      quarter: parcel.quarter
    )
    if !falls {
      subject.area += area
      subject.value = whole.saturatingPlus(value)
    }
    let levy = policy.landTax
    guard let law = taxLaw(&outcome, parcel.number, levy, subject, parcel.right) else { return }
    var words = useWords + [unit.words]
    var relief: Relief?
    if !falls {
      words.append(Words("после уточнения площади", "once the area is corrected"))
      relief = landRelief(subject, holder: parcel.right, added: area, &words)
    }
    let accuracy = plot.map { survey.parcels.records[$0].accuracy }
    outcome.correct(
      parcel.number,
      Outcome.Correction(
        channel: falls ? .reduction : .reassessment,
        levy: levy,
        payer: parcel.right,
        base: Outcome.Base(
          value: value,
          spread: unit.errors(at: LandValues.place)
            + (plot == nil
              ? Spread() : measured(area, of: subject.area, accuracy: accuracy)),
          relief: relief,
          words: words,
          holder: falls || parcel.right != .unknown ? nil : policy.holders?.ofLand,
          site: (site(of: parcel, use: use), unit.value)
        ),
        change: { value.times($0.rate(for: subject)) },
        law: law
      )
    )
  }

  /// Land used otherwise than recorded: the fine, and the tax where the observed use has a higher rate.
  ///
  /// A lower rate lowers nothing: the tax follows the record until its holder changes the permitted use.
  func assessUseChange(_ outcome: inout Outcome) {
    let finding = outcome.finding
    guard let change = useChange(finding) else {
      outcome.nothing(finding.registerIDs.first ?? "", Self.noRecord)
      return
    }
    let parcel = register.parcels.records[change.parcel]
    let recorded = land.uses[change.parcel]
    let unit = land.unitValue(ofParcel: change.parcel, use: recorded)
    let value = Kopecks.nearest(roubles: unit.value * change.area * outcome.share)
    let whole = wholeValue(of: parcel, unit: unit)
    let was = TaxSubject(
      use: recorded,
      category: parcel.category,
      area: change.whole,
      value: whole,
      quarter: parcel.quarter
    )
    var now = was
    now.use = change.use
    if let fine = policy.useFine {
      let known = unit.source == .own || unit.source == .parent
      let taken = Outcome.Base(value: value, spread: Spread(), words: [unit.words])
      outcome.fine(parcel.number, fine, right: parcel.right, taken: known ? taken : nil)
    }
    let levy = policy.landTax
    guard let law = taxLaw(&outcome, parcel.number, levy, now, parcel.right) else { return }
    let (before, after) = (levy.rate(for: was), levy.rate(for: now))
    guard before < after else {
      outcome.nothing(parcel.number, Self.noHigherRate)
      return
    }
    let (from, to) = (
      decimal(before.share * 100, digits: 2), decimal(after.share * 100, digits: 2)
    )
    var words = [
      unit.words,
      Words("ставка \(to) % вместо \(from) %", "rate \(to) % instead of \(from) %"),
    ]
    let relief = landRelief(now, holder: parcel.right, added: change.whole, &words)
    outcome.correct(
      parcel.number,
      Outcome.Correction(
        channel: .reassessment,
        levy: levy,
        payer: parcel.right,
        base: Outcome.Base(
          value: value,
          spread: unit.errors(at: LandValues.place),
          relief: relief,
          words: words,
          holder: parcel.right == .unknown ? policy.holders?.ofLand : nil,
          site: (site(of: parcel, use: recorded), unit.value)
        ),
        change: { max(.zero, value.times($0.rate(for: now)) - value.times($0.rate(for: was))) },
        law: law
      )
    )
  }

  // MARK: What the findings are about

  /// The parcel and how its recorded area changes, m²: negative where the record has too much.
  func areaChange(_ finding: Finding) -> (parcel: Int, area: Double)? {
    guard let parcel = finding.registerIDs.first.flatMap({ parcelByNumber[$0] }),
      positive(abs(finding.measure)) != nil
    else { return nil }
    // declared − drawn in the one kind, surveyed − registered in the other
    return (parcel, finding.kind == .declaredArea ? -finding.measure : finding.measure)
  }

  /// The parcel, what it is used for, how much of it, and how large it is, m².
  func useChange(
    _ finding: Finding
  ) -> (parcel: Int, use: UseClass, area: Double, whole: Double)? {
    guard let parcel = finding.registerIDs.first.flatMap({ parcelByNumber[$0] }),
      let plot = finding.surveyIDs.first.flatMap({ plotByID[$0] }),
      let used = positive(finding.area ?? finding.measure)
    else { return nil }
    let record = register.parcels.records[parcel]
    let whole = record.declaredArea.flatMap(positive) ?? used
    let plots = survey.parcels.shapes
    // one plot that is about the parcel stands for all of it, a part for itself
    let isWhole = !plots.hasGeometry(plot) || used >= 0.9 * whole
    return (
      parcel, classifier.classify(survey.parcels.records[plot].use), isWhole ? whole : used, whole
    )
  }

  // MARK: What they share

  /// Value of a whole parcel: its own, else by the unit value.
  func wholeValue(of parcel: RegisterParcel, unit: UnitValue) -> Kopecks {
    policy.valuation.meaningful(parcel.cadastralValue)
      ?? .nearest(roubles: unit.value * (parcel.declaredArea ?? 0))
  }

  func site(of parcel: RegisterParcel, use: UseClass) -> ValueSite {
    ValueSite(quarter: parcel.quarter, use: use, category: parcel.category)
  }

  /// The article a tax on `subject` rests on; nil, with the reason noted, where there is none to pay.
  func taxLaw(
    _ outcome: inout Outcome,
    _ object: String,
    _ levy: Levy,
    _ subject: TaxSubject,
    _ holder: Right
  ) -> LawReference? {
    guard matches(levy.payers, holder) else {
      outcome.nothing(object, Self.noPayer)
      return nil
    }
    if let exemption = levy.exemption(of: subject) {
      outcome.nothing(object, Self.exempt(exemption))
      return nil
    }
    guard subject.value > .zero else {
      outcome.nothing(object, Self.noValue)
      return nil
    }
    guard let rule = levy.rule(for: subject) else {
      outcome.nothing(object, Words("ставка не задана", "no rate is set"))
      return nil
    }
    return rule.effective(for: subject.value).law
  }

  /// Error of a part of an area that was measured as a whole, as a share of the part.
  func measured(_ part: Double, of whole: Double, accuracy: Double?) -> Spread {
    Spread(own: (accuracy ?? survey.accuracy) * whole.squareRoot() / part)
  }

  static let noHigherRate = Words(
    "ставка по наблюдаемому использованию не выше: налог следует записи, пока её не изменят",
    "the rate of the observed use is not higher: the tax follows the record until it is changed"
  )
  static let counted = Words(
    "эта площадь уже учтена в другом признаке",
    "this area is counted in another finding already"
  )
}

extension Levy {
  /// The rate of `subject`; nothing for what is exempt or has none.
  func rate(for subject: TaxSubject) -> Rate {
    guard exemption(of: subject) == nil, let rule = rule(for: subject) else {
      return Rate(billionths: 0)
    }
    return rule.effective(for: subject.value).rate
  }
}
