import Reconciliation

/// One command: what it takes, what it says about itself, what it does.
struct Command: Sendable {
  /// A word on the command line that is no option.
  struct Operand: Sendable {
    var name: String
    var isRequired = true

    /// The operand as help shows it.
    var spelling: String { isRequired ? name : "[\(name)]" }
  }

  var name: String
  var operands: [Operand] = []
  /// Its own options; the common ones come by themselves.
  var flags: [Flag] = []
  /// Those of its own options it cannot do without.
  var required: [Flag] = []
  /// One line.
  var brief: String
  /// A paragraph for `--help`.
  var detail: String
  /// Lines to copy.
  var examples: [String] = []
  var run: @Sendable (Arguments, Console) throws(JobFailure) -> ExitStatus

  /// How it is typed.
  var usage: String {
    let own = flags.filter { flag in required.contains(flag) }
    let needed = own.map { "\($0.spelling) \($0.value.placeholder ?? "")" }
    return (["mezha", name] + operands.map(\.spelling) + needed).joined(separator: " ")
  }
}

extension Command {
  /// Every command, in the order help shows them.
  static let all: [Command] = [
    .reconcile, .check, .pairs, .revenue, .export, .explain, .policy, .describe, .synth, .kinds,
  ]

  /// The command called `name`.
  static func named(_ name: String) -> Command? { all.first { $0.name == name } }
}
