import Cadastre
import Export
import Findings
import Foundation
import Reconciliation
import Revenue

extension Command {
  static let explain = Command(
    name: "explain",
    operands: [Operand(name: "DIR"), Operand(name: "FINDING")],
    brief: "Why: measures, thresholds, contributions, runner-up, what would flip it",
    detail: """
      Prints what the run itself decided with, as stored in its results.gpkg: every comparison with its
      threshold and where that comes from, what the probability is made of, the smallest single change
      that would make the finding go away, and the articles it touches. FINDING may be the number of a
      parcel or building, or a survey id: then every finding that names it is told.
      """,
    examples: ["mezha explain run F-0HJ3QW5M7XK2A", "mezha explain run F-0HJ3QW5M7XK2A --lang en"],
    run: { (arguments, console) throws(JobFailure) in
      let folder = arguments.operands[0]
      let id = arguments.operands[1]
      let file = try FindingFile.read(folder)
      let findings = file.findings
      let language = WordLanguage(arguments.language)
      guard let finding = findings.first(where: { $0.id == id }) else {
        let named = findings.filter { $0.names(id) }
        if !named.isEmpty {
          try console.product(
            arguments.has(.json)
              ? try JSONOutput.text(named.map { ExplanationJSON($0, file, language) })
              : named.map { ExplanationPage.text($0, file, language) }.joined(separator: "\n")
          )
          return .done
        }
        let nearest = NearestName.nearest(to: id, among: findings.map(\.id))
        throw .usage(
          "\(folder) has no finding \"\(id)\" and none that names such an object"
            + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; see tables/findings.csv")
        )
      }
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(ExplanationJSON(finding, file, language))
          : ExplanationPage.text(finding, file, language)
      )
      return .done
    }
  )
}

extension Finding {
  /// Whether it is about the object with this cadastral number or survey id.
  fileprivate func names(_ object: String) -> Bool {
    registerIDs.contains(object) || surveyIDs.contains(object) || parcel == object
  }
}

/// The page of one finding.
enum ExplanationPage {
  static func text(_ finding: Finding, _ file: FindingFile, _ language: WordLanguage) -> String {
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
      "\(isRussian ? "Вероятность" : "Probability") "
        + Figures.probability(finding.probability, language),
      why.evidence.map { evidence in weight(evidence, language) }
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
    text += section(
      isRussian ? "Деньги (каналы не складываются)" : "Money (channels do not add up)",
      (file.lines[finding.id] ?? []).map { money($0, language) }
    )
    if let decision = file.decisions[finding.id] {
      let parts = [
        decision.verdict.words(language), decision.date, decision.inspector, decision.note,
      ]
      text += section(
        isRussian ? "Решение инспектора" : "Decision of the inspector",
        [parts.filter { !$0.isEmpty }.joined(separator: " · ")]
      )
    }
    text += section(
      isRussian ? "Что делать" : "What to do next",
      [finding.kind.nextStep(language)]
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
      // The order of an encroachment says who is who and stays.
      let ids =
        finding.kind == .encroachment
        ? finding.registerIDs.joined(separator: ", ") : list(finding.registerIDs, language)
      lines.append("\(isRussian ? "Реестр" : "Register") \(ids)")
    }
    if !finding.surveyIDs.isEmpty {
      let ids = list(finding.surveyIDs, language)
      lines.append("\(isRussian ? "Съёмка" : "Survey") \(ids)")
    }
    return lines.joined(separator: " · ") + "\n"
  }

  /// The first numbers as people count them, and how many more there are.
  private static func list(_ ids: [String], _ language: WordLanguage) -> String {
    let shown = 10
    let text = ids.sorted(by: NaturalOrder.isBefore).prefix(shown).joined(separator: ", ")
    let rest = ids.count - shown
    guard rest > 0 else { return text }
    return text + (language == .ru ? " и ещё \(rest) (--json)" : " and \(rest) more (--json)")
  }

  /// What a piece of evidence does to the odds: factors multiply, so people can follow them.
  private static func weight(_ evidence: Evidence, _ language: WordLanguage) -> String {
    let numbers = NumberText(language: language == .ru ? .ru : .en)
    let factor = exp(abs(evidence.logOdds))
    let times = factor > 1000 ? "> 1000" : numbers.decimal(factor, digits: factor < 10 ? 2 : 0)
    let name = evidence.name.words[language]
    if evidence.logOdds == 0 {
      return name
        + (language == .ru
          ? ": ничего не меняет"
          : ": no "
            + "change")
    }
    return evidence.logOdds < 0
      ? name + (language == .ru ? ": шансы меньше в \(times) раза" : ": odds divided by \(times)")
      : name + (language == .ru ? ": шансы × \(times)" : ": odds × \(times)")
  }

  private static func money(_ line: RevenueLine, _ language: WordLanguage) -> String {
    let words = SummaryText(language: language == .ru ? .ru : .en)
    let sums = [line.low, line.expected, line.high].map(words.numbers.roubles)
    let parts = [
      words.channel(line.channel), words.period(line.period), words.budget(line.budget),
      language == .ru
        ? "осторожно \(sums[0]), ожидаемо \(sums[1]), высоко \(sums[2]) ₽"
        : "low \(sums[0]), expected \(sums[1]), high \(sums[2]) RUB",
      line.law,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
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
    let link = Figures.probability(probability, language)
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
  var nextStep: String
  var money: [Line]
  var decision: String?

  struct Line: Encodable {
    var channel: String
    var tax: String
    var period: String
    var budget: String
    var low: Decimal
    var expected: Decimal
    var high: Decimal
    var law: String
    var assumptions: String

    init(_ line: RevenueLine) {
      channel = line.channel.rawValue
      tax = line.tax
      period = line.period.rawValue
      budget = line.budget.rawValue
      low = JSONOutput.roubles(line.low)
      expected = JSONOutput.roubles(line.expected)
      high = JSONOutput.roubles(line.high)
      law = line.law
      assumptions = line.assumptions
    }
  }

  init(_ finding: Finding, _ file: FindingFile, _ language: WordLanguage) {
    nextStep = finding.kind.nextStep(language)
    money = (file.lines[finding.id] ?? []).map(Line.init)
    decision = file.decisions[finding.id]?.verdict.rawValue
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
