import Foundation
public import Cadastre

/// A sum that may or may not come: 10th percentile, mean, 90th percentile.
public struct RevenueRange: Sendable, Equatable {
  /// 10th percentile, never above the mean.
  public var low: Kopecks
  /// Mean.
  public var expected: Kopecks
  /// 90th percentile, never below the mean.
  public var high: Kopecks

  /// Makes a range.
  public init(low: Kopecks, expected: Kopecks, high: Kopecks) {
    self.low = low
    self.expected = expected
    self.high = high
  }

  /// The range of what comes in of a sum, in closed form.
  ///
  /// With probability `p` the sign is true and κ·f(v) comes in, where v is normal about `base` with the
  /// relative deviation `spread`, cut at 0, and f is `amount`; else nothing does. f never falls, so the
  /// quantile of the mixture at level α is κ·f of the quantile of v at (α − (1 − p)) / p, and 0 below
  /// 1 − p. The mean is p·κ·f(base). A rare sign has its 90th percentile at 0, below its mean: the range
  /// is then widened to hold the mean. No draws, so nothing depends on order or seed. With a relief v is a
  /// mixture itself, of the base and of what is left of it, and f must be a mere share.
  ///
  /// - Parameters:
  ///   - base: What the rate applies to.
  ///   - spread: Standard deviation of the base as a share of it.
  ///   - probability: Probability that the sign is true and confirmed.
  ///   - collected: κ, the share that comes in.
  ///   - relief: Share of payers who may take a portion off the base, and that portion.
  ///   - amount: The full sum for a base; must not fall as the base grows.
  public init(
    base: Kopecks,
    spread: Double,
    probability: Double,
    collected: Double,
    relief: (share: Double, portion: Double)? = nil,
    amount: (Kopecks) -> Kopecks
  ) {
    let p = min(max(probability, 0), 1)
    let share = Rate(min(max(collected, 0), 1)) ?? Rate(billionths: 0)
    let mean = 1 - (relief?.share ?? 0) * (relief?.portion ?? 0)
    let meanShare = Rate(p * min(max(collected, 0), 1) * mean) ?? Rate(billionths: 0)
    func quantile(_ level: Double) -> Kopecks {
      let inner = p > 0 ? (level - (1 - p)) / p : 0
      // at the step itself the quantile is still 0, whatever 1 − p lost in rounding
      guard inner > 1e-12 else { return .zero }
      let factor = factorQuantile(inner, spread: spread, relief: relief)
      return amount(.nearest(roubles: base.roubles * factor)).times(share)
    }
    expected = amount(base).times(meanShare)
    low = min(quantile(0.1), expected)
    high = max(quantile(0.9), expected)
  }

  /// The same as money that goes back: signs turned, so that `low` is the most negative.
  public var negated: RevenueRange {
    RevenueRange(low: .zero - high, expected: .zero - expected, high: .zero - low)
  }
}

/// The quantile at `level` of the factor a base has: normal about 1, or about 1 − portion for those who have
/// a relief, cut at 0.
///
/// By bisection where there are both; about 10⁻¹² of the base.
private func factorQuantile(
  _ level: Double,
  spread: Double,
  relief: (share: Double, portion: Double)?
) -> Double {
  guard let relief, relief.share > 0, relief.portion > 0 else {
    return spread > 0 ? max(0, 1 + spread * normalQuantile(level)) : 1
  }
  let left = 1 - relief.portion
  guard spread > 0 else { return level <= relief.share ? left : 1 }
  /// Probability that v is at most `x`; what is left of a base keeps its relative error.
  func below(_ x: Double) -> Double {
    func normal(_ mean: Double) -> Double {
      mean > 0 ? 0.5 * erfc(-(x / mean - 1) / spread / 2.0.squareRoot()) : 1
    }
    return relief.share * normal(left) + (1 - relief.share) * normal(1)
  }
  guard below(0) < level else { return 0 }
  var (low, high) = (0.0, 1 + 40 * spread)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    if below(middle) < level { low = middle } else { high = middle }
  }
  return high
}

/// The value below which a standard normal variable lies with probability `p`, 0 < p < 1.
///
/// Rational approximations of Acklam (2003), then one step of Halley with `erfc`: about 10⁻¹⁵.
///
/// - Returns: ∓∞ at 0 and 1.
func normalQuantile(_ p: Double) -> Double {
  guard p > 0 else { return -.infinity }
  guard p < 1 else { return .infinity }
  let x: Double
  if p < 0.02425 {
    x = tail((-2 * log(p)).squareRoot())
  } else if p > 1 - 0.02425 {
    x = -tail((-2 * log(1 - p)).squareRoot())
  } else {
    let q = p - 0.5
    let r = q * q
    let numerator = polynomial(
      r,
      [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
        1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
      ]
    )
    let denominator = polynomial(
      r,
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
        6.680131188771972e+01, -1.328068155288572e+01, 1,
      ]
    )
    x = q * numerator / denominator
  }
  let error = 0.5 * erfc(-x / 2.0.squareRoot()) - p
  let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
  return x - step / (1 + x * step / 2)
}

private func tail(_ q: Double) -> Double {
  polynomial(
    q,
    [
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
      -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
    ]
  )
    / polynomial(
      q,
      [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
        3.754408661907416e+00, 1,
      ]
    )
}

/// A polynomial by Horner's rule, the highest power first.
private func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
  coefficients.reduce(0) { $0 * x + $1 }
}
