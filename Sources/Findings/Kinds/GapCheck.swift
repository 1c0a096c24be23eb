import Cadastre
import Geometry
import SpatialIndex
import Workers

/// A sliver between register parcels, narrower than a passage and wider than tolerance (INTERFACE §5.8).
///
/// For each parcel, the land within half a passage of it that is also within half a passage of its neighbours
/// and of nobody: the union is grown by half the width and shrunk again, what it gained are the gaps. A wedge that
/// widens to a passage is reported as far as it is narrower, where parcels enclose it: one that opens on a street is
/// the way between two fronts.
enum GapCheck: FindingCheck {
  static let kinds: [FindingKind] = [.gap]
  static let leaves: [FindingKind] = [.quarterShift, .parcelShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let known = explained
    let shapes = scene.register.parcels.shapes
    let width = scene.rules.thresholds.gapWidth.value
    let tree = PackedHilbertTree(
      scene.register.parcels.indices.map {
        scene.register.parcels.records[$0].status == .archived ? .empty : shapes.boxes[$0]
      }
    )
    var near: [IndexPair] = []
    for i in scene.register.parcels.indices
    where scene.isActive(parcel: i) && shapes.hasGeometry(i) && !known.shiftedParcels.contains(i) {
      for j in tree.items(in: shapes.boxes[i].expanded(by: width))
      where j > i && scene.isActive(parcel: j) && !known.shiftedParcels.contains(j)
        && !scene.isPutApart(i, j)
      {
        near.append(IndexPair(i, j))
      }
    }
    let pairs = near
    let suspects = scene.workers.flatMapChunks(of: pairs.count, chunkSize: 512) { range in
      range.compactMap { k -> Suspect? in
        facing(pairs[k], scene).map { Suspect(pair: pairs[k], isWedge: $0 == .wedge) }
      }
    }
    let strips: [Strip] = scene.each(
      suspects,
      chunkSize: 16,
      subject: { scene.subject([$0.pair.first, $0.pair.second]) }
    ) { suspect, knife in
      guard let strip = strip(suspect, tree, scene, knife),
        !strip.isWedge || isEnclosed(strip, tree, scene, knife)
      else { return [] }
      return [strip]
    }
    explained.within[.gap] =
      suspects.count { !$0.isWedge } - strips.count { !$0.isWedge }
    let knife = Knife(rules: scene.rules)
    return groups(of: strips).map { finding($0.map { strips[$0] }, scene, knife) }
  }

  /// Two parcels that face each other.
  private struct Suspect: Sendable {
    let pair: IndexPair
    let isWedge: Bool
  }

  /// The land between two parcels that face each other.
  private struct Strip: Sendable {
    let pair: IndexPair
    let isWedge: Bool
    let shape: MultiPolygon
    let tolerance: Double
  }

  /// Strips that continue each other along one line are one gap.
  private static func groups(of strips: [Strip]) -> [[Int]] {
    let column = ShapeColumn(strips.map(\.shape))
    let tree = PackedHilbertTree(column.boxes)
    var isSeen = Array(repeating: false, count: strips.count)
    var groups: [[Int]] = []
    for start in strips.indices where !isSeen[start] {
      isSeen[start] = true
      var group = [start]
      var open = [start]
      while let strip = open.popLast() {
        for other in tree.items(in: column.boxes[strip].expanded(by: touching))
        where !isSeen[other] && touch(column, strip, other) {
          isSeen[other] = true
          group.append(other)
          open.append(other)
        }
      }
      groups.append(group.sorted())
    }
    return groups
  }

  /// Ends closer than this touch, m: where two parcels of a row meet, a strip is cut by their common line.
  private static let touching = 0.05

  private static func touch(_ column: ShapeColumn, _ one: Int, _ other: Int) -> Bool {
    column.vertices(ofFeature: one).contains { k in
      column.distance(other, Point(x: column.x[k], y: column.y[k])) <= touching
    }
      || column.vertices(ofFeature: other).contains { k in
        column.distance(one, Point(x: column.x[k], y: column.y[k])) <= touching
      }
  }

  /// How two lines lie to each other.
  private enum Facing { case strip, wedge }

  /// Whether the two lines run beside each other at a distance between tolerance and a passage, or part from each
  /// other along a side, from within tolerance to a passage.
  private static func facing(_ pair: IndexPair, _ scene: Scene) -> Facing? {
    let shapes = scene.register.parcels.shapes
    let width = scene.rules.thresholds.gapWidth.value
    let tolerance = scene.coincidence(
      scene.parcelAccuracy[pair.first],
      scene.parcelAccuracy[pair.second]
    )
    let near = shapes.boxes[pair.second].expanded(by: width)
    var facing = 0
    var isWedge = false
    for (one, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
      for ring in shapes.rings(ofFeature: one) {
        let vertices = shapes.vertices(ofRing: ring)
        // The last point of a ring is its first.
        for k in vertices.dropFirst() {
          let point = Point(x: shapes.x[k], y: shapes.y[k])
          guard one == pair.second || near.contains(point) else { continue }
          let d = shapes.boundaryDistance(other, point)
          if d > tolerance, d < width, !shapes.contains(other, point) { facing += 1 }
          guard d <= tolerance, !isWedge else { continue }
          let next = k + 1 < vertices.upperBound ? k + 1 : vertices.lowerBound + 1
          isWedge = [k - 1, next].contains { end in
            parts(from: point, to: Point(x: shapes.x[end], y: shapes.y[end]), other, scene)
          }
        }
      }
    }
    return facing >= 2 ? .strip : isWedge ? .wedge : nil
  }

