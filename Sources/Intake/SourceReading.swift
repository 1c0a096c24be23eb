internal import Formats
internal import Workers

/// One table and what it is to feed.
struct SourceTable: Sendable {
  var role: SourceRole
  var spec: SourceSpec
  /// The file as the job gives it; a member of an archive follows a `!`.
  var path: String
  /// Whether its source feeds several sorts of layers at once.
  var isExtract = false
  var table: FeatureTable
}

/// The tables of a request, in its order, and the files they came from.
struct SourceReading: Sendable {
  var tables: [SourceTable] = []
  var inputs: [String] = []
  /// Files of no kind we read that a glob or a folder named among others, with the reason.
  var unread: [(path: String, hint: String)] = []
  /// Tables of extracts that feed nothing.
  var passedOver: [PassedOver] = []

  /// A table that was read and is of no use where the job gives it.
  struct PassedOver: Sendable {
    var path: String
    var layer: String
    var format: String
    var records: Int
  }

  /// Reads every file of a request once, many at a time.
  static func read(
    _ request: IntakeRequest,
    workers: Workers
  ) throws(IntakeError) -> SourceReading {
    var wishes: [Wish] = []
    for (role, specs) in request.specs {
      for spec in specs {
        let folder = request.baseFolder
        for path in try InputPaths.expand(spec.path, folder: folder, place: spec.place) {
          let isOneOfMany = InputPaths.isCollective(spec.path, folder: folder)
          wishes.append(Wish(role: role, spec: spec, path: path, isOneOfMany: isOneOfMany))
        }
      }
    }
    let contents = read(wishes, folder: request.baseFolder, workers: workers)
    var reading = SourceReading()
    for wish in wishes {
      let tables: [FeatureTable]
      switch contents[wish.file] {
      case .success(let all): tables = all
      case .failure(.unknownKind(_, let hint)) where wish.isOneOfMany:
        reading.unread.append((FeatureReader.displayName(wish.path), hint))
        continue
      case .failure(let error): throw IntakeError(error, path: FeatureReader.displayName(wish.path))
      case nil: preconditionFailure("every wish was read")
      }
      try reading.take(tables, for: wish, folder: request.baseFolder)
    }
    // Nothing a glob or a folder names is of use: that is no choice among files but a mistake.
    if reading.tables.isEmpty, reading.passedOver.isEmpty, let (path, hint) = reading.unread.first {
      throw .unreadable(.unknownKind(file: path, hint: hint))
    }
    reading.inputs = inputs(wishes.map(\.path), folder: request.baseFolder)
    return reading
  }

