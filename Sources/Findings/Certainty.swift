import Foundation

/// How sure a sign is, from how far the measure is beyond its tolerance.
enum Certainty {
  /// Probability that the true value is beyond zero when the measured one is `ratio` tolerances of k·σ.
  ///
  /// Φ(k·ratio) of the normal distribution: at the tolerance itself (k = 2) 0.977, at one and a half times it 0.9987.
  static func beyond(ratio: Double, coincidence: Double) -> Double {
    0.5 * (1 + erf(coincidence * ratio / 2.0.squareRoot()))
  }
}
