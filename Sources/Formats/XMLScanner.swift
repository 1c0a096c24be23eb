import Foundation

/// Why bytes are no XML, and where.
struct XMLFault: Error, Equatable {
  var offset: Int
  var reason: String
}

/// Walks over an XML document in UTF-8 and tells one piece after the other; nothing is copied (XML 1.0, fifth edition).
///
/// What makes a document well-formed is checked: characters, names, tags that match, attributes that stand once,
/// references, comments, the declaration. Names keep their prefixes out of ``name``. A document type declaration is
/// refused, so only the five entities of XML itself can be named and nothing outside is ever fetched.
struct XMLScanner {
  /// What stands next.
  enum Token {
    /// The tag of an element: ``name`` and ``attributes`` are its own; an ``end`` follows, also when it is empty.
    case start
    /// The end of the element still open.
    case end
    /// A run of characters: ``text``, with references where ``hasReferences``.
    case text
    /// The end of the document.
    case finished
  }

  /// One attribute of a tag, declarations of namespaces left out.
  struct Attribute {
    /// The name without its prefix.
    var name: Range<Int>
    /// What stands between the quotes.
    var value: Range<Int>
    var hasReferences: Bool
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  /// The next byte.
  var position: Int
  /// The local name of the tag just read.
  private(set) var name = 0..<0
  /// The attributes of the tag just read.
  private(set) var attributes: [Attribute] = []
  /// The characters just read.
  private(set) var text = 0..<0
  private(set) var hasReferences = false

  /// The names of the elements that are open, as they stand in the document.
  private var open: [Range<Int>] = []
  private var names: [Range<Int>] = []
  private var hasRoot = false
  private var isEmptyElement = false
  /// Up to where the bytes are known to be characters of XML.
  private var checked: Int

  /// Elements nested deeper than this are an attack on memory.
  static let deepest = 100_000

  /// Begins at the start of `bytes`, of which no mark of byte order is read.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start: StaticString = ""
    base = bytes.baseAddress ?? start.utf8Start
    end = bytes.count
    position = 0
    checked = 0
  }

  func fault(_ reason: String, at offset: Int? = nil) -> XMLFault {
    XMLFault(offset: offset ?? position, reason: reason)
  }

  /// The next piece of the document.
  mutating func next() throws(XMLFault) -> Token {
    if position == 0 { try takeDeclaration() }
    if isEmptyElement {
      isEmptyElement = false
      return try close()
    }
    while true {
      try checkCharacters()
      guard position < end else {
        guard open.isEmpty else { throw fault("the document ends before its elements do") }
        guard hasRoot else { throw fault("the document has no element") }
        return .finished
      }
      guard base[position] == UInt8(ascii: "<") else {
        if open.isEmpty {
          try takeBlanks()
          continue
        }
        try takeText()
        return .text
      }
      guard position + 1 < end else { throw fault("the document ends within a tag") }
      switch base[position + 1] {
      case UInt8(ascii: "/"): return try takeEndTag()
      case UInt8(ascii: "!"): if try takeDeclared() { return .text }
      case UInt8(ascii: "?"): try takeInstruction()
      default:
        try takeTag()
        return .start
      }
    }
  }

  // MARK: Tags

  private mutating func takeTag() throws(XMLFault) {
    if open.isEmpty {
      guard !hasRoot else { throw fault("a second element at the top of the document") }
      hasRoot = true
    }
    guard open.count < Self.deepest else {
      throw fault("elements are nested deeper than \(Self.deepest)")
    }
    position += 1
    let qualified = try takeName()
    attributes.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    name = local(qualified)
    while true {
      guard position < end else { throw fault("the document ends within a tag") }
      let byte = base[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        break
      }
      if byte == UInt8(ascii: "/") {
        guard position + 1 < end, base[position + 1] == UInt8(ascii: ">") else {
          throw fault("a tag is not finished")
        }
        position += 2
        isEmptyElement = true
        break
      }
      guard XMLCharacters.isBlank(byte) else { throw fault("a blank is missing in a tag") }
      skipBlanks()
      guard position < end else { throw fault("the document ends within a tag") }
      if base[position] != UInt8(ascii: ">"), base[position] != UInt8(ascii: "/") {
        try takeAttribute()
      }
    }
    if names.count > 16 { try findRepeatedName() }
    open.append(qualified)
  }

  private mutating func takeAttribute() throws(XMLFault) {
    let qualified = try takeName()
    skipBlanks()
    guard position < end, base[position] == UInt8(ascii: "=") else {
      throw fault("an attribute has no value")
    }
    position += 1
    skipBlanks()
    guard position < end, base[position] == 0x22 || base[position] == 0x27 else {
      throw fault("the value of an attribute has no quotation mark")
    }
    let quote = base[position]
    position += 1
    let start = position
    var hasReferences = false
    while position < end, base[position] != quote {
      if base[position] == UInt8(ascii: "<") { throw fault("a \"<\" in the value of an attribute") }
      if base[position] == UInt8(ascii: "&") { hasReferences = true }
      position += 1
    }
    guard position < end else {
      throw fault("the value of an attribute is not finished", at: start)
    }
    let value = start..<position
    position += 1
    if hasReferences { try checkReferences(value) }
    if names.count <= 16 {
      for name in names where same(name, qualified) { throw twice(qualified) }
    }
    names.append(qualified)
    let isDeclaration =
      qualified.count >= 5 && memcmp(base + qualified.lowerBound, "xmlns", 5) == 0
      && (qualified.count == 5 || base[qualified.lowerBound + 5] == UInt8(ascii: ":"))
    if !isDeclaration {
      attributes.append(
        Attribute(name: local(qualified), value: value, hasReferences: hasReferences)
      )
    }
  }

