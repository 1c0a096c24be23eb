import Formats
import Foundation

/// A file being written: buffered, hashed and counted on the way.
struct OutputFile: ~Copyable {
  private let handle: FileHandle
  private let path: String
  private var buffer: [UInt8] = []
  private var hash: SHA256?
  /// Bytes written.
  private(set) var bytes = 0

  /// Creates the file at `url`; one that no list names need not be hashed.
  init(_ url: URL, isHashed: Bool = true) throws(ExportError) {
    path = url.path
    hash = isHashed ? SHA256() : nil
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw .unwritable(file: path, reason: String(cString: strerror(errno))) }
    self.handle = handle
    buffer.reserveCapacity(1 << 17)
  }

  /// Adds bytes.
  mutating func write(_ bytes: [UInt8]) throws(ExportError) { try write(bytes[...]) }

  /// Adds bytes.
  mutating func write(_ bytes: ArraySlice<UInt8>) throws(ExportError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Adds text as UTF-8.
  mutating func write(_ text: String) throws(ExportError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what is left, closes the file and tells its size and hash.
  mutating func finish() throws(ExportError) -> WrittenFile {
    try flush()
    do {
      try handle.close()
    } catch {
      throw .unwritable(file: path, reason: (error as NSError).localizedDescription)
    }
    return WrittenFile(bytes: bytes, sha256: hash?.finish() ?? "")
  }

  private mutating func flush() throws(ExportError) {
    hash?.update(buffer)
    bytes += buffer.count
    do {
      try buffer.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        let whole = UnsafeMutableRawPointer(mutating: start)
        try handle.write(
          contentsOf: Data(bytesNoCopy: whole, count: bytes.count, deallocator: .none)
        )
      }
    } catch {
      throw .unwritable(file: path, reason: (error as NSError).localizedDescription)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes a whole file at once.
  @discardableResult
  static func write(_ bytes: [UInt8], to url: URL) throws(ExportError) -> WrittenFile {
    var file = try OutputFile(url)
    try file.write(bytes)
    return try file.finish()
  }

  /// Makes a folder that may exist.
  static func makeFolder(_ url: URL) throws(ExportError) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file: url.path, reason: (error as NSError).localizedDescription)
    }
  }
}

/// What was written.
struct WrittenFile: Sendable, Equatable {
  var bytes: Int
  /// Hexadecimal; empty when it was not wanted.
  var sha256: String
}
