import Foundation

/// The two things of which a file of land consists, taken many bytes at a time: texts and positions.
extension JSONScanner {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var tops: UInt64 { 0x8080_8080_8080_8080 }

  /// The first quotation mark or backslash from `start` on; `end` when there is none.
  ///
  /// Eight bytes at a time: a byte that is zero after the exclusive or borrows from its top bit, and the lowest
  /// such bit is never a false one (H. Warren, Hacker's Delight, 2nd ed., §6-1).
  func quoteOrBackslash(from start: Int) -> Int {
    var index = start
    while end - index >= 8 {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      )
      let quotes = word ^ (Self.ones &* 0x22)
      let slashes = word ^ (Self.ones &* 0x5C)
      let hits =
        ((quotes &- Self.ones) & ~quotes | (slashes &- Self.ones) & ~slashes) & Self.tops
      if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < end, base[index] != 0x22, base[index] != 0x5C { index += 1 }
    return index
  }

  /// Takes `[x, y]` and appends both numbers, if it stands here in the plain form nearly all files have.
  ///
  /// Anything else (blanks before the bracket, heights, exponents, what is no number) is left where it
  /// is, and nothing is appended: the long way reads it or says what is wrong.
  mutating func takePlainPosition(into coordinates: inout [Double]) -> Bool {
    var index = position
    guard index < end, base[index] == UInt8(ascii: "[") else { return false }
    index += 1
    guard let x = plainNumber(&index), index < end, base[index] == UInt8(ascii: ",") else {
      return false
    }
    index += 1
    guard let y = plainNumber(&index) else { return false }
    while index < end, base[index] == 0x20 { index += 1 }
    guard index < end, base[index] == UInt8(ascii: "]") else { return false }
    coordinates.append(x)
    coordinates.append(y)
    position = index + 1
    return true
  }

  /// A number after blanks and without an exponent, whose double is known without the long way; nil for any other.
  @inline(__always)
  private func plainNumber(_ index: inout Int) -> Double? {
    while index < end, base[index] == 0x20 { index += 1 }
    var number = DecimalNumber()
    if index < end, base[index] == UInt8(ascii: "-") {
      number.isNegative = true
      index += 1
    }
    let start = index
    takeDigits(&index, into: &number, isFraction: false)
    let whole = index - start
    guard whole > 0, whole == 1 || base[start] != UInt8(ascii: "0") else { return nil }
    if index < end, base[index] == UInt8(ascii: ".") {
      index += 1
      let point = index
      takeDigits(&index, into: &number, isFraction: true)
      guard index > point else { return nil }
    }
    guard index < end, base[index] | 0x20 != UInt8(ascii: "e") else { return nil }
    return number.exactDouble
  }

  /// Takes a run of digits; the first 19 of a number are held, of the others only how many they are.
  @inline(__always)
  func takeDigits(_ index: inout Int, into number: inout DecimalNumber, isFraction: Bool) {
    let start = index
    // Below this eight more digits cannot overflow 64 bits, below the other one more.
    while end - index >= 8, number.digits < 10_000_000_000, let eight = eightDigits(at: index) {
      number.digits = number.digits &* 100_000_000 &+ eight
      index += 8
    }
    while index < end, number.digits < 1_000_000_000_000_000_000 {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      number.digits = number.digits &* 10 &+ UInt64(digit)
      index += 1
    }
    if isFraction { number.exponent -= index - start }
    while index < end {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      if digit != 0 { number.isCut = true }
      if !isFraction { number.exponent += 1 }
      index += 1
    }
  }

  /// The eight digits that stand at `index` as a number; nil when one of the bytes is no digit.
  ///
  /// Neighbours are joined in pairs, then fours, then all (J. Langdale's way, as in simdjson's parse_eight_digits).
  @inline(__always)
  private func eightDigits(at index: Int) -> UInt64? {
    let word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    let high = word & 0xF0F0_F0F0_F0F0_F0F0
    let carried = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    guard high == 0x3030_3030_3030_3030, carried == high else { return nil }
    var value = word &- 0x3030_3030_3030_3030
    value = value &* 10 &+ value >> 8
    let first = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let second = (value >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (first &+ second) >> 32
  }

  /// Where `byte` stands first in `range`; its end when it does not.
  func first(_ byte: UInt8, in range: Range<Int>) -> Int {
    guard let found = memchr(base + range.lowerBound, Int32(byte), range.count) else {
      return range.upperBound
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether what stands before `index`, past blanks, is a comma.
  func isBehindComma(_ index: Int) -> Bool {
    var index = index - 1
    while index >= 0, base[index] <= 0x20 { index -= 1 }
    return index >= 0 && base[index] == UInt8(ascii: ",")
  }

  /// Whether a text is of ASCII alone.
  func isASCII(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while range.upperBound - index >= 8 {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      if word & Self.tops != 0 { return false }
      index += 8
    }
    while index < range.upperBound {
      if base[index] >= 0x80 { return false }
      index += 1
    }
    return true
  }

  /// A number that tells texts apart by their length, their first and their last bytes, eight of each at most.
  func mix(_ range: Range<Int>) -> UInt64 {
    let start = UnsafeRawPointer(base + range.lowerBound)
    var head: UInt64 = 0
    var tail: UInt64 = 0
    if range.count >= 8 {
      head = start.loadUnaligned(as: UInt64.self)
      tail = (start + range.count - 8).loadUnaligned(as: UInt64.self)
    } else {
      for index in range { head = head << 8 | UInt64(base[index]) }
    }
    let word = (head ^ UInt64(range.count)) &* 0x9E37_79B9_7F4A_7C15 ^ tail
    return (word &* 0xBF58_476D_1CE4_E5B9) >> 56
  }
}
