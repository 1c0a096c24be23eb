import Foundation
import Glibc
import Reconciliation

/// The two voices of the program: the product on stdout, the talk on stderr.
struct Console: Sendable {
  /// Writes product text as it is.
  var product: @Sendable (String) throws(JobFailure) -> Void
  /// Writes talk as it is.
  var talk: @Sendable (String) -> Void
  /// Whether talk goes to a terminal.
  var isTerminal: Bool

  /// The process's own streams.
  static let standard = Console(
    product: { (text) throws(JobFailure) in
      do {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
      } catch {
        throw .output("standard output cannot be written")
      }
    },
    talk: { text in try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) },
    isTerminal: isatty(STDERR_FILENO) == 1
  )
}
