import Cadastre
import Geometry

/// The layers that show what the ground says.
enum SurveyLayers {
  static let parcelColumns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("claimed_key", .text, ru: "Заявленный номер", en: "Claimed number"),
    Column("use", .text, ru: "Использование", en: "Use"),
    Column("area_m2", .decimal(2), unit: "m2", ru: "Площадь", en: "Area"),
    Column("accuracy_m", .decimal(3), unit: "m", ru: "Погрешность", en: "Accuracy"),
    Column("surveyed", .text, ru: "Дата съёмки", en: "Surveyed"),
    Column("finding_count", .integer, ru: "Признаков", en: "Findings"),
  ]

  static func parcels(_ run: PreparedRun, _ named: FindingsByObject) -> LayerSource {
    let layer = run.contents.survey.parcels
    return LayerSource(
      name: "survey_parcels",
      title: Words("Участки по съёмке", "Surveyed parcels"),
      keys: layer.records.map { Keys.surveyParcel($0.id) },
      shapes: layer.shapes,
      properties: parcelColumns,
      cells: { i in
        let record = layer.records[i]
        let key = Keys.surveyParcel(record.id)
        return [
          .text(key), .optional(record.claimedNumber.map(Keys.parcel)), .text(record.use),
          .real(layer.shapes.area(i)), .real(record.accuracy), .optional(record.surveyed),
          .integer(named.count(key)),
        ]
      }
    )
  }

  static let buildingColumns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("use", .text, ru: "Использование", en: "Use"),
    Column("floors", .integer, ru: "Этажей", en: "Floors"),
    Column("height_m", .decimal(2), unit: "m", ru: "Высота", en: "Height"),
    Column("capital", .boolean, ru: "На фундаменте", en: "On foundations"),
    Column("area_m2", .decimal(2), unit: "m2", ru: "Площадь", en: "Area"),
    Column("accuracy_m", .decimal(3), unit: "m", ru: "Погрешность", en: "Accuracy"),
    Column("surveyed", .text, ru: "Дата съёмки", en: "Surveyed"),
    Column("finding_count", .integer, ru: "Признаков", en: "Findings"),
  ]

  static func buildings(_ run: PreparedRun, _ named: FindingsByObject) -> LayerSource {
    let layer = run.contents.survey.buildings
    return LayerSource(
      name: "survey_buildings",
      title: Words("Здания по съёмке", "Surveyed buildings"),
      keys: layer.records.map { Keys.surveyBuilding($0.id) },
      shapes: layer.shapes,
      properties: buildingColumns,
      cells: { i in
        let record = layer.records[i]
        let key = Keys.surveyBuilding(record.id)
        return [
          .text(key), .text(record.use), .optional(record.floors), .optional(record.height),
          .optional(record.capital), .real(layer.shapes.area(i)), .real(record.accuracy),
          .optional(record.surveyed), .integer(named.count(key)),
        ]
      }
    )
  }

  /// Where the survey looked; nil when it is not an area.
  static func coverage(_ run: PreparedRun) -> LayerSource? {
    guard case .area(let area) = run.contents.survey.coverage else { return nil }
    let shapes = ShapeColumn([area])
    return LayerSource(
      name: "coverage",
      title: Words("Где велась съёмка", "Where the survey looked"),
      keys: ["coverage:1"],
      shapes: shapes,
      properties: [
        Column("feature_key", .text, ru: "Ключ", en: "Key"),
        Column("area_m2", .decimal(2), unit: "m2", ru: "Площадь", en: "Area"),
      ],
      cells: { _ in [.text("coverage:1"), .real(shapes.area(0))] }
    )
  }
}
