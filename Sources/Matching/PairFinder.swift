public import Geometry
internal import SpatialIndex
public import Workers

/// Finds every pair of features, one of each layer, whose interiors meet, and how much land they share.
///
/// One pass: the features of the first layer in Hilbert order, the candidates of each from the tree of the
/// second, area and proof at once. Shapes are valid and normalised.
public enum PairFinder {
  /// Features of the first layer a chunk takes; with its candidates they fit the second-level cache.
  private static let chunkSize = 2048

  /// Pairs of a feature there is room for at first; more make the room grow.
  private static let usualPairs = 4

  /// Finds all pairs.
  ///
  /// The result is the same for any number of workers.
  /// - Complexity: O((n + m) log m + k) for n and m features and k candidate pairs.
  public static func pairs(
    _ first: ShapeColumn,
    _ second: ShapeColumn,
    workers: Workers
  ) -> PairTable {
    let trees = workers.mapChunks(of: 2, chunkSize: 1) { range in
      PackedHilbertTree(range.lowerBound == 0 ? first.boxes : second.boxes)
    }
    let order = trees[0]
    let tree = trees[1]
    let parts = workers.mapChunks(of: order.count, chunkSize: chunkSize) { range in
      first.withView { a in
        second.withView { b in chunk(range, a, b, order, tree) }
      }
    }
    return PairTable(parts, count: first.count)
  }

  private static func chunk(
    _ range: Range<Int>,
    _ first: ShapeView,
    _ second: ShapeView,
    _ order: PackedHilbertTree,
    _ tree: PackedHilbertTree
  ) -> Part {
    var part = Part()
    part.items.reserveCapacity(range.count)
    part.ends.reserveCapacity(range.count)
    part.seconds.reserveCapacity(usualPairs * range.count)
    part.areas.reserveCapacity(usualPairs * range.count)
    var kernel = IntersectionArea()
    var join = LeafJoin()
    join.join(range, of: order, with: tree) { item, candidates in
      part.candidates += candidates.count
      for candidate in candidates {
        guard let area = kernel.overlap(first, item, second, Int(candidate)) else { continue }
        part.seconds.append(candidate)
        part.areas.append(area)
      }
      part.items.append(Int32(item))
      part.ends.append(part.seconds.count)
    }
    part.edgePairs = kernel.edgePairs
    return part
  }

  /// What one chunk found.
  struct Part: Sendable {
    /// Features of the first layer, and for each the end of its pairs.
    var items: [Int32] = []
    var ends: [Int] = []
    var seconds: [Int32] = []
    var areas: [Double] = []
    var candidates = 0
    var edgePairs = 0
  }
}

/// Pairs of features of two layers and the land they share.
public struct PairTable: Sendable {
  /// Features of the second layer, those of one feature of the first beside each other.
  public private(set) var seconds: [Int32] = []
  /// The area each pair shares, m².
  public private(set) var areas: [Double] = []
  /// Pairs whose boxes share a point.
  public private(set) var candidates = 0
  /// Pairs of edges the area kernel compared.
  public private(set) var edgePairs = 0
  /// For each feature of the first layer its pairs in `seconds`.
  private var starts: [Int32]
  private var counts: [Int32]

  /// Number of pairs.
  public var count: Int { seconds.count }

  /// The pairs of feature `feature` of the first layer, as a range of indices into `seconds` and `areas`.
  public func pairs(of feature: Int) -> Range<Int> {
    Int(starts[feature])..<(Int(starts[feature]) + Int(counts[feature]))
  }

  init(_ parts: [PairFinder.Part], count: Int) {
    starts = Array(repeating: 0, count: count)
    counts = Array(repeating: 0, count: count)
    let total = parts.reduce(0) { $0 + $1.seconds.count }
    seconds.reserveCapacity(total)
    areas.reserveCapacity(total)
    for part in parts {
      let base = seconds.count
      var start = 0
      for (item, end) in zip(part.items, part.ends) {
        starts[Int(item)] = Int32(base + start)
        counts[Int(item)] = Int32(end - start)
        start = end
      }
      seconds += part.seconds
      areas += part.areas
      candidates += part.candidates
      edgePairs += part.edgePairs
    }
  }
}
