import Export
import Reconciliation
import Revenue

extension Command {
  static let policy = Command(
    name: "policy",
    operands: [Operand(name: "check"), Operand(name: "FILE")],
    brief: "Validate a tax policy",
    detail: """
      Reads FILE with everything it extends: unknown keys and classes, rates above the ceiling of the
      law, shares above the whole, objects no rate holds for, a year that is missing. A policy with a
      problem ends with exit status 2; every problem is named.
      """,
    examples: ["mezha policy check policy.json", "mezha policy check policy.json --json"],
    run: { (arguments, console) throws(JobFailure) in
      guard arguments.operands[0] == "check" else {
        throw .usage("policy: no \"\(arguments.operands[0])\"; there is \"check\"")
      }
      let (policy, problems) = try PolicyInspection.inspect(arguments.operands[1])
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(PolicyJSON(policy, problems, language: arguments.language))
          : SummaryText(language: arguments.language).policy(policy, problems)
      )
      return problems.isEmpty ? .done : .usage
    }
  )
}

/// A check of a policy for other programs.
struct PolicyJSON: Encodable {
  struct Problem: Encodable {
    var key: String
    var reason: String
  }

  var id: String
  var title: String
  var municipality: String
  var year: Int
  var closedYears: [Int]
  var sound: Bool
  var problems: [Problem]

  init(_ policy: Policy, _ problems: [PolicyProblem], language: Language) {
    let inEnglish = language == .en
    id = policy.id
    title = policy.title.text(inEnglish: inEnglish)
    municipality = policy.municipality
    year = policy.year
    closedYears = policy.closedYears.map(\.year)
    sound = problems.isEmpty
    self.problems = problems.map {
      Problem(key: $0.key, reason: $0.reason.text(inEnglish: inEnglish))
    }
  }
}

extension SummaryText {
  func policy(_ policy: Policy, _ problems: [PolicyProblem]) -> String {
    var table = TextTable(["", ""], left: [0, 1])
    table.add([
      say("Политика", "Policy"), "\(policy.id): \(say(policy.title.russian, policy.title.english))",
    ])
    if !policy.municipality.isEmpty {
      table.add([say("Муниципалитет", "Municipality"), policy.municipality])
    }
    table.add([say("Год", "Year"), "\(policy.year)"])
    table.add([
      say("Прошлые годы", "Years before"),
      policy.closedYears.isEmpty
        ? say("не заданы, берутся ставки этого года", "not set, the rates of this year are taken")
        : policy.closedYears.map { "\($0.year)" }.joined(separator: ", "),
    ])
    if problems.isEmpty {
      return table.text + say("Политика годна.", "The policy is sound.") + "\n"
    }
    var list = TextTable([say("Где", "Where"), say("Что не так", "What is wrong")], left: [0, 1])
    for problem in problems {
      list.add([problem.key, say(problem.reason.russian, problem.reason.english)])
    }
    return table.text + "\n" + list.text
  }
}
