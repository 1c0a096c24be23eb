import Cadastre
import Geometry
import SpatialIndex
import Workers

/// A sliver between register parcels, narrower than a passage and wider than tolerance (INTERFACE §5.8).
///
/// For each parcel, the land within half a passage of it that is also within half a passage of its neighbours
/// and of nobody: the union is grown by half the width and shrunk again, what it gained are the gaps.
enum GapCheck: FindingCheck {
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
      where j > i && scene.isActive(parcel: j) && !known.shiftedParcels.contains(j) {
        near.append(IndexPair(i, j))
      }
    }
    let pairs = near
    let suspects = scene.workers.flatMapChunks(of: pairs.count, chunkSize: 512) { range in
      range.compactMap { k in facing(pairs[k], scene) ? pairs[k] : nil }
    }
    return scene.each(suspects, chunkSize: 16) { pair, knife in
      finding(pair, tree, scene, knife)
    }
  }

  /// Whether the two lines run beside each other at a distance between tolerance and a passage.
  private static func facing(_ pair: IndexPair, _ scene: Scene) -> Bool {
    let shapes = scene.register.parcels.shapes
    let width = scene.rules.thresholds.gapWidth.value
    let tolerance = scene.coincidence(
      scene.parcelAccuracy[pair.first],
      scene.parcelAccuracy[pair.second]
    )
    let near = shapes.boxes[pair.second].expanded(by: width)
    var facing = 0
    for (one, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
      for k in shapes.vertices(ofFeature: one) {
        let point = Point(x: shapes.x[k], y: shapes.y[k])
        guard one == pair.second || near.contains(point) else { continue }
        let d = shapes.boundaryDistance(other, point)
        if d > tolerance, d < width, !shapes.contains(other, point) { facing += 1 }
      }
    }
    return facing >= 2
  }

  private static func finding(
    _ pair: IndexPair,
    _ tree: PackedHilbertTree,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> [Finding] {
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
      2 * piece.area(0) / piece.perimeter(0) > tolerance ? .infinity : 0
    }
    guard !gap.isEmpty else { return [] }
    let records = scene.register.parcels.records
    let ids = [records[pair.first].number, records[pair.second].number].sorted()
    let area = gap.area
    let mean = 2 * area / gap.perimeter
    return [
      Finding(
        id: FindingID.make(.gap, register: ids, survey: []),
        kind: .gap,
        quarter: scene.quarter(of: records[pair.first].quarter, at: nil),
        registerIDs: ids,
        surveyIDs: [],
        measure: area,
        unit: .squareMetres,
        tolerance: area * tolerance / mean,
        probability: Certainty.beyond(
          ratio: mean / tolerance,
          coincidence: scene.rules.coincidence.value
        ),
        area: area,
        depth: mean,
        detail:
          "Чересполосица: полоса \(Figures.russian(area, "м²")) шириной \(Figures.russian(mean, "м"))"
          + " между участками при допуске \(Figures.russian(tolerance, "м"))",
        detailEnglish:
          "A sliver of \(Figures.english(area, "m²")), \(Figures.english(mean, "m")) wide, between "
          + "parcels against a tolerance of \(Figures.english(tolerance, "m"))",
        place: knife.place(on: gap),
        shape: gap
      )
    ]
  }
}
