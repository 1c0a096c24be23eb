/// A box with sides along the axes, metres; empty when `minX > maxX`.
@frozen
public struct Envelope: Sendable, Hashable {
  /// West side, m.
  public var minX: Double
  /// South side, m.
  public var minY: Double
  /// East side, m.
  public var maxX: Double
  /// North side, m.
  public var maxY: Double

  /// Makes a box from its four sides.
  @inlinable
  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The box of nothing; growing it by a point gives the box of that point.
  @inlinable
  public static var empty: Envelope {
    Envelope(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
  }

  /// Whether the box holds no point at all.
  @inlinable
  public var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }

  /// East-west extent, m; negative when empty.
  @inlinable
  public var width: Double { maxX - minX }

  /// North-south extent, m; negative when empty.
  @inlinable
  public var height: Double { maxY - minY }

  /// The middle of the box.
  @inlinable
  public var center: Point { Point(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

  /// Whether the two boxes share a point, borders included.
  @inlinable
  public func intersects(_ other: Envelope) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// Whether `other` lies in this box, borders included.
  @inlinable
  public func contains(_ other: Envelope) -> Bool {
    minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
  }

  /// Whether the point lies in this box, borders included.
  @inlinable
  public func contains(_ point: Point) -> Bool {
    minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
  }

  /// Grows the box until it holds the point.
  @inlinable
  public mutating func formUnion(x: Double, y: Double) {
    if x < minX { minX = x }
    if x > maxX { maxX = x }
    if y < minY { minY = y }
    if y > maxY { maxY = y }
  }

  /// Grows the box until it holds `other`.
  @inlinable
  public mutating func formUnion(_ other: Envelope) {
    if other.minX < minX { minX = other.minX }
    if other.maxX > maxX { maxX = other.maxX }
    if other.minY < minY { minY = other.minY }
    if other.maxY > maxY { maxY = other.maxY }
  }

  /// What the two boxes share; empty when they are apart.
  @inlinable
  public func intersection(_ other: Envelope) -> Envelope {
    Envelope(
      minX: minX > other.minX ? minX : other.minX,
      minY: minY > other.minY ? minY : other.minY,
      maxX: maxX < other.maxX ? maxX : other.maxX,
      maxY: maxY < other.maxY ? maxY : other.maxY
    )
  }

  /// The box with every side moved outwards by `margin`, m.
  @inlinable
  public func expanded(by margin: Double) -> Envelope {
    Envelope(
      minX: minX - margin,
      minY: minY - margin,
      maxX: maxX + margin,
      maxY: maxY + margin
    )
  }

  /// The box moved by (`dx`, `dy`), m.
  @inlinable
  public func translated(dx: Double, dy: Double) -> Envelope {
    Envelope(minX: minX + dx, minY: minY + dy, maxX: maxX + dx, maxY: maxY + dy)
  }
}
