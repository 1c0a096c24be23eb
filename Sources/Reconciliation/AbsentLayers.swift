internal import Cadastre
internal import Findings
internal import Intake

/// Layers of the register that the job does not have, though the survey has what would be held against them.
///
/// Most kinds are absences: without a register of buildings every house on the ground is a sign. The signs stand, as the
/// job may mean it; that all of them rest on one missing source is told before anything else.
enum AbsentLayers {
  private static let layers: [(register: String, survey: String, kind: FindingKind)] = [
    ("register parcels", "survey parcels", .unregisteredParcel),
    ("register buildings", "survey buildings", .unregisteredBuilding),
  ]

  /// What is to be said before anything else.
  static func warnings(_ intake: IntakeResult) -> [Note] {
    func read(_ layer: String) -> Int { intake.counts.first { $0.layer == layer }?.read ?? 0 }
    return layers.compactMap { register, survey, kind in
      let surveyed = read(survey)
      guard read(register) == 0, surveyed >= RejectedLayers.fewest else { return nil }
      return Note(
        russian: "В задании нет ни одной записи слоя «\(BalanceRow.russianTitle(of: register))», "
          + "а на местности таких объектов \(surveyed): «\(kind.title(.ru))» в этом прогоне "
          + "означает лишь, что объект не с чем сравнить. Добавьте в задание сведения ЕГРН; до "
          + "этого такие признаки и деньги по ним недостоверны.",
        english: "The job has no record of \(register), while there are \(surveyed) "
          + "\(survey): each \"\(kind.rawValue)\" of this run only says that there was nothing "
          + "to compare with. Add the register's records to the job; until then these signs and "
          + "their money are not to be trusted."
      )
    }
  }
}
