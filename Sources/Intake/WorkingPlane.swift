internal import Cadastre
internal import Formats
internal import Geometry
internal import Projection

/// Brings the shapes of all tables into one plane.
struct WorkingPlane {
  let system: ReferenceSystem
  /// Whether the system is a plane of its own, without a known place on the globe.
  private(set) var isLocal = false
  /// The systems named in the sources, by definition.
  private var systems: [String: ReferenceSystem] = [:]

  /// The systems of labels.
  private let labels: [LabelSystem]

  /// Takes the job's working system, or the first metric one among the register's sources.
  init(
    _ wanted: ReferenceSystem?,
    sources: [SourceTable],
    labels: [LabelSystem] = []
  ) throws(IntakeError) {
    self.labels = labels
    for source in sources {
      guard let definition = source.definition, systems[definition] == nil else { continue }
      do throws(ProjectionError) {
        systems[definition] = try ReferenceSystem(definition)
      } catch {
        throw IntakeError.unknownSystem(
          file: source.path,
          definition: definition,
          reason: error.reason
        )
      }
    }
    if let wanted {
      guard wanted.isMetricPlane else { throw IntakeError.notMetric(name: wanted.name) }
      system = wanted
      return
    }
    for source in sources where source.role.isRegister {
      if let definition = source.definition, let found = systems[definition], found.isMetricPlane {
        system = found
        return
      }
    }
    guard let local = Self.local(sources) else { throw IntakeError.noWorkingSystem }
    system = local
    isLocal = true
  }

  /// A plane of its own for a register whose key nobody gave: the keys of local systems are restricted data.
  ///
  /// Areas and distances in it are those of the register. Its place on the globe is a convention: the middle of
  /// the register stands where the equator meets the zero meridian, where nobody will take it for the town.
  private static func local(_ sources: [SourceTable]) -> ReferenceSystem? {
    // A source with a place on the globe cannot be brought into a plane without one.
    guard sources.allSatisfy({ $0.definition == nil }) else { return nil }
    var centres: [Point] = []
    for source in sources where source.role.isRegister {
      let column = eastFirst(source)
      for box in column.boxes where !box.isEmpty && !box.fitsDegrees { centres.append(box.center) }
    }
    guard !centres.isEmpty else { return nil }
    // Rounded, so that a few records more or less do not make another plane.
    func middle(_ values: [Double]) -> Int {
      Int((values.sorted()[values.count / 2] / 1000).rounded()) * 1000
    }
    return try? ReferenceSystem(
      "+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=\(middle(centres.map(\.x)))"
        + " +y_0=\(middle(centres.map(\.y))) +ellps=krass +units=m +type=crs"
    )
  }

  /// One table in the plane.
  struct Placed: Sendable {
    /// Its shapes; those of `lost` are empty.
    var shapes: ShapeColumn
    /// Features whose coordinates have no image in the plane, with the reason.
    var lost: [Int: RecordFault] = [:]
    /// What was taken for its system, for people.
    var systemName: String
    /// The definition the coordinates were taken in; nil: the working system's.
    var definition: String?
    /// The same for records whose label the job gives a system.
    var definitions: [Int: String] = [:]
    /// What brought its coordinates into the plane; nothing when they were taken as they are.
    var operations: [CoordinateOperation] = []
  }

  /// Places all tables: as they are where the systems are the same, else by one transformation for each system.
  func place(
    _ sources: [SourceTable],
    notes: inout [Note]
  ) throws(IntakeError) -> [Placed] {
    var columns = sources.map(WorkingPlane.eastFirst)
    var definitions: [String?] = []
    var areas: [String: Envelope] = [:]
    var assumed: [String: Int] = [:]
    for (source, column) in zip(sources, columns) {
      let definition = try definition(source, column, assumed: &assumed, notes: &notes)
      definitions.append(definition)
      if let definition {
        let isGeographic = systems[definition]?.isGeographic == true
        areas[definition, default: .empty].formUnion(column.finiteBox(inDegrees: isGeographic))
      }
    }
    var ways: [String: Way] = [:]
    for (definition, area) in areas.sorted(by: { $0.key < $1.key }) {
      ways[definition] = try way(from: definition, area: area, sources: sources, notes: &notes)
    }
    var placed: [Placed] = []
    var labelled: [String: Int] = [:]
    for (index, source) in sources.enumerated() {
      let name = definitions[index].flatMap { systems[$0]?.name }
      var result = Placed(
        shapes: columns[index],
        systemName: name ?? source.labelText.map { "\($0) → \(system.name)" } ?? system.name
      )
      columns[index] = ShapeColumn()
      result.definition = definitions[index]
      if let definition = definitions[index], case .transformation(let way) = ways[definition] {
        way.move(&result)
        result.operations.append(way.operation)
      }
      if definitions[index] == nil { byLabel(source, &result, tally: &labelled) }
      placed.append(result)
    }
    if isLocal { notes.append(.localPlane) }
    notes += labels.compactMap { label in labelled[label.label].map { .labelled(label, $0) } }
    notes += assumed.sorted { $0.key < $1.key }.map { note(assuming: $0.key, tables: $0.value) }
    return placed
  }

