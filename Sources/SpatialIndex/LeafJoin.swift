import Geometry

/// For each of a run of leaves of one tree, the items of another whose boxes share a point with its box.
///
/// The other tree is searched once for the sixteen leaves of a node, and what is found is compared with each: a
/// descent for every leaf costs five times as much. A value holds scratch memory: one for each thread.
public struct LeafJoin {
  private var open: [Int32] = []
  /// Positions of the leaves near the node, and their boxes and items in the same order.
  private var near: [Int32] = []
  private var boxes: [Envelope] = []
  private var items: [Int32] = []
  private var found: [Int32] = []

  /// Makes a join with empty scratch memory.
  public init() {}

  /// Calls `body` for each leaf of `tree` at `positions`, in order, even when nothing is found.
  ///
  /// - Parameters:
  ///   - positions: Places along the Hilbert order of `tree`; a run that begins at a multiple of 16 is fastest.
  ///   - tree: The tree of the leaves.
  ///   - other: The tree that is searched.
  ///   - body: Gets the item of the leaf and those found, in the Hilbert order of `other`; the memory is lent.
  /// - Complexity: O(log *m* + *k*) a leaf for *m* boxes in `other` and *k* found, on data without heavy overlap.
  public mutating func join(
    _ positions: Range<Int>,
    of tree: PackedHilbertTree,
    with other: PackedHilbertTree,
    _ body: (_ item: Int, _ found: UnsafeBufferPointer<Int32>) -> Void
  ) {
    var start = positions.lowerBound
    while start < positions.upperBound {
      let end = Swift.min(
        (start / PackedHilbertTree.fanout + 1) * PackedHilbertTree.fanout,
        positions.upperBound
      )
      gather(tree.box(around: start..<end), other)
      for position in start..<end {
        let (box, item) = tree.leaf(position)
        let count = select(box)
        found.withUnsafeBufferPointer { body(item, UnsafeBufferPointer(rebasing: $0[..<count])) }
      }
      start = end
    }
  }

  /// Takes the leaves of `other` whose boxes share a point with `box`.
  private mutating func gather(_ box: Envelope, _ other: PackedHilbertTree) {
    other.searchLeaves(box, into: &near, open: &open)
    boxes.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    for position in near {
      let (box, item) = other.leaf(Int(position))
      boxes.append(box)
      items.append(Int32(truncatingIfNeeded: item))
    }
    if found.count < near.count {
      found += Array(repeating: 0, count: 2 * near.count - found.count)
    }
  }

  /// Puts the gathered items whose boxes share a point with `box` at the front of `found`; returns how many.
  private mutating func select(_ box: Envelope) -> Int {
    boxes.withUnsafeBufferPointer { boxes in
      items.withUnsafeBufferPointer { items in
        found.withUnsafeMutableBufferPointer { found in
          var count = 0
          // Without a branch on the outcome, which nobody can guess; both axes at a time.
          let low = SIMD2(box.minX, box.minY)
          let high = SIMD2(box.maxX, box.maxY)
          for k in boxes.indices {
            found[count] = items[k]
            let meets =
              (SIMD2(boxes[k].minX, boxes[k].minY) .<= high)
              .& (low .<= SIMD2(boxes[k].maxX, boxes[k].maxY))
            let axes = unsafeBitCast(meets, to: SIMD2<Int64>.self)
            count &-= Int(axes[0] & axes[1])
          }
          return count
        }
      }
    }
  }
}
