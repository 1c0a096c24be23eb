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

  /// How far a measured distance is beyond its tolerance.
  func measured(_ value: Double, _ tolerance: Double) -> Evidence {
    .measure(abs(value), tolerance: tolerance, k: rules.coincidence.value)
  }
}

extension Condition {
  /// Nothing on the other side is it.
  static let unlinked = Condition(.links, 0, .atMost, 0, .meaning)
}
