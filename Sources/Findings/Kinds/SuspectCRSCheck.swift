import Cadastre
import Geometry
import Matching

/// Register records whose coordinates fit another system than stated; Intake keeps them out of the work.
enum SuspectCRSCheck: FindingCheck {
  /// What may have happened, how far it would move the record, and whether that was done.
  private static func words(_ hypothesis: PlaceHypothesis?) -> (russian: String, english: String) {
    guard let hypothesis else { return ("", "") }
    let moves = hypothesis.moves.map(Figures.distance)
    let isDone = hypothesis.isAccepted
    return (
      "; похоже, \(hypothesis.russian)"
        + (moves.map {
          isDone ? "; принято, перенесено на \($0.russian)" : ", перенос на \($0.russian)"
        } ?? ""),
      "; it looks as if \(hypothesis.english)"
        + (moves.map { isDone ? "; accepted, moved by \($0.english)" : ", a move of \($0.english)" }
          ?? "")
    )
  }

  static let kinds: [FindingKind] = [.suspectCRS]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    scene.suspects.compactMap { suspect in
      guard suspect.layer.hasPrefix("register"), !suspect.key.isEmpty else { return nil }
      let home = scene.quarters.border(of: suspect.quarter)
        .flatMap { scene.quarters.borders.centroid($0) }
      let why = Explanation(
        figures: [Figure(.distance, suspect.distance)],
        evidence: [.sight(scene.rules.certainties.seen.value)],
        otherwise: Words(
          ru: "координаты легли бы на своё место в указанной системе",
          en: "the coordinates fell into their place in the stated system"
        )
      )
      return Finding(
        id: FindingID.make(
          .suspectCRS,
          register: [suspect.key],
          survey: [],
          aspect: suspect.layer
        ),
        kind: .suspectCRS,
        quarter: suspect.quarter,
        registerIDs: [suspect.key],
        surveyIDs: [],
        measure: suspect.distance,
        unit: .metres,
        probability: why.probability,
        detail:
          "Координаты лежат в \(Figures.distance(suspect.distance).russian) от своего места"
          + (suspect.label.map { "; система указана как «\($0)»" } ?? "")
          + words(suspect.hypothesis).russian,
        detailEnglish:
          "The coordinates lie \(Figures.distance(suspect.distance).english) from where they belong"
          + (suspect.label.map { "; the system is given as \"\($0)\"" } ?? "")
          + words(suspect.hypothesis).english,
        explanation: why,
        place: home
      )
    }
  }
}
