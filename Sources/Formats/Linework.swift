import Geometry

/// Makes areas of lines, as drawings mean them.
///
/// An engineer's drawing has no areas: a plot is a closed polyline, a circle, or single lines whose
/// ends meet. A line closes when its ends are less than ``closing`` apart.
struct Linework {
  /// What a record has that is no polygon.
  struct Outline {
    var lines: [[Point]] = []
    /// Why its geometry cannot be used at all.
    var reason: String?
  }

  /// Ends this near are one point, m: a tenth of the centimetre the register keeps.
  ///
  /// It holds for drawings, whose unit is the metre; in other formats the ends must be the same.
  static let closing = 0.001

  private var table: FeatureTable
  private var outlines: [Int: Outline]

  /// Closes the lines of a layer; with `joins` open lines whose ends meet become one record.
  ///
  /// A drawing is split by the layers it was drawn on. What stays open is rejected, its course kept in
  /// ``FeatureTable/lines``.
  static func tables(_ contents: GeoPackageReader.Contents, isDrawing: Bool) -> [FeatureTable] {
    var work = Linework(table: contents.table, outlines: contents.outlines)
    work.reach = isDrawing ? closing : 0
    work.closeLines()
    guard isDrawing, let column = contents.table.column("Layer") else {
      return [work.finished(Array(0..<contents.table.count))]
    }
    let names = column.values.map { $0.text ?? "0" }
    var layers: [String: [Int]] = [:]
    for (row, name) in names.enumerated() { layers[name, default: []].append(row) }
    return layers.sorted { $0.key < $1.key }.map { name, rows in
      var work = work
      let kept = work.joinLines(of: rows)
      var table = work.finished(kept)
      table.name = name
      if kept.count < rows.count {
        table.notes.append(.joined(lines: rows.count - kept.count, into: work.joinedRings))
      }
      return table
    }
  }

  private var reach = 0.0
  private var joinedRings = 0
  private var shapes: [Int: MultiPolygon] = [:]

  private init(table: FeatureTable, outlines: [Int: Outline]) {
    self.table = table
    self.outlines = outlines
  }

  private mutating func closeLines() {
    for (row, outline) in outlines.sorted(by: { $0.key < $1.key }) where outline.reason == nil {
      var shape = table.shapes[row]
      var open: [[Point]] = []
      for line in outline.lines {
        if let ring = ring(line) {
          shape.addRing(ring)
          shape.endPolygon()
        } else {
          open.append(line)
        }
      }
      outlines[row] = open.isEmpty || !shape.isEmpty ? nil : Outline(lines: open)
      shapes[row] = shape
    }
  }

  /// The ring a line is; nil when it does not close or has no three corners.
  private func ring(_ line: [Point]) -> [Point]? {
    guard let first = line.first, let last = line.last, line.count > 3,
      first == last || first.distance(to: last) < reach
    else { return nil }
    return line.dropLast() + [first]
  }

  /// Joins the lines of some records; returns the records that are left, each ring in its first line's.
  private mutating func joinLines(of rows: [Int]) -> [Int] {
    let open = rows.filter { outlines[$0]?.reason == nil && outlines[$0]?.lines.count == 1 }
    let lines = open.compactMap { outlines[$0]?.lines.first }
    var gone: Set<Int> = []
    for chain in LineJoiner(lines).rings() {
      let members = chain.members.map { open[$0] }
      guard let first = members.min() else { continue }
      var shape = MultiPolygon.empty
      shape.addRing(chain.points)
      shape.endPolygon()
      shapes[first] = shape
      outlines[first] = nil
      joinedRings += 1
      for row in members where row != first { gone.insert(row) }
    }
    return rows.filter { !gone.contains($0) }
  }

  /// The table of some records, the open ones rejected.
  private func finished(_ rows: [Int]) -> FeatureTable {
    var result = FeatureTable(name: table.name, file: table.file)
    result.crs = table.crs
    result.format = table.format
    result.encoding = table.encoding
    result.notes = table.notes
    result.rejects = table.rejects
    var kept: [Int] = []
    for row in rows {
      guard let outline = outlines[row] else {
        kept.append(row)
        result.shapes.append(shapes[row] ?? table.shapes[row])
        result.rows.append(table.rows[row])
        continue
      }
      result.rejects.append(
        ReadReject(row: table.rows[row], key: key(row), reason: Self.reason(outline))
      )
      for line in outline.lines {
        result.lines.append(OpenLine(row: table.rows[row], points: line))
      }
    }
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    result.flaws = table.flaws.compactMap { flaw in
      places[flaw.record].map { ReadFlaw(record: $0, kind: flaw.kind) }
    }
    result.columns = table.columns.map { column in
      AttributeColumn(name: column.name, values: kept.map { column.values[$0] })
    }
    return result
  }

