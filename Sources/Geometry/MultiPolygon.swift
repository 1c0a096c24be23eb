/// One polygonal shape as flat columns: vertices, ends of rings, ends of polygons.
///
/// Rings are closed (the first vertex is repeated at the end). The first ring of a polygon is its shell,
/// the others are holes. A *normalised* shape has shells counter-clockwise and holes clockwise; the
/// area kernel relies on it, `normalized()` makes it so. No polygon at all means "no geometry".
/// This is the value for one shape at a time; layers keep theirs in a ``ShapeColumn``.
public struct MultiPolygon: Sendable, Hashable {
  /// Eastings of all vertices, m.
  public var x: [Double]
  /// Northings of all vertices, m.
  public var y: [Double]
  /// For each ring, the index in `x` and `y` just past its last vertex.
  public var ringEnds: [Int32]
  /// For each polygon, the index in `ringEnds` just past its last ring.
  public var polygonEnds: [Int32]

  /// Makes a shape from its columns, which the caller keeps consistent.
  public init(x: [Double], y: [Double], ringEnds: [Int32], polygonEnds: [Int32]) {
    self.x = x
    self.y = y
    self.ringEnds = ringEnds
    self.polygonEnds = polygonEnds
  }

  /// The shape of nothing.
  public static var empty: MultiPolygon {
    MultiPolygon(x: [], y: [], ringEnds: [], polygonEnds: [])
  }

  /// A polygon with one shell and no holes; the ring is closed if it was not.
  public init(shell: [Point]) {
    self = .empty
    addRing(shell)
    endPolygon()
  }

  /// Whether there is no polygon.
  public var isEmpty: Bool { polygonEnds.isEmpty }

  /// Number of polygons.
  public var polygonCount: Int { polygonEnds.count }

  /// Number of rings of all polygons.
  public var ringCount: Int { ringEnds.count }

  /// Adds a ring to the polygon under construction; closes it if its ends differ.
  public mutating func addRing(_ points: [Point]) {
    for point in points { addVertex(x: point.x, y: point.y) }
    endRing()
  }

  /// Adds one vertex to the ring under construction.
  @inlinable
  public mutating func addVertex(x vertexX: Double, y vertexY: Double) {
    x.append(vertexX)
    y.append(vertexY)
  }

  /// Ends the ring under construction, closing it if its ends differ; a ring without vertices is dropped.
  public mutating func endRing() {
    let start = ringEnds.last.map(Int.init) ?? 0
    guard x.count > start else { return }
    if x[start] != x[x.count - 1] || y[start] != y[y.count - 1] {
      x.append(x[start])
      y.append(y[start])
    }
    ringEnds.append(Int32(x.count))
  }

  /// Ends the polygon under construction; a polygon without rings is dropped.
  public mutating func endPolygon() {
    let start = polygonEnds.last ?? 0
    if Int32(ringEnds.count) > start { polygonEnds.append(Int32(ringEnds.count)) }
  }

  /// The vertices of ring `ring`, as a range of indices into `x` and `y`.
  @inlinable
  public func vertices(ofRing ring: Int) -> Range<Int> {
    (ring == 0 ? 0 : Int(ringEnds[ring - 1]))..<Int(ringEnds[ring])
  }

  /// The rings of polygon `polygon`, as a range of ring indices; the first is the shell.
  @inlinable
  public func rings(ofPolygon polygon: Int) -> Range<Int> {
    (polygon == 0 ? 0 : Int(polygonEnds[polygon - 1]))..<Int(polygonEnds[polygon])
  }

  /// The box of all vertices.
  public var envelope: Envelope {
    var box = Envelope.empty
    for i in x.indices { box.formUnion(x: x[i], y: y[i]) }
    return box
  }

  /// Polygon `polygon` as a shape of its own.
  public func polygon(_ polygon: Int) -> MultiPolygon {
    var result = MultiPolygon.empty
    for ring in rings(ofPolygon: polygon) {
      for i in vertices(ofRing: ring) { result.addVertex(x: x[i], y: y[i]) }
      result.endRing()
    }
    result.endPolygon()
    return result
  }

  /// Adds all polygons of `other` behind those already here.
  public mutating func append(_ other: MultiPolygon) {
    let vertexBase = Int32(x.count)
    let ringBase = Int32(ringEnds.count)
    x.append(contentsOf: other.x)
    y.append(contentsOf: other.y)
    ringEnds.append(contentsOf: other.ringEnds.map { $0 + vertexBase })
    polygonEnds.append(contentsOf: other.polygonEnds.map { $0 + ringBase })
  }

  /// The shape moved by (`dx`, `dy`), m.
  public func translated(dx: Double, dy: Double) -> MultiPolygon {
    MultiPolygon(
      x: x.map { $0 + dx },
      y: y.map { $0 + dy },
      ringEnds: ringEnds,
      polygonEnds: polygonEnds
    )
  }
}
