import Export
import Findings
import Foundation
import Reconciliation
import Revenue

extension Command {
  static let calibrate = Command(
    name: "calibrate",
    operands: [Operand(name: "DIR")],
    flags: [.decisions, .prior, .policyOut],
    required: [.decisions],
    brief: "Learn from inspectors' decisions how often each kind of finding proves true",
    detail: """
      FILE is a table with the columns finding and decision (confirmed, rejected, exception, unclear),
      such as the map saves, or tables/inspections.csv with a column added. An exception brings nothing
      and counts as not confirmed. The precision of each kind with decisions is updated,
      the policy's own figure being what was known before. Decisions on the findings drawn by lot stand
      for all that the budget did not reach, so the figure holds for the whole list. The product is a
      policy for mezha revenue DIR --policy.
      """,
    examples: [
      "mezha calibrate run --decisions decisions.csv --out calibrated.json",
      "mezha revenue run --policy calibrated.json --out run2",
    ],
    run: { (arguments, console) throws(JobFailure) in
      let out = arguments.text(.policyOut) ?? "-"
      let result = try Calibration.calibrate(
        run: arguments.operands[0],
        decisionsPath: arguments.text(.decisions) ?? "",
        policyPath: arguments.text(.prior),
        out: out
      )
      let text = SummaryText(language: arguments.language).calibration(result)
      // The policy itself may be the product; what was learnt is talk then.
      if out == "-" {
        if !arguments.has(.quiet) { console.talk(text) }
      } else {
        try console.product(
          arguments.has(.json) ? try JSONOutput.text(CalibrationJSON(result)) : text
        )
      }
      return .done
    }
  )
}

/// What was learnt, for other programs.
struct CalibrationJSON: Encodable {
  struct Kind: Encodable {
    var kind: String
    var decided: Int
    var confirmed: Int
    var effective: Double
    var share: Double
    var prior: Double
    var priorDeviation: Double
    var precision: Double
    var deviation: Double
  }

  var policy: String
  var kinds: [Kind]
  var blank: Int
  var refused: [RefusalJSON]

  init(_ result: Calibration.Result) {
    policy = result.policy
    kinds = result.updates.map {
      Kind(
        kind: $0.kind.rawValue,
        decided: $0.decided,
        confirmed: $0.confirmed,
        effective: $0.effective,
        share: $0.share,
        prior: $0.prior.value,
        priorDeviation: $0.prior.shareDeviation,
        precision: $0.mean,
        deviation: $0.deviation
      )
    }
    blank = result.sheet.blank
    refused = result.sheet.refused.map(RefusalJSON.init)
  }
}

/// A row of a table of decisions that could not be taken, for other programs.
struct RefusalJSON: Encodable {
  var line: Int
  var finding: String
  var reason: String

  init(_ refusal: DecisionSheet.Refusal) {
    line = refusal.line
    finding = refusal.finding
    reason = refusal.reasonEnglish
  }
}

extension SummaryText {
  func calibration(_ result: Calibration.Result) -> String {
    var table = TextTable(
      language == .ru
        ? [
          "Подтверждаемость", "решений", "подтв.", "доля", "равносильно", "было", "±", "стало", "±",
        ]
        : [
          "Precision", "decisions", "confirmed", "share", "worth", "before", "±", "after", "±",
        ]
    )
    for update in result.updates {
      table.add([
        update.kind.title(WordLanguage(language)), numbers.whole(update.decided),
        numbers.whole(update.confirmed), numbers.decimal(update.share, digits: 2),
        numbers.decimal(update.effective, digits: 1),
        numbers.decimal(update.prior.value, digits: 2),
        numbers.decimal(update.prior.shareDeviation, digits: 2),
        numbers.decimal(update.mean, digits: 2), numbers.decimal(update.deviation, digits: 2),
      ])
    }
    let learnt =
      table.isEmpty
      ? say("Решений с результатом нет.\n", "No decision has a result.\n")
      : table.text
    return learnt + sheet(result.sheet)
      + say("Политика: ", "Policy: ") + result.policy + "\n"
  }

  /// What of a table of decisions could not be taken.
  func sheet(_ sheet: DecisionSheet) -> String {
    var text = ""
    if sheet.replaced > 0 {
      text +=
        say("Повторных решений заменено: ", "Decisions replaced by another on the same finding: ")
        + numbers.whole(sheet.replaced) + "\n"
    }
    guard !sheet.refused.isEmpty else { return text }
    var table = TextTable(
      language == .ru ? ["Не принято", "строка", "причина"] : ["Refused", "line", "reason"],
      left: [0, 2]
    )
    for refusal in sheet.refused {
      table.add([
        refusal.finding, numbers.whole(refusal.line), say(refusal.reason, refusal.reasonEnglish),
      ])
    }
    return text + table.text
  }
}
