/// Texts of all records in one run of UTF-8: for a million keys a million strings cost too much.
public struct TextColumn: Sendable, Equatable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Makes an empty column.
  public init() {}

  /// Makes a column of the given texts.
  public init(_ texts: [String]) {
    for var text in texts { text.withUTF8 { append($0) } }
  }

  /// Number of texts.
  public var count: Int { ends.count }

  /// Text `index`; bytes that are no UTF-8 become U+FFFD.
  public subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  /// Adds a text by its UTF-8 bytes.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  /// Adds a whole number in decimal digits.
  public mutating func append(_ number: Int64) {
    FixedDecimal.append(number, to: &bytes)
    ends.append(bytes.count)
  }

  /// Lends all bytes to `body`; ``range(_:)`` tells which are whose.
  @inlinable
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    allBytes.withUnsafeBufferPointer(body)
  }

  /// The bytes of text `index`.
  public func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  /// All bytes.
  public var allBytes: [UInt8] { bytes }

  /// The indices of all texts in order of their bytes, which is the order of Unicode scalars; equal ones by index.
  ///
  /// - Complexity: O(*n*) when they are in order already, else O(*n* log *n*).
  public func sortedIndices() -> [Int32] {
    bytes.withUnsafeBufferPointer { bytes in
      func order(_ a: Int, _ b: Int) -> Int {
        let first = range(a)
        let second = range(b)
        let shorter = Swift.min(first.count, second.count)
        for k in 0..<shorter {
          let (x, y) = (bytes[first.lowerBound + k], bytes[second.lowerBound + k])
          if x != y { return x < y ? -1 : 1 }
        }
        return first.count - second.count
      }
      let indices = Array(0..<Int32(count))
      let isSorted = indices.dropFirst().allSatisfy { order(Int($0) - 1, Int($0)) <= 0 }
      if isSorted { return indices }
      // All share a beginning (a district's number); what follows is compared eight bytes at a time.
      let common = commonPrefix(bytes)
      var keyed = indices.map { index -> (key: UInt64, index: Int32) in
        var key: UInt64 = 0
        let text = range(Int(index)).dropFirst(common).prefix(8)
        for position in text { key = key << 8 | UInt64(bytes[position]) }
        return (key << UInt64(8 * (8 - text.count)), index)
      }
      keyed.sort { a, b in
        if a.key != b.key { return a.key < b.key }
        let order = order(Int(a.index), Int(b.index))
        return order == 0 ? a.index < b.index : order < 0
      }
      return keyed.map(\.index)
    }
  }

  /// How many bytes all texts begin with in common.
  private func commonPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard count > 0 else { return 0 }
    let first = range(0)
    var length = first.count
    for index in 1..<Swift.max(1, count) {
      let other = range(index)
      length = Swift.min(length, other.count)
      var k = 0
      while k < length, bytes[other.lowerBound + k] == bytes[first.lowerBound + k] { k += 1 }
      length = k
    }
    return length
  }
}
