/// Compresses a stream of bytes as DEFLATE (RFC 1951): repeats within 32 KiB, then Huffman codes made for
/// each block.
///
/// Repeats are looked for along short chains and taken as they come, which is what a file written once
/// and read often by machines needs: most of the gain for little time.
struct DeflateEncoder: Sendable {
  /// How far back a repeat may lie.
  private static let window = 32_768
  /// Bytes of one block.
  private static let blockSize = 131_072
  /// Places tried for one repeat.
  private static let chainLength = 6
  private static let hashBits = 15
  private static let minimum = 4
  private static let maximum = 258

  var output = BitWriter()
  /// What repeats may refer to, then what is not compressed yet.
  private var bytes: [UInt8] = []
  /// Where in `bytes` the latter begins.
  private var start = 0
  /// For each hash the last place it was seen at, plus one.
  private var heads = [Int32](repeating: 0, count: 1 << hashBits)
  /// For each place, modulo the window, the one before it with the same hash, plus one.
  private var previous = [Int32](repeating: 0, count: window)
  private var tokens: [DeflateToken] = []

  mutating func write(_ more: UnsafeRawBufferPointer) {
    var rest = more[...]
    while !rest.isEmpty {
      let room = Self.window + Self.blockSize - bytes.count
      let part = rest.prefix(room)
      bytes.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if bytes.count == Self.window + Self.blockSize { endBlock(isLast: false) }
    }
  }

  mutating func finish() {
    endBlock(isLast: true)
    output.alignToByte()
  }

  /// Ends a part of a stream at the border of a byte; another part may follow (RFC 1951 §3.2.4: an empty
  /// stored block).
  mutating func flush() {
    endBlock(isLast: false)
    output.append(0, 3)
    output.alignToByte()
    output.append(bytes: [0, 0, 0xFF, 0xFF])
  }

  private mutating func endBlock(isLast: Bool) {
    findRepeats()
    DeflateBlock(tokens).write(to: &output, isLast: isLast)
    tokens.removeAll(keepingCapacity: true)
    let surplus = bytes.count - Self.window
    if surplus > 0 { forget(surplus) } else { start = bytes.count }
  }

  /// Drops the first bytes and moves all places by as many.
  private mutating func forget(_ count: Int) {
    bytes.removeFirst(count)
    start = bytes.count
    let moved = Int32(count)
    for i in heads.indices { heads[i] = max(0, heads[i] - moved) }
    // Places are kept modulo the window, so dropping any other number of bytes would turn the table.
    let turn = count % Self.window
    if turn > 0 { previous = Array(previous[turn...] + previous[..<turn]) }
    for i in previous.indices { previous[i] = max(0, previous[i] - moved) }
  }

  private mutating func findRepeats() {
    let first = start
    bytes.withUnsafeBytes { text in
      heads.withUnsafeMutableBufferPointer { heads in
        previous.withUnsafeMutableBufferPointer { previous in
          Self.findRepeats(in: text, from: first, heads, previous, &tokens)
        }
      }
    }
  }

  private static func findRepeats(
    in text: UnsafeRawBufferPointer,
    from first: Int,
    _ heads: UnsafeMutableBufferPointer<Int32>,
    _ previous: UnsafeMutableBufferPointer<Int32>,
    _ tokens: inout [DeflateToken]
  ) {
    func word(_ i: Int) -> UInt32 { text.loadUnaligned(fromByteOffset: i, as: UInt32.self) }
    func remember(_ i: Int) -> Int {
      // Fibonacci hashing: the golden ratio of 2³² spreads neighbouring values (Knuth, TAOCP 3, 6.4).
      let hash = Int((word(i) &* 2_654_435_769) >> UInt32(32 - hashBits))
      let before = heads[hash]
      previous[i & (window - 1)] = before
      heads[hash] = Int32(truncatingIfNeeded: i + 1)
      return Int(before) - 1
    }
    var i = first
    while i < text.count {
      guard i + minimum <= text.count else {
        tokens.append(DeflateToken(literal: text[i]))
        i += 1
        continue
      }
      var place = remember(i)
      var (length, distance) = (minimum - 1, 0)
      let limit = min(maximum, text.count - i)
      var tries = chainLength
      while place >= 0, i - place <= window, tries > 0, length < limit {
        if text[place + length] == text[i + length] {
          let common = commonLength(text, place, i, limit)
          if common > length { (length, distance) = (common, i - place) }
        }
        let next = Int(previous[place & (window - 1)]) - 1
        if next >= place { break }
        place = next
        tries -= 1
      }
      guard distance > 0 else {
        tokens.append(DeflateToken(literal: text[i]))
        i += 1
        continue
      }
      tokens.append(DeflateToken(length: length, distance: distance))
      let end = i + length
      i += 1
      // Every other place within a repeat is remembered: half the work, hardly a byte lost.
      while i < end {
        if i & 1 == 0, i + minimum <= text.count { _ = remember(i) }
        i += 1
      }
    }
  }

  /// How many bytes at both places are the same, up to `limit`.
  private static func commonLength(
    _ text: UnsafeRawBufferPointer,
    _ first: Int,
    _ second: Int,
    _ limit: Int
  ) -> Int {
    var n = 0
    while n + 8 <= limit {
      let a = text.loadUnaligned(fromByteOffset: first + n, as: UInt64.self)
      let b = text.loadUnaligned(fromByteOffset: second + n, as: UInt64.self)
      let difference = UInt64(littleEndian: a) ^ UInt64(littleEndian: b)
      if difference != 0 { return n + difference.trailingZeroBitCount / 8 }
      n += 8
    }
    while n < limit, text[first + n] == text[second + n] { n += 1 }
    return n
  }
}

/// Bits in the order of DEFLATE: the least significant of a byte first.
struct BitWriter: Sendable {
  private var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var count: UInt64 = 0

  /// Adds the `width` low bits of `bits`, at most 32; the others must be zero.
  mutating func append(_ bits: UInt32, _ width: Int) {
    pending |= UInt64(bits) << count
    count += UInt64(width)
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  mutating func alignToByte() {
    if count > 0 { append(0, Int(8 - count)) }
  }

  /// Adds whole bytes at the border of one.
  mutating func append(bytes more: [UInt8]) { bytes.append(contentsOf: more) }

  /// The whole bytes since the last call.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
