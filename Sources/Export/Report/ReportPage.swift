import Alignment
import Cadastre
import Findings
import Formats
import Foundation
import Projection
import Revenue

/// `report.html`: the run on one page, for a screen and for paper.
///
/// Sums of different channels stand side by side and are never added; the careful figure comes first.
struct ReportPage {
  let run: PreparedRun
  let programVersion: String
  let words: ReportWords
  let numbers: NumberWords

  init(_ run: PreparedRun, programVersion: String) {
    self.run = run
    self.programVersion = programVersion
    words = ReportWords(language: run.contents.language)
    numbers = NumberWords(language: run.contents.language)
  }

  var language: Language { run.contents.language }

  /// Writes the page.
  func write(to url: URL) throws(ExportError) -> WrittenFile {
    let title = "\(words.title) · \(run.contents.municipality)"
    let body = [
      header, warnings, statement, headline, money, inspections, kinds, quarters, fairness,
      assumptions,
      balance, notes, inputs, signatures, footer,
    ]
    let page = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(HTML.escaped(title))</title>
      <style>\(ReportStyle.css)</style>
      </head>
      <body>
      \(body.map(\.text).joined(separator: "\n"))
      </body>
      </html>

      """
    return try OutputFile.write(Array(page.utf8), to: url)
  }

  // MARK: Parts

  func section(_ title: String, _ children: [HTML]) -> HTML {
    .element("section", [], [.element("h2", [], title)] + children)
  }

  func paragraph(_ text: String, _ classes: String = "") -> HTML {
    .element("p", classes.isEmpty ? [] : [("class", classes)], text)
  }

  func cells(_ values: [String]) -> [HTML] { values.map(HTML.text) }

  private var header: HTML {
    let contents = run.contents
    let register = contents.register
    let survey = contents.survey
    let rows: [(String, String)] = [
      (
        words.register,
        words.compared(
          date: register.date,
          parcels: numbers.whole(register.parcels.count),
          buildings: numbers.whole(register.buildings.count)
        )
      ),
      (
        words.survey,
        words.compared(
          date: survey.date,
          parcels: numbers.whole(survey.parcels.count),
          buildings: numbers.whole(survey.buildings.count)
        )
      ),
      (
        words.accuracy,
        accuracy(of: survey)
      ),
      (words.coverage, words.coverage(survey.coverage, numbers)),
      (
        words.system,
        contents.workingCRS.authorityCode.map { "\(contents.workingCRS.name) (\($0))" }
          ?? contents.workingCRS.name
      ),
    ]
    return .element(
      "header",
      [],
      [
        .element("p", [("class", "kicker")], words.title),
        .element("h1", [], contents.municipality),
        .element(
          "dl",
          [],
          rows.map { label, value in
            .element("div", [], [.element("dt", [], label), .element("dd", [], value)])
          }
        ),
      ]
    )
  }

  /// The errors that were reckoned with: those of the records, not of the job that fills their gaps.
  private func accuracy(of survey: Survey) -> String {
    let used = survey.parcels.records.map(\.accuracy) + survey.buildings.records.map(\.accuracy)
    guard let least = used.min(), let most = used.max() else { return "—" }
    let metres = MeasureUnit.metres.sign[language]
    let (low, high) = (numbers.decimal(least, 2), numbers.decimal(most, 2))
    return low == high ? "\(low) \(metres)" : "\(low)–\(high) \(metres)"
  }

  /// What has to be known before anything else is read.
  private var warnings: HTML {
    .element(
      "div",
      [("class", "warnings")],
      run.contents.warnings.map { note in
        paragraph(
          "\(words.attention): \(language == .ru ? note.russian : note.english)",
          "statement"
        )
      }
    )
  }

  private var statement: HTML { .element("p", [("class", "statement")], words.statement) }

  private var headline: HTML {
    let cards = run.contents.totals.rows.map { row -> HTML in
      let range = row.range
      return .element(
        "div",
        [("class", "card")],
        [
          .element("h3", [], "\(row.channel.title[language]), \(row.period.words[language])"),
          .element(
            "p",
            [("class", "figure")],
            [.text(numbers.roubles(range.low)), .element("small", [], " ₽ \(words.low)")]
          ),
          paragraph(
            words.range(numbers.roubles(range.expected), numbers.roubles(range.high)),
            "range"
          ),
          paragraph(
            "\(row.channel.meaning[language]) · \(row.budget.words[language])",
            "quiet"
          ),
        ]
      )
    }
    let count = run.findings.count
    return section(
      words.headline,
      [
        paragraph(
          words.found(numbers.whole(count), numbers.whole(Set(run.findings.map(\.kind)).count)),
          "lead"
        ),
        .element("div", [("class", "cards")], cards),
        rangePicture,
        cards.isEmpty ? paragraph(words.noMoney, "quiet") : paragraph(words.neverAdded, "quiet"),
      ]
    )
  }

  private var kinds: HTML {
    let rows = FindingKind.allCases.compactMap { kind -> [HTML]? in
      let findings = run.findings(of: kind)
      guard !findings.isEmpty else { return nil }
      let area = findings.compactMap(\.area).reduce(0, +)
      return [
        .element(
          "div",
          [],
          [
            .element("b", [], kind.titles[language]),
            .element("div", [("class", "quiet")], kind.meanings[language]),
          ]
        ),
        .text(numbers.whole(findings.count)),
        .text(area > 0 ? numbers.decimal(area, 0) : "—"),
      ]
    }
    guard !rows.isEmpty else { return section(words.kinds, [paragraph(words.noFindings)]) }
    let within = run.contents.within.values.reduce(0, +)
    return section(
      words.kinds,
      [.table(words.kindHead, numeric: [1, 2], classes: "kinds", rows: rows)]
        + (within > 0 ? [paragraph(words.within(numbers.whole(within)), "quiet")] : [])
    )
  }

  /// What the sums rest on because nobody measured it, and what was looked at and brings nothing.
  private var assumptions: HTML {
    let contents = run.contents
    guard !contents.assumptions.isEmpty || !contents.withoutMoney.isEmpty else {
      return .element("section", [], [])
    }
    let rows = contents.assumptions.map { assumption -> [HTML] in
      [
        .element(
          "div",
          [],
          [
            .element("div", [], words.assumption(assumption.code)),
            .element("code", [], assumption.code),
          ]
        ),
        .text(numbers.decimal(assumption.value, 2)),
        .text(numbers.decimal(assumption.spread * 100, 0)),
        .text(assumption.reason.text(inEnglish: language == .en)),
      ]
    }
    var reasons: [String: Int] = [:]
    for row in contents.withoutMoney {
      reasons[language == .ru ? row.reason : row.reasonEnglish, default: 0] += 1
    }
    let nothing = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return section(
      words.assumptions,
      [.table(words.assumptionHead, numeric: [1, 2], rows: rows)]
        + (nothing.isEmpty ? [] : [paragraph(words.withoutMoney)])
        + [
          .element(
            "ul",
            [],
            nothing.map { .element("li", [], "\($0.key): \(numbers.whole($0.value))") }
          )
        ]
    )
  }

  private var balance: HTML {
    let rows = run.contents.balance.map { row -> [HTML] in
      let counts = [row.read, row.rejected, row.archived, row.withoutGeometry].map(numbers.whole)
      // What is never matched has no counterpart to lack.
      let pairs =
        row.isMatched
        ? [row.linked, row.unlinked, row.notSurveyed].map(numbers.whole) : ["—", "—", "—"]
      return cells([words.layer(row.layer)] + counts + pairs + [row.addsUp ? "✓" : "✗"])
    }
    return section(
      words.balance,
      [
        .table(words.balanceHead, numeric: Set(1...8), rows: rows),
        paragraph(words.balanceNote, "quiet"),
      ]
    )
  }

  private var notes: HTML {
    let items = run.contents.notes.map { language == .ru ? $0.russian : $0.english }
    // Counters of the matching are for whoever verifies a run; run.json holds them.
    let inner: Set = ["grouping_gap", "groups_n_m", "groups_n_m_proven", "link_weights"]
    let parameters = run.contents.parameters.sorted { $0.name < $1.name }
      .filter { !inner.contains($0.name) && !$0.value.isEmpty }
    return section(
      words.notes,
      [
        .element("ul", [], items.map { .element("li", [], $0) }),
        parameters.isEmpty
          ? .text("")
          : .element(
            "p",
            [("class", "quiet parameters")],
            parameters.map { "\($0.name) = \($0.value)" }.joined(separator: " · ")
          ),
      ]
    )
  }

  private var inputs: HTML {
    let whole = [HTML.element("b", [], words.run), .text(""), .element("code", [], runHash)]
    let rows =
      run.contents.inputs.map { input -> [HTML] in
        [
          .text(input.path), .text(numbers.whole(input.bytes)),
          .element("code", [], input.sha256),
        ]
      } + [whole]
    return section(
      words.inputs,
      [.table(words.inputHead, numeric: [1], classes: "inputs", rows: rows)]
    )
  }

  /// What tells this run from any other on paper: the hash of program, inputs, parameters and language.
  private var runHash: String {
    let contents = run.contents
    let parts =
      [programVersion, language.rawValue]
      + contents.inputs.map { "\($0.sha256) \($0.path)" }
      + contents.parameters.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }
    var hash = SHA256()
    hash.update(Array(parts.joined(separator: "\n").utf8))
    return hash.finish()
  }

  /// Three people answer for a report that goes into a file.
  private var signatures: HTML {
    .element(
      "section",
      [("class", "signatures")],
      words.signatures.map { role in
        .element(
          "div",
          [],
          [
            .element("span", [], role), .element("span", [("class", "line")], ""),
            .element("small", [], words.signatureHint),
          ]
        )
      }
    )
  }

  private var footer: HTML {
    .element("footer", [], "Mezha \(programVersion) · \(words.footer)")
  }
}
