/// Why a policy cannot be used.
public enum RevenueError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be read.
  case unreadable(file: String, reason: String)
  /// The file is no JSON.
  case notJSON(file: String, reason: String)
  /// Something in it is wrong: where (`landTax.rates[2].rate`) and what.
  case invalid(file: String, key: String, reason: String)
  /// It extends a policy that extends it.
  case circular(file: String)

  /// The error in one line, for people.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .notJSON(let file, let reason): "\(file): not JSON: \(reason)"
    case .invalid(let file, let key, let reason):
      key.isEmpty ? "\(file): \(reason)" : "\(file): \(key): \(reason)"
    case .circular(let file): "\(file): extends itself through another policy"
    }
  }
}
