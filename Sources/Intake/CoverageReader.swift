internal import Cadastre
internal import Formats
internal import Geometry
internal import SpatialIndex
internal import Topology
internal import Workers

/// Says where the survey looked (INTERFACE §5.13).
enum CoverageReader {
  /// The area of the coverage layers; without any, what the job says; else the quarters of the survey's records.
  static func coverage(
    _ tables: [PreparedTable],
    request: IntakeRequest,
    register: Register,
    survey: Survey,
    workers: Workers,
    notes: inout [Note]
  ) throws(IntakeError) -> Coverage {
    if request.coverageEverywhere { return .everywhere }
    if !request.coverage.isEmpty { return .area(try area(tables)) }
    // What nobody looked for is not gone.
    guard tables.contains(where: { [.surveyParcels, .surveyBuildings].contains($0.source.role) })
    else {
      notes.append(.noSurvey)
      return .quarters([])
    }
    guard (0..<register.quarters.count).contains(where: register.quarters.shapes.hasGeometry)
    else {
      notes.append(.coverageUnknown)
      return .everywhere
    }
    let parcels = quarters(of: survey.parcels.shapes, register.quarters, workers)
    let buildings = quarters(of: survey.buildings.shapes, register.quarters, workers)
    let found = parcels.union(buildings).sorted()
    notes.append(.coverage(ofQuarters: found.count))
    return .quarters(found)
  }

  private static func area(_ tables: [PreparedTable]) throws(IntakeError) -> MultiPolygon {
    let engine = TopologyEngine()
    var shapes: [MultiPolygon] = []
    for table in tables where table.source.role == .coverage {
      for row in 0..<table.shapes.count where table.faults[row] == nil {
        shapes.append(table.shapes[row])
      }
    }
    do throws(TopologyError) {
      return try engine.union(shapes)
    } catch {
      throw .coverage(reason: error.description)
    }
  }

  /// The numbers of the quarters in which shapes have a point of their surface.
  private static func quarters(
    of shapes: ShapeColumn,
    _ quarters: Layer<Quarter>,
    _ workers: Workers
  ) -> Set<String> {
    let tree = PackedHilbertTree(quarters.shapes.boxes)
    let found = workers.mapChunks(of: shapes.count) { range -> Set<Int> in
      let engine = TopologyEngine()
      var found: Set<Int> = []
      for feature in range where shapes.hasGeometry(feature) {
        // A box is enough to know that nothing is to be found; the shapes here are valid, so the
        // engine does not fail.
        let near = tree.items(in: shapes.boxes[feature])
        guard !near.isEmpty, let point = try? engine.pointOnSurface(shapes[feature]) else {
          continue
        }
        if let index = near.first(where: { quarters.shapes.contains(point, feature: $0) }) {
          found.insert(index)
        }
      }
      return found
    }
    return Set(found.joined().map { quarters.records[$0].number })
  }
}

extension ShapeColumn {
  /// Whether a point lies in a feature: a ray to the east crosses its rings an odd number of times.
  func contains(_ point: Point, feature: Int) -> Bool {
    var inside = false
    for ring in rings(ofFeature: feature) {
      for i in vertices(ofRing: ring).dropLast() where (y[i] > point.y) != (y[i + 1] > point.y) {
        let along = (point.y - y[i]) / (y[i + 1] - y[i])
        if point.x < x[i] + along * (x[i + 1] - x[i]) { inside.toggle() }
      }
    }
    return inside
  }
}

extension Note {
  fileprivate static var noSurvey: Note {
    Note(
      russian: "Обследования нет: проверен только реестр.",
      english: "There is no survey: the register is examined alone."
    )
  }

  fileprivate static var coverageUnknown: Note {
    Note(
      russian: "Границы обследования не заданы, кварталов нет: считается, что обследовано всё.",
      english: "No coverage is given and there are no quarters: the survey is taken to have "
        + "looked everywhere."
    )
  }

  fileprivate static func coverage(ofQuarters count: Int) -> Note {
    Note(
      russian: "Границы обследования не заданы: считается, что обследованы кварталы, где есть "
        + "данные обследования (\(count)).",
      english: "No coverage is given: the survey is taken to have looked in the quarters where it "
        + "recorded something (\(count))."
    )
  }
}
