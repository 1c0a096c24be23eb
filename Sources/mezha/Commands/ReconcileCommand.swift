import Reconciliation

extension Command {
  static let reconcile = Command(
    name: "reconcile",
    operands: [Operand(name: "JOB.json")],
    flags: [.out, .inspections, .acceptHypotheses],
    required: [.out],
    brief: "Read, check, match, find, assess and export: the main job",
    detail: """
      JOB.json names the register, the survey, the tax policy and the tolerances. DIR receives the
      layers, tables, map and report of the run by one rename: it is never seen half-written.
      """,
    examples: ["mezha reconcile job.json --out run", "mezha reconcile job.json --out run --json"],
    run: { (arguments, console) throws(JobFailure) in
      let summary = try Reconciler.reconcile(
        jobPath: arguments.operands[0],
        out: arguments.text(.out) ?? "",
        options: arguments.runOptions(console)
      )
      if !arguments.has(.quiet) {
        console.talk(SummaryText(language: arguments.language).notes(summary.notes))
      }
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(RunJSON(summary))
          : SummaryText(language: arguments.language).run(summary)
      )
      return .done
    }
  )
}
