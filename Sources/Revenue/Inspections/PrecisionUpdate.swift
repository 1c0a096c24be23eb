import Foundation
public import Findings

/// The precision of one kind of finding after inspectors have looked.
///
/// The prior is the beta distribution with the mean and deviation of the policy. A finding whose sign has the
/// probability p proves true with p·π, so the posterior of π is prior × ∏ (pᵢπ)^xᵢ (1 − pᵢπ)^(1 − xᵢ), integrated
/// over a grid; with pᵢ = 1 it is the beta distribution with successes and failures added.
///
/// The top of an inspection list is chosen for its promise and says little of the rest. The findings are
/// therefore two strata: those down to the last one ranked into the budget, and those beyond, of which the lot
/// took some. Each decision stands for (findings of its stratum / decisions in it), and the weights are scaled so
/// that they add up to the effective number of decisions, (Σw)² / Σw² (Kish 1965, §11.7).
public struct PrecisionUpdate: Sendable, Equatable {
  /// The kind.
  public var kind: FindingKind
  /// What the policy says.
  public var prior: Assumed
  /// Decisions with a result.
  public var decided: Int
  /// Those of them that confirmed the sign.
  public var confirmed: Int
  /// Decisions after weighting.
  public var effective: Double
  /// Share confirmed, weighted: unbiased for the whole list when the lot's findings were looked into.
  public var share: Double
  /// Mean of the posterior.
  public var mean: Double
  /// Its standard deviation.
  public var deviation: Double

  /// One decision as the update sees it.
  public struct Outcome: Sendable, Equatable {
    /// Probability of the sign.
    public var probability: Double
    /// Whether it proved true.
    public var isTrue: Bool
    /// Whether it stands above the end of the ranked part.
    public var isTop: Bool

    /// Makes an outcome.
    public init(probability: Double, isTrue: Bool, isTop: Bool) {
      self.probability = probability
      self.isTrue = isTrue
      self.isTop = isTop
    }
  }

  /// Updates the prior; nil where nothing was decided.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - prior: What the policy says of it.
  ///   - outcomes: The decisions with a result, in any order.
  ///   - top: Findings of the kind down to the last one ranked into the budget.
  ///   - rest: Findings of the kind beyond.
  /// - Complexity: O(outcomes).
  public init?(
    kind: FindingKind,
    prior: Assumed,
    outcomes: [Outcome],
    top: Int,
    rest: Int
  ) {
    guard !outcomes.isEmpty else { return nil }
    self.kind = kind
    self.prior = prior
    decided = outcomes.count
    confirmed = outcomes.count { $0.isTrue }
    let inTop = outcomes.count { $0.isTop }
    let inRest = outcomes.count - inTop
    // Findings beyond the budget nobody looked at are represented by those that were: there is nothing else.
    let weights = outcomes.map { outcome in
      outcome.isTop
        ? Double(max(top, inTop)) / Double(inTop)
        : Double(max(rest, inRest)) / Double(inRest)
    }
    let sum = weights.reduce(0, +)
    effective = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
    let scale = effective / sum
    share = zip(weights, outcomes).reduce(0) { $0 + ($1.1.isTrue ? $1.0 : 0) } / sum
    let ordered = zip(weights, outcomes).map { (weight: $0 * scale, outcome: $1) }.sorted {
      ($0.outcome.probability, $0.weight, $0.outcome.isTrue ? 1 : 0)
        < ($1.outcome.probability, $1.weight, $1.outcome.isTrue ? 1 : 0)
    }
    (mean, deviation) = Self.posterior(prior, ordered)
  }

  private static func posterior(
    _ prior: Assumed,
    _ outcomes: [(weight: Double, outcome: Outcome)]
  ) -> (mean: Double, deviation: Double) {
    let m = min(max(prior.value, 0), 1)
    let deviation = prior.shareDeviation
    // A share that is known exactly, or is none or all, learns nothing.
    guard m > 0, m < 1, deviation > 0 else { return (m, 0) }
    let size = m * (1 - m) / min(deviation * deviation, 0.9 * m * (1 - m)) - 1
    let (a, b) = (m * size, (1 - m) * size)
    let steps = 4_000
    var logs: [Double] = []
    for step in 0..<steps {
      let share = (Double(step) + 0.5) / Double(steps)
      var sum = (a - 1) * log(share) + (b - 1) * log1p(-share)
      for (weight, outcome) in outcomes {
        let p = min(max(outcome.probability, 1e-9), 1) * share
        sum += weight * (outcome.isTrue ? log(p) : log1p(-p))
      }
      logs.append(sum)
    }
    let highest = logs.max() ?? 0
    var (whole, first, second) = (0.0, 0.0, 0.0)
    for (step, value) in logs.enumerated() {
      let share = (Double(step) + 0.5) / Double(steps)
      let density = exp(value - highest)
      whole += density
      first += density * share
      second += density * share * share
    }
    let mean = first / whole
    return (mean, max(0, second / whole - mean * mean).squareRoot())
  }
}
