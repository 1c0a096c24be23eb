import Findings
import Revenue

/// The columns of every table, in the order of the contract (INTERFACE §4), with decimals and units.
///
/// | quantity | decimals | | quantity | decimals |
/// |---|---|---|---|---|
/// | area, m² | 3 | | probability, margin | 4 |
/// | length, coordinate, m | 3 | | IoU | 6 |
/// | money, roubles | 2, exact | | ratio | 3 |
/// | rotation, degrees | 6 | | rate | 6 |
///
/// CSV: UTF-8 without a mark, comma, LF, quotes where RFC 4180 needs them; an unknown value is empty.
/// Order of rows: findings by kind (order of the registry), quarter, id · links by layer, register id,
/// survey id · revenue by finding, channel, tax, object · quarters by number · rejects by layer, file,
/// row · inspections by rank.
enum TableSchema {
  static let findings: [Column] = [
    Column("finding", .text, ru: "Признак", en: "Finding"),
    Column("kind", .text, ru: "Вид", en: "Kind"),
    Column("quarter", .text, ru: "Квартал", en: "Quarter"),
    Column("register_ids", .text, ru: "Объекты реестра", en: "Register objects"),
    Column("survey_ids", .text, ru: "Объекты съёмки", en: "Survey objects"),
    Column("measure", .decimal(3), ru: "Мера", en: "Measure"),
    Column("unit", .text, ru: "Единица", en: "Unit"),
    Column("tolerance", .decimal(3), ru: "Допуск", en: "Tolerance"),
    Column("ratio", .decimal(3), ru: "Мера к допуску", en: "Measure over tolerance"),
    Column("probability", .decimal(4), ru: "Вероятность", en: "Probability"),
    Column("area", .decimal(3), unit: "m2", ru: "Площадь", en: "Area"),
    Column("depth", .decimal(3), unit: "m", ru: "Глубина", en: "Depth"),
    Column("onto", .text, ru: "На чьей земле", en: "Onto"),
    Column("detail", .text, ru: "Описание", en: "Detail"),
    Column("x", .decimal(3), unit: "m", ru: "Восток", en: "Easting"),
    Column("y", .decimal(3), unit: "m", ru: "Север", en: "Northing"),
  ]

  static let links: [Column] = [
    Column("layer", .text, ru: "Слой", en: "Layer"),
    Column("register_id", .text, ru: "Объект реестра", en: "Register object"),
    Column("survey_id", .text, ru: "Объект съёмки", en: "Survey object"),
    Column(
      "register_area",
      .decimal(3),
      unit: "m2",
      ru: "Площадь контура в реестре",
      en: "Register area"
    ),
    Column("survey_area", .decimal(3), unit: "m2", ru: "Площадь по съёмке", en: "Survey area"),
    Column("intersection_area", .decimal(3), unit: "m2", ru: "Общая площадь", en: "Shared area"),
    Column("iou", .decimal(6), ru: "IoU", en: "IoU"),
    Column("iou_aligned", .decimal(6), ru: "IoU без сдвига квартала", en: "IoU, shift taken out"),
    Column("component", .integer, ru: "Группа", en: "Component"),
    Column("relation", .text, ru: "Отношение", en: "Relation"),
    Column("probability", .decimal(4), ru: "Вероятность", en: "Probability"),
    Column("runner_up", .text, ru: "Второй кандидат", en: "Runner-up"),
    Column("margin", .decimal(4), ru: "Отрыв", en: "Margin"),
  ]

  static let revenue: [Column] = [
    Column("finding", .text, ru: "Признак", en: "Finding"),
    Column("object", .text, ru: "Объект", en: "Object"),
    Column("channel", .text, ru: "Канал", en: "Channel"),
    Column("tax", .text, ru: "Платёж", en: "Tax"),
    Column("base", .money, unit: "RUB", ru: "База", en: "Base"),
    Column("rate", .decimal(6), ru: "Ставка", en: "Rate"),
    Column("low", .money, unit: "RUB", ru: "Осторожно (P10)", en: "Low (P10)"),
    Column("expected", .money, unit: "RUB", ru: "Ожидаемо", en: "Expected"),
    Column("high", .money, unit: "RUB", ru: "Высоко (P90)", en: "High (P90)"),
    Column("period", .text, ru: "Период", en: "Period"),
    Column("budget", .text, ru: "Бюджет", en: "Budget"),
    Column("law", .text, ru: "Норма", en: "Law"),
    Column("assumptions", .text, ru: "Допущения", en: "Assumptions"),
  ]

  static let totals: [Column] = [
    Column("channel", .text, ru: "Канал", en: "Channel"),
    Column("period", .text, ru: "Период", en: "Period"),
    Column("budget", .text, ru: "Бюджет", en: "Budget"),
    Column("lines", .integer, ru: "Строк", en: "Lines"),
    Column("low", .money, unit: "RUB", ru: "Осторожно (P10)", en: "Low (P10)"),
    Column("expected", .money, unit: "RUB", ru: "Ожидаемо", en: "Expected"),
    Column("high", .money, unit: "RUB", ru: "Высоко (P90)", en: "High (P90)"),
  ]

