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
    layers = []
    publicLayers = []
    for plan in LayerPlan.all(run) {
      let layer = try builder.build(plan.source)
      layers.append(layer)
      if !plan.isInternal {
        publicLayers.append(layer.with(properties: plan.publicColumns, cells: plan.publicCells))
      }
    }
  }

  /// The box of the quarters, or of whatever there is: it decides which datum shift is taken.
  static func area(_ contents: RunContents) -> Envelope {
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
