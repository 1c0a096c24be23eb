/// The attribute columns of GeoJSON while they grow: any feature may bring a new one.
struct GeoJSONColumns {
  /// The attributes of the record under construction, one for each column.
  var pending: [AttributeValue] = []
  /// The top-level id of the record under construction.
  var id: AttributeValue = .null

  private var names: [String] = []
  /// The names as bytes, to be compared with the text without making strings.
  private var keys: [[UInt8]] = []
  private var indices: [String: Int] = [:]
  private var values: [[AttributeValue]] = []
  private var ids: [AttributeValue] = []
  private var hasID = false
  /// Features mostly repeat their keys in the same order, so the next column is likely the next key.
  private var expected = 0

  /// The column for `key`, new if it was not seen before; earlier records have null there.
  mutating func index(of key: JSONScanner.Text, in scanner: JSONScanner, count: Int) -> Int {
    if expected < keys.count, !key.hasEscapes, scanner.text(key, is: keys[expected]) {
      expected += 1
      return expected - 1
    }
    let name = scanner.decoded(key)
    if let index = indices[name] {
      expected = index + 1
      return index
    }
    let index = names.count
    indices[name] = index
    names.append(name)
    keys.append(Array(name.utf8))
    values.append([AttributeValue](repeating: .null, count: count))
    pending.append(.null)
    expected = index + 1
    return index
  }

  /// Adds the record under construction to the columns.
  mutating func commit() {
    for index in pending.indices {
      values[index].append(pending[index])
      pending[index] = .null
    }
    if id != .null { hasID = true }
    ids.append(id)
    id = .null
    expected = 0
  }

  /// Drops the record under construction.
  mutating func forget() {
    for index in pending.indices { pending[index] = .null }
    id = .null
    expected = 0
  }

  /// What a person would know the record by.
  var key: String? {
    for name in ["cad_number", "survey_id", "quarter"] {
      guard let index = indices[name], let text = pending[index].text, !text.isEmpty else {
        continue
      }
      return text
    }
    return id.text
  }

  /// The columns, with the top-level id first unless a property has that name.
  consuming func finish(count: Int) -> [AttributeColumn] {
    var columns = zip(names, values).map { AttributeColumn(name: $0, values: $1) }
    if hasID, !names.contains(where: { $0.lowercased() == "id" }) {
      columns.insert(AttributeColumn(name: "id", values: ids), at: 0)
    }
    return columns
  }
}
