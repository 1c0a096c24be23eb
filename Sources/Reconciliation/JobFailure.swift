import Cadastre
public import Formats

/// Why a command could not be done; the trouble is outside the program or in what it was asked.
public enum JobFailure: Error, Sendable, Equatable {
  /// Wrong usage or job file: exit status 2.
  case usage(String)
  /// An input cannot be read: exit status 3.
  case input(String)
  /// The output cannot be written: exit status 4.
  case output(String)

  /// What happened, one line in English for people.
  public var message: String {
    switch self {
    case .usage(let message), .input(let message), .output(let message): message
    }
  }

  /// Wraps trouble with a job file.
  public init(_ error: JobError, file: String) {
    self = .usage("\(file): \(error.message)")
  }

  /// Wraps trouble with a file of features.
  public init(_ error: FormatError) {
    switch error {
    case .unreadable(let file, let reason): self = .input("\(file): cannot be read: \(reason)")
    case .unknownKind(let file, let hint): self = .input("\(file): of no known kind; \(hint)")
    case .damaged(let file, let place, let reason):
      self = .input("\(file): damaged at \(place): \(reason)")
    case .noSuchLayer(let file, let layer, let available):
      let nearest = NearestName.nearest(to: layer, among: available)
      let hint =
        nearest.map { "did you mean \"\($0)\"?" } ?? "it has \(available.joined(separator: ", "))"
      self = .input("\(file): no layer \"\(layer)\"; \(hint)")
    case .programMissing(let program, let package):
      self = .input("\(program) is not installed; the package is \(package)")
    case .unwritable(let file, let reason): self = .output("\(file): cannot be written: \(reason)")
    }
  }
}
