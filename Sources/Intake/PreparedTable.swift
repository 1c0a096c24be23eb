internal import Cadastre
internal import Formats
internal import Geometry
internal import Workers

/// One table in the working plane with sound shapes, and what keeps records of it out.
struct PreparedTable: Sendable {
  var source: SourceTable
  var fields: FieldMap
  /// In the working CRS, normalised and valid; empty where there is none or a fault.
  var shapes: ShapeColumn
  /// Records to be kept out, by row of the table.
  var faults: [Int: RecordFault]
  var mends: [ShapeMender.Mend]
  /// What was taken for its coordinate system.
  var systemName: String
  /// What brought its coordinates into the plane.
  var operations: [CoordinateOperation]
  /// The definitions its coordinates were taken in; nil: the working system's.
  private var definition: String?
  private var definitions: [Int: String]
  /// The box of its shapes before any was kept out.
  var extent: Envelope
  /// The key of each record; nil where it must have one and has none.
  var keys: [String?]
  /// The quarter of each record; empty where it names none.
  var quarters: [String]
  /// Whether keys were made up for records of a survey.
  var madeUpKeys = 0

  /// Reads the keys of a table.
  ///
  /// Made-up keys hold the file too when another table of the role `sharesName`.
  /// - Throws: ``IntakeError`` when the fields cannot be mapped.
  init(
    _ source: SourceTable,
    placed: WorkingPlane.Placed,
    sharesName: Bool,
    workers: Workers
  ) throws(IntakeError) {
    self.source = source
    let fields = try FieldMap(source)
    self.fields = fields
    let mended = ShapeMender.mend(
      placed.shapes,
      statedAreas: fields.numbers(.declaredArea),
      workers: workers
    )
    shapes = mended.shapes
    faults = placed.lost.merging(mended.lost) { first, _ in first }
    mends = ShapeMender.mends(mended, unclosed: source.table.flaws)
    systemName = placed.systemName
    operations = placed.operations
    definition = placed.definition
    definitions = placed.definitions
    extent = placed.shapes.boxes.reduce(into: .empty) { $0.formUnion($1) }
    keys = []
    quarters = []
    let layer = sharesName ? "\(source.path):\(source.table.name)" : source.table.name
    for row in 0..<source.table.count {
      let key = key(row, layer: layer)
      keys.append(key)
      if key == nil { faults[row] = .noNumber }
      quarters.append(
        fields.text(.quarter, row)
          ?? (source.role.isRegister ? CodeBook.quarter(ofNumber: key ?? "") : "")
      )
    }
  }

  private mutating func key(_ row: Int, layer: String) -> String? {
    if let field = source.role.keyField { return fields.text(field, row) }
    switch source.role {
    case .surveyParcels, .surveyBuildings:
      if let id = fields.text(.surveyID, row) { return id }
      madeUpKeys += 1
      return "\(layer)#\(sourceRow(row))"
    case .publicLand: return fields.text(.name, row) ?? ""
    default: return ""
    }
  }

  /// The definition a record's coordinates were taken in; nil: the working system's.
  func definition(_ row: Int) -> String? { definitions[row] ?? definition }

  /// Where a record came from.
  func origin(_ row: Int) -> Origin {
    Origin(file: source.path, layer: source.table.name, row: sourceRow(row))
  }

  /// The label of the coordinate system a record carries.
  func label(_ row: Int) -> String? { fields.text(.systemLabel, row) ?? source.labelText }

  private func sourceRow(_ row: Int) -> Int {
    source.table.rows.indices.contains(row) ? source.table.rows[row] : row + 1
  }

  /// A record of the reject list.
  func reject(_ row: Int, _ fault: RecordFault) -> Reject {
    Reject(
      layer: source.role.balanceLayer,
      origin: origin(row),
      key: keys[row] ?? "",
      code: fault.code,
      reason: fault.russian,
      reasonEnglish: fault.english,
      place: fault.place,
      status: fields.text(.status, row).flatMap(CodeBook.status) ?? .active
    )
  }

  /// The rejects of the reader and those found so far here.
  func rejects() -> [Reject] {
    let unread = source.table.rejects.map { reject in
      let fault = RecordFault.unreadable(reject)
      return Reject(
        layer: source.role.balanceLayer,
        origin: Origin(file: source.path, layer: source.table.name, row: reject.row),
        key: reject.key ?? "",
        code: fault.code,
        reason: fault.russian,
        reasonEnglish: fault.english
      )
    }
    return unread + faults.sorted { $0.key < $1.key }.map { reject($0.key, $0.value) }
  }

  /// The repairs of records that are not kept out.
  func repairs() -> [Repair] {
    mends.filter { faults[$0.feature] == nil }.map { mend in
      Repair(
        layer: source.role.balanceLayer,
        origin: origin(mend.feature),
        key: keys[mend.feature] ?? "",
        reason: mend.reason,
        areaBefore: mend.areaBefore,
        areaAfter: mend.areaAfter,
        place: mend.place
      )
    }
  }
}
