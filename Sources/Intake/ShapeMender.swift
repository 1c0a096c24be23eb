internal import Formats
internal import Geometry
internal import Topology
internal import Workers

/// Makes shapes sound: repeated points and ring direction without a word, the rest with a record of it.
enum ShapeMender {
  /// What was done to one shape.
  struct Mend: Sendable {
    var feature: Int
    var reason: String
    var areaBefore: Double
    var areaAfter: Double
    var place: Point?
  }

  /// The shapes of a table after mending.
  struct Result: Sendable {
    /// Normalised and valid; those of `lost` are empty.
    var shapes = ShapeColumn()
    var mends: [Mend] = []
    var lost: [Int: RecordFault] = [:]
  }

  /// Mends all shapes of a column.
  ///
  /// `statedAreas` are those of the records, m², by feature, or empty. Of the two ways to mend a ring that
  /// crosses itself, its loops or its points in another order, the one nearer to the stated area is taken;
  /// its loops where none is stated.
  /// - Complexity: a validity check for each shape, in parallel; repair only where it fails.
  static func mend(
    _ column: ShapeColumn,
    statedAreas: [Double?] = [],
    workers: Workers
  ) -> Result {
    let parts = workers.mapChunks(of: column.count) { range in
      let engine = TopologyEngine()
      var part = Result()
      for feature in range {
        let stated = statedAreas.indices.contains(feature) ? statedAreas[feature] : nil
        part.take(feature, of: column, statedArea: stated, engine: engine)
      }
      return part
    }
    var result = Result()
    result.shapes.reserveCapacity(features: column.count, vertices: column.x.count)
    for part in parts {
      for feature in 0..<part.shapes.count {
        result.shapes.append(feature: feature, of: part.shapes)
      }
      result.mends += part.mends
      result.lost.merge(part.lost) { first, _ in first }
    }
    return result
  }

