import Cadastre
import Findings
import Geometry
import Projection
import Workers

/// All layers of a run, brought to WGS 84 once, with their public twins.
struct LayerSet: Sendable {
  /// What the municipality sees, but what is taken over.
  var layers: [WebLayer]
  /// What anybody may see, but what is taken over: the same features with other properties.
  var publicLayers: [WebLayer]
  /// Names of all layers, and how many features each has.
  private(set) var counts: [(name: String, features: Int)] = []
  /// Names of the layers that nobody but the municipality may see.
  private let internalNames: Set<String>
  /// Where the layers are taken from that are not in the lists above.
  let former: FormerProducts?
  /// What PROJ did to reach WGS 84.
  var operation: String
  /// How far that may be off, m.
  var accuracy: Double?

  /// Makes the layers of `run`; of those that `former` holds only the ones with money.
  init(
    _ run: PreparedRun,
    former: FormerProducts? = nil,
    workers: Workers
  ) throws(ExportError) {
    let plans = LayerPlan.all(run)
    let isWhole = plans.allSatisfy {
      former?.holds($0.source.name, isInternal: $0.isInternal) ?? false
    }
    internalNames = Set(plans.filter(\.isInternal).map(\.source.name))
    self.former = isWhole ? former : nil
    let builder = try LayerBuilder(
      from: run.contents.workingCRS,
      area: Self.area(run.contents),
      workers: workers
    )
    operation = builder.operation.name
    accuracy = builder.operation.accuracy
    layers = []
    publicLayers = []
    for plan in plans {
      if let former = self.former, !plan.hasMoney {
        counts.append((plan.source.name, former.count(plan.source.name)))
        continue
      }
      let layer = try builder.build(plan.source)
      counts.append((layer.name, layer.count))
      layers.append(layer)
      if !plan.isInternal, self.former == nil || plan.publicHasMoney {
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

  /// An entry for each layer, in their order: what was told of those written, what is known of the rest.
  func entries(_ told: [String: JSON], isPublic: Bool) -> [JSON] {
    counts.filter { !isPublic || !internalNames.contains($0.name) }.map { name, _ in
      told[name] ?? former?.entry(name, isPublic: isPublic) ?? .null
    }
  }

  /// The layer called `name`.
  subscript(name: String) -> WebLayer? { layers.first { $0.name == name } }
}
