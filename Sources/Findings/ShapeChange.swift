import Alignment
import Cadastre
import Geometry

/// What kind of change took a recorded contour to the surveyed one (METHODS E7).
///
/// In this order: displaced or turned as a whole; larger or smaller on all sides alike; grown or cut by one
/// compact part; both; otherwise reshaped. Lengths are told by the coincidence tolerance.
struct ShapeChange: Sendable {
  let words: Words
  let figures: [Figure]

  /// The change of a parcel; nil where either side has no shape or nothing differs by more than the tolerance.
  static func of(_ pairing: Pairing, _ scene: Scene, _ knife: borrowing Knife) -> ShapeChange? {
    let shapes = scene.alignment.parcels
    guard shapes.hasGeometry(pairing.parcel) else { return nil }
    let plots = scene.survey.parcels
    let accuracy = pairing.plots.map { plots.records[$0].accuracy }.max() ?? 0
    return between(
      shapes[pairing.parcel],
      knife.union(pairing.plots.map { plots.shapes[$0] }),
      tolerance: scene.coincidence(scene.parcelAccuracy[pairing.parcel], accuracy),
      knife
    )
  }

  /// The change from `recorded` to `surveyed`, both in one frame; nil when they agree within `tolerance`.
  static func between(
    _ recorded: MultiPolygon,
    _ surveyed: MultiPolygon,
    tolerance: Double,
    _ knife: borrowing Knife
  ) -> ShapeChange? {
    guard !recorded.isEmpty, !surveyed.isEmpty, tolerance > 0 else { return nil }
    let from = ShapeColumn([recorded])
    let to = ShapeColumn([surveyed])
    if fits(from, to, tolerance) { return nil }
    if let moved = displaced(from, to, tolerance) { return moved }
    if let resized = resized(from, to, tolerance) { return resized }
    return cut(recorded, surveyed, tolerance, knife)
  }

  /// Whether two lines agree: half the tolerance on average, half as much again as the tolerance at worst.
  static func fits(_ one: ShapeColumn, _ other: ShapeColumn, _ tolerance: Double) -> Bool {
    misfit(one, other) <= tolerance / 2
      && max(
        one.largestBoundaryDistance(0, to: other, 0),
        other.largestBoundaryDistance(0, to: one, 0)
      ) <= 1.5 * tolerance
  }

  /// The larger of the mean distances of two lines from each other, m.
  static func misfit(_ one: ShapeColumn, _ other: ShapeColumn) -> Double {
    max(one.meanBoundaryDistance(0, to: other, 0), other.meanBoundaryDistance(0, to: one, 0))
  }

  private static func displaced(
    _ from: ShapeColumn,
    _ to: ShapeColumn,
    _ tolerance: Double
  ) -> ShapeChange? {
    guard let motion = from.motion(laying: 0, on: to, 0, scale: tolerance) else { return nil }
    let moved = from.moved(by: motion)
    guard fits(moved, to, tolerance) else { return nil }
    let shift = (motion.dx * motion.dx + motion.dy * motion.dy).squareRoot()
    let radius = from.area(0).squareRoot() / 2
    let isTurned = abs(motion.sine) * radius > tolerance / 2
    let degrees = motion.degrees
    let words =
      isTurned
      ? Words(
        ru: "контур сдвинут на \(Figures.russian(shift, "м")) и повёрнут на "
          + "\(Figures.russian(60 * degrees))′, форма сохранена",
        en: "the contour is shifted by \(Figures.english(shift, "m")) and turned by "
          + "\(Figures.english(60 * degrees))′, its shape kept"
      )
      : Words(
        ru: "контур сдвинут на \(Figures.russian(shift, "м")), форма сохранена",
        en: "the contour is shifted by \(Figures.english(shift, "m")), its shape kept"
      )
    return ShapeChange(
      words: words,
      figures: [
        Figure(.dx, motion.dx), Figure(.dy, motion.dy), Figure(.rotation, degrees),
        Figure(.residual, misfit(moved, to)),
      ]
    )
  }

