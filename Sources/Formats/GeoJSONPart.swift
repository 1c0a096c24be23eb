import Geometry

/// The records of a run of features, or of lines of a sequence, before they are one table with the others.
///
/// Rows and indices of records count from the beginning of the part.
struct GeoJSONPart: Sendable {
  var shapes = ShapeColumn()
  var columns = GeoJSONColumns()
  var rows: [Int] = []
  var rejects: [ReadReject] = []
  var flaws: [ReadFlaw] = []
  /// The row read last; of a part that is whole, how many rows it has.
  var row = 0

  /// Adds parts behind this one, in their order; each is let go as soon as it is taken.
  mutating func take(_ parts: consuming [GeoJSONPart]) {
    if parts.count == 1, rows.isEmpty, rejects.isEmpty, row == 0 {
      self = parts[0]
      return
    }
    shapes.reserve(for: parts.map(\.shapes))
    let count = shapes.count + parts.reduce(0) { $0 + $1.shapes.count }
    rows.reserveCapacity(count)
    for index in parts.indices {
      let next = parts[index]
      parts[index] = GeoJSONPart()
      take(next, capacity: count)
    }
  }

  private mutating func take(_ next: consuming GeoJSONPart, capacity: Int) {
    let (row, record) = (self.row, shapes.count)
    columns.take(next.columns, at: record, count: next.shapes.count, capacity: capacity)
    shapes.append(contentsOf: next.shapes)
    rows.append(contentsOf: next.rows.lazy.map { $0 + row })
    for var reject in next.rejects {
      reject.row += row
      rejects.append(reject)
    }
    for var flaw in next.flaws {
      flaw.record += record
      flaws.append(flaw)
    }
    self.row += next.row
  }

  /// The table of all records.
  consuming func table(name: String, file: String, crs: SourceCRS?) -> FeatureTable {
    var table = FeatureTable(name: name, file: file)
    table.format = "GeoJSON"
    table.crs = crs
    table.notes = columns.notes
    table.columns = columns.finish()
    table.shapes = shapes
    table.rows = rows
    table.rejects = rejects
    table.flaws = flaws
    return table
  }
}
