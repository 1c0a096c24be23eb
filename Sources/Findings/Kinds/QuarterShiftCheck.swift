import Alignment
import Cadastre
import Geometry

/// A whole quarter of the register is displaced (признак реестровой ошибки): one finding instead of hundreds.
enum QuarterShiftCheck: FindingCheck {
  static let kinds: [FindingKind] = [.quarterShift]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    explained.within[.quarterShift] =
      scene.alignment.shifts.count { !$0.isSignificant && $0.pairs > 0 }
    return scene.alignment.shifts.filter(\.isSignificant).map { shift in
      var members: [String] = []
      var accuracy = 0.0
      for i in scene.register.parcels.indices
      where scene.register.parcels.records[i].quarter == shift.quarter {
        guard scene.isActive(parcel: i), !scene.linksOfParcel[i].isEmpty,
          scene.register.parcels.shapes.hasGeometry(i)
        else { continue }
        members.append(scene.register.parcels.records[i].number)
        accuracy = max(accuracy, scene.parcelAccuracy[i])
      }
      let tolerance =
        scene.rules.coincidence.value
        * (accuracy * accuracy + shift.error * shift.error).squareRoot()
      let why = Explanation(
        conditions: [
          Condition(
            .shift,
            shift.farthest,
            .above,
            tolerance,
            .coincidence(
              k: scene.rules.coincidence.value,
              first: accuracy,
              second: shift.error,
              other: .estimate
            )
          )
        ],
        figures: [
          Figure(.dx, shift.dx), Figure(.dy, shift.dy), Figure(.rotation, shift.rotation),
          Figure(.error, shift.error), Figure(.pairs, Double(shift.pairs)),
        ],
        evidence: [.sight(scene.rules.certainties.quarterShift.value)]
      )
      let turn = Figures.russian(shift.rotation * 60)
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
          "Квартал смещён: dx \(Figures.russian(shift.dx, "м")), dy \(Figures.russian(shift.dy, "м")),"
          + " поворот \(turn)′, ошибка оценки \(Figures.russian(shift.error, "м")); объясняет "
          + "участков: \(members.count). Кто смещён, реестр или съёмка, не установлено",
        detailEnglish:
          "The quarter is displaced: dx \(Figures.english(shift.dx, "m")), dy "
          + "\(Figures.english(shift.dy, "m")), turn \(Figures.english(shift.rotation * 60))′, "
          + "error \(Figures.english(shift.error, "m")); explains \(members.count) parcels. "
          + "Whether register or survey is displaced is not known",
        explanation: why,
        place: shift.pivot,
        shape: .empty
      )
    }
  }
}
