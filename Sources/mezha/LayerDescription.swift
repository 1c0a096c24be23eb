import Formats
import Geometry
import Reconciliation

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
    var reasonRussian: String
  }

  struct Remark: Encodable {
    var ru: String
    var en: String
  }

  var file: String
  var layer: String
  /// What the file was taken for.
  var format: String
  /// The encoding its text was read in.
  var encoding: String?
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
  /// The labels of coordinate systems its records carry, and what they would mean.
  var labels: [LabelJSON]
  var notes: [Remark]

  init(_ table: FeatureTable) {
    file = table.file
    format = table.format
    encoding = table.encoding
    notes = table.notes.map { Remark(ru: $0.russian, en: $0.english) }
    labels = Self.labels(of: table)
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
    rejects = table.rejects.map {
      Reject(row: $0.row, key: $0.key, reason: $0.reason, reasonRussian: $0.russian)
    }
  }

  /// Labels by frequency of records; without the program's data folder nobody knows what they mean.
  private static func labels(of table: FeatureTable) -> [LabelJSON] {
    var counts: [String: Int] = [:]
    for value in table.column("sk_id")?.values ?? [] {
      if let text = value.text { counts[text, default: 0] += 1 }
    }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (label: $0.key, records: $0.value) }
    if sorted.isEmpty { return [] }
    let judged = try? CRSLabels.judged(sorted)
    return (judged ?? sorted.map { CheckedLabel(label: $0.label, records: $0.records) })
      .map(LabelJSON.init)
  }

  private static func type(of values: [AttributeValue]) -> String {
    // In alphabetical order; a set of words would cost more than reading the file's texts.
    let words = ["boolean", "integer", "real", "text"]
    var isFound = [false, false, false, false]
    for value in values {
      switch value {
      case .null: break
      case .boolean: isFound[0] = true
      case .integer: isFound[1] = true
      case .real: isFound[2] = true
      case .text: isFound[3] = true
      }
    }
    let found = zip(words, isFound).filter(\.1).map(\.0)
    return found.isEmpty ? "empty" : found.joined(separator: "|")
  }
}
