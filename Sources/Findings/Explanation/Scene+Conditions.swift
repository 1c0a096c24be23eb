import Cadastre
import Matching

extension Scene {
  /// `value` beyond the distance within which two determinations of a point agree.
  func beyondCoincidence(
    _ quantity: Quantity,
    _ value: Double,
    _ first: Double,
    _ second: Double,
    of other: Basis.Other = .survey
  ) -> Condition {
    Condition(
      quantity,
      value,
      .above,
      coincidence(first, second),
      .coincidence(k: rules.coincidence.value, first: first, second: second, other: other)
    )
  }

  /// What noise asks of a piece beyond the plain tolerance: the condition and where it comes from; nil where nothing.
  ///
  /// `depth` is that of the finding.
  func clearOfNoise(
    _ part: LandPart,
    depth: Double,
    tolerance: Double
  ) -> (condition: Condition, note: Words)? {
    guard part.factor > 1 else { return nil }
    let demanded = part.factor * tolerance
    let factors = (Figures.russian(part.factor), Figures.english(part.factor))
    guard part.isSolid else {
      return (
        Condition(.depth, depth, .above, demanded, .rule("peakFactor")),
        Words(
          ru: "узкий выступ может быть ошибкой одной точки: требуется \(factors.0) допуска",
          en: "a narrow peak may be the error of one point: \(factors.1) tolerances are asked"
        )
      )
    }
    return (
      Condition(.width, part.width, .above, demanded, .rule("peakFactor")),
      Words(
        ru:
          "сравниваемых линий \(comparedLines): шум обоих концов полосы в одной из них может выйти за "
          + "допуск, требуется \(factors.0) допуска средней ширины",
        en:
          "of \(comparedLines) compared lines noise at both ends of a strip carries one beyond the "
          + "tolerance: \(factors.1) tolerances of mean width are asked"
      )
    )
  }

  /// An area large enough to speak of.
  func speakable(_ value: Double, _ quantity: Quantity = .area) -> Condition {
    Condition(
      quantity,
      value,
      .atLeast,
      rules.thresholds.minimumFindingArea.value,
      .rule("minimumFindingArea")
    )
  }

  /// The act behind the area rule in use.
  var areaLaw: [String] {
    rules.areaRules.filter { $0.id == rules.areaRule }.map(\.law.article)
  }

  /// The permitted difference of two measured areas, and what it is made of.
  func areaTolerance(_ one: MeasuredArea, _ other: MeasuredArea) -> (value: Double, basis: Basis) {
    let (first, second) = rules.areaTolerances(one, other)
    return (
      AccuracyRules.combined(first, second),
      .areas(first: first, second: second, rule: rules.areaRule)
    )
  }

  /// What rounding of the record adds to its permitted error.
  func roundingNote(_ rounding: Double) -> Words {
    let (k, step) = (rules.areaFactor, rules.thresholds.areaRounding.value)
    return Words(
      ru: "округление площади в записи до \(Figures.russian(step, "м²")): \(Figures.russian(k))·"
        + "\(Figures.russian(step))/√12 = \(Figures.russian(rounding, "м²"))",
      en: "rounding of the recorded area to \(Figures.english(step, "m²")): \(Figures.english(k))·"
        + "\(Figures.english(step))/√12 = \(Figures.english(rounding, "m²"))"
    )
  }

  /// How the permitted error of one side was made, rounding of the record apart.
  func areaNotes(_ side: MeasuredArea, _ whose: Words) -> [Words] {
    let rounding = side.isRecorded ? rules.roundingTolerance(of: side.area) : 0
    var drawn = side
    drawn.isRecorded = false
    return [areaNote(drawn, whose)] + (rounding > 0 ? [roundingNote(rounding)] : [])
  }

  /// How the permitted error of one measured area was made, with the numbers to make it again.
  func areaNote(_ side: MeasuredArea, _ whose: Words, errors: Double = 1) -> Words {
    let plain = errors * rules.areaTolerance(mt: side.accuracy, area: side.area)
    let used = errors * rules.areaTolerance(of: side)
    let k = errors * rules.areaFactor
    let root = side.area.squareRoot()
    let formula = Words(
      ru: "\(Figures.russian(k))·Mt·√P = \(Figures.russian(k))·\(Figures.russian(side.accuracy))·"
        + Figures.russian(root),
      en: "\(Figures.english(k))·Mt·√P = \(Figures.english(k))·\(Figures.english(side.accuracy))·"
        + Figures.english(root)
    )
    guard used > plain * 1.0005 else {
      return Words(
        ru: "погрешность площади \(whose.ru) \(Figures.russian(used, "м²")) = \(formula.ru)",
        en: "permitted error of the \(whose.en) area \(Figures.english(used, "m²")) = \(formula.en)"
      )
    }
    return Words(
      ru: "погрешность площади \(whose.ru) \(Figures.russian(used, "м²")): контур вытянут, взято "
        + "\(Figures.russian(k)) средних квадратических погрешностей площади по его вершинам "
        + "при Mt "
        + "\(Figures.russian(side.accuracy, "м")); для квадрата было бы \(formula.ru) = "
        + "\(Figures.russian(plain))",
      en: "permitted error of the \(whose.en) area \(Figures.english(used, "m²")): the shape "
        + "is long, so "
        + "\(Figures.english(k)) mean square errors of its area by its vertices are taken, Mt "
        + "\(Figures.english(side.accuracy, "m")); a square would have \(formula.en) = "
        + "\(Figures.english(plain))"
    )
  }

  /// That more than the tolerance of one comparison was asked, where it was.
  func marginNotes(_ factor: Double) -> [Words] {
    guard factor > 1.0005 else { return [] }
    return [
      Words(
        ru: "требуется \(Figures.russian(factor)) допуска одного сравнения: из многих измеренных "
          + "площадей шум выводит за него некоторые",
        en: "\(Figures.english(factor)) tolerances of one comparison are asked: of many measured "
          + "areas noise carries some beyond it"
      )
    ]
  }

  /// Whose area it is.
  static let registers = Words(ru: "по реестру", en: "registered")
  static let surveys = Words(ru: "по съёмке", en: "surveyed")

  /// How far a measured distance is beyond its tolerance.
  func measured(_ value: Double, _ tolerance: Double) -> Evidence {
    .measure(abs(value), tolerance: tolerance, k: rules.coincidence.value)
  }
}

extension Condition {
  /// Nothing on the other side is it.
  static let unlinked = Condition(.links, 0, .atMost, 0, .meaning)
}
