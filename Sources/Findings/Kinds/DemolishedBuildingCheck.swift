import Cadastre
import Geometry
import Alignment

/// A register building with a contour, inside the coverage, gone on the ground.
///
/// A surveyed one that was put aside when it was read was there all the same.
enum DemolishedBuildingCheck: FindingCheck {
  static let kinds: [FindingKind] = [.demolishedBuilding]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    guard scene.survey.buildings.count > 0 else { return [] }
    let buildings = scene.register.buildings
    let rejected = scene.rejectedPlaces(of: "survey buildings")
    return buildings.indices.compactMap { r in
      let record = buildings.records[r]
      guard scene.isActive(building: r), buildings.shapes.hasGeometry(r),
        scene.linksOfBuilding[r].isEmpty, let place = Placing.point(buildings.shapes, r),
        !scene.isTouched(
          scene.alignment.buildings,
          r,
          accuracy: scene.buildingAccuracy[r],
          by: rejected
        )
      else { return nil }
      let quarter = scene.quarter(of: record.quarter, at: place)
      guard scene.coverage.holds(scene.alignment.buildings, r, quarter: quarter) else {
        return nil
      }
      let area = scene.buildingAreas[r]
      let why = Explanation(
        conditions: [.unlinked],
        figures: [Figure(.area, area)],
        evidence: [.sight(scene.rules.certainties.seen.value)],
        notes: [
          Words(
            ru: "контур целиком внутри обследованной территории",
            en: "the contour lies wholly inside the coverage"
          )
        ],
        otherwise: Words(
          ru: "на месте контура или рядом на участке было здание той же площади",
          en: "a building in its place, or one of its area beside it on the parcel"
        )
      )
      return Finding(
        id: FindingID.make(.demolishedBuilding, register: [record.number], survey: []),
        kind: .demolishedBuilding,
        quarter: quarter,
        registerIDs: [record.number],
        surveyIDs: [],
        measure: area,
        unit: .squareMetres,
        probability: why.probability,
        area: area,
        detail:
          "Здание \(record.number) (\(Figures.russian(area, "м²"))) на местности отсутствует",
        detailEnglish:
          "Building \(record.number) (\(Figures.english(area, "m²"))) is gone on the ground",
        explanation: why,
        place: place,
        shape: buildings.shapes[r]
      )
    }
  }
}
