import Cadastre
import Geometry
import Matching
import Alignment

/// A register parcel inside the coverage with nothing on the ground: no plot, and no building either.
///
/// «Не обследовано» is not «не найдено»: a survey without plots reports none, and a parcel must lie wholly
/// where the survey looked. A plot that was put aside when it was read was there all the same.
enum NotFoundCheck: FindingCheck {
  static let kinds: [FindingKind] = [.notFound]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    guard scene.survey.parcels.count > 0 else { return [] }
    let parcels = scene.register.parcels
    var built = Array(repeating: false, count: parcels.count)
    for parcel in scene.matching.standing.parcels.joined() { built[parcel] = true }
    var occupied = Array(repeating: 0.0, count: parcels.count)
    for row in scene.matching.parcelOverlaps.rows { occupied[row.register] += row.area }
    let rejected = scene.rejectedPlaces(of: "survey parcels")
    return parcels.indices.compactMap { r -> Finding? in
      let record = parcels.records[r]
      guard scene.isActive(parcel: r), parcels.shapes.hasGeometry(r), record.subtype != .common,
        scene.linksOfParcel[r].isEmpty, !built[r],
        occupied[r] < 0.5 * scene.parcelAreas[r],
        scene.parcelAreas[r] >= scene.rules.thresholds.minimumFindingArea.value,
        !scene.isTouched(
          scene.alignment.parcels,
          r,
          accuracy: scene.parcelAccuracy[r],
          by: rejected
        )
      else { return nil }
      let quarter = scene.quarter(of: record.quarter, at: parcels.shapes.centroid(r))
      guard scene.coverage.holds(scene.alignment.parcels, r, quarter: quarter) else { return nil }
      let area = scene.parcelAreas[r]
      let why = Explanation(
        conditions: [
          .unlinked,
          Condition(.occupiedShare, occupied[r] / area, .below, 0.5, .meaning),
          scene.speakable(area),
        ],
        evidence: [.sight(scene.rules.certainties.seen.value)],
        notes: [
          Words(
            ru: "участок целиком внутри обследованной территории, зданий на нём нет",
            en: "the parcel lies wholly inside the coverage and no building stands on it"
          )
        ],
        otherwise: Words(
          ru: "на нём был обследованный участок или здание",
          en: "a surveyed plot or building on it"
        )
      )
      return Finding(
        id: FindingID.make(.notFound, register: [record.number], survey: []),
        kind: .notFound,
        quarter: quarter,
        registerIDs: [record.number],
        surveyIDs: [],
        measure: area,
        unit: .squareMetres,
        probability: why.probability,
        area: area,
        detail:
          "Участок \(record.number) (\(Figures.russian(area, "м²"))) на местности не обнаружен",
        detailEnglish:
          "Parcel \(record.number) (\(Figures.english(area, "m²"))) was not found on the ground",
        explanation: why,
        place: Placing.point(parcels.shapes, r),
        shape: parcels.shapes[r]
      )
    }
  }
}
