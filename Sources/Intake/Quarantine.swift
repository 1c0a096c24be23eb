internal import Formats
internal import Geometry

/// Finds records whose coordinates are in another system than stated.
///
/// The label a record carries cannot be trusted (in real plans one system has five labels, and one label two
/// systems), so the place decides: the border of the quarter the number names, else the middle of the
/// register. A label unlike the others only makes the test stricter.
struct Quarantine {
  /// No quarter is 50 km away from its own parcels; a wrong zone or local system is.
  static let farthest = 50_000.0
  /// The same for a record whose label is not that of most records.
  static let farthestUnlikeOthers = 1000.0
  /// A district larger than that: this many times the median distance from its middle.
  static let spreads = 10.0

  /// Where the land of the job is.
  private struct Home {
    var box: Envelope
    var limit: Double
    /// The box of what lies within the limit.
    var extent: Envelope
    var english: String
    var russian: String
  }

  private var borders: [String: Envelope] = [:]
  private var home: Home?
  /// The label most records of the register carry.
  private var commonLabel: String?

  /// What is wrong with the place of a record.
  struct Suspicion {
    var distance: Double
    var fault: RecordFault
  }

  /// Which side of the job says where its land is.
  enum Trust {
    case register
    /// The register as a whole lies elsewhere, and it is known how it came there.
    case survey
  }

  /// Looks where the quarters and the register are, or the survey.
  init(_ tables: [PreparedTable], trusting side: Trust = .register) {
    let quarters = tables.filter { $0.source.role == .quarters }
    let register = tables.filter {
      $0.source.role == .registerParcels || $0.source.role == .registerBuildings
    }
    if side == .survey, let middle = Self.middle(of: tables.filter { !$0.source.role.isRegister }) {
      home = Home(
        box: middle.box,
        limit: middle.limit,
        extent: middle.extent,
        english: "the middle of the survey",
        russian: "середины обследования"
      )
    } else if let middle = Self.middle(of: quarters) {
      home = Home(
        box: middle.box,
        limit: middle.limit,
        extent: middle.extent,
        english: "the middle of the quarters",
        russian: "середины кварталов"
      )
    } else if let middle = Self.middle(of: register) {
      home = Home(
        box: middle.box,
        limit: middle.limit,
        extent: middle.extent,
        english: "the middle of the register",
        russian: "середины реестра"
      )
    } else if let middle = Self.middle(of: tables) {
      home = Home(
        box: middle.box,
        limit: middle.limit,
        extent: middle.extent,
        english: "the middle of all layers",
        russian: "середины всех слоёв"
      )
    }
    commonLabel = Self.commonLabel(tables.filter { $0.source.role.isRegister })
    for table in quarters {
      for row in 0..<table.shapes.count where table.shapes.hasGeometry(row) {
        guard suspicion(table, row) == nil, !table.quarters[row].isEmpty else { continue }
        borders[table.quarters[row], default: .empty].formUnion(table.shapes.boxes[row])
      }
    }
  }

  /// Which side to believe where the whole register lies far from the whole survey.
  ///
  /// The books go before the ground, unless a reading of their coordinates leads to the ground and none leads
  /// from the ground to them.
  static func trust(_ tables: [PreparedTable], _ reader: PlaceReader) -> Trust {
    let books = tables.filter { $0.source.role.isRegister }
    let ground = tables.filter { !$0.source.role.isRegister }
    guard let first = middle(of: books), let second = middle(of: ground),
      distance(first.box, second.box) > Swift.max(first.limit, second.limit),
      mostFit(books, second.extent, reader), !mostFit(ground, first.extent, reader)
    else { return .register }
    return .survey
  }

