import Reconciliation

/// How the program ends (INTERFACE §1).
enum ExitStatus: Int32 {
  /// Done, with or without findings.
  case done = 0
  /// `check`, `compare` or `verify` found a difference; `review` refused rows.
  case difference = 1
  /// Wrong usage or job file.
  case usage = 2
  /// An input cannot be read.
  case input = 3
  /// The output cannot be written.
  case output = 4
  /// Stopped by the user or the system.
  case interrupted = 130

  init(_ failure: JobFailure) {
    switch failure {
    case .usage: self = .usage
    case .input: self = .input
    case .output: self = .output
    }
  }

  /// What it means, for help and README.
  var meaning: String {
    switch self {
    case .done: "done, with or without findings"
    case .difference: "`check`, `compare` or `verify` found a difference; `review` refused rows"
    case .usage: "wrong usage, job file or policy"
    case .input: "an input cannot be read"
    case .output: "the output cannot be written"
    case .interrupted: "interrupted"
    }
  }

  static let all: [ExitStatus] = [.done, .difference, .usage, .input, .output, .interrupted]
}
