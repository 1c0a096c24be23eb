import Cadastre
import Geometry
import Alignment
import Matching

/// Most of a parcel lies off the quarter its number names, with and without the quarter's displacement.
enum OutsideQuarterCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var kernel = IntersectionArea()
    var findings: [Finding] = []
    let parcels = scene.register.parcels
    for i in parcels.indices where scene.isActive(parcel: i) && parcels.shapes.hasGeometry(i) {
      let record = parcels.records[i]
      let named = LiveNumbers.quarter(in: record.number)
      guard !QuarterMap.namesNoPlace(named), let border = scene.quarters.border(of: named)
      else { continue }
      let half = 0.5 * scene.parcelAreas[i]
      guard kernel.area(parcels.shapes, i, scene.quarters.borders, border) < half,
        kernel.area(scene.alignment.parcels, i, scene.quarters.borders, border) < half,
        let place = Placing.point(parcels.shapes, i)
      else { continue }
      let distance = scene.quarters.borders.distance(border, place)
      findings.append(
        Finding(
          id: FindingID.make(.outsideQuarter, register: [record.number], survey: []),
          kind: .outsideQuarter,
          quarter: named,
          registerIDs: [record.number],
          surveyIDs: [],
          measure: distance,
          unit: .metres,
          probability: 0.95,
          area: scene.parcelAreas[i],
          detail:
            "Участок лежит вне квартала \(named), названного в его номере, в "
            + "\(Figures.russian(distance, "м")) от его границы",
          detailEnglish:
            "The parcel lies off quarter \(named) that its number names, "
            + "\(Figures.english(distance, "m")) from its border",
          place: place,
          shape: parcels.shapes[i]
        )
      )
    }
    return findings
  }
}
