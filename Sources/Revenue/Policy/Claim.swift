import Cadastre

/// What can be claimed for closed years together, as shares of the present value.
struct Claim {
  /// All the years.
  var rate: Rate
  /// Interest on them.
  var interest: Rate
  /// How well the values of those years are known.
  var spread: Spread
  var words: Words
  var interestWords: Words
}

extension Policy {
  /// The claim for `years` closed years of `levy`.
  ///
  /// A year of which nothing is known takes the rate and the value of the policy's own year. The value of a
  /// closed year is that of its own official figure for the place, else the present one by the ratio its
  /// policy names. Interest is simple: what was due for a year bears the rates of the closed years after it;
  /// the year that is not over is left out.
  ///
  /// - Parameters:
  ///   - levy: The levy.
  ///   - years: How many years.
  ///   - site: Where the land lies, and what a square metre of it is worth now.
  ///   - rate: The share of the value that is due in a year, by that year's levy.
  /// - Returns: The claim of all the years together.
  func claim(
    _ levy: Levy,
    years: Int,
    at site: (place: ValueSite, unit: Double)?,
    rate: (Levy) -> Rate
  ) -> Claim {
    let closed = closedYears.prefix(years)
    let now = rate(levy)
    var sum = now.times(years - closed.count)
    var interest = Rate(billionths: 0)
    var parts: [String] = []
    var level = 1.0
    var (isKnown, areOfficial) = (false, !closed.isEmpty)
    var variance = 0.0
    var bearing = Rate(billionths: 0)
    for policy in closed {
      let assumed = policy.valuation.ofNextYear
      level *= assumed?.value ?? 1
      variance += (assumed?.spread ?? 0) * (assumed?.spread ?? 0)
      if assumed?.value ?? 1 != 1 { isKnown = true }
      var value = level
      if let site, site.unit > 0,
        let rule = policy.valuation.rule(in: policy.valuation.land, for: site.place, official: true)
      {
        value = rule.assumed.value / site.unit
      } else {
        areOfficial = false
      }
      let old = policy.levies.first { $0.code == levy.code } ?? levy
      let yearly = rate(old)
      let due = yearly.times(Rate(value) ?? Rate(billionths: 1_000_000_000))
      sum = sum.plus(due)
      interest = interest.plus(due.times(bearing))
      bearing = bearing.plus(old.interest?.rate ?? Rate(billionths: 0))
      parts.append(
        "\(policy.year): \(decimal(yearly.share * 100, digits: 2)) %"
          + (value == 1 ? "" : " × \(decimal(value, digits: 2))")
      )
    }
    var words = Words(parts.joined(separator: ", "), parts.joined(separator: ", "))
    let rest = years - closed.count
    if rest > 0 {
      let mark = parts.isEmpty ? "" : " + "
      let yearly = decimal(now.share * 100, digits: 2)
      words.russian += "\(mark)\(rest) × \(yearly) % за год (ставки тех лет не заданы)"
      words.english += "\(mark)\(rest) × \(yearly) % a year (the rates of those years are not set)"
    }
    if areOfficial {
      words.russian += "; стоимость тех лет задана политикой"
      words.english += "; the values of those years are set by the policy"
    } else if isKnown {
      words.russian += "; стоимость прошлых лет пересчитана по индексу политики"
      words.english += "; the values of those years are taken by the policy's index"
    } else {
      words.russian += "; стоимость прошлых лет неизвестна, взята нынешняя"
      words.english += "; the values of those years are unknown, the present one is taken"
    }
    return Claim(
      rate: sum,
      interest: interest,
      spread: areOfficial
        ? Spread() : Spread(common: ["valuation.ofNextYear": variance.squareRoot()]),
      words: words,
      interestWords: Words(
        "проценты на сумму каждого года по ставкам лет после него, за закрытые годы",
        "interest on each year's sum at the rates of the years after it, closed years only"
      )
    )
  }
}
