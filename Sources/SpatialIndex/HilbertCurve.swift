/// Place of a cell of a 65 536 × 65 536 grid on the Hilbert curve (Hilbert 1891).
///
/// Level by level: which quadrant the cell is in, then the curve of that quadrant is turned upright.
/// - Complexity: 16 steps.
func hilbertIndex(_ cellX: UInt32, _ cellY: UInt32) -> UInt32 {
  var x = cellX
  var y = cellY
  var index: UInt32 = 0
  var side: UInt32 = 1 << 15
  while side > 0 {
    let east = x & side != 0
    let north = y & side != 0
    let quadrant: UInt32 = east ? (north ? 2 : 3) : (north ? 1 : 0)
    index += side * side * quadrant
    if !north {
      if east {
        x = 0xFFFF - x
        y = 0xFFFF - y
      }
      swap(&x, &y)
    }
    side >>= 1
  }
  return index
}

/// Keys in ascending order of their upper 32 bits; equal ones stay in the order they came in.
///
/// Radix sort from the least byte up (Knuth, vol. 3, 5.2.5), two bytes a pass.
/// - Complexity: O(*n*).
func sortedByHilbertPlace(_ keys: [UInt64]) -> [UInt64] {
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
