import Geometry

/// The tables an ЕГРН document fills, in the order they are handed out.
enum EGRNKind: String, CaseIterable, Sendable {
  case parcels, buildings, constructions, unfinished, quarters
  /// What an engineer surveyed, and no register.
  case surveyParcels = "survey_parcels"

  /// The columns of its table.
  var columns: [String] {
    let own: [String] =
      switch self {
      case .parcels:
        [
          "cad_number", "quarter", "subtype", "parent", "category", "permitted_use",
          "declared_area", "area_inaccuracy", "cadastral_value", "right", "status", "address",
        ]
      case .buildings:
        [
          "cad_number", "quarter", "parcel", "purpose", "purpose_text", "floors", "floor_area",
          "cadastral_value", "year_built", "right", "status", "address",
        ]
      case .constructions, .unfinished:
        [
          "cad_number", "quarter", "parcel", "purpose", "purpose_text", "floors", "floor_area",
          "built_up_area", "length", "cadastral_value", "year_built", "right", "status", "address",
        ]
      case .quarters: ["quarter", "area"]
      case .surveyParcels:
        [
          "survey_id", "cad_number", "quarter", "kind", "permitted_use", "declared_area",
          "area_inaccuracy", "accuracy", "removed_points",
        ]
      }
    return own + ["point_accuracy", "contour_accuracy", "geometry_kind", "sk_id", "date"]
  }
}

/// One record of a document, before it is a row.
struct EGRNRecord {
  /// Its cadastral number.
  var key: String?
  /// Its attributes by column; what is absent is null.
  var values: [String: AttributeValue] = [:]
  /// Its contours.
  var geometry = EGRNGeometry()

  /// Makes a record with its number and, if stated, its quarter.
  init(key: String?, quarter: String? = nil) {
    self.key = key
    values["cad_number"] = EGRNWords.text(key)
    values["quarter"] = EGRNWords.text(quarter)
  }
}

/// What has been read of an ЕГРН document: rows by kind, and what the head and the foot say of all.
struct EGRNDocument {
  /// The date the document was formed, ISO 8601.
  var date: String?
  /// What the document is, such as `ЕГРН KPT`.
  var format = ""
  /// What was noticed, for people.
  var notes: [ReadNote] = []
  /// The status stated once for all records without one of their own.
  var status: AttributeValue = .null
  /// Who owns the one object of the document; several where owners are of several kinds.
  var rights: Set<String> = []
  /// The number of the quarter whose records follow, where the document is one of quarters.
  private(set) var quarter: String?
  /// The stated area of that quarter, m².
  var quarterArea: AttributeValue = .null
  /// The border of that quarter.
  var quarterBorder = EGRNGeometry()
  /// The names of coordinate systems that records of this quarter call by an id of the document.
  var systemNames: [String: String] = [:]

  private var rows: [EGRNKind: Rows] = [:]
  private var unread: [String: Int] = [:]

  private struct Rows {
    var shapes = ShapeColumn()
    var columns: [AttributeColumn]
    var systems: [Set<String>] = []
    var numbers: [Int] = []
    var rejects: [ReadReject] = []
    /// Rows whose coordinate systems are named already.
    var named = 0
    var read: Int { numbers.count + rejects.count }

    init(_ kind: EGRNKind) { columns = kind.columns.map { AttributeColumn(name: $0) } }
  }

  /// Takes a record; one whose coordinates cannot be read becomes a reject.
  mutating func append(_ record: EGRNRecord, to kind: EGRNKind) {
    var table = rows.removeValue(forKey: kind) ?? Rows(kind)
    if let reason = record.geometry.problem {
      table.rejects.append(ReadReject(row: table.read + 1, key: record.key, reason: reason))
    } else {
      var values = record.values
      if kind != .quarters, case .null = values["quarter"] ?? .null {
        values["quarter"] = EGRNWords.text(quarter ?? EGRNWords.quarter(of: record.key))
      }
      values.merge(record.geometry.values) { own, _ in own }
      table.numbers.append(table.read + 1)
      var known = 0
      for index in table.columns.indices {
        let value = values[table.columns[index].name]
        if value != nil { known += 1 }
        table.columns[index].values.append(value ?? .null)
      }
      precondition(known == values.count, "a column the kind does not have")
      table.systems.append(record.geometry.systems)
      table.shapes.append(record.geometry.shape)
    }
    rows[kind] = table
  }

  /// Begins the quarter `number`; what was said of the one before becomes its record.
  mutating func beginQuarter(_ number: String?) {
    finishQuarter()
    quarter = number
  }

  /// Notes an element that has no border of its own and is no record here.
  mutating func countUnread(_ name: String) { unread[name, default: 0] += 1 }

  /// Ends the document.
  mutating func finish() {
    finishQuarter()
    for (name, count) in unread.sorted(by: { $0.key < $1.key }) {
      notes.append(
        ReadNote(
          russian: "Элементы <\(name)> (\(count)) границ не содержат и не читаются.",
          english: "Elements <\(name)> (\(count)) hold no border and are not read."
        )
      )
    }
  }

  private mutating func finishQuarter() {
    if let quarter {
      var record = EGRNRecord(key: quarter)
      record.values = ["quarter": .text(quarter), "area": quarterArea]
      record.geometry = quarterBorder
      append(record, to: .quarters)
    }
    // Names come behind the records that use them, and the next quarter may give an id to another.
    for kind in EGRNKind.allCases {
      guard var table = rows[kind] else { continue }
      for row in table.named..<table.systems.count {
        table.systems[row] = Set(table.systems[row].map { systemNames[$0] ?? $0 })
      }
      table.named = table.systems.count
      rows[kind] = table
    }
    quarter = nil
    quarterArea = .null
    quarterBorder = EGRNGeometry()
    systemNames = [:]
  }

  /// The tables, in the order of ``EGRNKind``, without those that would be empty.
  func tables(file: String, encoding: String? = nil) -> [FeatureTable] {
    EGRNKind.allCases.compactMap { kind in
      guard let rows = rows[kind], rows.read > 0 else { return nil }
      var table = FeatureTable(name: kind.rawValue, file: file)
      table.crs = Self.commonest(rows.systems).map { .label($0) }
      table.date = date
      table.format = format
      table.encoding = encoding
      table.isNorthFirst = true
      table.notes = notes
      table.shapes = rows.shapes
      table.rows = rows.numbers
      table.rejects = rows.rejects
      table.columns = rows.columns.map { column in
        switch column.name {
        case "date": column.filled(with: EGRNWords.text(date))
        case "status": column.filled(with: status)
        case "right":
          column.filled(
            with: EGRNWords.text(rights.isEmpty ? nil : rights.sorted().joined(separator: ";"))
          )
        case "sk_id":
          AttributeColumn(
            name: column.name,
            values: rows.systems.map { systems in
              EGRNWords.text(systems.isEmpty ? nil : systems.sorted().joined(separator: ";"))
            }
          )
        default: column
        }
      }
      return table
    }
  }

  /// The label most records carry; of equals the smallest.
  private static func commonest(_ systems: [Set<String>]) -> String? {
    var counts: [String: Int] = [:]
    for label in systems.joined() { counts[label, default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }
}

extension AttributeColumn {
  /// The column with `value` wherever it says nothing.
  fileprivate func filled(with value: AttributeValue) -> AttributeColumn {
    if case .null = value { return self }
    return AttributeColumn(name: name, values: values.map { $0 == .null ? value : $0 })
  }
}