  /// The files of some paths, each once, sorted by bytes: a shapefile is several, a database none.
  private static func inputs(_ paths: [String], folder: String) -> [String] {
    let prefix = folder + "/"
    let files = paths.flatMap { path in
      FeatureReader.files(of: InputPaths.absolute(path, folder: folder)).map { file in
        // Called as the job calls the file they belong to.
        !path.hasPrefix("/") && file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
      }
    }
    return Set(files).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private struct Wish: Sendable {
    /// nil for an extract, whose tables say themselves what they are.
    var role: SourceRole?
    var spec: SourceSpec
    var path: String
    /// Whether a glob or a folder named it among others.
    var isOneOfMany = false
    var file: FileLayer {
      FileLayer(path: path, layer: spec.layer, encoding: spec.encoding)
    }
  }

  private struct FileLayer: Hashable, Sendable {
    var path: String
    var layer: String?
    var encoding: String?
  }

  private static func read(
    _ wishes: [Wish],
    folder: String,
    workers: Workers
  ) -> [FileLayer: Result<[FeatureTable], FormatError>] {
    var files: [FileLayer] = []
    var seen: Set<FileLayer> = []
    for wish in wishes where seen.insert(wish.file).inserted { files.append(wish.file) }
    let contents = workers.flatMapChunks(of: files.count, chunkSize: 1) { [files] range in
      range.map { index in
        let path = InputPaths.absolute(files[index].path, folder: folder)
        return Result { () throws(FormatError) in
          try FeatureReader.read(
            path: path,
            layer: files[index].layer,
            encoding: files[index].encoding,
            workers: workers
          )
        }
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(files, contents))
  }

  private mutating func take(
    _ tables: [FeatureTable],
    for wish: Wish,
    folder: String
  ) throws(IntakeError) {
    let chosen = try SourceReading.choose(
      tables,
      role: wish.role,
      spec: wish.spec,
      path: FeatureReader.displayName(wish.path)
    )
    for table in chosen {
      // The reader names the file from the root; people know it as the job gives it.
      let member = table.file.split(separator: "!", maxSplits: 1).dropFirst().first
      let name = FeatureReader.displayName(wish.path)
      let path = member.map { "\(name)!\($0)" } ?? name
      guard let role = wish.role ?? SourceRole.ofExtract(table: table.name) else {
        passedOver.append(
          PassedOver(
            path: path,
            layer: table.name,
            format: table.format,
            records: table.count + table.rejects.count
          )
        )
        continue
      }
      self.tables.append(
        SourceTable(
          role: role,
          spec: wish.spec,
          path: path,
          isExtract: wish.role == nil,
          table: table
        )
      )
    }
  }

  /// Those of a file's tables that the source means.
  static func choose(
    _ tables: [FeatureTable],
    role: SourceRole?,
    spec: SourceSpec,
    path: String
  ) throws(IntakeError) -> [FeatureTable] {
    let names = tables.map(\.name)
    if let layer = spec.layer {
      var found = tables.filter { $0.name == layer }
      if found.isEmpty { found = tables.filter { $0.name.lowercased() == layer.lowercased() } }
      guard !found.isEmpty else {
        throw .noSuchLayer(file: path, layer: layer, available: distinct(names))
      }
      return found
    }
    guard let role else { return tables }
    let named = tables.filter { role.layerNames.contains($0.name) }
    if !named.isEmpty { return named }
    // What an engineer surveyed is no register, and the register's own document is no survey.
    if role != .surveyParcels, names.contains(SourceRole.engineersSurvey) {
      throw .noSuchLayer(file: path, layer: role.layerName, available: distinct(names))
    }
    guard Set(names).count <= 1 else {
      throw .ambiguousLayer(file: path, available: distinct(names))
    }
    // A document of another sort: an extract of a building has no parcels, and that is no error.
    if let name = names.first, tables.allSatisfy({ $0.crs?.isLabel == true }),
      SourceRole.ofExtract(table: name) != nil
    {
      return []
    }
    return tables
  }

  private static func distinct(_ names: [String]) -> [String] { Set(names).sorted() }
}

extension IntakeRequest {
  /// The sources with what they feed, in the order of a job; nil is an extract.
  fileprivate var specs: [(SourceRole?, [SourceSpec])] {
    [
      (.registerParcels, registerParcels), (.registerBuildings, registerBuildings),
      (.quarters, quarters), (.publicLand, publicLand), (nil, extracts),
      (.surveyParcels, surveyParcels), (.surveyBuildings, surveyBuildings),
      (.coverage, coverage),
    ]
  }
}

extension IntakeError {
  /// The reader's error with the file called as the job calls it.
  fileprivate init(_ error: FormatError, path: String) {
    self =
      switch error {
      case .unreadable(_, let reason): .unreadable(.unreadable(file: path, reason: reason))
      case .unknownKind(_, let hint): .unreadable(.unknownKind(file: path, hint: hint))
      case .damaged(_, let place, let reason):
        .unreadable(.damaged(file: path, place: place, reason: reason))
      case .noSuchLayer(_, let layer, let available):
        .noSuchLayer(file: path, layer: layer, available: available)
      case .programMissing, .unwritable: .unreadable(error)
      }
  }
}

extension SourceCRS {
  /// Whether it is a word of the register and not a definition.
  var isLabel: Bool {
    if case .label = self { true } else { false }
  }
}
