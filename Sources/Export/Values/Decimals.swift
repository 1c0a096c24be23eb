import Formats

/// Numbers as text with a fixed number of decimals: the same text on every machine.
enum Decimals {
  /// `value` with exactly `places` decimals; nil when it is not finite.
  ///
  /// Never `-0.00`. `Double.description` would print `499999.9999999993` for half a million.
  static func text(_ value: Double, places: Int) -> String? {
    guard value.isFinite else { return nil }
    return FixedDecimal.text(value, decimals: places, keepsZeros: true)
  }
}
