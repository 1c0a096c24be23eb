public import Cadastre

/// A share of a base, exact to 10⁻⁹, so that a tax comes out the same on every machine.
public struct Rate: Sendable, Hashable, Comparable, Decodable {
  /// The share in billionths.
  public let billionths: Int64

  /// Makes a rate of so many billionths.
  public init(billionths: Int64) { self.billionths = billionths }

  /// The rate nearest to a share, 0.003 for 0.3 %.
  ///
  /// - Returns: nil for a share that is negative, not finite or above 10⁶.
  public init?(_ share: Double) {
    guard share.isFinite, share >= 0, share <= 1_000_000 else { return nil }
    billionths = Int64((share * 1e9).rounded(.toNearestOrAwayFromZero))
  }

  /// Reads a share.
  public init(from decoder: any Decoder) throws {
    let share = try decoder.singleValueContainer().decode(Double.self)
    guard let rate = Rate(share) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(share) is no share of a base")
      )
    }
    self = rate
  }

  /// The share as a number.
  public var share: Double { Double(billionths) / 1e9 }

  /// Whether `first` is the lower rate.
  public static func < (first: Rate, second: Rate) -> Bool {
    first.billionths < second.billionths
  }

  /// The rate for `count` equal periods.
  public func times(_ count: Int) -> Rate {
    let (product, overflow) = billionths.multipliedReportingOverflow(by: Int64(count))
    return Rate(billionths: overflow ? .max : product)
  }
}

extension Rate {
  /// The rate of a rate, to the nearest billionth.
  func times(_ other: Rate) -> Rate {
    Rate(billionths: Kopecks(rawValue: billionths).times(other).rawValue)
  }

  /// The sum of both; beyond 64 bits it stays at the limit.
  func plus(_ other: Rate) -> Rate {
    let (sum, overflow) = billionths.addingReportingOverflow(other.billionths)
    return Rate(billionths: overflow ? .max : sum)
  }
}

extension Kopecks {
  /// The sum times `rate`, to the nearest kopeck, halves away from zero.
  ///
  /// Integer arithmetic of 128 bits. A tax is rounded to whole roubles only where it is finally charged
  /// (НК РФ ст. 52 п. 6); estimates keep the kopecks so that parts add up. A product beyond 64 bits
  /// stays at the limit.
  public func times(_ rate: Rate) -> Kopecks {
    let billion: UInt64 = 1_000_000_000
    let (high, low) = rawValue.magnitude.multipliedFullWidth(by: rate.billionths.magnitude)
    guard high < billion else { return Kopecks(rawValue: rawValue < 0 ? -.max : .max) }
    var (quotient, remainder) = billion.dividingFullWidth((high, low))
    if remainder >= billion / 2 { quotient += quotient < .max ? 1 : 0 }
    let magnitude = Int64(clamping: quotient)
    return Kopecks(rawValue: rawValue < 0 ? -magnitude : magnitude)
  }

  /// The nearest sum to so many roubles; beyond 64 bits the limit, and nothing for what is no number.
  static func nearest(roubles: Double) -> Kopecks {
    if let exact = Kopecks(roubles: roubles) { return exact }
    if roubles.isNaN { return .zero }
    return Kopecks(rawValue: roubles < 0 ? -.max : .max)
  }
}
