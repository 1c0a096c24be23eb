import Cadastre
import Geometry

/// The layers that show what the books say.
enum RegisterLayers {
  static let parcelColumns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("quarter_key", .text, ru: "Квартал", en: "Quarter"),
    Column("subtype", .text, ru: "Вид записи", en: "Subtype"),
    Column("parent_key", .text, ru: "Единое землепользование", en: "Parent"),
    Column("category", .text, ru: "Категория земель", en: "Land category"),
    Column("permitted_use", .text, ru: "Разрешённое использование", en: "Permitted use"),
    Column(
      "declared_area_m2",
      .decimal(2),
      unit: "m2",
      ru: "Площадь в записи",
      en: "Declared area"
    ),
    Column(
      "geometry_area_m2",
      .decimal(2),
      unit: "m2",
      ru: "Площадь контура",
      en: "Area of the outline"
    ),
    Column(
      "point_accuracy_m",
      .decimal(3),
      unit: "m",
      ru: "Погрешность точек",
      en: "Point accuracy"
    ),
    Column(
      "cadastral_value_rub",
      .money,
      unit: "RUB",
      ru: "Кадастровая стоимость",
      en: "Cadastral value"
    ),
    Column("right", .text, ru: "Право", en: "Right"),
    Column("status", .text, ru: "Состояние записи", en: "Status"),
    Column("address", .text, ru: "Адрес", en: "Address"),
    Column("finding_count", .integer, ru: "Признаков", en: "Findings"),
  ]

  static func parcels(_ run: PreparedRun, _ named: FindingsByObject) -> LayerSource {
    let layer = run.contents.register.parcels
    return LayerSource(
      name: "register_parcels",
      title: Words("Участки реестра", "Register parcels"),
      keys: layer.records.map { Keys.parcel($0.number) },
      shapes: layer.shapes,
      properties: parcelColumns,
      cells: { i in
        let record = layer.records[i]
        let key = Keys.parcel(record.number)
        return [
          .text(key), .text(Keys.quarter(record.quarter)), .text(record.subtype.name),
          .optional(record.parent.map(Keys.parcel)), .text(record.category.rawValue),
          .text(record.permittedUse), .optional(record.declaredArea),
          layer.shapes.hasGeometry(i) ? .real(layer.shapes.area(i)) : .null,
          .optional(record.pointAccuracy), .optional(record.cadastralValue),
          .text(record.right.rawValue), .text(record.status.rawValue), .text(record.address),
          .integer(named.count(key)),
        ]
      }
    )
  }

  static let buildingColumns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("quarter_key", .text, ru: "Квартал", en: "Quarter"),
    Column("parcel_keys", .text, ru: "Участки под зданием", en: "Parcels it stands on"),
    Column("purpose", .text, ru: "Назначение", en: "Purpose"),
    Column("floors", .integer, ru: "Этажей", en: "Floors"),
    Column("floor_area_m2", .decimal(2), unit: "m2", ru: "Площадь в записи", en: "Floor area"),
    Column(
      "geometry_area_m2",
      .decimal(2),
      unit: "m2",
      ru: "Площадь контура",
      en: "Area of the outline"
    ),
    Column("year_built", .integer, ru: "Год постройки", en: "Year built"),
    Column(
      "point_accuracy_m",
      .decimal(3),
      unit: "m",
      ru: "Погрешность точек",
      en: "Point accuracy"
    ),
    Column(
      "cadastral_value_rub",
      .money,
      unit: "RUB",
      ru: "Кадастровая стоимость",
      en: "Cadastral value"
    ),
    Column("right", .text, ru: "Право", en: "Right"),
    Column("status", .text, ru: "Состояние записи", en: "Status"),
    Column("address", .text, ru: "Адрес", en: "Address"),
    Column("finding_count", .integer, ru: "Признаков", en: "Findings"),
  ]

  static func buildings(_ run: PreparedRun, _ named: FindingsByObject) -> LayerSource {
    buildings(
      run.contents.register.buildings,
      "register_buildings",
      Words("Здания реестра", "Register buildings"),
      key: Keys.building,
      named
    )
  }

  static func constructions(_ run: PreparedRun, _ named: FindingsByObject) -> LayerSource {
    buildings(
      run.contents.register.constructions,
      "register_constructions",
      Words("Сооружения реестра", "Register constructions"),
      key: Keys.construction,
      named
    )
  }

  private static func buildings(
    _ layer: Layer<RegisterBuilding>,
    _ name: String,
    _ title: Words,
    key: @escaping @Sendable (String) -> String,
    _ named: FindingsByObject
  ) -> LayerSource {
    LayerSource(
      name: name,
      title: title,
      keys: layer.records.map { key($0.number) },
      shapes: layer.shapes,
      properties: buildingColumns,
      cells: { i in
        let record = layer.records[i]
        return [
          .text(key(record.number)), .text(Keys.quarter(record.quarter)),
          .text(record.parcels.map(Keys.parcel).joined(separator: ";")),
          .text(record.purpose.rawValue), .optional(record.floors), .optional(record.floorArea),
          layer.shapes.hasGeometry(i) ? .real(layer.shapes.area(i)) : .null,
          .optional(record.yearBuilt), .optional(record.pointAccuracy),
          .optional(record.cadastralValue), .text(record.right.rawValue),
          .text(record.status.rawValue), .text(record.address),
          .integer(named.count(key(record.number))),
        ]
      }
    )
  }

  static let publicLandColumns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("kind", .text, ru: "Вид", en: "Kind"),
    Column("name", .text, ru: "Название", en: "Name"),
  ]

  /// Common land by kind, name and place: it has no key of its own.
  static func publicLandOrder(_ layer: Layer<PublicLand>) -> [Int] {
    layer.indices.sorted { first, second in
      let (a, b) = (layer.records[first], layer.records[second])
      let (boxA, boxB) = (layer.shapes.boxes[first], layer.shapes.boxes[second])
      return (a.kind.rawValue, a.name, boxA.minX, boxA.minY, boxA.maxX, boxA.maxY)
        < (b.kind.rawValue, b.name, boxB.minX, boxB.minY, boxB.maxX, boxB.maxY)
    }
  }

  /// Common land, numbered in its order.
  static func publicLand(_ run: PreparedRun) -> LayerSource {
    let layer = run.contents.register.publicLand
    let order = publicLandOrder(layer)
    var keys = [String](repeating: "", count: layer.count)
    for (ordinal, index) in order.enumerated() { keys[index] = Keys.publicLand(ordinal + 1) }
    let named = keys
    return LayerSource(
      name: "public_land",
      title: Words("Земли общего пользования", "Public land"),
      keys: keys,
      shapes: layer.shapes,
      properties: publicLandColumns,
      cells: { i in
        [.text(named[i]), .text(layer.records[i].kind.rawValue), .text(layer.records[i].name)]
      }
    )
  }
}

extension ParcelSubtype {
  /// Its code for readers; the ordinary one is empty in sources.
  var name: String { self == .ordinary ? "ordinary" : rawValue }
}
