import Workers

/// One text for each of many things, made once and written to every file that holds it.
struct TextChunks: Sendable {
  private static let chunkSize = 1024

  private struct Chunk: Sendable {
    var bytes: [UInt8] = []
    var ends: [Int] = []
  }

  private let chunks: [Chunk]

  /// Makes `count` texts; `append` adds the text of one.
  init(
    count: Int,
    workers: Workers,
    _ append: @Sendable (_ index: Int, _ text: inout [UInt8]) -> Void
  ) {
    chunks = workers.mapChunks(of: count, chunkSize: Self.chunkSize) { range in
      var chunk = Chunk()
      for index in range {
        append(index, &chunk.bytes)
        chunk.ends.append(chunk.bytes.count)
      }
      return chunk
    }
  }

  /// One text.
  subscript(index: Int) -> ArraySlice<UInt8> {
    let (chunk, place) = index.quotientAndRemainder(dividingBy: Self.chunkSize)
    let ends = chunks[chunk].ends
    return chunks[chunk].bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }
}
