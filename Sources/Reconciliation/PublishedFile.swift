import Glibc
import Scratch

/// One file published by one rename, or standard output.
///
/// Readers see what stood there or the whole new file; a failure or an interruption (exit 130) removes what was
/// half-written.
public enum PublishedFile {
  /// Lets `body` write the file piece by piece; `-` is standard output.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or ``JobFailure/output(_:)``.
  public static func write<Result>(
    to path: String,
    _ body: (_ write: (borrowing [UInt8]) throws(JobFailure) -> Void) throws(JobFailure) -> Result
  ) throws(JobFailure) -> Result {
    if path == "-" {
      return try body { (bytes) throws(JobFailure) in
        try put(bytes, on: STDOUT_FILENO, name: "standard output")
      }
    }
    let staging = staging(path)
    let file = open(staging, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(path) }
    let interruption = Interruption { unlink(staging) }
    defer { interruption.end() }
    let result: Result
    do throws(JobFailure) {
      result = try body { (bytes) throws(JobFailure) in
        try put(bytes, on: file, name: path)
      }
    } catch {
      close(file)
      unlink(staging)
      throw error
    }
    guard close(file) == 0, rename(staging, path) == 0 else {
      let failure = failure(path)
      unlink(staging)
      throw failure
    }
    return result
  }

  /// Lets `body` make the file at the path it is given, and puts it in the place of `path` by one rename.
  ///
  /// - Throws: What `body` throws, or ``JobFailure/output(_:)``.
  public static func place(
    at path: String,
    _ body: (_ staging: String) throws(JobFailure) -> Void
  ) throws(JobFailure) {
    let staging = staging(path)
    let interruption = Interruption { unlink(staging) }
    defer { interruption.end() }
    do throws(JobFailure) {
      try body(staging)
      guard rename(staging, path) == 0 else { throw failure(path) }
    } catch {
      unlink(staging)
      throw error
    }
  }

  /// Where a file is written before it takes its place: in the same folder, under a name nobody lists.
  private static func staging(_ path: String) -> String {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    return "\(path[..<slash]).\(path[slash...]).tmp-\(getpid())"
  }

  /// Writes all of `bytes`: write(2) may take less than it was given, and may be interrupted.
  static func put(
    _ bytes: borrowing [UInt8],
    on file: Int32,
    name: String
  ) throws(JobFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        let rest = UnsafeRawBufferPointer(rebasing: $0[done...])
        return Glibc.write(file, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw failure(name)
      }
    }
  }

  private static func failure(_ name: String) -> JobFailure {
    .output("\(name): cannot be written: \(String(cString: strerror(errno)))")
  }
}