  private func twice(_ name: Range<Int>) -> XMLFault {
    fault("an attribute stands twice in one tag", at: name.lowerBound)
  }

  /// Tags of many attributes are held to the rule at their end, not at each attribute.
  private func findRepeatedName() throws(XMLFault) {
    var seen: Set<String> = []
    for name in names where !seen.insert(string(name)).inserted { throw twice(name) }
  }

  private mutating func takeEndTag() throws(XMLFault) -> Token {
    guard let qualified = open.last else { throw fault("an end tag without its element") }
    let start = position + 2
    let count = qualified.count
    guard end - start > count,
      memcmp(base + start, base + qualified.lowerBound, count) == 0
    else { throw fault(mismatch(qualified)) }
    let after = start + count
    if base[after] == UInt8(ascii: ">") {
      position = after + 1
      return try close()
    }
    guard XMLCharacters.isBlank(base[after]) else { throw fault(mismatch(qualified)) }
    position = after
    skipBlanks()
    guard position < end, base[position] == UInt8(ascii: ">") else {
      throw fault("an end tag is not finished")
    }
    position += 1
    return try close()
  }

  private func mismatch(_ qualified: Range<Int>) -> String {
    "an element is closed by the end tag of another: </\(string(qualified.prefix(40)))> expected"
  }

  private mutating func close() throws(XMLFault) -> Token {
    open.removeLast()
    return .end
  }

  // MARK: Text

  private mutating func takeBlanks() throws(XMLFault) {
    skipBlanks()
    guard position == end || base[position] == UInt8(ascii: "<") else {
      throw fault("text outside of the document's element")
    }
  }

  private mutating func takeText() throws(XMLFault) {
    let start = position
    var index = position
    hasReferences = false
    while index < end, base[index] != UInt8(ascii: "<") {
      if base[index] == UInt8(ascii: "&") { hasReferences = true }
      if base[index] == UInt8(ascii: ">"), index - start >= 2, base[index - 1] == 0x5D,
        base[index - 2] == 0x5D
      {
        throw fault("\"]]>\" in a text", at: index - 2)
      }
      index += 1
    }
    position = index
    text = start..<index
    if hasReferences { try checkReferences(text) }
  }

  /// Gives what a CDATA section holds.
  mutating func setSection(_ range: Range<Int>) throws(XMLFault) {
    guard !open.isEmpty else {
      throw fault("text outside of the document's element", at: range.lowerBound)
    }
    text = range
    hasReferences = false
  }

  // MARK: Words

  @inline(__always)
  mutating func skipBlanks() {
    while position < end, XMLCharacters.isBlank(base[position]) { position += 1 }
  }

  /// Takes a name.
  mutating func takeName() throws(XMLFault) -> Range<Int> {
    let start = position
    guard position < end else { throw fault("the document ends within a tag") }
    if XMLCharacters.beginsName(base[position]) {
      position += 1
    } else {
      guard let scalar = wideScalar, XMLCharacters.beginsName(scalar) else {
        throw fault("a name is missing where there must be one")
      }
      position += UTF8.width(scalar)
    }
    while position < end {
      if XMLCharacters.isNameByte(base[position]) {
        position += 1
      } else if let scalar = wideScalar {
        guard XMLCharacters.isName(scalar) else {
          throw fault("a character that no name may have")
        }
        position += UTF8.width(scalar)
      } else {
        break
      }
    }
    return start..<position
  }

  /// The character at ``position`` when it is one beyond ASCII.
  private var wideScalar: Unicode.Scalar? {
    guard position < end, base[position] >= 0x80 else { return nil }
    let bytes = UnsafeBufferPointer(start: base + position, count: min(4, end - position))
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  /// What stands behind the last colon of a name.
  private func local(_ qualified: Range<Int>) -> Range<Int> {
    var index = qualified.upperBound
    while index > qualified.lowerBound {
      if base[index - 1] == UInt8(ascii: ":") { return index..<qualified.upperBound }
      index -= 1
    }
    return qualified
  }

  private func same(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    first.count == second.count
      && memcmp(base + first.lowerBound, base + second.lowerBound, first.count) == 0
  }

  /// The bytes of `range` as text.
  func string(_ range: Range<Int>) -> String {
    String(
      decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self
    )
  }

  // MARK: Characters

  /// Holds the bytes before a piece to be characters of XML, a stretch at a time while they are still in the cache.
  @inline(__always)
  private mutating func checkCharacters() throws(XMLFault) {
    if position + Self.ahead > checked, checked < end { try checkStretch() }
  }

  private static let ahead = 1 << 16
  private static let stretch = 1 << 18

  private mutating func checkStretch() throws(XMLFault) {
    // A piece may reach far beyond; at the end everything has been looked at.
    while checked < end, checked < position + Self.stretch {
      var stop = min(end, checked + Self.stretch)
      if stop < end {
        var back = 0
        while back < 3, base[stop] & 0xC0 == 0x80 {
          stop -= 1
          back += 1
        }
      }
      if let offset = XMLCharacters.fault(base, checked..<stop) {
        throw fault(
          base[offset] < 0x80
            ? "a character XML does not allow" : "bytes that are not UTF-8",
          at: offset
        )
      }
      checked = stop
    }
  }
}
