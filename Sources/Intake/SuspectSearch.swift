internal import Cadastre
internal import Formats
internal import Geometry
internal import Workers

/// Finds records that do not lie where they belong, says what may have happened to each, and keeps them out — or
/// moves them, where the command accepts what is said.
struct SuspectSearch {
  private let reader: PlaceReader
  private let isAccepting: Bool
  private let workers: Workers
  /// What was found, sorted by layer, key and origin.
  private(set) var suspects: [SuspectRecord] = []
  /// What was moved, for people.
  private(set) var notes: [Note] = []

  /// A record nobody can explain: its index among the suspects and where it lies.
  private var unexplained: [(suspect: Int, place: Point, table: Int, row: Int)] = []

  /// Looks through all tables; those of records that were moved or kept out are changed.
  init(
    _ tables: inout [PreparedTable],
    plane: WorkingPlane,
    request: IntakeRequest,
    workers: Workers
  ) {
    reader = PlaceReader(plane, candidates: request.candidates)
    isAccepting = request.acceptsHypotheses
    self.workers = workers
    let quarantine = Quarantine(tables, trusting: Quarantine.trust(tables, reader))
    for index in tables.indices { examine(&tables[index], index, quarantine) }
    explainByNeighbours(&tables)
    suspects.sort {
      ($0.layer, $0.key, $0.origin.file, $0.origin.row)
        < ($1.layer, $1.key, $1.origin.file, $1.origin.row)
    }
    tellMoves()
  }

  private mutating func examine(
    _ table: inout PreparedTable,
    _ index: Int,
    _ quarantine: Quarantine
  ) {
    var raw: ShapeColumn?
    var moved: [(row: Int, shape: MultiPolygon)] = []
    for row in 0..<table.shapes.count {
      let isOutside = table.faults[row]?.isOutsideSystem == true
      guard table.faults[row] == nil || isOutside else { continue }
      let suspicion = isOutside ? nil : quarantine.suspicion(table, row)
      guard suspicion != nil || isOutside else { continue }
      let source = raw ?? WorkingPlane.eastFirst(table.source)
      raw = source
      guard let reference = quarantine.reference(table, row) else { continue }
      let own = table.definition(row)
      let reading = reader.best(source.boxes[row], own: own, reference: reference)
      let shape = reading.flatMap { reader.shape(source[row], $0, own: own) }
      var hypothesis = reading.map {
        PlaceHypothesis(kind: $0.kind, russian: $0.russian, english: $0.english)
      }
      let place = table.shapes.boxes[row].center
      if let shape, !isOutside { hypothesis?.moves = shape.envelope.center.distance(to: place) }
      if isAccepting, let shape {
        hypothesis?.isAccepted = true
        moved.append((row, shape))
        table.faults[row] = nil
      } else if let hypothesis {
        table.faults[row] = (suspicion?.fault ?? table.faults[row])?.with(hypothesis)
      } else {
        table.faults[row] = suspicion?.fault ?? table.faults[row]
      }
      guard suspicion != nil || hypothesis != nil else { continue }
      if hypothesis == nil { unexplained.append((suspects.count, place, index, row)) }
      suspects.append(
        SuspectRecord(
          layer: table.source.role.balanceLayer,
          key: table.keys[row] ?? "",
          quarter: table.quarters[row],
          label: table.label(row),
          distance: suspicion?.distance ?? 0,
          hypothesis: hypothesis,
          origin: table.origin(row)
        )
      )
    }
    if !moved.isEmpty { table.replace(moved, workers: workers) }
  }

