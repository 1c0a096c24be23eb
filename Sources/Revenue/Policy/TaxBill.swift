public import Cadastre

/// What is due for a year, and every rule that had a part in it.
public struct TaxBill: Sendable, Equatable {
  /// A rule that was applied.
  public struct Step: Sendable, Equatable {
    /// What it did.
    public var rule: Rule
    /// What it rests on.
    public var law: LawReference
  }

  /// The rules, in the order in which they are applied.
  public enum Rule: String, Sendable {
    case notPayer, exempt, share, deduction, rate, multiplier, growthCap, months
  }

  /// The sum, to the nearest kopeck; a tax is rounded to roubles only when it is charged.
  public var amount: Kopecks
  /// The rules that changed the sum, first to last.
  public var steps: [Step]
}

extension Levy {
  /// The tax of one holder on one object for `year`.
  ///
  /// Value × share, less the deductions, × rate, × multiplier of unbuilt land; not more than the cap over the
  /// year before, which protects neither what changed within the year nor what is multiplied; × the months held.
  /// An object that changed is taxed as what it was for the months before, as what it is for those after: the
  /// month is that of whichever has the greater part of it by ``MonthRule``. Exact but for the base, which is
  /// a sum of kopecks; rounded once, at the end.
  public func bill(for taxCase: TaxCase, year: Int) -> TaxBill {
    guard matches(payers, taxCase.holder) else { return TaxBill(amount: .zero, steps: []) }
    let held = months(of: taxCase, year: year)
    guard let former = taxCase.former, former.changed.year == year else {
      let (tax, steps) = annual(taxCase, taxCase.subject, capped: true)
      return bill([(tax, held.count)], steps, held)
    }
    let turn = firstMonth(from: former.changed, year)
    let before = annual(taxCase, former.subject, capped: false)
    let after = annual(taxCase, taxCase.subject, capped: false)
    var steps = before.steps
    for step in after.steps where !steps.contains(step) { steps.append(step) }
    return bill(
      [
        (before.tax, held.clamped(to: 1..<max(turn, 1)).count),
        (after.tax, held.clamped(to: min(turn, 13)..<13).count),
      ],
      steps,
      held,
      isSplit: true
    )
  }

  /// Tax of a whole year in billionths of a kopeck, and what made it so.
  private func annual(
    _ taxCase: TaxCase,
    _ subject: TaxSubject,
    capped: Bool
  ) -> (tax: Int128, steps: [TaxBill.Step]) {
    if let exemption = exemption(of: subject) {
      return (0, [TaxBill.Step(rule: .exempt, law: exemption.law)])
    }
    guard let rule = rule(for: subject) else { return (0, []) }
    var steps: [TaxBill.Step] = []
    var base = subject.value
    let deduction = deduction(
      for: subject,
      of: taxCase.holder,
      entitlements: taxCase.entitlements
    )
    if let deduction {
      steps.append(TaxBill.Step(rule: .deduction, law: deduction.law))
      if deduction.perHolder {
        let own = taxCase.share.of(subject.value)
        base = max(.zero, own - (subject.value - deduction.taken(off: subject)))
      } else {
        base = taxCase.share.of(deduction.taken(off: subject))
      }
    } else {
      base = taxCase.share.of(base)
    }
    var (rate, law) = rule.effective(for: subject.value)
    steps.append(TaxBill.Step(rule: .rate, law: law))
    let multiplier = taxCase.unbuiltYears.flatMap { years in
      multipliers.first { $0.holds(for: subject.use, held: years) }
    }
    if let multiplier {
      rate = rate.times(multiplier.factor)
      steps.append(TaxBill.Step(rule: .multiplier, law: multiplier.law))
    }
    let tax = Int128(base.rawValue) * Int128(rate.billionths)
    let cap = growthCaps.first {
      matches($0.payers, taxCase.holder) && !$0.exceptRates.contains(rule.id)
    }
    if capped, multiplier == nil, let cap, let previous = taxCase.previous {
      let most = Int128(previous.rawValue) * Int128(cap.factor.billionths)
      if most < tax {
        steps.append(TaxBill.Step(rule: .growthCap, law: cap.law))
        return (most, steps)
      }
    }
    return (tax, steps)
  }

  /// Adds up parts of a year.
  private func bill(
    _ parts: [(tax: Int128, months: Int)],
    _ steps: [TaxBill.Step],
    _ held: Range<Int>,
    isSplit: Bool = false
  ) -> TaxBill {
    var steps = steps
    if let months, held.count < 12 || isSplit {
      steps.append(TaxBill.Step(rule: .months, law: months.law))
    }
    let sum = parts.reduce(Int128(0)) { $0 + $1.tax * Int128($1.months) }
    return TaxBill(amount: rounded(sum, over: 12_000_000_000), steps: steps)
  }

  /// The months of `year` that count as held, 1…12.
  private func months(of taxCase: TaxCase, year: Int) -> Range<Int> {
    let first = taxCase.from.map { firstMonth(from: $0, year) } ?? 1
    // the month of the end counts unless the right ended early in it: the next holder's first month
    let end = taxCase.until.map { firstMonth(from: $0, year) } ?? 13
    return first < end ? first..<end : 1..<1
  }

  /// The first month of `year` that counts for a right that arose on `day`; 13 where none does.
  private func firstMonth(from day: CalendarDay, _ year: Int) -> Int {
    if day.year != year { return day.year < year ? 1 : 13 }
    guard let months else { return day.month }
    return day.day <= months.lastDay ? day.month : day.month + 1
  }
}

extension AreaDeduction {
  /// What is left of an object's value.
  func taken(off subject: TaxSubject) -> Kopecks {
    guard subject.area > 0 else { return subject.value }
    return .nearest(roubles: subject.value.roubles * max(0, subject.area - area) / subject.area)
  }
}
