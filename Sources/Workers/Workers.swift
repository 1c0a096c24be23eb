import Dispatch
import Synchronization

/// A number of threads that share the chunks of one job; the result never shows how many there were.
public struct Workers: Sendable {
  /// How many threads take chunks.
  public let count: Int

  /// Makes a crew of `count` threads, at least one.
  public init(count: Int) {
    self.count = Swift.max(1, count)
  }

  /// Runs `body` on consecutive ranges that cover `0..<total` and returns their results in order.
  ///
  /// Chunks are a fixed `chunkSize` long whatever the number of threads, so a result that depends on
  /// the chunk it was made in is the same for any crew.
  /// - Complexity: each index once; up to `count` chunks at a time.
  public func mapChunks<Result: Sendable>(
    of total: Int,
    chunkSize: Int = 1024,
    _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    precondition(chunkSize > 0, "chunkSize must be positive")
    let chunks = (total + chunkSize - 1) / chunkSize
    func range(_ chunk: Int) -> Range<Int> {
      (chunk * chunkSize)..<Swift.min(total, (chunk + 1) * chunkSize)
    }
    if count == 1 || chunks <= 1 {
      return (0..<chunks).map { body(range($0)) }
    }
    let next = Atomic<Int>(0)
    let slots = Mutex<[Result?]>(Array(repeating: nil, count: chunks))
    DispatchQueue.concurrentPerform(iterations: Swift.min(count, chunks)) { _ in
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if chunk >= chunks { return }
        let result = body(
          (chunk * chunkSize)..<Swift.min(total, (chunk + 1) * chunkSize)
        )
        slots.withLock { $0[chunk] = result }
      }
    }
    return slots.withLock { $0.compactMap { $0 } }
  }

  /// Runs `body` on consecutive ranges that cover `0..<total` and joins the arrays it returns, in order.
  public func flatMapChunks<Element: Sendable>(
    of total: Int,
    chunkSize: Int = 1024,
    _ body: @Sendable (Range<Int>) -> [Element]
  ) -> [Element] {
    let parts = mapChunks(of: total, chunkSize: chunkSize, body)
    var all: [Element] = []
    all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { all += part }
    return all
  }
}
