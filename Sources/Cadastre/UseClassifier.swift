/// Sorts what people write about the use of land into classes: `Data/uses/<country>.json`.
///
/// Registers and surveys hold free text in many spellings, or codes of two classifiers (П/0412 of 2020 and
/// the `Utilization` codes before it). A code decides if it is there; else the first class in the order of
/// the file one of whose patterns is in the text; else ``UseClass/unknown``. The order therefore is the
/// judgement on mixed uses: business stands before housing.
///
/// A pattern is one or more stems: it fits consecutive words that begin with them, in lower case and with
/// `ё` read as `е`; a stem that ends in `$` must be the whole word.
public struct UseClassifier: Sendable, Decodable {
  /// One class and how it is told.
  public struct Entry: Sendable, Equatable, Decodable {
    /// The class.
    public var id: UseClass
    /// Its name for people (Russian).
    public var title: String
    /// The same in English.
    public var titleEnglish: String
    /// Patterns as the type describes.
    public var patterns: [String]
    /// Codes of the classifier in force; `6` stands for all of `6.*` that are not named themselves.
    public var codes: [String]
    /// Old twelve-digit codes; trailing zeros stand for all that they end.
    public var oldCodes: [String]
    /// All classes that are allowed wherever this one is.
    public var includes: [UseClass]
    /// Texts that belong to the class: documentation, and a test.
    public var examples: [String]
  }

  /// Which classes of use go with a registered purpose of a building.
  public struct PurposeUses: Sendable, Equatable, Decodable {
    /// The purpose.
    public var purpose: BuildingPurpose
    /// Classes that are no difference.
    public var agrees: Set<UseClass>
  }

  /// Code of the file.
  public let id: String
  /// The classes in their order of precedence.
  public let entries: [Entry]

  private let codeWords: Set<String>
  private let conjunctions: Set<String>
  private let ignored: [Pattern]
  private let patterns: [(pattern: Pattern, entry: Int)]
  /// Indices of the patterns that begin with a letter, ascending.
  private let byLetter: [UInt16: [Int]]
  private let codes: [String: UseClass]
  private let oldCodes: [String: UseClass]
  private let included: [UseClass: Set<UseClass>]
  private let purposes: [BuildingPurpose: Set<UseClass>]

  private enum CodingKeys: String, CodingKey {
    case id, codeWords, conjunctions, ignored, classes, purposes
  }

