import Cadastre
import Formats
import Foundation

/// One value of a table or of a feature's properties.
enum Cell: Sendable, Equatable {
  case null
  case text(String)
  case integer(Int)
  case real(Double)
  case money(Kopecks)
  case boolean(Bool)

  /// A text, or null.
  static func optional(_ value: String?) -> Cell { value.map(Cell.text) ?? .null }
  /// An integer, or null.
  static func optional(_ value: Int?) -> Cell { value.map(Cell.integer) ?? .null }
  /// A real, or null.
  static func optional(_ value: Double?) -> Cell { value.map(Cell.real) ?? .null }
  /// A sum, or null.
  static func optional(_ value: Kopecks?) -> Cell { value.map(Cell.money) ?? .null }
  /// A truth value, or null.
  static func optional(_ value: Bool?) -> Cell { value.map(Cell.boolean) ?? .null }
}

/// What a column holds and how it is written.
enum ColumnType: Sendable, Equatable {
  case text
  case integer
  /// A real with so many decimals.
  case decimal(Int)
  /// Roubles with two decimals, exact.
  case money
  case boolean
}

/// One column of a table, or one property of a layer: its name, its type, its unit, its title.
struct Column: Sendable, Equatable {
  var name: String
  var type: ColumnType
  /// `m`, `m2`, `RUB`, `deg`, or nothing.
  var unit: String?
  var ru: String
  var en: String

  init(_ name: String, _ type: ColumnType, unit: String? = nil, ru: String, en: String) {
    self.name = name
    self.type = type
    self.unit = unit
    self.ru = ru
    self.en = en
  }

  /// The cell as files hold it.
  func value(_ cell: Cell) -> JSONValue {
    switch cell {
    case .null: .null
    case .text(let value): .text(value)
    case .integer(let value): .integer(Int64(value))
    case .real(let value): .fixed(value, decimals: decimals)
    case .money(let value): value.json
    case .boolean(let value): .boolean(value)
    }
  }

  /// How many decimals a real has.
  var decimals: Int {
    if case .decimal(let places) = type { places } else { 6 }
  }
}

/// A table of a run: one source for its CSV and for its GeoPackage twin.
struct Table: Sendable {
  var name: String
  var columns: [Column]
  var rows: [[Cell]]

  /// Writes the table as CSV (RFC 4180 with LF).
  func write(to url: URL) throws(ExportError) -> WrittenFile {
    var file = try OutputFile(url)
    var text = CSVWriter(header: columns.map(\.name))
    for row in rows {
      text.row(zip(columns, row).map { $0.value($1) })
      if text.bytes.count > 1 << 16 { try file.write(text.take()) }
    }
    try file.write(text.take())
    return try file.finish()
  }
}
