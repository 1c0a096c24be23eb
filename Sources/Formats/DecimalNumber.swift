/// A decimal literal taken apart while it is scanned, and the exact double nearest to it.
struct DecimalNumber {
  /// The first 19 significant digits.
  var digits: UInt64 = 0
  /// Power of ten to multiply `digits` with.
  var exponent = 0
  var isNegative = false
  /// Written without a fraction and an exponent.
  var isInteger = true
  /// More significant digits than `digits` holds, not all of them zero.
  var isCut = false

  /// Powers of ten that a double holds without error.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let wholePowers: [UInt64] = (0..<20).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The nearest double, ties to even; nil where only the long way (`strtod`) knows it.
  var exactDouble: Double? {
    guard !isCut else { return boundedDouble }
    let magnitude: Double
    if digits == 0 {
      magnitude = 0
    } else if digits <= 1 << 53, -22...22 ~= exponent {
      // Both numbers are exact, so the one operation rounds correctly (Clinger 1990).
      magnitude =
        exponent < 0
        ? Double(digits) / Self.powers[-exponent] : Double(digits) * Self.powers[exponent]
    } else if -19...(-1) ~= exponent {
      magnitude = Self.quotient(digits, Self.wholePowers[-exponent])
    } else {
      return nil
    }
    return isNegative ? -magnitude : magnitude
  }

  /// The nearest double of a number with more digits than are held.
  ///
  /// It lies between what is held and one unit more. Rounding never goes against the order of numbers, so where
  /// both round to one double, it does too: nearly always, since a double has 17 digits and 19 are held.
  private var boundedDouble: Double? {
    var lower = self
    lower.isCut = false
    var upper = lower
    upper.digits += 1
    guard let low = lower.exactDouble, low == upper.exactDouble else { return nil }
    return low
  }

  /// The whole number, when it is one and fits.
  var integer: Int64? {
    guard isInteger, exponent == 0, !isCut else { return nil }
    if isNegative {
      return digits <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- digits) : nil
    }
    return Int64(exactly: digits)
  }

  /// `dividend / divisor`, correctly rounded.
  ///
  /// Both are shifted up to the top bit; one division of 128 by 64 bits gives 63 or 64 bits and a last bit
  /// stands for whatever remains. Coordinates printed with 16 or 17 digits take this way, which
  /// `strtod` would make ten times as long.
  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    let dividendShift = dividend.leadingZeroBitCount
    let divisorShift = divisor.leadingZeroBitCount
    let high = dividend << UInt64(dividendShift)
    let (quotient, remainder) = (divisor << UInt64(divisorShift))
      .dividingFullWidth((high >> 1, high << 63))
    let sticky = quotient | (remainder == 0 ? 0 : 1)
    // Conversion rounds to 53 bits, half to even; the power of two that follows is exact.
    let scale = divisorShift - dividendShift - 63
    return Double(sticky) * Double(sign: .plus, exponent: scale, significand: 1)
  }
}
