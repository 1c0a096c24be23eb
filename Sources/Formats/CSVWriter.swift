/// Writes comma-separated text after RFC 4180, in UTF-8, lines ending with LF.
///
/// A field is quoted only when it has to be: a comma, a quote or a line break in it, or blanks at its ends.
public struct CSVWriter: Sendable {
  /// What was written and not taken yet.
  public private(set) var bytes: [UInt8] = []
  private let width: Int

  /// Makes a table with its header.
  public init(header: [String]) {
    width = header.count
    row(header.map { .text($0) })
  }

  /// Adds a row; one value for each column, null is an empty field.
  public mutating func row(_ values: [JSONValue]) {
    precondition(values.count == width, "a row has as many fields as the header")
    let start = bytes.count
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if case .text(let text) = value { append(text) } else { value.append(to: &bytes) }
    }
    // An empty line would be no row at all.
    if bytes.count == start { bytes.append(contentsOf: "\"\"".utf8) }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Hands out what was written and forgets it, so that a long table need not be held whole.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll() }
    return bytes
  }

  private mutating func append(_ text: String) {
    let blank = UInt8(ascii: " ")
    let mustQuote =
      text.utf8.first == blank || text.utf8.last == blank
      || text.utf8.contains {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
      }
    guard mustQuote else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
