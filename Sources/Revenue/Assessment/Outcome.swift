import Cadastre
import Findings

/// The lines of one finding while they are being written.
struct Outcome {
  let finding: Finding
  /// What of its land or area the ledger charges to this finding, 0…1.
  let share: Double
  private(set) var lines: [RevenueLine] = []
  private(set) var withoutMoney: [WithoutMoney] = []
  /// The same lines as the simulation needs them.
  private(set) var stakes: [Stake] = []

  private let policy: Policy
  private let inEnglish: Bool

  init(finding: Finding, share: Double, assessor: RevenueAssessor) {
    self.finding = finding
    self.share = share
    policy = assessor.policy
    inEnglish = assessor.inEnglish
  }

  /// What a rate is applied to, and how well it is known.
  struct Base {
    var value: Kopecks
    var spread: Spread
    /// A deduction that the payer may or may not have.
    var relief: Relief?
    var words: [Words]
    /// The share of holders who do not pay it, where nobody knows the holder.
    var holder: Relief?
    /// Where the land lies and what a square metre of it is worth now, for the values of past years.
    var site: (place: ValueSite, unit: Double)?
  }

  /// Adds a line of money that comes: base × rate, for as many years as the levy charges at once.
  mutating func charge(
    _ object: String,
    channel: Channel,
    levy: Levy,
    subject: TaxSubject,
    base: Base,
    words: [Words] = []
  ) {
    guard let rule = levy.rule(for: subject) else {
      nothing(object, Words("ставка не задана", "no rate is set"))
      return
    }
    let (rate, law) = rule.effective(for: subject.value)
    guard levy.years > 1 else {
      add(
        object,
        channel: channel,
        tax: levy.code,
        period: channel == .redistributionFee ? .once : .year,
        budget: levy.budget,
        base: base,
        rate: rate,
        law: law.text,
        words: words
      )
      return
    }
    let claim = policy.claim(levy, years: levy.years, at: base.site) {
      $0.rule(for: subject)?.effective(for: subject.value).rate ?? rate
    }
    var base = base
    base.spread = base.spread + claim.spread
    add(
      object,
      channel: channel,
      tax: levy.code,
      period: .once,
      budget: levy.budget,
      base: base,
      rate: claim.rate,
      law: law.text,
      words: words + [claim.words]
    )
    guard let interest = levy.interest, claim.interest.billionths > 0 else { return }
    add(
      object,
      channel: channel,
      tax: interest.code,
      period: .once,
      budget: levy.budget,
      base: base,
      rate: claim.interest,
      law: interest.law.text,
      words: words + [claim.interestWords]
    )
  }

  /// What a correction of a record changes in the tax of one year.
  struct Correction {
    /// Raises the tax or lowers it.
    var channel: Channel
    var levy: Levy
    /// Right of the holder.
    var payer: Right
    /// Value concerned; the rate shown is what the tax changes by as a share of it.
    var base: Base
    /// By how much the tax of a year changes under that year's rates; never below nought.
    var change: (Levy) -> Kopecks
    var law: LawReference
    var words: [Words] = []
  }

  /// Adds the line of a year, and those of the years that are over where the law reaches back.
  mutating func correct(_ object: String, _ correction: Correction) {
    let levy = correction.levy
    let due = correction.change(levy)
    let value = correction.base.value
    guard due > .zero, value > .zero else {
      nothing(object, Words("налог не меняется", "the tax does not change"))
      return
    }
    var base = correction.base
    base.value = due
    let whole = Rate(billionths: 1_000_000_000)
    add(
      object,
      channel: correction.channel,
      tax: levy.code,
      period: .year,
      budget: levy.budget,
      base: base,
      rate: whole,
      law: correction.law.text,
      words: correction.words,
      shown: value
    )
    guard
      let arrears = levy.arrears.first(where: {
        $0.channel == correction.channel && $0.kinds.contains(finding.kind)
          && matches($0.payers, correction.payer)
      }), arrears.years > 0
    else { return }
    // what a deduction may take off is taken off on average: the lot of past years is drawn for their length
    let kept = Rate(1 - (base.relief.map { $0.share.value * $0.portion } ?? 0)) ?? whole
    let claim = policy.claim(levy, years: arrears.years, at: base.site) {
      Rate(correction.change($0).times(kept).roubles / value.roubles) ?? whole
    }
    base.value = value
    base.spread = base.spread + claim.spread
    base.relief = Relief(
      key: "\(levy.code).arrears.\(arrears.id)",
      share: arrears.recent,
      portion: 1
    )
    let recent = decimal(arrears.recent.value * 100, digits: 0)
    let words =
      correction.words + [
        claim.words,
        Words(
          "доля случаев, возникших лишь в этом году, принята за \(recent) %",
          "\(recent) % of such cases are taken to have arisen this year only"
        ),
      ]
    add(
      object,
      channel: correction.channel,
      tax: levy.code,
      period: .once,
      budget: levy.budget,
      base: base,
      rate: claim.rate,
      law: arrears.law.text,
      words: words
    )
    guard let interest = levy.interest, matches(interest.payers, correction.payer),
      correction.channel != .reduction, claim.interest.billionths > 0
    else { return }
    add(
      object,
      channel: correction.channel,
      tax: interest.code,
      period: .once,
      budget: levy.budget,
      base: base,
      rate: claim.interest,
      law: interest.law.text,
      words: correction.words + [claim.interestWords]
    )
  }

