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
    let scale = scales[decimals]
    let product = abs(value) * scale
    guard product < 4_503_599_627_370_496 else {
      return appendLarge(value, decimals, keepsZeros, to: &bytes)
    }
    // product + rest is |value|·10^decimals without any error (fused multiply-add), so the nearest whole
    // number of `product` is wrong only when `product` is half-way by itself and `rest` tips it.
    let rest = (-product).addingProduct(abs(value), scale)
    var whole = product.rounded(.toNearestOrEven)
    if product - whole == 0.5, rest > 0 { whole += 1 }
    if product - whole == -0.5, rest < 0 { whole -= 1 }
    let digits = UInt64(whole)
    if value < 0, digits > 0 { bytes.append(UInt8(ascii: "-")) }
    let (integer, fraction) = digits.quotientAndRemainder(dividingBy: UInt64(scale))
    append(integer, to: &bytes)
    guard decimals > 0, fraction > 0 || keepsZeros else { return }
    bytes.append(UInt8(ascii: "."))
    appendFraction(fraction, places: decimals, keepsZeros, to: &bytes)
  }

  /// Appends a whole number.
  public static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(value.magnitude, to: &bytes)
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

  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private static func appendFraction(
    _ fraction: UInt64,
    places: Int,
    _ keepsZeros: Bool,
    to bytes: inout [UInt8]
  ) {
    var rest = fraction
    var places = places
    if !keepsZeros {
      while rest % 10 == 0, places > 1 {
        rest /= 10
        places -= 1
      }
    }
    let start = bytes.count
    for _ in 0..<places {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
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
