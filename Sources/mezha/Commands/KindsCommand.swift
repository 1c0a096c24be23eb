import Cadastre
import Export
import Findings
import Reconciliation

extension Command {
  static let kinds = Command(
    name: "kinds",
    operands: [Operand(name: "KIND", isRequired: false)],
    brief: "The catalogue of finding kinds",
    detail: "With KIND: the page of that kind, with its reasons, measure, tolerance and limits.",
    examples: ["mezha kinds", "mezha kinds encroachment --lang en"],
    run: { (arguments, console) throws(JobFailure) in
      let language = WordLanguage(arguments.language)
      guard let code = arguments.operands.first else {
        try console.product(
          arguments.has(.json)
            ? try JSONOutput.text(FindingKind.allCases.map { KindJSON($0, language) })
            : KindsText.catalogue(language)
        )
        return .done
      }
      let kind = try findingKind(named: code)
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(KindJSON(kind, language)) : KindsText.page(kind, language)
      )
      return .done
    }
  )
}

/// The kind with this code.
///
/// - Throws: A usage failure that names the nearest code, if one is near.
func findingKind(named code: String) throws(JobFailure) -> FindingKind {
  if let kind = FindingKind(rawValue: code) { return kind }
  let nearest = NearestName.nearest(to: code, among: FindingKind.allCases.map(\.rawValue))
  throw .usage(
    "no kind \"\(code)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; see mezha kinds")
  )
}

extension WordLanguage {
  init(_ language: Language) {
    switch language {
    case .ru: self = .ru
    case .en: self = .en
    }
  }
}

/// The catalogue and its pages as text.
enum KindsText {
  static func catalogue(_ language: WordLanguage) -> String {
    var table = TextTable(
      language == .ru ? ["код", "признак", "мера"] : ["code", "sign", "measure"],
      left: [0, 1, 2]
    )
    for kind in FindingKind.allCases {
      table.add([kind.rawValue, kind.title(language), unit(kind.unit, language)])
    }
    return table.text
  }

  /// The section of README between its two marks.
  static func markdown() -> String {
    var text = "| kind | sign | по-русски | measure |\n|---|---|---|---|\n"
    for kind in FindingKind.allCases {
      text += "| `\(kind.rawValue)` | \(kind.title(.en)) | \(kind.title(.ru)) | "
      text += "\(unit(kind.unit, .en)) |\n"
    }
    return text
  }

  static func page(_ kind: FindingKind, _ language: WordLanguage) -> String {
    let page = kind.page(language)
    let isRussian = language == .ru
    let parts = sections(page, language)
    let unit = unit(kind.unit, language)
    let heading = "\(kind.rawValue) · \(page.title)" + (unit.isEmpty ? "" : " · \(unit)")
    return heading + "\n" + parts.map { "\n\($0.0)\n  \($0.1)\n" }.joined()
      + (isRussian
        ? "\nЭто признак, а не вывод о нарушении: решает человек.\n"
        : "\nThis is a sign, not a verdict: a person decides.\n")
  }

  /// The page of a kind under its fixed headings.
  private static func sections(
    _ page: KindPage,
    _ language: WordLanguage
  ) -> [(heading: String, text: String)] {
    let isRussian = language == .ru
    var parts = [
      (isRussian ? "Что показывает" : "What it reports", page.meaning),
      (isRussian ? "Почему важно" : "Why it matters", page.why),
      (isRussian ? "Чем измеряется" : "Measured by", page.measured),
      (isRussian ? "Допуск" : "Tolerance", page.tolerance),
      (isRussian ? "Чего не видит" : "Known limits", page.limits),
      (isRussian ? "Пример" : "Example", page.example),
    ]
    if let reference = page.reference {
      parts.append((isRussian ? "Нормы" : "Articles", reference))
    }
    return parts
  }

  /// The page of the whole catalogue in the documentation; made from the words of `mezha kinds KIND`.
  static func documentation() -> String {
    var text = """
      # Kinds of findings

      Every kind under fixed headings, and the order in which causes take precedence.

      ## Overview

      This page is made from the words `mezha kinds KIND` prints; a test keeps it true. A finding is a sign, never
      an accusation: a person decides.

      ### Precedence

      One cause gives one finding. Checks run in this order; what a finding of an earlier row explains is left
      alone by the later ones named beside it.

      | # | looked for | left alone when explained by |
      |---|---|---|

      """
    func codes(_ kinds: [FindingKind]) -> String {
      kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    }
    for (position, row) in FindingKind.precedence.enumerated() {
      text += "| \(position + 1) | \(codes(row.kinds)) | \(codes(row.leaves)) |\n"
    }
    for kind in FindingKind.allCases {
      let page = kind.page(.en)
      let unit = unit(kind.unit, .en)
      text += "\n### \(kind.rawValue)\n\n"
      text += "\(page.title); по-русски «\(kind.title(.ru))»\(unit.isEmpty ? "" : "; \(unit)").\n"
      for part in sections(page, .en) { text += "\n**\(part.heading).** \(part.text)\n" }
    }
    return text
  }

  static func unit(_ unit: MeasureUnit, _ language: WordLanguage) -> String {
    switch (unit, language) {
    case (.squareMetres, .ru): "м²"
    case (.squareMetres, .en): "m²"
    case (.metres, .ru): "м"
    case (.metres, .en): "m"
    case (.count, .ru): "число"
    case (.count, .en): "count"
    case (.floors, .ru): "этажей"
    case (.floors, .en): "floors"
    case (.none, _): ""
    }
  }
}

/// One kind for other programs.
struct KindJSON: Encodable {
  var kind: String
  var title: String
  var meaning: String
  var why: String
  var measured: String
  var tolerance: String
  var limits: String
  var unit: String
  var example: String
  var reference: String?

  init(_ kind: FindingKind, _ language: WordLanguage) {
    let page = kind.page(language)
    self.kind = kind.rawValue
    title = page.title
    meaning = page.meaning
    why = page.why
    measured = page.measured
    tolerance = page.tolerance
    limits = page.limits
    unit = kind.unit.rawValue
    example = page.example
    reference = page.reference
  }
}