  /// The system a table's coordinates are in; nil when they are to be taken for the working one.
  private func definition(
    _ source: SourceTable,
    _ column: ShapeColumn,
    assumed: inout [String: Int],
    notes: inout [Note]
  ) throws(IntakeError) -> String? {
    let shapes = (0..<column.count).filter(column.hasGeometry)
    let inDegrees = shapes.count { column.boxes[$0].fitsDegrees }
    if let definition = source.definition {
      // A file that says nothing is WGS 84 to its format, whatever plane its author worked in.
      // The job's own word is left alone while a single record bears it out.
      guard let stated = systems[definition], stated.isGeographic,
        source.spec.crs == nil
          ? inDegrees * 2 < shapes.count : inDegrees == 0 && !shapes.isEmpty
      else { return definition }
      notes.append(misstated(source, stated))
      return nil
    }
    guard !shapes.isEmpty else { return nil }
    // A town's own system may be small, but no town lies within 180 by 90 m of its origin.
    guard inDegrees < shapes.count else {
      throw .unplaced(file: source.path, layer: source.table.name)
    }
    assumed[source.labelText ?? "", default: 0] += 1
    return nil
  }

  /// How coordinates of a system come into the plane.
  enum Way {
    case asIs
    case transformation(Mover)
  }

  /// The way into the plane from a system nobody stated; nil when there is none.
  func way(from definition: String) -> Way? {
    guard let source = systems[definition] ?? (try? ReferenceSystem(definition)) else { return nil }
    if source.isSame(as: system) { return .asIs }
    do throws(ProjectionError) {
      return .transformation(Mover(try Transformation(from: source, to: system)))
    } catch {
      return nil
    }
  }

  /// Moves the records whose label the job gives a system; `tally` counts them.
  private func byLabel(_ source: SourceTable, _ placed: inout Placed, tally: inout [String: Int]) {
    guard !labels.isEmpty else { return }
    let column = source.table.column(
      source.spec.fields[Field.systemLabel.title] ?? Field.systemLabel.title
    )
    for label in labels {
      let rows = (0..<placed.shapes.count).filter { row in
        placed.shapes.hasGeometry(row)
          && (column.map { $0.values[row].text } ?? source.labelText) == label.label
      }
      guard !rows.isEmpty else { continue }
      tally[label.label, default: 0] += rows.count
      var part = Placed(shapes: ShapeColumn(rows.map { placed.shapes[$0] }), systemName: "")
      if let fit = label.fit { part.shapes.apply(fit) }
      switch way(from: label.definition) {
      case .asIs: break
      case .transformation(let mover):
        mover.move(&part)
        if !placed.operations.contains(mover.operation) {
          placed.operations.append(mover.operation)
        }
      case nil:
        for index in rows.indices {
          part.lost[index] = .outsideSystem("no way from '\(label.name)'")
        }
      }
      var next = 0
      var shapes = ShapeColumn()
      for row in 0..<placed.shapes.count {
        if next < rows.count, rows[next] == row {
          if part.lost[next] == nil {
            shapes.append(feature: next, of: part.shapes)
          } else {
            shapes.endFeature()
          }
          placed.lost[row] = part.lost[next]
          placed.definitions[row] = label.definition
          next += 1
        } else {
          shapes.append(feature: row, of: placed.shapes)
        }
      }
      placed.shapes = shapes
    }
  }

  private func way(
    from definition: String,
    area: Envelope,
    sources: [SourceTable],
    notes: inout [Note]
  ) throws(IntakeError) -> Way {
    guard let source = systems[definition], !source.isSame(as: system), !area.isEmpty else {
      return .asIs
    }
    do throws(ProjectionError) {
      let transformation = try Transformation(from: source, to: system, area: area)
      let mover = Mover(transformation)
      notes.append(.reprojected(source.name, to: system.name, by: mover.operation))
      return .transformation(mover)
    } catch {
      throw IntakeError.noTransformation(
        file: sources.first { $0.definition == definition }?.path ?? "",
        from: source.name,
        to: system.name,
        reason: error.reason
      )
    }
  }

