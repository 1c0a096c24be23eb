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
    let orders = workers.mapChunks(of: 2, chunkSize: 1) { range in
      HilbertOrder(range.lowerBound == 0 ? first.boxes : second.boxes)
    }
    let items = orders[0].items
    let tree = PackedHilbertTree(second.boxes, in: orders[1])
    // One thread has no use for parts, which would have to be put together.
    let size = workers.count == 1 ? Swift.max(1, items.count) : chunkSize
    let parts = workers.mapChunks(of: items.count, chunkSize: size) { range in
      first.withView { a in
        second.withView { b in chunk(items[range], a, b, first.boxes, tree) }
      }
    }
    return PairTable(parts, of: items, count: first.count)
  }

  private static func chunk(
    _ items: ArraySlice<Int32>,
    _ first: ShapeView,
    _ second: ShapeView,
    _ boxes: [Envelope],
    _ tree: PackedHilbertTree
  ) -> Part {
    var part = Part()
    part.ends.reserveCapacity(items.count)
    // Memory is taken where it is touched first, so room for some more costs nothing.
    part.seconds.reserveCapacity(usualPairs * items.count)
    part.areas.reserveCapacity(usualPairs * items.count)
    var kernel = IntersectionArea()
    var join = LeafJoin()
    join.join(items, of: boxes, with: tree) { item, candidates in
      part.candidates += candidates.count
      let feature = first.feature(item)
      for candidate in candidates {
        let other = second.feature(Int(candidate))
        guard let area = kernel.overlap(first, feature, second, other) else { continue }
        part.seconds.append(candidate)
        part.areas.append(area)
      }
      part.ends.append(part.seconds.count)
    }
    part.edgePairs = kernel.edgePairs
    return part
  }

  /// What one chunk found.
  struct Part: Sendable {
    /// For each feature of the first layer the end of its pairs.
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

  /// Puts parts together: `items` are the features of the first layer in their order, of `count`.
  init(_ parts: [PairFinder.Part], of items: [Int32], count: Int) {
    starts = Array(repeating: 0, count: count)
    counts = Array(repeating: 0, count: count)
    if parts.count > 1 {
      let total = parts.reduce(0) { $0 + $1.seconds.count }
      seconds.reserveCapacity(total)
      areas.reserveCapacity(total)
    }
    var next = 0
    for part in parts {
      let base = seconds.count
      var start = 0
      for end in part.ends {
        let item = Int(items[next])
        starts[item] = Int32(base + start)
        counts[item] = Int32(end - start)
        start = end
        next += 1
      }
      if parts.count == 1 {
        (seconds, areas) = (part.seconds, part.areas)
      } else {
        seconds += part.seconds
        areas += part.areas
      }
      candidates += part.candidates
      edgePairs += part.edgePairs
    }
  }
}