  /// Reads a file of classes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try container.decode(String.self, forKey: .id),
      codeWords: try container.decode([String].self, forKey: .codeWords),
      conjunctions: try container.decodeIfPresent([String].self, forKey: .conjunctions) ?? [],
      ignored: try container.decode([String].self, forKey: .ignored),
      entries: try container.decode([Entry].self, forKey: .classes),
      purposes: try container.decodeIfPresent([PurposeUses].self, forKey: .purposes) ?? []
    )
  }

  /// Makes a classifier.
  ///
  /// - Parameters:
  ///   - id: Code of the file.
  ///   - codeWords: Words after which a code may stand within a text; one at its beginning is always seen.
  ///   - conjunctions: Words between two uses that a text names.
  ///   - ignored: Patterns that are taken out of a text before it is read, such as the category of the land.
  ///   - entries: The classes in their order of precedence.
  ///   - purposes: Which classes go with which purpose of a building.
  public init(
    id: String,
    codeWords: [String] = [],
    conjunctions: [String] = [],
    ignored: [String] = [],
    entries: [Entry],
    purposes: [PurposeUses] = []
  ) {
    self.id = id
    self.purposes = Dictionary(
      purposes.map { ($0.purpose, $0.agrees) },
      uniquingKeysWith: { $0.union($1) }
    )
    self.entries = entries
    self.codeWords = Set(codeWords.map(Self.normalized))
    self.conjunctions = Set(conjunctions.map(Self.normalized))
    self.ignored = ignored.map(Pattern.init)
    var patterns: [(Pattern, Int)] = []
    var codes: [String: UseClass] = [:]
    var oldCodes: [String: UseClass] = [:]
    for (index, entry) in entries.enumerated() {
      patterns += entry.patterns.map { (Pattern($0), index) }
      for code in entry.codes where codes[code] == nil { codes[code] = entry.id }
      for code in entry.oldCodes where oldCodes[code] == nil { oldCodes[code] = entry.id }
    }
    self.patterns = patterns
    byLetter = Dictionary(grouping: patterns.indices) { patterns[$0].0.letter }
    self.codes = codes
    self.oldCodes = oldCodes
    included = Dictionary(
      entries.map { ($0.id, Set($0.includes)) },
      uniquingKeysWith: { $0.union($1) }
    )
  }

  /// The classes in the order of the file, `unknown` among them if the file has it.
  public var classes: [UseClass] { entries.map(\.id) }

  /// The class of what is written; ``UseClass/unknown`` for what says nothing.
  ///
  /// - Complexity: O(words × patterns that share a first letter).
  public func classify(_ text: String) -> UseClass {
    let words = Self.words(of: text)
    if let coded = classOfCode(in: words) { return coded }
    let kept = withoutIgnored(words.map { Array($0.utf8) })
    var first = patterns.count
    for start in kept.indices {
      for index in byLetter[Self.letter(kept[start])] ?? [] {
        if index >= first { break }
        if patterns[index].pattern.fits(kept, at: start) { first = index }
      }
    }
    return first < patterns.count ? entries[patterns[first].entry].id : .unknown
  }

  /// The uses that a text names one after the other: its parts between commas, hyphens and words such as `и`.
  ///
  /// «магазин и жилой дом» names two; a text of one part gives none.
  public func parts(of text: String) -> [String] {
    var parts: [[Substring]] = [[]]
    let marked = text.map { ",;/+()-".contains($0) ? " , " : String($0) }.joined()
    for word in marked.split(whereSeparator: \.isWhitespace) {
      if word == "," || conjunctions.contains(Self.normalized(String(word))) {
        parts.append([])
      } else {
        parts[parts.count - 1].append(word)
      }
    }
    let named = parts.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    return named.count > 1 ? named : []
  }

  /// What people call a class; its code where the file does not have it.
  public func title(of use: UseClass) -> (russian: String, english: String) {
    entries.first { $0.id == use }.map { ($0.title, $0.titleEnglish) }
      ?? (use.rawValue, use.rawValue)
  }

  /// Whether land for `outer` may be used as `inner` by its very name, such as a garage by a house.
  ///
  /// Holds for a class and itself, and for what the file names. Not through steps: a field may be dug as a garden, a
  /// garden may have its house, and still no house belongs on a field. Nothing is known of ``UseClass/unknown``.
  public func includes(_ outer: UseClass, _ inner: UseClass) -> Bool {
    outer == inner || included[outer]?.contains(inner) == true
  }

  /// Whether a building registered for `purpose` may be used as `use`; nil when nothing is known of either.
  public func agrees(_ purpose: BuildingPurpose, _ use: UseClass) -> Bool? {
    guard use != .unknown, let allowed = purposes[purpose] else { return nil }
    return allowed.contains(use)
  }

  // MARK: Codes

  /// The class of the first code that has one, where the text begins with it or says that it is a code.
  private func classOfCode(in words: [String]) -> UseClass? {
    for (index, word) in words.enumerated() {
      if word.utf8.count == 12, word.utf8.allSatisfy(Self.isDigit) {
        if let known = classOfOldCode(word) { return known }
      } else if index == 0 || codeWords.contains(words[index - 1]),
        Self.isCode(word, alone: words.count == 1)
      {
        if let known = classOfCode(word) { return known }
      }
    }
    return nil
  }

  /// The class of `4.8.1`, else of `4.8`, else of `4.0`, else of `4`.
  private func classOfCode(_ code: String) -> UseClass? {
    var parts = code.split(separator: ".").map(String.init)
    while !parts.isEmpty {
      if let known = codes[parts.joined(separator: ".")] { return known }
      if parts.count == 1 { return codes[parts[0] + ".0"] }
      parts.removeLast()
    }
    return nil
  }

  /// The class of `142001020300`, else of `142001020000`, and so on up.
  private func classOfOldCode(_ code: String) -> UseClass? {
    var digits = Array(code)
    for end in stride(from: 12, through: 4, by: -2) {
      if let known = oldCodes[String(digits)] { return known }
      for i in max(end - 2, 3)..<12 { digits[i] = "0" }
    }
    return oldCodes[String(digits)]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether the word looks like `4.7` or, when it is all there is, like `4`.
  private static func isCode(_ word: String, alone: Bool) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard alone || parts.count > 1, parts.count <= 3 else { return false }
    return parts.allSatisfy { $0.utf8.count <= 2 && !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
  }

  // MARK: Words

  /// A run of stems.
  private struct Pattern: Sendable {
    let stems: [(bytes: [UInt8], whole: Bool)]

    init(_ text: String) {
      stems = UseClassifier.normalized(text).split(separator: " ").map {
        $0.hasSuffix("$") ? (Array($0.utf8.dropLast()), true) : (Array($0.utf8), false)
      }
    }

    /// The letter it begins with.
    var letter: UInt16 { UseClassifier.letter(stems.first?.bytes ?? []) }

    /// Whether it fits the words from `start` on.
    func fits(_ words: [[UInt8]], at start: Int) -> Bool {
      guard !stems.isEmpty, start + stems.count <= words.count else { return false }
      for (offset, stem) in stems.enumerated() {
        let word = words[start + offset]
        guard stem.whole ? word == stem.bytes : word.starts(with: stem.bytes) else {
          return false
        }
      }
      return true
    }

    /// The index of the first of the words it fits.
    func firstMatch(in words: [[UInt8]]) -> Int? {
      words.indices.first { fits(words, at: $0) }
    }
  }

  /// The first byte, or two where the first alone is no letter: a Latin or a Cyrillic one.
  private static func letter(_ word: [UInt8]) -> UInt16 {
    guard let first = word.first else { return 0 }
    return first < 0x80 ? UInt16(first) : UInt16(first) << 8 | UInt16(word.dropFirst().first ?? 0)
  }

  private func withoutIgnored(_ words: [[UInt8]]) -> [[UInt8]] {
    var words = words
    for pattern in ignored {
      while let start = pattern.firstMatch(in: words) {
        words.removeSubrange(start..<(start + pattern.stems.count))
      }
    }
    return words
  }

  private static func normalized(_ text: String) -> String {
    String(text.lowercased().map { $0 == "ё" ? "е" : $0 })
  }

  /// Words of letters and digits; a dot between digits stays, so that `4.7` is one word.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    let characters = Array(normalized(text))
    for (index, character) in characters.enumerated() {
      let isInner =
        character == "." && word.last?.isNumber == true
        && index + 1 < characters.count && characters[index + 1].isNumber
      if character.isLetter || character.isNumber || isInner {
        word.append(character)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
