internal import Formats
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

  /// Does it.
  ///
  /// - Parameters:
  ///   - sources: The two layers.
  ///   - threads: Threads that work.
  ///   - talk: Is told what to know about single records, a line at a time.
  ///   - write: Gets the CSV piece by piece.
  /// - Returns: What was read and found.
  /// - Throws: ``JobFailure``; also when the layers lie in different coordinate systems.
  public static func run(
    _ sources: [Source],
    threads: Int,
    talk: (String) -> Void,
    write: (borrowing [UInt8]) throws(JobFailure) -> Void
  ) throws(JobFailure) -> Summary {
    precondition(sources.count == 2, "pairs are of two layers")
    let workers = Workers(count: threads)
    let layers = try read(sources, workers)
    try checkSystems(layers[0], layers[1], talk)
    var summary = Summary()
    let first = prepare(layers[0], workers, talk, &summary)
    let second = prepare(layers[1], workers, talk, &summary)
    let table = PairFinder.pairs(first.shapes, second.shapes, workers: workers)
    summary.candidates = table.candidates
    summary.edgePairs = table.edgePairs
    summary.pairs = table.count
    summary.totalArea = table.areas.reduce(0, +)
    let text = PairText(
      first: first,
      firstKeys: layers[0].keys,
      second: second,
      secondKeys: layers[1].keys,
      table: table
    )
    try text.write(workers: workers, to: write)
    return summary
  }

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
  private static func checkSystems(
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

  private static func prepare(
    _ layer: KeyedLayer,
    _ workers: Workers,
    _ talk: (String) -> Void,
    _ summary: inout Summary
  ) -> MeasuredShapes {
    let place = "\(layer.file):\(layer.name)"
    for reject in layer.rejects {
      talk("\(place): row \(reject.row)\(reject.key.map { " (\($0))" } ?? ""): \(reject.reason)")
    }
    let repair = ShapeRepair(layer.shapes, workers: workers)
    for case let mend in repair.mended {
      let before = FixedDecimal.text(mend.areaBefore, decimals: 2)
      let after = FixedDecimal.text(mend.areaAfter, decimals: 2)
      talk("\(place): \(layer.keys[mend.feature]): mended: \(mend.reason); \(before) → \(after) m²")
    }
    for case let loss in repair.lost {
      talk("\(place): \(layer.keys[loss.feature]): left out: \(loss.reason)")
    }
    let empty = (0..<layer.shapes.count).count { !layer.shapes.hasGeometry($0) }
    if empty > 0 { talk("\(place): \(empty) of \(layer.shapes.count) records have no geometry") }
    summary.records.append(layer.shapes.count + layer.rejects.count)
    summary.withoutGeometry.append(empty)
    summary.mended.append(repair.mended.count)
    summary.lost.append(repair.lost.count + layer.rejects.count)
    return MeasuredShapes(repair.shapes, workers: workers)
  }
}

/// Shapes and the area of each.
struct MeasuredShapes: Sendable {
  let shapes: ShapeColumn
  let areas: [Double]

  init(_ shapes: ShapeColumn, workers: Workers) {
    self.shapes = shapes
    areas = workers.flatMapChunks(of: shapes.count, chunkSize: 16_384) { range in
      shapes.withView { view in range.map { view.area($0) } }
    }
  }
}
