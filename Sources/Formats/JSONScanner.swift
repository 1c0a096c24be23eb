import Foundation

/// A text that is no JSON, and where.
struct JSONSyntaxError: Error, Equatable {
  var offset: Int
  var reason: String
}

/// Walks over JSON bytes without building anything (RFC 8259).
///
/// The grammar is kept, with two mercies for what real files have: control characters inside strings, and
/// the words NaN and Infinity where a value stands (they are then no number).
struct JSONScanner {
  let base: UnsafePointer<UInt8>
  private let total: Int
  /// Index of the next byte.
  var position: Int
  let end: Int

  /// Values nested deeper than this are an attack on the stack.
  private static let deepest = 200

  /// A string as it stands in the text, without its quotes.
  struct Text {
    var range: Range<Int>
    var hasEscapes: Bool
  }

  init?(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    guard let address = bytes.baseAddress, range.upperBound <= bytes.count else { return nil }
    base = UnsafePointer(address.assumingMemoryBound(to: UInt8.self))
    total = bytes.count
    position = range.lowerBound
    end = range.upperBound
  }

  /// A scanner of another part of the same text.
  func part(_ range: Range<Int>) -> JSONScanner? {
    JSONScanner(UnsafeRawBufferPointer(start: base, count: total), in: range)
  }

  func error(_ reason: String) -> JSONSyntaxError {
    JSONSyntaxError(offset: position, reason: position >= end ? "the text ends too early" : reason)
  }

  // MARK: Structure

