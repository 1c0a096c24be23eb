import Cadastre
import Revenue

/// Whom the findings hit: by size of the parcel, by quarter, and how even the valuation is.
extension ReportPage {
  var fairness: HTML {
    let fairness = run.contents.fairness
    guard !fairness.sizes.isEmpty || !fairness.quarters.isEmpty else {
      return .element("section", [], [])
    }
    return section(
      words.fairness,
      [
        paragraph(words.fairnessLead, "quiet"),
        sizes(fairness),
        chance(fairness),
        charged(fairness),
        ratios(fairness),
      ]
    )
  }

  private func sizes(_ fairness: Fairness) -> HTML {
    .table(
      words.sizeHead,
      numeric: Set(1...4),
      rows: fairness.sizes.map { group in
        let areas = group.areas ?? 0...0
        return [
          .text("\(numbers.decimal(areas.lowerBound, 0))–\(numbers.decimal(areas.upperBound, 0))")
        ] + figures(group)
      }
    )
  }

  private func figures(_ group: Fairness.Group) -> [HTML] {
    cells([
      numbers.whole(group.parcels), numbers.whole(group.charged),
      numbers.decimal(group.rate * 100, 1), numbers.kopecks(group.mean),
    ])
  }

  private func chance(_ fairness: Fairness) -> HTML {
    guard let chance = fairness.chance else { return .text("") }
    let text = words.chance(
      chance < 0.001 ? "< 0\(language == .ru ? "," : ".")001" : "= " + numbers.decimal(chance, 3),
      isBiased: fairness.isSizeBiased
    )
    return paragraph(text, fairness.isSizeBiased ? "statement" : "")
  }

  /// The quarters that are hit most often.
  private func charged(_ fairness: Fairness) -> HTML {
    let hit = fairness.quarters.filter { $0.charged > 0 }
    guard !hit.isEmpty else { return .text("") }
    let sorted = hit.sorted { ($1.rate, $0.quarter) < ($0.rate, $1.quarter) }
    let parcels = fairness.quarters.reduce(0) { $0 + $1.parcels }
    let all = fairness.quarters.reduce(0) { $0 + $1.charged }
    let rate = parcels > 0 ? Double(all) / Double(parcels) * 100 : 0
    return .element(
      "div",
      [],
      [
        .table(
          words.chargedHead,
          numeric: Set(1...4),
          rows: sorted.prefix(Self.shownHit).map { [.whole($0.quarter)] + figures($0) }
        ),
        paragraph(
          words.chargedNote(
            numbers.whole(min(Self.shownHit, hit.count)),
            numbers.whole(fairness.quarters.count),
            numbers.decimal(rate, 1)
          ),
          "quiet"
        ),
      ]
    )
  }

  private static let shownHit = 10

  private func ratios(_ fairness: Fairness) -> HTML {
    guard let before = fairness.before, let after = fairness.after else {
      return paragraph(words.noRatios, "quiet")
    }
    func row(_ name: String, _ study: RatioStudy) -> [HTML] {
      cells([
        name, numbers.whole(study.count), numbers.decimal(study.median, 3),
        numbers.decimal(study.cod, 2), numbers.decimal(study.prd, 3),
        numbers.decimal(study.prb, 3),
      ])
    }
    return .element(
      "div",
      [],
      [
        .table(
          words.ratioHead,
          numeric: Set(1...5),
          rows: [
            row(words.before, before), row(words.after, after),
            cells([words.accepted, "", "", "5–15", words.acceptedPRD, words.acceptedPRB]),
          ]
        ),
        paragraph(words.ratioNote, "quiet"),
      ]
    )
  }
}
