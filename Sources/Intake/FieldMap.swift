internal import Cadastre
internal import Formats

/// The columns of one table under our names.
struct FieldMap: Sendable {
  /// By field; nil where the table does not have it.
  private var columns: [[AttributeValue]?] = Array(repeating: nil, count: Field.allCases.count)
  /// Columns taken for fields whose names a shapefile has cut to ten characters: theirs and ours.
  private(set) var cutNames: [(theirs: String, ours: String)] = []

  /// Finds our fields in a table: as the job maps them, else by our name, without case.
  ///
  /// - Throws: for a mapped field that we do not have or the table does not have, and for a table with
  ///   records and no column for their key.
  init(_ source: SourceTable) throws(IntakeError) {
    let table = source.table
    let available = table.columns.map(\.name)
    for (ours, theirs) in source.spec.fields.sorted(by: { $0.key < $1.key }) {
      guard let field = try FieldMap.field(ours, source) else { continue }
      if let column = table.column(theirs) {
        columns[field.rawValue] = column.values
      } else if !source.isExtract {
        throw .noSuchColumn(
          file: source.path,
          layer: table.name,
          column: theirs,
          nearest: NearestName.nearest(to: theirs, among: available),
          available: available
        )
      }
    }
    for field in source.role.fields where columns[field.rawValue] == nil {
      columns[field.rawValue] = FieldMap.values(field.title, table)
      if !has(field), let cut = FieldMap.cutName(of: field.title) {
        columns[field.rawValue] = FieldMap.values(cut, table)
        if has(field) { cutNames.append((cut, field.title)) }
      }
    }
    takePublicMap(source)
    // A layer of quarters may call its key as other layers of the register do.
    if source.role == .quarters, !has(.quarter) {
      columns[Field.quarter.rawValue] = table.column(Field.cadNumber.title)?.values
    }
    if let key = source.role.keyField, !has(key), table.count > 0 {
      throw .noKey(
        file: source.path,
        layer: table.name,
        field: key.title,
        available: available
      )
    }
  }

  /// Whether the columns are those of the public cadastral map (НСПД), taken by their own names.
  private(set) var isPublicMap = false

  /// What the public cadastral map calls our fields; of several the first that has a value.
  private static let publicMap: [(ours: Field, theirs: [String])] = [
    (.cadNumber, ["cad_num"]), (.quarter, ["quarter_cad_number"]), (.address, ["readable_address"]),
    (.declaredArea, ["specified_area", "declared_area", "land_record_area"]),
    (.permittedUse, ["permitted_use_established_by_document"]),
    (.category, ["land_record_category_type"]), (.right, ["ownership_type"]),
    (.cadastralValue, ["cost_value"]), (.floorArea, ["build_record_area"]),
  ]

  private mutating func takePublicMap(_ source: SourceTable) {
    let table = source.table
    guard source.role.isRegister, !has(.cadNumber), table.column("cad_num") != nil else { return }
    isPublicMap = true
    for (ours, theirs) in Self.publicMap where source.role.fields.contains(ours) {
      let found = theirs.compactMap { Self.values($0, table) }
      guard !found.isEmpty, source.spec.fields[ours.title] == nil else { continue }
      columns[ours.rawValue] = (0..<table.count).map { row in
        found.lazy.map { $0[row] }.first { $0 != .null } ?? .null
      }
    }
  }

  /// The name as dBASE keeps it, ten characters at most (dBASE III, field descriptor); nil when it is short enough.
  private static func cutName(of title: String) -> String? {
    title.utf8.count > 10 ? String(title.prefix(10)) : nil
  }

  /// The values of a column, its name compared without case.
  ///
  /// Records of one file may spell it in several ways; then the first that has a value gives it, ours before others.
  private static func values(_ name: String, _ table: FeatureTable) -> [AttributeValue]? {
    let same = table.columns.filter { $0.name.lowercased() == name }
    guard same.count > 1 else { return same.first?.values }
    let ordered = same.filter { $0.name == name } + same.filter { $0.name != name }
    return (0..<table.count).map { row in
      ordered.lazy.map { $0.values[row] }.first { $0 != .null } ?? .null
    }
  }

  /// The field a job calls `title`; nil when it is not for this layer of an extract.
  private static func field(
    _ title: String,
    _ source: SourceTable
  ) throws(IntakeError) -> Field? {
    let field = Field(title: title)
    if let field, source.role.fields.contains(field) { return field }
    // A source of extracts feeds several sorts of layers; a field of another sort is not meant here.
    if field != nil, source.isExtract { return nil }
    let known = source.role.fields.map(\.title)
    throw .unknownField(
      file: source.path,
      field: title,
      nearest: NearestName.nearest(to: title, among: known),
      known: known
    )
  }

  /// Whether the table has the field.
  func has(_ field: Field) -> Bool { columns[field.rawValue] != nil }

  /// The value of a field, null when the table does not have it.
  func value(_ field: Field, _ row: Int) -> AttributeValue {
    columns[field.rawValue]?[row] ?? .null
  }

  /// The numbers of a field by row, nil where there is none; empty when the table does not have it.
  func numbers(_ field: Field) -> [Double?] { columns[field.rawValue]?.map(\.number) ?? [] }

  /// The value as text without white space at its ends; nil when nothing is left.
  func text(_ field: Field, _ row: Int) -> String? {
    guard let text = value(field, row).text else { return nil }
    return trimmed(text)
  }
}

/// The text without white space at its ends; nil when nothing is left.
///
/// White space is told by number: the properties of Unicode cost more than all else done to a record.
func trimmed(_ text: String) -> String? {
  func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2060, 0x3000, 0xFEFF:
      true
    default: false
    }
  }
  let scalars = text.unicodeScalars
  guard let first = scalars.first, let last = scalars.last else { return nil }
  guard isBlank(first) || isBlank(last) else { return text }
  let inner = scalars.drop(while: isBlank)
  guard let end = inner.lastIndex(where: { !isBlank($0) }) else { return nil }
  return String(String.UnicodeScalarView(inner[...end]))
}
