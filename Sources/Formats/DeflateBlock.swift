/// A byte as it is, or a repeat of what stands so far back.
struct DeflateToken: Sendable {
  /// The byte, or the length of the repeat.
  var value: UInt16
  /// 0 for a byte.
  var distance: UInt16

  init(literal: UInt8) {
    value = UInt16(literal)
    distance = 0
  }

  init(length: Int, distance: Int) {
    value = UInt16(length)
    self.distance = UInt16(distance)
  }
}

/// One block of DEFLATE with codes of its own (RFC 1951 §3.2.7).
struct DeflateBlock {
  private let tokens: [DeflateToken]
  private static let endOfBlock = 256
  private static let alphabet = (literals: 286, distances: 30)

  init(_ tokens: [DeflateToken]) { self.tokens = tokens }

  func write(to bits: inout BitWriter, isLast: Bool) {
    var literals = [Int](repeating: 0, count: Self.alphabet.literals)
    var distances = [Int](repeating: 0, count: Self.alphabet.distances)
    let (lengthRanges, distanceRanges) = (DeflateRanges.lengths, DeflateRanges.distances)
    for token in tokens {
      if token.distance == 0 {
        literals[Int(token.value)] += 1
      } else {
        literals[257 + lengthRanges.code(of: Int(token.value))] += 1
        distances[distanceRanges.code(of: Int(token.distance))] += 1
      }
    }
    literals[Self.endOfBlock] = 1
    // Two codes at least, so that every code is complete for any reader.
    for symbol in [0, 1] where distances.count(where: { $0 > 0 }) < 2 {
      distances[symbol] = max(1, distances[symbol])
    }
    let first = HuffmanCode(frequencies: literals, longest: 15)
    let second = HuffmanCode(frequencies: distances, longest: 15)
    bits.append(isLast ? 1 : 0, 1)
    bits.append(2, 2)
    Self.write(first, second, to: &bits)
    for token in tokens {
      if token.distance == 0 {
        first.write(Int(token.value), to: &bits)
      } else {
        lengthRanges.write(Int(token.value), after: 257, in: first, to: &bits)
        distanceRanges.write(Int(token.distance), after: 0, in: second, to: &bits)
      }
    }
    first.write(Self.endOfBlock, to: &bits)
  }

  /// The lengths of both codes, themselves run-length coded and Huffman coded.
  private static func write(
    _ first: HuffmanCode,
    _ second: HuffmanCode,
    to bits: inout BitWriter
  ) {
    let firstCount = max(257, first.usedSymbols)
    let secondCount = max(1, second.usedSymbols)
    let runs = runs(of: Array(first.lengths[..<firstCount] + second.lengths[..<secondCount]))
    var frequencies = [Int](repeating: 0, count: 19)
    for run in runs { frequencies[run.symbol] += 1 }
    let code = HuffmanCode(frequencies: frequencies, longest: 7)
    // The order in which lengths of this third code stand (RFC 1951 §3.2.7): rare ones last.
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    let count = max(4, (order.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1)
    bits.append(UInt32(firstCount - 257), 5)
    bits.append(UInt32(secondCount - 1), 5)
    bits.append(UInt32(count - 4), 4)
    for symbol in order.prefix(count) { bits.append(UInt32(code.lengths[symbol]), 3) }
    for run in runs {
      code.write(run.symbol, to: &bits)
      if run.width > 0 { bits.append(UInt32(run.extra), run.width) }
    }
  }

  private struct Run {
    var symbol: Int
    var extra = 0
    var width = 0
  }

  /// Lengths as they are, 16 for three to six of the one before, 17 and 18 for runs of zeros.
  private static func runs(of lengths: [UInt8]) -> [Run] {
    var runs: [Run] = []
    var i = 0
    while i < lengths.count {
      let length = lengths[i]
      var end = i
      while end < lengths.count, lengths[end] == length { end += 1 }
      if length == 0 {
        while end - i >= 11 {
          let n = min(138, end - i)
          runs.append(Run(symbol: 18, extra: n - 11, width: 7))
          i += n
        }
        if end - i >= 3 {
          runs.append(Run(symbol: 17, extra: end - i - 3, width: 3))
          i = end
        }
      } else {
        runs.append(Run(symbol: Int(length)))
        i += 1
        while end - i >= 3 {
          let n = min(6, end - i)
          runs.append(Run(symbol: 16, extra: n - 3, width: 2))
          i += n
        }
      }
      while i < end {
        runs.append(Run(symbol: Int(length)))
        i += 1
      }
    }
    return runs
  }
}

/// Codes that stand for ranges of numbers: extra bits tell which (RFC 1951 §3.2.5).
private struct DeflateRanges: Sendable {
  private let bases: [Int]
  private let widths: [Int]
  /// The code of each number up to 512; of larger ones by their upper bits, behind that.
  private let codes: [UInt8]

  init(from first: Int, widths: [Int], to last: Int, lastIsAlone: Bool) {
    var bases: [Int] = []
    var next = first
    for width in widths {
      bases.append(next)
      next += 1 << width
    }
    // The longest repeat has a code of its own.
    if lastIsAlone { bases[bases.count - 1] = last }
    var codes = [UInt8](repeating: 0, count: 768)
    for (code, base) in bases.enumerated() {
      let end = code + 1 < bases.count ? bases[code + 1] : last + 1
      var number = base
      while number < end {
        codes[Self.slot(number)] = UInt8(code)
        number += number <= 512 ? 1 : 128
      }
    }
    self.bases = bases
    self.widths = widths
    self.codes = codes
  }

  /// Ranges above 512 begin at 1 + a multiple of 128 and are at least as long.
  private static func slot(_ number: Int) -> Int {
    number <= 512 ? number : 512 + (number - 1) >> 7
  }

  func code(of number: Int) -> Int { Int(codes[Self.slot(number)]) }

  func write(_ number: Int, after offset: Int, in code: HuffmanCode, to bits: inout BitWriter) {
    let range = self.code(of: number)
    code.write(offset + range, to: &bits)
    if widths[range] > 0 { bits.append(UInt32(number - bases[range]), widths[range]) }
  }

  static let lengths = DeflateRanges(
    from: 3,
    widths: (0..<28).map { $0 < 8 ? 0 : ($0 - 4) / 4 } + [0],
    to: 258,
    lastIsAlone: true
  )

  static let distances = DeflateRanges(
    from: 1,
    widths: (0..<30).map { $0 < 4 ? 0 : ($0 - 2) / 2 },
    to: 32_768,
    lastIsAlone: false
  )
}
