internal import Cadastre
internal import Formats
internal import Geometry

/// A record that can be one of several with the same id.
protocol Keyed: Sendable {
  var key: String { get }
  var rank: Int { get }
  var origin: Origin { get set }
}

extension RegisterParcel: Keyed {
  var key: String { number }
  var rank: Int { status.rank }
}

extension RegisterBuilding: Keyed {
  var key: String { number }
  var rank: Int { status.rank }
}

extension Quarter: Keyed {
  var key: String { number }
  var rank: Int { 0 }
}

extension SurveyParcel: Keyed {
  var key: String { id }
  var rank: Int { 0 }
}

extension SurveyBuilding: Keyed {
  var key: String { id }
  var rank: Int { 0 }
}

extension PublicLand: Keyed {
  var key: String { "\(kind.rawValue) \(name)" }
  var rank: Int { 0 }
}

extension RecordStatus {
  fileprivate var rank: Int {
    switch self {
    case .active: 0
    case .temporary: 1
    case .archived: 2
    }
  }
}

/// A record with the place of its shape.
struct Draft<Record: Keyed>: Sendable {
  var record: Record
  var table: Int
  var row: Int
}

/// Puts the records of one layer in order and keeps one of each id.
struct LayerBuilder<Record: Keyed> {
  let tables: [PreparedTable]
  /// Whether records of the same key are different things (common land has names, not ids).
  var keepsAll = false
  private(set) var rejects: [Reject] = []

  init(_ tables: [PreparedTable], keepsAll: Bool = false) {
    self.tables = tables
    self.keepsAll = keepsAll
  }

  /// The layer: sorted by id, the first of equal ids kept: in force before archived, with geometry before
  /// without, later document before earlier, then by content; the order of rows decides nothing.
  mutating func build(_ drafts: [Draft<Record>]) -> Layer<Record> {
    // Records are large: sort their places, not them.
    let keys = drafts.map(\.record.key)
    let sorted = drafts.indices.sorted { keys[$0] < keys[$1] }
    var records: [Record] = []
    var shapes = ShapeColumn()
    records.reserveCapacity(sorted.count)
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, keys[sorted[end]] == keys[sorted[start]] { end += 1 }
      let members = sorted[start..<end].map { drafts[$0] }
      let group = members.count == 1 ? members : ordered(members)
      for (index, draft) in group.enumerated() where index == 0 || keepsAll {
        records.append(draft.record)
        shapes.append(feature: draft.row, of: tables[draft.table].shapes)
      }
      if !keepsAll { reject(group) }
      start = end
    }
    return Layer(records: records, shapes: shapes)
  }

  private struct Content {
    var draft: Draft<Record>
    var text: String
    var shape: MultiPolygon
    var date: String
  }

  private func content(_ draft: Draft<Record>) -> Content {
    var record = draft.record
    record.origin = Origin(file: "", layer: "", row: 0)
    return Content(
      draft: draft,
      text: String(describing: record),
      shape: tables[draft.table].shapes[draft.row],
      date: tables[draft.table].source.table.date ?? ""
    )
  }

  private func ordered(_ drafts: [Draft<Record>]) -> [Draft<Record>] {
    drafts.map(content).sorted { first, second in
      let one = first.draft.record
      let two = second.draft.record
      if one.rank != two.rank { return one.rank < two.rank }
      if first.shape.isEmpty != second.shape.isEmpty { return second.shape.isEmpty }
      if first.date != second.date { return first.date > second.date }
      if first.text != second.text { return first.text < second.text }
      if first.shape != second.shape { return first.shape.precedes(second.shape) }
      return (one.origin.file, one.origin.layer, one.origin.row)
        < (two.origin.file, two.origin.layer, two.origin.row)
    }.map(\.draft)
  }

  private mutating func reject(_ group: [Draft<Record>]) {
    guard group.count > 1 else { return }
    let kept = content(group[0])
    for draft in group.dropFirst() {
      let other = content(draft)
      let sameShape = other.shape == kept.shape
      let words: (String, String) =
        switch (other.text == kept.text, sameShape) {
        case (true, true): ("an exact copy", "точная копия")
        case (true, false): ("another geometry", "другая геометрия")
        case (false, true): ("other attributes", "другие сведения")
        case (false, false): ("other attributes and geometry", "другие сведения и геометрия")
        }
      let shape = other.shape
      let fault = RecordFault.duplicate(
        of: kept.draft.record.origin,
        difference: words.0,
        differenceRussian: words.1,
        at: shape.isEmpty ? nil : ShapeColumn([shape]).centroid(0)
      )
      rejects.append(tables[draft.table].reject(draft.row, fault))
    }
  }
}

extension MultiPolygon {
  /// An order of shapes by their numbers, for a result that does not depend on the order of rows.
  fileprivate func precedes(_ other: MultiPolygon) -> Bool {
    if x != other.x { return x.lexicographicallyPrecedes(other.x) }
    if y != other.y { return y.lexicographicallyPrecedes(other.y) }
    if ringEnds != other.ringEnds { return ringEnds.lexicographicallyPrecedes(other.ringEnds) }
    return polygonEnds.lexicographicallyPrecedes(other.polygonEnds)
  }
}
