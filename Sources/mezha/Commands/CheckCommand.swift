import Reconciliation

extension Command {
  static let check = Command(
    name: "check",
    operands: [Operand(name: "JOB.json")],
    brief: "Read and check the inputs only: counts, CRS, rejects, balance",
    detail: """
      Nothing is written. Exit status 1 says that records were kept out or that the balance does not
      add up; the summary names them.
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
