internal import Formats
import Foundation
internal import Geometry
internal import Intake
internal import Matching
internal import Projection
internal import Workers

/// Every pair of features of two layers whose interiors meet: read, mend, find, write.
public enum PairRun {
  /// Columns that may hold the key of a record, the best first.
  ///
  /// The number a survey parcel claims is no key of it, so a layer with `survey_id` is keyed by that.
  public static let keyNames = ["survey_id", "cad_number", "id"]

  /// One layer to be read.
  public struct Source: Sendable {
    /// The file.
    public var path: String
    /// The layer; nil for the only one of the file.
    public var layer: String?

    /// Splits `FILE[:layer]`: what follows the last colon is a layer unless a file has the whole name.
    public init(_ text: String, fileExists: (String) -> Bool) {
      path = text
      guard !fileExists(text), let colon = text.lastIndex(of: ":"), colon > text.startIndex else {
        return
      }
      path = String(text[..<colon])
      layer = String(text[text.index(after: colon)...])
    }
  }

  /// What was done, for people and programs.
  public struct Summary: Sendable, Equatable {
    /// Records of each layer.
    public var records: [Int] = []
    /// Records of each layer that have no geometry.
    public var withoutGeometry: [Int] = []
    /// Shapes of each layer that were mended.
    public var mended: [Int] = []
    /// Records of each layer that could not be read or mended; they are in no pair.
    public var lost: [Int] = []
    /// Pairs whose boxes share a point.
    public var candidates = 0
    /// Pairs of edges the kernel compared.
    public var edgePairs = 0
    /// Pairs written.
    public var pairs = 0
    /// The sum of their shared areas, m².
    public var totalArea = 0.0
  }

  /// The parts of the work, in their order; by tiles they are not told.
  public enum Phase: String, Sendable, CaseIterable {
    /// Both files into shapes and keys.
    case read
    /// Proof of validity, repair, areas.
    case mend
    /// Index, candidates, shared areas, proof of contact.
    case overlay
    /// The table as text, and its file.
    case write
  }

  /// Does it.
  ///
  /// - Parameters:
  ///   - sources: The two layers.
  ///   - threads: Threads that work.
  ///   - tileSize: Records of both layers together that are held at once, where both have a spatial index; nil holds
  ///     all, unless the files are larger than half of the machine's memory.
  ///   - ended: Is told when a phase has ended.
  ///   - talk: Is told what to know about single records, a line at a time.
  ///   - write: Gets the CSV piece by piece.
  /// - Returns: What was read and found.
  /// - Throws: ``JobFailure``; also when the layers lie in different coordinate systems.
  public static func run(
    _ sources: [Source],
    threads: Int,
    tileSize: Int? = nil,
    ended: (Phase) -> Void = { _ in },
    talk: (String) -> Void,
    write: (borrowing [UInt8]) throws(JobFailure) -> Void
  ) throws(JobFailure) -> Summary {
    precondition(sources.count == 2, "pairs are of two layers")
    let workers = Workers(count: threads)
    if let tileSize = tileSize ?? tileSizeForMemory(sources) {
      if let tiled = try TiledPairRun(sources, tileSize: tileSize, workers: workers, talk) {
        return try tiled.run(talk: talk, write: write)
      }
    }
    let layers = try read(sources, workers)
    ended(.read)
    try checkSystems(layers[0], layers[1], talk)
    var summary = Summary()
    let prepared = layers.map { layer in
      var report = PairLayerReport(file: layer.file, layer: layer.name)
      let shapes = report.prepare(layer, workers: workers)
      report.tell(talk)
      summary.add(report)
      return shapes
    }
    let (first, second) = (prepared[0], prepared[1])
    ended(.mend)
    let table = PairFinder.pairs(first.shapes, second.shapes, workers: workers)
    ended(.overlay)
    summary.candidates = table.candidates
    summary.edgePairs = table.edgePairs
    summary.pairs = table.count
    var total = ExactSum()
    for area in table.areas { total.add(area) }
    summary.totalArea = total.value
    let text = PairText(
      first: first,
      firstKeys: layers[0].keys,
      second: second,
      secondKeys: layers[1].keys,
      table: table
    )
    try text.write(workers: workers, to: write)
    ended(.write)
    return summary
  }

  /// How many records to hold where the files are larger than half of the machine's memory; nil where they are not.
  ///
  /// In memory a record takes about as much as in its file, and the pairs some tenth of that.
  private static func tileSizeForMemory(_ sources: [Source]) -> Int? {
    let bytes = sources.map { source -> UInt64 in
      let attributes = try? FileManager.default.attributesOfItem(atPath: source.path)
      return attributes?[.size] as? UInt64 ?? 0
    }
    let isLarge = bytes.reduce(0, +) > ProcessInfo.processInfo.physicalMemory / 2
    return isLarge ? usualTileSize : nil
  }

  /// Records of both layers in a tile unless told otherwise: some hundred megabytes of parcels.
  public static let usualTileSize = 500_000

  // MARK: Reading

  private static func read(
    _ sources: [Source],
    _ workers: Workers
  ) throws(JobFailure) -> [KeyedLayer] {
    let files = workers.mapChunks(of: 2, chunkSize: 1) { range in
      let source = sources[range.lowerBound]
      return Result { () throws(FormatError) in
        try FeatureReader.readKeyed(path: source.path, layer: source.layer, keyedBy: keyNames)
      }
    }
    var layers: [KeyedLayer] = []
    for (source, file) in zip(sources, files) {
      let found: [KeyedLayer]
      do throws(FormatError) { found = try file.get() } catch { throw JobFailure(error) }
      guard let layer = found.first, found.count == 1 else {
        let names = found.map(\.name).joined(separator: ", ")
        throw .usage(
          found.isEmpty
            ? "\(source.path): has no layer with geometry"
            : "\(source.path): has several layers, name one as \(source.path):LAYER: \(names)"
        )
      }
      layers.append(layer)
    }
    return layers
  }

  /// Land of two systems cannot be laid on each other without a transformation, which this command does not do.
  static func checkSystems(
    _ first: KeyedLayer,
    _ second: KeyedLayer,
    _ talk: (String) -> Void
  ) throws(JobFailure) {
    guard first.crs != second.crs else { return }
    func name(_ layer: KeyedLayer) -> String {
      switch layer.crs {
      case .definition(let text): text.count > 60 ? "\(text.prefix(60))…" : text
      case .label(let text): text
      case nil: "none"
      }
    }
    if first.crs == nil || second.crs == nil {
      let layer = first.crs == nil ? first : second
      return talk("\(layer.file):\(layer.name): names no coordinate system; taken for the other's")
    }
    if case .definition(let one) = first.crs, case .definition(let other) = second.crs,
      let one = try? ReferenceSystem(one), let other = try? ReferenceSystem(other),
      one.isSame(as: other)
    {
      return
    }
    throw .usage(
      """
      the layers lie in different coordinate systems: \(first.file):\(first.name) in \
      \(name(first)), \(second.file):\(second.name) in \(name(second)); bring one into the other's \
      first (ogr2ogr -t_srs)
      """
    )
  }
}

/// Shapes and the area of each.
struct MeasuredShapes: Sendable {
  let shapes: ShapeColumn
  let areas: [Double]
}
