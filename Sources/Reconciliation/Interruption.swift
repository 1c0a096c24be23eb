import Dispatch
import Glibc

/// Runs a clean-up when the user or the system stops the program, then exits with 130.
struct Interruption {
  private static let signals = [SIGINT, SIGTERM]
  private let sources: [any DispatchSourceSignal]

  /// Watches from now on; `cleanUp` runs on a thread of its own.
  init(cleanUp: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "mezha.interruption")
    sources = Self.signals.map { number in
      // A dispatch source sees a signal only when its default action does not end the process first.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        cleanUp()
        _exit(130)
      }
      source.resume()
      return source
    }
  }

  /// Gives the signals back their usual meaning.
  func end() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
