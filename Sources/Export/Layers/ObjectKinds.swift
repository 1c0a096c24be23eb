import Cadastre

extension ObjectKind<RegisterParcel> {
  static let parcels = ObjectKind(
    table: "parcels",
    layer: "register_parcels",
    title: Words("Участки реестра", "Register parcels"),
    fields: [
      Field(number: "cad_number", ru: "Кадастровый номер", en: "Cadastral number") { $0.number },
      .quarter { $0.quarter },
      Field(
        "subtype",
        layerName: "subtype",
        ru: "Вид записи",
        en: "Subtype",
        { .text($0.subtype.rawValue) },
        inLayers: { .text($0.subtype.name) }
      ),
      Field(
        "parent",
        layerName: "parent_key",
        ru: "Единое землепользование",
        en: "Parent",
        { .optional($0.parent) },
        inLayers: { .optional($0.parent.map(Keys.parcel)) }
      ),
      Field("category", .text, ru: "Категория земель", en: "Land category") { record, _ in
        .text(record.category.rawValue)
      },
      Field("permitted_use", .text, ru: "Разрешённое использование", en: "Permitted use") {
        record,
        _ in .text(record.permittedUse)
      },
      Field("declared_area", .decimal(3), unit: "m2", ru: "Площадь в записи", en: "Declared area") {
        record,
        _ in .optional(record.declaredArea)
      },
      Field(
        "area_inaccuracy",
        .decimal(3),
        unit: "m2",
        ru: "Погрешность площади",
        en: "Area inaccuracy"
      ) { record, _ in .optional(record.areaInaccuracy) },
      .pointAccuracy { $0.pointAccuracy },
      .cadastralValue { $0.cadastralValue },
      .right { $0.right },
      .status { $0.status },
      .address { $0.address },
      .outlineArea(),
    ],
    number: { $0.number },
    key: Keys.parcel
  )
}

extension ObjectKind<RegisterBuilding> {
  static let buildings = ObjectKind(
    table: "buildings",
    layer: "register_buildings",
    title: Words("Здания реестра", "Register buildings"),
    fields: buildingFields,
    number: { $0.number },
    key: Keys.building
  )

  static let constructions = ObjectKind(
    table: "constructions",
    layer: "register_constructions",
    title: Words("Сооружения реестра", "Register constructions"),
    fields: buildingFields,
    number: { $0.number },
    key: Keys.construction
  )

  private static var buildingFields: [Field] {
    [
      Field(number: "cad_number", ru: "Кадастровый номер", en: "Cadastral number") { $0.number },
      .quarter { $0.quarter },
      Field(
        "parcel",
        layerName: "parcel_keys",
        ru: "Участки под зданием",
        en: "Parcels it stands on",
        { .text($0.parcels.joined(separator: ";")) },
        inLayers: { .text($0.parcels.map(Keys.parcel).joined(separator: ";")) }
      ),
      Field("purpose", .text, ru: "Назначение", en: "Purpose") { record, _ in
        .text(record.purpose.rawValue)
      },
      Field("floors", .integer, ru: "Этажей", en: "Floors") { record, _ in
        .optional(record.floors)
      },
      Field("floor_area", .decimal(3), unit: "m2", ru: "Площадь в записи", en: "Floor area") {
        record,
        _ in .optional(record.floorArea)
      },
      .cadastralValue { $0.cadastralValue },
      Field("year_built", .integer, ru: "Год постройки", en: "Year built") { record, _ in
        .optional(record.yearBuilt)
      },
      .pointAccuracy { $0.pointAccuracy },
      .right { $0.right },
      .status { $0.status },
      .address { $0.address },
      .outlineArea(),
    ]
  }
}

extension ObjectKind<SurveyParcel> {
  static let surveyParcels = ObjectKind(
    table: "survey_parcels",
    layer: "survey_parcels",
    title: Words("Участки по съёмке", "Surveyed parcels"),
    fields: [
      .surveyID { $0.id },
      .accuracy { $0.accuracy },
      .use { $0.use },
      Field(
        "cad_number",
        layerName: "claimed_key",
        ru: "Заявленный номер",
        en: "Claimed number",
        { .optional($0.claimedNumber) },
        inLayers: { .optional($0.claimedNumber.map(Keys.parcel)) }
      ),
      .surveyed { $0.surveyed },
      .outlineArea(layerName: "area_m2"),
    ],
    number: { $0.id },
    key: Keys.surveyParcel
  )
}

