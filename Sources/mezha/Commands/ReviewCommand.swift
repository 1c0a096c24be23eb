import Export
import Reconciliation

extension Command {
  static let review = Command(
    name: "review",
    operands: [Operand(name: "DIR")],
    flags: [.importing, .exporting],
    brief: "Inspectors' decisions into a finished run, and out of it",
    detail: """
      --import takes a table with the columns finding and decision (confirmed, rejected, exception,
      unclear) and, where there are, inspector, date and note: what the map saves, or
      tables/inspections.csv with a column added.
      Decisions stand in results.gpkg and tables/decisions.csv. --export writes those of the run, which
      can be put into the next one: a finding keeps its id. Exit status 1 says that rows were refused.
      """,
    examples: [
      "mezha review run --import decisions.csv", "mezha review run --export decisions.csv",
    ],
    run: { (arguments, console) throws(JobFailure) in
      let run = arguments.operands[0]
      let (source, target) = (arguments.text(.importing), arguments.text(.exporting))
      guard source != nil || target != nil else {
        throw .usage("review: --import FILE or --export FILE is needed")
      }
      guard target != "-" || !arguments.has(.json) else {
        throw .usage("review: --export - writes a table to stdout; --json cannot go there too")
      }
      let words = SummaryText(language: arguments.language)
      var status = ExitStatus.done
      if let source {
        let (sheet, total) = try Review.take(source, into: run)
        if !sheet.refused.isEmpty { status = .difference }
        if target != "-" {
          try console.product(
            arguments.has(.json)
              ? try JSONOutput.text(ReviewJSON(sheet, total: total))
              : words.taken(sheet, total: total) + words.decided(try DecidedMoney.read(run))
          )
        }
      }
      if let target {
        let count = try Review.give(of: run, to: target)
        if target != "-", source == nil {
          try console.product(
            arguments.has(.json)
              ? try JSONOutput.text(["decisions": count]) : words.given(count)
          )
        }
      }
      return status
    }
  )
}

/// What came into a run, for other programs.
struct ReviewJSON: Encodable {
  var taken: Int
  var decisions: Int
  var blank: Int
  var replaced: Int
  var refused: [RefusalJSON]

  init(_ sheet: DecisionSheet, total: Int) {
    taken = sheet.decisions.count
    decisions = total
    blank = sheet.blank
    replaced = sheet.replaced
    refused = sheet.refused.map(RefusalJSON.init)
  }
}

extension SummaryText {
  func taken(_ decisions: DecisionSheet, total: Int) -> String {
    say("Принято решений: ", "Decisions taken: ") + numbers.whole(decisions.decisions.count)
      + say(", всего в расчёте: ", ", in the run now: ") + numbers.whole(total) + "\n"
      + (decisions.blank > 0
        ? say("Строк без решения: ", "Rows without a decision: ") + numbers.whole(decisions.blank)
          + "\n" : "")
      + sheet(decisions)
  }

  func given(_ count: Int) -> String {
    say("Записано решений: ", "Decisions written: ") + numbers.whole(count) + "\n"
  }
}
