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
  /// The row of each feature in its file: each line is then headed by what ``PairSpill`` sorts by; nil for plain text.
  var rows: (first: [Int64], second: [Int64])?

  static let header = "id_1,id_2,area_1,area_2,intersection_area,iou\n"

  /// Features of the first layer a chunk takes: about a quarter of a megabyte of text.
  private static let chunkSize = 1024

  /// Writes the table; the text is the same for any number of workers.
  func write(
    workers: Workers,
    to write: (borrowing [UInt8]) throws(JobFailure) -> Void
  ) throws(JobFailure) {
    try write(Array(Self.header.utf8))
    try writeRows(workers: workers, to: write)
  }

  /// Writes the lines without the header.
  func writeRows(
    workers: Workers,
    to write: (borrowing [UInt8]) throws(JobFailure) -> Void
  ) throws(JobFailure) {
    let columns = workers.mapChunks(of: 2, chunkSize: 1) { range in
      range.lowerBound == 0 ? firstKeys.sortedIndices() : Self.inverse(secondKeys.sortedIndices())
    }
    let order = columns[0]
    let ranks = columns[1]
    let firstCells = KeyCells(firstKeys).cells
    let secondCells = KeyCells(secondKeys).cells
    let largestSecond = second.areas.reduce(0, Swift.max)
    // Few chunks at a time: text that still lies in the cache is written fastest.
    let batch = Self.chunkSize * (workers.count == 1 ? 1 : 4 * workers.count)
    for start in stride(from: 0, to: order.count, by: batch) {
      let count = Swift.min(batch, order.count - start)
      let texts = workers.mapChunks(of: count, chunkSize: Self.chunkSize) { range in
        lines(
          order[(start + range.lowerBound)..<(start + range.upperBound)],
          ranks,
          firstCells,
          secondCells,
          largestSecond
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

  private func lines(
    _ features: ArraySlice<Int32>,
    _ ranks: [Int32],
    _ firstCells: TextColumn,
    _ secondCells: TextColumn,
    _ largestSecond: Double
  ) -> [UInt8] {
    var pairs: [RankedPair] = []
    var room = 0
    for feature in features.lazy.map(Int.init) {
      let range = table.pairs(of: feature)
      let numbers = RowWriter.room(first.areas[feature] + largestSecond)
      room += range.count * (firstCells.range(feature).count + numbers)
      if rows != nil {
        room += range.count * (PairSpill.headSize + firstKeys.range(feature).count)
      }
      for pair in range {
        let other = Int(table.seconds[pair])
        room += secondCells.range(other).count
        if rows != nil { room += secondKeys.range(other).count }
      }
    }
    return firstCells.withBytes { firstBytes in
      secondCells.withBytes { secondBytes in
        // In place: what is captured by a closure for every row is counted for every row.
        Array(unsafeUninitializedCapacity: room) { buffer, count in
          guard let base = buffer.baseAddress else { return }
          var writer = RowWriter(base)
          for feature in features.lazy.map(Int.init) {
            pairs.removeAll(keepingCapacity: true)
            for pair in table.pairs(of: feature) {
              pairs.append(RankedPair(rank: ranks[Int(table.seconds[pair])], pair: pair))
            }
            RankedPair.sort(&pairs)
            let key = UnsafeBufferPointer(rebasing: firstBytes[firstCells.range(feature)])
            let area = first.areas[feature]
            var areaCell: UnsafeBufferPointer<UInt8>?
            for ranked in pairs {
              let pair = ranked.pair
              let other = Int(table.seconds[pair])
              let shared = table.areas[pair]
              let start = writer.end
              if rows != nil { writer.addHead(head(feature, other)) }
              writer.add(key)
              writer.add(UnsafeBufferPointer(rebasing: secondBytes[secondCells.range(other)]))
              // The area of the first is the same in all its rows.
              if let areaCell { writer.add(areaCell) } else { areaCell = writer.add(area: area) }
              writer.add(area: second.areas[other])
              writer.add(area: shared)
              let iou = shared / (area + second.areas[other] - shared)
              writer.add(iou < 1 ? iou : 1, decimals: 9)
              writer.endRow()
              if rows != nil { PairSpill.setLength(of: start, to: writer.end - start) }
            }
          }
          count = writer.end - base
        }
      }
    }
  }
}

extension PairText {
  /// What a line is sorted by among the lines of all tiles.
  private func head(_ one: Int, _ other: Int) -> [UInt8] {
    guard let rows else { return [] }
    return firstKeys.withBytes { firstBytes in
      secondKeys.withBytes { secondBytes in
        PairSpill.head(
          (rows.first[one], firstBytes[firstKeys.range(one)]),
          (rows.second[other], secondBytes[secondKeys.range(other)])
        )
      }
    }
  }
}

/// A pair and the place of its second key among all of them.
private struct RankedPair {
  var rank: Int32
  var pair: Int

  /// Sorts by the rank: a feature has few pairs, for which the library's sort takes longer to begin than this to end.
  static func sort(_ pairs: inout [RankedPair]) {
    guard pairs.count <= 16 else { return pairs.sort { $0.rank < $1.rank } }
    pairs.withUnsafeMutableBufferPointer { pairs in
      for k in pairs.indices.dropFirst() {
        let moved = pairs[k]
        var place = k
        while place > 0, pairs[place - 1].rank > moved.rank {
          pairs[place] = pairs[place - 1]
          place -= 1
        }
        pairs[place] = moved
      }
    }
  }
}

/// Writes the cells of rows, each with its comma, into memory that is large enough.
private struct RowWriter {
  private(set) var end: UnsafeMutablePointer<UInt8>

  init(_ start: UnsafeMutablePointer<UInt8>) { end = start }

  /// The room a row takes at most beside its two keys, bytes, when no number is above `largest`.
  static func room(_ largest: Double) -> Int {
    4 * (largest < 1e9 ? FixedDecimal.longestBelowBillion : FixedDecimal.longest) + 6
  }

  @inline(__always)
  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    copy(cell)
    endCell()
  }

  /// Adds bytes that are no cell.
  mutating func addHead(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { copy($0) } }

  /// Keys and areas are some eight to sixteen bytes: two words that may overlap are faster than a call.
  @inline(__always)
  private mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let from = bytes.baseAddress else { return }
    let count = bytes.count
    if count >= 8, count <= 16 {
      let first = UnsafeRawPointer(from).loadUnaligned(as: UInt64.self)
      let last = UnsafeRawPointer(from + count - 8).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(end).storeBytes(of: first, as: UInt64.self)
      UnsafeMutableRawPointer(end + count - 8).storeBytes(of: last, as: UInt64.self)
    } else {
      end.update(from: from, count: count)
    }
    end += count
  }

  /// Adds an area, m², and returns where its cell is.
  @inline(__always)
  @discardableResult
  mutating func add(area: Double) -> UnsafeBufferPointer<UInt8> {
    let start = end
    add(area, decimals: area < 1 ? 12 : 6)
    return UnsafeBufferPointer(start: start, count: end - start - 1)
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
