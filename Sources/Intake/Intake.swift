public import Workers
internal import Cadastre
internal import Formats
internal import Geometry
internal import Projection

/// Files in, register and survey out: fields mapped, shapes in one plane and sound, no record lost.
public enum Intake {
  /// Reads all inputs of a job.
  ///
  /// Every record read is in a layer of the result or among its rejects, once. Records are sorted by id, so
  /// the order of rows in the files and the number of workers cannot be seen in the result.
  /// - Throws: ``IntakeError`` when a file, a coordinate system or the mapping of fields as a whole cannot be
  ///   used; trouble with one record is a reject.
  /// - Complexity: linear in the vertices, but for the sorting of ids; files and validity in parallel.
  public static func read(
    _ request: IntakeRequest,
    workers: Workers
  ) throws(IntakeError) -> IntakeResult {
    let reading = try SourceReading.read(request, workers: workers)
    var result = try assemble(reading, request: request, workers: workers)
    let unused = reading.tables.filter { $0.table.encoding == nil }
    let encodings = Set(unused.compactMap(\.spec.encoding)).sorted()
    if !encodings.isEmpty { result.notes.append(.encodingUnused(encodings)) }
    result.notes += reading.passedOver.map(Note.passedOver)
    result.notes += reading.unread.map { path, hint in
      Note(
        russian: "\(path): файл не прочитан: \(hint).",
        english: "\(path): the file was not read: \(hint)."
      )
    }
    return result
  }

  /// Makes the result from tables that are read already.
  static func assemble(
    _ reading: SourceReading,
    request: IntakeRequest,
    workers: Workers
  ) throws(IntakeError) -> IntakeResult {
    var notes: [Note] = []
    let plane = try WorkingPlane(
      request.workingCRS,
      sources: reading.tables,
      labels: request.labelSystems
    )
    var tables = try prepare(reading.tables, plane: plane, workers: workers, notes: &notes)
    let search = SuspectSearch(&tables, plane: plane, request: request, workers: workers)
    if let note = plane.stretched(tables) { notes.append(note) }
    var assembly = Assembly(tables, request: request)
    assembly.survey.coverage = try CoverageReader.coverage(
      tables,
      request: request,
      register: assembly.register,
      survey: assembly.survey,
      workers: workers,
      notes: &notes
    )
    let rejects = (tables.flatMap { $0.rejects() } + assembly.duplicates).sorted(
      by: Reject.isBefore
    )
    return IntakeResult(
      register: assembly.register,
      survey: assembly.survey,
      workingCRS: plane.system,
      counts: counts(tables, rejects: rejects),
      rejects: rejects,
      suspects: search.suspects,
      repairs: tables.flatMap { $0.repairs() }.sorted(by: Repair.isBefore),
      notes: readerNotes(reading.tables) + reading.tables.compactMap(Note.empty) + notes
        + search.notes + assembly.notes,
      inputs: reading.inputs,
      labels: labels(tables),
      sources: summaries(tables, rejects: rejects)
    )
  }

  /// What readers noticed, each remark of a file once.
  private static func readerNotes(_ tables: [SourceTable]) -> [Note] {
    var seen: Set<ReadNote> = []
    return tables.flatMap { table in
      table.table.notes.compactMap { note in
        let place = table.path
        let full = ReadNote(
          russian: "\(place): \(note.russian)",
          english: "\(place): \(note.english)"
        )
        guard seen.insert(full).inserted else { return nil }
        return Note(russian: full.russian, english: full.english)
      }
    }
  }

  private static func prepare(
    _ sources: [SourceTable],
    plane: WorkingPlane,
    workers: Workers,
    notes: inout [Note]
  ) throws(IntakeError) -> [PreparedTable] {
    let placed = try plane.place(sources, notes: &notes)
    var namesakes: [SourceRole: [String: Int]] = [:]
    for source in sources {
      namesakes[source.role, default: [:]][source.table.name, default: 0] += 1
    }
    var tables: [PreparedTable] = []
    for (source, placed) in zip(sources, placed) {
      let table = try PreparedTable(
        source,
        placed: placed,
        sharesName: namesakes[source.role]?[source.table.name] ?? 0 > 1,
        workers: workers
      )
      if table.madeUpKeys > 0 { notes.append(.madeUpKeys(table)) }
      if !table.fields.cutNames.isEmpty { notes.append(.cutNames(table)) }
      if table.fields.isPublicMap { notes.append(.publicMap(table)) }
      tables.append(table)
    }
    return tables
  }

  private static func counts(_ tables: [PreparedTable], rejects: [Reject]) -> [LayerCount] {
    var rejected: [String: Int] = [:]
    for reject in rejects { rejected[reject.layer, default: 0] += 1 }
    return SourceRole.allCases.compactMap { role in
      let read = tables.filter { $0.source.role == role }
        .reduce(0) { $0 + $1.source.table.count + $1.source.table.rejects.count }
      if role == .registerConstructions, read == 0 { return nil }
      return LayerCount(
        layer: role.balanceLayer,
        read: read,
        rejected: rejected[role.balanceLayer] ?? 0
      )
    }
  }

