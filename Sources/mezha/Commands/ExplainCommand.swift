import Cadastre
import Export
import Findings
import Reconciliation

extension Command {
  static let explain = Command(
    name: "explain",
    operands: [Operand(name: "DIR"), Operand(name: "FINDING")],
    brief: "Why: measures, thresholds, contributions, runner-up, what would flip it",
    detail: """
      Prints what the run itself decided with, as stored in its results.gpkg: every comparison with its
      threshold and where that comes from, what the probability is made of, the smallest single change
      that would make the finding go away, and the articles it touches.
      """,
    examples: ["mezha explain run F-0HJ3QW5M7XK2A", "mezha explain run F-0HJ3QW5M7XK2A --lang en"],
    run: { (arguments, console) throws(JobFailure) in
      let folder = arguments.operands[0]
      let id = arguments.operands[1]
      let findings = try RunReader.findings(in: folder)
      guard let finding = findings.first(where: { $0.id == id }) else {
        let nearest = NearestName.nearest(to: id, among: findings.map(\.id))
        throw .usage(
          "\(folder) has no finding \"\(id)\""
            + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; see tables/findings.csv")
        )
      }
      let language = WordLanguage(arguments.language)
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(ExplanationJSON(finding, language))
          : ExplanationPage.text(finding, language)
      )
      return .done
    }
  )
}

/// The page of one finding.
enum ExplanationPage {
  static func text(_ finding: Finding, _ language: WordLanguage) -> String {
    let isRussian = language == .ru
    let why = finding.explanation
    var text = "\(finding.id) · \(finding.kind.rawValue) · \(finding.kind.title(language))\n"
    text += head(finding, language)
    text += "\n\(isRussian ? finding.detail : finding.detailEnglish)\n"
    text += section(
      isRussian ? "Что сравнивалось" : "What was compared",
      why.conditions.map { condition in
        condition.text(language)
          + (condition.basis.text(language).map { "   (\($0))" } ?? "")
      }
    )
    text += section(
      isRussian ? "Что измерено" : "What was measured",
      why.figures.map { figure in
        "\(figure.quantity.words[language]) \(figure.quantity.text(figure.value, language))"
      } + why.notes.map { $0[language] }
    )
    text += section(
      "\(isRussian ? "Вероятность" : "Probability") \(share(finding.probability, language))",
      why.evidence.map { evidence in
        "\(evidence.name.words[language]) \(evidence.logOdds < 0 ? "−" : "+")"
          + share(abs(evidence.logOdds), language)
      }
    )
    if let runnerUp = why.runnerUp {
      text += section(
        isRussian ? "Связь и второй кандидат" : "The link and its runner-up",
        [runnerUp.text(language)]
      )
    }
    text += section(
      isRussian ? "Признака не было бы, если бы" : "It would not be reported with",
      why.flips(language)
    )
    let reference = finding.kind.page(language).reference
    text += section(
      isRussian ? "Нормы" : "Articles",
      (reference.map { [$0] } ?? []) + why.laws
    )
    return text
      + (isRussian
        ? "\nЭто признак, а не вывод о нарушении: решает человек.\n"
        : "\nThis is a sign, not a verdict: a person decides.\n")
  }

  private static func head(_ finding: Finding, _ language: WordLanguage) -> String {
    let isRussian = language == .ru
    var lines = ["\(isRussian ? "Квартал" : "Quarter") \(finding.quarter)"]
    if !finding.registerIDs.isEmpty {
      let ids = finding.registerIDs.joined(separator: ", ")
      lines.append("\(isRussian ? "Реестр" : "Register") \(ids)")
    }
    if !finding.surveyIDs.isEmpty {
      let ids = finding.surveyIDs.joined(separator: ", ")
      lines.append("\(isRussian ? "Съёмка" : "Survey") \(ids)")
    }
    return lines.joined(separator: " · ") + "\n"
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : "\n\(title)\n" + lines.map { "  \($0)\n" }.joined()
  }

  static func share(_ value: Double, _ language: WordLanguage) -> String {
    NumberText(language: language == .ru ? .ru : .en).decimal(value, digits: 4)
  }
}

extension RunnerUp {
  fileprivate func text(_ language: WordLanguage) -> String {
    let link = ExplanationPage.share(probability, language)
    let lead = ExplanationPage.share(margin, language)
    return switch (language, id.isEmpty) {
    case (.ru, true): "вероятность связи \(link); второго кандидата нет"
    case (.ru, false): "вероятность связи \(link); второй кандидат \(id), отрыв \(lead)"
    case (.en, true): "probability of the link \(link); no runner-up"
    case (.en, false): "probability of the link \(link); runner-up \(id), margin \(lead)"
    }
  }
}

/// One explained finding for other programs.
struct ExplanationJSON: Encodable {
  struct Comparison: Encodable {
    var quantity: String
    var name: String
    var value: Double
    var bound: String
    var threshold: Double
    var unit: String
    var basis: String?
    var holds: Bool
  }

  struct Measured: Encodable {
    var quantity: String
    var name: String
    var value: Double
    var unit: String
  }

  struct Contribution: Encodable {
    var name: String
    var words: String
    var logOdds: Double
  }

  struct Second: Encodable {
    var id: String?
    var linkProbability: Double
    var margin: Double
  }

  var finding: String
  var kind: String
  var title: String
  var quarter: String
  var registerIds: [String]
  var surveyIds: [String]
  var measure: Double?
  var unit: String
  var tolerance: Double?
  var probability: Double
  var detail: String
  var conditions: [Comparison]
  var figures: [Measured]
  var evidence: [Contribution]
  var runnerUp: Second?
  var notes: [String]
  var flips: [String]
  var laws: [String]
  var reference: String?

  init(_ finding: Finding, _ language: WordLanguage) {
    let why = finding.explanation
    self.finding = finding.id
    kind = finding.kind.rawValue
    title = finding.kind.title(language)
    quarter = finding.quarter
    registerIds = finding.registerIDs
    surveyIds = finding.surveyIDs
    measure = finding.measure.isFinite ? finding.measure : nil
    unit = finding.unit.rawValue
    tolerance = finding.tolerance
    probability = finding.probability
    detail = language == .ru ? finding.detail : finding.detailEnglish
    conditions = why.conditions.map {
      Comparison(
        quantity: $0.quantity.rawValue,
        name: $0.quantity.words[language],
        value: $0.value,
        bound: $0.bound.rawValue,
        threshold: $0.threshold,
        unit: $0.quantity.unit,
        basis: $0.basis.text(language),
        holds: $0.holds
      )
    }
    figures = why.figures.map {
      Measured(
        quantity: $0.quantity.rawValue,
        name: $0.quantity.words[language],
        value: $0.value,
        unit: $0.quantity.unit
      )
    }
    evidence = why.evidence.map {
      Contribution(name: $0.name.rawValue, words: $0.name.words[language], logOdds: $0.logOdds)
    }
    runnerUp = why.runnerUp.map {
      Second(
        id: $0.id.isEmpty ? nil : $0.id,
        linkProbability: $0.probability,
        margin: $0.margin
      )
    }
    notes = why.notes.map { $0[language] }
    flips = why.flips(language)
    laws = why.laws
    reference = finding.kind.page(language).reference
  }
}