  /// Records nobody can explain that lie together are in one grid, whatever their labels say.
  private mutating func explainByNeighbours(_ tables: inout [PreparedTable]) {
    struct Cell: Hashable {
      var x: Int
      var y: Int
    }
    // Two towns' own grids may overlap in numbers, but one town is no wider than this.
    let width = 50_000.0
    func cell(_ place: Point) -> Cell {
      let clamped = { (value: Double) in Int((min(1e9, max(-1e9, value)) / width).rounded(.down)) }
      return Cell(x: clamped(place.x), y: clamped(place.y))
    }
    var labels: [Cell: [String: Int]] = [:]
    for (suspect, place, _, _) in unexplained {
      labels[cell(place), default: [:]][suspects[suspect].label ?? "", default: 0] += 1
    }
    for (suspect, place, table, row) in unexplained {
      let home = cell(place)
      var around: [String: Int] = [:]
      for dx in -1...1 {
        for dy in -1...1 {
          around.merge(labels[Cell(x: home.x + dx, y: home.y + dy)] ?? [:], uniquingKeysWith: +)
        }
      }
      let count = around.values.reduce(0, +)
      guard count > 1 else { continue }
      let names = around.filter { !$0.key.isEmpty }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
        .map { "«\($0.key)»" }.joined(separator: ", ")
      let hypothesis = PlaceHypothesis(
        kind: .sharedGrid,
        russian: "одна местная система с ещё \(count - 1) записями"
          + (names.isEmpty ? "" : " (метки \(names))")
          + "; её ключ или контрольные точки можно задать в coordinateSystems",
        english: "they share a local grid with \(count - 1) other records"
          + (names.isEmpty ? "" : " (labels \(names))")
          + "; its key or control points can be given in coordinateSystems"
      )
      suspects[suspect].hypothesis = hypothesis
      tables[table].faults[row] = tables[table].faults[row]?.with(hypothesis)
    }
  }

  /// One remark for each file, layer and hypothesis that was accepted.
  private mutating func tellMoves() {
    var groups: [String: (note: SuspectRecord, keys: [String], farthest: Double)] = [:]
    for suspect in suspects {
      guard let hypothesis = suspect.hypothesis, hypothesis.isAccepted else { continue }
      let name = "\(suspect.layer)\n\(suspect.origin.file)\n\(hypothesis.english)"
      var group = groups[name] ?? (suspect, [], 0)
      group.keys.append(suspect.key)
      group.farthest = max(group.farthest, hypothesis.moves ?? 0)
      groups[name] = group
    }
    for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
      guard let hypothesis = group.note.hypothesis else { continue }
      let shown =
        group.keys.prefix(10).joined(separator: ", ") + (group.keys.count > 10 ? ", …" : "")
      let far = FixedDecimal.text(group.farthest / 1000, decimals: 1, keepsZeros: true)
      notes.append(
        Note(
          russian:
            "\(group.note.origin.file), \(group.note.origin.layer): принято предположение, что "
            + "\(hypothesis.russian); перенесено записей: \(group.keys.count) (\(shown)), до \(far.withComma) км.",
          english: "\(group.note.origin.file), \(group.note.origin.layer): it was accepted that "
            + "\(hypothesis.english); \(group.keys.count) records moved (\(shown)), by up to \(far) km."
        )
      )
    }
  }
}

extension PreparedTable {
  /// Puts other shapes in the place of some, mended as all are.
  fileprivate mutating func replace(
    _ moved: [(row: Int, shape: MultiPolygon)],
    workers: Workers
  ) {
    let stated = fields.numbers(.declaredArea)
    let mended = ShapeMender.mend(
      ShapeColumn(moved.map(\.shape)),
      statedAreas: stated.isEmpty ? [] : moved.map { stated[$0.row] },
      workers: workers
    )
    var result = ShapeColumn()
    result.reserveCapacity(features: shapes.count, vertices: shapes.x.count)
    var next = 0
    for row in 0..<shapes.count {
      if next < moved.count, moved[next].row == row {
        result.append(feature: next, of: mended.shapes)
        next += 1
      } else {
        result.append(feature: row, of: shapes)
      }
    }
    shapes = result
    let rows = Set(moved.map(\.row))
    mends = mends.filter { !rows.contains($0.feature) }
    for var mend in mended.mends {
      mend.feature = moved[mend.feature].row
      mends.append(mend)
    }
    mends.sort { $0.feature < $1.feature }
    for (index, fault) in mended.lost { faults[moved[index].row] = fault }
  }
}
