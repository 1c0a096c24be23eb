import Cadastre
import Geometry

/// One property of a kind of record: under which name the package and the layers hold it.
///
/// The package names it as the inputs do (INTERFACE §3); layers add the unit, and hold numbers of objects
/// behind a prefix only.
struct ObjectField<Record: Sendable>: Sendable {
  /// In the package.
  var column: Column
  /// In layers; nil for the record's own number, which layers hold as `feature_key` only: a column of nothing
  /// but cadastral numbers is read as times of day by GDAL.
  var layerColumn: Column?
  /// What the package holds of a record with an outline of this area.
  var cell: @Sendable (Record, Double?) -> Cell
  /// What layers hold.
  var layerCell: @Sendable (Record, Double?) -> Cell

  /// A property with the same value in both; `layerName` where it is not the name with the unit.
  init(
    _ name: String,
    _ type: ColumnType,
    unit: String? = nil,
    layerName: String? = nil,
    ru: String,
    en: String,
    _ cell: @escaping @Sendable (Record, Double?) -> Cell
  ) {
    column = Column(name, type, unit: unit, ru: ru, en: en)
    let suffix = unit.map { "_\($0.lowercased())" } ?? ""
    let isSquare = unit == "m2"
    layerColumn = Column(
      layerName ?? name + suffix,
      isSquare ? .decimal(2) : type,
      unit: unit,
      ru: ru,
      en: en
    )
    self.cell = cell
    layerCell = cell
  }

  /// The record's own number.
  init(
    number name: String,
    ru: String,
    en: String,
    _ cell: @escaping @Sendable (Record) -> String
  ) {
    column = Column(name, .text, ru: ru, en: en)
    self.cell = { record, _ in .text(cell(record)) }
    layerCell = { _, _ in .null }
  }

  /// A code or a number that layers hold in another form.
  init(
    _ name: String,
    layerName: String,
    ru: String,
    en: String,
    _ cell: @escaping @Sendable (Record) -> Cell,
    inLayers layerCell: @escaping @Sendable (Record) -> Cell
  ) {
    column = Column(name, .text, ru: ru, en: en)
    layerColumn = Column(layerName, .text, ru: ru, en: en)
    self.cell = { record, _ in cell(record) }
    self.layerCell = { record, _ in layerCell(record) }
  }
}

/// One kind of record with its properties: what it is called in the package and among the layers.
struct ObjectKind<Record: Sendable>: Sendable {
  /// The table of the package.
  var table: String
  /// The layer.
  var layer: String
  var title: Words
  var fields: [ObjectField<Record>]
  /// What the record is called; tables are sorted by it.
  var number: @Sendable (Record) -> String
  /// What other layers call it.
  var key: @Sendable (String) -> String

  /// The records as a layer; their keys first, where they stand in the balance and how many findings name
  /// each last.
  func source(
    _ records: Layer<Record>,
    _ parts: [BalancePart],
    _ named: FindingsByObject,
    quarter: @escaping @Sendable (Int) -> String?
  ) -> LayerSource {
    let (number, key) = (number, key)
    let fields = fields.filter { $0.layerColumn != nil }
    return LayerSource(
      name: layer,
      title: title,
      keys: records.records.map { key(number($0)) },
      shapes: records.shapes,
      properties: [Column("feature_key", .text, ru: "Ключ", en: "Key")]
        + fields.compactMap(\.layerColumn)
        + [.balance, Column("finding_count", .integer, ru: "Признаков", en: "Findings")],
      cells: { i in
        let record = records.records[i]
        let key = key(number(record))
        let area = records.shapes.hasGeometry(i) ? records.shapes.area(i) : nil
        return [.text(key)] + fields.map { $0.layerCell(record, area) }
          + [.balance(parts, i), .integer(named.count(key))]
      },
      quarter: quarter
    )
  }

  /// The records as a table of the package.
  func table(_ records: Layer<Record>, _ parts: [BalancePart]) -> PackageLayer {
    let (fields, number) = (fields, number)
    return PackageLayer(
      name: table,
      title: title,
      columns: fields.map(\.column) + [.balance],
      shapes: records.shapes,
      order: records.indices.sorted {
        (number(records.records[$0]), $0) < (number(records.records[$1]), $1)
      },
      cells: { i in
        let area = records.shapes.hasGeometry(i) ? records.shapes.area(i) : nil
        return fields.map { $0.cell(records.records[i], area) } + [.balance(parts, i)]
      }
    )
  }
}

extension Column {
  /// Where a record stands in the balance.
  static let balance = Column("balance", .text, ru: "Итог сверки", en: "Standing in the balance")
}

extension Cell {
  /// Where record `index` stands; null where it is not known.
  static func balance(_ parts: [BalancePart], _ index: Int) -> Cell {
    parts.indices.contains(index) ? .text(parts[index].rawValue) : .null
  }
}
