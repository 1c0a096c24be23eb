import Cadastre

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

  /// The cell as bare text; empty for null.
  func text(_ cell: Cell) -> String {
    switch (cell, type) {
    case (.null, _): ""
    case (.text(let value), _): value
    case (.integer(let value), _): String(value)
    case (.real(let value), .decimal(let places)): Decimals.text(value, places: places) ?? ""
    case (.real(let value), _): Decimals.text(value, places: 6) ?? ""
    case (.money(let value), _): value.decimal
    case (.boolean(let value), _): value ? "true" : "false"
    }
  }
}

/// A table of a run: one source for its CSV and for its GeoPackage twin.
struct Table: Sendable {
  var name: String
  var columns: [Column]
  var rows: [[Cell]]
}
