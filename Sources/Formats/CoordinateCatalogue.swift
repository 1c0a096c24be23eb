import Geometry

/// A catalogue of coordinates (каталог координат): one row a corner, with the number of its plot.
///
/// `номер;X;Y`, X = north as surveyors write it, decimal comma or point. Corners stand in the order of the
/// boundary; a ring ends when the number changes or its first corner is repeated. Several rings of one
/// number are contours or holes: nesting decides. Where a header names the columns their order is free.
struct CoordinateCatalogue {
  private struct Plot {
    var number: String
    var line: Int
    var rings: [EGRNRing] = [EGRNRing()]
    var corners = 0
    var problem: String?
  }

  private struct Columns {
    var number: Int
    var north: Int
    var east: Int
    var accuracy: Int?
    var hasHeader: Bool
  }

  private var plots: [Plot] = []
  /// Whether every row has a number of its own: then the numbers are those of the corners of one contour.
  private var isOneContour = false

  /// Takes a text for a catalogue; nil when it has no columns of coordinates.
  ///
  /// - Throws: when there are coordinates and no column says whose they are.
  init?(_ text: DelimitedText, file: String) throws(FormatError) {
    guard let columns = try Self.columns(text, file: file) else { return nil }
    var places: [String: Int] = [:]
    var current: String?
    for row in text.rows.dropFirst(columns.hasHeader ? 1 : 0) {
      let number = row.fields.indices.contains(columns.number) ? row.fields[columns.number] : ""
      // A row with nothing but a number, or nothing at all, divides plots in some catalogues.
      if row.fields.allSatisfy(\.isEmpty) {
        current = nil
        continue
      }
      let place: Int
      if let known = places[number] {
        place = known
        if current != number { plots[place].rings.append(EGRNRing()) }
      } else {
        place = plots.count
        places[number] = place
        plots.append(Plot(number: number, line: row.line))
      }
      current = number
      take(row, columns, into: place)
    }
    joinCorners()
  }

  /// Makes one plot of a file whose numbers are those of corners: none is a cadastral one or stands twice, unless
  /// the last row repeats the first.
  private mutating func joinCorners() {
    let isCorner = { (plot: Plot) in
      plot.corners == 1 && plot.problem == nil && plot.rings[0].points.count == 1
        && !plot.number.isEmpty && !plot.number.contains(":")
    }
    guard plots.count >= 3, plots.dropFirst().allSatisfy(isCorner) else { return }
    let first = plots[0]
    let points = first.rings.flatMap(\.points)
    guard first.problem == nil, !first.number.contains(":"), !first.number.isEmpty,
      points.count == 1 || points.count == 2 && points[0] == points[1]
    else { return }
    var plot = Plot(number: "", line: first.line)
    plot.corners = plots.count
    for part in plots {
      plot.rings[0].points.append(part.rings[0].points[0])
      plot.rings[0].radii.append(nil)
      if let accuracy = part.rings.compactMap(\.accuracy).max() {
        plot.rings[0].accuracy = max(plot.rings[0].accuracy ?? 0, accuracy)
      }
    }
    plots = [plot]
    isOneContour = true
  }

  private mutating func take(
    _ row: DelimitedText.Row,
    _ columns: Columns,
    into place: Int
  ) {
    func field(_ index: Int?) -> String? {
      guard let index, row.fields.indices.contains(index), !row.fields[index].isEmpty else {
        return nil
      }
      return row.fields[index].filter { !$0.isWhitespace }
    }
    if let problem = row.problem {
      plots[place].problem = plots[place].problem ?? "line \(row.line): \(problem)"
      return
    }
    var ring = plots[place].rings.removeLast()
    plots[place].corners += 1
    let trouble = ring.add(
      north: field(columns.north),
      east: field(columns.east),
      radius: nil,
      accuracy: field(columns.accuracy)
    )
    if let trouble, plots[place].problem == nil {
      plots[place].problem = "line \(row.line): \(trouble)"
    }
    let isEnd = trouble == nil && ring.points.count > 3 && ring.isClosed
    plots[place].rings.append(ring)
    if isEnd { plots[place].rings.append(EGRNRing()) }
  }