  /// Adds a line of base × rate, and of `least` where that is less; for a reduction with the signs turned.
  ///
  /// `shown` is the value that the line names as its base where `base` is a sum of tax already.
  mutating func add(
    _ object: String,
    channel: Channel,
    tax: String,
    period: Period,
    budget: Budget,
    base: Base,
    rate: Rate,
    law: String,
    words: [Words],
    least: Kopecks = .zero,
    shown: Kopecks? = nil
  ) {
    let precision = policy.precision[finding.kind].value
    let collected = policy.collected(channel)
    let range = RevenueRange(
      base: base.value,
      spread: base.spread.whole,
      probability: finding.probability * precision * (1 - (base.holder?.share.value ?? 0)),
      collected: collected,
      relief: base.relief.map { ($0.share.value, $0.portion) }
    ) { max(least, $0.times(rate)) }
    stakes.append(
      Stake(
        finding: finding.id,
        kind: finding.kind,
        probability: finding.probability,
        channel: channel,
        period: period,
        budget: budget,
        base: base.value,
        rate: rate,
        least: least,
        spread: base.spread,
        relief: base.relief,
        holder: base.holder
      )
    )
    let signed = channel == .reduction ? range.negated : range
    let shares = Words(
      "вероятность \(russian(finding.probability)) × подтверждаемость "
        + "\(russian(precision)) × собираемость \(russian(collected))",
      "probability \(decimal(finding.probability, digits: 2)) × precision "
        + "\(decimal(precision, digits: 2)) × collection \(decimal(collected, digits: 2))"
    )
    lines.append(
      RevenueLine(
        finding: finding.id,
        object: object,
        quarter: finding.quarter,
        channel: channel,
        tax: tax,
        base: shown ?? base.value,
        rate: shown.map { base.value.roubles * rate.share / $0.roubles } ?? rate.share,
        low: signed.low,
        expected: signed.expected,
        high: signed.high,
        period: period,
        budget: budget,
        law: law,
        assumptions: (base.words + words + ledgerWords + holderWords(base) + [shares]).map {
          $0.text(inEnglish: inEnglish)
        }
        .joined(separator: "; ")
      )
    )
  }

  /// What the ledger leaves to this finding, where that is not all of it.
  private var ledgerWords: [Words] {
    guard share < 1 else { return [] }
    let percent = decimal(share * 100, digits: 2)
    return [
      Words(
        "\(percent) % площади: остальное учтено в другом признаке",
        "\(percent) % of the area: the rest is counted in another finding"
      )
    ]
  }

  private func holderWords(_ base: Base) -> [Words] {
    guard let holder = base.holder, holder.share.value > 0 else { return [] }
    let percent = decimal(holder.share.value * 100, digits: 0)
    return [
      Words(
        "правообладатель неизвестен: доля тех, кто этого налога не платит, принята за \(percent) %",
        "the holder is unknown: \(percent) % of such are taken not to pay this tax"
      )
    ]
  }

  /// Adds the fine of an offender, pro rata to the land concerned; a nil value is land that has none.
  mutating func fine(_ object: String, _ fine: Fine, right: Right, taken: Base?) {
    guard let offender = fine.offender(right) else { return }
    let group = Words(
      offender.id == "individual"
        ? "ставка для граждан"
        : offender.id == "organisation"
          ? "ставка для "
            + "организаций" : offender.id,
      offender.id == "individual"
        ? "tariff of persons"
        : offender.id == "organisation"
          ? "tariff of "
            + "organisations" : offender.id
    )
    let who = Words(
      (offender.rights.isEmpty ? "лицо не установлено, " : "") + group.russian,
      (offender.rights.isEmpty ? "nobody is established, " : "") + group.english
    )
    let noValue = Words(
      "у занятой земли нет своей кадастровой стоимости (стоимость соседних участков для штрафа "
        + "не берётся)",
      "the land in use has no cadastral value of its own (that of other parcels is not taken "
        + "for a fine)"
    )
    let least = taken == nil ? offender.undefinedValue : offender.minimum
    let floor = Words(
      "не менее \(decimal(least.roubles, digits: 0)) ₽",
      "\(decimal(least.roubles, digits: 0)) RUB at least"
    )
    add(
      object,
      channel: .fine,
      tax: fine.code,
      period: .once,
      budget: fine.budget,
      base: taken ?? Base(value: .zero, spread: Spread(), words: [noValue]),
      rate: taken == nil ? Rate(billionths: 0) : offender.rate,
      law: fine.law.text,
      words: least > .zero ? [who, floor] : [who],
      least: least
    )
  }

  /// Says why the finding brings no money for `object`.
  mutating func nothing(_ object: String, _ why: Words) {
    withoutMoney.append(
      WithoutMoney(
        finding: finding.id,
        object: object,
        reason: why.russian,
        reasonEnglish: why.english
      )
    )
  }
}
