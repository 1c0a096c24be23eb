/// Standard deviations of a base as shares of it, told apart by what they are shared with.
///
/// What differs from object to object averages out in a sum over a town; an error in a number of the policy
/// does not, for it is the same error in every line that rests on it.
struct Spread: Sendable, Equatable {
  /// What differs from object to object.
  var own: Double
  /// By the place in the policy of the number that is uncertain, such as `valuation.land.other`.
  var common: [String: Double]

  /// Makes a spread.
  init(own: Double = 0, common: [String: Double] = [:]) {
    self.own = own
    self.common = common.filter { $0.value > 0 }
  }

  /// All of it: the root of the sum of squares.
  var whole: Double {
    common.values.sorted().reduce(own * own) { $0 + $1 * $1 }.squareRoot()
  }

  /// Two independent errors of the factors of one product; equal sources of error add up.
  static func + (first: Spread, second: Spread) -> Spread {
    Spread(
      own: (first.own * first.own + second.own * second.own).squareRoot(),
      common: first.common.merging(second.common) { $0 + $1 }
    )
  }
}

/// A deduction that some payers are entitled to, and nobody knows which.
struct Relief: Sendable, Equatable {
  /// Where the share stands in the policy.
  var key: String
  /// Share of payers that are entitled.
  var share: Assumed
  /// Part of the base that falls away for them, 0…1.
  var portion: Double
}