  /// The mends of a table with the rings its reader closed: one for each record, by record.
  static func mends(_ result: Result, unclosed flaws: [ReadFlaw]) -> [Mend] {
    var mends = Dictionary(
      result.mends.map { ($0.feature, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for flaw in flaws where flaw.kind == .unclosedRing {
      let feature = flaw.record
      guard result.shapes.hasGeometry(feature) else { continue }
      let reason = "Ring not closed"
      if let other = mends[feature] {
        mends[feature]?.reason = "\(reason), \(other.reason)"
        continue
      }
      let area = result.shapes.area(feature)
      let vertex = result.shapes.vertices(ofFeature: feature).lowerBound
      mends[feature] = Mend(
        feature: feature,
        reason: reason,
        areaBefore: area,
        areaAfter: area,
        place: Point(x: result.shapes.x[vertex], y: result.shapes.y[vertex])
      )
    }
    return mends.values.sorted { $0.feature < $1.feature }
  }
}

extension ShapeMender.Result {
  fileprivate mutating func take(
    _ feature: Int,
    of column: ShapeColumn,
    statedArea: Double?,
    engine: borrowing TopologyEngine
  ) {
    guard column.hasGeometry(feature) else {
      shapes.endFeature()
      return
    }
    guard
      column.vertices(ofFeature: feature).allSatisfy({
        column.x[$0].isFinite && column.y[$0].isFinite
      })
    else { return lose(feature, .notFinite) }
    let clean = CleanShape(column, feature)
    let vertex = column.vertices(ofFeature: feature).first
    let place = vertex.map { Point(x: column.x[$0], y: column.y[$0]) }
    guard !clean.shape.isEmpty else {
      return lose(feature, .noArea("no ring with an area", at: place))
    }
    do throws(TopologyError) {
      if try engine.isValid(clean.shape) {
        if clean.droppedRing {
          mends.append(
            ShapeMender.Mend(
              feature: feature,
              reason: "Ring without area",
              areaBefore: clean.area,
              areaAfter: clean.area,
              place: place
            )
          )
        }
        shapes.append(clean.shape)
        return
      }
      let verdict = try engine.validity(clean.shape)
      var repaired = try HoledShape.withoutHoles(clean.shape, engine)
      if repaired.isEmpty { repaired = try engine.repaired(clean.shape) }
      if let statedArea, let uncrossed = CrossedRing.uncrossed(clean.shape),
        abs(uncrossed.area - statedArea) < abs(repaired.area - statedArea),
        try engine.isValid(uncrossed)
      {
        repaired = uncrossed
      }
      let after = repaired.area
      guard !repaired.isEmpty, after > 0 else {
        return lose(feature, .noArea(verdict.reason, at: place))
      }
      mends.append(
        ShapeMender.Mend(
          feature: feature,
          reason: verdict.reason,
          areaBefore: clean.area,
          areaAfter: after,
          place: verdict.place ?? place
        )
      )
      shapes.append(repaired)
    } catch {
      lose(feature, .unrepairable(error.message, at: place))
    }
  }

  private mutating func lose(_ feature: Int, _ fault: RecordFault) {
    lost[feature] = fault
    shapes.endFeature()
  }
}

/// A shape without repeated points and empty rings, shells counter-clockwise and holes clockwise.
struct CleanShape {
  private(set) var shape = MultiPolygon.empty
  /// |area| of the shells less |area| of the holes, as given, m².
  private(set) var area = 0.0
  /// Whether a ring had no area and was left out.
  private(set) var droppedRing = false

  /// Seven-digit coordinates are good to 10⁻⁹ m: a ring narrower than this, m, is a line.
  static let thinnest = 1e-8

  init(_ column: ShapeColumn, _ feature: Int) {
    for polygon in column.polygons(ofFeature: feature) {
      let rings = column.rings(ofPolygon: polygon)
      for ring in rings {
        let isShell = ring == rings.lowerBound
        let kept = addRing(column, column.vertices(ofRing: ring), isShell: isShell)
        if !kept {
          droppedRing = true
          // Holes mean nothing without their shell.
          if isShell { break }
        }
      }
      shape.endPolygon()
    }
  }

  private mutating func addRing(
    _ column: ShapeColumn,
    _ range: Range<Int>,
    isShell: Bool
  ) -> Bool {
    let start = shape.x.count
    var length = 0.0
    for i in range {
      if shape.x.count > start, shape.x[shape.x.count - 1] == column.x[i],
        shape.y[shape.y.count - 1] == column.y[i]
      {
        continue
      }
      if shape.x.count > start {
        length +=
          Point(x: shape.x[shape.x.count - 1], y: shape.y[shape.y.count - 1])
          .distance(to: Point(x: column.x[i], y: column.y[i]))
      }
      shape.addVertex(x: column.x[i], y: column.y[i])
    }
    shape.endRing()
    let signed = shape.signedArea(ofRing: shape.ringCount - 1)
    // The two loops of a ring that crosses itself may cancel; its triangles do not, so it is repaired, not lost.
    guard triangles(from: start) > Self.thinnest * length else {
      shape.ringEnds.removeLast()
      shape.x.removeLast(shape.x.count - start)
      shape.y.removeLast(shape.y.count - start)
      return false
    }
    if (signed > 0) != isShell {
      shape.x[start...].reverse()
      shape.y[start...].reverse()
    }
    area += isShell ? signed.magnitude : -signed.magnitude
    return true
  }

  /// Sum of the areas, without sign, of the triangles from the ring's first vertex to its edges, m².
  private func triangles(from start: Int) -> Double {
    var sum = 0.0
    for k in shape.x.indices[start...].dropFirst() {
      sum += abs(
        (shape.x[k - 1] - shape.x[start]) * (shape.y[k] - shape.y[start])
          - (shape.x[k] - shape.x[start]) * (shape.y[k - 1] - shape.y[start])
      )
    }
    return sum / 2
  }
}
