public import Geometry

/// What a layer holds, for people who look at a file before they use it.
public struct LayerDescription: Sendable, Equatable {
  /// One attribute column.
  public struct Field: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The narrowest type all its values have; nil when every value is null.
    public var type: ColumnType?
    /// Records that have a value.
    public var filled: Int

    /// Makes a field.
    public init(name: String, type: ColumnType?, filled: Int) {
      self.name = name
      self.type = type
      self.filled = filled
    }
  }

  /// The layer's name.
  public var name: String
  /// The file it is in.
  public var file: String
  /// Records that were decoded.
  public var count: Int
  /// Those of them with geometry.
  public var withGeometry: Int
  /// Records that could not be decoded.
  public var rejected: Int
  /// What the file says about its coordinate system.
  public var crs: SourceCRS?
  /// The date of the document, ISO 8601, if it has one.
  public var date: String?
  /// The box of all shapes in the file's own coordinates; empty when there are none.
  public var extent: Envelope
  /// The attribute columns, in the order of the file.
  public var fields: [Field]

  /// Those of the decoded records without geometry.
  public var withoutGeometry: Int { count - withGeometry }

  /// Describes a table that was read; O(records × columns).
  public init(_ table: FeatureTable) {
    name = table.name
    file = table.file
    count = table.count
    withGeometry = (0..<table.count).count { table.shapes.hasGeometry($0) }
    rejected = table.rejects.count
    crs = table.crs
    date = table.date
    extent = .empty
    for box in table.shapes.boxes { extent.formUnion(box) }
    fields = table.columns.map { column in
      var type: ColumnType?
      var filled = 0
      for value in column.values {
        guard let valueType = value.columnType else { continue }
        filled += 1
        type = type.map { $0.widened(to: valueType) } ?? valueType
      }
      return Field(name: column.name, type: type, filled: filled)
    }
  }
}

extension AttributeValue {
  fileprivate var columnType: ColumnType? {
    switch self {
    case .null: nil
    case .integer: .integer
    case .real: .real
    case .text(let text): text.isISODate ? .date : .text
    case .boolean: .boolean
    }
  }
}

extension ColumnType {
  fileprivate func widened(to other: ColumnType) -> ColumnType {
    if self == other { return self }
    let numbers: Set<ColumnType> = [.integer, .real]
    return numbers.contains(self) && numbers.contains(other) ? .real : .text
  }
}

extension String {
  /// Whether this looks like `2026-03-01`.
  fileprivate var isISODate: Bool {
    utf8.count == 10
      && utf8.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7
          ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }
}

extension FeatureReader {
  /// Describes all layers of a file; it is read whole.
  ///
  /// - Throws: ``FormatError`` when the file as a whole cannot be read.
  public static func layers(path: String) throws(FormatError) -> [LayerDescription] {
    try read(path: path).map { LayerDescription($0) }
  }
}
