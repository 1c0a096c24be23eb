import Alignment
import Cadastre
import Geometry
import Matching

/// A whole quarter of the register is displaced (признак реестровой ошибки): one finding instead of hundreds.
enum QuarterShiftCheck: FindingCheck {
  static let kinds: [FindingKind] = [.quarterShift]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    explained.within[.quarterShift] =
      scene.alignment.shifts.count { !$0.isSignificant && $0.pairs > 0 }
    return scene.alignment.shifts.filter(\.isSignificant).map { shift in
      var members: [String] = []
      for i in scene.register.parcels.indices
      where scene.register.parcels.records[i].quarter == shift.quarter {
        guard scene.isActive(parcel: i), scene.register.parcels.shapes.hasGeometry(i),
          isExplained(scene.linksOfParcel[i])
        else { continue }
        members.append(scene.register.parcels.records[i].number)
      }
      let tolerance = scene.coincidence(shift.accuracy, shift.error)
      let words = culprit(shift)
      let pooling = pooled(shift)
      let why = Explanation(
        conditions: [
          Condition(
            .shift,
            shift.farthest,
            .above,
            tolerance,
            .coincidence(
              k: scene.rules.coincidence.value,
              first: shift.accuracy,
              second: shift.error,
              other: .estimate
            )
          )
        ],
        figures: [
          Figure(.dx, shift.dx), Figure(.dy, shift.dy), Figure(.rotation, shift.rotation),
          Figure(.error, shift.error), Figure(.pairs, Double(shift.pairs)),
        ],
        evidence: [.sight(scene.rules.certainties.quarterShift.value)],
        notes: [words] + (pooling.map { [$0] } ?? [])
      )
      let turn = Figures.russian(shift.rotation * 60)
      let towards = Figures.towards(shift.dx, shift.dy)
      return Finding(
        id: FindingID.make(.quarterShift, register: [shift.quarter], survey: []),
        kind: .quarterShift,
        quarter: shift.quarter,
        registerIDs: members,
        surveyIDs: [],
        measure: shift.length,
        unit: .metres,
        tolerance: tolerance,
        probability: why.probability,
        detail:
          "Квартал смещён: реестр относительно съёмки лежит \(towards.ru),"
          + " поворот \(turn)′, ошибка оценки \(Figures.russian(shift.error, "м")); объясняет "
          + "участков: \(members.count)"
          + (pooling.map { "; " + $0.ru } ?? "") + "; " + words.ru,
        detailEnglish:
          "The quarter is displaced: the register lies off the survey \(towards.en), "
          + "turn \(Figures.english(shift.rotation * 60))′, "
          + "error \(Figures.english(shift.error, "m")); explains \(members.count) parcels"
          + (pooling.map { "; " + $0.en } ?? "") + "; " + words.en,
        explanation: why,
        place: shift.pivot,
        shape: .empty
      )
    }
  }

  /// Whether the displacement lays a parcel on its plots: they share more land once it is taken out.
  private static func isExplained(_ links: [Link]) -> Bool {
    !links.isEmpty
      && links.reduce(0) { $0 + $1.alignedIntersectionArea }
        > links.reduce(0) { $0 + $1.intersectionArea }
  }

  /// Who is displaced: unknown unless the neighbours tell.
  private static func culprit(_ shift: QuarterShift) -> Words {
    switch shift.culprit {
    case .register:
      Words(
        ru: "соседние кварталы той же съёмки лежат на месте: смещён, вероятно, реестр",
        en: "the neighbouring quarters of this survey lie in place: the register is probably off"
      )
    case .survey:
      Words(
        ru: "так же смещено большинство кварталов: вероятно, съёмка или пересчёт координат",
        en: "most quarters are displaced alike: probably the survey or the change of coordinates"
      )
    case .unknown:
      Words(
        ru: "кто смещён, реестр или съёмка, не установлено",
        en: "whether register or survey is displaced is not known"
      )
    }
  }

  private static func pooled(_ shift: QuarterShift) -> Words? {
    guard shift.source == .pooled else { return nil }
    return Words(
      ru: "своих пар мало (\(shift.pairs)), сдвиг соседнего квартала они подтверждают",
      en: "few pairs of its own (\(shift.pairs)); they confirm a neighbouring quarter's shift"
    )
  }
}
