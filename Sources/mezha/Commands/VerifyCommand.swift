import Export
import Reconciliation

extension Command {
  static let verify = Command(
    name: "verify",
    operands: [Operand(name: "DIR")],
    flags: [.job],
    brief: "Recompute every number of a finished run from its inputs and say what differs",
    detail: """
      The job is found by its name and hash near the run or the working folder, or named by --job. It is
      run again with the policy, language and budget the run names, and every file is compared but for
      timings and inspectors' decisions. Exit status 1 says that something differs: an input, a number,
      a shape.
      """,
    examples: ["mezha verify run", "mezha verify run --job town/job.json"],
    run: { (arguments, console) throws(JobFailure) in
      let result = try Verification.verify(
        run: arguments.operands[0],
        jobPath: arguments.text(.job),
        threads: arguments.workers,
        progress: ProgressRenderer.make(arguments, console)
      )
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(VerificationJSON(result))
          : SummaryText(language: arguments.language).verification(result)
      )
      return result.differences.isEmpty ? .done : .difference
    }
  )
}

/// A verification for other programs.
struct VerificationJSON: Encodable {
  struct Difference: Encodable {
    var file: String
    var place: String
    var written: String?
    var computed: String?
  }

  var job: String
  var files: Int
  var same: Bool
  var differences: [Difference]

  init(_ result: Verification.Result) {
    job = result.job
    files = result.files
    same = result.differences.isEmpty
    differences = result.differences.map {
      Difference(file: $0.file, place: $0.place, written: $0.written, computed: $0.computed)
    }
  }
}

extension SummaryText {
  func verification(_ result: Verification.Result) -> String {
    let head =
      say("Пересчитано по заданию ", "Computed again from ") + result.job
      + say(", файлов сверено: ", ", files compared: ") + numbers.whole(result.files) + "\n"
    guard !result.differences.isEmpty else {
      return head + say("Всё сходится.", "Everything agrees.") + "\n"
    }
    var table = TextTable(
      language == .ru
        ? ["Файл", "место", "записано", "пересчитано"]
        : ["File", "place", "written", "computed"],
      left: [0, 1, 2, 3]
    )
    // A screen holds no more; --json gives them all.
    let shown = 40
    for difference in result.differences.prefix(shown) {
      table.add([
        difference.file, cut(difference.place), cut(difference.written ?? "—"),
        cut(difference.computed ?? "—"),
      ])
    }
    let rest = result.differences.count - shown
    return head + table.text
      + (rest > 0 ? say("… и ещё ", "… and more: ") + numbers.whole(rest) + " (--json)\n" : "")
  }

  private func cut(_ text: String) -> String {
    text.count > 48 ? text.prefix(47) + "…" : text
  }
}
