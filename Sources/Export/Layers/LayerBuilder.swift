import Geometry
import Projection
import Topology
import Workers

/// Brings layers from the working CRS to the one they are written in.
struct LayerBuilder: Sendable {
  private let system: ReferenceSystem
  private let target: ReferenceSystem
  private let area: Envelope
  private let workers: Workers

  /// What PROJ calls the operation, and how far it may be off, m.
  let operation: (name: String, accuracy: Double?)

  /// Features a thread takes at once; each time it looks up the operation anew.
  private let chunkSize: Int

  /// Prepares the way from `system` to `target`, one for all layers of a run.
  ///
  /// `area` (working CRS) decides which datum shift is the best one there.
  init(
    from system: ReferenceSystem,
    to target: ReferenceSystem = .wgs84,
    area: Envelope,
    workers: Workers,
    chunkSize: Int = 16_384
  ) throws(ExportError) {
    self.chunkSize = chunkSize
    self.system = system
    self.target = target
    self.area = area
    self.workers = workers
    let way = try Self.way(from: system, to: target, area)
    operation = (way.description, way.accuracy)
  }

  private static func way(
    from system: ReferenceSystem,
    to target: ReferenceSystem,
    _ area: Envelope
  ) throws(ExportError) -> Transformation {
    do throws(ProjectionError) {
      return try Transformation(from: system, to: target, area: area.isEmpty ? nil : area)
    } catch {
      throw .projection(reason: "\(error)")
    }
  }

  /// Sorts, reprojects, rounds and checks one layer.
  ///
  /// A record whose coordinates have no image there (another zone, swapped axes) is counted among those
  /// without a place; it never stops the export.
  /// - Parameters:
  ///   - source: The records.
  ///   - isWanted: Which of them to take.
  ///   - box: What their boxes have to meet there; nil takes all.
  /// - Returns: The layer.
  /// - Throws: ``ExportError``
  func build(
    _ source: LayerSource,
    where isWanted: (Int) -> Bool = { _ in true },
    meeting box: Envelope? = nil
  ) throws(ExportError) -> WebLayer {
    let ids = Keys.uniqueIDs(source.keys)
    let sorted = source.keys.indices
      .filter { (source.shapes.hasGeometry($0) || source.marks[$0] != nil) && isWanted($0) }
      .sorted { ids[$0] < ids[$1] }
    let parts = workers.mapChunks(of: sorted.count, chunkSize: chunkSize) { range in
      Result { () throws(ExportError) in try part(Array(sorted[range]), of: source) }
    }
    var shown: [Int] = []
    var shapes = WebShapes()
    for result in parts {
      let part = try result.get()
      shown += part.shown
      shapes.append(part.shapes)
    }
    if let box {
      let kept = shown.indices.filter { shapes.box(of: $0).intersects(box) }
      shown = kept.map { shown[$0] }
      shapes = shapes.only(kept)
    }
    return WebLayer(
      source,
      ids: shown.map { ids[$0] },
      records: shown,
      shapes: shapes,
      workers: workers
    )
  }

  /// The records that have an image there, and their shapes.
  private func part(
    _ records: [Int],
    of source: LayerSource
  ) throws(ExportError) -> (shown: [Int], shapes: WebShapes) {
    let way = try Self.way(from: system, to: target, area)
    var placed = (try? Placed(records, of: source, by: way)) ?? Placed()
    if placed.records.isEmpty {
      // One of them has no image: find out which.
      for record in records {
        if let one = try? Placed([record], of: source, by: way) { placed.append(one) }
      }
    }
    return (
      placed.records,
      try WebShapes(
        placed.shapes,
        marks: placed.marks,
        grid: target.isGeographic ? .degrees : .metres,
        engine: TopologyEngine()
      )
    )
  }
}

/// Records in the system they are written in.
private struct Placed {
  var records: [Int] = []
  var shapes = ShapeColumn()
  /// By position in `records`.
  var marks: [Int: [Point]] = [:]

  init() {}

  init(
    _ records: [Int],
    of source: LayerSource,
    by way: borrowing Transformation
  ) throws(ProjectionError) {
    self.records = records
    var ends: [(position: Int, end: Int)] = []
    var x: [Double] = []
    var y: [Double] = []
    for (position, record) in records.enumerated() {
      shapes.append(feature: record, of: source.shapes)
      if !source.shapes.hasGeometry(record), let mark = source.marks[record] {
        x += mark.map(\.x)
        y += mark.map(\.y)
        ends.append((position, x.count))
      }
    }
    try shapes.mapVertices { x, y throws(ProjectionError) in try way.apply(x: &x, y: &y) }
    try way.apply(x: &x, y: &y)
    var start = 0
    for (position, end) in ends {
      marks[position] = (start..<end).map { Point(x: x[$0], y: y[$0]) }
      start = end
    }
  }

  mutating func append(_ other: Placed) {
    for (position, mark) in other.marks { marks[records.count + position] = mark }
    for feature in 0..<other.shapes.count { shapes.append(feature: feature, of: other.shapes) }
    records += other.records
  }
}
