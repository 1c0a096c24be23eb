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

  /// The most bytes of a finite number: 309 digits, a sign, a point and 15 decimals, rounded up.
  public static let longest = 328

  /// The room that numbers below 10⁹ with at most 6 decimals, or below 1 with any, take while they are written.
  public static let longestBelowBillion = 3 * mostDigits

  /// Writes what ``append(_:decimals:keepsZeros:to:)`` appends, without trailing zeros, to bare memory.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - decimals: Places to round to, 0 to 15.
  ///   - memory: Has room for ``longest`` bytes.
  /// - Returns: How many bytes were written.
  public static func write(
    _ value: Double,
    decimals: Int,
    to memory: UnsafeMutablePointer<UInt8>
  ) -> Int {
    precondition((0...15).contains(decimals), "decimals must be 0 to 15")
    guard value.magnitude * scales[decimals] < exactLimit else {
      var bytes: [UInt8] = []
      append(value, decimals: decimals, to: &bytes)
      for (index, byte) in bytes.enumerated() { memory[index] = byte }
      return bytes.count
    }
    let units = units(value.magnitude, decimals: decimals)
    // Digits come from the last on: they are written at the end of the room and moved to its beginning.
    let end = memory + 2 * mostDigits
    let start = write(units, decimals: decimals, value < 0, false, before: end)
    // Three words for the number's 24 bytes at most; what they bring along lies behind it and is no one's.
    let from = UnsafeRawPointer(start)
    let words = (
      from.loadUnaligned(as: UInt64.self),
      from.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      from.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    )
    let to = UnsafeMutableRawPointer(memory)
    to.storeBytes(of: words.0, as: UInt64.self)
    to.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
    to.storeBytes(of: words.2, toByteOffset: 16, as: UInt64.self)
    return end - start
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
  private static let exactLimit = 0x1p52

  /// The whole number nearest to `value`·10^`decimals`, which is below ``exactLimit``; halves to even.
  @inline(__always)
  private static func units(_ value: Double, decimals: Int) -> UInt64 {
    let scale = scales[decimals]
    let product = value * scale
    // Above 2⁵² there are no fractions left: the sum is rounded to even by the machine.
    var whole = (product + exactLimit) - exactLimit
    let part = product - whole
    if part.magnitude == 0.5 {
      // product + rest is value·10^decimals without any error (fused multiply-add), so the nearest whole
      // number of `product` is wrong only when `product` is half-way by itself and `rest` tips it.
      let rest = (-product).addingProduct(value, scale)
      if part > 0, rest > 0 { whole += 1 }
      if part < 0, rest < 0 { whole -= 1 }
    }
    return UInt64(whole)
  }

  /// Appends `number` divided by 10^`decimals`.
  private static func append(
    _ number: UInt64,
    decimals: Int,
    _ isNegative: Bool,
    _ keepsZeros: Bool,
    to bytes: inout [UInt8]
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostDigits) { buffer in
      guard let base = buffer.baseAddress else { return }
      let start = write(
        number,
        decimals: decimals,
        isNegative,
        keepsZeros,
        before: base + mostDigits
      )
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[(start - base)...]))
    }
  }

  /// 20 digits, a sign, a point and a zero before it, rounded up.
  private static let mostDigits = 24

  /// Writes `number` divided by 10^`decimals` so that it ends before `end`, two digits at a time.
  ///
  /// - Returns: Where it begins.
  @inline(__always)
  private static func write(
    _ number: UInt64,
    decimals: Int,
    _ isNegative: Bool,
    _ keepsZeros: Bool,
    before end: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var rest = number
    var places = decimals
    if !keepsZeros {
      while places > 0, rest % 10 == 0 {
        rest /= 10
        places -= 1
      }
    }
    var start = end
    let pairs = twoDigits.utf8Start
    func prepend(_ digit: UInt64) {
      start -= 1
      start.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
    }
    func prependTwo() {
      let pair = pairs + 2 * Int(truncatingIfNeeded: rest % 100)
      rest /= 100
      start -= 2
      start[0] = pair[0]
      start[1] = pair[1]
    }
    if places > 0 {
      while places > 1 {
        prependTwo()
        places -= 2
      }
      if places == 1 {
        prepend(rest % 10)
        rest /= 10
      }
      start -= 1
      start.pointee = UInt8(ascii: ".")
    }
    while rest >= 100 { prependTwo() }
    if rest >= 10 { prependTwo() } else { prepend(rest) }
    if isNegative, number > 0 {
      start -= 1
      start.pointee = UInt8(ascii: "-")
    }
    return start
  }

  /// 00 to 99.
  private static let twoDigits: StaticString = """
    00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748\
    4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798\
    99
    """

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
