import Geometry
import Workers

/// The attribute columns of GeoJSON while they grow: any feature may bring a new one.
struct GeoJSONColumns: Sendable {
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
  /// Columns that a record gave twice, by name, and in how many records.
  private var repeated: [String: Int] = [:]
  private var isUTF8 = true
  /// Texts met lately: a category or a use stands in thousands of records and need be made only once.
  private var recent: [RecentText?] = []
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

  private struct RecentText {
    var range: Range<Int>
    var text: String
  }

  /// The value of a text; bytes that are no UTF-8 become U+FFFD, and a note says so.
  mutating func text(of text: JSONScanner.Text, in scanner: JSONScanner) -> String {
    let count = text.range.count
    guard count > 0, !text.hasEscapes else { return made(text, in: scanner) }
    let hash = scanner.mix(text.range)
    if recent.isEmpty { recent = Array(repeating: nil, count: 256) }
    let slot = Int(hash & 0xFF)
    if let known = recent[slot], known.range.count == count,
      scanner.sameBytes(known.range, text.range)
    {
      return known.text
    }
    let value = made(text, in: scanner)
    recent[slot] = RecentText(range: text.range, text: value)
    return value
  }

  private mutating func made(_ text: JSONScanner.Text, in scanner: JSONScanner) -> String {
    if !text.hasEscapes {
      if scanner.isASCII(text.range) { return scanner.rawText(text.range) }
      if let value = scanner.validText(text.range) { return value }
    }
    let value = scanner.decoded(text)
    if isUTF8, scanner.validText(text.range) == nil { isUTF8 = false }
    return value
  }

  /// Notes that a record gives a property twice; the last one counts.
  mutating func noteRepeated(_ column: Int) { repeated[names[column], default: 0] += 1 }

  /// What was noticed, for people.
  var notes: [ReadNote] {
    var notes = repeated.sorted { $0.key < $1.key }.map { name, count in
      ReadNote(
        russian: "свойство «\(name)» стоит в записи дважды (\(count)); взято последнее значение",
        english:
          "the property \"\(name)\" stands twice in a record (\(count)); the last value was taken"
      )
    }
    if !isUTF8 { notes.append(.notUTF8) }
    return notes
  }

  /// Makes room for so many records.
  mutating func reserveCapacity(_ records: Int) {
    for index in values.indices { values[index].reserveCapacity(records) }
    ids.reserveCapacity(records)
  }

  /// Adds the columns of parts, whose records follow the `count` ones here.
  mutating func take(_ parts: [GeoJSONPart], behind count: Int, workers: Workers) {
    for part in parts {
      let next = part.columns
      for (name, key) in zip(next.names, next.keys) where indices[name] == nil {
        indices[name] = names.count
        names.append(name)
        keys.append(key)
        values.append([AttributeValue](repeating: .null, count: count))
        pending.append(.null)
      }
      ids.append(contentsOf: next.ids)
      hasID = hasID || next.hasID
      isUTF8 = isUTF8 && next.isUTF8
      repeated.merge(next.repeated) { $0 + $1 }
    }
    let capacity = parts.reduce(count) { $0 + $1.shapes.count }
    values = workers.mapChunks(of: names.count, chunkSize: 1) { [names, values] chunk in
      var column: [AttributeValue] = []
      column.reserveCapacity(capacity)
      column.append(contentsOf: values[chunk.lowerBound])
      for part in parts {
        if let other = part.columns.indices[names[chunk.lowerBound]] {
          column.append(contentsOf: part.columns.values[other])
        } else {
          column.append(contentsOf: repeatElement(.null, count: part.shapes.count))
        }
      }
      return column
    }
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
  consuming func finish() -> [AttributeColumn] {
    var columns = zip(names, values).map { AttributeColumn(name: $0, values: $1) }
    if hasID, !names.contains(where: { $0.lowercased() == "id" }) {
      columns.insert(AttributeColumn(name: "id", values: ids), at: 0)
    }
    return columns
  }
}
