import Foundation

/// What stands between tags and texts: the declaration, comments, sections, instructions, references.
extension XMLScanner {
  /// Takes `<?xml … ?>` where it begins the document.
  mutating func takeDeclaration() throws(XMLFault) {
    guard stands("<?xml"), position + 5 < end, XMLCharacters.isBlank(base[position + 5]) else {
      return
    }
    let start = position
    guard let stop = find("?>", from: position) else {
      throw fault("the XML declaration is not finished", at: start)
    }
    let words = string(start + 5..<stop)
    let form =
      /\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][A-Za-z0-9._\-]*"|'[A-Za-z][A-Za-z0-9._\-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*/
    guard words.wholeMatch(of: form) != nil else {
      throw fault("the XML declaration is none", at: start)
    }
    position = stop + 2
  }

  /// Takes what begins with `<!`; true when it was a section of characters.
  mutating func takeDeclared() throws(XMLFault) -> Bool {
    let start = position
    if stands("<!--") {
      guard let stop = find("--", from: position + 4) else {
        throw fault("a comment is not finished", at: start)
      }
      guard stop + 2 < end, base[stop + 2] == UInt8(ascii: ">") else {
        throw fault("\"--\" within a comment", at: stop)
      }
      position = stop + 3
      return false
    }
    if stands("<![CDATA[") {
      guard let stop = find("]]>", from: position + 9) else {
        throw fault("a CDATA section is not finished", at: start)
      }
      try setSection(position + 9..<stop)
      position = stop + 3
      return true
    }
    if stands("<!DOCTYPE") {
      // No document of the register declares a type, and entities are how XML attacks its reader.
      throw fault("a document type declaration is not accepted")
    }
    throw fault("a declaration that no document may have here")
  }

  /// Takes `<?name … ?>`.
  mutating func takeInstruction() throws(XMLFault) {
    let start = position
    position += 2
    let name = try takeName()
    guard let stop = find("?>", from: position) else {
      throw fault("an instruction is not finished", at: start)
    }
    guard stop == position || XMLCharacters.isBlank(base[position]) else {
      throw fault("a blank is missing in an instruction")
    }
    guard string(name).lowercased() != "xml" else {
      throw fault("an XML declaration that does not begin the document", at: start)
    }
    position = stop + 2
  }

  /// Holds the references of a text to be to characters that exist.
  func checkReferences(_ range: Range<Int>) throws(XMLFault) {
    var index = range.lowerBound
    while let (reference, _) = try nextReference(&index, range.upperBound) {
      index = reference.upperBound
    }
  }

  /// Appends the characters just read; in a section nothing is a reference.
  func appendText(to bytes: inout [UInt8]) {
    if hasReferences { return append(text, to: &bytes) }
    bytes.append(contentsOf: UnsafeBufferPointer(start: base + text.lowerBound, count: text.count))
  }

  /// Appends a text whose references were checked, each replaced by its character.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    var index = range.lowerBound
    var run = index
    // Checked when it was scanned; what cannot be resolved would stay as it stands.
    while let (reference, scalar) = try? nextReference(&index, range.upperBound) {
      bytes.append(
        contentsOf: UnsafeBufferPointer(start: base + run, count: reference.lowerBound - run)
      )
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      index = reference.upperBound
      run = index
    }
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: base + run, count: range.upperBound - run)
    )
  }

  /// The next `&…;` from `index` on and the character it stands for; nil when there is none before `stop`.
  private func nextReference(
    _ index: inout Int,
    _ stop: Int
  ) throws(XMLFault) -> (Range<Int>, Unicode.Scalar)? {
    while index < stop, base[index] != UInt8(ascii: "&") { index += 1 }
    guard index < stop else { return nil }
    let start = index
    // The longest reference is &#x10FFFF;, but noughts may precede.
    guard
      let close = (start..<min(stop, start + 64)).first(where: { base[$0] == UInt8(ascii: ";") })
    else { throw fault("a \"&\" that begins no reference", at: start) }
    let words = string(start + 1..<close)
    let scalar: Unicode.Scalar?
    switch words {
    case "lt": scalar = "<"
    case "gt": scalar = ">"
    case "amp": scalar = "&"
    case "quot": scalar = "\""
    case "apos": scalar = "'"
    default:
      guard words.hasPrefix("#") else {
        throw fault("an entity that is not declared: &\(words);", at: start)
      }
      let isHexadecimal = words.hasPrefix("#x")
      let digits = words.dropFirst(isHexadecimal ? 2 : 1)
      // `UInt32` would take a sign.
      let isNumber = digits.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }
      scalar =
        isNumber
        ? UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init) : nil
    }
    guard let scalar, XMLCharacters.isAllowed(scalar) else {
      throw fault("a reference to no character: &\(words);", at: start)
    }
    return (start..<close + 1, scalar)
  }

  // MARK: Looking

  /// Whether `word` stands at ``position``.
  private func stands(_ word: StaticString) -> Bool {
    end - position >= word.utf8CodeUnitCount
      && memcmp(base + position, word.utf8Start, word.utf8CodeUnitCount) == 0
  }

  /// Where `word` stands next from `start` on.
  private func find(_ word: StaticString, from start: Int) -> Int? {
    let (first, count) = (word.utf8Start[0], word.utf8CodeUnitCount)
    var index = start
    while end - index >= count {
      guard let found = memchr(base + index, Int32(first), end - index - count + 1) else {
        return nil
      }
      index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if memcmp(found, word.utf8Start, count) == 0 { return index }
      index += 1
    }
    return nil
  }
}
