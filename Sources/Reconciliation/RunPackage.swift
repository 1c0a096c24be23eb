import Cadastre
import Formats
import Geometry

/// The tables of a run's `results.gpkg` by name.
struct RunPackage {
  let path: String
  private var tables: [String: FeatureTable] = [:]

  /// Reads the package but for the tables named, which are then as if empty; a record that cannot be decoded is
  /// damage, for the program wrote it itself.
  init(path: String, without skipped: Set<String> = []) throws(JobFailure) {
    self.path = path
    for name in skipped { tables[name] = FeatureTable(name: name, file: path) }
    do throws(FormatError) {
      for table in try FeatureReader.readPackage(path: path, without: skipped) {
        if let reject = table.rejects.first {
          throw .damaged(
            file: path,
            place: "\(table.name), row \(reject.row)",
            reason: reject.reason
          )
        }
        tables[table.name] = table
      }
    } catch {
      throw JobFailure(error)
    }
  }

  /// The table called `name`.
  func table(_ name: String) throws(JobFailure) -> RunTable {
    guard let table = tables[name] else {
      throw .input("\(path): has no table \(name); was it written by this program?")
    }
    return RunTable(table)
  }

  /// The table called `name`, where there is one.
  func optionalTable(_ name: String) -> RunTable? { tables[name].map { RunTable($0) } }
}

/// One table with its columns by name.
struct RunTable {
  let table: FeatureTable
  fileprivate let columns: [String: [AttributeValue]]
  private var indices: [Int]

  init(_ table: FeatureTable) {
    self.table = table
    columns = Dictionary(
      table.columns.map { ($0.name, $0.values) },
      uniquingKeysWith: { first, _ in first }
    )
    indices = Array(0..<table.count)
  }

  /// Whether there is a column called `name`.
  func has(_ name: String) -> Bool { columns[name] != nil }

  /// Only the rows that have a shape.
  var withShapes: RunTable {
    var result = self
    result.indices = indices.filter { table.shapes.hasGeometry($0) }
    return result
  }

  /// What `make` makes of every row; nil leaves a row out.
  func rows<Value>(
    _ make: (RunRow) throws(JobFailure) -> Value?
  ) throws(JobFailure) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(indices.count)
    for index in indices {
      if let value = try make(RunRow(table: self, index: index)) { result.append(value) }
    }
    return result
  }

  /// The rows as a layer of the domain.
  func layer<Record: Sendable>(
    _ make: (RunRow) throws(JobFailure) -> Record
  ) throws(JobFailure) -> Layer<Record> {
    let records = try rows { (row) throws(JobFailure) in try make(row) }
    var shapes = ShapeColumn()
    for index in indices { shapes.append(feature: index, of: table.shapes) }
    return Layer(records: records, shapes: shapes)
  }
}

/// One row of a table.
struct RunRow {
  fileprivate let table: RunTable
  fileprivate let index: Int

  private subscript(column: String) -> AttributeValue { table.columns[column]?[index] ?? .null }

  /// Where the row stands.
  var origin: Origin {
    Origin(file: table.table.file, layer: table.table.name, row: table.table.rows[index])
  }

  /// The shape.
  var shape: MultiPolygon { table.table.shapes[index] }

  func text(_ column: String) -> String { self[column].text ?? "" }

  /// The text, or nil for none and for an empty one.
  func optional(_ column: String) -> String? {
    self[column].text.flatMap { $0.isEmpty ? nil : $0 }
  }

  func list(_ column: String) -> [String] {
    text(column).split(separator: ";").map(String.init)
  }

  func number(_ column: String) -> Double? { self[column].number }

  /// The number every row has.
  func required(_ column: String) throws(JobFailure) -> Double {
    guard let number = number(column) else { throw damaged("\(column): no number") }
    return number
  }

  func integer(_ column: String) -> Int? { number(column).flatMap { Int(exactly: $0) } }

  func boolean(_ column: String) -> Bool? { self[column].boolean }

  func money(_ column: String) -> Kopecks? { number(column).flatMap { Kopecks(roubles: $0) } }

  /// The value whose code stands in `column`.
  func code<Value: RawRepresentable>(
    _ column: String
  ) throws(JobFailure) -> Value where Value.RawValue == String {
    let code = text(column)
    guard let value = Value(rawValue: code) else {
      throw damaged("\(column): unknown code \"\(code)\"")
    }
    return value
  }

  /// Says what is wrong with the row.
  func damaged(_ reason: String) -> JobFailure {
    .input("\(origin.file): \(origin.layer), row \(origin.row): \(reason)")
  }
}
