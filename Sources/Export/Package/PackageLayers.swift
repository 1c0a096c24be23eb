import Cadastre
import Findings
import Formats
import Geometry

/// The spatial tables of the package; fields are named as the inputs name them (INTERFACE §3).
enum PackageLayers {
  static func all(_ run: PreparedRun) -> [PackageLayer] {
    let register = run.contents.register
    var layers = [
      parcels(register.parcels),
      buildings(register.buildings, "buildings", Words("Здания реестра", "Register buildings")),
    ]
    if register.constructions.count > 0 {
      layers.append(
        buildings(
          register.constructions,
          "constructions",
          Words("Сооружения реестра", "Register constructions")
        )
      )
    }
    layers += [
      surveyParcels(run.contents.survey.parcels), surveyBuildings(run.contents.survey.buildings),
      quarters(run), publicLand(register.publicLand), findings(run), shiftArrows(run),
    ]
    if case .area(let area) = run.contents.survey.coverage {
      layers.append(
        PackageLayer(
          name: "coverage",
          title: Words("Где велась съёмка", "Where the survey looked"),
          columns: [],
          shapes: ShapeColumn([area]),
          order: [0],
          cells: { _ in [] }
        )
      )
    }
    return layers
  }

  private static func parcels(_ layer: Layer<RegisterParcel>) -> PackageLayer {
    PackageLayer(
      name: "parcels",
      title: Words("Участки реестра", "Register parcels"),
      columns: [
        Column("cad_number", .text, ru: "Кадастровый номер", en: "Cadastral number"),
        Column("quarter", .text, ru: "Квартал", en: "Quarter"),
        Column("subtype", .text, ru: "Вид записи", en: "Subtype"),
        Column("parent", .text, ru: "Единое землепользование", en: "Parent"),
        Column("category", .text, ru: "Категория", en: "Category"),
        Column("permitted_use", .text, ru: "Разрешённое использование", en: "Permitted use"),
        Column("declared_area", .decimal(3), unit: "m2", ru: "Площадь", en: "Declared area"),
        Column(
          "area_inaccuracy",
          .decimal(3),
          unit: "m2",
          ru: "Погрешность площади",
          en: "Area inaccuracy"
        ),
        Column(
          "point_accuracy",
          .decimal(3),
          unit: "m",
          ru: "Погрешность точек",
          en: "Point accuracy"
        ),
        Column("cadastral_value", .money, unit: "RUB", ru: "Стоимость", en: "Cadastral value"),
        Column("right", .text, ru: "Право", en: "Right"),
        Column("status", .text, ru: "Состояние", en: "Status"),
        Column("address", .text, ru: "Адрес", en: "Address"),
        Column(
          "geometry_area",
          .decimal(3),
          unit: "m2",
          ru: "Площадь контура",
          en: "Area of the outline"
        ),
      ],
      shapes: layer.shapes,
      order: layer.indices.sorted {
        (layer.records[$0].number, $0) < (layer.records[$1].number, $1)
      },
      cells: { i in
        let record = layer.records[i]
        return [
          .text(record.number), .text(record.quarter), .text(record.subtype.rawValue),
          .optional(record.parent), .text(record.category.rawValue), .text(record.permittedUse),
          .optional(record.declaredArea), .optional(record.areaInaccuracy),
          .optional(record.pointAccuracy), .optional(record.cadastralValue),
          .text(record.right.rawValue), .text(record.status.rawValue), .text(record.address),
          layer.shapes.hasGeometry(i) ? .real(layer.shapes.area(i)) : .null,
        ]
      }
    )
  }

  private static func buildings(
    _ layer: Layer<RegisterBuilding>,
    _ name: String,
    _ title: Words
  ) -> PackageLayer {
    PackageLayer(
      name: name,
      title: title,
      columns: [
        Column("cad_number", .text, ru: "Кадастровый номер", en: "Cadastral number"),
        Column("quarter", .text, ru: "Квартал", en: "Quarter"),
        Column("parcel", .text, ru: "Участки", en: "Parcels"),
        Column("purpose", .text, ru: "Назначение", en: "Purpose"),
        Column("floors", .integer, ru: "Этажей", en: "Floors"),
        Column("floor_area", .decimal(3), unit: "m2", ru: "Площадь", en: "Floor area"),
        Column("cadastral_value", .money, unit: "RUB", ru: "Стоимость", en: "Cadastral value"),
        Column("year_built", .integer, ru: "Год постройки", en: "Year built"),
        Column(
          "point_accuracy",
          .decimal(3),
          unit: "m",
          ru: "Погрешность точек",
          en: "Point accuracy"
        ),
        Column("right", .text, ru: "Право", en: "Right"),
        Column("status", .text, ru: "Состояние", en: "Status"),
        Column("address", .text, ru: "Адрес", en: "Address"),
        Column(
          "geometry_area",
          .decimal(3),
          unit: "m2",
          ru: "Площадь контура",
          en: "Area of the outline"
        ),
      ],
      shapes: layer.shapes,
      order: layer.indices.sorted {
        (layer.records[$0].number, $0) < (layer.records[$1].number, $1)
      },
      cells: { i in
        let record = layer.records[i]
        return [
          .text(record.number), .text(record.quarter),
          .text(record.parcels.joined(separator: ";")), .text(record.purpose.rawValue),
          .optional(record.floors), .optional(record.floorArea), .optional(record.cadastralValue),
          .optional(record.yearBuilt), .optional(record.pointAccuracy),
          .text(record.right.rawValue),
          .text(record.status.rawValue), .text(record.address),
          layer.shapes.hasGeometry(i) ? .real(layer.shapes.area(i)) : .null,
        ]
      }
    )
  }

