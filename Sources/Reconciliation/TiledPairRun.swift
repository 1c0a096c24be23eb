internal import Formats
internal import Geometry
internal import Matching
internal import Workers

/// Pairs of layers that do not fit into memory: tile by tile, through a sort on disk; the same bytes.
///
/// A tile holds the records of the first layer that belong to it and the records of the second that their boxes reach
/// (the halo), so each pair is found in one tile. Both files are read once, but for halos.
struct TiledPairRun: ~Copyable {
  private let first: TiledLayer
  private let second: TiledLayer
  private let tileSize: Int
  private let workers: Workers

  /// Tiles are not halved more often than this: records at one place cannot be parted.
  private static let deepest = 48

  /// Opens both layers; nil when one of them cannot be read by tiles.
  ///
  /// - Throws: ``JobFailure``; also when the layers lie in different coordinate systems.
  init?(
    _ sources: [PairRun.Source],
    tileSize: Int,
    workers: Workers,
    _ talk: (String) -> Void
  ) throws(JobFailure) {
    precondition(tileSize > 0, "a tile holds something")
    guard let first = try Self.open(sources[0]), let second = try Self.open(sources[1]) else {
      return nil
    }
    try PairRun.checkSystems(
      KeyedLayer(name: first.name, file: first.file, crs: first.crs),
      KeyedLayer(name: second.name, file: second.file, crs: second.crs),
      talk
    )
    self.first = first
    self.second = second
    self.tileSize = tileSize
    self.workers = workers
  }

  private static func open(_ source: PairRun.Source) throws(JobFailure) -> TiledLayer? {
    do throws(FormatError) {
      return try TiledLayer(
        path: source.path,
        layer: source.layer,
        keyedBy: PairRun.keyNames
      )
    } catch { throw JobFailure(error) }
  }

  /// Does it.
  borrowing func run(
    talk: (String) -> Void,
    write: (borrowing [UInt8]) throws(JobFailure) -> Void
  ) throws(JobFailure) -> PairRun.Summary {
    var summary = PairRun.Summary()
    var reports = (
      PairLayerReport(file: first.file, layer: first.name),
      PairLayerReport(file: second.file, layer: second.name)
    )
    let spill = try PairSpill()
    var total = ExactSum()
    do throws(FormatError) {
      _ = Self.prepare(try first.readUnindexed(), &reports.0, workers)
      _ = Self.prepare(try second.readUnindexed(), &reports.1, workers)
    } catch { throw JobFailure(error) }
    for tile in try tiles() {
      let pieces = try read(tile, &reports)
      let table = PairFinder.pairs(pieces.0.shapes.shapes, pieces.1.shapes.shapes, workers: workers)
      summary.candidates += table.candidates
      summary.edgePairs += table.edgePairs
      summary.pairs += table.count
      for area in table.areas { total.add(area) }
      let text = PairText(
        first: pieces.0.shapes,
        firstKeys: pieces.0.keys,
        second: pieces.1.shapes,
        secondKeys: pieces.1.keys,
        table: table,
        rows: (pieces.0.rows, pieces.1.rows)
      )
      spill.beginRun()
      try text.writeRows(workers: workers) { (bytes) throws(JobFailure) in try spill.append(bytes) }
    }
    summary.totalArea = total.value
    for report in [reports.0, reports.1] {
      report.tell(talk)
      summary.add(report)
    }
    try write(Array(PairText.header.utf8))
    try spill.merge(to: write)
    return summary
  }

  /// Records of one layer in a tile, ready to be compared.
  private struct Prepared {
    var shapes: MeasuredShapes
    var keys: TextColumn
    var rows: [Int64]
  }

  private borrowing func read(
    _ tile: TiledLayer.Tile,
    _ reports: inout (PairLayerReport, PairLayerReport)
  ) throws(JobFailure) -> (Prepared, Prepared) {
    do throws(FormatError) {
      let one = Self.prepare(try first.read(tile, halo: .empty), &reports.0, workers)
      var halo = Envelope.empty
      for box in one.shapes.shapes.boxes where !box.isEmpty { halo.formUnion(box) }
      let other = Self.prepare(try second.read(tile, halo: halo), &reports.1, workers)
      return (one, other)
    } catch { throw JobFailure(error) }
  }

  private static func prepare(
    _ piece: TiledLayer.Piece,
    _ report: inout PairLayerReport,
    _ workers: Workers
  ) -> Prepared {
    let shapes = report.prepare(
      piece.records,
      piece: (piece.rows, piece.belongs),
      workers: workers
    )
    return Prepared(shapes: shapes, keys: piece.records.keys, rows: piece.rows)
  }

  /// The plane over both layers, halved along its longer side until no tile has more records than wanted.
  private borrowing func tiles() throws(JobFailure) -> [TiledLayer.Tile] {
    do throws(FormatError) {
      var whole = try first.wholeTile()
      whole.formUnion(try second.wholeTile())
      var open = whole.isEmpty ? [] : [(tile: whole, depth: 0)]
      var tiles: [TiledLayer.Tile] = []
      while let next = open.popLast() {
        let count = try first.count(in: next.tile) + second.count(in: next.tile)
        if count == 0 { continue }
        let halves = Self.halves(next.tile)
        guard count > tileSize, next.depth < Self.deepest else {
          tiles.append(next.tile)
          continue
        }
        open.append((halves.1, next.depth + 1))
        open.append((halves.0, next.depth + 1))
      }
      return tiles
    } catch { throw JobFailure(error) }
  }

  private static func halves(_ tile: TiledLayer.Tile) -> (TiledLayer.Tile, TiledLayer.Tile) {
    var (low, high) = (tile, tile)
    if tile.width >= tile.height {
      low.maxX = tile.center.x
      high.minX = tile.center.x
    } else {
      low.maxY = tile.center.y
      high.minY = tile.center.y
    }
    return (low, high)
  }
}
