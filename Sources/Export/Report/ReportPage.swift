import Alignment
import Cadastre
import Findings
import Foundation
import Projection
import Revenue

/// `report.html`: the run on one page, for a screen and for paper.
///
/// Sums of different channels stand side by side and are never added; the careful figure comes first.
struct ReportPage {
  let run: PreparedRun
  let programVersion: String
  private let words: ReportWords
  private let numbers: NumberWords

  init(_ run: PreparedRun, programVersion: String) {
    self.run = run
    self.programVersion = programVersion
    words = ReportWords(language: run.contents.language)
    numbers = NumberWords(language: run.contents.language)
  }

  private var language: Language { run.contents.language }

  /// Writes the page.
  func write(to url: URL) throws(ExportError) -> WrittenFile {
    let title = "\(words.title) · \(run.contents.municipality)"
    let body = [
      header, statement, headline, kinds, inspections, quarters, assumptions, balance, notes,
      inputs,
      footer,
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

  private func section(_ title: String, _ children: [HTML]) -> HTML {
    .element("section", [], [.element("h2", [], title)] + children)
  }

  private func paragraph(_ text: String, _ classes: String = "") -> HTML {
    .element("p", classes.isEmpty ? [] : [("class", classes)], text)
  }

  private func cells(_ values: [String]) -> [HTML] { values.map(HTML.text) }

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
        "\(numbers.decimal(survey.accuracy, 2)) \(MeasureUnit.metres.sign[language])"
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
        cards.isEmpty ? paragraph(words.noMoney, "quiet") : paragraph(words.neverAdded, "quiet"),
      ]
    )
  }

  private var kinds: HTML {
    let rows = FindingKind.allCases.compactMap { kind -> [HTML]? in
      let findings = run.findings(of: kind)
      guard !findings.isEmpty else { return nil }
      let area = findings.compactMap(\.area).reduce(0, +)
      let money = run.moneyByKind[kind] ?? MoneyAccount()
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
        .element(
          "div",
          [],
          money.keys.map { key in
            .element(
              "div",
              [],
              "\(numbers.roubles(money[key].expected)) ₽ \(key.period.words[language]), "
                + words.short(key.channel)
            )
          }
        ),
      ]
    }
    guard !rows.isEmpty else { return section(words.kinds, [paragraph(words.noFindings)]) }
    let within = run.contents.within.values.reduce(0, +)
    return section(
      words.kinds,
      [.table(words.kindHead, numeric: [1, 2, 3], classes: "kinds", rows: rows)]
        + (within > 0 ? [paragraph(words.within(numbers.whole(within)), "quiet")] : [])
    )
  }

  private var inspections: HTML {
    let list = InspectionList(run).rows.prefix(10)
    guard !list.isEmpty else { return .element("section", [], []) }
    let rows = list.enumerated().map { i, row -> [HTML] in
      let finding = row.finding
      return [
        .text(numbers.whole(i + 1)),
        .element(
          "div",
          [],
          [
            .element(
              "a",
              [("href", "map/index.html#finding=\(Self.percentEncoded(finding.id))")],
              finding.kind.titles[language]
            ),
            .element("div", [("class", "quiet")], detail(of: finding)),
          ]
        ),
        .whole(row.object),
        .whole(finding.quarter),
        .text(row.expected == .zero ? "—" : numbers.roubles(row.expected)),
        .text(numbers.decimal(finding.probability, 2)),
      ]
    }
    return section(
      words.inspections,
      [
        .table(words.inspectionHead, numeric: [0, 4, 5], rows: rows),
        paragraph(words.inspectionNote, "quiet"),
      ]
    )
  }

  private func detail(of finding: Finding) -> String {
    language == .ru ? finding.detail : finding.detailEnglish
  }

  private var quarters: HTML {
    let sorted = run.quarters.filter { $0.findingCount > 0 }.sorted {
      ($1.findingCount, $0.number) < ($0.findingCount, $1.number)
    }
    guard !sorted.isEmpty else { return .element("section", [], []) }
    let channels = run.totals.keys
    let rows = sorted.prefix(15).map { quarter -> [HTML] in
      let shift = quarter.shift.flatMap { $0.isSignificant ? $0 : nil }
      return [.whole(quarter.number.isEmpty ? "—" : quarter.number)]
        + cells(
          [
            numbers.whole(quarter.parcels),
            numbers.whole(quarter.buildings), numbers.whole(quarter.findingCount),
            shift.map { numbers.decimal($0.length, 2) } ?? "—",
          ]
            + channels.map {
              let sum = quarter.money[$0].expected
              return sum == .zero ? "—" : numbers.roubles(sum)
            }
        )
    }
    let head =
      words.quarterHead
      + channels.map { "\(words.short($0.channel)), ₽ \($0.period.words[language])" }
    return section(
      words.quarters(numbers.whole(rows.count), numbers.whole(run.quarters.count)),
      [.table(head, numeric: Set(1..<head.count), rows: Array(rows))]
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
        .element("code", [], assumption.code), .text(numbers.decimal(assumption.value, 2)),
        .text(numbers.decimal(assumption.spread * 100, 0)), .text(assumption.reason),
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
      cells(
        [words.layer(row.layer)]
          + [
            row.read, row.rejected, row.archived, row.withoutGeometry, row.linked, row.unlinked,
            row.notSurveyed,
          ].map(numbers.whole) + [row.addsUp ? "✓" : "✗"]
      )
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
    var items = run.contents.notes.map { language == .ru ? $0.russian : $0.english }
    items.append(words.rangeNote)
    let parameters = run.contents.parameters.sorted { $0.name < $1.name }
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
    let rows = run.contents.inputs.map { input -> [HTML] in
      [
        .text(input.path), .text(numbers.whole(input.bytes)),
        .element("code", [], input.sha256),
      ]
    }
    return section(
      words.inputs,
      [.table(words.inputHead, numeric: [1], classes: "inputs", rows: rows)]
    )
  }

  private var footer: HTML {
    .element("footer", [], "Mezha \(programVersion) · \(words.footer)")
  }

  /// The text as part of a URL's fragment.
  private static func percentEncoded(_ text: String) -> String {
    var safe = CharacterSet.alphanumerics
    safe.insert(charactersIn: "-._~:")
    return text.addingPercentEncoding(withAllowedCharacters: safe) ?? text
  }
}
