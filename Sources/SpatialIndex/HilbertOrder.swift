public import Geometry

/// The indices of boxes along the Hilbert curve through their centres: neighbours in the plane come close to each other.
///
/// Empty boxes are left out. The order depends on the boxes alone: of equal places the smaller index comes first.
public struct HilbertOrder: Sendable {
  /// The indices.
  public let items: [Int32]

  /// Sorts boxes.
  ///
  /// - Complexity: O(*n*).
  public init(_ boxes: [Envelope]) {
    var extent = Envelope.empty
    var live = 0
    for box in boxes where !box.isEmpty {
      extent.formUnion(box)
      live += 1
    }
    let grid = HilbertGrid(over: extent)
    let keys = [UInt64](unsafeUninitializedCapacity: live) { keys, count in
      for (index, box) in boxes.enumerated() where !box.isEmpty {
        keys[count] = UInt64(grid.place(of: box)) << 32 | UInt64(index)
        count += 1
      }
    }
    items = sortedByHilbertPlace(keys).map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
  }
}

/// Keys in ascending order of their upper 32 bits; equal ones stay in the order they came in.
///
/// Radix sort from the least byte up (Knuth, vol. 3, 5.2.5), two bytes a pass.
/// - Complexity: O(*n*).
private func sortedByHilbertPlace(_ keys: [UInt64]) -> [UInt64] {
  // Counting 65 536 digits costs more than sorting few keys.
  guard keys.count > 8192 else { return keys.sorted() }
  var from = keys
  var to = [UInt64](repeating: 0, count: keys.count)
  for shift in [32, 48] as [UInt64] {
    var starts = [Int](repeating: 0, count: 65_536 + 1)
    for key in from { starts[Int(truncatingIfNeeded: key >> shift & 0xFFFF) + 1] += 1 }
    for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
    from.withUnsafeBufferPointer { from in
      to.withUnsafeMutableBufferPointer { to in
        starts.withUnsafeMutableBufferPointer { starts in
          for key in from {
            let digit = Int(truncatingIfNeeded: key >> shift & 0xFFFF)
            to[starts[digit]] = key
            starts[digit] += 1
          }
        }
      }
    }
    swap(&from, &to)
  }
  return from
}
