/// How the register writes numbers, texts, lists and codes.
enum EGRNWords {
  /// The text with white space at its ends cut and runs of it made one space; nil when nothing is left.
  static func tidy(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var start = 0
    var end = bytes.count
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    var hasRuns = false
    var previousIsBlank = false
    for byte in text {
      if isBlank(byte), previousIsBlank || byte != 0x20 { hasRuns = true }
      previousIsBlank = isBlank(byte)
    }
    guard hasRuns else { return String(decoding: text, as: UTF8.self) }
    return text.split(whereSeparator: isBlank).map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// A number in the plain form nearly all have, between blanks; nil for any other, which may be a number all the same.
  static func plainNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard var scanner = JSONScanner(UnsafeRawBufferPointer(bytes), in: 0..<bytes.count) else {
      return nil
    }
    scanner.skipBlank()
    guard let value = (try? scanner.number())?.exactDouble, scanner.isAtEnd() else { return nil }
    return value
  }

  /// A decimal number, with a dot or a comma; nil for anything else, `nan` and hexadecimals included.
  static func number(_ text: String) -> Double? {
    var bytes = Array(text.utf8)
    var hasDigit = false
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: ","): bytes[index] = UInt8(ascii: ".")
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
        UInt8(ascii: "E"):
        break
      default: return nil
      }
    }
    guard hasDigit, let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return value
  }

  /// A number as a real; what is no number stays a text for the reader to judge.
  static func real(_ text: String?) -> AttributeValue {
    guard let text else { return .null }
    return number(text).map { .real($0) } ?? .text(text)
  }

  /// A text, or null.
  static func text(_ text: String?) -> AttributeValue { text.map { .text($0) } ?? .null }

  /// Cadastral numbers, each of which may hold several with commas between, as one list: once each,
  /// in the order of the document, joined by `;`.
  static func list(_ texts: [String]) -> AttributeValue {
    var numbers: [String] = []
    for text in texts {
      for part in text.split(whereSeparator: { ",; ".contains($0) })
      where !numbers.contains(String(part)) {
        numbers.append(String(part))
      }
    }
    return numbers.isEmpty ? .null : .text(numbers.joined(separator: ";"))
  }

  /// The day of a date or a time stamp, ISO 8601.
  static func date(_ text: String?) -> String? {
    text.map { String($0.prefix { $0 != "T" }) }
  }

  /// The quarter a cadastral number names; nil when it is no cadastral number.
  static func quarter(of number: String?) -> String? {
    guard let number else { return nil }
    let parts = number.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 4 ? parts.prefix(3).joined(separator: ":") : nil
  }

  /// The subtype of a parcel by its code (classifier dParcels, the same in all schemes): 01 a plain
  /// parcel, 02 a single land use (ЕЗП), 03 and 04 its parts, 05 a parcel of several contours.
  static func subtype(code: String?, words: String?) -> AttributeValue {
    switch code {
    case "01", nil: .text("")
    case "02": .text("common")
    case "03", "04": .text("child")
    case "05": .text("multi")
    case .some(let code): .text(words ?? code)
    }
  }

  /// The purpose of a building by its code (classifier dAssBuilding); other codes give the words.
  static func purpose(code: String?, words: String?) -> AttributeValue {
    switch code {
    case "204001000000": .text("nonresidential")
    case "204002000000": .text("house")
    case "204003000000": .text("apartments")
    default: text(words ?? code)
    }
  }

  /// The status of a record by the words of an extract: «актуальные, ранее учтенные», «временные»,
  /// «архивные»; other words stay.
  static func status(words: String?) -> AttributeValue {
    guard let words else { return .null }
    let lower = words.lowercased()
    if lower.contains("архивн") { return .text("archived") }
    if lower.contains("временн") { return .text("temporary") }
    if lower.contains("актуальн") || lower.contains("учтен") { return .text("active") }
    return .text(words)
  }

  /// The status of a record by its code (classifier dStates): 01 accounted for before, 05 temporary,
  /// 06 accounted for, 07 taken off, 08 annulled.
  static func status(code: String?) -> AttributeValue {
    switch code {
    case "01", "06": .text("active")
    case "05": .text("temporary")
    case "07", "08": .text("archived")
    default: text(code)
    }
  }

  /// The area of a quarter in m²: the unit 059 is the hectare, others are taken as m²; nought is
  /// how some plans say that it is not known.
  static func quarterArea(_ area: String?, unit: String?) -> AttributeValue {
    guard let area else { return .null }
    guard let value = number(area) else { return .text(area) }
    if value == 0 { return .null }
    // To the hundredth, as stated: 372.15 · 10 000 in binary is not 3 721 500.
    return .real(unit == "059" ? (value * 1_000_000).rounded() / 100 : value)
  }
}
