import Geometry

/// One layer for the web: features sorted by id, their shapes in WGS 84, their properties on demand.
struct WebLayer: Sendable {
  /// Machine name, also the file's.
  var name: String
  var title: Words
  /// Top-level ids of the features, sorted, unique, safe in a URL.
  var ids: [String]
  /// For each feature, the index of the record it was made from.
  var records: [Int]
  var shapes: WebShapes
  /// Records that have no place on the map and are in the tables only.
  var withoutPlace: Int
  var properties: [Column]
  /// The properties of the record with this index, in the order of `properties`.
  var cells: @Sendable (Int) -> [Cell]

  /// Number of features.
  var count: Int { ids.count }

  /// The same features with other properties.
  func with(properties: [Column], cells: @escaping @Sendable (Int) -> [Cell]) -> WebLayer {
    var copy = self
    copy.properties = properties
    copy.cells = cells
    return copy
  }
}

/// One layer before it is brought to WGS 84.
struct LayerSource: Sendable {
  var name: String
  var title: Words
  /// The key of each record; a layer's ids are made from them.
  var keys: [String]
  /// Shapes in the working CRS, as many as keys.
  var shapes: ShapeColumn
  /// Places of records that have no shape, working CRS.
  var places: [Int: Point] = [:]
  var properties: [Column]
  var cells: @Sendable (Int) -> [Cell]
}
