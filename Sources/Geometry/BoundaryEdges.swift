/// One edge of a boundary.
struct BoundaryEdge {
  var from: Point
  var to: Point
  /// Where it begins and ends along the longer side of the box.
  var low: Double
  var high: Double
  /// The vertex it ends at.
  var vertex: Int32
  var ring: Int32
  var polygon: Int32

  /// Whether a point known to be on the edge's line is on the edge.
  func holdsInBox(_ point: Point) -> Bool {
    (from.x < to.x ? from.x : to.x) <= point.x && point.x <= (from.x > to.x ? from.x : to.x)
      && (from.y < to.y ? from.y : to.y) <= point.y
      && point.y <= (from.y > to.y ? from.y : to.y)
  }

  /// Where the boundary comes from that goes on with this edge; repeated points are passed over.
  func before(_ column: ShapeView) -> Point {
    let vertices = column.vertices(ofRing: Int(ring))
    var k = Int(vertex)
    while k > vertices.lowerBound, column.point(k) != from { k -= 1 }
    // The last vertex repeats the first.
    for _ in vertices where column.point(k) == from {
      k = k == vertices.lowerBound ? vertices.upperBound - 2 : k - 1
    }
    return column.point(k)
  }
}

/// The edges of one feature that meet a box, in memory that is used again.
struct EdgeList {
  private var storage: [BoundaryEdge] = []
  private(set) var count = 0

  subscript(index: Int) -> BoundaryEdge {
    @inline(__always) get { storage[index] }
  }

  /// Sorts the edges by where they begin.
  mutating func sort() { storage[..<count].sort { $0.low < $1.low } }

  /// Replaces the content by the edges of `feature` whose boxes share a point with `box`.
  mutating func collect(_ column: ShapeView, _ feature: Int, _ box: Envelope) {
    count = 0
    for polygon in column.polygons(ofFeature: feature) {
      for ring in column.rings(ofPolygon: polygon) { collect(column, polygon, ring, box) }
    }
  }

  @inline(__always)
  private mutating func collect(_ column: ShapeView, _ polygon: Int, _ ring: Int, _ box: Envelope) {
    let vertices = column.vertices(ofRing: ring)
    guard let x = column.x.baseAddress, let y = column.y.baseAddress else { return }
    let isTall = box.width < box.height
    var k = vertices.lowerBound
    var from = Point(x: x[k], y: y[k])
    k &+= 1
    while k < vertices.upperBound {
      let to = Point(x: x[k], y: y[k])
      let isOutside =
        (from.x < box.minX && to.x < box.minX) || (from.x > box.maxX && to.x > box.maxX)
        || (from.y < box.minY && to.y < box.minY) || (from.y > box.maxY && to.y > box.maxY)
      if !isOutside, from != to {
        let start = isTall ? from.y : from.x
        let end = isTall ? to.y : to.x
        append(
          BoundaryEdge(
            from: from,
            to: to,
            low: start < end ? start : end,
            high: start < end ? end : start,
            vertex: Int32(truncatingIfNeeded: k),
            ring: Int32(truncatingIfNeeded: ring),
            polygon: Int32(truncatingIfNeeded: polygon)
          )
        )
      }
      from = to
      k &+= 1
    }
  }

  @inline(__always)
  private mutating func append(_ edge: BoundaryEdge) {
    if count < storage.count { storage[count] = edge } else { storage.append(edge) }
    count += 1
  }
}