extension ObjectKind<SurveyBuilding> {
  static let surveyBuildings = ObjectKind(
    table: "survey_buildings",
    layer: "survey_buildings",
    title: Words("Здания по съёмке", "Surveyed buildings"),
    fields: [
      .surveyID { $0.id },
      .accuracy { $0.accuracy },
      Field("floors", .integer, ru: "Этажей", en: "Floors") { record, _ in
        .optional(record.floors)
      },
      Field("height", .decimal(2), unit: "m", ru: "Высота", en: "Height") { record, _ in
        .optional(record.height)
      },
      .use { $0.use },
      Field("capital", .boolean, ru: "На фундаменте", en: "On foundations") { record, _ in
        .optional(record.capital)
      },
      .surveyed { $0.surveyed },
      .outlineArea(layerName: "area_m2"),
    ],
    number: { $0.id },
    key: Keys.surveyBuilding
  )
}

extension ObjectKind {
  typealias Field = ObjectField<Record>
}

// What several kinds of record have.
extension ObjectField {
  fileprivate static func quarter(_ value: @escaping @Sendable (Record) -> String) -> Self {
    Self(
      "quarter",
      layerName: "quarter_key",
      ru: "Квартал",
      en: "Quarter",
      { .text(value($0)) },
      inLayers: { .text(Keys.quarter(value($0))) }
    )
  }

  fileprivate static func pointAccuracy(_ value: @escaping @Sendable (Record) -> Double?) -> Self {
    Self("point_accuracy", .decimal(3), unit: "m", ru: "Погрешность точек", en: "Point accuracy") {
      record,
      _ in .optional(value(record))
    }
  }

  fileprivate static func cadastralValue(
    _ value: @escaping @Sendable (Record) -> Kopecks?
  ) -> Self {
    Self("cadastral_value", .money, unit: "RUB", ru: "Кадастровая стоимость", en: "Cadastral value")
    {
      record,
      _ in .optional(value(record))
    }
  }

  fileprivate static func right(_ value: @escaping @Sendable (Record) -> Right) -> Self {
    Self("right", .text, ru: "Право", en: "Right") { record, _ in .text(value(record).rawValue) }
  }

  fileprivate static func status(_ value: @escaping @Sendable (Record) -> RecordStatus) -> Self {
    Self("status", .text, ru: "Состояние записи", en: "Status") { record, _ in
      .text(value(record).rawValue)
    }
  }

  fileprivate static func address(_ value: @escaping @Sendable (Record) -> String) -> Self {
    Self("address", .text, ru: "Адрес", en: "Address") { record, _ in .text(value(record)) }
  }

  fileprivate static func surveyID(_ value: @escaping @Sendable (Record) -> String) -> Self {
    Self(number: "survey_id", ru: "Номер", en: "Id", value)
  }

  fileprivate static func accuracy(_ value: @escaping @Sendable (Record) -> Double) -> Self {
    Self("accuracy", .decimal(3), unit: "m", ru: "Погрешность", en: "Accuracy") { record, _ in
      .real(value(record))
    }
  }

  fileprivate static func use(_ value: @escaping @Sendable (Record) -> String) -> Self {
    Self("use", .text, ru: "Использование", en: "Use") { record, _ in .text(value(record)) }
  }

  fileprivate static func surveyed(_ value: @escaping @Sendable (Record) -> String?) -> Self {
    Self("surveyed", .text, ru: "Дата съёмки", en: "Surveyed") { record, _ in
      .optional(value(record))
    }
  }

  fileprivate static func outlineArea(layerName: String? = nil) -> Self {
    Self(
      "geometry_area",
      .decimal(3),
      unit: "m2",
      layerName: layerName,
      ru: "Площадь контура",
      en: "Area of the outline"
    ) { _, area in .optional(area) }
  }
}

extension ParcelSubtype {
  /// Its code for readers; the ordinary one is empty in sources.
  var name: String { self == .ordinary ? "ordinary" : rawValue }
}