  private func misstated(_ source: SourceTable, _ stated: ReferenceSystem) -> Note {
    let place = "\(source.path), \(source.table.name)"
    let isJob = source.spec.crs != nil
    return Note(
      russian: "\(place): координаты не в градусах, хотя \(isJob ? "задание" : "файл") называет "
        + "«\(stated.name)»; они приняты за «\(system.name)».",
      english: "\(place): coordinates are not in degrees though the \(isJob ? "job" : "file") says "
        + "'\(stated.name)'; they were taken for '\(system.name)'."
    )
  }

  private func note(assuming label: String, tables: Int) -> Note {
    let russian = label.isEmpty ? "без указания системы координат" : "с меткой «\(label)»"
    let english = label.isEmpty ? "without a coordinate system" : "labelled '\(label)'"
    return Note(
      russian: "Координаты слоёв \(russian) (\(tables)) приняты за «\(system.name)».",
      english: "Coordinates of layers \(english) (\(tables)) were taken for '\(system.name)'."
    )
  }

  /// The shapes with x = east, as the job says the axes are.
  static func eastFirst(_ source: SourceTable) -> ShapeColumn {
    var column = source.table.shapes
    // The reader has put east first where the format fixes an order; the job may say otherwise.
    let order = source.table.isNorthFirst ? AxisOrder.yx : .xy
    if let stated = source.spec.axes, stated != order {
      column.mapVertices { x, y in swap(&x, &y) }
    }
    if let fit = source.spec.fit { column.apply(fit) }
    return column
  }
}

extension SourceTable {
  /// The definition of its coordinate system: the job's, else the file's.
  var definition: String? {
    if let crs = spec.crs { return crs }
    if case .definition(let text) = table.crs { return text }
    // RFC 7946 §4: no other system than WGS 84; a reader that says nothing leaves it to the name.
    let name = path.lowercased()
    let isGeoJSON = [".geojson", ".geojsonl", ".geojsons"].contains { name.hasSuffix($0) }
    return isGeoJSON && table.crs == nil ? "EPSG:4326" : nil
  }

  /// The register's label of its coordinate system.
  var labelText: String? {
    if case .label(let text) = table.crs { text } else { nil }
  }
}

extension ReferenceSystem {
  /// Whether land can be measured in it: projected, in metres.
  fileprivate var isMetricPlane: Bool { !isGeographic && metresPerUnit == 1 }
}

extension ProjectionError {
  var reason: String {
    switch self {
    case .unknownSystem(_, let reason), .noOperation(_, _, let reason),
      .outsideDomain(_, let reason):
      reason
    case .notHorizontal: "it is neither geographic nor projected"
    }
  }
}

extension Envelope {
  /// Whether the numbers could be longitude and latitude.
  var fitsDegrees: Bool {
    !isEmpty && minX >= -180 && maxX <= 360 && minY >= -90 && maxY <= 90
  }
}

extension Note {
  fileprivate static func reprojected(
    _ source: String,
    to target: String,
    by operation: CoordinateOperation
  ) -> Note {
    let accuracy = operation.accuracy.map { FixedDecimal.text($0, decimals: 2, keepsZeros: true) }
    let russian = accuracy.map { $0.withComma + " м" }
    return Note(
      russian: "Координаты из системы «\(source)» пересчитаны в «\(target)» (\(operation.name)); "
        + "точность пересчёта " + (russian ?? "неизвестна") + ".",
      english: "Coordinates in '\(source)' were reprojected to '\(target)' (\(operation.name)); "
        + (accuracy.map { "stated accuracy \($0) m." } ?? "the accuracy of it is unknown.")
    )
  }

  /// A label the job gives a system.
  fileprivate static func labelled(_ label: LabelSystem, _ records: Int) -> Note {
    Note(
      russian:
        "Записи с меткой «\(label.label)» (\(records)) приняты в системе «\(label.name)», как "
        + "сказано в задании.",
      english:
        "\(records) records labelled '\(label.label)' were taken in '\(label.name)', as the "
        + "job says."
    )
  }

  /// The register's system is known to nobody here.
  fileprivate static var localPlane: Note {
    Note(
      russian:
        "Ключ местной системы координат не задан (workingCRS): площади, расстояния и признаки "
        + "верны, но место "
        + "на карте условное — у точки 0° с. ш., 0° в. д.",
      english:
        "The key of the local coordinate system is not given (workingCRS): areas, distances "
        + "and findings hold, "
        + "but the place on the map is a convention, at 0° N, 0° E."
    )
  }
}
