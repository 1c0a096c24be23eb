import Cadastre
import Geometry
import Matching
import Alignment

/// One parcel stands elsewhere than its plot, shape kept, after the quarter's displacement is taken out.
enum ParcelShiftCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let shapes = scene.alignment.parcels
    var findings: [Finding] = []
    for r in scene.register.parcels.indices {
      let links = scene.linksOfParcel[r]
      guard links.count == 1, scene.linksOfPlot[links[0].survey].count == 1,
        shapes.hasGeometry(r),
        scene.isActive(parcel: r)
      else { continue }
      let s = links[0].survey
      let plots = scene.survey.parcels
      let record = scene.register.parcels.records[r]
      let accuracy = (scene.parcelAccuracy[r], plots.records[s].accuracy)
      let tolerance = scene.coincidence(accuracy.0, accuracy.1)
      guard let from = shapes.centroid(r), let to = plots.shapes.centroid(s),
        from.distance(to: to) > tolerance / 2,
        abs(scene.parcelAreas[r] - scene.plotAreas[s])
          <= scene.rules.areaTolerance(
            MeasuredArea(
              area: scene.parcelAreas[r],
              accuracy: accuracy.0,
              shapes: shapes,
              features: [r]
            ),
            MeasuredArea(
              area: scene.plotAreas[s],
              accuracy: accuracy.1,
              shapes: plots.shapes,
              features: [s]
            )
          ),
        scene.coverage.holds(shapes, r, quarter: record.quarter)
      else { continue }
      let moved = ShapeColumn([shapes[r].translated(dx: to.x - from.x, dy: to.y - from.y)])
      let before = plots.shapes.meanBoundaryDistance(s, to: shapes, r)
      let after = plots.shapes.meanBoundaryDistance(s, to: moved, 0)
      // Shape kept: once moved, the line fits like that of a parcel that never moved.
      guard after <= tolerance / 2, 3 * after <= before,
        from.distance(to: to) > tolerance
      else { continue }
      let distance = from.distance(to: to)
      explained.shiftedParcels.insert(r)
      findings.append(
        Finding(
          id: FindingID.make(
            .parcelShift,
            register: [record.number],
            survey: [plots.records[s].id]
          ),
          kind: .parcelShift,
          quarter: scene.quarter(of: record.quarter, at: from),
          registerIDs: [record.number],
          surveyIDs: [plots.records[s].id],
          measure: distance,
          unit: .metres,
          tolerance: tolerance,
          probability: Certainty.beyond(
            ratio: distance / tolerance,
            coincidence: scene.rules.coincidence.value
          ),
          area: scene.parcelAreas[r],
          detail:
            "Участок смещён на \(Figures.russian(distance, "м")) (dx "
            + "\(Figures.russian(from.x - to.x, "м")), dy \(Figures.russian(from.y - to.y, "м"))) "
            + "без изменения формы; допуск \(Figures.russian(tolerance, "м"))",
          detailEnglish:
            "The parcel is displaced by \(Figures.english(distance, "m")) (dx "
            + "\(Figures.english(from.x - to.x, "m")), dy \(Figures.english(from.y - to.y, "m"))), "
            + "its shape kept; tolerance \(Figures.english(tolerance, "m"))",
          place: Placing.point(scene.register.parcels.shapes, r),
          shape: scene.register.parcels.shapes[r]
        )
      )
    }
    return findings
  }
}