  /// Whether a side that begins at the line of parcel `other` leaves it at so small an angle that it is still within
  /// a passage of it after ``wedgeLength`` passages, and ends beyond.
  private static func parts(from start: Point, to end: Point, _ other: Int, _ scene: Scene) -> Bool
  {
    let shapes = scene.register.parcels.shapes
    let width = scene.rules.thresholds.gapWidth.value
    let length = start.distance(to: end)
    guard length > wedgeLength * width else { return false }
    let part = wedgeLength * width / length
    let probe = Point(x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y))
    guard shapes.boxes[other].expanded(by: width).contains(probe),
      shapes.boundaryDistance(other, probe) < width
    else { return false }
    return shapes.boundaryDistance(other, end) >= width && !shapes.contains(other, end)
      && !shapes.contains(other, probe)
  }

  private static let wedgeLength = 3.0

  /// How far around a wedge its other end is looked for, m.
  private static let pocket = 10.0

  /// Whether the free land a strip belongs to ends within ``pocket`` of it, with parcels on all sides.
  private static func isEnclosed(
    _ strip: Strip,
    _ tree: PackedHilbertTree,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Bool {
    let window = strip.shape.envelope.expanded(by: pocket)
    let shapes = scene.register.parcels.shapes
    var free = MultiPolygon(shell: [
      Point(x: window.minX, y: window.minY), Point(x: window.maxX, y: window.minY),
      Point(x: window.maxX, y: window.maxY), Point(x: window.minX, y: window.maxY),
    ])
    for parcel in tree.items(in: window) { free = knife.difference(free, shapes[parcel]) }
    return (0..<free.polygonCount).allSatisfy { k in
      let part = free.polygon(k)
      let box = part.envelope
      let isInside =
        box.minX > window.minX && box.minY > window.minY && box.maxX < window.maxX
        && box.maxY < window.maxY
      return isInside || knife.intersection(part, strip.shape).isEmpty
    }
  }

  private static func strip(
    _ suspect: Suspect,
    _ tree: PackedHilbertTree,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Strip? {
    let pair = suspect.pair
    let shapes = scene.register.parcels.shapes
    let width = scene.rules.thresholds.gapWidth.value
    let tolerance = scene.coincidence(
      scene.parcelAccuracy[pair.first],
      scene.parcelAccuracy[pair.second]
    )
    let both = knife.union([shapes[pair.first], shapes[pair.second]])
    let closed = knife.buffer(knife.buffer(both, by: width / 2), by: -width / 2)
    var space = knife.difference(closed, both)
    for other in tree.items(in: space.envelope) where other != pair.first && other != pair.second {
      space = knife.difference(space, shapes[other])
    }
    let gap = knife.land(in: space, tolerance: tolerance) { piece in
      let mean = 2 * piece.area(0) / piece.perimeter(0)
      guard mean > tolerance, let place = knife.place(on: piece[0]) else { return 0 }
      let error = SliverError(scene).width(at: place, pair.first, pair.second)
      return mean > scene.rules.thresholds.sliverErrors.value * error ? .infinity : 0
    }
    return gap.isEmpty
      ? nil : Strip(pair: pair, isWedge: suspect.isWedge, shape: gap, tolerance: tolerance)
  }

  private static func finding(
    _ strips: [Strip],
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Finding {
    let records = scene.register.parcels.records
    let members = Set(strips.flatMap { [$0.pair.first, $0.pair.second] }).sorted()
    let ids = members.map { records[$0].number }.sorted()
    let gap = knife.union(strips.map(\.shape))
    let tolerance = strips.map(\.tolerance).max() ?? 0
    let area = gap.area
    let mean = 2 * area / gap.perimeter
    let widest = strips.max { $0.tolerance < $1.tolerance }?.pair
    var why = Explanation(
      conditions: [
        Condition(
          .width,
          mean,
          .below,
          scene.rules.thresholds.gapWidth.value,
          .rule("gapWidth")
        ),
        scene.speakable(area),
      ],
      evidence: [scene.measured(mean, tolerance)]
    )
    if let widest {
      let (first, second) = (
        scene.parcelAccuracy[widest.first], scene.parcelAccuracy[widest.second]
      )
      why.conditions.insert(
        scene.beyondCoincidence(.width, mean, first, second, of: .register),
        at: 0
      )
    }
    return Finding(
      id: FindingID.make(.gap, register: ids, survey: []),
      kind: .gap,
      quarter: scene.quarter(of: records[members[0]].quarter, at: nil),
      registerIDs: ids,
      surveyIDs: [],
      measure: area,
      unit: .squareMetres,
      tolerance: area * tolerance / mean,
      probability: why.probability,
      area: area,
      depth: mean,
      detail:
        "Чересполосица: полоса \(Figures.russian(area, "м²")) шириной \(Figures.russian(mean, "м"))"
        + " между участками (\(ids.count)) при допуске \(Figures.russian(tolerance, "м"))",
      detailEnglish:
        "A sliver of \(Figures.english(area, "m²")), \(Figures.english(mean, "m")) wide, between "
        + "\(ids.count) parcels against a tolerance of \(Figures.english(tolerance, "m"))",
      explanation: why,
      place: knife.place(on: gap),
      shape: gap
    )
  }
}
