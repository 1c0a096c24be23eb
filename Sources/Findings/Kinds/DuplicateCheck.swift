import Cadastre
import Geometry

/// Two live register parcels that are one parcel twice, or one of which lies in the other.
///
/// The pair is found as recorded: displacement plays no part between records of one survey.
enum DuplicateCheck: FindingCheck {
  static let kinds: [FindingKind] = [.duplicate]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let thresholds = scene.rules.thresholds
    var findings: [Finding] = []
    for pair in scene.registerPairs() {
      let smaller = min(scene.parcelAreas[pair.first], scene.parcelAreas[pair.second])
      let larger = max(scene.parcelAreas[pair.first], scene.parcelAreas[pair.second])
      guard smaller > 0 else { continue }
      let nested = pair.area / smaller
      let iou = pair.area / (smaller + larger - pair.area)
      guard iou >= thresholds.duplicateIoU.value || nested >= thresholds.nestedShare.value
      else { continue }
      // Temporary records explain their overlap too, though no finding names them.
      explained.duplicates.insert(IndexPair(pair.first, pair.second))
      guard scene.isActive(parcel: pair.first), scene.isActive(parcel: pair.second) else {
        continue
      }
      let inner =
        scene.parcelAreas[pair.first] <= scene.parcelAreas[pair.second]
        ? pair.first : pair.second
      let outer = inner == pair.first ? pair.second : pair.first
      let records = scene.register.parcels.records
      let isTwice = iou >= thresholds.duplicateIoU.value
      let ids = [records[inner].number, records[outer].number].sorted()
      let why = Explanation(
        conditions: [
          isTwice
            ? Condition(
              .iou,
              iou,
              .atLeast,
              thresholds.duplicateIoU.value,
              .rule("duplicateIoU")
            )
            : Condition(
              .nestedShare,
              nested,
              .atLeast,
              thresholds.nestedShare.value,
              .rule("nestedShare")
            )
        ],
        figures: [Figure(.sharedArea, pair.area)],
        evidence: [.sight(isTwice ? iou : nested)]
      )
      findings.append(
        Finding(
          id: FindingID.make(.duplicate, register: ids, survey: []),
          kind: .duplicate,
          quarter: scene.quarter(of: records[inner].quarter, at: nil),
          registerIDs: ids,
          surveyIDs: [],
          measure: pair.area,
          unit: .squareMetres,
          tolerance: nil,
          probability: why.probability,
          area: pair.area,
          detail: isTwice
            ? "Участки совпадают на \(Figures.russian(100 * iou)) % (двойной учёт)"
            : "Участок \(records[inner].number) лежит внутри \(records[outer].number) на "
              + "\(Figures.russian(100 * nested)) %",
          detailEnglish: isTwice
            ? "The parcels coincide by \(Figures.english(100 * iou)) % (recorded twice)"
            : "Parcel \(records[inner].number) lies inside \(records[outer].number) by "
              + "\(Figures.english(100 * nested)) %",
          explanation: why,
          place: Placing.point(scene.register.parcels.shapes, inner),
          shape: scene.register.parcels.shapes[inner]
        )
      )
    }
    return findings
  }
}
