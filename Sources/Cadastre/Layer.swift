public import Geometry

/// A layer of the domain: one record and one shape for each index.
///
/// A record without geometry has an empty shape and stays in every count.
public struct Layer<Record: Sendable>: Sendable {
  /// The records, sorted by id.
  public var records: [Record]
  /// Their shapes in the working CRS, normalised and valid; `shapes.count == records.count`.
  public var shapes: ShapeColumn

  /// Makes a layer without records.
  public init() {
    records = []
    shapes = ShapeColumn()
  }

  /// Makes a layer; traps when the two columns differ in length.
  public init(records: [Record], shapes: ShapeColumn) {
    precondition(records.count == shapes.count, "a layer needs one shape for each record")
    self.records = records
    self.shapes = shapes
  }

  /// Number of records.
  public var count: Int { records.count }

  /// All indices.
  public var indices: Range<Int> { records.indices }
}

/// Where a record came from, for messages and for the evidence.
public struct Origin: Sendable, Hashable {
  /// The file as the job names it (a glob is expanded, an archive member follows a `!`).
  public var file: String
  /// The layer or record element in the file.
  public var layer: String
  /// The row in the source: feature id, index or line, as the format counts.
  public var row: Int

  /// Makes an origin.
  public init(file: String, layer: String, row: Int) {
    self.file = file
    self.layer = layer
    self.row = row
  }
}
