public import Geometry
import SQLiteStore

/// A layer of a GeoPackage with a spatial index, read a piece of the plane at a time.
///
/// For layers larger than memory: what is held is one tile. Every record whose box the index knows belongs to exactly
/// one of tiles that do not overlap, the one its box's south-west corner lies in; boxes are those of the index (32-bit
/// numbers, rounded outwards). Not for sharing between threads.
public struct TiledLayer: ~Copyable {
  /// The layer's name in the file.
  public let name: String
  /// The file as the caller named it.
  public let file: String
  /// What the file says about its coordinate system.
  public let crs: SourceCRS?
  private let database: Database
  /// The index joined with its table, and the index alone, as SQL.
  private let joined: String
  private let index: String
  private let table: String
  private let rowColumn: String
  /// The row, the geometry and the key, as columns of `f`.
  private let selection: String
  private let hasKey: Bool

  /// A part of the plane: west and south sides belong to it, east and north sides do not.
  public typealias Tile = Envelope

  /// Records of one tile.
  public struct Piece: Sendable {
    /// Shapes and keys, in the order of the rows.
    public var records: KeyedLayer
    /// The row of each record.
    public var rows: [Int64] = []
    /// Whether each record belongs to the tile; the others are there because their boxes reach the query.
    public var belongs: [Bool] = []
  }

  /// Opens a layer; nil when it is of another format, of several layers unnamed, or has no index or no integer key.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - layer: The layer; nil for the only one with geometry.
  ///   - names: Columns that may hold the key, the best first.
  /// - Throws: ``FormatError`` when the file cannot be read.
  public init?(path: String, layer: String?, keyedBy names: [String]) throws(FormatError) {
    guard try FileDetector.kind(of: path) == .geoPackage else { return nil }
    let database = try GeoPackageReader.open(path)
    var place = "gpkg_contents"
    do throws(SQLiteError) {
      // What is mapped counts as memory, so pages are copied and few are kept (KiB).
      try database.execute("PRAGMA mmap_size = 0; PRAGMA cache_size = -16384")
      let layers = try GeoPackageLayer.all(in: database)
      let chosen: [GeoPackageLayer]
      do throws(FormatError) {
        chosen = try GeoPackageReader.chosen(layer, of: layers, file: path)
          .filter { $0.geometryColumn != nil }
      } catch { return nil }
      guard chosen.count == 1, let geometry = chosen[0].geometryColumn else { return nil }
      place = "table \(chosen[0].table)"
      let index = "rtree_\(chosen[0].table)_\(geometry)"
      let columns = try chosen[0].columns(in: database)
      guard try database.has(table: index), let row = columns.key, let shape = columns.geometry
      else { return nil }
      let key = names.lazy.compactMap { name in
        columns.values.first { $0.name.lowercased() == name.lowercased() }
      }.first
      let quoted = GeoPackageSchema.quoted
      selection =
        [row, shape].map { "f.\(quoted($0))" }.joined(separator: ", ")
        + ", " + (key.map { "f.\(quoted($0.name))" } ?? "NULL")
      self.index = quoted(index)
      table = quoted(chosen[0].table)
      rowColumn = quoted(row)
      joined = "\(quoted(index)) r JOIN \(quoted(chosen[0].table)) f ON f.\(quoted(row)) = r.id"
      hasKey = key != nil
      name = chosen[0].table
      crs = chosen[0].crs
    } catch {
      throw .damaged(file: path, place: place, reason: error.message)
    }
    file = path
    self.database = database
  }

  /// A tile that every box of the index belongs to; empty when there are none.
  ///
  /// - Throws: ``FormatError`` when the index cannot be read.
  /// - Complexity: O(*n*).
  public func wholeTile() throws(FormatError) -> Tile {
    var tile = Tile.empty
    try select("SELECT min(minx), min(miny), max(minx), max(miny), count(*) FROM \(index)") {
      guard $0.integer(at: 4) > 0 else { return }
      tile = Tile(
        minX: $0.real(at: 0),
        minY: $0.real(at: 1),
        maxX: $0.real(at: 2).nextUp,
        maxY: $0.real(at: 3).nextUp
      )
    }
    return tile
  }

