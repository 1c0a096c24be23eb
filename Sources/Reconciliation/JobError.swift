/// A job file that cannot be obeyed, with the place of the mistake.
public struct JobError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: Sendable, Equatable {
    /// The text is no JSON.
    case syntax(String)
    /// No such key; `nearest` is the known one it resembles.
    case unknownKey(nearest: String?, known: [String])
    /// The value is of the wrong type or out of range.
    case wrongValue(expected: String, found: String)
    /// A required key is absent.
    case missingKey
  }

  /// The place in the document, such as `register.parcels[0].path`; empty for the whole.
  public var path: String
  /// Line in the file, from 1.
  public var line: Int
  /// Column in the line, from 1.
  public var column: Int
  /// What is wrong.
  public var reason: Reason

  /// Makes an error.
  public init(path: String, line: Int, column: Int, reason: Reason) {
    self.path = path
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// One line in English, for people: the place, what is wrong, and what was meant.
  public var message: String {
    let what =
      switch reason {
      case .syntax(let reason): "not JSON: \(reason)"
      case .unknownKey(let nearest?, _): "unknown key \"\(path)\"; did you mean \"\(nearest)\"?"
      case .unknownKey(nil, let known):
        "unknown key \"\(path)\"; known here: \(known.joined(separator: ", "))"
      case .wrongValue(let expected, let found):
        "\(path.isEmpty ? "the job" : "\"\(path)\""): expected \(expected), found \(found)"
      case .missingKey: "the key \"\(path)\" is missing"
      }
    return "line \(line), column \(column): \(what)"
  }
}
