/// The shapes of a whole layer in flat columns, after GeoArrow: vertices, rings, polygons, features, boxes.
///
/// Feature `i` of the layer is index `i` here; a feature without geometry has no polygons and an empty box.
/// Rings are closed, shells come first, as in ``MultiPolygon``. Offsets are 32-bit: up to 2³¹ vertices.
public struct ShapeColumn: Sendable, Equatable {
  /// Eastings of all vertices, m.
  public private(set) var x: [Double] = []
  /// Northings of all vertices, m.
  public private(set) var y: [Double] = []
  /// For each ring, the index in `x` just past its last vertex.
  public private(set) var ringEnds: [Int32] = []
  /// For each polygon, the index in `ringEnds` just past its last ring.
  public private(set) var polygonEnds: [Int32] = []
  /// For each feature, the index in `polygonEnds` just past its last polygon.
  public private(set) var featureEnds: [Int32] = []
  /// For each feature, its box; empty when it has no geometry.
  public private(set) var boxes: [Envelope] = []

  /// The box of what was added since the last feature ended.
  private var openBox = Envelope.empty

  /// Makes a column without features.
  public init() {}

  /// Makes a column of the given shapes, in order.
  public init(_ shapes: [MultiPolygon]) {
    for shape in shapes { append(shape) }
  }

  /// Number of features, with and without geometry.
  @inlinable
  public var count: Int { featureEnds.count }

  /// Whether feature `feature` has a polygon.
  @inlinable
  public func hasGeometry(_ feature: Int) -> Bool { !polygons(ofFeature: feature).isEmpty }

  /// The polygons of feature `feature`, as a range of polygon indices.
  @inlinable
  public func polygons(ofFeature feature: Int) -> Range<Int> {
    (feature == 0 ? 0 : Int(featureEnds[feature - 1]))..<Int(featureEnds[feature])
  }

  /// The rings of polygon `polygon`, as a range of ring indices; the first is the shell.
  @inlinable
  public func rings(ofPolygon polygon: Int) -> Range<Int> {
    (polygon == 0 ? 0 : Int(polygonEnds[polygon - 1]))..<Int(polygonEnds[polygon])
  }

  /// The vertices of ring `ring`, as a range of indices into `x` and `y`.
  @inlinable
  public func vertices(ofRing ring: Int) -> Range<Int> {
    (ring == 0 ? 0 : Int(ringEnds[ring - 1]))..<Int(ringEnds[ring])
  }

  /// All rings of feature `feature`, shells and holes of all its polygons.
  @inlinable
  public func rings(ofFeature feature: Int) -> Range<Int> {
    let range = polygons(ofFeature: feature)
    guard !range.isEmpty else { return 0..<0 }
    return rings(ofPolygon: range.lowerBound)
      .lowerBound..<rings(ofPolygon: range.upperBound - 1).upperBound
  }

  /// All vertices of feature `feature`, as a range of indices into `x` and `y`.
  @inlinable
  public func vertices(ofFeature feature: Int) -> Range<Int> {
    let range = rings(ofFeature: feature)
    guard !range.isEmpty else { return 0..<0 }
    return vertices(ofRing: range.lowerBound)
      .lowerBound..<vertices(ofRing: range.upperBound - 1).upperBound
  }

  /// Reserves room for as many features and vertices.
  public mutating func reserveCapacity(features: Int, vertices: Int) {
    x.reserveCapacity(vertices)
    y.reserveCapacity(vertices)
    ringEnds.reserveCapacity(features)
    polygonEnds.reserveCapacity(features)
    featureEnds.reserveCapacity(features)
    boxes.reserveCapacity(features)
  }

  // MARK: Building: addVertex · endRing · endPolygon · endFeature, in this order

  /// Adds one vertex to the ring under construction.
  @inlinable
  public mutating func addVertex(x vertexX: Double, y vertexY: Double) {
    appendVertex(vertexX, vertexY)
  }

  @usableFromInline
  mutating func appendVertex(_ vertexX: Double, _ vertexY: Double) {
    x.append(vertexX)
    y.append(vertexY)
    openBox.formUnion(x: vertexX, y: vertexY)
  }

