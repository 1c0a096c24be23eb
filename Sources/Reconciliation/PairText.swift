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
    let firstCells = KeyCells(firstKeys).cells
    let secondCells = KeyCells(secondKeys).cells
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
    _ firstCells: TextColumn,
    _ secondCells: TextColumn
  ) -> [UInt8] {
    firstCells.withBytes { firstBytes in
      secondCells.withBytes { secondBytes in
        var text: [UInt8] = []
        text.reserveCapacity(features.count * 320)
        var pairs: [(rank: Int32, pair: Int)] = []
        for feature in features {
          let range = table.pairs(of: Int(feature))
          guard !range.isEmpty else { continue }
          pairs.removeAll(keepingCapacity: true)
          for pair in range { pairs.append((ranks[Int(table.seconds[pair])], pair)) }
          pairs.sort { $0.rank < $1.rank }
          let key = UnsafeBufferPointer(rebasing: firstBytes[firstCells.range(Int(feature))])
          let area = first.areas[Int(feature)]
          for (_, pair) in pairs {
            let other = Int(table.seconds[pair])
            Self.addRow(
              (key, area),
              (
                UnsafeBufferPointer(rebasing: secondBytes[secondCells.range(other)]),
                second.areas[other]
              ),
              shared: table.areas[pair],
              to: &text
            )
          }
        }
        return text
      }
    }
  }

  private typealias Side = (key: UnsafeBufferPointer<UInt8>, area: Double)

  @inline(__always)
  private static func addRow(_ one: Side, _ other: Side, shared: Double, to text: inout [UInt8]) {
    let room = one.key.count + other.key.count + 4 * FixedDecimal.longest + 6
    text.append(addingCapacity: room) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        var row = RowWriter(base + count)
        row.add(one.key)
        row.add(other.key)
        row.add(one.area, decimals: decimals(one.area))
        row.add(other.area, decimals: decimals(other.area))
        row.add(shared, decimals: decimals(shared))
        row.add(shared / (one.area + other.area - shared), decimals: 9)
        row.endRow()
        count = row.end - base
      }
    }
  }

  private static func decimals(_ area: Double) -> Int { area < 1 ? 12 : 6 }
}

/// Writes the cells of a row, each with its comma, into memory that is large enough.
private struct RowWriter {
  private(set) var end: UnsafeMutablePointer<UInt8>

  init(_ start: UnsafeMutablePointer<UInt8>) { end = start }

  @inline(__always)
  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    if let address = cell.baseAddress { end.update(from: address, count: cell.count) }
    end += cell.count
    endCell()
  }

  @inline(__always)
  mutating func add(_ number: Double, decimals: Int) {
    end += FixedDecimal.write(number, decimals: decimals, to: end)
    endCell()
  }

  @inline(__always)
  private mutating func endCell() {
    end.pointee = UInt8(ascii: ",")
    end += 1
  }

  /// Makes the last comma the end of the row.
  @inline(__always)
  mutating func endRow() { end[-1] = UInt8(ascii: "\n") }
}

/// The keys of a layer as cells of a table, quoted where they must be.
struct KeyCells: Sendable {
  /// One cell a record.
  let cells: TextColumn

  init(_ keys: TextColumn) {
    // Hardly ever does a key hold what must be quoted.
    let isPlain = keys.withBytes { !$0.contains(where: Self.isSpecial) }
    cells = isPlain ? keys : Self.quoted(keys)
  }

  private static func quoted(_ keys: TextColumn) -> TextColumn {
    var cells = TextColumn()
    keys.withBytes { bytes in
      var cell: [UInt8] = []
      for index in 0..<keys.count {
        let key = bytes[keys.range(index)]
        guard key.contains(where: isSpecial) else {
          cells.append(UnsafeBufferPointer(rebasing: key))
          continue
        }
        cell.removeAll(keepingCapacity: true)
        cell.append(UInt8(ascii: "\""))
        for byte in key {
          if byte == UInt8(ascii: "\"") { cell.append(byte) }
          cell.append(byte)
        }
        cell.append(UInt8(ascii: "\""))
        cell.withUnsafeBufferPointer { cells.append($0) }
      }
    }
    return cells
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }
}
