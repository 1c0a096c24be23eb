import Cadastre
import Intake

/// A text about use that has no class, and how many records have it: for a person to add to `Data/uses`.
public struct ReviewedWord: Sendable, Equatable {
  /// The layer of the balance.
  public var layer: String
  /// The text as recorded.
  public var text: String
  /// Records with it.
  public var records: Int
}

/// Lists what the classes of use do not cover, the most frequent first.
enum UseReview {
  /// The texts of live parcels and of the survey that have no class.
  ///
  /// - Complexity: each distinct text is classified once.
  static func words(_ intake: IntakeResult, _ classifier: UseClassifier) -> [ReviewedWord] {
    let live = intake.register.parcels.records.filter { $0.status == .active }
    let texts = [
      ("register parcels", live.map(\.permittedUse)),
      ("survey parcels", intake.survey.parcels.records.map(\.use)),
      ("survey buildings", intake.survey.buildings.records.map(\.use)),
    ]
    return texts.flatMap { layer, texts in
      var counts: [String: Int] = [:]
      for text in texts where !text.isEmpty { counts[text, default: 0] += 1 }
      return counts.filter { classifier.classify($0.key) == .unknown }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { ReviewedWord(layer: layer, text: $0.key, records: $0.value) }
    }
  }

  /// A remark for each layer with the commonest of them.
  static func notes(_ words: [ReviewedWord]) -> [Note] {
    var layers: [String: [ReviewedWord]] = [:]
    for word in words { layers[word.layer, default: []].append(word) }
    return layers.sorted { $0.key < $1.key }.map { layer, words in
      let shown = words.prefix(10).map { "«\($0.text)» (\($0.records))" }.joined(separator: ", ")
      let more = words.count > 10 ? ", …" : ""
      let total = words.reduce(0) { $0 + $1.records }
      return Note(
        russian:
          "\(BalanceRow.russianTitle(of: layer)): использование \(total) записей не отнесено ни к одному виду: "
          + "\(shown)\(more).",
        english: "\(layer): the use of \(total) records has no class: \(shown)\(more)."
      )
    }
  }
}
