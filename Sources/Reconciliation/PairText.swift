internal import Formats
internal import Matching
internal import Workers

/// The table of pairs as comma-separated text, sorted by both keys.
///
/// Areas have six decimals and, below one square metre, twelve; trailing zeros are cut. RFC 4180, UTF-8, LF.
struct PairText {
  var first: MeasuredShapes
  var firstKeys: TextColumn
  var second: MeasuredShapes
  var secondKeys: TextColumn
  var table: PairTable

  static let header = "id_1,id_2,area_1,area_2,intersection_area,iou\n"

  /// Features of the first layer a chunk takes: about half a megabyte of text.
  private static let chunkSize = 2048

  /// Writes the table; the text is the same for any number of workers.
  func write(
    workers: Workers,
    to write: (borrowing [UInt8]) throws(JobFailure) -> Void
  ) throws(JobFailure) {
    try write(Array(Self.header.utf8))
    let columns = workers.mapChunks(of: 2, chunkSize: 1) { range in
      range.lowerBound == 0 ? firstKeys.sortedIndices() : Self.inverse(secondKeys.sortedIndices())
    }
    let order = columns[0]
    let ranks = columns[1]
    let firstCells = KeyCells(firstKeys)
    let secondCells = KeyCells(secondKeys)
    // Some chunks at a time, so that text waits for the file and not for memory.
    let batch = Self.chunkSize * 32
    for start in stride(from: 0, to: order.count, by: batch) {
      let count = Swift.min(batch, order.count - start)
      let texts = workers.mapChunks(of: count, chunkSize: Self.chunkSize) { range in
        rows(
          order[(start + range.lowerBound)..<(start + range.upperBound)],
          ranks,
          firstCells,
          secondCells
        )
      }
      for text in texts { try write(text) }
    }
  }

  private static func inverse(_ order: [Int32]) -> [Int32] {
    var ranks = order
    for (rank, index) in order.enumerated() { ranks[Int(index)] = Int32(rank) }
    return ranks
  }

  private func rows(
    _ features: ArraySlice<Int32>,
    _ ranks: [Int32],
    _ firstCells: KeyCells,
    _ secondCells: KeyCells
  ) -> [UInt8] {
    // Locals: a read through `self` would copy, and count, the whole of it for every row.
    let table = table
    let firstAreas = first.areas
    let secondAreas = second.areas
    var text: [UInt8] = []
    text.reserveCapacity(features.count * 320)
    var pairs: [(rank: Int32, pair: Int)] = []
    var firstArea: [UInt8] = []
    for feature in features {
      let range = table.pairs(of: Int(feature))
      guard !range.isEmpty else { continue }
      pairs.removeAll(keepingCapacity: true)
      for pair in range { pairs.append((ranks[Int(table.seconds[pair])], pair)) }
      pairs.sort { $0.rank < $1.rank }
      let area = firstAreas[Int(feature)]
      firstArea.removeAll(keepingCapacity: true)
      Self.append(area, to: &firstArea)
      for (_, pair) in pairs {
        let other = Int(table.seconds[pair])
        let otherArea = secondAreas[other]
        let shared = table.areas[pair]
        firstCells.append(Int(feature), to: &text)
        text.append(UInt8(ascii: ","))
        secondCells.append(other, to: &text)
        text.append(UInt8(ascii: ","))
        text.append(contentsOf: firstArea)
        text.append(UInt8(ascii: ","))
        Self.append(otherArea, to: &text)
        text.append(UInt8(ascii: ","))
        Self.append(shared, to: &text)
        text.append(UInt8(ascii: ","))
        FixedDecimal.append(shared / (area + otherArea - shared), decimals: 9, to: &text)
        text.append(UInt8(ascii: "\n"))
      }
    }
    return text
  }

  private static func append(_ area: Double, to text: inout [UInt8]) {
    FixedDecimal.append(area, decimals: area < 1 ? 12 : 6, to: &text)
  }
}

/// The keys of a layer as cells of a table, quoted where they must be.
struct KeyCells: Sendable {
  private let keys: TextColumn
  /// Whether any key holds what must be quoted; hardly ever.
  private let mustLook: Bool

  init(_ keys: TextColumn) {
    self.keys = keys
    mustLook = keys.withBytes { $0.contains(where: Self.isSpecial) }
  }

  func append(_ index: Int, to text: inout [UInt8]) {
    keys.withBytes { bytes in
      let key = bytes[keys.range(index)]
      guard mustLook, key.contains(where: Self.isSpecial) else {
        return text.append(contentsOf: key)
      }
      text.append(UInt8(ascii: "\""))
      for byte in key {
        if byte == UInt8(ascii: "\"") { text.append(byte) }
        text.append(byte)
      }
      text.append(UInt8(ascii: "\""))
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }
}
