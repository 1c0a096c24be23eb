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
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var i = 0
      while i < utf8.count {
        let byte = utf8[i]
        var width = 1
        if byte == 0xE2, i + 2 < utf8.count, utf8[i + 1] == 0x80, utf8[i + 2] | 1 == 0xA9 {
          width = 3
        } else if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
          byte != UInt8(ascii: "<")
        {
          i += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<i]))
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0xE2: bytes.append(contentsOf: utf8[i + 2] == 0xA8 ? "u2028".utf8 : "u2029".utf8)
        default:
          bytes.append(contentsOf: "u00".utf8)
          bytes.append(hexDigits[Int(byte >> 4)])
          bytes.append(hexDigits[Int(byte & 15)])
        }
        i += width
        start = i
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)
}
