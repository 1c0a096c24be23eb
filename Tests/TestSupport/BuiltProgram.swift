public import Foundation

/// The program as built beside the tests, run as its users run it.
public enum BuiltProgram {
  /// What a run said and how it ended.
  public struct Outcome: Sendable {
    /// Exit status.
    public var status: Int32
    /// What went to stdout.
    public var product: String
    /// What went to stderr.
    public var talk: String
  }

  /// The binary: beside the bundle of tests, or where `MEZHA_BINARY` says.
  public static let url: URL = {
    if let named = ProcessInfo.processInfo.environment["MEZHA_BINARY"] {
      return URL(filePath: named)
    }
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
    let folder =
      bundle.map { path in
        let upToBundle = path.components(separatedBy: ".xctest")[0]
        return URL(filePath: upToBundle).deletingLastPathComponent()
      } ?? SharedData.projectRoot.appending(path: ".build/debug")
    return folder.appending(path: "mezha")
  }()

  /// Runs the program with `words` in `folder` and waits for its end.
  ///
  /// stdout and stderr go through files, so that neither can fill a pipe and stop the program.
  /// - Parameters:
  ///   - words: The command and its options.
  ///   - folder: The current folder of the program.
  /// - Returns: What it said and how it ended.
  /// - Throws: An error of Foundation when the program cannot be started.
  public static func run(_ words: [String], in folder: URL) throws -> Outcome {
    try withTemporaryFolder { pipes in
      let product = pipes.appending(path: "stdout")
      let talk = pipes.appending(path: "stderr")
      try Data().write(to: product)
      try Data().write(to: talk)
      let process = Process()
      process.executableURL = url
      process.arguments = words
      process.currentDirectoryURL = folder
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: product)
      process.standardError = try FileHandle(forWritingTo: talk)
      try process.run()
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus,
        product: String(decoding: try Data(contentsOf: product), as: UTF8.self),
        talk: String(decoding: try Data(contentsOf: talk), as: UTF8.self)
      )
    }
  }
}