  /// Adds the vertices of a ring, x and y by turns as little-endian doubles, to the ring under construction.
  ///
  /// - Parameters:
  ///   - bytes: The coordinates, from the first vertex on.
  ///   - vertexCount: How many vertices there are.
  ///   - stride: Bytes from one vertex to the next, 16 at least.
  /// - Returns: Whether all coordinates are finite numbers.
  public mutating func addVertices(
    littleEndian bytes: UnsafeRawBufferPointer,
    count vertexCount: Int,
    stride: Int
  ) -> Bool {
    precondition(stride >= 16 && vertexCount * stride <= bytes.count, "too few bytes for a ring")
    var isFinite = true
    var box = openBox
    x.append(addingCapacity: vertexCount) { xs in
      y.append(addingCapacity: vertexCount) { ys in
        xs.withUnsafeMutableBufferPointer { xs, xCount in
          ys.withUnsafeMutableBufferPointer { ys, yCount in
            guard let x = xs.baseAddress, let y = ys.baseAddress else { return }
            isFinite = Self.copy(vertexCount, of: bytes, stride: stride, to: x, y, &box)
            (xCount, yCount) = (vertexCount, vertexCount)
          }
        }
      }
    }
    openBox = box
    return isFinite
  }

  /// Copies vertices into bare columns and widens the box by them; false when a coordinate is no finite number.
  @inline(__always)
  static func copy(
    _ count: Int,
    of bytes: UnsafeRawBufferPointer,
    stride: Int,
    to x: UnsafeMutablePointer<Double>,
    _ y: UnsafeMutablePointer<Double>,
    _ box: inout Envelope
  ) -> Bool {
    // x - x is 0 for finite numbers only, and their sum NaN for the others.
    var doubt = Lanes.zero
    var low = Lanes(box.minX, box.minY)
    var high = Lanes(box.maxX, box.maxY)
    for k in 0..<count {
      let place = place(bytes, k &* stride)
      doubt += place - place
      low = Lanes.smaller(place, low)
      high = Lanes.larger(place, high)
      x[k] = place[0]
      y[k] = place[1]
    }
    box = Envelope(minX: low[0], minY: low[1], maxX: high[0], maxY: high[1])
    return doubt[0] + doubt[1] == 0
  }

