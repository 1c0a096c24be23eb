// Explanations as people read them.

extension Quantity {
  /// A value with its unit: `1,50 м`, `24.00 m²`, `3`.
  public func text(_ value: Double, _ language: WordLanguage) -> String {
    if isCount { return Figures.whole(value) }
    return switch (unit, language) {
    case ("m2", .ru): Figures.russian(value, "м²")
    case ("m2", .en): Figures.english(value, "m²")
    case ("m", .ru): Figures.russian(value, "м")
    case ("m", .en): Figures.english(value, "m")
    case ("deg", .ru): Figures.russian(60 * value) + "′"
    case ("deg", .en): Figures.english(60 * value) + "′"
    case (_, .ru): Figures.share(value).russian
    case (_, .en): Figures.share(value).english
    }
  }
}

extension Bound {
  /// The sign people write.
  public var sign: String {
    switch self {
    case .above: ">"
    case .atLeast: "≥"
    case .below: "<"
    case .atMost: "≤"
    }
  }

  /// What the value would have to be for the condition to fail.
  fileprivate var opposite: Words {
    switch self {
    case .above: Words(ru: "не больше", en: "no more than")
    case .atLeast: Words(ru: "меньше", en: "less than")
    case .below: Words(ru: "не меньше", en: "no less than")
    case .atMost: Words(ru: "больше", en: "more than")
    }
  }
}

extension Basis {
  /// How the threshold was made; nil where the kind itself means it.
  public func text(_ language: WordLanguage) -> String? {
    func number(_ value: Double) -> String {
      language == .ru ? Figures.russian(value) : Figures.english(value)
    }
    return switch self {
    case .coincidence(let k, let first, let second, _):
      "\(k == k.rounded() ? Figures.whole(k) : number(k))·√(\(number(first))² + \(number(second))²)"
    case .areas(let first, let second, let rule):
      "√(\(number(first))² + \(number(second))²), \(rule)"
    case .rule(let name): Self.words(ofRule: name)[language]
    case .record: language == .ru ? "погрешность в записи" : "the error the record states"
    case .meaning: nil
    }
  }
}

extension Basis {
  /// What a named number of the rule file is, in plain words.
  private static func words(ofRule name: String) -> Words {
    switch name {
    case "gapWidth": Words(ru: "полоса шире — уже проход", en: "a wider strip is a passage")
    case "minimumUnregisteredArea":
      Words(ru: "меньшие постройки не называются", en: "smaller buildings are not named")
    case "minimumFindingArea":
      Words(ru: "о меньшей площади не говорят", en: "less land is not spoken of")
    case "duplicateIoU":
      Words(ru: "с такой общей доли это один участок", en: "from this share on it is one parcel")
    case "nestedShare":
      Words(ru: "с такой доли один лежит в другом", en: "from this share on one lies in the other")
    case "peakFactor":
      Words(ru: "допуск с запасом на шум", en: "the tolerance with a margin for noise")
    case "footprintErrors":
      Words(
        ru: "погрешности площадей контуров здания вместе",
        en: "the errors of both footprints together"
      )
    default: Words(ru: "порог \(name)", en: "threshold \(name)")
    }
  }
}

extension Condition {
  /// Whether it says that nothing on the other side is it.
  fileprivate var saysAlone: Bool { quantity == .links && bound == .atMost && threshold == 0 }

  /// The comparison on one line; of a value below zero its size is compared, and shown so.
  public func text(_ language: WordLanguage) -> String {
    if saysAlone {
      return language == .ru
        ? "пары на другой стороне нет"
        : "there is no counterpart on the "
          + "other side"
    }
    let shown = quantity.text(value, language)
    return "\(quantity.words[language]) \(value < 0 ? "|\(shown)|" : shown) \(bound.sign) "
      + quantity.text(threshold, language)
  }
}

extension Evidence.Name {
  /// What people call it.
  public var words: Words {
    switch self {
    case .fact: Words(ru: "факт реестра", en: "a fact of the register")
    case .sight: Words(ru: "что увидено", en: "what was seen")
    case .measure: Words(ru: "превышение допуска", en: "measure beyond tolerance")
    case .link: Words(ru: "надёжность связи", en: "certainty of the link")
    case .unplaced:
      Words(ru: "записи без места, которые подошли бы", en: "records without place that would fit")
    }
  }
}

extension Explanation {
  /// The single changes that would flip the finding, the smallest first.
  public func flips(_ language: WordLanguage) -> [String] {
    var lines = otherwise.map { [$0[language]] } ?? []
    guard let closest else { return lines }
    if closest.saysAlone {
      lines.append(
        language == .ru
          ? "нашлась пара на другой стороне" : "a counterpart found on the other side"
      )
      return lines
    }
    let name = closest.quantity.words[language]
    let now = closest.quantity.text(abs(closest.value), language)
    let limit = closest.quantity.text(closest.threshold, language)
    let opposite = closest.bound.opposite[language]
    lines.append(
      language == .ru
        ? "\(name): \(opposite) \(limit) вместо \(now)"
        : "\(name): \(opposite) \(limit) instead of \(now)"
    )
    for condition in conditions {
      guard case .coincidence(let k, let first, let second, .survey) = condition.basis,
        condition.bound == .above, k > 0
      else { continue }
      let demanded = condition.value / k
      let accuracy = max(0, demanded * demanded - first * first).squareRoot()
      guard accuracy > second else { continue }
      lines.append(
        language == .ru
          ? "погрешность съёмки от \(Figures.russian(accuracy, "м")) вместо "
            + Figures.russian(second, "м")
          : "an accuracy of the survey of \(Figures.english(accuracy, "m")) or worse instead of "
            + Figures.english(second, "m")
      )
      break
    }
    return lines
  }
}
