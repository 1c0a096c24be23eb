/// Why a finding was made: what was compared with what, and what its probability is made of.
///
/// Made by the check that decided, from the values it decided with: the finding exists because every
/// condition holds, and its probability is the logistic sum of the evidence.
public struct Explanation: Sendable, Equatable {
  /// What had to hold; all of them do.
  public var conditions: [Condition]
  /// Other figures a reader needs, without a threshold.
  public var figures: [Figure]
  /// What the probability is made of, in log-odds that add up.
  public var evidence: [Evidence]
  /// The next best counterpart, where a link decided.
  public var runnerUp: RunnerUp?
  /// Statements without a number.
  public var notes: [Words]
  /// What would flip it, where that is no number of `conditions`.
  public var otherwise: Words?
  /// The acts that its tolerances rest on, as the rule file names them.
  public var laws: [String]

  /// Makes an explanation.
  public init(
    conditions: [Condition] = [],
    figures: [Figure] = [],
    evidence: [Evidence] = [],
    runnerUp: RunnerUp? = nil,
    notes: [Words] = [],
    otherwise: Words? = nil,
    laws: [String] = []
  ) {
    self.conditions = conditions
    self.figures = figures
    self.evidence = evidence
    self.runnerUp = runnerUp
    self.notes = notes
    self.otherwise = otherwise
    self.laws = laws
  }

  /// Whether every condition holds.
  public var holds: Bool { conditions.allSatisfy(\.holds) }

  /// The probability that the evidence adds up to; one half without any.
  public var probability: Double { Evidence.probability(evidence.reduce(0) { $0 + $1.logOdds }) }

  /// The condition that fails first when its value moves by the smallest part of itself.
  public var closest: Condition? {
    conditions.filter(\.holds).min { $0.slack < $1.slack }
  }
}

/// One comparison: a value against a threshold, and where the threshold comes from.
public struct Condition: Sendable, Equatable {
  /// What is compared.
  public var quantity: Quantity
  /// The value, in the quantity's unit.
  public var value: Double
  /// How it has to stand to the threshold.
  public var bound: Bound
  /// The threshold, in the same unit.
  public var threshold: Double
  /// Where the threshold comes from.
  public var basis: Basis

  /// Makes a comparison.
  public init(
    _ quantity: Quantity,
    _ value: Double,
    _ bound: Bound,
    _ threshold: Double,
    _ basis: Basis
  ) {
    self.quantity = quantity
    self.value = value
    self.bound = bound
    self.threshold = threshold
    self.basis = basis
  }

  /// Whether it holds; the sign of the value plays no part.
  public var holds: Bool {
    let size = abs(value)
    return switch bound {
    case .above: size > threshold
    case .atLeast: size >= threshold
    case .below: size < threshold
    case .atMost: size <= threshold
    }
  }

  /// How far the value is from the threshold, as a part of the larger of the two.
  var slack: Double {
    let largest = max(abs(value), abs(threshold))
    return largest > 0 ? abs(abs(value) - threshold) / largest : 1
  }
}

/// How a value has to stand to its threshold.
public enum Bound: String, Sendable, CaseIterable {
  case above = ">"
  case atLeast = ">="
  case below = "<"
  case atMost = "<="
}

/// Where a threshold comes from.
public enum Basis: Sendable, Equatable {
  /// Whose the second error is.
  public enum Other: String, Sendable, CaseIterable {
    case survey
    /// Another record of the register.
    case register
    /// The estimate itself.
    case estimate
  }

  /// k·√(first² + second²) of two mean square errors of position, m: the register's and that of `other`.
  case coincidence(k: Double, first: Double, second: Double, other: Other)
  /// √(first² + second²) of two permitted errors of an area, m², by the area rule of that id.
  case areas(first: Double, second: Double, rule: String)
  /// A named number of the rule file.
  case rule(String)
  /// What the record itself states.
  case record
  /// What the kind means.
  case meaning
}

/// A figure without a threshold.
public struct Figure: Sendable, Equatable {
  /// What it is.
  public var quantity: Quantity
  /// How much, in the quantity's unit.
  public var value: Double

  /// Makes a figure.
  public init(_ quantity: Quantity, _ value: Double) {
    self.quantity = quantity
    self.value = value
  }
}

/// The next best counterpart of a surveyed thing.
public struct RunnerUp: Sendable, Equatable {
  /// Its register id; empty when there is none.
  public var id: String
  /// Probability of the link that was taken.
  public var probability: Double
  /// That probability minus the runner-up's.
  public var margin: Double

  /// Makes a runner-up.
  public init(id: String, probability: Double, margin: Double) {
    self.id = id
    self.probability = probability
    self.margin = margin
  }
}
