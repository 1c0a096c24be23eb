/// One value in a text we write: a JSON property or a CSV field.
public enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// Rounded to that many decimals, trailing zeros cut; null when it is not finite.
  case real(Double, decimals: Int)
  /// Rounded to that many decimals, trailing zeros kept; null when it is not finite.
  case fixed(Double, decimals: Int)
  /// A whole number of units of the last of so many decimals, all written: exact money.
  case scaled(Int64, decimals: Int)
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

  /// Appends the value as a field of a table would show it before quoting: null is nothing.
  public func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: break
    case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): FixedDecimal.append(value, to: &bytes)
    case .real(let value, let decimals):
      FixedDecimal.append(value, decimals: decimals, to: &bytes)
    case .fixed(let value, let decimals):
      FixedDecimal.append(value, decimals: decimals, keepsZeros: true, to: &bytes)
    case .scaled(let value, let decimals):
      FixedDecimal.append(units: value, decimals: decimals, to: &bytes)
    case .text(let value): bytes.append(contentsOf: value.utf8)
    }
  }

  /// Appends the value as JSON.
  public func appendJSON(to bytes: inout [UInt8]) {
    if case .text(let value) = self { return JSONText.append(quoted: value, to: &bytes) }
    let start = bytes.count
    append(to: &bytes)
    if bytes.count == start { bytes.append(contentsOf: "null".utf8) }
  }
}