  /// How many records belong to a tile.
  ///
  /// - Throws: ``FormatError`` when the index cannot be read.
  /// - Complexity: O(log *n* + *k*) for *k* records.
  public func count(in tile: Tile) throws(FormatError) -> Int {
    var count = 0
    try select(
      """
      SELECT count(*) FROM \(index) WHERE minx >= ? AND minx < ? AND miny >= ? AND miny < ?
      """,
      [tile.minX, tile.maxX, tile.minY, tile.maxY]
    ) { count = Int($0.integer(at: 0)) }
    return count
  }

  /// Reads the records that belong to a tile and, beside them, those whose boxes share a point with `halo`.
  ///
  /// - Throws: ``FormatError`` when the file cannot be read, also when a shape reaches out of its box in the index.
  /// - Complexity: O(log *n* + *k*) for *k* records.
  public func read(_ tile: Tile, halo: Envelope) throws(FormatError) -> Piece {
    var query = tile
    query.formUnion(halo)
    var piece = Piece(records: KeyedLayer(name: name, file: file, crs: crs))
    var stray: Int64?
    try select(
      """
      SELECT \(selection), r.minx, r.miny, r.maxx, r.maxy FROM \(joined) \
      WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? ORDER BY r.id
      """,
      [query.minX, query.maxX, query.minY, query.maxY]
    ) {
      let box = Envelope(
        minX: $0.real(at: 3),
        minY: $0.real(at: 4),
        maxX: $0.real(at: 5),
        maxY: $0.real(at: 6)
      )
      let belongs =
        box.minX >= tile.minX && box.minX < tile.maxX && box.minY >= tile.minY
        && box.minY < tile.maxY
      guard belongs || box.intersects(halo) else { return }
      let row = $0.integer(at: 0)
      guard piece.records.append($0, row: row, hasKey: hasKey) else {
        // What cannot be decoded is told of where it belongs.
        if !belongs { piece.records.rejects.removeLast() }
        return
      }
      let shape = piece.records.shapes.boxes[piece.rows.count]
      if !shape.isEmpty, !box.contains(shape) { stray = row }
      piece.rows.append(row)
      piece.belongs.append(belongs)
    }
    if let stray { throw damagedIndex(stray) }
    return piece
  }

  /// Reads the records the index does not know: those without geometry, or with one that cannot be decoded.
  ///
  /// - Throws: ``FormatError`` when the file cannot be read, also when one of them has a shape.
  /// - Complexity: O(*n* log *n*).
  public func readUnindexed() throws(FormatError) -> Piece {
    var piece = Piece(records: KeyedLayer(name: name, file: file, crs: crs))
    try select(
      """
      SELECT \(selection) FROM \(table) f WHERE NOT EXISTS \
      (SELECT 1 FROM \(index) WHERE id = f.\(rowColumn)) ORDER BY 1
      """
    ) {
      let row = $0.integer(at: 0)
      guard piece.records.append($0, row: row, hasKey: hasKey) else { return }
      piece.rows.append(row)
      piece.belongs.append(true)
    }
    for (record, row) in piece.rows.enumerated() where piece.records.shapes.hasGeometry(record) {
      throw damagedIndex(row)
    }
    return piece
  }

  private func damagedIndex(_ row: Int64) -> FormatError {
    .damaged(
      file: file,
      place: "spatial index of \(name)",
      reason: "the shape of row \(row) is not where the index says; make the index anew"
    )
  }

  /// Runs a query and shows `body` its rows.
  private func select(
    _ sql: String,
    _ values: [Double] = [],
    _ body: (borrowing Statement) -> Void
  ) throws(FormatError) {
    do throws(SQLiteError) {
      let statement = try database.prepare(sql)
      for (position, value) in values.enumerated() { try statement.bind(value, at: position) }
      while try statement.step() { body(statement) }
    } catch {
      throw .damaged(file: file, place: "table \(name)", reason: error.message)
    }
  }
}