  private static func resized(
    _ from: ShapeColumn,
    _ to: ShapeColumn,
    _ tolerance: Double
  ) -> ShapeChange? {
    guard from.area(0) > 0, let centre = from.centroid(0), !isMostlyInPlace(from, to, tolerance)
    else { return nil }
    let scale = (to.area(0) / from.area(0)).squareRoot()
    guard scale.isFinite, scale > 0 else { return nil }
    let scaled = from.scaled(by: scale, about: centre)
    guard let motion = scaled.motion(laying: 0, on: to, 0, scale: tolerance) else { return nil }
    let moved = scaled.moved(by: motion)
    guard fits(moved, to, tolerance) else { return nil }
    let side = scale > 1 ? ("больше", "larger") : ("меньше", "smaller")
    let percent = 100 * abs(scale - 1)
    return ShapeChange(
      words: Words(
        ru: "контур \(side.0) со всех сторон: размеры на \(Figures.russian(percent)) %",
        en: "the contour is \(side.1) on all sides: lengths by \(Figures.english(percent)) %"
      ),
      figures: [Figure(.scale, scale), Figure(.residual, misfit(moved, to))]
    )
  }

  /// Whether at least half of the corners and of the middles of sides lie on the other line: it did not change on
  /// all sides then, even where a scale fits all of them.
  private static func isMostlyInPlace(
    _ from: ShapeColumn,
    _ to: ShapeColumn,
    _ tolerance: Double
  ) -> Bool {
    var (inPlace, count) = (0, 0)
    for ring in from.rings(ofFeature: 0) {
      for k in from.vertices(ofRing: ring).dropFirst() {
        let corner = Point(x: from.x[k], y: from.y[k])
        let middle = Point(x: (from.x[k - 1] + corner.x) / 2, y: (from.y[k - 1] + corner.y) / 2)
        for place in [corner, middle] where to.boundaryDistance(0, place) <= tolerance / 2 {
          inPlace += 1
        }
        count += 2
      }
    }
    return 2 * inPlace >= count
  }

  /// Parts added and parts lost, slivers left out.
  private static func cut(
    _ recorded: MultiPolygon,
    _ surveyed: MultiPolygon,
    _ tolerance: Double,
    _ knife: borrowing Knife
  ) -> ShapeChange? {
    let added = knife.wideParts(of: knife.difference(surveyed, recorded), width: tolerance)
    let lost = knife.wideParts(of: knife.difference(recorded, surveyed), width: tolerance)
    guard !added.isEmpty || !lost.isEmpty else { return nil }
    let (more, less) = (largest(added), largest(lost))
    let figures = [Figure(.addedArea, added.area), Figure(.missingArea, lost.area)]
    let total = added.area + lost.area
    if more >= mostly * total {
      return ShapeChange(
        words: Words(
          ru: "прирост одной частью \(Figures.russian(more, "м²"))",
          en: "grown by one part of \(Figures.english(more, "m²"))"
        ),
        figures: figures
      )
    }
    if less >= mostly * total {
      return ShapeChange(
        words: Words(
          ru: "убыль одной частью \(Figures.russian(less, "м²"))",
          en: "cut by one part of \(Figures.english(less, "m²"))"
        ),
        figures: figures
      )
    }
    let isPair = more >= mostly * added.area && less >= mostly * lost.area
    return ShapeChange(
      words: isPair && more > 0 && less > 0
        ? Words(
          ru: "прирост одной частью \(Figures.russian(more, "м²")) и убыль одной частью "
            + Figures.russian(less, "м²"),
          en: "grown by one part of \(Figures.english(more, "m²")) and cut by one of "
            + Figures.english(less, "m²")
        )
        : Words(
          ru: "контур перестроен: прирост \(Figures.russian(added.area, "м²")), убыль "
            + Figures.russian(lost.area, "м²"),
          en: "reshaped: \(Figures.english(added.area, "m²")) added, "
            + "\(Figures.english(lost.area, "m²")) lost"
        ),
      figures: figures
    )
  }

  /// The share of all that changed from which one part is the change.
  private static let mostly = 0.85

  private static func largest(_ shape: MultiPolygon) -> Double {
    (0..<shape.polygonCount).map { shape.polygon($0).area }.max() ?? 0
  }
}

extension RigidMotion {
  /// The turn, degrees counter-clockwise; the arc of a small sine by its series.
  var degrees: Double { (sine + sine * sine * sine / 6) * 180 / .pi }
}

extension ShapeColumn {
  /// The shapes after `motion`.
  func moved(by motion: RigidMotion) -> ShapeColumn {
    var result = self
    result.mapVertices { x, y in
      for k in x.indices {
        let point = motion(Point(x: x[k], y: y[k]))
        x[k] = point.x
        y[k] = point.y
      }
    }
    return result
  }

  /// The shapes larger by `scale` about `centre`.
  func scaled(by scale: Double, about centre: Point) -> ShapeColumn {
    var result = self
    result.mapVertices { x, y in
      for k in x.indices {
        x[k] = centre.x + scale * (x[k] - centre.x)
        y[k] = centre.y + scale * (y[k] - centre.y)
      }
    }
    return result
  }
}
