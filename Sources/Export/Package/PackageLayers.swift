import Cadastre
import Findings
import Formats
import Geometry

/// The spatial tables of the package; fields are named as the inputs name them (INTERFACE §3).
enum PackageLayers {
  static func all(_ run: PreparedRun) -> [PackageLayer] {
    let (register, survey) = (run.contents.register, run.contents.survey)
    let parts = run.contents.parts
    var layers = [
      ObjectKind.parcels.table(register.parcels, parts.parcels),
      ObjectKind.buildings.table(register.buildings, parts.buildings),
    ]
    if register.constructions.count > 0 {
      layers.append(ObjectKind.constructions.table(register.constructions, parts.constructions))
    }
    layers += [
      ObjectKind.surveyParcels.table(survey.parcels, parts.surveyParcels),
      ObjectKind.surveyBuildings.table(survey.buildings, parts.surveyBuildings), quarters(run),
      publicLand(register.publicLand), findings(run), shiftArrows(run),
    ]
    if case .area(let area) = survey.coverage {
      layers.append(
        PackageLayer(
          name: "coverage",
          title: GroundLayers.coverageTitle,
          columns: [],
          shapes: ShapeColumn([area]),
          order: [0],
          cells: { _ in [] }
        )
      )
    }
    return layers
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
    PackageLayer(
      name: "public_land",
      title: GroundLayers.publicLandTitle,
      columns: GroundLayers.publicLandColumns,
      shapes: layer.shapes,
      order: GroundLayers.publicLandOrder(layer),
      cells: { GroundLayers.cells(layer.records[$0]) }
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
