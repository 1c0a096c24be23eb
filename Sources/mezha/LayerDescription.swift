import Formats
import Geometry

/// What is to be said of one layer of a file.
struct LayerDescription: Encodable {
  struct Field: Encodable {
    var name: String
    /// `integer`, `real`, `text`, `boolean`, `empty`, or several joined by `|`.
    var type: String
    /// How many records have a value.
    var filled: Int
  }

  struct Reject: Encodable {
    var row: Int
    var key: String?
    var reason: String
  }

  var file: String
  var layer: String
  var count: Int
  var withGeometry: Int
  var withoutGeometry: Int
  /// A definition PROJ understands.
  var crs: String?
  /// A label of the register, which is no definition.
  var crsLabel: String?
  var date: String?
  /// Least x, least y, greatest x, greatest y, in the file's own units.
  var extent: [Double]?
  var fields: [Field]
  var rejects: [Reject]

  init(_ table: FeatureTable) {
    file = table.file
    layer = table.name
    count = table.count
    let boxes = table.shapes.boxes
    var box = Envelope.empty
    var drawn = 0
    for feature in 0..<table.count where table.shapes.hasGeometry(feature) {
      drawn += 1
      box.formUnion(boxes[feature])
    }
    withGeometry = drawn
    withoutGeometry = table.count - drawn
    extent = box.isEmpty ? nil : [box.minX, box.minY, box.maxX, box.maxY]
    switch table.crs {
    case .definition(let definition): crs = definition
    case .label(let label): crsLabel = label
    case nil: break
    }
    date = table.date
    fields = table.columns.map { column in
      Field(
        name: column.name,
        type: Self.type(of: column.values),
        filled: column.values.count { $0 != .null }
      )
    }
    rejects = table.rejects.map { Reject(row: $0.row, key: $0.key, reason: $0.reason) }
  }

  private static func type(of values: [AttributeValue]) -> String {
    var found: Set<String> = []
    for value in values {
      switch value {
      case .null: break
      case .integer: found.insert("integer")
      case .real: found.insert("real")
      case .text: found.insert("text")
      case .boolean: found.insert("boolean")
      }
    }
    return found.isEmpty ? "empty" : found.sorted().joined(separator: "|")
  }
}