  /// Two ordinates, x and y.
  @inline(__always)
  private static func place(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Lanes {
    let bits = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
    return Lanes(
      Double(bitPattern: UInt64(littleEndian: bits[0])),
      Double(bitPattern: UInt64(littleEndian: bits[1]))
    )
  }

  /// Reverses the order of the vertices of ring `ring`.
  public mutating func reverseRing(_ ring: Int) {
    let range = vertices(ofRing: ring)
    x[range].reverse()
    y[range].reverse()
  }

  /// Ends the ring under construction, closing it if its ends differ; a ring without vertices is dropped.
  public mutating func endRing() {
    let start = ringEnds.last.map(Int.init) ?? 0
    guard x.count > start else { return }
    if x[start] != x[x.count - 1] || y[start] != y[y.count - 1] {
      appendVertex(x[start], y[start])
    }
    ringEnds.append(Int32(x.count))
  }

  /// Ends the polygon under construction; a polygon without rings is dropped.
  public mutating func endPolygon() {
    let start = polygonEnds.last ?? 0
    if Int32(ringEnds.count) > start { polygonEnds.append(Int32(ringEnds.count)) }
  }

  /// Ends the feature under construction; without polygons it is a feature without geometry.
  public mutating func endFeature() {
    featureEnds.append(Int32(polygonEnds.count))
    boxes.append(hasGeometry(count - 1) ? openBox : .empty)
    openBox = .empty
  }

  /// Forgets the rings and vertices of the feature under construction (after a decoding error).
  public mutating func abandonFeature() {
    let polygonCount = featureEnds.last.map(Int.init) ?? 0
    let ringCount = polygonCount == 0 ? 0 : Int(polygonEnds[polygonCount - 1])
    let vertexCount = ringCount == 0 ? 0 : Int(ringEnds[ringCount - 1])
    polygonEnds.removeLast(polygonEnds.count - polygonCount)
    ringEnds.removeLast(ringEnds.count - ringCount)
    x.removeLast(x.count - vertexCount)
    y.removeLast(y.count - vertexCount)
    openBox = .empty
  }

  /// Adds one feature with the given shape; an empty shape is a feature without geometry.
  public mutating func append(_ shape: MultiPolygon) {
    for polygon in 0..<shape.polygonCount {
      for ring in shape.rings(ofPolygon: polygon) {
        for i in shape.vertices(ofRing: ring) { appendVertex(shape.x[i], shape.y[i]) }
        endRing()
      }
      endPolygon()
    }
    endFeature()
  }

  /// Adds the features of a batch, which is empty afterwards; none is under construction here.
  public mutating func append(_ batch: inout ShapeBatch) { batch.move(to: &self) }

  /// Adds features of one polygon each; ends are counted from their first.
  mutating func append(
    x newX: UnsafeBufferPointer<Double>,
    y newY: UnsafeBufferPointer<Double>,
    ringEnds newRings: UnsafeBufferPointer<Int32>,
    featureEnds newFeatures: UnsafeBufferPointer<Int32>,
    boxes newBoxes: UnsafeBufferPointer<Envelope>
  ) {
    let vertices = Int32(x.count)
    let rings = Int32(ringEnds.count)
    let polygons = Int32(polygonEnds.count)
    x.append(contentsOf: newX)
    y.append(contentsOf: newY)
    for end in newRings { ringEnds.append(vertices + end) }
    for end in newFeatures { polygonEnds.append(rings + end) }
    for polygon in newFeatures.indices { featureEnds.append(polygons + Int32(polygon) + 1) }
    boxes.append(contentsOf: newBoxes)
  }

  /// Adds feature `feature` of `other` as the next feature here.
  public mutating func append(feature: Int, of other: ShapeColumn) {
    for polygon in other.polygons(ofFeature: feature) {
      for ring in other.rings(ofPolygon: polygon) {
        for i in other.vertices(ofRing: ring) { appendVertex(other.x[i], other.y[i]) }
        endRing()
      }
      endPolygon()
    }
    endFeature()
  }

  /// Makes room for the features of `others`.
  public mutating func reserve(for others: [ShapeColumn]) {
    func room<T>(_ column: KeyPath<ShapeColumn, [T]>) -> Int {
      others.reduce(self[keyPath: column].count) { $0 + $1[keyPath: column].count }
    }
    x.reserveCapacity(room(\.x))
    y.reserveCapacity(room(\.y))
    ringEnds.reserveCapacity(room(\.ringEnds))
    polygonEnds.reserveCapacity(room(\.polygonEnds))
    featureEnds.reserveCapacity(room(\.featureEnds))
    boxes.reserveCapacity(room(\.boxes))
  }

  /// Adds all features of `other` behind those here; none may be under construction in either.
  public mutating func append(contentsOf other: ShapeColumn) {
    let (vertices, rings, polygons) = (
      Int32(x.count), Int32(ringEnds.count), Int32(polygonEnds.count)
    )
    x.append(contentsOf: other.x)
    y.append(contentsOf: other.y)
    ringEnds.append(contentsOf: other.ringEnds.lazy.map { $0 + vertices })
    polygonEnds.append(contentsOf: other.polygonEnds.lazy.map { $0 + rings })
    featureEnds.append(contentsOf: other.featureEnds.lazy.map { $0 + polygons })
    boxes.append(contentsOf: other.boxes)
  }

  /// Feature `feature` as a shape of its own: a copy, for the few shapes that are shown or cut.
  public subscript(feature: Int) -> MultiPolygon {
    var shape = MultiPolygon.empty
    for polygon in polygons(ofFeature: feature) {
      for ring in rings(ofPolygon: polygon) {
        for i in vertices(ofRing: ring) { shape.addVertex(x: x[i], y: y[i]) }
        shape.endRing()
      }
      shape.endPolygon()
    }
    return shape
  }

  /// Replaces every vertex by what `body` makes of it and recomputes the boxes.
  ///
  /// `body` gets the two coordinate columns whole, so that a projection can work on them at once.
  public mutating func mapVertices<E: Error>(
    _ body: (inout [Double], inout [Double]) throws(E) -> Void
  ) throws(E) {
    let count = x.count
    try body(&x, &y)
    precondition(x.count == count && y.count == count, "mapVertices must keep the vertex count")
    for feature in boxes.indices {
      var box = Envelope.empty
      for i in vertices(ofFeature: feature) { box.formUnion(x: x[i], y: y[i]) }
      boxes[feature] = box
    }
  }
}