  /// Whether another reading brings most records of some tables to a place, judged by some of each.
  private static func mostFit(
    _ tables: [PreparedTable],
    _ place: Envelope,
    _ reader: PlaceReader
  ) -> Bool {
    var (fitting, tried) = (0, 0)
    for table in tables {
      let source = WorkingPlane.eastFirst(table.source)
      let rows = (0..<source.count).filter(source.hasGeometry)
      for row in Swift.stride(from: 0, to: rows.count, by: Swift.max(1, rows.count / 20)) {
        tried += 1
        let own = table.definition(rows[row])
        if reader.best(source.boxes[rows[row]], own: own, reference: place) != nil { fitting += 1 }
      }
    }
    return fitting * 2 > tried
  }

  /// What is wrong with the place of a record; nil when nothing is, or it has no place.
  func suspicion(_ table: PreparedTable, _ row: Int) -> Suspicion? {
    guard table.shapes.hasGeometry(row) else { return nil }
    let box = table.shapes.boxes[row]
    let label = table.source.role.isRegister ? table.label(row) : nil
    let quarter = table.quarters[row]
    if table.source.role != .quarters, let border = borders[quarter] {
      let isOdd = label != nil && label != commonLabel
      let limit = isOdd ? Self.farthestUnlikeOthers : Self.farthest
      return suspicion(
        box,
        label: label,
        reference: border,
        near: border,
        limit: limit,
        english: "quarter \(quarter)",
        russian: "квартала \(quarter)"
      )
    }
    guard let home else { return nil }
    return suspicion(
      box,
      label: label,
      reference: home.box,
      near: home.extent,
      limit: home.limit,
      english: home.english,
      russian: home.russian
    )
  }

  private func suspicion(
    _ box: Envelope,
    label: String?,
    reference: Envelope,
    near: Envelope,
    limit: Double,
    english: String,
    russian: String
  ) -> Suspicion? {
    let distance = Self.distance(box, reference)
    if distance <= limit {
      // A town's own grid has small numbers: with axes exchanged its land may lie no further than a walk.
      let swapped = Envelope(minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX)
      guard Self.distance(box, near) > Self.farthestUnlikeOthers, near.contains(swapped.center)
      else { return nil }
    }
    return Suspicion(
      distance: distance,
      fault: .suspect(
        label: label,
        distance: distance,
        reference: english,
        referenceRussian: russian
      )
    )
  }

  /// Where a record belongs: the border of its quarter, else all there is.
  func reference(_ table: PreparedTable, _ row: Int) -> Envelope? {
    if table.source.role != .quarters, let border = borders[table.quarters[row]] { return border }
    return home?.extent
  }

  /// The median of all shapes, by coordinate, and how far from it a shape may lie.
  private static func middle(
    of tables: [PreparedTable]
  ) -> (box: Envelope, limit: Double, extent: Envelope)? {
    let boxes = tables.flatMap { table in
      (0..<table.shapes.count).filter(table.shapes.hasGeometry).map { table.shapes.boxes[$0] }
    }
    let centers = boxes.map(\.center)
    guard let x = median(centers.map(\.x)), let y = median(centers.map(\.y)) else { return nil }
    let middle = Point(x: x, y: y)
    let spread = median(centers.map { $0.distance(to: middle) }) ?? 0
    let limit = Swift.max(farthest, spreads * spread)
    let extent = boxes.reduce(into: Envelope.empty) { extent, box in
      if box.center.distance(to: middle) <= limit { extent.formUnion(box) }
    }
    return (Envelope(minX: x, minY: y, maxX: x, maxY: y), limit, extent)
  }

  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }

  private static func commonLabel(_ tables: [PreparedTable]) -> String? {
    var counts: [String: Int] = [:]
    for table in tables {
      for row in 0..<table.shapes.count where table.shapes.hasGeometry(row) {
        if let label = table.label(row) { counts[label, default: 0] += 1 }
      }
    }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// The shortest way between two boxes, m.
  private static func distance(_ first: Envelope, _ second: Envelope) -> Double {
    let dx = Swift.max(0, first.minX - second.maxX, second.minX - first.maxX)
    let dy = Swift.max(0, first.minY - second.maxY, second.minY - first.maxY)
    return (dx * dx + dy * dy).squareRoot()
  }
}
