import Alignment
import Cadastre
import Findings
import Geometry
import Revenue

/// The displacement and the counts of one quarter.
struct QuarterCounts: Sendable {
  var shift: QuarterShift?
  var parcels: Int
  var buildings: Int
  var counts: [FindingKind: Int]

  init(_ quarter: QuarterSummary) {
    shift = quarter.shift
    parcels = quarter.parcels
    buildings = quarter.buildings
    counts = quarter.counts
  }

  static let columns: [Column] =
    [
      Column("dx_m", .decimal(3), unit: "m", ru: "Сдвиг на восток", en: "Shift east"),
      Column("dy_m", .decimal(3), unit: "m", ru: "Сдвиг на север", en: "Shift north"),
      Column("shift_m", .decimal(3), unit: "m", ru: "Сдвиг", en: "Shift"),
      Column("rotation_deg", .decimal(6), unit: "deg", ru: "Поворот", en: "Rotation"),
      Column("pairs", .integer, ru: "Пар", en: "Pairs"),
      Column("error_m", .decimal(3), unit: "m", ru: "Ошибка сдвига", en: "Error of the shift"),
      Column("parcels", .integer, ru: "Участков", en: "Parcels"),
      Column("buildings", .integer, ru: "Зданий", en: "Buildings"),
      Column("finding_count", .integer, ru: "Признаков", en: "Findings"),
    ]
    + FindingKind.allCases.map {
      Column("\($0.column)_count", .integer, ru: $0.titles.ru, en: $0.titles.en)
    }

  var cells: [Cell] {
    let real = shift.flatMap { $0.isSignificant ? $0 : nil }
    return [
      .real(real?.dx ?? 0), .real(real?.dy ?? 0), .real(real?.length ?? 0),
      .real(real?.rotation ?? 0), .integer(shift?.pairs ?? 0), .real(shift?.error ?? 0),
      .integer(parcels), .integer(buildings), .integer(counts.values.reduce(0, +)),
    ] + FindingKind.allCases.map { .integer(counts[$0] ?? 0) }
  }
}

/// The quarters with their counts and, channel by channel, what they are worth.
enum QuarterLayer {
  static let columns: [Column] =
    [Column("feature_key", .text, ru: "Ключ", en: "Key")] + QuarterCounts.columns
    + ChannelKey.all.map {
      Column(
        "\($0.column)_rub",
        .money,
        unit: "RUB",
        ru: "\($0.channel.title.ru), ожидаемо \($0.period.words.ru)",
        en: "\($0.channel.title.en), expected \($0.period.words.en)"
      )
    }

  static func source(_ run: PreparedRun) -> LayerSource {
    let borders = run.contents.register.quarters.shapes
    var shapes = ShapeColumn()
    for quarter in run.quarters {
      if let index = quarter.index {
        shapes.append(feature: index, of: borders)
      } else {
        shapes.endFeature()
      }
    }
    let quarters = run.quarters
    return LayerSource(
      name: "quarters",
      title: Words("Кадастровые кварталы", "Cadastral quarters"),
      keys: quarters.map { Keys.quarter($0.number) },
      shapes: shapes,
      properties: columns,
      cells: { i in
        [.text(Keys.quarter(quarters[i].number))] + QuarterCounts(quarters[i]).cells
          + ChannelKey.all.map { .money(quarters[i].money[$0].expected) }
      },
      quarter: { quarters[$0].number }
    )
  }
}
