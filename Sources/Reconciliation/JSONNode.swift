import Foundation

/// A JSON value that remembers where it stands, so that a mistake in a job can be shown by line.
///
/// Foundation's readers tell a byte at best, let a repeated key pass and lose the order of keys.
struct JSONNode: Equatable {
  /// Where a value begins: line and column from 1, columns counted in characters.
  struct Place: Equatable, Sendable {
    var line: Int
    var column: Int
  }

  /// One key of an object with its value.
  struct Member: Equatable {
    var key: String
    var keyPlace: Place
    var node: JSONNode
  }

  indirect enum Value: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([JSONNode])
    case object([Member])
  }

  var value: Value
  var place: Place

  /// What it is, in words for a message.
  var kind: String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): "the number \(value.formatted)"
    case .text(let value): "the text \"\(value)\""
    case .list: "a list"
    case .object: "an object"
    }
  }
}

extension Double {
  /// Whole numbers without a fraction, as a person writes them.
  fileprivate var formatted: String { Int64(exactly: self).map { "\($0)" } ?? "\(self)" }
}

/// A text that is no JSON (RFC 8259), with the place where it ceases to be.
struct JSONSyntaxError: Error, Equatable {
  var place: JSONNode.Place
  var reason: String
}

/// Reads JSON text into nodes, strictly by RFC 8259; a byte order mark at the start is passed over.
struct JSONReader {
  private let characters: [Character]
  private var position = 0
  private var line = 1
  private var column = 1
  private var depth = 0

  /// Deep enough for any job; keeps a hostile file from exhausting the stack.
  private static let deepest = 64

  private init(_ text: String) {
    characters = Array(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
  }

  /// The value `text` holds.
  static func read(_ text: String) throws(JSONSyntaxError) -> JSONNode {
    var reader = JSONReader(text)
    reader.skipBlanks()
    let node = try reader.value()
    reader.skipBlanks()
    if let extra = reader.peek { throw reader.fault("unexpected \"\(extra)\" after the end") }
    return node
  }

  private var peek: Character? { position < characters.count ? characters[position] : nil }
  private var place: JSONNode.Place { JSONNode.Place(line: line, column: column) }

  private func fault(_ reason: String, at place: JSONNode.Place? = nil) -> JSONSyntaxError {
    JSONSyntaxError(place: place ?? self.place, reason: reason)
  }

  private func unexpected(_ wanted: String) -> JSONSyntaxError {
    fault("expected \(wanted), found \(peek.map { "\"\($0)\"" } ?? "the end of the file")")
  }

  @discardableResult
  private mutating func take() -> Character? {
    guard let character = peek else { return nil }
    position += 1
    if character.isNewline {
      line += 1
      column = 1
    } else {
      column += 1
    }
    return character
  }

  private mutating func take(if character: Character) -> Bool {
    guard peek == character else { return false }
    take()
    return true
  }

  private mutating func skipBlanks() {
    // "\r\n" is one Character in Swift.
    while let next = peek, [" ", "\t", "\n", "\r", "\r\n"].contains(next) { take() }
  }

  private mutating func value() throws(JSONSyntaxError) -> JSONNode {
    let start = place
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault("nested too deeply") }
    let value: JSONNode.Value =
      switch peek {
      case "{": .object(try members())
      case "[": .list(try elements())
      case "\"": .text(try string())
      case let next? where next == "-" || next.isASCII && next.isNumber: .number(try number())
      case let next? where next.isASCII && next.isLetter: try word()
      default: throw unexpected("a value")
      }
    return JSONNode(value: value, place: start)
  }

  private mutating func members() throws(JSONSyntaxError) -> [JSONNode.Member] {
    take()
    skipBlanks()
    var members: [JSONNode.Member] = []
    if take(if: "}") { return members }
    while true {
      skipBlanks()
      let start = place
      guard peek == "\"" else { throw unexpected("a key in double quotes") }
      let key = try string()
      if members.contains(where: { $0.key == key }) {
        throw fault("the key \"\(key)\" stands here twice", at: start)
      }
      skipBlanks()
      guard take(if: ":") else { throw unexpected("\":\" after the key \"\(key)\"") }
      skipBlanks()
      members.append(JSONNode.Member(key: key, keyPlace: start, node: try value()))
      skipBlanks()
      if take(if: "}") { return members }
      guard take(if: ",") else { throw unexpected("\",\" or \"}\"") }
    }
  }

  private mutating func elements() throws(JSONSyntaxError) -> [JSONNode] {
    take()
    skipBlanks()
    var elements: [JSONNode] = []
    if take(if: "]") { return elements }
    while true {
      skipBlanks()
      elements.append(try value())
      skipBlanks()
      if take(if: "]") { return elements }
      guard take(if: ",") else { throw unexpected("\",\" or \"]\"") }
    }
  }

  private mutating func word() throws(JSONSyntaxError) -> JSONNode.Value {
    let start = place
    var word = ""
    while let next = peek, next.isLetter { word.append(take() ?? next) }
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    default: throw fault("\"\(word)\" is no value; text stands in double quotes", at: start)
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> Double {
    let start = place
    var text = ""
    while let next = peek, next.isASCII, next.isNumber || "+-.eE".contains(next) {
      text.append(take() ?? next)
    }
    // RFC 8259 §6, which is narrower than what Double takes.
    let grammar = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/
    guard text.wholeMatch(of: grammar) != nil, let number = Double(text), number.isFinite else {
      throw fault("\"\(text)\" is no number", at: start)
    }
    return number
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = place
    take()
    var text = ""
    while let next = take() {
      switch next {
      case "\"": return text
      case "\\": text.unicodeScalars.append(try escape())
      default:
        guard next.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
          throw fault("the text that begins here does not end on its line", at: start)
        }
        text.append(next)
      }
    }
    throw fault("the text that begins here does not end", at: start)
  }

  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = place
    switch take() {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let first = try codeUnit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // A character beyond the basic plane is written as two halves (RFC 8259 §7).
      guard first < 0xDC00, take(if: "\\"), take(if: "u") else { break }
      let second = try codeUnit()
      guard (0xDC00...0xDFFF).contains(second) else { break }
      let code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      if let scalar = Unicode.Scalar(code) { return scalar }
    default: break
    }
    throw fault("unknown escape; a backslash itself is written \\\\", at: start)
  }

  private mutating func codeUnit() throws(JSONSyntaxError) -> UInt16 {
    let start = place
    var digits = ""
    while digits.count < 4, let next = peek, next.isHexDigit, next.isASCII {
      digits.append(take() ?? next)
    }
    guard digits.count == 4, let unit = UInt16(digits, radix: 16) else {
      throw fault("\\u needs four hexadecimal digits", at: start)
    }
    return unit
  }
}
