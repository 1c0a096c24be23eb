import Cadastre
import Findings
import Geometry
import Revenue

/// One layer of findings for each family and one of points; all have the same properties.
enum FindingLayers {
  static let columns: [Column] =
    PublicFinding.columns + [
      Column("detail_ru", .text, ru: "Описание", en: "Detail in Russian"),
      Column("detail_en", .text, ru: "Описание по-английски", en: "Detail in English"),
      Column("channels", .text, ru: "Каналы поступлений", en: "Channels of money"),
    ]
    + Period.both.flatMap { period in
      [
        Column(
          "low_\(period.rawValue)_rub",
          .money,
          unit: "RUB",
          ru: "Осторожно \(period.words.ru), все каналы вместе",
          en: "Low \(period.words.en), all channels together"
        ),
        Column(
          "expected_\(period.rawValue)_rub",
          .money,
          unit: "RUB",
          ru: "Ожидаемо \(period.words.ru), все каналы вместе",
          en: "Expected \(period.words.en), all channels together"
        ),
        Column(
          "high_\(period.rawValue)_rub",
          .money,
          unit: "RUB",
          ru: "Высоко \(period.words.ru), все каналы вместе",
          en: "High \(period.words.en), all channels together"
        ),
      ]
    }

  /// The findings of one family that have an outline.
  static func areas(
    _ family: Family,
    _ run: PreparedRun,
    _ named: FindingsByObject
  ) -> (source: LayerSource, findings: [Finding]) {
    let findings = run.findings.filter { $0.kind.family == family && !$0.shape.isEmpty }
    let name = "findings_\(family.rawValue)"
    return (source(name, family.words, findings, run, named), findings)
  }

  /// The name of the layer of points.
  static let placesName = "findings_places"

  /// The findings of all families that have no outline, as points: a layer has one type of geometry.
  static func places(
    _ run: PreparedRun,
    _ named: FindingsByObject
  ) -> (source: LayerSource, findings: [Finding]) {
    let findings = run.findings.filter(\.shape.isEmpty)
    let title = Words("Признаки без контура", "Findings without an outline")
    var source = source(placesName, title, findings, run, named)
    for (i, finding) in findings.enumerated() { source.marks[i] = finding.place.map { [$0] } }
    return (source, findings)
  }

  private static func source(
    _ name: String,
    _ title: Words,
    _ findings: [Finding],
    _ run: PreparedRun,
    _ named: FindingsByObject
  ) -> LayerSource {
    let money = run.money
    return LayerSource(
      name: name,
      title: title,
      keys: findings.map(\.id),
      keyPrefix: Keys.finding(""),
      shapes: ShapeColumn(findings.map(\.shape)),
      properties: columns,
      cells: { i in
        let finding = findings[i]
        let account = money[finding.id] ?? MoneyAccount()
        let sums = Period.both.flatMap { period -> [Cell] in
          let range = account.total(period)
          return [.optional(range?.low), .optional(range?.expected), .optional(range?.high)]
        }
        return PublicFinding(finding, named).cells + [
          .text(finding.detail), .text(finding.detailEnglish),
          .text(account.keys.map(\.column).joined(separator: ";")),
        ] + sums
      },
      quarter: { findings[$0].quarter }
    )
  }
}
