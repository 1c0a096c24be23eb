import Geometry
import Workers

/// The records of a run of features, or of lines of a sequence, before they are one table with the others.
///
/// Rows and indices of records count from the beginning of the part.
struct GeoJSONPart: Sendable {
  var shapes = ShapeColumn()
  var columns = GeoJSONColumns()
  var rows: [Int] = []
  var rejects: [ReadReject] = []
  var flaws: [ReadFlaw] = []
  /// Records with points or lines beside their polygons.
  var otherParts = 0
  /// The system the first geometry that names one is in.
  var geometryCRS: SourceCRS?
  /// The row read last; of a part that is whole, how many rows it has.
  var row = 0

  /// Makes room for so many times what there is.
  mutating func reserve(times factor: Double) {
    let records = Int(factor * Double(shapes.count))
    shapes.reserveCapacity(features: records, vertices: Int(factor * Double(shapes.x.count)))
    rows.reserveCapacity(records)
    columns.reserveCapacity(records)
  }

  /// Adds parts behind this one, in their order; each column is put together by one thread.
  mutating func take(_ parts: consuming [GeoJSONPart], workers: Workers) {
    if parts.count == 1, rows.isEmpty, rejects.isEmpty, row == 0 {
      self = parts[0]
      return
    }
    columns.take(parts, behind: shapes.count, workers: workers)
    shapes.reserve(for: parts.map(\.shapes))
    rows.reserveCapacity(shapes.count + parts.reduce(0) { $0 + $1.shapes.count })
    for index in parts.indices {
      let next = parts[index]
      // Let go of at once.
      parts[index] = GeoJSONPart()
      take(next)
    }
  }

  /// Adds all of `next` but its columns.
  private mutating func take(_ next: consuming GeoJSONPart) {
    let (row, record) = (self.row, shapes.count)
    shapes.append(contentsOf: next.shapes)
    otherParts += next.otherParts
    geometryCRS = geometryCRS ?? next.geometryCRS
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
    table.notes = columns.notes + ReadNote.remarks(arcs: 0, otherParts: otherParts)
    table.columns = columns.finish()
    table.shapes = shapes
    table.rows = rows
    table.rejects = rejects
    table.flaws = flaws
    return table
  }
}
