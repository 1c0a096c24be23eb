/// Which characters XML 1.0 allows where (fifth edition, §2.2 and §2.3).
enum XMLCharacters {
  /// The first byte in `range` with which a text is no UTF-8, or begins a character that XML does not allow; nil when
  /// there is none.
  ///
  /// A character cut by the end of `range` is a fault.
  static func fault(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if range.upperBound - index >= 8 {
        let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
        // No byte has its top bit, and none borrows from it when a blank's code is taken away.
        if (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080 == 0 {
          index += 8
          continue
        }
      }
      guard let count = length(base, index, range.upperBound) else { return index }
      index += count
    }
    return nil
  }

  /// How many bytes the allowed character at `index` has; nil when there is none (Unicode 15, table 3-7).
  private static func length(_ base: UnsafePointer<UInt8>, _ index: Int, _ end: Int) -> Int? {
    let first = base[index]
    if first < 0x80 {
      return first >= 0x20 || first == 0x0A || first == 0x0D || first == 0x09 ? 1 : nil
    }
    guard index + 1 < end else { return nil }
    let second = base[index + 1]
    if first < 0xE0 { return first >= 0xC2 && second & 0xC0 == 0x80 ? 2 : nil }
    guard index + 2 < end, base[index + 2] & 0xC0 == 0x80 else { return nil }
    if first < 0xF0 {
      let least: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let most: UInt8 = first == 0xED ? 0x9F : 0xBF
      guard least...most ~= second else { return nil }
      // U+FFFE and U+FFFF are no characters.
      return first == 0xEF && second == 0xBF && base[index + 2] >= 0xBE ? nil : 3
    }
    guard first < 0xF5, index + 3 < end, base[index + 3] & 0xC0 == 0x80 else { return nil }
    let least: UInt8 = first == 0xF0 ? 0x90 : 0x80
    let most: UInt8 = first == 0xF4 ? 0x8F : 0xBF
    return least...most ~= second ? 4 : nil
  }

  /// Whether a reference may stand for this character.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// Whether a byte is white space.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Whether an ASCII byte may stand in a name.
  @inline(__always)
  static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x2D < 14 && byte != 0x2F || byte == 0x5F
  }

  /// Whether an ASCII byte may begin a name.
  @inline(__always)
  static func beginsName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x3A
  }

  /// Whether a character beyond ASCII may begin a name.
  static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
      0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// Whether a character beyond ASCII may stand in a name.
  static func isName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: beginsName(scalar)
    }
  }
}
