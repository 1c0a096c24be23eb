import Cadastre
import Findings
import Geometry
import Revenue

/// One layer of findings for each family; all have the same properties.
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

  static func layer(
    _ family: Family,
    _ run: PreparedRun,
    _ named: FindingsByObject
  ) -> (source: LayerSource, findings: [Finding]) {
    let findings = run.findings.filter { $0.kind.family == family }
    let money = run.money
    let source = LayerSource(
      name: "findings_\(family.rawValue)",
      title: family.words,
      keys: findings.map(\.id),
      shapes: ShapeColumn(findings.map(\.shape)),
      places: Dictionary(
        uniqueKeysWithValues: findings.indices.compactMap { i in
          findings[i].place.map { (i, $0) }
        }
      ),
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
      }
    )
    return (source, findings)
  }
}