  static let balance: [Column] = [
    Column("layer", .text, ru: "Слой", en: "Layer"),
    Column("read", .integer, ru: "Прочитано", en: "Read"),
    Column("rejected", .integer, ru: "Отклонено", en: "Rejected"),
    Column("archived", .integer, ru: "Архивные", en: "Archived"),
    Column("without_geometry", .integer, ru: "Без координат", en: "Without geometry"),
    Column("linked", .integer, ru: "Сопоставлено", en: "Linked"),
    Column("unlinked", .integer, ru: "Без пары", en: "Unlinked"),
    Column("not_surveyed", .integer, ru: "Не обследовано", en: "Not surveyed"),
  ]

  static let rejects: [Column] = [
    Column("layer", .text, ru: "Слой", en: "Layer"),
    Column("file", .text, ru: "Файл", en: "File"),
    Column("source_layer", .text, ru: "Слой источника", en: "Source layer"),
    Column("row", .integer, ru: "Строка", en: "Row"),
    Column("key", .text, ru: "Ключ", en: "Key"),
    Column("code", .text, ru: "Код", en: "Code"),
    Column("reason", .text, ru: "Причина", en: "Reason"),
    Column("x", .decimal(3), unit: "m", ru: "Восток", en: "Easting"),
    Column("y", .decimal(3), unit: "m", ru: "Север", en: "Northing"),
  ]

  static let inspections: [Column] = [
    Column("rank", .integer, ru: "Место", en: "Rank"),
    Column("finding", .text, ru: "Признак", en: "Finding"),
    Column("kind", .text, ru: "Вид", en: "Kind"),
    Column("quarter", .text, ru: "Квартал", en: "Quarter"),
    Column("object", .text, ru: "Объект", en: "Object"),
    Column(
      "expected",
      .money,
      unit: "RUB",
      ru: "Индекс ожидаемого: все каналы вместе, не сумма поступлений",
      en: "Index of what is expected: all channels together, no sum to come"
    ),
    Column("probability", .decimal(4), ru: "Вероятность", en: "Probability"),
    Column("place", .text, ru: "Где проверять", en: "Where"),
    Column("hours", .decimal(2), unit: "h", ru: "Часов", en: "Hours"),
    Column("per_hour", .decimal(2), unit: "RUB", ru: "Индекс за час", en: "Index per hour"),
    Column("chosen", .text, ru: "Как отобрано", en: "Chosen"),
    Column("tour", .integer, ru: "Очередь квартала", en: "Turn of the quarter"),
    Column(
      "cumulative",
      .money,
      unit: "RUB",
      ru: "Индекс ожидаемого нарастающим итогом",
      en: "Index of what is expected up to here"
    ),
  ]

  static let decisions: [Column] = [
    Column("finding", .text, ru: "Признак", en: "Finding"),
    Column("decision", .text, ru: "Решение", en: "Decision"),
    Column("inspector", .text, ru: "Инспектор", en: "Inspector"),
    Column("date", .text, ru: "Дата", en: "Date"),
    Column("note", .text, ru: "Примечание", en: "Note"),
  ]

  /// The displacement, then counts by kind, then expected money by kind (all its channels together, by
  /// period), then expected money by channel.
  static let quarters: [Column] =
    [
      Column("quarter", .text, ru: "Квартал", en: "Quarter"),
      Column("dx", .decimal(3), unit: "m", ru: "Сдвиг на восток", en: "Shift east"),
      Column("dy", .decimal(3), unit: "m", ru: "Сдвиг на север", en: "Shift north"),
      Column("rotation", .decimal(6), unit: "deg", ru: "Поворот", en: "Rotation"),
      Column("x", .decimal(3), unit: "m", ru: "Восток центра", en: "Easting of the pivot"),
      Column("y", .decimal(3), unit: "m", ru: "Север центра", en: "Northing of the pivot"),
      Column("pairs", .integer, ru: "Пар", en: "Pairs"),
      Column("error", .decimal(3), unit: "m", ru: "Ошибка сдвига", en: "Error of the shift"),
      Column("basis", .text, ru: "Основание оценки", en: "Basis of the estimate"),
      Column("displaced", .text, ru: "Что смещено", en: "Which side is displaced"),
      Column("parcels", .integer, ru: "Участков", en: "Parcels"),
      Column("buildings", .integer, ru: "Зданий", en: "Buildings"),
      Column("findings", .integer, ru: "Признаков", en: "Findings"),
    ]
    + FindingKind.allCases.map {
      Column("\($0.column)_count", .integer, ru: $0.titles.ru, en: $0.titles.en)
    }
    + FindingKind.allCases.flatMap { kind in
      Period.both.map {
        Column(
          "\(kind.column)_expected_\($0.rawValue)",
          .money,
          unit: "RUB",
          ru: "\(kind.titles.ru), ожидаемо \($0.words.ru), все каналы",
          en: "\(kind.titles.en), expected \($0.words.en), all channels"
        )
      }
    }
    + ChannelKey.all.map {
      Column(
        "\($0.column)_expected",
        .money,
        unit: "RUB",
        ru: "\($0.channel.title.ru), ожидаемо \($0.period.words.ru)",
        en: "\($0.channel.title.en), expected \($0.period.words.en)"
      )
    }
}

extension FindingKind {
  /// The code as part of a column's name.
  var column: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }
}

extension Period {
  static let both: [Period] = [.year, .once]
}

extension ChannelKey {
  static let all: [ChannelKey] = Channel.allCases.flatMap { channel in
    Period.both.map { ChannelKey(channel: channel, period: $0) }
  }

  /// The key as part of a column's name.
  var column: String {
    "\(String(channel.rawValue.map { $0 == "-" ? "_" : $0 }))_\(period.rawValue)"
  }
}
