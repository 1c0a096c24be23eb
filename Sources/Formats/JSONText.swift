/// Builds JSON as UTF-8 bytes, in the order of the calls, without spaces or indented by two.
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
  private let isIndented: Bool
  private var depth = 0
  /// What stands before the place to write at.
  private var last = Last.nothing

  private enum Last { case nothing, open, key, value }

  /// Makes an empty text; `isIndented` gives each member and each element its own line.
  public init(isIndented: Bool = false) { self.isIndented = isIndented }

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
    Self.append(quoted: name, to: &bytes)
    bytes.append(contentsOf: (isIndented ? ": " : ":").utf8)
    last = .key
  }

  /// Writes a value.
  public mutating func value(_ value: JSONValue) {
    separate()
    value.appendJSON(to: &bytes)
    last = .value
  }

  /// Writes a value that is JSON already.
  public mutating func verbatim(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
    last = .value
  }

  /// Writes a name and its value.
  public mutating func member(_ name: String, _ value: JSONValue) {
    key(name)
    self.value(value)
  }

  /// Writes a line break, which JSON does not mind between values.
  public mutating func newLine() {
    if last == .value { bytes.append(UInt8(ascii: ",")) }
    last = .nothing
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends `text` as a JSON string (RFC 8259 §7).
  ///
  /// `<` is escaped as well, so that a string can stand inside an HTML script (`</script>`, `<!--`);
  /// U+2028 and U+2029 are, since they end a line in older JavaScript.
  public static func append(quoted text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var i = 0
      while i < utf8.count {
        let width = escapedLength(utf8, at: i)
        guard width > 0 else {
          i += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<i]))
        appendEscape(utf8[i + width - 1], to: &bytes)
        i += width
        start = i
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  // MARK: Inside

  /// Bytes of the character at `index` if it has to be escaped, else 0.
  private static func escapedLength(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch utf8[index] {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"): 1
    case 0xE2
    where index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] | 1 == 0xA9:
      3
    default: 0
    }
  }

  /// Appends the escape of the character that ends with `byte`.
  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0xA8: bytes.append(contentsOf: "u2028".utf8)
    case 0xA9: bytes.append(contentsOf: "u2029".utf8)
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(hexDigits[Int(byte >> 4)])
      bytes.append(hexDigits[Int(byte & 15)])
    }
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    last = .open
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if isIndented, last != .open { breakLine() }
    bytes.append(bracket)
    last = .value
  }

  private mutating func separate() {
    if last == .value { bytes.append(UInt8(ascii: ",")) }
    if isIndented, last == .value || last == .open { breakLine() }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}
