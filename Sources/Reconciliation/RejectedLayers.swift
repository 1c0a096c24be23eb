import Cadastre
import Intake

/// Layers that were kept out wholly or for the most part.
///
/// Most kinds of findings are absences: nothing in the register, nothing on the ground. Where a layer was not taken
/// in, everything is absent, and a run would accuse a whole town on a mistake of the job. A layer of which nothing is
/// left is therefore refused; one of which the greater part is gone is told before anything else.
enum RejectedLayers {
  /// Fewer bad records than this are findings, each its own, and no sign of a wrong layer.
  static let fewest = 10
  /// So many sources and records a message names.
  private static let shown = 3

  /// Why a run cannot be made of what was read; nil where it can.
  static func refusal(_ intake: IntakeResult) -> String? {
    let layers = refused(intake)
    guard !layers.isEmpty else { return nil }
    let told = layers.map { layer -> String in
      let rejects = intake.rejects.filter { $0.layer == layer.layer }
      let places = rejects.sorted(by: byPlace).prefix(shown).map { reject in
        "\(reject.origin.file), \(reject.origin.layer), row \(reject.origin.row)"
          + (reject.key.isEmpty ? "" : " (\(reject.key))") + ": \(reject.reasonEnglish)"
      }
      return "layer \"\(layer.layer)\": all \(layer.read) records were rejected "
        + "(\(codes(rejects))); "
        + "the first: \(places.joined(separator: " · "))"
    }
    return told.joined(separator: "\n")
      + "\nA layer that was not taken in says nothing about the land. `mezha check JOB.json` "
      + "lists every record: "
      + "mend the layer or its \"crs\", or leave it out of the job."
  }

  /// What is to be said before anything else; `isCheck` when no run follows.
  static func warnings(_ intake: IntakeResult, isCheck: Bool = false) -> [Note] {
    let gone = Set(refused(intake).map(\.layer))
    var notes: [Note] = []
    for count in intake.counts where isCheck && gone.contains(count.layer) {
      let rejects = intake.rejects.filter { $0.layer == count.layer }
      let title = BalanceRow.russianTitle(of: count.layer)
      notes.append(
        Note(
          russian: "Слой «\(title)» отклонён целиком: \(count.read) из \(count.read) записей "
            + "(\(codes(rejects))). Сверка (reconcile) по такому слою не выполняется.",
          english: "Layer \"\(count.layer)\" is rejected as a whole: \(count.read) of "
            + "\(count.read) records "
            + "(\(codes(rejects))). It will not be reconciled."
        )
      )
    }
    let sources = intake.sources.filter { !gone.contains($0.feeds) && isMostlyGone($0) }
    for source in sources.prefix(shown) {
      let rejected = count(source)
      let place = "\(source.path), \(source.layer)"
      let title = BalanceRow.russianTitle(of: source.feeds)
      notes.append(
        Note(
          russian: "Отклонена большая часть слоя «\(title)» (\(place)): \(rejected) из "
            + "\(source.read) записей "
            + "(\(codes(source))). То, чего в нём нет, ничего не говорит о местности и о "
            + "реестре: признаки "
            + "отсутствия и деньги по ним недостоверны. Причины — tables/rejects.csv и mezha "
            + "check.",
          english: "Most of layer \"\(source.feeds)\" (\(place)) is rejected: \(rejected) of "
            + "\(source.read) records "
            + "(\(codes(source))). What is absent from it says nothing of the ground or of the "
            + "register: signs of "
            + "absence and their money are not to be trusted. Reasons: tables/rejects.csv and "
            + "mezha check."
        )
      )
    }
    if sources.count > shown {
      let rest = sources.count - shown
      notes.append(
        Note(
          russian: "То же у других слоёв: ещё \(rest).",
          english: "The same holds of other layers: \(rest) more."
        )
      )
    }
    return notes
  }

  /// The layers of which nothing is left; the survey's boundary is one however few areas it has.
  private static func refused(_ intake: IntakeResult) -> [LayerCount] {
    intake.counts.filter { count in
      count.read > 0 && count.rejected == count.read
        && (count.read >= fewest || count.layer == "coverage")
    }
  }

  private static func isMostlyGone(_ source: SourceSummary) -> Bool {
    source.read > 0 && count(source) * 2 > source.read
  }

  /// Records kept out for a fault of their own: one that stands in another source too is not gone.
  private static func count(_ source: SourceSummary) -> Int {
    source.rejected.reduce(0) { $0 + ($1.key == "duplicate-id" ? 0 : $1.value) }
  }

  private static func codes(_ source: SourceSummary) -> String {
    source.rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private static func codes(_ rejects: [Reject]) -> String {
    Dictionary(grouping: rejects, by: \.code).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private static func byPlace(_ first: Reject, _ second: Reject) -> Bool {
    (first.origin.file, first.origin.layer, first.origin.row, first.key)
      < (second.origin.file, second.origin.layer, second.origin.row, second.key)
  }
}
