import Cadastre
import Findings
import Geometry
import Revenue

/// The list of inspections as points: where to look first.
///
/// The municipality's own: nobody else is told where it looks.
enum InspectionLayer {
  static let name = "inspections"

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("rank", .integer, ru: "Место в списке", en: "Rank"),
    Column("kind", .text, ru: "Код вида", en: "Kind code"),
    Column("kind_ru", .text, ru: "Вид", en: "Kind in Russian"),
    Column("kind_en", .text, ru: "Вид по-английски", en: "Kind"),
    Column("quarter_key", .text, ru: "Квартал", en: "Quarter"),
    Column("probability", .decimal(4), ru: "Вероятность", en: "Probability"),
    Column(
      "expected_rub",
      .money,
      unit: "RUB",
      ru: "Ожидаемо, все каналы",
      en: "Expected, all channels"
    ),
    Column("visit_h", .decimal(2), unit: "h", ru: "Часов на проверку", en: "Hours it takes"),
    Column("visit_place", .text, ru: "Где проверять", en: "Where"),
    Column("chosen", .text, ru: "Как отобрано", en: "Chosen"),
    Column("tour", .integer, ru: "Очередь квартала", en: "Turn of the quarter"),
  ]

  static func source(_ run: PreparedRun) -> LayerSource {
    let rows = run.contents.inspections.rows
    let places = Dictionary(
      run.findings.compactMap { finding in finding.place.map { (finding.id, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
    return LayerSource(
      name: name,
      title: Words("Список проверок", "Inspection list"),
      keys: rows.map(\.finding),
      keyPrefix: Keys.finding(""),
      shapes: ShapeColumn(rows.map { _ in .empty }),
      marks: Dictionary(
        uniqueKeysWithValues: rows.indices.compactMap { i in
          places[rows[i].finding].map { (i, [$0]) }
        }
      ),
      properties: columns,
      cells: { i in
        let row = rows[i]
        return [
          .text(Keys.finding(row.finding)), .integer(i + 1), .text(row.kind.rawValue),
          .text(row.kind.titles.ru), .text(row.kind.titles.en), .text(Keys.quarter(row.quarter)),
          .real(row.probability), .money(row.expected), .real(row.visit.hours),
          .text(row.visit.place.rawValue), .optional(row.choice?.rawValue),
          row.tour > 0 ? .integer(row.tour) : .null,
        ]
      },
      quarter: { rows[$0].quarter }
    )
  }
}
