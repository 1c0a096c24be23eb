import Foundation

/// A file in memory as the system pages it in; what was read can be let go again.
///
/// `Data` maps files too, but does not say whether it did, and to let go of memory that is no mapping would
/// empty it.
struct MappedFile: Sendable {
  /// The whole file, which must not be cut short while it is in use.
  let data: Data
  private let isMapped: Bool

  /// Maps the file at `path`; what cannot be mapped (a pipe) is read.
  init(path: String) throws(FormatError) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      let count = (try? handle.seekToEnd()).map(Int.init) ?? 0
      // A mapping outlives the descriptor it was made with (mmap(2)).
      if count > 0,
        let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, handle.fileDescriptor, 0),
        start != MAP_FAILED
      {
        data = Data(
          bytesNoCopy: start,
          count: count,
          deallocator: .custom { start, count in munmap(start, count) }
        )
        isMapped = true
      } else {
        data = try Data(contentsOf: URL(filePath: path))
        isMapped = false
      }
    } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
  }

  /// Takes bytes that are in memory.
  init(_ data: Data) {
    self.data = data
    isMapped = false
  }

  /// Gives the memory of a range back; whoever reads it again gets it from the file.
  func letGo(_ range: Range<Int>) {
    guard isMapped else { return }
    let page = Int(getpagesize())
    let start = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    guard start < end else { return }
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      // Pages of a private mapping that was not written to come from the file again (madvise(2)).
      _ = madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
    }
  }
}
