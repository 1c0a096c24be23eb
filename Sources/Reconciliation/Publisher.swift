import Foundation
import Glibc
import Scratch

/// Publishes a run by one rename: readers see the old folder or the whole new one, never a part.
public enum Publisher {
  /// What may stand at the place of a run and give way to it.
  public enum Replacing: Sendable {
    /// An empty folder at most.
    case nothing
    /// A previous run too: a folder that holds `run.json`.
    case run
    /// A previous comparison too: a folder that holds `comparison.json`.
    case comparison
  }

  /// Lets `write` fill a folder beside `directory`, then puts it in place of `directory`.
  ///
  /// What stands at `directory` and may not be replaced is somebody's and is refused before `write` is
  /// called. When `write` throws, or SIGINT or SIGTERM comes (exit 130), the folder being filled is
  /// removed and `directory` stays what it was. Do the whole work inside `write`: then an output that
  /// cannot be written is known before hours are spent on it, and an interruption at any time cleans up.
  /// - Parameters:
  ///   - directory: Where to; folders above it are made.
  ///   - replacing: What may stand there.
  ///   - tell: Called with the files of people that were taken along from the run that gives way.
  ///   - write: Fills the folder it is given, which is empty.
  /// - Returns: What `write` returns.
  /// - Throws: What `write` throws, or ``JobFailure/output(_:)``.
  public static func publish<Result>(
    to directory: String,
    replacing: Replacing = .run,
    keeping tell: (_ files: [String]) -> Void = { _ in },
    _ write: (_ staging: String) throws(JobFailure) -> Result
  ) throws(JobFailure) -> Result {
    let target = try resolve(directory, replacing)
    let made = try makeParents(of: target.path)
    let name = ".\(target.lastPathComponent).tmp-\(getpid())"
    let staging = StagingFolder(
      path: target.deletingLastPathComponent().appending(path: name).path,
      parents: made
    )
    try staging.create()
    let interruption = Interruption { staging.abandon() }
    defer { interruption.end() }
    do throws(JobFailure) {
      let result = try write(staging.path)
      if replacing == .run, FileManager.default.fileExists(atPath: target.path) {
        tell(try KeptFiles.take(from: target.path, into: staging.path))
      }
      try FileSync.flushTree(staging.path)
      // Somebody may have written there while the run was at work.
      try refuseForeign(target.path, replacing)
      try staging.publish(as: target.path)
      return result
    } catch {
      staging.abandon()
      throw error
    }
  }

  /// The folder meant: a link is followed, so that the link itself stays.
  private static func resolve(
    _ directory: String,
    _ replacing: Replacing
  ) throws(JobFailure) -> URL {
    guard !directory.isEmpty else { throw .usage("the output folder has no name") }
    let url = URL(filePath: directory).standardizedFileURL.resolvingSymlinksInPath()
    guard url.path != "/" else { throw .output("/: cannot be replaced by a run") }
    try refuseForeign(url.path, replacing)
    return url
  }

  private static func refuseForeign(
    _ path: String,
    _ replacing: Replacing
  ) throws(JobFailure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else { throw .output("\(path): is a file, not a folder") }
    guard let content = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .output("\(path): cannot be read")
    }
    if content.isEmpty { return }
    switch replacing {
    case .run where content.contains("run.json"): return
    case .run:
      throw .output("\(path): holds files and no run.json; it is left alone, choose another folder")
    case .comparison where content.contains(RunComparison.summaryFile): return
    case .comparison:
      throw .output("\(path): holds files and no comparison; choose another folder")
    case .nothing: throw .output("\(path): is not empty; choose another folder")
    }
  }

  /// Makes the folders above `path` that are missing; returns them, innermost first.
  private static func makeParents(of path: String) throws(JobFailure) -> [String] {
    var missing: [String] = []
    var folder = URL(filePath: path).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
      missing.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    var made: [String] = []
    for path in missing.reversed() {
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        let reason = systemReason()
        for path in made { rmdir(path) }
        throw .output("\(path): cannot be made: \(reason)")
      }
      made.insert(path, at: 0)
    }
    return made
  }
}

/// What the system says about its last failure.
func systemReason() -> String { String(cString: strerror(errno)) }
