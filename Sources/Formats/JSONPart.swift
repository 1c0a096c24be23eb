/// A value inside a JSON text, as it stands there: for handing on what need not be understood.
public struct JSONPart: Sendable {
  private let text: [UInt8]
  private let range: Range<Int>

  /// The whole of a text; nil where it is no JSON (RFC 8259).
  ///
  /// - Complexity: O(bytes); each look at a member or at the elements passes over the value again.
  public init?(_ text: [UInt8]) {
    let isSound = text.withUnsafeBytes { bytes in
      guard var scanner = JSONScanner(bytes, in: 0..<bytes.count),
        (try? scanner.skipValue()) != nil
      else { return false }
      return scanner.isAtEnd()
    }
    guard isSound else { return nil }
    self.init(text, 0..<text.count)
  }

  private init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    self.range = range
  }

  /// The bytes of the value, with the blanks inside it and none around it.
  public var bytes: [UInt8] { Array(text[range]) }

  /// The member of an object; nil where there is none of that name or this is no object.
  public subscript(name: String) -> JSONPart? {
    walk { scanner throws(JSONSyntaxError) in
      guard try scanner.peek() == UInt8(ascii: "{") else { return nil }
      scanner.position += 1
      var isFirst = true
      while let key = try scanner.nextKey(&isFirst) {
        let value = try Self.next(&scanner)
        if scanner.decoded(key) == name { return value }
      }
      return nil
    }.map { JSONPart(text, $0) }
  }

  /// The elements of an array; none where this is none.
  public var elements: [JSONPart] {
    let ranges: [Range<Int>]? = walk { scanner throws(JSONSyntaxError) in
      guard try scanner.peek() == UInt8(ascii: "[") else { return nil }
      scanner.position += 1
      var ranges: [Range<Int>] = []
      var isFirst = true
      while try scanner.nextElement(&isFirst) { ranges.append(try Self.next(&scanner)) }
      return ranges
    }
    return (ranges ?? []).map { JSONPart(text, $0) }
  }

  /// The value of a string, escapes resolved; nil for anything else.
  public var string: String? {
    walk { scanner throws(JSONSyntaxError) in
      guard try scanner.peek() == UInt8(ascii: "\"") else { return nil }
      return scanner.decoded(try scanner.string())
    }
  }

  /// The value of a whole number; nil for anything else.
  public var integer: Int? { Int(String(decoding: text[range], as: UTF8.self)) }

  private static func next(_ scanner: inout JSONScanner) throws(JSONSyntaxError) -> Range<Int> {
    _ = try scanner.peek()
    let start = scanner.position
    try scanner.skipValue()
    return start..<scanner.position
  }

  private func walk<Result>(
    _ look: (inout JSONScanner) throws(JSONSyntaxError) -> Result?
  ) -> Result? {
    text.withUnsafeBytes { bytes in
      guard var scanner = JSONScanner(bytes, in: range) else { return nil }
      return try? look(&scanner)
    }
  }
}