  mutating func skipBlank() {
    while position < end {
      switch base[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() -> Bool {
    skipBlank()
    return position >= end
  }

  /// The next byte that is no blank.
  @inline(__always)
  mutating func peek() throws(JSONSyntaxError) -> UInt8 {
    while position < end {
      let byte = base[position]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    throw error("")
  }

  @inline(__always)
  mutating func take(_ byte: UInt8) throws(JSONSyntaxError) {
    guard try peek() == byte else {
      throw error("'\(Character(UnicodeScalar(byte)))' expected")
    }
    position += 1
  }

  /// The key of the next member of an object that was entered, its colon passed; nil at the end of the object.
  mutating func nextKey(_ isFirst: inout Bool) throws(JSONSyntaxError) -> Text? {
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return nil
    }
    if isFirst { isFirst = false } else { try take(UInt8(ascii: ",")) }
    let key = try string()
    try take(UInt8(ascii: ":"))
    return key
  }

  /// Goes to the next element of an array that was entered; false at the end of the array.
  mutating func nextElement(_ isFirst: inout Bool) throws(JSONSyntaxError) -> Bool {
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return false
    }
    if isFirst {
      isFirst = false
    } else {
      try take(UInt8(ascii: ","))
      guard try peek() != UInt8(ascii: "]") else { throw error("a value expected") }
    }
    return true
  }

  // MARK: Values

  /// Passes over a value of any kind and checks its grammar.
  mutating func skipValue(depth: Int = 0) throws(JSONSyntaxError) {
    guard depth < Self.deepest else { throw error("values are nested deeper than \(Self.deepest)") }
    switch try peek() {
    case UInt8(ascii: "{"):
      position += 1
      var isFirst = true
      while try nextKey(&isFirst) != nil { try skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      position += 1
      var isFirst = true
      while try nextElement(&isFirst) { try skipValue(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if !takeNoNumber() { _ = try number() }
    default:
      guard takeWord("null") || takeWord("true") || takeWord("false") || takeNoNumber() else {
        throw error("a value expected")
      }
    }
  }

  /// Takes `word` if it stands here.
  mutating func takeWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - position >= count else { return false }
    for index in 0..<count where base[position + index] != word.utf8Start[index] { return false }
    position += count
    return true
  }

  /// Takes what some programs write for a number that is none.
  mutating func takeNoNumber() -> Bool {
    // Where a digit stands, which is nearly always, one look is enough.
    guard position < end else { return false }
    if base[position] == UInt8(ascii: "-") {
      guard position + 1 < end, base[position + 1] > UInt8(ascii: "9") else { return false }
    } else if base[position] <= UInt8(ascii: "9") {
      return false
    }
    return takeWord("NaN") || takeWord("Infinity") || takeWord("-Infinity") || takeWord("-NaN")
  }

  mutating func string() throws(JSONSyntaxError) -> Text {
    try take(UInt8(ascii: "\""))
    let start = position
    var hasEscapes = false
    while true {
      position = quoteOrBackslash(from: position)
      guard position < end else { throw error("") }
      if base[position] == UInt8(ascii: "\"") {
        position += 1
        return Text(range: start..<position - 1, hasEscapes: hasEscapes)
      }
      hasEscapes = true
      try skipEscape()
    }
  }

  private mutating func skipEscape() throws(JSONSyntaxError) {
    guard end - position >= 2 else {
      position = end
      throw error("")
    }
    switch base[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      guard end - position >= 6, (2..<6).allSatisfy({ Self.hex(base[position + $0]) != nil })
      else { throw error("four hexadecimal digits expected") }
      position += 6
    default: throw error("unknown escape in a string")
    }
  }

  /// A number's parts; the grammar of RFC 8259 §6.
  mutating func number() throws(JSONSyntaxError) -> DecimalNumber {
    var number = DecimalNumber()
    if position < end, base[position] == UInt8(ascii: "-") {
      number.isNegative = true
      position += 1
    }
    guard let first = digit else { throw error("a number expected") }
    takeDigits(into: &number, isFraction: false, leadsWithZero: first == 0)
    if position < end, base[position] == UInt8(ascii: ".") {
      position += 1
      number.isInteger = false
      guard digit != nil else { throw error("a digit expected after the decimal point") }
      takeDigits(into: &number, isFraction: true, leadsWithZero: false)
    }
    if position < end, base[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      number.isInteger = false
      var isNegative = false
      if position < end, base[position] == UInt8(ascii: "-") || base[position] == UInt8(ascii: "+")
      {
        isNegative = base[position] == UInt8(ascii: "-")
        position += 1
      }
      guard digit != nil else { throw error("a digit expected in the exponent") }
      var exponent = 0
      while let digit {
        exponent = min(exponent * 10 + digit, 1_000_000)
        position += 1
      }
      number.exponent += isNegative ? -exponent : exponent
    }
    return number
  }

  /// A number as the double nearest to it; infinite when it is out of range.
  mutating func double() throws(JSONSyntaxError) -> Double {
    let start = position
    let number = try number()
    return number.exactDouble ?? longDouble(start..<position)
  }

  /// The standard library's `strtod` in the C locale, for the literals no short way is exact for.
  func longDouble(_ range: Range<Int>) -> Double {
    Double(rawText(range)) ?? .nan
  }

  private var digit: Int? {
    guard position < end else { return nil }
    let digit = base[position] &- UInt8(ascii: "0")
    return digit < 10 ? Int(digit) : nil
  }

  private mutating func takeDigits(
    into number: inout DecimalNumber,
    isFraction: Bool,
    leadsWithZero: Bool
  ) {
    if leadsWithZero {
      position += 1
    } else {
      takeDigits(&position, into: &number, isFraction: isFraction)
    }
  }

  // MARK: Text

  /// Whether the bytes of `text` are those of `word`.
  func text(_ text: Text, is word: StaticString) -> Bool {
    guard text.range.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<text.range.count
    where base[text.range.lowerBound + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Whether the bytes of `text` are `bytes`.
  func text(_ text: Text, is bytes: [UInt8]) -> Bool {
    guard text.range.count == bytes.count else { return false }
    for index in bytes.indices where base[text.range.lowerBound + index] != bytes[index] {
      return false
    }
    return true
  }

  /// Whether two ranges of the same length hold the same bytes.
  func sameBytes(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    memcmp(base + first.lowerBound, base + second.lowerBound, first.count) == 0
  }

  /// The bytes of `range` as text; nil when they are no UTF-8.
  func validText(_ range: Range<Int>) -> String? {
    String(
      validating: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self
    )
  }

  /// The bytes of `range` as text.
  func rawText(_ range: Range<Int>) -> String {
    String(
      decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self
    )
  }

  /// The string's value, escapes resolved; half of a surrogate pair becomes U+FFFD.
  func decoded(_ text: Text) -> String {
    guard text.hasEscapes else { return rawText(text.range) }
    var units: [UInt16] = []
    var result = ""
    var run = text.range.lowerBound
    var index = run
    while index < text.range.upperBound {
      guard base[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if index > run {
        result += String(decoding: units, as: UTF16.self) + rawText(run..<index)
        units.removeAll()
      }
      let letter = base[index + 1]
      if letter == UInt8(ascii: "u") {
        units.append((2..<6).reduce(0) { $0 << 4 | UInt16(Self.hex(base[index + $1]) ?? 0) })
        index += 6
      } else {
        units.append(UInt16(Self.unescaped(letter)))
        index += 2
      }
      run = index
    }
    return result + String(decoding: units, as: UTF16.self) + rawText(run..<index)
  }

  private static func unescaped(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
