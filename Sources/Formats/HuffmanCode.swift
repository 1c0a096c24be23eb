/// A canonical Huffman code with lengths up to a limit (RFC 1951 §3.2.2).
struct HuffmanCode: Sendable {
  /// Bits of each symbol; 0 for one that does not occur.
  private(set) var lengths: [UInt8]
  /// The code of each symbol, its bits in the order they are written.
  private var codes: [UInt16]

  /// The code that writes symbols of these frequencies in the fewest bits, but for the limit.
  init(frequencies: [Int], longest: Int) {
    lengths = Self.lengths(frequencies, longest)
    codes = [UInt16](repeating: 0, count: lengths.count)
    var counts = [Int](repeating: 0, count: longest + 1)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    // The first code of each length: those of one bit less, counted up to their end, with a zero behind.
    var next = [Int](repeating: 0, count: longest + 1)
    for length in 1...longest { next[length] = (next[length - 1] + counts[length - 1]) * 2 }
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let n = Int(length)
      codes[symbol] = Self.reversed(next[n], n)
      next[n] += 1
    }
  }

  /// One more than the last symbol that occurs.
  var usedSymbols: Int { (lengths.lastIndex { $0 > 0 } ?? -1) + 1 }

  @inline(__always)
  func write(_ symbol: Int, to bits: inout BitWriter) {
    bits.append(UInt32(codes[symbol]), Int(lengths[symbol]))
  }

  private static func reversed(_ code: Int, _ length: Int) -> UInt16 {
    var (rest, result) = (code, 0)
    for _ in 0..<length {
      result = result << 1 | rest & 1
      rest >>= 1
    }
    return UInt16(result)
  }

  /// Huffman's lengths by two queues; those above the limit are cut, and shorter ones grow until all fit.
  private static func lengths(_ frequencies: [Int], _ longest: Int) -> [UInt8] {
    let symbols = frequencies.indices.filter { frequencies[$0] > 0 }
      .sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
    var lengths = [UInt8](repeating: 0, count: frequencies.count)
    guard symbols.count > 1 else {
      for symbol in symbols { lengths[symbol] = 1 }
      return lengths
    }
    var weights = symbols.map { frequencies[$0] }
    var parents = [Int](repeating: 0, count: 2 * symbols.count - 1)
    var (leaf, inner) = (0, symbols.count)
    func least(_ weights: [Int], _ leaf: inout Int, _ inner: inout Int) -> Int {
      let isLeaf =
        leaf < symbols.count && (inner >= weights.count || weights[leaf] <= weights[inner])
      defer { if isLeaf { leaf += 1 } else { inner += 1 } }
      return isLeaf ? leaf : inner
    }
    while weights.count < 2 * symbols.count - 1 {
      let first = least(weights, &leaf, &inner)
      let second = least(weights, &leaf, &inner)
      parents[first] = weights.count
      parents[second] = weights.count
      weights.append(weights[first] + weights[second])
    }
    var depths = [Int](repeating: 0, count: weights.count)
    for node in (0..<weights.count - 1).reversed() { depths[node] = depths[parents[node]] + 1 }
    for (i, symbol) in symbols.enumerated() { lengths[symbol] = UInt8(min(depths[i], longest)) }
    limit(&lengths, symbols, longest)
    return lengths
  }

  /// Makes the sum of 2^−length one at most, by the rarest symbols first.
  private static func limit(_ lengths: inout [UInt8], _ symbols: [Int], _ longest: Int) {
    var sum = symbols.reduce(0) { $0 + 1 << (longest - Int(lengths[$1])) }
    let whole = 1 << longest
    while sum > whole {
      for symbol in symbols where Int(lengths[symbol]) < longest && sum > whole {
        sum -= 1 << (longest - Int(lengths[symbol]) - 1)
        lengths[symbol] += 1
      }
    }
    // What became free goes to the commonest that fit, so that the code is complete.
    for symbol in symbols.reversed() {
      while lengths[symbol] > 1, sum + 1 << (longest - Int(lengths[symbol])) <= whole {
        sum += 1 << (longest - Int(lengths[symbol]))
        lengths[symbol] -= 1
      }
    }
  }
}
