import Foundation
import Glibc

/// Lines of a table too large for memory: sorted runs in a file without a name, merged at the end.
///
/// A line is headed by its length (of all of it, 32 bits), the lengths of both keys, both rows (64 bits) and both keys,
/// little-endian. The file lies in the folder for temporary files (TMPDIR) and is gone when the program is.
/// Merging holds 64 KiB of each run.
final class PairSpill {
  private let file: Int32
  private var size = 0
  private var runStarts: [Int] = []

  /// Bytes of the head before the keys.
  static let headSize = 28

  /// Makes an empty file.
  init() throws(JobFailure) {
    var template = Array(FileManager.default.temporaryDirectory.path.utf8CString.dropLast())
    template += Array("/mezha-pairs-XXXXXX".utf8CString)
    file = mkstemp(&template)
    guard file >= 0 else {
      throw .output("\(FileManager.default.temporaryDirectory.path): \(Self.reason)")
    }
    unlink(template)
    // Programs called meanwhile have no business with it.
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(file) }

  private static var reason: String { "cannot be written: \(String(cString: strerror(errno)))" }

  // MARK: Writing

  /// The head of a line whose length is not known yet.
  static func head(
    _ one: (row: Int64, key: Slice<UnsafeBufferPointer<UInt8>>),
    _ other: (row: Int64, key: Slice<UnsafeBufferPointer<UInt8>>)
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headSize + one.key.count + other.key.count)
    func append<Number: FixedWidthInteger>(_ number: Number) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt32(0))
    append(UInt32(one.key.count))
    append(UInt32(other.key.count))
    append(one.row)
    append(other.row)
    bytes.append(contentsOf: one.key)
    bytes.append(contentsOf: other.key)
    return bytes
  }

  /// Enters the length of the line that begins at `start`.
  static func setLength(of start: UnsafeMutablePointer<UInt8>, to length: Int) {
    withUnsafeBytes(of: UInt32(length).littleEndian) {
      UnsafeMutableRawPointer(start).copyMemory(
        from: $0.baseAddress ?? UnsafeRawPointer(start),
        byteCount: 4
      )
    }
  }

  /// What is appended from now on is sorted by itself.
  func beginRun() { runStarts.append(size) }

  /// Appends whole lines.
  func append(_ bytes: borrowing [UInt8]) throws(JobFailure) {
    try PublishedFile.put(bytes, on: file, name: "temporary file")
    size += bytes.count
  }

  // MARK: Merging

  /// Writes the lines of all runs in order, without their heads.
  ///
  /// Ordered by the first key, its row, the second key, its row; keys by their bytes.
  func merge(to write: (borrowing [UInt8]) throws(JobFailure) -> Void) throws(JobFailure) {
    var runs: [Run] = []
    for (start, end) in zip(runStarts, runStarts.dropFirst() + [size]) where start < end {
      var run = Run(file: file, position: start, end: end)
      if try run.advance() { runs.append(run) }
    }
    var heap = Array(runs.indices)
    for k in heap.indices.reversed() { Self.sink(k, in: &heap, runs) }
    var text: [UInt8] = []
    text.reserveCapacity(1 << 18)
    while let least = heap.first {
      runs[least].appendText(to: &text)
      if text.count > 1 << 18 - 4096 {
        try write(text)
        text.removeAll(keepingCapacity: true)
      }
      if try !runs[least].advance() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
      }
      if !heap.isEmpty { Self.sink(0, in: &heap, runs) }
    }
    try write(text)
  }

  private static func sink(_ start: Int, in heap: inout [Int], _ runs: [Run]) {
    var k = start
    while true {
      var least = k
      for child in [2 * k + 1, 2 * k + 2]
      where child < heap.count && runs[heap[child]].precedes(runs[heap[least]]) {
        least = child
      }
      if least == k { return }
      heap.swapAt(k, least)
      k = least
    }
  }
}

/// One sorted run as it is read, a line at a time.
private struct Run {
  let file: Int32
  /// What of the file is not read yet.
  var position: Int
  let end: Int
  private var buffer: [UInt8] = []
  /// The line it stands at.
  private var line = 0..<0

  init(file: Int32, position: Int, end: Int) {
    self.file = file
    self.position = position
    self.end = end
  }

  /// Goes to the next line; false after the last.
  mutating func advance() throws(JobFailure) -> Bool {
    var start = line.upperBound
    if buffer.count - start < 4 || buffer.count - start < Int(number(start, UInt32.self)) {
      buffer.removeSubrange(..<start)
      start = 0
      if buffer.isEmpty, position == end { return false }
      try fill(1 << 16)
      let length = Int(number(0, UInt32.self))
      if buffer.count < length { try fill(length - buffer.count) }
    }
    line = start..<(start + Int(number(start, UInt32.self)))
    return true
  }

  private mutating func fill(_ wanted: Int) throws(JobFailure) {
    let count = Swift.min(wanted, end - position)
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    var done = 0
    while done < count {
      let got = buffer.withUnsafeMutableBytes {
        pread(file, $0.baseAddress.map { $0 + old + done }, count - done, position + done)
      }
      guard got > 0 || (got < 0 && errno == EINTR) else {
        throw .output("temporary file: cannot be read back")
      }
      if got > 0 { done += got }
    }
    position += count
  }

  private func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Number {
    buffer.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type))
    }
  }

  private var keys: (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    let first = line.lowerBound + PairSpill.headSize
    let second = first + Int(number(line.lowerBound + 4, UInt32.self))
    let end = second + Int(number(line.lowerBound + 8, UInt32.self))
    return (buffer[first..<second], buffer[second..<end])
  }

  func precedes(_ other: Run) -> Bool {
    let (mine, theirs) = (keys, other.keys)
    if mine.0 != theirs.0 { return mine.0.lexicographicallyPrecedes(theirs.0) }
    let rows = (number(line.lowerBound + 12, Int64.self), number(line.lowerBound + 20, Int64.self))
    let others = (
      other.number(other.line.lowerBound + 12, Int64.self),
      other.number(other.line.lowerBound + 20, Int64.self)
    )
    if rows.0 != others.0 { return rows.0 < others.0 }
    if mine.1 != theirs.1 { return mine.1.lexicographicallyPrecedes(theirs.1) }
    return rows.1 < others.1
  }

  func appendText(to text: inout [UInt8]) {
    text.append(contentsOf: buffer[keys.1.endIndex..<line.upperBound])
  }
}
