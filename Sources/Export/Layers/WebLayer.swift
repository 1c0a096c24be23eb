import Formats
import Geometry
import Workers

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
  private let keys: [String]
  private let keyPrefix: String
  private(set) var properties: [Column]
  /// The properties of the record with this index, in the order of `properties`.
  private(set) var cells: @Sendable (Int) -> [Cell]
  /// The quarter of the record with this index; nil where it has none.
  let quarter: @Sendable (Int) -> String?
  /// The geometries as text, shared by all products.
  let geometries: TextChunks
  /// For each property, `"name":` with the comma that goes before it.
  private(set) var names: [[UInt8]]

  /// Number of features.
  var count: Int { ids.count }

  /// What other layers call the feature: its first property.
  func key(_ feature: Int) -> String { key(ofRecord: records[feature]) }

  /// The key of a record, whether it has a place or not.
  func key(ofRecord record: Int) -> String { keyPrefix + keys[record] }

  init(
    _ source: LayerSource,
    ids: [String],
    records: [Int],
    shapes: WebShapes,
    workers: Workers
  ) {
    name = source.name
    title = source.title
    self.ids = ids
    self.records = records
    self.shapes = shapes
    withoutPlace = source.keys.count - records.count
    keys = source.keys
    keyPrefix = source.keyPrefix
    properties = source.properties
    cells = source.cells
    quarter = source.quarter
    geometries = shapes.text(workers)
    names = Self.names(properties)
  }

  /// The same features with other properties.
  func with(properties: [Column], cells: @escaping @Sendable (Int) -> [Cell]) -> WebLayer {
    var copy = self
    copy.properties = properties
    copy.cells = cells
    copy.names = Self.names(properties)
    return copy
  }

  private static func names(_ properties: [Column]) -> [[UInt8]] {
    properties.enumerated().map { i, column in
      var bytes: [UInt8] = i == 0 ? [] : [UInt8(ascii: ",")]
      JSONText.append(quoted: column.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      return bytes
    }
  }
}

extension WebLayer {
  /// All features, each put into words once.
  func text(_ workers: Workers) -> TextChunks {
    TextChunks(count: count, workers: workers) { feature, text in append(feature, to: &text) }
  }

  /// Appends one feature.
  func append(_ feature: Int, to text: inout [UInt8]) {
    GeoJSONText.appendFeature(id: ids[feature], geometry: geometries[feature], to: &text)
    let cells = cells(records[feature])
    for (i, column) in properties.enumerated() {
      text.append(contentsOf: names[i])
      column.value(cells[i]).appendJSON(to: &text)
    }
    text.append(contentsOf: "}}".utf8)
  }
}

/// One layer before it is brought to WGS 84.
struct LayerSource: Sendable {
  var name: String
  var title: Words
  /// The key of each record; a layer's ids are made from them.
  var keys: [String]
  /// What stands before it in the first property.
  var keyPrefix = ""
  /// Shapes in the working CRS, as many as keys.
  var shapes: ShapeColumn
  /// What stands for records that have no shape, working CRS: one point each, or a line each.
  var marks: [Int: [Point]] = [:]
  var properties: [Column]
  var cells: @Sendable (Int) -> [Cell]
  /// The quarter of each record; nil for what belongs to none.
  var quarter: @Sendable (Int) -> String? = { _ in nil }
}
