import Export
import Reconciliation

extension Command {
  static let revenue = Command(
    name: "revenue",
    operands: [Operand(name: "DIR")],
    flags: [.policy, .out, .inspections],
    required: [.policy],
    brief: "Assess a finished run again under another policy, without matching again",
    detail: """
      The inputs of the run are not needed. The whole run is published anew, with the same links and
      findings: to the folder after --out, else in place of DIR by one rename.
      """,
    examples: [
      "mezha revenue run --policy policy.json", "mezha revenue run --policy p.json --out run2",
    ],
    run: { (arguments, console) throws(JobFailure) in
      let summary = try Reassessment.assess(
        run: arguments.operands[0],
        policyPath: arguments.text(.policy) ?? "",
        out: arguments.text(.out),
        language: arguments.text(.language).flatMap { Language(rawValue: $0) },
        inspections: arguments.integer(.inspections),
        threads: arguments.workers,
        progress: ProgressRenderer.make(arguments, console)
      )
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(RunJSON(summary))
          : SummaryText(language: arguments.language)
            .revenue(summary, isReplaced: !arguments.has(.out))
      )
      return .done
    }
  )
}
