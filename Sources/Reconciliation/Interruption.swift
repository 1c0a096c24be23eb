import Foundation
import Glibc
import Synchronization

/// Runs a clean-up when the user or the system stops the program, then exits with 130.
///
/// A signal handler may do next to nothing (signal-safety(7)), so it writes a byte to a pipe and a
/// thread of its own reads it. A dispatch source is no help: its handler is installed some time after
/// `resume`, and a signal that comes before is lost.
struct Interruption {
  private static let signals = [SIGINT, SIGTERM]

  /// The end of the pipe a handler writes to: a handler can capture nothing.
  private static let wakeUp = Atomic<Int32>(-1)

  private let writeEnd: Int32

  /// Watches from now on; `cleanUp` runs on a thread of its own.
  init(cleanUp: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    // Without a pipe the signals keep their usual meaning.
    guard pipe(&ends) == 0 else {
      writeEnd = -1
      return
    }
    // Programs the run calls have no business with it.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readEnd = ends[0]
    writeEnd = ends[1]
    Self.wakeUp.store(writeEnd, ordering: .sequentiallyConsistent)
    Thread.detachNewThread {
      var byte: UInt8 = 0
      var count = 0
      repeat { count = read(readEnd, &byte, 1) } while count < 0 && errno == EINTR
      if count > 0 {
        cleanUp()
        _exit(130)
      }
      close(readEnd)
    }
    for number in Self.signals {
      signal(number) { _ in
        var byte: UInt8 = 1
        _ = write(Interruption.wakeUp.load(ordering: .sequentiallyConsistent), &byte, 1)
      }
    }
  }

  /// Gives the signals back their usual meaning and lets the thread go.
  func end() {
    if writeEnd < 0 { return }
    for number in Self.signals { signal(number, SIG_DFL) }
    _ = Self.wakeUp.compareExchange(
      expected: writeEnd,
      desired: -1,
      ordering: .sequentiallyConsistent
    )
    close(writeEnd)
  }
}
