import Foundation
import Matching

/// One contribution to a probability.
public struct Evidence: Sendable, Equatable {
  /// What it is about.
  public enum Name: String, Sendable, CaseIterable {
    /// A fact of the register: there is nothing to doubt.
    case fact
    /// What such a sight is worth by itself (the certainties of the rule file).
    case sight
    /// How far the measure is beyond its tolerance.
    case measure
    /// The link the comparison rests on.
    case link
    /// A record without coordinates that may be the one.
    case unplaced
  }

  /// What it is about.
  public var name: Name
  /// How much it adds, natural logarithm of the odds.
  public var logOdds: Double

  /// Makes a contribution.
  public init(_ name: Name, logOdds: Double) {
    self.name = name
    self.logOdds = logOdds
  }

  /// Beyond this nothing is claimed: 1 in 22 026.
  static let most = 10.0

  /// A fact that the register states itself.
  static let fact = Evidence(.fact, logOdds: most)

  /// What a sight is worth by itself.
  static func sight(_ probability: Double) -> Evidence {
    Evidence(.sight, logOdds: logOdds(probability))
  }

  /// Φ(k·ratio): that the true value is beyond zero when `value` was measured against a tolerance of k·σ.
  static func measure(_ value: Double, tolerance: Double, k: Double) -> Evidence {
    Evidence(.measure, logOdds: logOdds(Certainty.beyond(ratio: value / tolerance, coincidence: k)))
  }

  static func logOdds(_ probability: Double) -> Double {
    guard probability > 0 else { return -most }
    guard probability < 1 else { return most }
    return min(most, max(-most, log(probability / (1 - probability))))
  }

  /// The probability this evidence gives alone.
  var probability: Double { Self.probability(logOdds) }

  static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}

extension Explanation {
  /// Adds what the link leaves of the probability: the finding is true only if the link is.
  mutating func rest(on link: Link) {
    multiply(by: link.probability, .link)
    runnerUp = RunnerUp(
      id: link.runnerUp ?? "",
      probability: link.probability,
      margin: link.margin
    )
  }

  /// Lowers the probability to its product with `share`.
  mutating func multiply(by share: Double, _ name: Evidence.Name) {
    let before = evidence.reduce(0) { $0 + $1.logOdds }
    let after = Evidence.logOdds(Evidence.probability(before) * share)
    evidence.append(Evidence(name, logOdds: min(0, after - before)))
  }
}
