public import Geometry

/// For each of a run of boxes, the items of a tree whose boxes share a point with it.
///
/// The tree is searched once for sixteen boxes, and what is found is compared with each: a descent for every box costs
/// five times as much. Boxes in Hilbert order lie close together. A value holds scratch memory: one for each thread.
public struct LeafJoin {
  /// Boxes that are searched for at once.
  private static let group = 16

  private var open: [Int32] = []
  /// Positions of the leaves near the boxes, and their boxes and items in the same order.
  private var near: [Int32] = []
  private var boxes: [Envelope] = []
  private var items: [Int32] = []
  private var found: [Int32] = []

  /// Makes a join with empty scratch memory.
  public init() {}

  /// Calls `body` for each of the boxes, in order, even when nothing is found.
  ///
  /// - Parameters:
  ///   - items: The indices of the boxes.
  ///   - boxes: Boxes of which these are some; none of these is empty.
  ///   - other: The tree that is searched.
  ///   - body: Gets the index of the box and the items found, in the Hilbert order of `other`; the memory is lent.
  /// - Complexity: O(log *m* + *k*) a box for *m* boxes in `other` and *k* found, on data without heavy overlap.
  public mutating func join(
    _ items: ArraySlice<Int32>,
    of boxes: [Envelope],
    with other: PackedHilbertTree,
    _ body: (_ item: Int, _ found: UnsafeBufferPointer<Int32>) -> Void
  ) {
    boxes.withUnsafeBufferPointer { boxes in
      var start = items.startIndex
      while start < items.endIndex {
        let run = items[start..<Swift.min(start + Self.group, items.endIndex)]
        var all = Envelope.empty
        for item in run { all.formUnion(boxes[Int(item)]) }
        gather(all, other)
        for item in run {
          let count = select(boxes[Int(item)])
          found.withUnsafeBufferPointer {
            body(Int(item), UnsafeBufferPointer(rebasing: $0[..<count]))
          }
        }
        start = run.endIndex
      }
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
