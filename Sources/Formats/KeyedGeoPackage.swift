import Foundation
import Geometry
import SQLiteStore

extension GeoPackageReader {
  /// Reads shapes and keys of all layers with geometry, or of the one called `layer`.
  static func readKeyed(
    path: String,
    layer: String?,
    keyedBy names: [String]
  ) throws(FormatError) -> [KeyedLayer] {
    let database = try open(path)
    var place = "gpkg_contents"
    let layers: [GeoPackageLayer]
    do throws(SQLiteError) {
      // Pages are looked at where the system maps them and are not copied.
      try database.execute("PRAGMA mmap_size = \(Int64.max)")
      layers = try GeoPackageLayer.all(in: database)
    } catch {
      throw .damaged(file: path, place: place, reason: error.message)
    }
    // Maps the file: what is not touched costs nothing.
    let file = database.isImmutable ? try MappedFile(path: path) : nil
    var result: [KeyedLayer] = []
    for chosen in try chosen(layer, of: layers, file: path)
    where layer != nil || chosen.geometryColumn != nil {
      place = "table \(chosen.table)"
      do throws(SQLiteError) {
        let columns = try chosen.keyedColumns(names, in: database)
        var read = try emptyLayer(chosen, of: database, file: path)
        let isRead =
          if let file, let plain = try chosen.plainTable(columns, in: database) {
            read.append(plain, in: file)
          } else {
            false
          }
        if !isRead {
          read = try emptyLayer(chosen, of: database, file: path)
          try read.append(chosen, columns, of: database)
        }
        result.append(read)
      } catch {
        throw .damaged(file: path, place: place, reason: error.message)
      }
    }
    return result
  }

  /// Room is made for no larger a file than this, bytes.
  private static let mostReserved = 1 << 32

  /// A layer with room for all its records.
  ///
  /// Memory is taken where it is touched first, so room for all that the file may hold costs nothing, and columns that
  /// grow are copied again and again.
  private static func emptyLayer(
    _ layer: GeoPackageLayer,
    of database: borrowing Database,
    file: String
  ) throws(SQLiteError) -> KeyedLayer {
    var result = KeyedLayer(name: layer.table, file: file, crs: layer.crs)
    let bytes = Swift.min(try database.size(), mostReserved)
    result.shapes.reserveCapacity(features: bytes / 96, vertices: bytes / 16)
    return result
  }
}

extension GeoPackageLayer {
  /// The columns of the table, with the key of its records for the only value.
  fileprivate func keyedColumns(
    _ names: [String],
    in database: borrowing Database
  ) throws(SQLiteError) -> Columns {
    var columns = try columns(in: database)
    let key = names.lazy.compactMap { name in
      columns.values.first { $0.name.lowercased() == name.lowercased() }
    }.first
    columns.values = key.map { [$0] } ?? []
    return columns
  }

  /// Where a table lies in its file, for a walk over its pages.
  fileprivate struct PlainTable {
    /// The page it begins at.
    var root: Int
    /// Positions in the record, ascending.
    var columns: [Int]
    /// Which of them is the row, the geometry and the key of the record.
    var row: Int?
    var geometry: Int
    var key: Int?
  }

  /// The table as it lies in the file; nil when only SQLite knows what its rows are, as those of a view.
  ///
  /// A key is taken as it is stored, so it has to be declared as text or as a whole number.
  fileprivate func plainTable(
    _ columns: Columns,
    in database: borrowing Database
  ) throws(SQLiteError) -> PlainTable? {
    let page = try database.prepare(
      "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?"
    )
    try page.bind(table, at: 0)
    guard try page.step(), page.integer(at: 0) > 0 else { return nil }
    let statement = try database.prepare(
      "SELECT cid, name, upper(type), hidden FROM pragma_table_xinfo(?) ORDER BY cid"
    )
    try statement.bind(table, at: 0)
    var (row, geometry, key): (Int?, Int?, Int?)
    while try statement.step() {
      // Columns made from others are stored or not, in places of their own.
      guard statement.integer(at: 3) == 0 else { return nil }
      let position = Int(statement.integer(at: 0))
      let (name, type) = (statement.text(at: 1), statement.text(at: 2) ?? "")
      if name == columns.key {
        guard type == "INTEGER" else { return nil }
        row = position
      }
      if name == columns.geometry { geometry = position }
      if let own = columns.values.first, name == own.name {
        guard ["TEXT", "CHAR", "INT"].contains(where: { type.contains($0) }) else { return nil }
        key = position
      }
    }
    guard let geometry else { return nil }
    let positions = [row, geometry, key].compactMap { $0 }.sorted()
    return PlainTable(
      root: Int(page.integer(at: 0)),
      columns: positions,
      row: row.flatMap { positions.firstIndex(of: $0) },
      geometry: positions.firstIndex(of: geometry) ?? 0,
      key: key.flatMap { positions.firstIndex(of: $0) }
    )
  }
}

