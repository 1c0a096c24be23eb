import Foundation

/// What the text of a dBASE table is encoded in.
struct DBaseEncoding: Equatable {
  var encoding: TextEncoding
  /// Whether it was judged from the text, since nothing says it.
  var isJudged: Bool

  /// Looks at the table at `path`; nil when it has no text but ASCII, or is no table.
  ///
  /// The code page mark (byte 29) is believed where it names a Russian page; the marks of western
  /// pages are what programs write who do not ask, so there the text itself decides.
  init?(path: String) {
    guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe),
      data.count > 32
    else { return nil }
    let found = data.withUnsafeBytes { Self.judge($0) }
    guard let found else { return nil }
    self = found
  }

  private init(_ encoding: TextEncoding, isJudged: Bool) {
    self.encoding = encoding
    self.isJudged = isJudged
  }

  private static func judge(_ bytes: UnsafeRawBufferPointer) -> DBaseEncoding? {
    let header = Int(bytes[8]) | Int(bytes[9]) << 8
    let width = Int(bytes[10]) | Int(bytes[11]) << 8
    guard header >= 33, width > 1, header <= bytes.count else { return nil }
    switch bytes[29] {
    case 0xC9: return DBaseEncoding(.cp1251, isJudged: false)
    case 0x26, 0x65: return DBaseEncoding(.cp866, isJudged: false)
    default: break
    }
    // Descriptions of 32 bytes each: name, type in byte 11, length in byte 16.
    var fields: [Range<Int>] = []
    var offset = 1
    for start in stride(from: 32, through: header - 33, by: 32) where bytes[start] != 0x0D {
      let length = Int(bytes[start + 16])
      if bytes[start + 11] == UInt8(ascii: "C") { fields.append(offset..<(offset + length)) }
      offset += length
    }
    guard offset <= width else { return nil }
    var hasLetters = false
    var check = UTF8Check()
    for row in stride(from: header, through: bytes.count - width, by: width) {
      for field in fields {
        check.startAgain()
        for place in field {
          let byte = bytes[row + place]
          if byte >= 0x80 { hasLetters = true }
          if !check.accepts(byte) { return DBaseEncoding(.cp1251, isJudged: true) }
        }
      }
    }
    return hasLetters ? DBaseEncoding(.utf8, isJudged: true) : nil
  }
}
