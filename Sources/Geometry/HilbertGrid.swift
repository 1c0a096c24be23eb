/// A grid of 65 536 × 65 536 cells over an extent, and the way along it that keeps neighbours together.
///
/// Hilbert 1891; level by level: which quadrant the cell is in, then the curve of that quadrant is turned upright
/// (Skilling 2004). Four levels at a time are looked up: nothing branches on the cell, as a wrong guess of the processor
/// costs more than a level.
@frozen
public struct HilbertGrid: Sendable {
  @usableFromInline let originX: Double
  @usableFromInline let originY: Double
  @usableFromInline let scaleX: Double
  @usableFromInline let scaleY: Double

  /// Makes the grid over `extent`; a side without length is one row of cells.
  public init(over extent: Envelope) {
    originX = extent.minX
    originY = extent.minY
    scaleX = extent.width > 0 ? 65_535 / extent.width : 0
    scaleY = extent.height > 0 ? 65_535 / extent.height : 0
  }

  /// How far along the curve the middle of `box` lies; outside the extent, that of the nearest cell.
  ///
  /// - Complexity: as ``place(x:y:)``.
  @inlinable
  public func place(of box: Envelope) -> UInt32 {
    let center = box.center
    return Self.place(
      x: Self.cell((center.x - originX) * scaleX),
      y: Self.cell((center.y - originY) * scaleY)
    )
  }

  /// How far along the curve the cell lies; `x` and `y` are below 65 536.
  ///
  /// - Complexity: four steps of four levels.
  @inlinable
  public static func place(x: UInt32, y: UInt32) -> UInt32 {
    steps.withUnsafeBufferPointer { steps in
      var place: UInt32 = 0
      var turn: UInt32 = 0
      var shift: UInt32 = 16
      while shift > 0 {
        shift &-= 4
        let cell = ((x &>> shift) & 15) &<< 4 | ((y &>> shift) & 15)
        let step = UInt32(steps[Int(turn | cell)])
        place = (place &<< 8) | (step & 255)
        turn = step & 0x300
      }
      return place
    }
  }

  /// For each way the curve of a square may be turned, 256 times its number, and each of the square's 16 × 16 cells: the
  /// place of the cell, and how the curve of the cell is turned.
  @usableFromInline static let steps: [UInt16] = (0..<1024).map { index in
    // Turned by 1 the curve lies on its side, by 2 it stands on its head.
    var turn = UInt16(index >> 8)
    var place: UInt16 = 0
    for level in [3, 2, 1, 0] {
      let x = UInt16(index >> (4 + level) & 1)
      let y = UInt16(index >> level & 1)
      let east = (turn & 1 == 0 ? x : y) ^ turn >> 1
      let north = (turn & 1 == 0 ? y : x) ^ turn >> 1
      place = place << 2 | (3 * east) ^ north
      // In the south the curve of the quadrant lies on its side, in the south-east on its head as well.
      if north == 0 { turn ^= east == 0 ? 1 : 3 }
    }
    return turn << 8 | place
  }

  @inlinable
  static func cell(_ value: Double) -> UInt32 {
    // Not a number only in a box whose sides overflow.
    value > 0 ? (value < 65_535 ? UInt32(value) : 65_535) : 0
  }
}
