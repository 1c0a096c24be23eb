/// An exact sum of money, in kopecks; sums never pass through floating point.
public struct Kopecks: RawRepresentable, Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// The sum in kopecks, negative when money goes back.
  public var rawValue: Int64

  /// Makes a sum of `rawValue` kopecks.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Rounds an amount in roubles to the nearest kopeck, halves away from zero.
  ///
  /// - Returns: nil for an amount that is not finite or does not fit 64 bits.
  public init?(roubles: Double) {
    let kopecks = (roubles * 100).rounded(.toNearestOrAwayFromZero)
    guard kopecks.isFinite, abs(kopecks) < 9.2e18 else { return nil }
    self.init(rawValue: Int64(kopecks))
  }

  /// No money.
  public static let zero = Kopecks(rawValue: 0)

  /// The sum in roubles, for display and for rates.
  public var roubles: Double { Double(rawValue) / 100 }

  /// The sum as `-1234.56`: a dot, two digits, no grouping.
  public var decimal: String {
    let magnitude = rawValue.magnitude
    let cents = magnitude % 100
    return "\(rawValue < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
  }

  /// The sum of both; beyond 64 bits it stays at the limit, for a report must not stop over a sum.
  public func saturatingPlus(_ other: Kopecks) -> Kopecks {
    let (sum, overflow) = rawValue.addingReportingOverflow(other.rawValue)
    return Kopecks(rawValue: overflow ? (rawValue < 0 ? -.max : .max) : sum)
  }

  /// Orders sums by amount.
  public static func < (first: Kopecks, second: Kopecks) -> Bool {
    first.rawValue < second.rawValue
  }

  /// Adds exactly; traps on overflow.
  public static func + (first: Kopecks, second: Kopecks) -> Kopecks {
    Kopecks(rawValue: first.rawValue + second.rawValue)
  }

  /// Subtracts exactly; traps on overflow.
  public static func - (first: Kopecks, second: Kopecks) -> Kopecks {
    Kopecks(rawValue: first.rawValue - second.rawValue)
  }
}
