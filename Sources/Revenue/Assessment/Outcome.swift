import Cadastre
import Findings

/// The lines of one finding while they are being written.
struct Outcome {
  let finding: Finding
  private(set) var lines: [RevenueLine] = []
  private(set) var withoutMoney: [WithoutMoney] = []
  /// The same lines as the simulation needs them.
  private(set) var stakes: [Stake] = []

  private let policy: Policy
  private let inEnglish: Bool

  init(finding: Finding, assessor: RevenueAssessor) {
    self.finding = finding
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
    var whole = rate
    var words = words
    if levy.years > 1 {
      let claim = policy.claim(levy, for: subject, now: rate)
      whole = claim.rate
      words.append(claim.words)
    }
    add(
      object,
      channel: channel,
      tax: levy.code,
      period: levy.years > 1 || channel == .redistributionFee ? .once : .year,
      budget: levy.budget,
      base: base,
      rate: whole,
      law: law.text,
      words: words
    )
  }

  /// Adds a line of base × rate, and of `least` where that is less; for a reduction with the signs turned.
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
    least: Kopecks = .zero
  ) {
    let precision = policy.precision[finding.kind].value
    let collected = policy.collected(channel)
    let range = RevenueRange(
      base: base.value,
      spread: base.spread.whole,
      probability: finding.probability * precision,
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
        relief: base.relief
      )
    )
    let signed = channel == .reduction ? range.negated : range
    let shares = Words(
      "вероятность \(decimal(finding.probability, digits: 2)) × подтверждаемость "
        + "\(decimal(precision, digits: 2)) × собираемость \(decimal(collected, digits: 2))",
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
        base: base.value,
        rate: rate.share,
        low: signed.low,
        expected: signed.expected,
        high: signed.high,
        period: period,
        budget: budget,
        law: law,
        assumptions: (base.words + words + [shares]).map { $0.text(inEnglish: inEnglish) }
          .joined(separator: "; ")
      )
    )
  }

  /// Adds the fine of an offender, pro rata to what he took; a nil value is land that has none.
  mutating func fine(_ object: String, right: Right, taken: Base?) {
    guard let offender = policy.fine.offender(right) else { return }
    let who = Words(
      offender.rights.isEmpty
        ? "нарушитель не установлен, тариф: \(offender.id)"
        : "тариф: \(offender.id)",
      offender.rights.isEmpty
        ? "offender unknown, tariff: \(offender.id)"
        : "tariff: \(offender.id)"
    )
    let noValue = Words(
      "кадастровая стоимость земли не определена",
      "the land has no cadastral value"
    )
    add(
      object,
      channel: .fine,
      tax: policy.fine.code,
      period: .once,
      budget: policy.fine.budget,
      base: taken ?? Base(value: .zero, spread: Spread(), words: [noValue]),
      rate: taken == nil ? Rate(billionths: 0) : offender.rate,
      law: policy.fine.law.text,
      words: [who],
      least: taken == nil ? offender.undefinedValue : offender.minimum
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
