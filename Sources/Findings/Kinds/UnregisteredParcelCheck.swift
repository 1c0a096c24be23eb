import Cadastre
import Geometry
import Matching

/// Occupied land with no register parcel.
enum UnregisteredParcelCheck: FindingCheck {
  static let kinds: [FindingKind] = [.unregisteredParcel]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let plots = scene.survey.parcels
    var unplaced: [String: [Double]] = [:]
    for r in scene.register.parcels.indices {
      let record = scene.register.parcels.records[r]
      guard record.status != .archived, !scene.register.parcels.shapes.hasGeometry(r),
        scene.linksOfParcel[r].isEmpty, let area = record.declaredArea
      else { continue }
      unplaced[record.quarter, default: []].append(area)
    }
    return plots.indices.compactMap { s -> Finding? in
      guard scene.linksOfPlot[s].isEmpty, plots.shapes.hasGeometry(s),
        let place = Placing.point(plots.shapes, s)
      else { return nil }
      let area = scene.plotAreas[s]
      let quarter = scene.quarters.quarter(at: place) ?? ""
      guard area >= scene.rules.thresholds.minimumFindingArea.value,
        scene.coverage.holds(plots.shapes, s, quarter: quarter)
      else { return nil }
      let tolerance = 2 * scene.rules.areaTolerance(mt: plots.records[s].accuracy, area: area)
      let twins = unplaced[quarter, default: []].filter { abs($0 - area) <= tolerance }.count
      let id = plots.records[s].id
      var why = Explanation(
        conditions: [.unlinked, scene.speakable(area)],
        evidence: [.sight(scene.rules.certainties.seen.value)],
        otherwise: Words(
          ru: "здесь был участок реестра, или пользователь назвал номер записи без координат",
          en: "a register parcel here, or the number of a record without coordinates as a claim"
        )
      )
      if twins > 0 {
        why.figures.append(Figure(.unplaced, Double(twins)))
        why.multiply(by: scene.rules.certainties.unplacedParcel.value, .unplaced)
      }
      return Finding(
        id: FindingID.make(.unregisteredParcel, register: [], survey: [id]),
        kind: .unregisteredParcel,
        quarter: quarter,
        registerIDs: [],
        surveyIDs: [id],
        measure: area,
        unit: .squareMetres,
        probability: why.probability,
        area: area,
        detail: "Занятый участок \(Figures.russian(area, "м²")) без записи в реестре"
          + (twins > 0
            ? "; в квартале записей без координат с такой площадью: \(twins)" : ""),
        detailEnglish: "Occupied land of \(Figures.english(area, "m²")) with no register parcel"
          + (twins > 0
            ? "; records without coordinates of such an area in the quarter: \(twins)" : ""),
        explanation: why,
        place: place,
        shape: plots.shapes[s]
      )
    }
  }
}
