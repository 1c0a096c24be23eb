import Cadastre
import Geometry

/// Two live register parcels that are one parcel twice, or one of which lies in the other.
///
/// The pair is found as recorded: displacement plays no part between records of one survey. Where points are known
/// to half a metre, two drawings of one parcel share less than ``Thresholds/duplicateIoU``: they are one parcel also
/// when their lines agree within the tolerance of both.
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
      let isTwice = iou >= thresholds.duplicateIoU.value
      let isNested = nested >= thresholds.nestedShare.value
      let off = isTwice || isNested || iou < Self.leastIoU ? nil : departure(pair, scene)
      guard isTwice || isNested || off != nil else { continue }
      // Temporary records explain their overlap too, though no finding names them.
      explained.duplicates.insert(IndexPair(pair.first, pair.second))
      guard scene.isActive(parcel: pair.first), scene.isActive(parcel: pair.second) else {
        continue
      }
      let inner =
        scene.parcelAreas[pair.first] <= scene.parcelAreas[pair.second]
        ? pair.first : pair.second
      let outer = inner == pair.first ? pair.second : pair.first
      // The land of the inner is missing on the plot of the outer: the same cause.
      if !isTwice, isNested { explained.overlapAreas[outer, default: 0] += pair.area }
      let records = scene.register.parcels.records
      let ids = [records[inner].number, records[outer].number].sorted()
      let accuracy = (scene.parcelAccuracy[pair.first], scene.parcelAccuracy[pair.second])
      let why = Explanation(
        conditions: [
          isTwice
            ? Condition(.iou, iou, .atLeast, thresholds.duplicateIoU.value, .rule("duplicateIoU"))
            : isNested
              ? Condition(
                .nestedShare,
                nested,
                .atLeast,
                thresholds.nestedShare.value,
                .rule("nestedShare")
              )
              : Condition(
                .departure,
                off ?? 0,
                .atMost,
                scene.coincidence(accuracy.0, accuracy.1) / 2,
                .meaning
              )
        ],
        figures: [Figure(.sharedArea, pair.area)],
        evidence: [.sight(scene.rules.certainties.seen.value)]
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
          detail: !isNested || isTwice
            ? "Участки совпадают на \(Figures.russian(100 * iou)) % (двойной учёт)"
            : "Участок \(records[inner].number) лежит внутри \(records[outer].number) на "
              + "\(Figures.russian(100 * nested)) %",
          detailEnglish: !isNested || isTwice
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

  /// Below this no error of points makes two drawings of one parcel.
  private static let leastIoU = 0.5

  /// Mean distance of the lines of a pair that agree within their tolerance, m; nil where they do not.
  private static func departure(_ pair: RegisterPair, _ scene: Scene) -> Double? {
    let shapes = scene.register.parcels.shapes
    let (one, other) = (ShapeColumn([shapes[pair.first]]), ShapeColumn([shapes[pair.second]]))
    let tolerance = scene.coincidence(
      scene.parcelAccuracy[pair.first],
      scene.parcelAccuracy[pair.second]
    )
    return ShapeChange.fits(one, other, tolerance) ? ShapeChange.misfit(one, other) : nil
  }
}
