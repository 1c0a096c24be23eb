import Cadastre
import Export
import Findings
import Foundation
import Reconciliation
import Revenue

extension Command {
  static let compare = Command(
    name: "compare",
    operands: [Operand(name: "DIR1"), Operand(name: "DIR2")],
    flags: [.out],
    brief: "What is new, gone, worse, better, unchanged between two runs",
    detail: """
      Findings are the same when their ids are, else when kind and register objects are, else when they
      share most of their land. A measure that changed by more than the tolerance (where a kind has none,
      by more than a hundredth of itself) is worse or better.
      DIR receives tables/comparison.csv and comparison.json. Exit status 1 says that there is a
      difference, in findings or in money.
      """,
    examples: ["mezha compare run-2025 run-2026", "mezha compare run1 run2 --out changes"],
    run: { (arguments, console) throws(JobFailure) in
      let comparison = try RunComparison(arguments.operands[0], arguments.operands[1])
      if let out = arguments.text(.out) { try comparison.write(to: out) }
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(ComparisonJSON(comparison))
          : SummaryText(language: arguments.language).comparison(comparison)
      )
      return comparison.isDifferent ? .difference : .done
    }
  )
}

/// A comparison for other programs.
struct ComparisonJSON: Encodable {
  struct Kind: Encodable {
    var kind: String
    var new: Int
    var gone: Int
    var worse: Int
    var better: Int
    var unchanged: Int
  }

  struct Money: Encodable {
    var channel: String
    var period: String
    var budget: String
    var expected1: Decimal
    var expected2: Decimal
    var difference: Decimal
  }

  var different: Bool
  var findings: [Kind]
  var money: [Money]

  init(_ comparison: RunComparison) {
    different = comparison.isDifferent
    findings = comparison.kinds.map { kind in
      Kind(
        kind: kind.rawValue,
        new: comparison.count(.new, kind),
        gone: comparison.count(.gone, kind),
        worse: comparison.count(.worse, kind),
        better: comparison.count(.better, kind),
        unchanged: comparison.count(.unchanged, kind)
      )
    }
    money = comparison.money.compactMap { row in
      guard let one = row.second ?? row.first else { return nil }
      return Money(
        channel: one.channel.rawValue,
        period: one.period.rawValue,
        budget: one.budget.rawValue,
        expected1: JSONOutput.roubles(row.first?.expected ?? .zero),
        expected2: JSONOutput.roubles(row.second?.expected ?? .zero),
        difference: JSONOutput.roubles(row.difference)
      )
    }
  }
}

extension RunComparison {
  /// The kinds that occur, in the order of the catalogue.
  var kinds: [FindingKind] {
    let present = Set(rows.map(\.kind))
    return FindingKind.allCases.filter(present.contains)
  }
}

extension SummaryText {
  func comparison(_ comparison: RunComparison) -> String {
    let changes = RunComparison.Change.allCases
    var table = TextTable([say("Признаки", "Signs")] + changes.map(change))
    for kind in comparison.kinds {
      table.add(
        [kind.title(WordLanguage(language))]
          + changes.map { numbers.whole(comparison.count($0, kind)) }
      )
    }
    table.add(
      [say("Всего", "All")] + changes.map { numbers.whole(comparison.count($0)) }
    )
    var money = TextTable(
      language == .ru
        ? ["Ожидается, ₽", "срок", "бюджет", "было", "стало", "разница"]
        : ["Expected, RUB", "due", "budget", "before", "after", "difference"],
      left: [0, 1, 2]
    )
    for row in comparison.money {
      guard let one = row.second ?? row.first else { continue }
      money.add([
        channel(one.channel), period(one.period), budget(one.budget),
        numbers.roubles(row.first?.expected ?? .zero),
        numbers.roubles(row.second?.expected ?? .zero), numbers.roubles(row.difference),
      ])
    }
    let verdict =
      comparison.isDifferent
      ? say("Расчёты различаются.", "The runs differ.") : say("Различий нет.", "No difference.")
    let decisions =
      comparison.firstDecisions == comparison.secondDecisions
      ? ""
      : say("Решения инспекторов, было:\n", "Decisions of inspectors, before:\n")
        + decided(comparison.firstDecisions)
        + say("стало:\n", "after:\n") + decided(comparison.secondDecisions)
    return [table.text, money.isEmpty ? "" : money.text, decisions, verdict + "\n"]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What was decided, and the money that nobody will ask for.
  func decided(_ decided: DecidedMoney) -> String {
    let counts = decided.counts.map {
      "\($0.verdict.words(WordLanguage(language))) \(numbers.whole($0.count))"
    }
    guard !counts.isEmpty else { return say("  решений нет\n", "  none\n") }
    let gone = decided.dropped.map {
      "\(channel($0.channel)) \(period($0.period)) \(numbers.roubles($0.expected)) ₽"
    }
    return "  " + counts.joined(separator: ", ") + "\n"
      + (gone.isEmpty
        ? ""
        : say("  отпадает из ожидаемого: ", "  falls away from what is expected: ")
          + gone.joined(separator: "; ") + "\n")
  }

  private func change(_ change: RunComparison.Change) -> String {
    switch change {
    case .new: say("новых", "new")
    case .gone: say("исчезло", "gone")
    case .worse: say("хуже", "worse")
    case .better: say("лучше", "better")
    case .unchanged: say("без изменений", "unchanged")
    }
  }
}
