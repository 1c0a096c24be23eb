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
