import Cadastre
import Findings
import Geometry
import Projection
import Workers

/// All layers of a run, brought to WGS 84 once, with their public twins.
struct LayerSet: Sendable {
  /// What the municipality sees.
  var layers: [WebLayer]
  /// What anybody may see: the same features with other properties.
  var publicLayers: [WebLayer]
  /// What PROJ did to reach WGS 84.
  var operation: String
  /// How far that may be off, m.
  var accuracy: Double?

  init(_ run: PreparedRun, workers: Workers) throws(ExportError) {
    let builder = try LayerBuilder(
      from: run.contents.workingCRS,
      area: Self.area(run.contents),
      workers: workers
    )
    operation = builder.operation.name
    accuracy = builder.operation.accuracy
    let named = FindingsByObject(run)
    layers = []
    publicLayers = []
    let contents = run.contents

    let parcels = contents.register.parcels.records
    let parcelLayer = ObjectKind.parcels.source(contents.register.parcels, named) {
      parcels[$0].quarter
    }
    try add(parcelLayer, builder, PublicParcel.columns) {
      PublicParcel(parcels[$0]).cells
    }
    let buildings = contents.register.buildings.records
    let buildingLayer = ObjectKind.buildings.source(contents.register.buildings, named) {
      buildings[$0].quarter
    }
    try add(buildingLayer, builder, PublicBuilding.columns) {
      PublicBuilding(buildings[$0], key: Keys.building(buildings[$0].number)).cells
    }
    let constructions = contents.register.constructions.records
    if !constructions.isEmpty {
      let layer = ObjectKind.constructions.source(contents.register.constructions, named) {
        constructions[$0].quarter
      }
      try add(layer, builder, PublicBuilding.columns) {
        let record = constructions[$0]
        return PublicBuilding(record, key: Keys.construction(record.number)).cells
      }
    }
    let finder = QuarterFinder(contents)
    let plots = contents.survey.parcels.records
    let plotLayer = ObjectKind.surveyParcels.source(contents.survey.parcels, named) {
      finder.quarter(ofParcel: $0, in: contents.survey.parcels.shapes)
    }
    try add(plotLayer, builder, PublicSurveyObject.columns) {
      PublicSurveyObject(
        key: Keys.surveyParcel(plots[$0].id),
        accuracy: plots[$0].accuracy,
        surveyed: plots[$0].surveyed
      ).cells
    }
    let houses = contents.survey.buildings.records
    let houseLayer = ObjectKind.surveyBuildings.source(contents.survey.buildings, named) {
      finder.quarter(ofBuilding: $0, in: contents.survey.buildings.shapes)
    }
    try add(houseLayer, builder, PublicSurveyObject.columns) {
      PublicSurveyObject(
        key: Keys.surveyBuilding(houses[$0].id),
        accuracy: houses[$0].accuracy,
        surveyed: houses[$0].surveyed
      ).cells
    }
    let quarters = run.quarters
    try add(QuarterLayer.source(run), builder, PublicQuarter.columns) {
      PublicQuarter(quarters[$0]).cells
    }
    let common = GroundLayers.publicLand(run)
    let commonRecords = contents.register.publicLand.records
    try add(common, builder, PublicCommonLand.columns) {
      PublicCommonLand(key: common.keys[$0], kind: commonRecords[$0].kind.rawValue).cells
    }
    if let coverage = GroundLayers.coverage(run) {
      try add(coverage, builder, coverage.properties, coverage.cells)
    }
    for family in Family.allCases {
      let (source, findings) = FindingLayers.areas(family, run, named)
      try add(source, builder, PublicFinding.columns) {
        PublicFinding(findings[$0], named).cells
      }
    }
    let (places, findings) = FindingLayers.places(run, named)
    try add(places, builder, PublicFinding.columns) {
      PublicFinding(findings[$0], named).cells
    }
    let arrows = ShiftArrows.source(run)
    try add(arrows, builder, arrows.properties, arrows.cells)
  }

  private mutating func add(
    _ source: LayerSource,
    _ builder: LayerBuilder,
    _ publicColumns: [Column],
    _ publicCells: @escaping @Sendable (Int) -> [Cell]
  ) throws(ExportError) {
    let layer = try builder.build(source)
    layers.append(layer)
    publicLayers.append(layer.with(properties: publicColumns, cells: publicCells))
  }

  /// The box of the quarters, or of whatever there is: it decides which datum shift is taken.
  private static func area(_ contents: RunContents) -> Envelope {
    let columns = [
      contents.register.quarters.shapes, contents.register.parcels.shapes,
      contents.survey.parcels.shapes, contents.survey.buildings.shapes,
      contents.register.buildings.shapes,
    ]
    for column in columns {
      var box = Envelope.empty
      for feature in column.boxes where !feature.isEmpty { box.formUnion(feature) }
      if !box.isEmpty { return box }
    }
    return .empty
  }

  /// The layer called `name`.
  subscript(name: String) -> WebLayer? { layers.first { $0.name == name } }
}
