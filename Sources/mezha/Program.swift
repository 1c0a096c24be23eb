import Export
import Foundation
import Reconciliation

/// The program from words to exit status.
enum Program {
  /// Does what `words` say; what goes wrong is said once, here.
  static func run(_ words: [String], console: Console) -> ExitStatus {
    let arguments: Arguments
    do throws(ArgumentError) {
      arguments = try Arguments(words)
    } catch {
      console.talk("mezha: \(error.message)\n\n\(usage(words))mezha --help tells more.\n")
      return .usage
    }
    do throws(JobFailure) {
      return try run(arguments, console)
    } catch {
      console.talk("mezha: \(error.message)\n")
      return ExitStatus(error)
    }
  }

  private static func run(
    _ arguments: Arguments,
    _ console: Console
  ) throws(JobFailure) -> ExitStatus {
    if let level = arguments.help {
      try console.product(
        arguments.command.map { HelpText.command($0, level) } ?? HelpText.program(level)
      )
      return .done
    }
    if arguments.wantsVersion {
      try console.product(try VersionReport.text(asJSON: arguments.has(.json)))
      return .done
    }
    guard let command = arguments.command else { return .usage }
    return try command.run(arguments, console)
  }

  /// How the command that was meant is typed.
  private static func usage(_ words: [String]) -> String {
    let command = words.lazy.compactMap { Command.named($0) }.first
    return "Usage: \(command?.usage ?? "mezha COMMAND") [options]\n"
  }
}

extension Arguments {
  /// The language asked for.
  var language: Language { text(.language).flatMap { Language(rawValue: $0) } ?? .ru }

  /// The threads asked for.
  var workers: Int { integer(.threads) ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The options of a run.
  func runOptions(_ console: Console) -> RunOptions {
    RunOptions(
      threads: workers,
      language: language,
      progress: ProgressRenderer.make(self, console),
      inspections: integer(.inspections),
      acceptsHypotheses: has(.acceptHypotheses)
    )
  }
}