  private static func surveyParcels(_ layer: Layer<SurveyParcel>) -> PackageLayer {
    PackageLayer(
      name: "survey_parcels",
      title: Words("Участки по съёмке", "Surveyed parcels"),
      columns: [
        Column("survey_id", .text, ru: "Номер", en: "Id"),
        Column("accuracy", .decimal(3), unit: "m", ru: "Погрешность", en: "Accuracy"),
        Column("use", .text, ru: "Использование", en: "Use"),
        Column("cad_number", .text, ru: "Заявленный номер", en: "Claimed number"),
        Column("surveyed", .text, ru: "Дата", en: "Surveyed"),
        Column("geometry_area", .decimal(3), unit: "m2", ru: "Площадь", en: "Area"),
      ],
      shapes: layer.shapes,
      order: layer.indices.sorted { (layer.records[$0].id, $0) < (layer.records[$1].id, $1) },
      cells: { i in
        let record = layer.records[i]
        return [
          .text(record.id), .real(record.accuracy), .text(record.use),
          .optional(record.claimedNumber), .optional(record.surveyed),
          .real(layer.shapes.area(i)),
        ]
      }
    )
  }

  private static func surveyBuildings(_ layer: Layer<SurveyBuilding>) -> PackageLayer {
    PackageLayer(
      name: "survey_buildings",
      title: Words("Здания по съёмке", "Surveyed buildings"),
      columns: [
        Column("survey_id", .text, ru: "Номер", en: "Id"),
        Column("accuracy", .decimal(3), unit: "m", ru: "Погрешность", en: "Accuracy"),
        Column("floors", .integer, ru: "Этажей", en: "Floors"),
        Column("height", .decimal(2), unit: "m", ru: "Высота", en: "Height"),
        Column("use", .text, ru: "Использование", en: "Use"),
        Column("capital", .boolean, ru: "На фундаменте", en: "On foundations"),
        Column("surveyed", .text, ru: "Дата", en: "Surveyed"),
        Column("geometry_area", .decimal(3), unit: "m2", ru: "Площадь", en: "Area"),
      ],
      shapes: layer.shapes,
      order: layer.indices.sorted { (layer.records[$0].id, $0) < (layer.records[$1].id, $1) },
      cells: { i in
        let record = layer.records[i]
        return [
          .text(record.id), .real(record.accuracy), .optional(record.floors),
          .optional(record.height), .text(record.use), .optional(record.capital),
          .optional(record.surveyed), .real(layer.shapes.area(i)),
        ]
      }
    )
  }

  private static func quarters(_ run: PreparedRun) -> PackageLayer {
    let source = QuarterLayer.source(run)
    let table = Tables.quarters(run)
    return PackageLayer(
      name: "quarters",
      title: source.title,
      columns: table.columns,
      shapes: source.shapes,
      order: Array(table.rows.indices),
      cells: { table.rows[$0] }
    )
  }

  private static func publicLand(_ layer: Layer<PublicLand>) -> PackageLayer {
    let keys = RegisterLayers.publicLandOrder(layer)
    return PackageLayer(
      name: "public_land",
      title: Words("Земли общего пользования", "Public land"),
      columns: [
        Column("kind", .text, ru: "Вид", en: "Kind"),
        Column("name", .text, ru: "Название", en: "Name"),
      ],
      shapes: layer.shapes,
      order: keys,
      cells: { i in [.text(layer.records[i].kind.rawValue), .text(layer.records[i].name)] }
    )
  }

  private static func shiftArrows(_ run: PreparedRun) -> PackageLayer {
    let source = ShiftArrows.source(run)
    return PackageLayer(
      name: source.name,
      title: source.title,
      columns: source.properties,
      shapes: source.shapes,
      marks: source.marks,
      geometry: .lineString,
      order: Array(source.keys.indices),
      cells: source.cells
    )
  }

  private static func findings(_ run: PreparedRun) -> PackageLayer {
    let findings = run.findings
    let table = Tables.findings(run)
    var columns = table.columns
    let detail = columns.firstIndex { $0.name == "detail" } ?? columns.count
    columns.replaceSubrange(
      detail...detail,
      with: [
        Column("detail_ru", .text, ru: "Описание", en: "Detail in Russian"),
        Column("detail_en", .text, ru: "Описание по-английски", en: "Detail in English"),
      ]
    )
    columns += [
      Column("kind_ru", .text, ru: "Вид", en: "Kind in Russian"),
      Column("kind_en", .text, ru: "Вид по-английски", en: "Kind"),
      Column("explanation", .text, ru: "Объяснение (JSON)", en: "Explanation (JSON)"),
    ]
    return PackageLayer(
      name: "findings",
      title: Words("Признаки", "Findings"),
      columns: columns,
      shapes: ShapeColumn(findings.map(\.shape)),
      marks: Dictionary(
        uniqueKeysWithValues: findings.indices.compactMap { i in
          findings[i].place.map { (i, [$0]) }
        }
      ),
      geometry: .geometry,
      order: Array(findings.indices),
      cells: { i in
        let finding = findings[i]
        var row = table.rows[i]
        row.replaceSubrange(
          detail...detail,
          with: [.text(finding.detail), .text(finding.detailEnglish)]
        )
        return row + [
          .text(finding.kind.titles.ru), .text(finding.kind.titles.en),
          .text(ExplanationText.encode(finding.explanation)),
        ]
      }
    )
  }
}
