internal import Formats

/// The columns of one table under our names.
struct FieldMap: Sendable {
  private var columns: [String: [AttributeValue]] = [:]

  /// Finds our fields in a table: as the job maps them, else by our name, without case.
  ///
  /// - Throws: for a mapped field that we do not have or the table does not have, and for a table with
  ///   records and no column for their key.
  init(_ source: SourceTable) throws(IntakeError) {
    let table = source.table
    let available = table.columns.map(\.name)
    for (ours, theirs) in source.spec.fields.sorted(by: { $0.key < $1.key }) {
      guard source.role.fields.contains(ours) else {
        // A source of extracts feeds several sorts of layers; a field of another sort is not meant here.
        if SourceRole.allCases.contains(where: { $0.fields.contains(ours) }), source.isExtract {
          continue
        }
        throw .unknownField(
          file: source.path,
          field: ours,
          nearest: nearestName(to: ours, among: source.role.fields),
          known: source.role.fields
        )
      }
      guard let column = table.column(theirs) else {
        if source.isExtract { continue }
        throw .noSuchColumn(
          file: source.path,
          layer: table.name,
          column: theirs,
          nearest: nearestName(to: theirs, among: available),
          available: available
        )
      }
      columns[ours] = column.values
    }
    for field in source.role.fields where columns[field] == nil {
      columns[field] = table.column(field)?.values
    }
    // A layer of quarters may call its key as other layers of the register do.
    if source.role == .quarters, columns["quarter"] == nil {
      columns["quarter"] = table.column("cad_number")?.values
    }
    if let key = source.role.keyField, columns[key] == nil, table.count > 0 {
      throw .noKey(file: source.path, layer: table.name, field: key, available: available)
    }
  }

  /// Whether the table has the field.
  func has(_ field: String) -> Bool { columns[field] != nil }

  /// The value of a field, null when the table does not have it.
  func value(_ field: String, _ row: Int) -> AttributeValue {
    columns[field]?[row] ?? .null
  }

  /// The value as text without white space at its ends; nil when nothing is left.
  func text(_ field: String, _ row: Int) -> String? {
    guard let text = value(field, row).text else { return nil }
    return trimmed(text)
  }
}

/// The text without white space at its ends; nil when nothing is left.
func trimmed(_ text: String) -> String? {
  let isBlank: (Character) -> Bool = { $0.isWhitespace }
  guard let first = text.first, let last = text.last else { return nil }
  guard isBlank(first) || isBlank(last) else { return text }
  let inner = text.drop(while: isBlank)
  guard let end = inner.lastIndex(where: { !isBlank($0) }) else { return nil }
  return String(inner[...end])
}