  private func key(_ row: Int) -> String? {
    ["cad_number", "survey_id", "EntityHandle", "Name"].lazy
      .compactMap { table.column($0)?.values[row].text }.first { !$0.isEmpty }
  }

  private static func reason(_ outline: Outline) -> String {
    if let reason = outline.reason { return reason }
    guard let line = outline.lines.first, let first = line.first, let last = line.last else {
      return "a line without points"
    }
    if line.count <= 3 || first == last { return "a line of \(line.count) points encloses no area" }
    let gap = (first.distance(to: last) * 100).rounded() / 100
    return "an open line: its ends are \(gap) m apart"
  }
}

/// Finds lines that make a ring end to end.
struct LineJoiner {
  /// A ring and the lines it was put together of.
  struct Ring {
    var points: [Point]
    var members: [Int]
  }

  private let lines: [[Point]]
  /// The two nodes of each line.
  private var ends: [(Int, Int)] = []
  /// The lines at each node.
  private var atNode: [[Int]] = []

  /// Finds the nodes: ends less than ``Linework/closing`` apart are one.
  init(_ lines: [[Point]]) {
    self.lines = lines
    var cells: [Cell: [(point: Point, node: Int)]] = [:]
    var count = 0
    func node(_ point: Point) -> Int {
      let home = Cell(point)
      for dx in -1...1 {
        for dy in -1...1 {
          let found = cells[Cell(x: home.x + dx, y: home.y + dy)]?
            .first { $0.point.distance(to: point) < Linework.closing }
          if let found { return found.node }
        }
      }
      cells[home, default: []].append((point, count))
      count += 1
      return count - 1
    }
    for line in lines {
      guard let first = line.first, let last = line.last else {
        ends.append((-1, -1))
        continue
      }
      ends.append((node(first), node(last)))
    }
    atNode = Array(repeating: [], count: count)
    for (line, (first, last)) in ends.enumerated() where first >= 0 {
      atNode[first].append(line)
      atNode[last].append(line)
    }
  }

  /// The rings: chains that come back to their start over nodes where exactly two lines meet.
  ///
  /// Where three lines meet it is not for us to say which two are the outline.
  func rings() -> [Ring] {
    var used: Set<Int> = []
    var rings: [Ring] = []
    for start in lines.indices where ends[start].0 >= 0 && ends[start].0 != ends[start].1 {
      guard used.insert(start).inserted else { continue }
      var ring = Ring(points: lines[start], members: [start])
      var node = ends[start].1
      var line = start
      while node != ends[start].0, atNode[node].count == 2,
        let next = atNode[node].first(where: { $0 != line }), used.insert(next).inserted
      {
        let isForward = ends[next].0 == node
        let points = isForward ? lines[next] : lines[next].reversed()
        ring.points += points.dropFirst()
        ring.members.append(next)
        node = isForward ? ends[next].1 : ends[next].0
        line = next
      }
      guard node == ends[start].0, atNode[node].count == 2, ring.points.count > 3 else { continue }
      ring.points[ring.points.count - 1] = ring.points[0]
      rings.append(ring)
    }
    return rings
  }

  /// A square of the plane as wide as the closing distance.
  private struct Cell: Hashable {
    var x: Int
    var y: Int

    init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }

    init(_ point: Point) {
      // Coordinates beyond 10⁹ m are of no land; clamping keeps them from trapping.
      x = Int((Swift.min(1e9, Swift.max(-1e9, point.x)) / Linework.closing).rounded(.down))
      y = Int((Swift.min(1e9, Swift.max(-1e9, point.y)) / Linework.closing).rounded(.down))
    }
  }
}

extension ReadNote {
  fileprivate static func joined(lines: Int, into rings: Int) -> ReadNote {
    ReadNote(
      russian: "Отдельные линии, сходящиеся концами, соединены в контуры: \(rings) "
        + "(записей стало меньше на \(lines)).",
      english: "Single lines whose ends meet were joined into \(rings) outlines "
        + "(\(lines) records fewer)."
    )
  }
}
