public import Cadastre
import Findings

/// What is wrong with a policy that can be read: `mezha policy check`.
public enum PolicyCheck {
  /// Looks for classes that do not exist, rates above the law's ceiling, missing articles, shares above the
  /// whole and objects that no rate holds for.
  ///
  /// A year that is missing is an error of ``Policy/load(_:library:)``.
  ///
  /// - Parameters:
  ///   - policy: The policy, complete.
  ///   - classes: The classes of use there are, `UseClassifier.classes`.
  /// - Returns: The problems in the order of the file; empty for a sound policy.
  public static func problems(of policy: Policy, classes: [UseClass]) -> [PolicyProblem] {
    var report = Report(classes: classes.map(\.rawValue))
    report.check([policy.assumedUse], at: "assumedUse")
    for rule in policy.purposes { report.check(rule.uses, at: "purposes.\(rule.id)") }
    for (name, levy) in [
      ("landTax", policy.landTax), ("propertyTax", policy.propertyTax),
      ("organisationTax", policy.organisationTax),
      ("unjustEnrichment", policy.unjustEnrichment), ("redistribution", policy.redistribution),
    ] {
      report.check(levy, at: name)
    }
    for (name, fine) in [("fine", policy.fine), ("useFine", policy.useFine)] {
      guard let fine else { continue }
      if fine.offenders.isEmpty {
        report.add("\(name).offenders", "никто не назван", "nobody is named")
      }
      if fine.law.article.isEmpty {
        report.add("\(name).law", "нет статьи закона", "the article is missing")
      }
    }
    for rule in policy.valuation.land { report.check(rule.uses, at: "valuation.land.\(rule.id)") }
    for rule in policy.valuation.buildings {
      report.check(rule.uses, at: "valuation.buildings.\(rule.id)")
    }
    for (kind, share) in policy.precision.kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where share.value > 1 {
      report.add(
        "precision.kinds.\(kind.rawValue)",
        "\(share.value) — не вероятность",
        "\(share.value) is no probability"
      )
    }
    if policy.precision.other.value > 1 {
      report.add(
        "precision.default",
        "\(policy.precision.other.value) — не вероятность",
        "\(policy.precision.other.value) is no probability"
      )
    }
    for (name, share) in [
      ("nonPayers", policy.holders?.nonPayers), ("organisations", policy.holders?.organisations),
    ] {
      if let share, share.value > 1 {
        report.add("holders.\(name)", "\(share.value) — не доля", "\(share.value) is no share")
      }
    }
    for channel in Channel.allCases {
      guard let share = policy.collection[channel] else {
        report.add(
          "collection",
          "о \"\(channel.rawValue)\" ничего не сказано; считается, что поступает всё",
          "nothing is said of \"\(channel.rawValue)\"; all is collected"
        )
        continue
      }
      if share.value > 1 {
        report.add(
          "collection.\(channel.rawValue)",
          "\(share.value) — не доля",
          "\(share.value) is no share"
        )
      }
    }
    return report.problems
  }

  private struct Report {
    let classes: [String]
    var problems: [PolicyProblem] = []

    mutating func add(_ key: String, _ russian: String, _ english: String) {
      problems.append(PolicyProblem(key: key, reason: PolicyText(russian, english)))
    }

    mutating func check(_ uses: [UseClass], at key: String) {
      for use in uses where !classes.contains(use.rawValue) {
        let nearest = NearestName.nearest(to: use.rawValue, among: classes.sorted())
        add(
          key,
          "неизвестный класс использования \"\(use.rawValue)\""
            + (nearest.map { "; ближайший известный — \"\($0)\"" } ?? ""),
          unknown(use.rawValue, among: classes, what: "class of use")
        )
      }
    }

    mutating func check(_ levy: Levy, at key: String) {
      for rule in levy.rates {
        let place = "\(key).rates.\(rule.id)"
        check(rule.uses, at: place)
        check(rule.rate, ceiling: rule.ceiling, law: rule.law, at: place)
        if let above = rule.above {
          check(above.rate, ceiling: above.ceiling, law: above.law, at: place + ".above")
        }
      }
      for exemption in levy.exempt {
        let place = "\(key).exempt.\(exemption.id)"
        check(exemption.uses, at: place)
        check(exemption.law, at: place)
      }
      for multiplier in levy.multipliers {
        let place = "\(key).multipliers.\(multiplier.id)"
        check(multiplier.uses, at: place)
        check(multiplier.law, at: place)
        if multiplier.untilYear ?? .max <= multiplier.fromYear {
          add(place, "кончается раньше, чем начинается", "it ends before it begins")
        }
      }
      for cap in levy.growthCaps {
        check(cap.law, at: "\(key).growthCaps.\(cap.id)")
        for id in cap.exceptRates where !levy.rates.contains(where: { $0.id == id }) {
          add("\(key).growthCaps.\(cap.id)", "нет ставки \"\(id)\"", "there is no rate \"\(id)\"")
        }
      }
      for arrears in levy.arrears {
        let place = "\(key).arrears.\(arrears.id)"
        check(arrears.law, at: place)
        if arrears.recent.value > 1 {
          add(place, "\(arrears.recent.value) — не доля", "\(arrears.recent.value) is no share")
        }
      }
      if let law = levy.months?.law { check(law, at: "\(key).months") }
      if let law = levy.interest?.law { check(law, at: "\(key).interest") }
      for deduction in levy.deductions {
        check(deduction.law, at: "\(key).deductions.\(deduction.id)")
        if deduction.area <= 0 {
          add(
            "\(key).deductions.\(deduction.id)",
            "\(deduction.area) м² ничего не вычитает",
            "\(deduction.area) m² takes nothing off"
          )
        }
        if let share = deduction.share, share.value > 1 {
          add(
            "\(key).deductions.\(deduction.id).share",
            "\(share.value) — не доля",
            "\(share.value) is no share"
          )
        }
      }
      let coversAll = levy.rates.contains {
        $0.uses.isEmpty && $0.categories.isEmpty && $0.purposes.isEmpty && $0.maximumArea == nil
      }
      if !coversAll {
        add("\(key).rates", "нет ставки для всего прочего", "no rate holds for all the rest")
      }
    }

    mutating func check(_ rate: Rate, ceiling: Rate, law: LawReference, at key: String) {
      if rate > ceiling {
        add(
          key,
          "ставка \(rate.share) выше предела закона, \(ceiling.share)",
          "rate \(rate.share) is above the ceiling of the law, \(ceiling.share)"
        )
      }
      check(law, at: key)
    }

    mutating func check(_ law: LawReference, at key: String) {
      if law.article.isEmpty { add(key, "нет статьи закона", "the article is missing") }
    }
  }
}

/// One thing wrong with a policy.
public struct PolicyProblem: Sendable, Equatable {
  /// Where, such as `landTax.rates.housing`.
  public var key: String
  /// What.
  public var reason: PolicyText
}
