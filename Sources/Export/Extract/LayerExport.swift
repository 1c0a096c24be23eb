import Cadastre
public import Findings
import Formats

public import Geometry
public import Projection
public import Workers

/// Which layers and which of their features are wanted; what is empty asks for all.
public struct LayerSelection: Sendable, Equatable {
  /// Names of layers; `findings` stands for every layer whose name begins so.
  public var layers: [String] = []
  /// Numbers of quarters.
  public var quarters: Set<String> = []
  /// Kinds of findings; layers of other things are left out unless they are named.
  public var kinds: Set<FindingKind> = []
  /// Numbers of objects, survey ids or ids of findings.
  public var objects: Set<String> = []
  /// What a feature's box has to meet, in the system that is written.
  public var box: Envelope?

  /// Asks for everything.
  public init() {}
}

/// Formats a layer of a finished run can be had in.
public enum LayerFormat: String, Sendable, CaseIterable {
  /// One collection; one layer a file.
  case geojson
  /// One feature a line; one layer a file.
  case geojsonl
  /// All layers in one GeoPackage, with styles.
  case gpkg
  /// A table with the shape as WKT; one layer a file.
  case csv
  /// A catalogue of coordinates for a surveyor's plan; all layers in one file.
  case catalogue

  /// Whether it also holds what has no place.
  public var holdsPlaceless: Bool { self == .gpkg || self == .csv }

  /// Whether one file holds several layers.
  public var holdsSeveral: Bool { self == .gpkg || self == .catalogue }

  /// The ending of a file's name.
  public var ending: String { self == .catalogue ? "csv" : rawValue }
}

/// Layers of a finished run, chosen and brought to the system they are to be written in.
public struct LayerExport: Sendable {
  /// One layer that is there to be written.
  public struct Part: Sendable {
    /// Its name.
    public var name: String
    /// How many features have a place.
    public var count: Int
    /// How many were chosen and have none; only tables hold them.
    public var withoutPlace: Int

    /// Names a layer and its counts.
    public init(name: String, count: Int, withoutPlace: Int) {
      self.name = name
      self.count = count
      self.withoutPlace = withoutPlace
    }
  }

  /// The layers chosen, in their order.
  public let parts: [Part]
  let layers: [WebLayer]
  /// For each layer, the records chosen that have no place.
  let placeless: [[Int]]
  let system: ReferenceSystem
  let language: Language

  /// Names of the layers of a run.
  public static func names(of contents: RunContents) -> [String] {
    LayerPlan.all(PreparedRun(contents)).map(\.source.name)
  }

  /// Chooses and reprojects.
  ///
  /// - Parameters:
  ///   - contents: The run, as it was read back.
  ///   - selection: What is wanted; a name that is no layer's is left out.
  ///   - system: What to write in; nil is WGS 84.
  ///   - workers: Threads that share the work.
  /// - Throws: ``ExportError/projection(reason:)`` when there is no way to the system.
  public init(
    _ contents: RunContents,
    _ selection: LayerSelection,
    system: ReferenceSystem?,
    workers: Workers
  ) throws(ExportError) {
    let run = PreparedRun(contents)
    let system = system ?? .wgs84
    let builder = try LayerBuilder(
      from: contents.workingCRS,
      to: system,
      area: LayerSet.area(contents),
      workers: workers
    )
    var layers: [WebLayer] = []
    var placeless: [[Int]] = []
    for plan in LayerPlan.all(run) where selection.names(plan.source.name) {
      let source = plan.source
      let wanted = selection.filter(of: source)
      let layer = try builder.build(source, where: wanted, meeting: selection.box)
      var absent: [Int] = []
      // What has no place is in no box.
      if selection.box == nil {
        let placed = Set(layer.records)
        absent = source.keys.indices.filter { wanted($0) && !placed.contains($0) }
          .sorted { source.keys[$0] < source.keys[$1] }
      }
      layers.append(layer)
      placeless.append(absent)
    }
    self.layers = layers
    self.placeless = placeless
    self.system = system
    language = contents.language
    parts = zip(layers, placeless).map {
      Part(name: $0.name, count: $0.count, withoutPlace: $1.count)
    }
  }
}

extension LayerSelection {
  /// Whether the layer called `name` is wanted.
  public func names(_ name: String) -> Bool {
    if layers.isEmpty { return kinds.isEmpty || name.hasPrefix("findings_") }
    return layers.contains { name == $0 || name.hasPrefix("\($0)_") }
  }

  /// The first of the layers asked for that no layer answers to.
  public func unknownLayer(among names: [String]) -> String? {
    layers.first { asked in !names.contains { $0 == asked || $0.hasPrefix("\(asked)_") } }
  }

  /// Whether a record of `source` is wanted.
  fileprivate func filter(of source: LayerSource) -> (Int) -> Bool {
    let kind =
      source.name.hasPrefix("findings_")
      ? source.properties.firstIndex { $0.name == "kind" } : nil
    let codes = Set(kinds.map(\.rawValue))
    return { index in
      if !quarters.isEmpty {
        guard let quarter = source.quarter(index), quarters.contains(quarter) else { return false }
      }
      if !objects.isEmpty {
        let key = source.keys[index]
        let bare = key.split(separator: ":", maxSplits: 1).last.map(String.init) ?? key
        guard objects.contains(key) || objects.contains(bare) else { return false }
      }
      if !codes.isEmpty, let kind {
        guard case .text(let code) = source.cells(index)[kind], codes.contains(code) else {
          return false
        }
      }
      return true
    }
  }
}
