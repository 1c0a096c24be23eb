import Cadastre
public import Formats
import Geometry
import Projection
import Workers

@testable import Intake

/// The plane of the made-up town: the zone Yalta is in.
let plane = "EPSG:7829"
/// A corner of it, east and north.
let corner = Point(x: 5_194_000, y: 4_920_000)

/// A rectangle with its south-west corner that far from the town's.
func box(_ east: Double, _ north: Double, _ width: Double, _ height: Double) -> MultiPolygon {
  let x = corner.x + east
  let y = corner.y + north
  return MultiPolygon(shell: [
    Point(x: x, y: y), Point(x: x + width, y: y), Point(x: x + width, y: y + height),
    Point(x: x, y: y + height),
  ])
}

/// One record of a made-up table.
struct Row {
  var values: [String: AttributeValue]
  var shape: MultiPolygon

  init(_ values: [String: AttributeValue], _ shape: MultiPolygon = .empty) {
    self.values = values
    self.shape = shape
  }
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A real.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// An integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

/// A table as a reader would hand it out.
func table(
  _ role: SourceRole,
  _ rows: [Row],
  name: String? = nil,
  file: String = "town.gpkg",
  crs: SourceCRS? = .definition(plane),
  spec: SourceSpec? = nil,
  isExtract: Bool = false
) -> SourceTable {
  var table = FeatureTable(name: name ?? role.layerName, file: file)
  table.crs = crs
  let names = Set(rows.flatMap(\.values.keys)).sorted()
  table.columns = names.map { name in
    AttributeColumn(name: name, values: rows.map { $0.values[name] ?? .null })
  }
  for (index, row) in rows.enumerated() {
    table.shapes.append(row.shape)
    table.rows.append(index + 1)
  }
  return SourceTable(
    role: role,
    spec: spec ?? SourceSpec(path: file),
    path: file,
    isExtract: isExtract,
    table: table
  )
}

/// What intake makes of tables.
func take(
  _ tables: [SourceTable],
  workers: Int = 1,
  _ change: (inout IntakeRequest) -> Void = { _ in }
) throws(IntakeError) -> IntakeResult {
  var request = IntakeRequest(baseFolder: "/", surveyAccuracy: 0.1)
  request.coverageEverywhere = true
  change(&request)
  return try Intake.assemble(
    SourceReading(tables: tables, inputs: []),
    request: request,
    workers: Workers(count: workers)
  )
}

extension IntakeResult {
  /// Read and rejected of one balance layer.
  func count(_ layer: String) -> [Int] {
    counts.filter { $0.layer == layer }.flatMap { [$0.read, $0.rejected] }
  }
}