extension KeyedLayer {
  /// Adds all records of a table as they lie in the file.
  ///
  /// - Returns: False when it is not as plain as it seemed; some records may then have been added.
  fileprivate mutating func append(_ table: GeoPackageLayer.PlainTable, in file: MappedFile) -> Bool
  {
    file.data.withUnsafeBytes { bytes in
      guard var scan = TableScan(bytes, root: table.root) else { return false }
      var batch = ShapeBatch()
      var count: Int64 = 0
      let isRead = scan.rows(columns: table.columns) { row, values in
        count += 1
        if let own = table.row {
          // The row's number is not stored twice; where it is, the column is no name for it.
          guard case .null = values[own] else { return false }
        }
        let key = table.key.map { values[$0] } ?? .null
        if case .real = key { return false }
        if case .blob = key { return false }
        let row = table.row == nil ? count : row
        if case .blob(let geometry) = values[table.geometry],
          PlainPolygon.append(geometry, to: &batch)
        {
          append(key: key, row: row)
        } else {
          shapes.append(&batch)
          _ = append(row: row, geometry: values[table.geometry], key: key)
        }
        return true
      }
      shapes.append(&batch)
      return isRead
    }
  }

  /// Adds all records of a table as SQLite shows them.
  fileprivate mutating func append(
    _ layer: GeoPackageLayer,
    _ columns: GeoPackageLayer.Columns,
    of database: borrowing Database
  ) throws(SQLiteError) {
    let statement = try database.prepare(columns.selection(from: layer.table))
    var row: Int64 = 0
    while try statement.step() {
      row = columns.key == nil ? row + 1 : statement.integer(at: 0)
      _ = append(statement, row: row, hasKey: !columns.values.isEmpty)
    }
  }

  /// Adds the record a statement stands at, whose result columns are: 0 the row, 1 the geometry, 2 the key if any.
  ///
  /// - Returns: False when it could not be decoded and became a reject.
  mutating func append(_ statement: borrowing Statement, row: Int64, hasKey: Bool) -> Bool {
    let geometry = statement.stored(at: 1)
    guard hasKey else { return append(row: row, geometry: geometry, key: .null) }
    return statement.withText(at: 2) { text in
      append(row: row, geometry: geometry, key: .text(UnsafeRawBufferPointer(text)))
    }
  }

  /// Adds one record; its key is text, a whole number or, where its row has to do, NULL or an empty text.
  private mutating func append(row: Int64, geometry: StoredValue, key: StoredValue) -> Bool {
    do throws(GeometryFailure) {
      var noLines: [[Point]]?
      _ = try GeoPackageReader.decode(geometry, into: &shapes, lines: &noLines)
    } catch {
      shapes.abandonFeature()
      rejects.append(ReadReject(row: Int(row), key: key.keyText, reason: error.reason))
      return false
    }
    shapes.endFeature()
    append(key: key, row: row)
    return true
  }

  @inline(__always)
  private mutating func append(key: StoredValue, row: Int64) {
    switch key {
    case .text(let bytes) where !bytes.isEmpty:
      bytes.withMemoryRebound(to: UInt8.self) { keys.append($0) }
    case .integer(let number): keys.append(number)
    default: keys.append(row)
    }
  }
}

extension StoredValue {
  /// A key as a message shows it.
  fileprivate var keyText: String? {
    switch self {
    case .text(let bytes): bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    case .integer(let number): String(number)
    default: nil
    }
  }
}
