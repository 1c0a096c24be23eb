import Cadastre
import Geometry
import Matching

/// Surveyed and registered areas differ by more than both errors together allow.
///
/// Registered is the declared area, unless `declared-area` is reported: then the area of the geometry (INTERFACE §5.3).
enum AreaDifferenceCheck: FindingCheck {
  static let kinds: [FindingKind] = [.areaDifference]
  static let leaves: [FindingKind] = [
    .overlap, .duplicate, .quarterShift, .parcelShift, .split, .merge, .regroup, .encroachment,
  ]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let knife = Knife(rules: scene.rules)
    var findings: [Finding] = []
    for pairing in scene.comparablePairings(explained) {
      guard let judged = judgement(of: pairing, scene, explained) else { continue }
      guard judged.why.holds else {
        if judged.difference != 0 { explained.within[.areaDifference, default: 0] += 1 }
        continue
      }
      explained.areaDiffers.insert(pairing.parcel)
      findings.append(finding(pairing, judged, scene, knife))
    }
    return findings
  }

  private struct Judgement {
    let registered: Double
    let surveyed: Double
    let tolerance: Double
    var why: Explanation

    var difference: Double { surveyed - registered }
  }

  private static func judgement(
    of pairing: Pairing,
    _ scene: Scene,
    _ explained: Explained
  ) -> Judgement? {
    let r = pairing.parcel
    let drawn = scene.parcelAreas[r]
    let declared =
      explained.misdeclared.contains(r) ? nil : scene.register.parcels.records[r].declaredArea
    guard let registered = declared ?? (drawn > 0 ? drawn : nil), registered > 0 else { return nil }
    let plots = scene.survey.parcels
    let surveyed = pairing.plots.reduce(0) { $0 + scene.plotAreas[$1] }
    let sides = (
      MeasuredArea(
        area: registered,
        accuracy: scene.parcelAccuracy[r],
        shapes: scene.register.parcels.shapes,
        features: [r],
        isRecorded: declared != nil
      ),
      MeasuredArea(
        area: surveyed,
        accuracy: pairing.plots.map { plots.records[$0].accuracy }.max() ?? 0,
        shapes: plots.shapes,
        features: pairing.plots
      )
    )
    let tolerance = scene.areaTolerance(sides.0, sides.1)
    let difference = surveyed - registered
    // An area that no coordinates stand behind was never measured to the accuracy of the law; of thousands of
    // measured ones noise carries some beyond the tolerance of one comparison.
    let thresholds = scene.rules.thresholds
    let demanded =
      tolerance.value * (drawn > 0 ? scene.areaFactor : thresholds.peakFactor.value)
    var why = Explanation(
      conditions: [
        Condition(.areaDifference, difference, .above, demanded, tolerance.basis),
        scene.speakable(difference, .areaDifference),
      ],
      figures: [Figure(.registeredArea, registered), Figure(.surveyedArea, surveyed)],
      evidence: [scene.measured(difference, tolerance.value)],
      laws: scene.areaLaw
    )
    if drawn > 0 {
      // A declared area within its own error of a geometry that fits the survey is no difference on the ground.
      why.conditions.append(
        Condition(.drawnDifference, surveyed - drawn, .above, tolerance.value, tolerance.basis)
      )
      why.figures.append(Figure(.drawnArea, drawn))
    }
    // Land recorded twice is missing on one of the two plots: the overlap or the duplicate says so already.
    if difference < 0, let shared = explained.overlapAreas[r] {
      why.conditions.append(
        Condition(
          .missingArea,
          max(0, -difference - shared),
          .above,
          tolerance.value,
          tolerance.basis
        )
      )
    }
    // Words are made for what is reported only: most pairs are not.
    if why.holds {
      why.notes =
        scene.areaNotes(sides.0, Scene.registers) + scene.areaNotes(sides.1, Scene.surveys)
        + scene.marginNotes(demanded / tolerance.value)
    }
    if let link = scene.linksOfParcel[r].min(by: { $0.probability < $1.probability }) {
      why.rest(on: link)
    }
    return Judgement(
      registered: registered,
      surveyed: surveyed,
      tolerance: tolerance.value,
      why: why
    )
  }

  private static func finding(
    _ pairing: Pairing,
    _ judged: Judgement,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Finding {
    let plots = scene.survey.parcels
    let record = scene.register.parcels.records[pairing.parcel]
    let ids = pairing.plots.map { plots.records[$0].id }.sorted()
    var why = judged.why
    let change = ShapeChange.of(pairing, scene, knife)
    why.figures += change?.figures ?? []
    if let words = change?.words { why.notes.append(words) }
    return Finding(
      id: FindingID.make(.areaDifference, register: [record.number], survey: ids),
      kind: .areaDifference,
      quarter: scene.quarter(
        of: record.quarter,
        at: plots.shapes.centroid(pairing.plots[0])
      ),
      registerIDs: [record.number],
      surveyIDs: ids,
      measure: judged.difference,
      unit: .squareMetres,
      tolerance: judged.tolerance,
      probability: why.probability,
      area: abs(judged.difference),
      detail:
        "Площадь по съёмке \(Figures.russian(judged.surveyed)), по реестру "
        + "\(Figures.russian(judged.registered, "м²")): разница "
        + "\(Figures.russian(judged.difference, "м²")) при "
        + "допуске \(Figures.russian(judged.tolerance, "м²"))"
        + (change.map { "; " + $0.words.ru } ?? ""),
      detailEnglish:
        "Surveyed area \(Figures.english(judged.surveyed)), registered "
        + "\(Figures.english(judged.registered, "m²")): difference "
        + "\(Figures.english(judged.difference, "m²")) "
        + "against a tolerance of \(Figures.english(judged.tolerance, "m²"))"
        + (change.map { "; " + $0.words.en } ?? ""),
      explanation: why,
      place: Placing.point(plots.shapes, pairing.plots[0]),
      shape: plots.shapes[pairing.plots[0]]
    )
  }
}
