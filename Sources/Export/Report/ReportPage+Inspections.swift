import Cadastre
import Findings
import Foundation
import Revenue

extension ReportPage {
  var inspections: HTML {
    let plan = run.contents.inspections
    let findings = Dictionary(
      run.findings.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let rows = plan.rows.prefix(10).enumerated().map { i, row -> [HTML] in
      [
        .text(numbers.whole(i + 1)),
        .element(
          "div",
          [],
          [
            .element(
              "a",
              [("href", "map/index.html#finding=\(Self.percentEncoded(row.finding))")],
              row.kind.titles[language]
            ),
            .element("div", [("class", "quiet")], findings[row.finding].map(detail) ?? ""),
          ]
        ),
        .whole(row.object),
        .whole(row.quarter),
        .text(row.expected == .zero ? "—" : numbers.roubles(row.expected)),
        .whole(words.place(row.visit.place)),
        .text(numbers.decimal(row.visit.hours, 2)),
        .text(row.stake == .zero ? "—" : numbers.decimal(row.perHour, 0)),
        .text(Figures.probability(row.probability, language == .ru ? .ru : .en)),
      ]
    }
    guard !rows.isEmpty else { return .element("section", [], []) }
    return section(
      words.inspections,
      [
        paragraph(words.inspectionSum(plan.chosen, hasBudget: plan.budget != nil, numbers)),
        curve,
        .table(words.inspectionHead, numeric: [0, 4, 6, 7, 8], rows: rows),
        tours,
        paragraph(words.inspectionNote, "quiet"),
      ]
    )
  }

  /// The quarters in the order in which they are to be gone through.
  private var tours: HTML {
    let rows = run.contents.inspections.rows.filter { $0.tour > 0 }
    guard !rows.isEmpty, run.contents.inspections.budget != nil else { return .text("") }
    let byTour = Dictionary(grouping: rows, by: \.tour).sorted { $0.key < $1.key }
    let shown = byTour.prefix(Self.shownTours).map { tour, members -> [HTML] in
      let field = members.filter { $0.visit.place == .field }
      let stake = members.reduce(Kopecks.zero) { $0.saturatingPlus($1.stake) }
      let hours = members.reduce(0) { $0 + $1.visit.hours }
      return [
        .text(numbers.whole(tour)),
        .whole(members[0].quarter.isEmpty ? "—" : members[0].quarter),
        .text(numbers.whole(members.count)), .text(numbers.whole(field.count)),
        .text(numbers.decimal(hours, 1)), .text(numbers.roubles(stake)),
      ]
    }
    return .element(
      "div",
      [],
      [
        .element("h3", [], words.tours(numbers.whole(shown.count), numbers.whole(byTour.count))),
        .table(words.tourHead, numeric: [0, 2, 3, 4, 5], rows: shown),
      ]
    )
  }

  /// What so many inspections from the top are worth, with a mark at the budget.
  private var curve: HTML {
    let plan = run.contents.inspections
    let whole = plan.chosen.wholeStake.roubles
    guard plan.rows.count > 1, whole > 0 else { return .text("") }
    var sums: [Double] = [0]
    for row in plan.rows { sums.append((sums.last ?? 0) + row.stake.roubles) }
    let budget = plan.budget.map { min($0, plan.rows.count) }
    return CurvePicture(
      sums: sums,
      mark: budget,
      xTitle: words.curveX,
      yTitle: words.curveY,
      numbers: numbers
    ).svg
  }

  private static let shownTours = 12

  private func detail(of finding: Finding) -> String {
    language == .ru ? finding.detail : finding.detailEnglish
  }

  /// The text as part of a URL's fragment.
  private static func percentEncoded(_ text: String) -> String {
    var safe = CharacterSet.alphanumerics
    safe.insert(charactersIn: "-._~:")
    return text.addingPercentEncoding(withAllowedCharacters: safe) ?? text
  }
}
