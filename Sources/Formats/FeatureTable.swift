public import Geometry

/// One layer of a file as it was read: shapes, attribute columns and the row each record came from.
///
/// Coordinates are in the source's own system with x = east and y = north already put in that order
/// where the format fixes it (ЕГРН XML says X = north; the reader swaps). Nothing is repaired here.
public struct FeatureTable: Sendable {
  /// The layer's name in the file; for an ЕГРН extract `parcels`, `buildings`, `constructions`,
  /// `unfinished` or `quarters`.
  public var name: String
  /// The file as the caller named it; a member of an archive follows a `!`.
  public var file: String
  /// What the file says about its coordinate system.
  public var crs: SourceCRS?
  /// The date the document was formed, ISO 8601, when the format carries one.
  public var date: String?
  /// One shape a record; empty where the record has no geometry.
  public var shapes = ShapeColumn()
  /// The attribute columns, in the order of the file; each as long as `shapes`.
  public var columns: [AttributeColumn] = []
  /// The row of origin of each record (feature id, index from 1, or line), for messages.
  public var rows: [Int] = []
  /// Records that were in the file and could not be decoded; they are in no column.
  public var rejects: [ReadReject] = []
  /// What is wrong with records that were decoded all the same, by record.
  public var flaws: [ReadFlaw] = []
  /// Open lines, which enclose no area: their records are among `rejects`, their course is kept here.
  public var lines: [OpenLine] = []
  /// What the file was taken for, such as `GeoPackage` or `ЕГРН KPT`, for people.
  public var format = ""
  /// The encoding its text was read in; nil where the format leaves no choice.
  public var encoding: String?
  /// Whether the format fixes north as the first coordinate; `shapes` are east first all the same.
  public var isNorthFirst = false
  /// What was noticed while reading, for people.
  public var notes: [ReadNote] = []

  /// Makes an empty table.
  public init(name: String, file: String) {
    self.name = name
    self.file = file
  }

  /// Number of decoded records.
  public var count: Int { shapes.count }

  /// The column called `name`, compared without case.
  public func column(_ name: String) -> AttributeColumn? {
    columns.first { $0.name == name } ?? columns.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// A line that does not close, in the frame of its table.
public struct OpenLine: Sendable, Equatable {
  /// The row in the source.
  public var row: Int
  /// Its points, in the order of the file.
  public var points: [Point]

  /// Makes a line.
  public init(row: Int, points: [Point]) {
    self.row = row
    self.points = points
  }
}

/// A remark on a file that a person should read.
public struct ReadNote: Sendable, Hashable {
  /// Russian.
  public var russian: String
  /// English.
  public var english: String

  /// Makes a remark.
  public init(russian: String, english: String) {
    self.russian = russian
    self.english = english
  }
}

/// What a file says about its coordinate system.
public enum SourceCRS: Sendable, Hashable {
  /// An authority code, a PROJ string or WKT: anything PROJ understands.
  case definition(String)
  /// A label of the register (`sk_id`), which PROJ does not know and nobody may trust.
  case label(String)
}

/// One attribute of all records of a table.
public struct AttributeColumn: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Values.
  public var values: [AttributeValue]

  /// Makes a column.
  public init(name: String, values: [AttributeValue] = []) {
    self.name = name
    self.values = values
  }
}

/// One attribute value as the file typed it.
public enum AttributeValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case boolean(Bool)

  /// The value as text; nil for null.
  ///
  /// Whole reals print without a fraction.
  public var text: String? {
    switch self {
    case .null: nil
    case .integer(let value): String(value)
    case .real(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    case .text(let value): value
    case .boolean(let value): value ? "true" : "false"
    }
  }

  /// The value as a number; text is parsed, with a dot or a comma; nil when it is none.
  public var number: Double? {
    switch self {
    case .null: nil
    case .integer(let value): Double(value)
    case .real(let value): value.isFinite ? value : nil
    case .text(let value):
      Double(value.filter { !$0.isWhitespace }.map { $0 == "," ? "." : String($0) }.joined())
        .flatMap { $0.isFinite ? $0 : nil }
    case .boolean: nil
    }
  }

  /// The value as a truth value: true/false, 1/0, да/нет, yes/no; nil when it is none.
  public var boolean: Bool? {
    switch self {
    case .boolean(let value): value
    case .integer(let value): value == 0 ? false : value == 1 ? true : nil
    case .real(let value): value == 0 ? false : value == 1 ? true : nil
    case .text(let value):
      switch value.lowercased() {
      case "true", "t", "1", "yes", "y", "да": true
      case "false", "f", "0", "no", "n", "нет": false
      default: nil
      }
    case .null: nil
    }
  }
}

/// Something wrong with a decoded record that cannot be seen in the table any more.
public struct ReadFlaw: Sendable, Equatable {
  /// The record, as an index into the table's columns.
  public var record: Int
  /// What is wrong.
  public var kind: Kind

  /// What can be wrong.
  public enum Kind: Sendable, Equatable {
    /// A ring did not end where it began; the reader closed it.
    case unclosedRing
  }

  /// Makes a flaw.
  public init(record: Int, kind: Kind) {
    self.record = record
    self.kind = kind
  }
}

/// A record that was in the file and could not be decoded.
public struct ReadReject: Sendable, Equatable {
  /// The row in the source.
  public var row: Int
  /// The record's own key, when it could be read.
  public var key: String?
  /// What is wrong, in English, for people.
  public var reason: String

  /// Makes a reject.
  public init(row: Int, key: String? = nil, reason: String) {
    self.row = row
    self.key = key
    self.reason = reason
  }
}
