import Foundation
import Scratch

/// A program of the system that does a job better than we could.
struct ExternalProgram: Sendable {
  /// Where it is.
  let url: URL

  /// Finds a program on the path.
  ///
  /// - Throws: ``FormatError/programMissing(program:package:)`` with the package to install.
  init(_ name: String, package: String) throws(FormatError) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let candidates = path.split(separator: ":").map { "\($0)/\(name)" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .programMissing(program: name, package: package)
    }
    url = URL(filePath: found)
  }

  /// How a run ended.
  enum Outcome: Equatable {
    /// It ended by itself.
    case ended(status: Int32)
    /// It was stopped after the time limit.
    case timedOut
  }

  /// Runs the program with its own standard error in the file `complaints`, and waits for its end.
  ///
  /// Arguments go to the program one by one; no shell sees them.
  func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    complaints: URL,
    seconds: Double
  ) throws -> Outcome {
    try Data().write(to: complaints)
    let errors = try FileHandle(forWritingTo: complaints)
    defer { try? errors.close() }
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      process.terminate()
      // A program that does not heed SIGTERM is not waited for twice.
      if ended.wait(timeout: .now() + 5) == .timedOut {
        kill(process.processIdentifier, SIGKILL)
        ended.wait()
      }
      return .timedOut
    }
    return .ended(status: process.terminationStatus)
  }
}

extension ScratchFolder {
  /// Makes a scratch folder for a reader, with a reader's error.
  static func make(
    _ prefix: String,
    in parent: URL = FileManager.default.temporaryDirectory
  ) throws(FormatError) -> ScratchFolder {
    do { return try ScratchFolder(prefix, in: parent) } catch {
      throw .unwritable(file: parent.path, reason: (error as NSError).localizedDescription)
    }
  }
}
