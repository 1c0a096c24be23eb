import Cadastre
import Findings
import Revenue

// What anybody may see. These types have no member for money, rights, addresses or names, so a public
// layer cannot carry them: there is nothing to forget.

/// A register parcel without money, right or address.
struct PublicParcel: Sendable {
  var key: String
  var quarterKey: String
  var subtype: String
  var category: String
  var permittedUse: String
  var declaredArea: Double?
  var status: String

  init(_ record: RegisterParcel) {
    key = Keys.parcel(record.number)
    quarterKey = Keys.quarter(record.quarter)
    subtype = record.subtype.name
    category = record.category.rawValue
    permittedUse = record.permittedUse
    declaredArea = record.declaredArea
    status = record.status.rawValue
  }

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("quarter_key", .text, ru: "Квартал", en: "Quarter"),
    Column("subtype", .text, ru: "Вид записи", en: "Subtype"),
    Column("category", .text, ru: "Категория земель", en: "Land category"),
    Column("permitted_use", .text, ru: "Разрешённое использование", en: "Permitted use"),
    Column(
      "declared_area_m2",
      .decimal(2),
      unit: "m2",
      ru: "Площадь в записи",
      en: "Declared area"
    ),
    Column("status", .text, ru: "Состояние записи", en: "Status"),
  ]

  var cells: [Cell] {
    [
      .text(key), .text(quarterKey), .text(subtype), .text(category), .text(permittedUse),
      .optional(declaredArea), .text(status),
    ]
  }
}

/// A register building or construction without money, right or address.
struct PublicBuilding: Sendable {
  var key: String
  var quarterKey: String
  var purpose: String
  var floors: Int?
  var yearBuilt: Int?
  var status: String

  init(_ record: RegisterBuilding, key: String) {
    self.key = key
    quarterKey = Keys.quarter(record.quarter)
    purpose = record.purpose.rawValue
    floors = record.floors
    yearBuilt = record.yearBuilt
    status = record.status.rawValue
  }

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("quarter_key", .text, ru: "Квартал", en: "Quarter"),
    Column("purpose", .text, ru: "Назначение", en: "Purpose"),
    Column("floors", .integer, ru: "Этажей", en: "Floors"),
    Column("year_built", .integer, ru: "Год постройки", en: "Year built"),
    Column("status", .text, ru: "Состояние записи", en: "Status"),
  ]

  var cells: [Cell] {
    [
      .text(key), .text(quarterKey), .text(purpose), .optional(floors), .optional(yearBuilt),
      .text(status),
    ]
  }
}

/// Anything surveyed, without what its occupant claims.
struct PublicSurveyObject: Sendable {
  var key: String
  var accuracy: Double
  var surveyed: String?

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("accuracy_m", .decimal(3), unit: "m", ru: "Погрешность", en: "Accuracy"),
    Column("surveyed", .text, ru: "Дата съёмки", en: "Surveyed"),
  ]

  var cells: [Cell] { [.text(key), .real(accuracy), .optional(surveyed)] }
}

/// Common land without its name.
struct PublicCommonLand: Sendable {
  var key: String
  var kind: String

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("kind", .text, ru: "Вид", en: "Kind"),
  ]

  var cells: [Cell] { [.text(key), .text(kind)] }
}

/// A finding: what was measured, nothing that was written by hand, no money.
struct PublicFinding: Sendable {
  var key: String
  var kind: FindingKind
  var quarterKey: String
  var registerKeys: String
  var surveyKeys: String
  var measure: Double
  var unit: String
  var tolerance: Double?
  var ratio: Double?
  var probability: Double
  var area: Double?
  var depth: Double?
  var onto: String?

  init(_ finding: Finding, _ named: FindingsByObject) {
    key = Keys.finding(finding.id)
    kind = finding.kind
    quarterKey = Keys.quarter(finding.quarter)
    registerKeys = named.registerKeys(of: finding).joined(separator: ";")
    surveyKeys = named.surveyKeys(of: finding).joined(separator: ";")
    measure = finding.measure
    unit = finding.unit.rawValue
    tolerance = finding.tolerance
    ratio = finding.ratio
    probability = finding.probability
    area = finding.area
    depth = finding.depth
    onto = finding.onto?.rawValue
  }

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("kind", .text, ru: "Код вида", en: "Kind code"),
    Column("kind_ru", .text, ru: "Вид", en: "Kind in Russian"),
    Column("kind_en", .text, ru: "Вид по-английски", en: "Kind"),
    Column("quarter_key", .text, ru: "Квартал", en: "Quarter"),
    Column("register_keys", .text, ru: "Объекты реестра", en: "Register objects"),
    Column("survey_keys", .text, ru: "Объекты съёмки", en: "Survey objects"),
    Column("measure", .decimal(3), ru: "Мера", en: "Measure"),
    Column("unit", .text, ru: "Единица меры", en: "Unit"),
    Column("tolerance", .decimal(3), ru: "Допуск", en: "Tolerance"),
    Column("ratio", .decimal(3), ru: "Мера к допуску", en: "Measure over tolerance"),
    Column("probability", .decimal(4), ru: "Вероятность", en: "Probability"),
    Column("area_m2", .decimal(2), unit: "m2", ru: "Площадь", en: "Area"),
    Column("depth_m", .decimal(3), unit: "m", ru: "Глубина", en: "Depth"),
    Column("onto", .text, ru: "На чьей земле", en: "Onto"),
  ]

  var cells: [Cell] {
    [
      .text(key), .text(kind.rawValue), .text(kind.titles.ru), .text(kind.titles.en),
      .text(quarterKey), .text(registerKeys), .text(surveyKeys), .real(measure), .text(unit),
      .optional(tolerance), .optional(ratio), .real(probability), .optional(area),
      .optional(depth), .optional(onto),
    ]
  }
}

/// A quarter: its displacement and its counts; of money nothing, and of land only what enough findings share.
struct PublicQuarter: Sendable {
  /// A sum of fewer would tell what lies on one owner's land (k-anonymity).
  static let leastFindings = 5

  var key: String
  var counts: QuarterCounts
  var area: Double?

  init(_ quarter: QuarterSummary) {
    key = Keys.quarter(quarter.number)
    counts = QuarterCounts(quarter)
    if quarter.areas.count >= Self.leastFindings { area = quarter.areas.reduce(0, +) }
  }

  static let columns: [Column] =
    [Column("feature_key", .text, ru: "Ключ", en: "Key")] + QuarterCounts.columns + [
      Column(
        "finding_area_m2",
        .decimal(2),
        unit: "m2",
        ru: "Площадь признаков; пусто, если признаков с площадью меньше пяти",
        en: "Area of the findings; empty where fewer than five have one"
      )
    ]

  var cells: [Cell] { [.text(key)] + counts.cells + [.optional(area)] }
}
