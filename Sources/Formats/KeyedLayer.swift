public import Geometry

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
