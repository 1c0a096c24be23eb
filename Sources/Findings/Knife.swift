import Cadastre
import Geometry
import Topology

/// Land beyond a line, and what it was held against.
struct LandPart {
  var shape: MultiPolygon
  /// How far it reaches beyond the line, m.
  let reach: Double
  /// Its mean width, m.
  let width: Double
  /// How many tolerances were asked: of the width of a strip (``Scene/stripFactor``), of the reach of a peak.
  let factor: Double
  /// Whether it is wide on average, a strip, and no peak of a single vertex.
  let isSolid: Bool
}

/// Cuts shapes and tells slivers from land: one for each thread.
///
/// Where GEOS cannot cut even on its grid, the answer is the empty shape and ``takeFailure()`` says why: the
/// finding is not shown wrong, and that the comparison failed is a finding of its own (``Uncut``). Shapes are
/// repaired on the way in, so this has not been seen on real data.
struct Knife: ~Copyable {
  private let engine = TopologyEngine()
  private let rules: AccuracyRules
  private let failure = Failure()

  /// The last failure; of one thread only.
  private final class Failure {
    var reason: String?
  }

  /// Why a cut since the last call failed; nil when none did.
  func takeFailure() -> String? {
    defer { failure.reason = nil }
    return failure.reason
  }

  /// The outcome of a cut, or the empty shape and a note.
  private func tried(_ cut: () throws(TopologyError) -> MultiPolygon) -> MultiPolygon {
    do throws(TopologyError) {
      return try cut()
    } catch {
      failure.reason = "\(error)"
      return .empty
    }
  }

  /// How much wider than the tolerance a strip must be on average to be land.
  private let stripFactor: Double

  init(rules: AccuracyRules, stripFactor: Double = 1) {
    self.rules = rules
    self.stripFactor = stripFactor
  }

  func difference(_ shape: MultiPolygon, _ other: MultiPolygon) -> MultiPolygon {
    if other.isEmpty || shape.isEmpty { return shape }
    return tried { () throws(TopologyError) in try engine.difference(shape, other) }
  }

  func intersection(_ shape: MultiPolygon, _ other: MultiPolygon) -> MultiPolygon {
    if other.isEmpty || shape.isEmpty { return .empty }
    return tried { () throws(TopologyError) in try engine.intersection(shape, other) }
  }

  func union(_ shapes: [MultiPolygon]) -> MultiPolygon {
    if shapes.count == 1 { return shapes[0] }
    return tried { () throws(TopologyError) in try engine.union(shapes) }
  }

  func buffer(_ shape: MultiPolygon, by distance: Double) -> MultiPolygon {
    tried { () throws(TopologyError) in
      try engine.buffer(shape, distance: distance, quadrantSegments: 4, mitred: true)
    }
  }

  /// A point on the surface of the largest polygon of `shape`.
  func place(on shape: MultiPolygon) -> Point? {
    guard !shape.isEmpty else { return nil }
    let largest = (0..<shape.polygonCount).map { shape.polygon($0) }.max { $0.area < $1.area }
    return largest.flatMap { try? engine.pointOnSurface($0) }
  }

  /// The parts of `shape` that are wider than `width`: eroded by half of it and grown back.
  ///
  /// Slivers vanish, and so do the thread-like ends of a wide part. Corners come back (mitred).
  func wideParts(of shape: MultiPolygon, width: Double) -> MultiPolygon {
    let core = buffer(shape, by: -width / 2)
    guard !core.isEmpty else { return .empty }
    return intersection(buffer(core, by: width / 2 * 1.001), shape)
  }

  /// The parts of `piece` that are land and no sliver: wider than `tolerance` and of a size to speak of.
  ///
  /// The line between two plots is drawn through measured vertices, so a single bad one raises a long thin peak.
  /// A part that is not wide on average must stand clear of the tolerance by the peak factor of the rules. A strip
  /// has both ends off the line and counts from the tolerance, where thousands of lines are compared from what two
  /// ends err by at once (``Scene/stripFactor``); `depth` measures how far a part reaches
  /// beyond the line. `least` is the area to speak of, by default that of the rules; down to `leastPeak` a part counts
  /// as a peak does.
  func land(
    in piece: MultiPolygon,
    tolerance: Double,
    least: Double? = nil,
    leastPeak: Double = .infinity,
    depth: (ShapeColumn) -> Double
  ) -> MultiPolygon {
    var result = MultiPolygon.empty
    for part in parts(
      of: piece,
      tolerance: tolerance,
      least: least,
      leastPeak: leastPeak,
      depth: depth
    ) {
      result.append(part.shape)
    }
    return result
  }

  /// Those parts one by one, each with what it was held against.
  private func parts(
    of piece: MultiPolygon,
    tolerance: Double,
    least: Double?,
    leastPeak: Double = .infinity,
    depth: (ShapeColumn) -> Double
  ) -> [LandPart] {
    var result: [LandPart] = []
    let least = least ?? rules.thresholds.minimumFindingArea.value
    let peak = rules.thresholds.peakFactor.value
    for k in 0..<piece.polygonCount {
      let part = piece.polygon(k)
      let area = part.area
      guard area >= min(least, leastPeak) else { continue }
      let wide = wideParts(of: part, width: tolerance)
      guard wide.area >= min(least, leastPeak) else { continue }
      let reach = depth(ShapeColumn([wide]))
      let width = Self.width(area: area, perimeter: part.perimeter)
      let isSolid = wide.area >= least && width > stripFactor * tolerance
      if reach > (isSolid ? tolerance : tolerance * peak) {
        result.append(
          LandPart(
            shape: wide,
            reach: reach,
            width: width,
            factor: isSolid ? stripFactor : peak,
            isSolid: isSolid
          )
        )
      }
    }
    return result
  }

  /// The land of one of the `pieces` beyond `own` that was cut by what lies beneath.
  ///
  /// The lines beneath err like any other: the end of a deep strip that spills over the next line by its error
  /// lies far from `own`, so a piece must be land beyond `own` and the other pieces together.
  func piece(
    _ k: Int,
    of pieces: [MultiPolygon],
    beyond own: MultiPolygon,
    tolerance: Double,
    least: Double? = nil
  ) -> LandPart? {
    var around = pieces
    around.remove(at: k)
    around.append(own)
    let rest = ShapeColumn([union(around)])
    let parts = parts(of: pieces[k], tolerance: tolerance, least: least) {
      $0.reachWithHoles(0, beyond: rest, 0)
    }
    // The finding rests on the part that reaches farthest.
    guard var land = parts.max(by: { $0.reach < $1.reach }) else { return nil }
    land.shape = .empty
    for part in parts { land.shape.append(part.shape) }
    return land
  }

  /// The shorter side of the rectangle with this area and perimeter; of a compact shape that of its square.
  private static func width(area: Double, perimeter: Double) -> Double {
    (perimeter - max(0, perimeter * perimeter - 16 * area).squareRoot()) / 4
  }
}
