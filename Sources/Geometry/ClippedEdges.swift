/// The part of one edge inside the common box, west to east, heights clamped to the box.
struct ClippedEdge {
  var x0: Double
  var y0: Double
  var x1: Double
  /// Rise per metre to the east.
  var slope: Double
  /// +1 where the region lies below the edge, −1 where it lies above.
  var sign: Double

  /// sign·sign·∫ min(y, other.y) dx over the common x range; 0 when there is none.
  @inline(__always)
  func sharedArea(_ other: ClippedEdge) -> Double {
    let west = x0 > other.x0 ? x0 : other.x0
    let east = x1 < other.x1 ? x1 : other.x1
    let width = east - west
    guard width > 0 else { return 0 }
    let otherWest = other.y0 + (west - other.x0) * other.slope
    let rise = width * slope
    let otherRise = width * other.slope
    let westGap = y0 + (west - x0) * slope - otherWest
    let eastGap = westGap + (rise - otherRise)
    // min(y, other.y) = other.y + min(gap, 0), and the gap is linear: a trapezoid or a triangle.
    let westBelow = westGap < 0 ? westGap : 0
    let eastBelow = eastGap < 0 ? eastGap : 0
    var below = westBelow + eastBelow
    if westGap * eastGap < 0 { below *= -below / (eastGap - westGap).magnitude }
    return (sign * other.sign) * (0.5 * below + otherWest + 0.5 * otherRise) * width
  }
}

/// The edges of one feature clipped to a box, in the frame of the box's south-west corner.
struct ClippedEdges {
  /// Room for edges; the first `count` are in use.
  private var storage: [ClippedEdge] = []
  private(set) var count = 0

  /// Lends the edges.
  @inline(__always)
  borrowing func withEdges(_ body: (UnsafeBufferPointer<ClippedEdge>) -> Void) {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  /// Sorts the edges by their western ends.
  mutating func sort() { storage[..<count].sort { $0.x0 < $1.x0 } }

  /// Replaces the content by the edges of `feature` clipped to the strip's box.
  mutating func collect(_ column: ShapeView, _ feature: Int, _ strip: Strip) {
    let rings = column.rings(ofFeature: feature)
    // One edge gives three at most: along the floor, through the box, along the top.
    let room = 3 * column.vertices(ofFeature: feature).count
    if storage.count < room {
      let blank = ClippedEdge(x0: 0, y0: 0, x1: 0, slope: 0, sign: 0)
      storage += Array(repeating: blank, count: Swift.max(room, 2 * storage.count) - storage.count)
    }
    count = storage.withUnsafeMutableBufferPointer { edges in
      var clipper = EdgeClipper(edges: edges, width: strip.width, height: strip.height)
      for ring in rings {
        let vertices = column.vertices(ofRing: ring)
        clipper.add(
          strip.isTurned ? column.y : column.x,
          strip.isTurned ? column.x : column.y,
          vertices,
          originX: strip.originX,
          originY: strip.originY
        )
      }
      return clipper.count
    }
  }
}

/// Clips the edges of rings to a box and puts them into a buffer that is large enough.
private struct EdgeClipper {
  let edges: UnsafeMutableBufferPointer<ClippedEdge>
  let width: Double
  let height: Double
  var count = 0

  @inline(__always)
  mutating func add(
    _ x: UnsafeBufferPointer<Double>,
    _ y: UnsafeBufferPointer<Double>,
    _ vertices: Range<Int>,
    originX: Double,
    originY: Double
  ) {
    var fromX = x[vertices.lowerBound] - originX
    var fromY = y[vertices.lowerBound] - originY
    for k in (vertices.lowerBound + 1)..<vertices.upperBound {
      let toX = x[k] - originX
      let toY = y[k] - originY
      if toX > fromX {
        clip(fromX, fromY, toX, toY, -1)
      } else if toX < fromX {
        clip(toX, toY, fromX, fromY, 1)
      }
      fromX = toX
      fromY = toY
    }
  }

  /// Cuts one edge, given west to east, to 0…width and clamps its heights to 0…height.
  @inline(__always)
  private mutating func clip(
    _ x0: Double,
    _ y0: Double,
    _ x1: Double,
    _ y1: Double,
    _ sign: Double
  ) {
    // Below the box nothing is under the edge; east and west of it nothing counts.
    if x1 <= 0 || x0 > width || (y0 <= 0 && y1 <= 0) { return }
    if x0 >= 0, x1 <= width {
      if y0 >= height && y1 >= height { return append(x0, height, x1, 0, sign) }
      let slope = (y1 - y0) / (x1 - x0)
      if y0 >= 0, y1 >= 0, y0 <= height, y1 <= height { return append(x0, y0, x1, slope, sign) }
      return clamp(x0, y0, x1, y1, sign)
    }
    let slope = (y1 - y0) / (x1 - x0)
    let west = x0 < 0 ? 0 : x0
    let westY = x0 < 0 ? y0 - x0 * slope : y0
    let east = x1 > width ? width : x1
    let eastY = x1 > width ? y0 + (width - x0) * slope : y1
    clamp(west, westY, east, eastY, sign)
  }

  /// Splits an edge where it leaves the band 0…height; the part above runs along the top.
  private mutating func clamp(
    _ west: Double,
    _ westY: Double,
    _ east: Double,
    _ eastY: Double,
    _ sign: Double
  ) {
    if westY <= 0 && eastY <= 0 { return }
    if westY >= height && eastY >= height { return append(west, height, east, 0, sign) }
    let slope = (eastY - westY) / (east - west)
    if westY >= 0, eastY >= 0, westY <= height, eastY <= height {
      return append(west, westY, east, slope, sign)
    }
    // It crosses the floor, the top or both, so it is not level.
    let run = (east - west) / (eastY - westY)
    let atFloor = Swift.min(Swift.max(west - westY * run, west), east)
    let atTop = Swift.min(Swift.max(west + (height - westY) * run, west), east)
    let from = Swift.min(atFloor, atTop)
    let to = Swift.max(atFloor, atTop)
    if westY > height { append(west, height, from, 0, sign) }
    let fromY = Swift.min(Swift.max(westY, 0), height)
    let toY = Swift.min(Swift.max(eastY, 0), height)
    if to > from { append(from, fromY, to, (toY - fromY) / (to - from), sign) }
    if eastY > height { append(to, height, east, 0, sign) }
  }

  @inline(__always)
  private mutating func append(
    _ x0: Double,
    _ y0: Double,
    _ x1: Double,
    _ slope: Double,
    _ sign: Double
  ) {
    guard x1 > x0 else { return }
    edges[count] = ClippedEdge(x0: x0, y0: y0, x1: x1, slope: slope, sign: sign)
    count += 1
  }
}
