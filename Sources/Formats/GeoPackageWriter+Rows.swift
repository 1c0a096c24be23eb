public import Geometry
import SQLiteStore

extension GeoPackageWriter {
  /// Adds the records of a table; its columns are found by name, a missing one is NULL, others are left out.
  ///
  /// May be called again and again for chunks of one layer.
  public mutating func append(_ table: FeatureTable) throws(FormatError) {
    guard let columns = layer?.columns.map({ table.column($0.name)?.values }) else {
      preconditionFailure("no layer was begun")
    }
    do throws(SQLiteError) {
      for feature in 0..<table.count {
        _ = try append(shapes: table.shapes, feature: feature) { (column) -> AttributeValue in
          columns[column]?[feature] ?? .null
        }
      }
    } catch { throw failure(error) }
  }

  /// Adds a row whose shape is feature `feature` of `shapes`; one value for each column, in order.
  ///
  /// - Returns: The row's `fid`.
  @discardableResult
  public mutating func append(
    shapes: ShapeColumn,
    feature: Int,
    values: [AttributeValue]
  ) throws(FormatError) -> Int64 {
    do throws(SQLiteError) {
      return try append(shapes: shapes, feature: feature) { values[$0] }
    } catch { throw failure(error) }
  }

  /// Adds a row with a shape, or without geometry when it is empty; one value for each column, in order.
  ///
  /// - Returns: The row's `fid`.
  @discardableResult
  public mutating func append(
    shape: MultiPolygon,
    values: [AttributeValue]
  ) throws(FormatError) -> Int64 {
    try append(shapes: ShapeColumn([shape]), feature: 0, values: values)
  }

  /// Adds a row with a point; one value for each column, in order.
  ///
  /// - Returns: The row's `fid`.
  @discardableResult
  public mutating func append(
    point: Point,
    values: [AttributeValue]
  ) throws(FormatError) -> Int64 {
    blob.setPoint(point, srsID: layer?.srsID ?? 0)
    let box = Envelope(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
    do throws(SQLiteError) { return try insert(box) { values[$0] } } catch { throw failure(error) }
  }

  /// Adds a row with a line; one value for each column, in order.
  ///
  /// - Returns: The row's `fid`.
  @discardableResult
  public mutating func append(
    line: [Point],
    values: [AttributeValue]
  ) throws(FormatError) -> Int64 {
    var box = Envelope.empty
    for point in line { box.formUnion(x: point.x, y: point.y) }
    if !box.isEmpty { blob.setLine(line, box: box, srsID: layer?.srsID ?? 0) }
    do throws(SQLiteError) { return try insert(box) { values[$0] } } catch { throw failure(error) }
  }

  /// Adds a row without geometry; one value for each column, in order.
  ///
  /// - Returns: The row's `fid`.
  @discardableResult
  public mutating func append(values: [AttributeValue]) throws(FormatError) -> Int64 {
    do throws(SQLiteError) {
      return try insert(.empty) { values[$0] }
    } catch { throw failure(error) }
  }

  // MARK: Inside

  private mutating func append(
    shapes: ShapeColumn,
    feature: Int,
    value: (Int) -> AttributeValue
  ) throws(SQLiteError) -> Int64 {
    let box = shapes.boxes[feature]
    if !box.isEmpty { blob.setPolygons(of: feature, in: shapes, srsID: layer?.srsID ?? 0) }
    return try insert(box, value: value)
  }

  /// Inserts one row; the geometry is in `blob` unless the box is empty.
  private mutating func insert(
    _ box: Envelope,
    value: (Int) -> AttributeValue
  ) throws(SQLiteError) -> Int64 {
    guard let layer else { preconditionFailure("no layer was begun") }
    layer.count += 1
    let row = layer.count
    var index = 0
    try layer.insert.bind(row, at: index)
    if layer.srsID != nil {
      index += 1
      if box.isEmpty {
        try layer.insert.bindNull(at: index)
      } else {
        try layer.insert.bind(blob: blob.bytes, at: index)
        layer.extent.formUnion(box)
        layer.entries.append((row, box))
      }
    }
    for column in layer.columns.indices {
      index += 1
      switch value(column) {
      case .null: try layer.insert.bindNull(at: index)
      case .integer(let value): try layer.insert.bind(value, at: index)
      case .real(let value): try layer.insert.bind(value, at: index)
      case .text(let value): try layer.insert.bind(value, at: index)
      case .boolean(let value): try layer.insert.bind(value ? 1 : 0 as Int64, at: index)
      }
    }
    try layer.insert.run()
    return row
  }
}
