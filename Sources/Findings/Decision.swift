/// What an inspector found out about a finding.
public struct Decision: Sendable, Equatable {
  /// What it comes to; the raw value is the code in tables.
  public enum Verdict: String, Sendable, CaseIterable {
    /// The sign was true.
    case confirmed
    /// It was not.
    case rejected
    /// It was, and there is a ground that makes it lawful: nothing is due.
    case exception
    /// Looked into without a result.
    case unclear
  }

  /// Id of the finding.
  public var finding: String
  /// The verdict.
  public var verdict: Verdict
  /// Who decided; may be empty.
  public var inspector: String
  /// When, ISO 8601; may be empty.
  public var date: String
  /// In words; may be empty.
  public var note: String

  /// Makes a decision.
  public init(
    finding: String,
    verdict: Verdict,
    inspector: String = "",
    date: String = "",
    note: String = ""
  ) {
    self.finding = finding
    self.verdict = verdict
    self.inspector = inspector
    self.date = date
    self.note = note
  }
}

extension Decision.Verdict {
  /// The verdict that people mean by a word, in Russian or English; nil for one that is none.
  public init?(words: String) {
    switch words.lowercased() {
    case "confirmed", "yes", "true", "1", "подтверждено", "подтвержден", "подтверждён", "да":
      self = .confirmed
    case "refuted", "rejected", "no", "false", "0", "не подтверждено", "не подтвержден",
      "не подтверждён", "отклонено", "отклонён", "опровергнуто", "нет":
      self = .rejected
    case "exception", "исключение": self = .exception
    case "unclear", "unknown", "неясно", "не определено", "не выяснено": self = .unclear
    default: return nil
    }
  }
}

extension Decision.Verdict {
  /// What people call it.
  public func words(_ language: WordLanguage) -> String {
    let words =
      switch self {
      case .confirmed: Words(ru: "подтверждено", en: "confirmed")
      case .rejected: Words(ru: "не подтверждено", en: "rejected")
      case .exception: Words(ru: "исключение", en: "exception")
      case .unclear: Words(ru: "неясно", en: "unclear")
      }
    return words[language]
  }

  /// Whether nothing is due any more and nobody has to look again.
  public var dropsMoney: Bool { self == .rejected || self == .exception }
}
