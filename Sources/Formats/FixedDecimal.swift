import Foundation

/// Numbers as decimal text with a fixed number of decimals, the same on every machine.
public enum FixedDecimal {
  /// Appends `value` rounded to `decimals` places; trailing zeros are cut unless asked for.
  ///
  /// The exact binary value is rounded half to even, as by `printf`; minus zero and what rounds to it give
  /// `0`. A value that is not finite appends nothing. `decimals` is 0 to 15.
  public static func append(
    _ value: Double,
    decimals: Int,
    keepsZeros: Bool = false,
    to bytes: inout [UInt8]
  ) {
    precondition((0...15).contains(decimals), "decimals must be 0 to 15")
    guard value.isFinite else { return }
    guard abs(value) * scales[decimals] < exactLimit else {
      return appendLarge(value, decimals, keepsZeros, to: &bytes)
    }
    let units = units(abs(value), decimals: decimals)
    append(units, decimals: decimals, value < 0, keepsZeros, to: &bytes)
  }

  /// Appends a whole number.
  public static func append(_ value: Int64, to bytes: inout [UInt8]) {
    append(value.magnitude, decimals: 0, value < 0, false, to: &bytes)
  }

  /// Appends `units` divided by 10^`decimals`, exactly and with all decimals.
  public static func append(units: Int64, decimals: Int, to bytes: inout [UInt8]) {
    precondition((0...15).contains(decimals), "decimals must be 0 to 15")
    append(units.magnitude, decimals: decimals, units < 0, true, to: &bytes)
  }

  /// The same as text.
  public static func text(_ value: Double, decimals: Int, keepsZeros: Bool = false) -> String {
    var bytes: [UInt8] = []
    append(value, decimals: decimals, keepsZeros: keepsZeros, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let scales: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Whole numbers below this leave a bit for the half.
  private static let exactLimit = 4_503_599_627_370_496.0

  /// The whole number nearest to `value`·10^`decimals`, which is below ``exactLimit``; halves to even.
  private static func units(_ value: Double, decimals: Int) -> UInt64 {
    let scale = scales[decimals]
    let product = value * scale
    // product + rest is value·10^decimals without any error (fused multiply-add), so the nearest whole
    // number of `product` is wrong only when `product` is half-way by itself and `rest` tips it.
    let rest = (-product).addingProduct(value, scale)
    var whole = product.rounded(.toNearestOrEven)
    if product - whole == 0.5, rest > 0 { whole += 1 }
    if product - whole == -0.5, rest < 0 { whole -= 1 }
    return UInt64(whole)
  }

  /// Appends `number` divided by 10^`decimals`: the digits from the last to the first, then all at once.
  private static func append(
    _ number: UInt64,
    decimals: Int,
    _ isNegative: Bool,
    _ keepsZeros: Bool,
    to bytes: inout [UInt8]
  ) {
    // 20 digits, a sign, a point and a zero before it.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
      var rest = number
      var places = decimals
      if !keepsZeros {
        while places > 0, rest % 10 == 0 {
          rest /= 10
          places -= 1
        }
      }
      var start = buffer.count
      func prepend(_ byte: UInt8) {
        start -= 1
        buffer[start] = byte
      }
      for _ in 0..<places {
        prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      }
      if places > 0 { prepend(UInt8(ascii: ".")) }
      repeat {
        prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      if isNegative, number > 0 { prepend(UInt8(ascii: "-")) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
    }
  }

  /// Above 2⁵² units of the last place whole numbers have gaps; the C library knows all digits.
  private static func appendLarge(
    _ value: Double,
    _ decimals: Int,
    _ keepsZeros: Bool,
    to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    bytes.append(contentsOf: String(format: "%.\(decimals)f", value).utf8)
    guard !keepsZeros, bytes[start...].contains(UInt8(ascii: ".")) else { return }
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
  }
}
