/// A run of features that is added to a column in one go: small enough to stay in the nearest cache.
///
/// To make six arrays a few elements longer costs more than the copy of what is gathered here first. A feature has
/// one polygon; what does not fit or is not plain is refused, and goes into the column by itself.
public struct ShapeBatch: ~Copyable {
  private static let mostVertices = 1024
  private static let mostRings = 256

  private let x = UnsafeMutablePointer<Double>.allocate(capacity: mostVertices)
  private let y = UnsafeMutablePointer<Double>.allocate(capacity: mostVertices)
  private let ringEnds = UnsafeMutablePointer<Int32>.allocate(capacity: mostRings)
  /// For each feature, the index in `ringEnds` past its last ring.
  private let featureEnds = UnsafeMutablePointer<Int32>.allocate(capacity: mostRings)
  private let boxes = UnsafeMutablePointer<Envelope>.allocate(capacity: mostRings)
  private var vertexCount = 0
  private var ringCount = 0
  private var featureCount = 0
  private var openBox = Envelope.empty

  /// Makes an empty batch.
  public init() {}

  deinit {
    x.deallocate()
    y.deallocate()
    ringEnds.deallocate()
    featureEnds.deallocate()
    boxes.deallocate()
  }

  /// Adds a ring to the feature under construction.
  ///
  /// - Parameter bytes: Its vertices, x and y by turns as little-endian doubles.
  /// - Returns: False when there is no room for it, it does not end where it begins, or a coordinate is no finite
  ///   number; the feature is then to be abandoned.
  public mutating func addRing(littleEndian bytes: UnsafeRawBufferPointer) -> Bool {
    let count = bytes.count / 16
    guard count > 1, count <= Self.mostVertices - vertexCount, ringCount < Self.mostRings else {
      return false
    }
    let (firstX, firstY) = (x + vertexCount, y + vertexCount)
    var box = openBox
    guard ShapeColumn.copy(count, of: bytes, stride: 16, to: firstX, firstY, &box),
      firstX[0] == firstX[count - 1], firstY[0] == firstY[count - 1]
    else { return false }
    openBox = box
    vertexCount &+= count
    ringEnds[ringCount] = Int32(truncatingIfNeeded: vertexCount)
    ringCount &+= 1
    return true
  }

  /// Ends the feature under construction, whose rings are those of one polygon.
  ///
  /// - Returns: False when it has no rings; then there is no such feature here.
  public mutating func endFeature() -> Bool {
    guard ringCount > endOfRings else { return false }
    featureEnds[featureCount] = Int32(truncatingIfNeeded: ringCount)
    boxes[featureCount] = openBox
    featureCount &+= 1
    openBox = .empty
    return true
  }

  /// Forgets the rings of the feature under construction.
  public mutating func abandonFeature() {
    ringCount = endOfRings
    vertexCount = ringCount == 0 ? 0 : Int(ringEnds[ringCount - 1])
    openBox = .empty
  }

  private var endOfRings: Int { featureCount == 0 ? 0 : Int(featureEnds[featureCount - 1]) }

  /// Adds all features that were ended to a column, and is empty again.
  mutating func move(to column: inout ShapeColumn) {
    abandonFeature()
    column.append(
      x: UnsafeBufferPointer(start: x, count: vertexCount),
      y: UnsafeBufferPointer(start: y, count: vertexCount),
      ringEnds: UnsafeBufferPointer(start: ringEnds, count: ringCount),
      featureEnds: UnsafeBufferPointer(start: featureEnds, count: featureCount),
      boxes: UnsafeBufferPointer(start: boxes, count: featureCount)
    )
    vertexCount = 0
    ringCount = 0
    featureCount = 0
  }
}
