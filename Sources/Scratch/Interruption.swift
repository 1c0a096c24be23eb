import Foundation
import Glibc
import Synchronization

/// Runs clean-ups when the user or the system stops the program, then exits with 130.
///
/// Each watch adds one clean-up and takes it off at its end; a signal runs all that stand, the latest first. While
/// none stands, SIGINT, SIGTERM and SIGHUP (a connection that broke) have their usual meaning.
///
/// A signal handler may do next to nothing (signal-safety(7)), so it writes a byte to a pipe and a
/// thread of its own reads it. A dispatch source is no help: its handler is installed some time after
/// `resume`, and a signal that comes before is lost.
public struct Interruption: Sendable {
  private struct Watch {
    var number: Int
    var cleanUp: @Sendable () -> Void
  }

  /// What stands, and the end of the pipe that wakes the thread.
  private struct State {
    var watches: [Watch] = []
    var count = 0
    var writeEnd: Int32 = -1
  }

  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let state = Mutex(State())
  /// The end of the pipe a handler writes to: a handler can capture nothing and lock nothing.
  private static let wakeUp = Atomic<Int32>(-1)

  private let number: Int

  /// Watches from now on; `cleanUp` runs on a thread of its own and must not begin or end a watch.
  public init(cleanUp: @escaping @Sendable () -> Void) {
    number = Self.state.withLock { state in
      state.count += 1
      state.watches.append(Watch(number: state.count, cleanUp: cleanUp))
      if state.watches.count == 1 { state.writeEnd = Self.listen() }
      return state.count
    }
  }

  /// Takes the clean-up off; the last one gives the signals back their usual meaning and lets the thread go.
  public func end() {
    Self.state.withLock { state in
      guard let index = state.watches.firstIndex(where: { $0.number == number }) else { return }
      state.watches.remove(at: index)
      guard state.watches.isEmpty, state.writeEnd >= 0 else { return }
      for number in Self.signals { signal(number, SIG_DFL) }
      Self.wakeUp.store(-1, ordering: .sequentiallyConsistent)
      close(state.writeEnd)
      state.writeEnd = -1
    }
  }

  /// Starts the thread and sets the handlers; -1 where there is no pipe: the signals then keep their usual meaning.
  private static func listen() -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return -1 }
    // Programs the run calls have no business with it.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readEnd = ends[0]
    wakeUp.store(ends[1], ordering: .sequentiallyConsistent)
    Thread.detachNewThread {
      var byte: UInt8 = 0
      var count = 0
      repeat { count = read(readEnd, &byte, 1) } while count < 0 && errno == EINTR
      if count > 0 {
        // Under the lock: who ends a watch meanwhile waits for the exit.
        state.withLock { state in
          for watch in state.watches.reversed() { watch.cleanUp() }
          _exit(130)
        }
      }
      close(readEnd)
    }
    for number in signals {
      signal(number) { _ in
        var byte: UInt8 = 1
        _ = write(Interruption.wakeUp.load(ordering: .sequentiallyConsistent), &byte, 1)
      }
    }
    return ends[1]
  }
}
