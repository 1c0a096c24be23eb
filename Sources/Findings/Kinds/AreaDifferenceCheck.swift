import Cadastre
import Geometry

/// Surveyed and registered areas differ by more than both errors together allow.
///
/// Registered is the declared area, unless `declared-area` is reported: then the area of the geometry (INTERFACE §5.3).
enum AreaDifferenceCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var findings: [Finding] = []
    for pairing in scene.comparablePairings(explained) {
      let r = pairing.parcel
      let record = scene.register.parcels.records[r]
      let drawn = scene.parcelAreas[r]
      let declared = explained.misdeclared.contains(r) ? nil : record.declaredArea
      guard let registered = declared ?? (drawn > 0 ? drawn : nil), registered > 0 else {
        continue
      }
      let plots = scene.survey.parcels
      let surveyed = pairing.plots.reduce(0) { $0 + scene.plotAreas[$1] }
      let surveyAccuracy = pairing.plots.map { plots.records[$0].accuracy }.max() ?? 0
      let tolerance = scene.rules.areaTolerance(
        MeasuredArea(
          area: registered,
          accuracy: scene.parcelAccuracy[r],
          shapes: scene.register.parcels.shapes,
          features: [r]
        ),
        MeasuredArea(
          area: surveyed,
          accuracy: surveyAccuracy,
          shapes: plots.shapes,
          features: pairing.plots
        )
      )
      let difference = surveyed - registered
      // An area that no coordinates stand behind was never measured to the accuracy of the law.
      let demanded = drawn > 0 ? tolerance : tolerance * scene.rules.thresholds.peakFactor.value
      guard abs(difference) > demanded,
        abs(difference) >= scene.rules.thresholds.minimumFindingArea.value
      else { continue }
      // A declared area within its own error of a geometry that fits the survey is no difference on the ground.
      if drawn > 0, abs(surveyed - drawn) <= tolerance { continue }
      // Land recorded twice is missing on one of the two plots: the overlap says so already.
      if abs(difference) - explained.overlapAreas[r, default: 0] <= tolerance { continue }
      explained.areaDiffers.insert(r)
      let ids = pairing.plots.map { plots.records[$0].id }.sorted()
      findings.append(
        Finding(
          id: FindingID.make(.areaDifference, register: [record.number], survey: ids),
          kind: .areaDifference,
          quarter: scene.quarter(
            of: record.quarter,
            at: plots.shapes.centroid(pairing.plots[0])
          ),
          registerIDs: [record.number],
          surveyIDs: ids,
          measure: difference,
          unit: .squareMetres,
          tolerance: tolerance,
          probability: Certainty.beyond(
            ratio: abs(difference) / tolerance,
            coincidence: scene.rules.coincidence.value
          ),
          area: abs(difference),
          detail:
            "Площадь по съёмке \(Figures.russian(surveyed)), по реестру "
            + "\(Figures.russian(registered, "м²")): разница \(Figures.russian(difference, "м²")) при "
            + "допуске \(Figures.russian(tolerance, "м²"))",
          detailEnglish:
            "Surveyed area \(Figures.english(surveyed)), registered "
            + "\(Figures.english(registered, "m²")): difference \(Figures.english(difference, "m²")) "
            + "against a tolerance of \(Figures.english(tolerance, "m²"))",
          place: Placing.point(plots.shapes, pairing.plots[0]),
          shape: plots.shapes[pairing.plots[0]]
        )
      )
    }
    return findings
  }
}
