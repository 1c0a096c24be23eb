import Reconciliation

extension Command {
  static let check = Command(
    name: "check",
    operands: [Operand(name: "JOB.json")],
    flags: [.acceptHypotheses],
    brief: "Read and check the inputs only: counts, CRS, rejects, balance",
    detail: """
      Nothing is written. For each layer of each file it says what was understood: format, date, counts,
      coordinate system, labels, extent. Exit status 1 says that a person is needed: records were kept
      out, the balance does not add up, or a label names another system than the working one.
      """,
    examples: ["mezha check job.json", "mezha check job.json --json > check.json"],
    run: { (arguments, console) throws(JobFailure) in
      let summary = try Reconciler.check(
        jobPath: arguments.operands[0],
        options: arguments.runOptions(console)
      )
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(CheckJSON(summary, arguments.language))
          : SummaryText(language: arguments.language).check(summary)
      )
      return summary.isClean ? .done : .difference
    }
  )
}
