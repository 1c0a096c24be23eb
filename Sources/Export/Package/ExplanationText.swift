public import Findings
import Foundation
import Formats

/// The `explanation` column of the findings in `results.gpkg`: one JSON object a finding.
///
/// Numbers have six decimals, so that a run read back and written again has the same bytes. `flips` and
/// `holds` follow from the rest and are there for readers; they are not read back.
public enum ExplanationText {
  /// The explanation as JSON on one line.
  public static func encode(_ explanation: Explanation) -> String {
    String(decoding: json(explanation).compact, as: UTF8.self)
  }

  /// The explanation in a text that ``encode(_:)`` wrote; nil for anything else.
  public static func decode(_ text: String) -> Explanation? {
    (try? JSONDecoder().decode(Record.self, from: Data(text.utf8))).flatMap(\.explanation)
  }

  private static func json(_ explanation: Explanation) -> JSON {
    var members: [(String, JSON)] = [
      ("conditions", .array(explanation.conditions.map(condition))),
      (
        "figures",
        .array(
          explanation.figures.map { figure in
            .object([
              ("quantity", .string(figure.quantity.rawValue)), ("value", number(figure.value)),
              ("unit", .string(figure.quantity.unit)),
            ])
          }
        )
      ),
      (
        "evidence",
        .array(
          explanation.evidence.map { evidence in
            .object([
              ("name", .string(evidence.name.rawValue)), ("log_odds", number(evidence.logOdds)),
            ])
          }
        )
      ),
    ]
    if let runnerUp = explanation.runnerUp {
      members.append(
        (
          "runner_up",
          .object([
            ("id", .string(runnerUp.id)), ("probability", number(runnerUp.probability)),
            ("margin", number(runnerUp.margin)),
          ])
        )
      )
    }
    members.append(("notes", .array(explanation.notes.map(words))))
    if let otherwise = explanation.otherwise { members.append(("otherwise", words(otherwise))) }
    members.append(("laws", .array(explanation.laws.map(JSON.string))))
    let flips = zip(explanation.flips(.ru), explanation.flips(.en)).map { Words($0, $1) }
    members.append(
      (
        "flips",
        .array(flips.map { .object([("ru", .string($0.ru)), ("en", .string($0.en))]) })
      )
    )
    members.append(("holds", .value(.boolean(explanation.holds))))
    return .object(members)
  }

  private static func condition(_ condition: Condition) -> JSON {
    .object([
      ("quantity", .string(condition.quantity.rawValue)), ("value", number(condition.value)),
      ("bound", .string(condition.bound.rawValue)), ("threshold", number(condition.threshold)),
      ("unit", .string(condition.quantity.unit)), ("basis", basis(condition.basis)),
    ])
  }

  private static func basis(_ basis: Basis) -> JSON {
    switch basis {
    case .coincidence(let k, let first, let second, let other):
      .object([
        ("kind", .string("coincidence")), ("k", number(k)), ("first", number(first)),
        ("second", number(second)), ("other", .string(other.rawValue)),
      ])
    case .areas(let first, let second, let rule):
      .object([
        ("kind", .string("areas")), ("rule", .string(rule)), ("first", number(first)),
        ("second", number(second)),
      ])
    case .rule(let name): .object([("kind", .string("rule")), ("rule", .string(name))])
    case .record: .object([("kind", .string("record"))])
    case .meaning: .object([("kind", .string("meaning"))])
    }
  }

  private static func words(_ words: Findings.Words) -> JSON {
    .object([("ru", .string(words.ru)), ("en", .string(words.en))])
  }

  private static func number(_ value: Double) -> JSON { .value(.real(value, decimals: 6)) }
}

/// The object as it is read back.
private struct Record: Decodable {
  struct ConditionRecord: Decodable {
    var quantity: String
    var value: Double
    var bound: String
    var threshold: Double
    var basis: BasisRecord
  }

  struct BasisRecord: Decodable {
    var kind: String
    var rule: String?
    var k: Double?
    var first: Double?
    var second: Double?
    var other: String?
  }

  struct FigureRecord: Decodable {
    var quantity: String
    var value: Double
  }

  struct EvidenceRecord: Decodable {
    enum CodingKeys: String, CodingKey {
      case name
      case logOdds = "log_odds"
    }

    var name: String
    var logOdds: Double
  }

  struct RunnerUpRecord: Decodable {
    var id: String
    var probability: Double
    var margin: Double
  }

  struct WordsRecord: Decodable {
    var ru: String
    var en: String

    var words: Findings.Words { Findings.Words(ru: ru, en: en) }
  }

  enum CodingKeys: String, CodingKey {
    case conditions, figures, evidence, notes, otherwise, laws
    case runnerUp = "runner_up"
  }

  var conditions: [ConditionRecord]
  var figures: [FigureRecord]
  var evidence: [EvidenceRecord]
  var runnerUp: RunnerUpRecord?
  var notes: [WordsRecord]
  var otherwise: WordsRecord?
  var laws: [String]

  /// The explanation; nil for a code this version does not know.
  var explanation: Explanation? {
    let read = conditions.compactMap(\.condition)
    let shown = figures.compactMap { record in
      Quantity(rawValue: record.quantity).map { Figure($0, record.value) }
    }
    let weighed = evidence.compactMap { record in
      Evidence.Name(rawValue: record.name).map { Evidence($0, logOdds: record.logOdds) }
    }
    guard read.count == conditions.count, shown.count == figures.count,
      weighed.count == evidence.count
    else { return nil }
    return Explanation(
      conditions: read,
      figures: shown,
      evidence: weighed,
      runnerUp: runnerUp.map {
        RunnerUp(id: $0.id, probability: $0.probability, margin: $0.margin)
      },
      notes: notes.map(\.words),
      otherwise: otherwise?.words,
      laws: laws
    )
  }
}

extension Record.ConditionRecord {
  fileprivate var condition: Condition? {
    guard let quantity = Quantity(rawValue: quantity), let bound = Bound(rawValue: bound),
      let basis = basis.basis
    else { return nil }
    return Condition(quantity, value, bound, threshold, basis)
  }
}

extension Record.BasisRecord {
  fileprivate var basis: Basis? {
    switch kind {
    case "coincidence":
      .coincidence(
        k: k ?? 0,
        first: first ?? 0,
        second: second ?? 0,
        other: other.flatMap { Basis.Other(rawValue: $0) } ?? .survey
      )
    case "areas": .areas(first: first ?? 0, second: second ?? 0, rule: rule ?? "")
    case "rule": .rule(rule ?? "")
    case "record": .record
    case "meaning": .meaning
    default: nil
    }
  }
}
