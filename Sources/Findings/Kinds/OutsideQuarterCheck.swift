import Cadastre
import Geometry
import Alignment
import Matching

/// Most of a parcel lies off the quarter its number names, with and without the quarter's displacement.
enum OutsideQuarterCheck: FindingCheck {
  static let kinds: [FindingKind] = [.outsideQuarter]
  static let leaves: [FindingKind] = [.quarterShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var kernel = IntersectionArea()
    var findings: [Finding] = []
    let parcels = scene.register.parcels
    for i in parcels.indices where scene.isActive(parcel: i) && parcels.shapes.hasGeometry(i) {
      let record = parcels.records[i]
      let named = LiveNumbers.quarter(in: record.number)
      guard !QuarterMap.namesNoPlace(named), let border = scene.quarters.border(of: named)
      else { continue }
      let whole = scene.parcelAreas[i]
      let asRecorded = kernel.area(parcels.shapes, i, scene.quarters.borders, border)
      guard asRecorded < 0.5 * whole,
        kernel.area(scene.alignment.parcels, i, scene.quarters.borders, border) < 0.5 * whole,
        let place = Placing.point(parcels.shapes, i)
      else { continue }
      let distance = scene.quarters.borders.distance(border, place)
      let why = Explanation(
        conditions: [
          Condition(.outsideShare, 1 - asRecorded / whole, .above, 0.5, .meaning)
        ],
        figures: [Figure(.distance, distance)],
        evidence: [.sight(scene.rules.certainties.seen.value)]
      )
      findings.append(
        Finding(
          id: FindingID.make(.outsideQuarter, register: [record.number], survey: []),
          kind: .outsideQuarter,
          quarter: named,
          registerIDs: [record.number],
          surveyIDs: [],
          measure: distance,
          unit: .metres,
          probability: why.probability,
          area: scene.parcelAreas[i],
          detail:
            "Участок лежит вне квартала \(named), названного в его номере, в "
            + "\(Figures.russian(distance, "м")) от его границы",
          detailEnglish:
            "The parcel lies off quarter \(named) that its number names, "
            + "\(Figures.english(distance, "m")) from its border",
          explanation: why,
          place: place,
          shape: parcels.shapes[i]
        )
      )
    }
    return findings
  }
}
