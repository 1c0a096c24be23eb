/// A grid of 65 536 × 65 536 cells over an extent, and the way along it that keeps neighbours together.
///
/// Hilbert 1891; level by level: which quadrant the cell is in, then the curve of that quadrant is turned upright
/// (Skilling 2004). Nothing branches on the cell: a wrong guess of the processor costs more than a level.
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
  /// - Complexity: 16 steps.
  @inlinable
  public func place(of box: Envelope) -> UInt32 {
    let center = box.center
    return Self.place(
      x: Self.cell((center.x - originX) * scaleX),
      y: Self.cell((center.y - originY) * scaleY)
    )
  }

  /// How far along the curve the cell lies; `x` and `y` are below 65 536.
  @inlinable
  public static func place(x cellX: UInt32, y cellY: UInt32) -> UInt32 {
    var x = cellX
    var y = cellY
    var place: UInt32 = 0
    var level: UInt32 = 16
    while level > 0 {
      level &-= 1
      let east = (x &>> level) & 1
      let north = (y &>> level) & 1
      place = (place &<< 2) | ((3 &* east) ^ north)
      // In the south the curve of the quadrant lies on its side, in the south-east on its head as well.
      let flip = (0 &- (east & ~north)) & 0xFFFF
      x ^= flip
      y ^= flip
      let swap = (x ^ y) & (north &- 1)
      x ^= swap
      y ^= swap
    }
    return place
  }

  @inlinable
  static func cell(_ value: Double) -> UInt32 {
    // Not a number only in a box whose sides overflow.
    value > 0 ? (value < 65_535 ? UInt32(value) : 65_535) : 0
  }
}
