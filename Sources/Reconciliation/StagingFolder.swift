import Foundation
import Glibc
import Synchronization

/// The folder a run is written to before it is seen; published or removed once, from any thread.
final class StagingFolder: Sendable {
  let path: String
  private let parents: [String]
  private let isOpen = Mutex(true)

  /// Takes the path to use and the folders above it that were made for it, innermost first.
  init(path: String, parents: [String]) {
    self.path = path
    self.parents = parents
  }

  func create() throws(JobFailure) {
    // Left by a process of the same number that was killed.
    try? FileManager.default.removeItem(atPath: path)
    guard mkdir(path, 0o777) == 0 else {
      let reason = systemReason()
      abandon()
      throw .output("\(path): cannot be made: \(reason)")
    }
  }

  /// Puts the folder in place of `target` by one rename and removes what was there.
  func publish(as target: String) throws(JobFailure) {
    let failure: JobFailure? = isOpen.withLock { isOpen in
      guard isOpen else { return .output("\(target): the run was interrupted") }
      let isReplacing = FileManager.default.fileExists(atPath: target)
      let done = isReplacing ? exchange(with: target) : rename(path, target) == 0
      guard done else { return .output("\(target): cannot be replaced: \(systemReason())") }
      isOpen = false
      FileSync.flushFolder(URL(filePath: target).deletingLastPathComponent().path)
      if isReplacing { try? FileManager.default.removeItem(atPath: path) }
      return nil
    }
    if let failure { throw failure }
  }

  /// Removes the folder and what was made for it, unless it is published.
  func abandon() {
    isOpen.withLock { isOpen in
      guard isOpen else { return }
      isOpen = false
      // Out of the way first: a thread that still writes finds no folder to write to.
      let gone = "\(path)-gone"
      let removed = rename(path, gone) == 0 ? gone : path
      try? FileManager.default.removeItem(atPath: removed)
      for parent in parents { rmdir(parent) }
    }
  }

  /// Swaps the folder with `target`; afterwards `path` holds what `target` held.
  private func exchange(with target: String) -> Bool {
    if renameExchanging(path, target) { return true }
    // Some file systems cannot swap: two renames then, and the first is taken back when the second fails.
    let old = "\(path)-old"
    guard rename(target, old) == 0 else { return false }
    guard rename(path, target) == 0 else {
      let code = errno
      rename(old, target)
      errno = code
      return false
    }
    rename(old, path)
    return true
  }
}

/// `renameat2` with `RENAME_EXCHANGE`: one step in which both names always exist.
///
/// The Glibc module does not show the function (Workarounds.md, "renameat2 and syncfs").
private func renameExchanging(_ first: String, _ second: String) -> Bool {
  typealias Function =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  guard let symbol = dlsym(nil, "renameat2") else { return false }
  let exchange: UInt32 = 1 << 1
  return unsafeBitCast(symbol, to: Function.self)(AT_FDCWD, first, AT_FDCWD, second, exchange) == 0
}

/// Makes what was written survive a loss of power.
enum FileSync {
  /// Flushes every file and folder of a tree: the whole file system at once, for a run of a large town has tens of
  /// thousands of files and each flush of its own waits for the disk; one by one where there is no such call.
  static func flushTree(_ path: String) throws(JobFailure) {
    if flushFileSystem(of: path) { return }
    var failed: String?
    if let names = FileManager.default.enumerator(atPath: path) {
      for case let name as String in names where !flush("\(path)/\(name)") {
        failed = name
        break
      }
    }
    if let failed { throw .output("\(failed): cannot be written: \(systemReason())") }
    flushFolder(path)
  }

  /// `syncfs`, which the Glibc module does not show (Workarounds.md, "renameat2 and syncfs").
  private static func flushFileSystem(of path: String) -> Bool {
    typealias Function = @convention(c) (Int32) -> Int32
    guard let symbol = dlsym(nil, "syncfs") else { return false }
    let folder = open(path, O_RDONLY)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    return unsafeBitCast(symbol, to: Function.self)(folder) == 0
  }

  /// Flushes the names in a folder.
  static func flushFolder(_ path: String) { _ = flush(path) }

  private static func flush(_ path: String) -> Bool {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return false }
    defer { close(file) }
    // Some file systems cannot flush a folder and say EINVAL; the file itself is what matters.
    return fsync(file) == 0 || errno == EINVAL
  }
}
