import Foundation
import Geometry

/// The common displacement of the pairs of one quarter, with real changes as outliers that do not pull it.
///
/// First the mode: the vector that most pairs agree on within ``modeRadius`` (a row of equal garages votes
/// for every multiple of its width, but the true one gets the most votes). Then a rigid fit by iteratively
/// reweighted least squares with Tukey's biweight (Beaton & Tukey 1974) and a scale from the median
/// residual. Translation first; a turn only if it explains the residuals better by BIC.
struct ShiftEstimator {
  /// Pairs within this distance of a candidate vector vote for it, m.
  static let modeRadius = 1.0
  /// Fewer pairs than this estimate nothing.
  static let leastPairs = 5
  /// Times the pairs are gathered again along a turn.
  static let gatherings = 4
  /// Iterations of reweighting; the weights settle in five or six.
  static let iterations = 12

  struct Estimate {
    /// Takes the register onto the survey.
    var motion: RigidMotion
    /// Number of pairs with weight.
    var pairs: Int
    /// Standard error of the displacement at the pivot, m.
    var error: Double
    /// Standard error of the turn (sine).
    var turnError: Double
  }

  /// Estimates the displacement; nil when there are too few pairs that agree.
  ///
  /// `accuracy` is the combined accuracy of one centre, m: the least scale of residuals.
  /// Where half of a quarter is displaced and half is not, the answer is the one or the other, never the middle:
  /// the translation is fitted to pairs whose residuals honest errors explain, if there are enough of them.
  static func estimate(_ pairs: [TentativePair], accuracy: Double) -> Estimate? {
    let radius = max(modeRadius, accuracy)
    guard pairs.count >= leastPairs, let mode = mode(of: pairs, radius: radius) else { return nil }
    let near = nearest(
      pairs,
      to: RigidMotion(pivot: pairs[0].register, dx: mode.x, dy: mode.y),
      within: 2 * radius
    )
    guard near.count >= leastPairs,
      let shift = translation(near, accuracy: accuracy, start: mode)
    else { return nil }
    var best = (shift: shift, pairs: near)
    var turned = reweighted(near, accuracy: accuracy, rotating: true, start: mode)
    // A turn carries the edges of a large quarter out of the mode's reach: gather again along the motion.
    for _ in 0..<gatherings {
      guard let motion = turned?.estimate.motion else { break }
      let along = nearest(pairs, to: motion, within: 2 * radius)
      guard along.count > best.pairs.count,
        let still = translation(along, accuracy: accuracy, start: mode)
      else { break }
      best = (still, along)
      turned = reweighted(along, accuracy: accuracy, rotating: true, start: mode)
    }
    guard let turned, turned.bic + 6 < best.shift.bic else { return shift.estimate }
    return turned.estimate
  }

  /// The vector with the most votes; of equal ones the shortest.
  private static func mode(of pairs: [TentativePair], radius: Double) -> Point? {
    var best: (votes: Double, length: Double, vector: Point)?
    // At most 300 candidates, evenly drawn, keep the vote linear in large quarters.
    let step = max(1, pairs.count / 300)
    for candidate in stride(from: 0, to: pairs.count, by: step) {
      let vector = pairs[candidate].vector
      var votes = 0.0
      for pair in pairs {
        let d = pair.vector.distance(to: vector)
        if d <= radius { votes += pair.weight * (1 - 0.5 * d / radius) }
      }
      let length = (vector.x * vector.x + vector.y * vector.y).squareRoot()
      if let found = best, (found.votes, -found.length) >= (votes, -length) { continue }
      best = (votes, length, vector)
    }
    return best?.vector
  }

  /// For each recorded thing the one pair that agrees best with `motion`.
  private static func nearest(
    _ pairs: [TentativePair],
    to motion: RigidMotion,
    within radius: Double
  ) -> [TentativePair] {
    var kept: [TentativePair] = []
    for pair in pairs {
      let moved = motion(pair.register)
      guard moved.distance(to: pair.survey) <= radius else { continue }
      // Pairs of one recorded thing follow each other.
      if let last = kept.last, last.register == pair.register {
        if moved.distance(to: pair.survey) < moved.distance(to: last.survey) {
          kept[kept.count - 1] = pair
        }
      } else {
        kept.append(pair)
      }
    }
    return kept
  }

  /// The translation of pairs that agree within their errors; of all pairs where too few do.
  private static func translation(
    _ pairs: [TentativePair],
    accuracy: Double,
    start: Point
  ) -> (estimate: Estimate, bic: Double)? {
    reweighted(pairs, accuracy: accuracy, rotating: false, start: start, largestScale: accuracy)
      ?? reweighted(pairs, accuracy: accuracy, rotating: false, start: start)
  }

  private static func reweighted(
    _ pairs: [TentativePair],
    accuracy: Double,
    rotating: Bool,
    start: Point,
    largestScale: Double = .infinity
  ) -> (estimate: Estimate, bic: Double)? {
    let from = pairs.map(\.register)
    let to = pairs.map(\.survey)
    // What is recorded to metres says little about decimetres.
    let trust = pairs.map { $0.weight * min(1, accuracy * accuracy / ($0.sigma * $0.sigma)) }
    var weights = trust
    var motion = RigidMotion(pivot: from[0], dx: start.x, dy: start.y)
    var scale = accuracy
    if largestScale.isFinite {
      // Start among those that agree, not in the middle of all.
      let cut = 4.685 * largestScale
      for i in weights.indices where motion(from[i]).distance(to: to[i]) >= cut { weights[i] = 0 }
    }
    for iteration in 0..<iterations {
      guard let next = RigidMotion.fit(from: from, to: to, weights: weights, rotating: rotating)
      else { return nil }
      motion = next
      let residuals = from.indices.map { motion(from[$0]).distance(to: to[$0]) }
      // 1.1774: the median of a Rayleigh distribution in units of its sigma.
      scale = min(largestScale, max(accuracy / 4, median(residuals) / 1.1774))
      let cut = iteration < 3 && largestScale.isInfinite ? 8 * scale : 4.685 * scale
      for i in weights.indices {
        let u = residuals[i] / cut
        weights[i] = u < 1 ? trust[i] * (1 - u * u) * (1 - u * u) : 0
      }
    }
    let kept = weights.indices.filter { weights[$0] > 0 }
    guard kept.count >= leastPairs else { return nil }
    var squares = 0.0
    var spread = 0.0
    for i in kept {
      let d = motion(from[i]).distance(to: to[i])
      squares += d * d
      let r = from[i].distance(to: motion.pivot)
      spread += r * r
    }
    let count = Double(kept.count)
    let freedom = rotating ? 3.0 : 2.0
    let variance = max(squares / max(1, 2 * count - freedom), accuracy * accuracy / 64)
    // Two observations a pair; the robust scale of all pairs keeps the two models comparable.
    var loss = 0.0
    for i in from.indices {
      let d = min(motion(from[i]).distance(to: to[i]), 4 * accuracy)
      loss += d * d
    }
    let bic = loss / (accuracy * accuracy / 2) + freedom * log(2 * count)
    return (
      Estimate(
        motion: motion,
        pairs: kept.count,
        error: (2 * variance / count).squareRoot(),
        turnError: spread > 0 ? (variance / spread).squareRoot() : 0
      ), bic
    )
  }
}

/// The middle value; of an even number the lower of the two.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
}
