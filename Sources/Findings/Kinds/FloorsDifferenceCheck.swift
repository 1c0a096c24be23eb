import Alignment
import Cadastre
import Geometry
import Matching

/// The surveyed number of floors is not the registered one.
enum FloorsDifferenceCheck: FindingCheck {
  static let kinds: [FindingKind] = [.floorsDifference]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let buildings = scene.register.buildings
    return buildings.indices.compactMap { r in
      guard scene.isActive(building: r), scene.linksOfBuilding[r].count == 1,
        let link = scene.linksOfBuilding[r].first, link.relation == .oneToOne,
        let registered = buildings.records[r].floors,
        let surveyed = scene.survey.buildings.records[link.survey].floors,
        registered != surveyed, registered > 0, surveyed > 0
      else { return nil }
      let record = buildings.records[r]
      let survey = scene.survey.buildings
      let place = Placing.point(survey.shapes, link.survey)
      let quarter = scene.quarter(of: record.quarter, at: place)
      guard scene.coverage.holds(survey.shapes, link.survey, quarter: quarter),
        scene.coverage.holds(scene.alignment.buildings, r, quarter: quarter)
      else { return nil }
      let certainties = scene.rules.certainties
      var why = Explanation(
        conditions: [Condition(.floors, Double(surveyed - registered), .atLeast, 1, .meaning)],
        figures: [
          Figure(.recordedFloors, Double(registered)), Figure(.surveyedFloors, Double(surveyed)),
        ],
        evidence: [
          .sight(
            link.registerArea > 0
              ? certainties.seen.value : certainties.floorsWithoutContour.value
          )
        ]
      )
      if link.registerArea > 0 { why.rest(on: link) }
      return Finding(
        id: FindingID.make(
          .floorsDifference,
          register: [record.number],
          survey: [survey.records[link.survey].id]
        ),
        kind: .floorsDifference,
        quarter: quarter,
        registerIDs: [record.number],
        surveyIDs: [survey.records[link.survey].id],
        measure: Double(surveyed - registered),
        unit: .floors,
        probability: why.probability,
        detail: "Здание \(record.number): этажей по реестру \(registered), по съёмке \(surveyed)",
        detailEnglish:
          "Building \(record.number): floors in the register \(registered), on the ground "
          + "\(surveyed)",
        explanation: why,
        place: place,
        shape: survey.shapes[link.survey]
      )
    }
  }
}
