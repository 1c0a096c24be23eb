/// Words of a policy for its readers, in both languages.
///
/// In the file an object `{"ru", "en"}`, or one text that serves for both.
public struct PolicyText: Sendable, Equatable, Decodable, ExpressibleByStringLiteral {
  /// Russian.
  public var russian: String
  /// English.
  public var english: String

  private enum CodingKeys: String, CodingKey, CaseIterable { case ru, en }

  /// Makes a text.
  public init(_ russian: String, _ english: String) {
    self.russian = russian
    self.english = english
  }

  /// The same words for both languages.
  public init(stringLiteral text: String) { self.init(text, text) }

  /// Reads one text or both, and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self.init(text, text)
      return
    }
    let container = try decoder.strict(CodingKeys.self)
    self.init(
      try container.decode(String.self, forKey: .ru),
      try container.decode(String.self, forKey: .en)
    )
  }

  /// The words in one language.
  public func text(inEnglish: Bool) -> String { inEnglish ? english : russian }
}