  /// The table: one record a number, `survey_id` its number, `cad_number` where it is a cadastral one.
  func table(name: String, file: String) -> FeatureTable {
    var table = FeatureTable(name: name, file: file)
    table.format = "каталог координат"
    table.isNorthFirst = true
    var values: [[AttributeValue]] = Array(repeating: [], count: 5)
    if isOneContour {
      table.notes.append(
        ReadNote(
          russian: "Номера в каталоге — номера точек: все точки взяты за один контур «\(name)».",
          english:
            "The numbers are those of points: all points were taken for one contour \"\(name)\"."
        )
      )
    }
    for var plot in plots {
      if isOneContour { plot.number = name }
      let rings = plot.rings.filter { !$0.points.isEmpty }
      var geometry = EGRNGeometry()
      if let problem = plot.problem {
        geometry.reject(problem)
      } else if plot.number.isEmpty {
        geometry.reject("rows without a number")
      } else if let short = rings.first(where: { !$0.isAreal }) {
        let count = Set(short.points).count
        geometry.reject(
          "a ring of \(count) points encloses no area; is the number that of the plot, not the point?"
        )
      } else {
        geometry.add(rings, system: nil, linear: false)
      }
      if let problem = geometry.problem {
        table.rejects.append(ReadReject(row: plot.line, key: plot.number, reason: problem))
        continue
      }
      table.rows.append(plot.line)
      table.shapes.append(geometry.shape)
      let isCadastral = plot.number.split(separator: ":").count == 4
      let accuracy = rings.compactMap(\.accuracy).max()
      values[0].append(.text(plot.number))
      values[1].append(isCadastral ? .text(plot.number) : .null)
      values[2].append(.integer(Int64(plot.corners)))
      values[3].append(accuracy.map { .real($0) } ?? .null)
      values[4].append(accuracy.map { .real($0) } ?? .null)
    }
    let names = ["survey_id", "cad_number", "corners", "accuracy", "point_accuracy"]
    table.columns = zip(names, values).map { AttributeColumn(name: $0, values: $1) }
    return table
  }

  /// Where number, X and Y stand: as the header says, else first, second and third.
  private static func columns(
    _ text: DelimitedText,
    file: String
  ) throws(FormatError) -> Columns? {
    guard let first = text.rows.first?.fields else { return nil }
    let words = first.map(Self.words)
    // Latin and Cyrillic letters look the same in a header and are both met.
    let north = words.firstIndex { !$0.isDisjoint(with: ["x", "х", "север", "north", "northing"]) }
    let east = words.firstIndex { !$0.isDisjoint(with: ["y", "у", "восток", "east", "easting"]) }
    if let north, let east, north != east {
      // Points without the number of a plot may be those of one plot.
      let isLong = text.rows.count > 3
      guard let number = number(first, words) ?? (isLong ? pointNumber(first) : nil) else {
        throw .damaged(
          file: file,
          place: "line \(text.rows[0].line)",
          reason: "there are X and Y, and no column with the number of the plot"
        )
      }
      let accuracy = words.firstIndex {
        !$0.isDisjoint(with: ["mt", "скп", "погрешность", "точность", "accuracy"])
      }
      return Columns(
        number: number,
        north: north,
        east: east,
        accuracy: accuracy == number ? nil : accuracy,
        hasHeader: true
      )
    }
    // Without a header, two numbers follow the number of the plot.
    let isData = { (row: [String]) in
      row.count >= 3
        && [row[1], row[2]].allSatisfy {
          EGRNWords.number($0.filter { !$0.isWhitespace }).map { abs($0) >= 1000 } ?? false
        }
    }
    guard text.rows.prefix(3).allSatisfy({ isData($0.fields) }) else { return nil }
    return Columns(number: 0, north: 1, east: 2, accuracy: nil, hasHeader: false)
  }

  /// The column of the plot's number: one that says so, else a number that is not the point's.
  private static func number(_ header: [String], _ words: [Set<String>]) -> Int? {
    let lower = header.map { $0.lowercased() }
    let isPoint = { (index: Int) in lower[index].contains("точк") || lower[index].contains("point")
    }
    let indices = header.indices
    let own = ["участ", "кадастр", "cad_n", "cadn", "parcel", "survey_id", "plot", "контур"]
    if let index = indices.first(where: { index in
      !isPoint(index) && own.contains { lower[index].contains($0) }
    }) {
      return index
    }
    let general: Set<String> = [
      "номер", "number", "обозначение", "id", "n", "кн", "№", "имя", "name",
    ]
    return indices.first { !isPoint($0) && !words[$0].isDisjoint(with: general) }
  }

  private static func pointNumber(_ header: [String]) -> Int? {
    header.firstIndex { $0.lowercased().contains("точ") || $0.lowercased().contains("point") }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(
      text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "№" && $0 != "_" }
        .map(String.init)
    )
  }
}
