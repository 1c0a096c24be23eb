public import Geometry
import SQLiteStore

/// One layer as shapes and keys, without attributes: for work on whole layers where nothing else is asked.
public struct KeyedLayer: Sendable {
  /// The layer's name in the file.
  public var name: String
  /// The file as the caller named it.
  public var file: String
  /// What the file says about its coordinate system.
  public var crs: SourceCRS?
  /// One shape a record; empty where the record has no geometry.
  public var shapes = ShapeColumn()
  /// The key of each record: the first of the columns asked for that the layer has, else its row.
  public var keys = TextColumn()
  /// Records that could not be decoded; they are in no column.
  public var rejects: [ReadReject] = []

  /// Makes an empty layer.
  public init(name: String, file: String, crs: SourceCRS? = nil) {
    self.name = name
    self.file = file
    self.crs = crs
  }

  /// Takes shapes and keys out of a table.
  init(_ table: FeatureTable, keyedBy names: [String]) {
    self.init(name: table.name, file: table.file, crs: table.crs)
    shapes = table.shapes
    rejects = table.rejects
    let column = names.lazy.compactMap { table.column($0) }.first
    for index in 0..<table.count {
      if var text = column?.values[index].text, !text.isEmpty {
        text.withUTF8 { keys.append($0) }
      } else {
        keys.append(Int64(table.rows.indices.contains(index) ? table.rows[index] : index + 1))
      }
    }
  }
}

extension FeatureReader {
  /// Reads shapes and keys of all layers of a file, or of the one named.
  ///
  /// Attributes of a GeoPackage are not even looked at. A record without a value in its key column has its row
  /// for a key, as has every record of a layer with none of the columns.
  /// - Parameters:
  ///   - path: The file.
  ///   - layer: The only layer to read; all when nil.
  ///   - names: Columns that may hold the key, the best first; compared without case.
  /// - Returns: The layers with the keys of their records.
  /// - Throws: as ``read(path:layer:encoding:)``.
  public static func readKeyed(
    path: String,
    layer: String? = nil,
    keyedBy names: [String]
  ) throws(FormatError) -> [KeyedLayer] {
    if try FileDetector.kind(of: path) == .geoPackage {
      return try GeoPackageReader.readKeyed(path: path, layer: layer, keyedBy: names)
    }
    return try read(path: path, layer: layer).map { KeyedLayer($0, keyedBy: names) }
  }
}

extension GeoPackageReader {
  /// Reads shapes and keys of all layers with geometry, or of the one called `layer`.
  static func readKeyed(
    path: String,
    layer: String?,
    keyedBy names: [String]
  ) throws(FormatError) -> [KeyedLayer] {
    let database = try open(path)
    var place = "gpkg_contents"
    do throws(SQLiteError) {
      // Pages are looked at where the system maps them and are not copied.
      try database.execute("PRAGMA mmap_size = \(Int64.max)")
    } catch {
      throw .damaged(file: path, place: place, reason: error.message)
    }
    let layers: [GeoPackageLayer]
    do throws(SQLiteError) { layers = try GeoPackageLayer.all(in: database) } catch {
      throw .damaged(file: path, place: place, reason: error.message)
    }
    var result: [KeyedLayer] = []
    for chosen in try chosen(layer, of: layers, file: path)
    where layer != nil || chosen.geometryColumn != nil {
      place = "table \(chosen.table)"
      do throws(SQLiteError) {
        result.append(try readKeyed(chosen, of: database, file: path, keyedBy: names))
      } catch {
        throw .damaged(file: path, place: place, reason: error.message)
      }
    }
    return result
  }

  /// Room is made for no larger a file than this, bytes.
  private static let mostReserved = 1 << 32

  private static func readKeyed(
    _ layer: GeoPackageLayer,
    of database: borrowing Database,
    file: String,
    keyedBy names: [String]
  ) throws(SQLiteError) -> KeyedLayer {
    var result = KeyedLayer(name: layer.table, file: file, crs: layer.crs)
    var columns = try layer.columns(in: database)
    let key = names.lazy.compactMap { name in
      columns.values.first { $0.name.lowercased() == name.lowercased() }
    }.first
    columns.values = key.map { [$0] } ?? []
    // Memory is taken where it is touched first, so room for all that the file may hold costs nothing, and
    // columns that grow are copied again and again.
    let bytes = Swift.min(try database.size(), Self.mostReserved)
    result.shapes.reserveCapacity(features: bytes / 96, vertices: bytes / 16)
    let statement = try database.prepare(columns.selection(from: layer.table))
    var row: Int64 = 0
    while try statement.step() {
      row = columns.key == nil ? row + 1 : statement.integer(at: 0)
      _ = result.append(statement, row: row, hasKey: key != nil)
    }
    return result
  }
}

extension KeyedLayer {
  /// Adds the record a statement stands at, whose result columns are: 0 the row, 1 the geometry, 2 the key if any.
  ///
  /// - Returns: False when it could not be decoded and became a reject.
  mutating func append(_ statement: borrowing Statement, row: Int64, hasKey: Bool) -> Bool {
    do throws(GeometryFailure) {
      var noLines: [[Point]]?
      _ = try GeoPackageReader.decode(statement, into: &shapes, lines: &noLines)
    } catch {
      shapes.abandonFeature()
      let text = hasKey ? statement.text(at: 2) : nil
      rejects.append(ReadReject(row: Int(row), key: text, reason: error.reason))
      return false
    }
    shapes.endFeature()
    let isKeyed =
      hasKey
      && statement.withText(at: 2) { text in
        if !text.isEmpty { keys.append(text) }
        return !text.isEmpty
      }
    if !isKeyed { keys.append(row) }
    return true
  }
}
