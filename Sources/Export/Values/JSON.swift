/// A small JSON value whose members keep their order; for manifests, not for layers.
enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number already written with fixed decimals.
  case number(String)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// A text, or null.
  static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// The document with two spaces of indentation and a newline at its end.
  var document: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// The value on one line.
  var compact: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: nil)
    return bytes
  }

  private func write(to bytes: inout [UInt8], indent: Int?) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): JSON.append(text, to: &bytes)
    case .array(let values):
      JSON.list(values, "[", "]", &bytes, indent) { value, bytes, indent in
        value.write(to: &bytes, indent: indent)
      }
    case .object(let members):
      JSON.list(members, "{", "}", &bytes, indent) { member, bytes, indent in
        JSON.append(member.0, to: &bytes)
        bytes.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
        member.1.write(to: &bytes, indent: indent)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item],
    _ open: Character,
    _ close: Character,
    _ bytes: inout [UInt8],
    _ indent: Int?,
    _ write: (Item, inout [UInt8], Int?) -> Void
  ) {
    bytes.append(contentsOf: String(open).utf8)
    for (i, item) in items.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      newLine(indent.map { $0 + 2 }, &bytes)
      write(item, &bytes, indent.map { $0 + 2 })
    }
    if !items.isEmpty { newLine(indent, &bytes) }
    bytes.append(contentsOf: String(close).utf8)
  }

  private static func newLine(_ indent: Int?, _ bytes: inout [UInt8]) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<indent { bytes.append(UInt8(ascii: " ")) }
  }

  /// Appends `text` as a JSON string.
  ///
  /// `<` is escaped as well, so that a string can stand inside an HTML script (`</script>`, `<!--`);
  /// U+2028 and U+2029 are, since they end a line in older JavaScript.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      case "<", "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        let padding = String(repeating: "0", count: 4 - hex.count)
        bytes.append(contentsOf: "\\u\(padding)\(hex)".utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
