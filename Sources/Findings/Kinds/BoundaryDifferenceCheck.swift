import Cadastre
import Geometry
import Alignment

/// Same place and about the same area, but the line runs elsewhere: the plot leaves out land of its parcel.
enum BoundaryDifferenceCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let known = explained
    let shapes = scene.alignment.parcels
    let plots = scene.survey.parcels
    let pairings = scene.comparablePairings(explained).filter { pairing in
      guard pairing.plots.count == 1, shapes.hasGeometry(pairing.parcel),
        !known.areaDiffers.contains(pairing.parcel),
        // Land recorded twice is missing on one of the two plots: the overlap says so already.
        known.overlapAreas[pairing.parcel] == nil
      else { return false }
      let tolerance = scene.coincidence(
        scene.parcelAccuracy[pairing.parcel],
        plots.records[pairing.plots[0]].accuracy
      )
      return shapes.departure(pairing.parcel, beyond: plots.shapes, pairing.plots[0]) > tolerance
    }
    return scene.each(pairings) { pairing, knife in
      let r = pairing.parcel
      let s = pairing.plots[0]
      let record = scene.register.parcels.records[r]
      let tolerance = scene.coincidence(scene.parcelAccuracy[r], plots.records[s].accuracy)
      let plot = ShapeColumn([plots.shapes[s]])
      // How far the piece reaches from the plot, or a notch of the plot's line into the parcel.
      let depth = { (piece: ShapeColumn) in
        max(piece.reach(0, beyond: plot, 0), piece.depth(0, under: shapes, r))
      }
      let left = knife.land(
        in: knife.difference(shapes[r], plots.shapes[s]),
        tolerance: tolerance,
        depth: depth
      )
      guard !left.isEmpty else { return [] }
      let departure = depth(ShapeColumn([left]))
      let ids = [plots.records[s].id]
      return [
        Finding(
          id: FindingID.make(.boundaryDifference, register: [record.number], survey: ids),
          kind: .boundaryDifference,
          quarter: scene.quarter(of: record.quarter, at: plots.shapes.centroid(s)),
          registerIDs: [record.number],
          surveyIDs: ids,
          measure: departure,
          unit: .metres,
          tolerance: tolerance,
          probability: Certainty.beyond(
            ratio: departure / tolerance,
            coincidence: scene.rules.coincidence.value
          ),
          area: left.area,
          depth: departure,
          detail:
            "Линия границы проходит иначе: отклонение до \(Figures.russian(departure, "м")) при "
            + "допуске \(Figures.russian(tolerance, "м")), площадь в допуске",
          detailEnglish:
            "The line runs elsewhere: up to \(Figures.english(departure, "m")) off against a "
            + "tolerance of \(Figures.english(tolerance, "m")), area within tolerance",
          place: knife.place(on: left),
          shape: left
        )
      ]
    }
  }
}
