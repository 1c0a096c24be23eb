import Foundation

/// Numbers as text with a fixed number of decimals: the same text on every machine.
enum Decimals {
  /// `value` with exactly `places` decimals, halves away from zero; nil when it is not finite.
  ///
  /// Never `-0.00`. `Double.description` would print `499999.9999999993` for half a million.
  static func text(_ value: Double, places: Int) -> String? {
    guard value.isFinite else { return nil }
    let scaled = (value * powers[places]).rounded(.toNearestOrAwayFromZero)
    guard abs(scaled) < 9e18 else { return String(format: "%.\(places)f", value) }
    return text(scaled: Int64(scaled), places: places)
  }

  /// The integer `scaled` read as so many units of the last of `places` decimals.
  static func text(scaled: Int64, places: Int) -> String {
    var bytes: [UInt8] = []
    append(scaled: scaled, places: places, trimmed: false, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `scaled` · 10^-`places` to `bytes`; `trimmed` cuts trailing zeros and a bare point.
  static func append(
    scaled: Int64,
    places: Int,
    trimmed: Bool,
    to bytes: inout [UInt8]
  ) {
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = scaled.magnitude
    var digits: [UInt8] = []
    var count = 0
    var kept = false
    while rest > 0 || count <= places {
      let digit = UInt8(rest % 10)
      rest /= 10
      if count < places {
        if !trimmed || kept || digit != 0 {
          digits.append(digit &+ UInt8(ascii: "0"))
          kept = true
        }
      } else {
        if count == places, kept { digits.append(UInt8(ascii: ".")) }
        digits.append(digit &+ UInt8(ascii: "0"))
      }
      count += 1
    }
    bytes.append(contentsOf: digits.reversed())
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