  private static func labels(_ tables: [PreparedTable]) -> [LabelCount] {
    var counts: [String: Int] = [:]
    for table in tables {
      for row in 0..<table.shapes.count {
        guard table.source.table.shapes.hasGeometry(row), let label = table.label(row) else {
          continue
        }
        counts[label, default: 0] += 1
      }
    }
    return counts.sorted { $0.key < $1.key }.map { LabelCount(label: $0.key, records: $0.value) }
  }

  private struct Place: Hashable {
    var file: String
    var layer: String
    var feeds: String
  }

  private static func place(of table: PreparedTable) -> Place {
    Place(
      file: table.source.path,
      layer: table.source.table.name,
      feeds: table.source.role.balanceLayer
    )
  }

  private static func summaries(
    _ tables: [PreparedTable],
    rejects: [Reject]
  ) -> [SourceSummary] {
    var rejected: [Place: [String: Int]] = [:]
    for reject in rejects {
      let place = Place(
        file: reject.origin.file,
        layer: reject.origin.layer,
        feeds: reject.layer
      )
      rejected[place, default: [:]][reject.code, default: 0] += 1
    }
    return tables.map { table in
      let source = table.source
      let feeds = source.role.balanceLayer
      let shapes = source.table.shapes
      return SourceSummary(
        path: source.path,
        layer: source.table.name,
        feeds: feeds,
        format: source.table.format,
        encoding: source.table.encoding,
        date: source.table.date,
        read: source.table.count + source.table.rejects.count,
        withGeometry: (0..<shapes.count).count(where: shapes.hasGeometry),
        rejected: rejected[place(of: table)] ?? [:],
        crs: table.systemName,
        operations: table.operations,
        labels: labels([table]),
        extent: table.extent
      )
    }
  }
}

extension Note {
  /// Every format we read says itself how its text is encoded.
  fileprivate static func encodingUnused(_ encodings: [String]) -> Note {
    let list = encodings.joined(separator: ", ")
    return Note(
      russian: "Кодировка (\(list)) не понадобилась: прочитанные форматы указывают её сами.",
      english: "The encoding (\(list)) was not needed: the formats read state their own."
    )
  }

  fileprivate static func passedOver(_ table: SourceReading.PassedOver) -> Note {
    let isSurvey = table.layer == SourceRole.engineersSurvey
    return Note(
      russian: "\(table.path): слой \(table.layer) (\(table.format), записей: \(table.records)) не "
        + "относится к реестру и не использован"
        + (isSurvey ? "; укажите файл в survey.parcels." : "."),
      english:
        "\(table.path): layer \(table.layer) (\(table.format), records: \(table.records)) is "
        + "no part of the register and was not used"
        + (isSurvey ? "; give the file under survey.parcels." : ".")
    )
  }

  /// A layer the job names and that holds nothing: perhaps not the one that was meant.
  fileprivate static func empty(_ source: SourceTable) -> Note? {
    guard source.table.count + source.table.rejects.count == 0 else { return nil }
    let place = "\(source.path), \(source.table.name)"
    return Note(
      russian: "\(place): в слое нет ни одной записи.",
      english: "\(place): the layer holds no record."
    )
  }

  fileprivate static func madeUpKeys(_ table: PreparedTable) -> Note {
    let count = table.madeUpKeys
    let place = "\(table.source.path), \(table.source.table.name)"
    return Note(
      russian: "\(place): у \(count) записей нет survey_id, номера составлены по строкам файла.",
      english: "\(place): \(count) records have no survey_id; ids were made from their rows."
    )
  }

  /// A layer of the public cadastral map, whose coordinates are for looking at.
  fileprivate static func publicMap(_ table: PreparedTable) -> Note {
    let place = "\(table.source.path), \(table.source.table.name)"
    return Note(
      russian: "\(place): поля названы как в НСПД и поняты по этим именам. Координаты НСПД годятся "
        + "для показа, а не для измерений: сверяйте по КПТ.",
      english: "\(place): fields are named as on the public cadastral map (НСПД) and taken so. Its "
        + "coordinates are for looking at and not for measuring: use a КПТ."
    )
  }

  /// Fields under names that the format has cut short.
  fileprivate static func cutNames(_ table: PreparedTable) -> Note {
    let place = "\(table.source.path), \(table.source.table.name)"
    let names = table.fields.cutNames.map { "\($0.theirs) → \($0.ours)" }.joined(separator: ", ")
    return Note(
      russian: "\(place): имена полей обрезаны форматом до 10 знаков и поняты так: \(names).",
      english: "\(place): names of fields are cut to 10 characters and taken as: \(names)."
    )
  }
}

extension Reject {
  fileprivate static func isBefore(_ first: Reject, _ second: Reject) -> Bool {
    (first.layer, first.key, first.code, first.origin.file, first.origin.row)
      < (second.layer, second.key, second.code, second.origin.file, second.origin.row)
  }
}

extension Repair {
  fileprivate static func isBefore(_ first: Repair, _ second: Repair) -> Bool {
    (first.layer, first.key, first.origin.file, first.origin.row)
      < (second.layer, second.key, second.origin.file, second.origin.row)
  }
}
