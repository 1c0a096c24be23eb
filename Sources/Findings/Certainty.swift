import Foundation

/// How sure a sign is, from how far the measure is beyond its tolerance.
enum Certainty {
  /// Probability that the true value is beyond zero when the measured one is `ratio` tolerances of k·σ.
  ///
  /// Φ(k·ratio) of the normal distribution: at the tolerance itself (k = 2) 0.977, at one and a half times it 0.9987.
  static func beyond(ratio: Double, coincidence: Double) -> Double {
    0.5 * (1 + erf(coincidence * ratio / 2.0.squareRoot()))
  }

  /// How many errors a difference must have that noise passes once in ``townsPerAlarm`` towns of `comparisons`.
  ///
  /// Bonferroni's bound for the normal law, both signs: no more than `limit`, the errors of one comparison, where
  /// few are made.
  /// - Complexity: O(1).
  static func errors(passedByNoiseIn comparisons: Int, limit: Double) -> Double {
    func expected(_ errors: Double) -> Double {
      Double(comparisons) * erfc(errors / 2.0.squareRoot())
    }
    guard expected(limit) > 1 / townsPerAlarm else { return limit }
    var (low, high) = (limit, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if expected(middle) > 1 / townsPerAlarm { low = middle } else { high = middle }
    }
    return high
  }

  private static let townsPerAlarm = 20.0
}
