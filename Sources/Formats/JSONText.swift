/// One value in a text we write: a JSON property or a CSV field.
public enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// Rounded to that many decimals, trailing zeros cut; null when it is not finite.
  case real(Double, decimals: Int)
  case text(String)

  /// The text, or null for nil.
  public static func text(orNull text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  /// The number, or null for nil.
  public static func real(orNull value: Double?, decimals: Int) -> JSONValue {
    value.map { .real($0, decimals: decimals) } ?? .null
  }

  /// The whole number, or null for nil.
  public static func integer(orNull value: Int64?) -> JSONValue {
    value.map { .integer($0) } ?? .null
  }
}

/// Builds JSON as UTF-8 bytes, in the order of the calls, without spaces.
///
/// ```swift
/// var json = JSONText()
/// json.beginObject()
/// json.member("layer", .text("parcels"))
/// json.key("bbox"); json.beginArray(); json.value(.real(37.5, decimals: 7)); json.endArray()
/// json.endObject()
/// ```
public struct JSONText: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Makes an empty text.
  public init() {}

  /// Begins an object.
  public mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Ends an object.
  public mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array.
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Ends an array.
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the name of a member; its value comes next.
  public mutating func key(_ name: String) {
    separate()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a value.
  public mutating func value(_ value: JSONValue) {
    separate()
    switch value {
    case .null: append("null")
    case .boolean(let value): append(value ? "true" : "false")
    case .integer(let value): FixedDecimal.append(value, to: &bytes)
    case .real(let value, let decimals):
      if value.isFinite {
        FixedDecimal.append(value, decimals: decimals, to: &bytes)
      } else {
        append("null")
      }
    case .text(let value): appendQuoted(value)
    }
    needsComma = true
  }

  /// Writes a name and its value.
  public mutating func member(_ name: String, _ value: JSONValue) {
    key(name)
    self.value(value)
  }

  /// Writes a line break, which JSON does not mind between values.
  public mutating func newLine() {
    separate()
    needsComma = false
    bytes.append(UInt8(ascii: "\n"))
  }

  // MARK: Inside

  /// Writes a position, in brackets.
  mutating func position(_ x: Double, _ y: Double, decimals: Int) {
    separate()
    bytes.append(UInt8(ascii: "["))
    FixedDecimal.append(x, decimals: decimals, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    FixedDecimal.append(y, decimals: decimals, to: &bytes)
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// Appends ready text as it is.
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

  /// Forgets that a value stands before: the next one begins a text of its own.
  mutating func startOver() { needsComma = false }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  /// Escapes what RFC 8259 §7 says must be escaped, and nothing else.
  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        start = index + 1
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
        case 0..<0x20:
          bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
          bytes.append(UInt8(ascii: "0") + byte / 16)
          bytes.append(byte % 16 + (byte % 16 < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        default: bytes.append(byte)
        }
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
