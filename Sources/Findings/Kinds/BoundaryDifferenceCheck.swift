import Cadastre
import Geometry
import Alignment

/// Same place and about the same area, but the line runs elsewhere: the plot leaves out land of its parcel.
///
/// The measure is a length: a corner cut off counts however small its land is, where it stands as clear of the
/// tolerance as a peak must.
enum BoundaryDifferenceCheck: FindingCheck {
  static let kinds: [FindingKind] = [.boundaryDifference]
  static let leaves: [FindingKind] = [
    .overlap, .duplicate, .quarterShift, .parcelShift, .split, .merge, .regroup, .encroachment,
    .areaDifference,
  ]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let known = explained
    let shapes = scene.alignment.parcels
    let plots = scene.survey.parcels
    let comparable = scene.comparablePairings(explained).filter { pairing in
      pairing.plots.count == 1 && shapes.hasGeometry(pairing.parcel)
        && !known.areaDiffers.contains(pairing.parcel)
        // Land recorded twice is missing on one of the two plots: the overlap says so already.
        && known.overlapAreas[pairing.parcel] == nil
    }
    let compared = comparable.count
    let pairings = comparable.filter { pairing in
      let tolerance = scene.coincidence(
        scene.parcelAccuracy[pairing.parcel],
        plots.records[pairing.plots[0]].accuracy
      )
      return shapes.departure(pairing.parcel, beyond: plots.shapes, pairing.plots[0]) > tolerance
    }
    let findings = scene.each(
      pairings,
      subject: { scene.subject([$0.parcel], plots: $0.plots) }
    ) { pairing, knife -> [Finding] in
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
        leastPeak: tolerance * tolerance,
        depth: depth
      )
      guard !left.isEmpty else { return [] }
      let departure = depth(ShapeColumn([left]))
      var why = Explanation(
        conditions: [
          scene.beyondCoincidence(
            .departure,
            departure,
            scene.parcelAccuracy[r],
            plots.records[s].accuracy
          ),
          left.area >= scene.rules.thresholds.minimumFindingArea.value
            ? scene.speakable(left.area)
            : Condition(
              .departure,
              departure,
              .above,
              tolerance * scene.rules.thresholds.peakFactor.value,
              .rule("peakFactor")
            ),
        ],
        figures: [
          Figure(.registeredArea, scene.parcelAreas[r]), Figure(.surveyedArea, scene.plotAreas[s]),
        ],
        evidence: [scene.measured(departure, tolerance)]
      )
      let change = ShapeChange.of(pairing, scene, knife)
      why.figures += change?.figures ?? []
      if let words = change?.words { why.notes.append(words) }
      if let link = scene.linksOfParcel[r].first { why.rest(on: link) }
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
          probability: why.probability,
          area: left.area,
          depth: departure,
          detail:
            "Линия границы участка \(record.number) проходит иначе: отклонение до "
            + "\(Figures.russian(departure, "м")) при "
            + "допуске \(Figures.russian(tolerance, "м")), площадь в допуске"
            + (change.map { "; " + $0.words.ru } ?? ""),
          detailEnglish:
            "The line of parcel \(record.number) runs elsewhere: up to "
            + "\(Figures.english(departure, "m")) off against a "
            + "tolerance of \(Figures.english(tolerance, "m")), area within tolerance"
            + (change.map { "; " + $0.words.en } ?? ""),
          explanation: why,
          place: knife.place(on: left),
          shape: left
        )
      ]
    }
    explained.within[.boundaryDifference] = compared - findings.count
    return findings
  }
}
