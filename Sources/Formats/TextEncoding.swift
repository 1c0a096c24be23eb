import Foundation

/// The encodings of text that municipal files come in.
enum TextEncoding: String {
  case utf8 = "UTF-8"
  case cp1251 = "CP1251"
  case cp866 = "CP866"
  /// What spreadsheets call Unicode text; its mark says in which order the bytes stand.
  case utf16 = "UTF-16"

  /// The encoding people call by this name; nil for one that is not of these.
  init?(named name: String) {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch letters {
    case "utf8", "65001": self = .utf8
    case "cp1251", "windows1251", "win1251", "1251", "ansi1251": self = .cp1251
    case "cp866", "ibm866", "866", "oem866", "dos866": self = .cp866
    default: return nil
    }
  }

  /// What bytes without a statement are: UTF-8 when they are that, else the encoding of Windows in
  /// Russian, in which every sequence of bytes is a text.
  static func judged(_ bytes: some Sequence<UInt8>) -> TextEncoding {
    var check = UTF8Check()
    for byte in bytes where !check.accepts(byte) { return .cp1251 }
    return .utf8
  }

  /// Whether bytes begin with the mark of UTF-16.
  static func hasMark16(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// The text; nil when the bytes are none in this encoding.
  func text(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .cp1251: String(data: Data(bytes), encoding: .windowsCP1251)
    case .utf16: String(data: Data(bytes), encoding: .utf16)
    case .cp866: String(String.UnicodeScalarView(bytes.compactMap(Self.cp866)))
    }
  }

  /// Code page 866: ASCII, Russian letters in two runs, box drawing between.
  private static func cp866(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0..<0x80: Unicode.Scalar(byte)
    case 0x80..<0xB0: Unicode.Scalar(UInt32(byte) - 0x80 + 0x410)
    case 0xE0..<0xF0: Unicode.Scalar(UInt32(byte) - 0xE0 + 0x440)
    case 0xF0: "Ё"
    case 0xF1: "ё"
    case 0xFC: "№"
    default: "\u{FFFD}"
    }
  }
}

/// Whether bytes are UTF-8, one after the other (Unicode 15, table 3-7, less its rarer exclusions).
struct UTF8Check {
  private var following = 0

  /// Whether the text can still be UTF-8 with this byte.
  mutating func accepts(_ byte: UInt8) -> Bool {
    if following > 0 {
      following -= 1
      return byte & 0xC0 == 0x80
    }
    switch byte {
    case 0..<0x80: return true
    case 0xC2..<0xE0: following = 1
    case 0xE0..<0xF0: following = 2
    case 0xF0..<0xF5: following = 3
    default: return false
    }
    return true
  }

  /// Forgets a character that was cut off, as fields of fixed length do.
  mutating func startAgain() { following = 0 }
}
