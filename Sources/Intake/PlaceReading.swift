internal import Cadastre
internal import Formats
internal import Geometry
internal import Projection

/// A coordinate system in which misplaced coordinates may turn out to be.
public struct CandidateSystem: Sendable, Equatable {
  /// Its name for people.
  public var name: String
  /// Anything PROJ understands.
  public var definition: String
  /// The zone's number before the easting; nil where eastings have none.
  public var prefix: Int?

  /// Makes a candidate.
  public init(name: String, definition: String, prefix: Int? = nil) {
    self.name = name
    self.definition = definition
    self.prefix = prefix
  }
}

/// One way to read coordinates otherwise than stated.
struct PlaceReading: Sendable {
  var kind: PlaceHypothesis.Kind
  var russian: String
  var english: String
  /// Whether the first coordinate is the north one.
  var isSwapped = false
  /// Metres in what was taken for a metre.
  var factor = 1.0
  /// To be added to the easting, m.
  var eastShift = 0.0
  /// The system they are in; nil: the one stated.
  var definition: String?

  /// A point of the source as this reading has it, still in its system.
  func point(_ x: Double, _ y: Double) -> Point {
    Point(x: (isSwapped ? y : x) * factor + eastShift, y: (isSwapped ? x : y) * factor)
  }

  /// The same with the axes exchanged too.
  func swapped() -> PlaceReading {
    var other = self
    other.isSwapped = true
    other.russian += ", и север с востоком переставлены"
    other.english += ", and north and east are exchanged"
    return other
  }
}

/// Tries other readings of coordinates that lie where they should not.
///
/// It keeps transformations, which belong to one thread.
final class PlaceReader {
  private let plane: WorkingPlane
  private let candidates: [CandidateSystem]
  private var ways: [String: WorkingPlane.Way?] = [:]

  /// A reading fits when it brings the middle of a record this near to where it belongs, m.
  static let reach = 1000.0
  /// Factors of units: what they are called, metres.
  private static let units: [(russian: String, english: String, metres: Double)] = [
    ("в футах", "in feet", 0.3048), ("в миллиметрах", "in millimetres", 0.001),
    ("в сантиметрах", "in centimetres", 0.01), ("в километрах", "in kilometres", 1000),
  ]

  init(_ plane: WorkingPlane, candidates: [CandidateSystem]) {
    self.plane = plane
    self.candidates = candidates
  }

  /// Finds the reading that brings a record nearest to `reference`.
  ///
  /// - Parameters:
  ///   - box: The record's box as the file has it, x = east.
  ///   - own: The definition its coordinates were taken in; nil: the working system's.
  ///   - reference: Where it belongs, in the working system.
  /// - Returns: The simplest of equally good ones; nil when none fits.
  func best(_ box: Envelope, own: String?, reference: Envelope) -> PlaceReading? {
    var best: (reading: PlaceReading, distance: Double)?
    for reading in readings(box, own: own, reference: reference) {
      guard let place = image(box.center, reading, own: own) else { continue }
      let distance = reference.distance(to: place)
      if distance <= Self.reach, distance < best?.distance ?? .infinity {
        best = (reading, distance)
        if distance == 0 { break }
      }
    }
    return best?.reading
  }

  /// A shape of the source as a reading has it, in the working system; nil when it has no image there.
  func shape(_ shape: MultiPolygon, _ reading: PlaceReading, own: String?) -> MultiPolygon? {
    var moved = shape
    for i in moved.x.indices {
      let point = reading.point(moved.x[i], moved.y[i])
      moved.x[i] = point.x
      moved.y[i] = point.y
    }
    return move(&moved, from: reading.definition ?? own) ? moved : nil
  }

  private func image(_ point: Point, _ reading: PlaceReading, own: String?) -> Point? {
    var shape = MultiPolygon.empty
    let start = reading.point(point.x, point.y)
    shape.addVertex(x: start.x, y: start.y)
    guard move(&shape, from: reading.definition ?? own) else { return nil }
    return Point(x: shape.x[0], y: shape.y[0])
  }

  /// Brings a shape into the working system; whether it has an image there.
  private func move(_ shape: inout MultiPolygon, from definition: String?) -> Bool {
    guard let definition else { return true }
    let way: WorkingPlane.Way?
    if let known = ways[definition] {
      way = known
    } else {
      way = plane.way(from: definition)
      ways[definition] = .some(way)
    }
    switch way {
    case .asIs: return true
    case .transformation(let mover): return mover.move(&shape)
    case nil: return false
    }
  }

  /// The readings worth a try, the simplest first.
  private func readings(
    _ box: Envelope,
    own: String?,
    reference: Envelope
  ) -> [PlaceReading] {
    let centre = box.center
    var found = [
      PlaceReading(
        kind: .axes,
        russian: "север и восток переставлены (axes: yx)",
        english: "north and east are exchanged (axes: yx)",
        isSwapped: true
      )
    ]
    for isSwapped in [false, true] {
      if let reading = prefix(isSwapped ? centre.y : centre.x, reference) {
        found.append(isSwapped ? reading.swapped() : reading)
      }
    }
    // A plane of its own has no place on the globe that another system could lead to.
    if !plane.isLocal, abs(centre.x) <= 180, abs(centre.y) <= 180 {
      let degrees = PlaceReading(
        kind: .degrees,
        russian: "это градусы WGS 84",
        english: "they are degrees of WGS 84",
        definition: "EPSG:4326"
      )
      found += [degrees, degrees.swapped()]
    }
    if own != nil {
      found.append(
        PlaceReading(
          kind: .otherSystem,
          russian: "это уже «\(plane.system.name)»",
          english: "they are in '\(plane.system.name)' already",
          definition: plane.system.definition
        )
      )
    }
    for candidate in candidates where candidate.definition != own && !plane.isLocal {
      let reading = PlaceReading(
        kind: .otherSystem,
        russian: "это «\(candidate.name)»",
        english: "they are in '\(candidate.name)'",
        definition: candidate.definition
      )
      if candidate.fits(easting: centre.x) { found.append(reading) }
      if candidate.fits(easting: centre.y) { found.append(reading.swapped()) }
    }
    for unit in Self.units {
      let reading = PlaceReading(
        kind: .unit,
        russian: "координаты \(unit.russian)",
        english: "the coordinates are \(unit.english)",
        factor: unit.metres
      )
      found += [reading, reading.swapped()]
    }
    return found
  }

  /// Another zone's number, or none, before the easting.
  private func prefix(_ easting: Double, _ reference: Envelope) -> PlaceReading? {
    let steps = ((reference.center.x - easting) / 1e6).rounded()
    guard steps != 0, abs(steps) <= 99 else { return nil }
    let from = Int((easting / 1e6).rounded(.down))
    let to = Int(((easting + steps * 1e6) / 1e6).rounded(.down))
    return PlaceReading(
      kind: .zonePrefix,
      russian: "номер зоны перед координатой \(from) вместо \(to)",
      english: "the zone's number before the easting is \(from) and not \(to)",
      eastShift: steps * 1e6
    )
  }
}

extension CandidateSystem {
  /// Whether an easting begins with the number of the zone.
  fileprivate func fits(easting: Double) -> Bool {
    prefix.map { Double($0) == (easting / 1e6).rounded(.down) } ?? true
  }
}

extension Envelope {
  /// The distance of a point from the box, m; 0 inside.
  fileprivate func distance(to point: Point) -> Double {
    let dx = max(0, minX - point.x, point.x - maxX)
    let dy = max(0, minY - point.y, point.y - maxY)
    return (dx * dx + dy * dy).squareRoot()
  }
}
