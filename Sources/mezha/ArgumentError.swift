import Cadastre
import Reconciliation

/// A command line that cannot be obeyed.
enum ArgumentError: Error, Equatable {
  case noCommand
  case unknownCommand(String)
  case unknownOption(String, known: [String])
  case misplacedOption(String, command: String)
  case missingValue(String, expected: String)
  case wrongValue(String, value: String, expected: String)
  case needlessValue(String)
  case repeated(String)
  case missingOperand(String, command: String)
  case missingOption(String, command: String)
  case extraOperand(String, command: String)

  /// One line for people: what is wrong and, where it can be told, what was meant.
  var message: String {
    switch self {
    case .noCommand: "no command; one of: \(Command.all.map(\.name).joined(separator: ", "))"
    case .unknownCommand(let name):
      "no command \"\(name)\"" + Self.hint(name, Command.all.map(\.name))
    case .unknownOption(let option, let known):
      "no option \"\(option)\"" + Self.hint(option, known)
    case .misplacedOption(let option, let command): "\(option) is no option of \(command)"
    case .missingValue(let option, let expected): "\(option) needs a value: \(expected)"
    case .wrongValue(let option, let value, let expected):
      "\(option) cannot be \"\(value)\"; expected \(expected)"
    case .needlessValue(let option): "\(option) takes no value"
    case .repeated(let option): "\(option) is given twice"
    case .missingOperand(let name, let command): "\(command) needs \(name)"
    case .missingOption(let option, let command): "\(command) needs \(option)"
    case .extraOperand(let word, let command): "\(command) does not take \"\(word)\""
    }
  }

  private static func hint(_ word: String, _ known: [String]) -> String {
    NearestName.nearest(to: word, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }
}
