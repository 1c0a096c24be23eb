/// The exact area two shapes share, without building the shape they share.
///
/// A region is the signed sum of the trapezoids under its edges, so
/// |A∩B| = Σ over edge pairs of sign·sign·∫ min(y_a, y_b) dx over their common x range. Touching, shared and
/// collinear edges, holes and several polygons need no case of their own. Heights are taken from the
/// south-west corner of the box the two shapes share, so seven-digit northings do not cancel; edges are
/// clipped to that box first, so what lies far from it costs one comparison.
///
/// Shapes are normalised (shells counter-clockwise, holes clockwise). Where a ring crosses itself the result
/// is the integral of the product of the two winding numbers; Intake repairs such rings before they come here.
///
/// The error is below 4·n·ε·W·H for n clipped edges and a common box of W by H metres (ε = 2⁻⁵³): a micron
/// squared for parcels. A value holds scratch memory: one for each thread, used again for every pair.
public struct IntersectionArea {
  private var first = ClippedEdges()
  private var second = ClippedEdges()
  private var firstActive: [ClippedEdge] = []
  private var secondActive: [ClippedEdge] = []

  /// Above this many pairs of edges a sweep over sorted edges beats comparing all of them.
  private static let sweepThreshold = 512

  /// Makes a kernel with empty scratch memory.
  public init() {}

  /// Area shared by feature `i` of `a` and feature `j` of `b`, m²; 0 when either has no geometry.
  ///
  /// Never negative for normalised shapes: rounding below zero is cut off.
  /// - Complexity: O(n + m + k) for n and m edges and k clipped pairs that overlap in x, plus sorting
  ///   when both shapes are large.
  public mutating func area(
    _ a: borrowing ShapeColumn,
    _ i: Int,
    _ b: borrowing ShapeColumn,
    _ j: Int
  ) -> Double {
    let box = a.boxes[i].intersection(b.boxes[j])
    guard box.minX < box.maxX, box.minY < box.maxY else { return 0 }
    first.collect(a, i, box)
    if first.edges.isEmpty { return 0 }
    second.collect(b, j, box)
    if second.edges.isEmpty { return 0 }
    let sum =
      first.edges.count * second.edges.count > Self.sweepThreshold ? swept() : compared()
    return Swift.max(0, sum)
  }

  private func compared() -> Double {
    var sum = 0.0
    first.edges.withUnsafeBufferPointer { firstEdges in
      second.edges.withUnsafeBufferPointer { secondEdges in
        for edge in firstEdges {
          for other in secondEdges { sum += edge.sharedArea(other) }
        }
      }
    }
    return sum
  }

  /// Both edge lists in order of their western ends; an edge meets those of the other list still open there.
  private mutating func swept() -> Double {
    first.edges.sort { $0.x0 < $1.x0 }
    second.edges.sort { $0.x0 < $1.x0 }
    firstActive.removeAll(keepingCapacity: true)
    secondActive.removeAll(keepingCapacity: true)
    var sum = 0.0
    var i = 0
    var j = 0
    while i < first.edges.count || j < second.edges.count {
      let takeFirst =
        j == second.edges.count
        || (i < first.edges.count && first.edges[i].x0 <= second.edges[j].x0)
      if takeFirst {
        sum += Self.meet(first.edges[i], &secondActive)
        firstActive.append(first.edges[i])
        i += 1
      } else {
        sum += Self.meet(second.edges[j], &firstActive)
        secondActive.append(second.edges[j])
        j += 1
      }
    }
    return sum
  }

  /// Adds up `edge` against the open edges and closes those that end west of it.
  private static func meet(_ edge: ClippedEdge, _ active: inout [ClippedEdge]) -> Double {
    var sum = 0.0
    var kept = 0
    for k in active.indices where active[k].x1 > edge.x0 {
      sum += edge.sharedArea(active[k])
      active[kept] = active[k]
      kept += 1
    }
    active.removeLast(active.count - kept)
    return sum
  }
}

/// The part of one edge inside the common box, west to east, heights clamped to the box.
struct ClippedEdge {
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  /// +1 where the region lies below the edge, −1 where it lies above.
  var sign: Double

  /// sign·sign·∫ min(y, other.y) dx over the common x range; 0 when there is none.
  @inline(__always)
  func sharedArea(_ other: ClippedEdge) -> Double {
    let west = x0 > other.x0 ? x0 : other.x0
    let east = x1 < other.x1 ? x1 : other.x1
    let width = east - west
    guard width > 0 else { return 0 }
    let slope = (y1 - y0) / (x1 - x0)
    let otherSlope = (other.y1 - other.y0) / (other.x1 - other.x0)
    let otherWest = other.y0 + (west - other.x0) * otherSlope
    let otherEast = other.y0 + (east - other.x0) * otherSlope
    let westGap = y0 + (west - x0) * slope - otherWest
    let eastGap = y0 + (east - x0) * slope - otherEast
    // min(y, other.y) = other.y + min(gap, 0), and the gap is linear.
    var below: Double
    if westGap <= 0 {
      below =
        eastGap <= 0 ? 0.5 * (westGap + eastGap) : 0.5 * westGap * westGap / (westGap - eastGap)
    } else {
      below = eastGap >= 0 ? 0 : 0.5 * eastGap * eastGap / (eastGap - westGap)
    }
    below += 0.5 * (otherWest + otherEast)
    return sign * other.sign * below * width
  }
}

/// The edges of one feature clipped to a box, in the frame of the box's south-west corner.
struct ClippedEdges {
  var edges: [ClippedEdge] = []

  /// Replaces the content by the clipped edges of `feature`.
  mutating func collect(_ column: borrowing ShapeColumn, _ feature: Int, _ box: Envelope) {
    edges.removeAll(keepingCapacity: true)
    let width = box.width
    let height = box.height
    for ring in column.rings(ofFeature: feature) {
      let vertices = column.vertices(ofRing: ring)
      var fromX = column.x[vertices.lowerBound] - box.minX
      var fromY = column.y[vertices.lowerBound] - box.minY
      for k in vertices.dropFirst() {
        let toX = column.x[k] - box.minX
        let toY = column.y[k] - box.minY
        if toX > fromX {
          clip(fromX, fromY, toX, toY, -1, width, height)
        } else if toX < fromX {
          clip(toX, toY, fromX, fromY, 1, width, height)
        }
        fromX = toX
        fromY = toY
      }
    }
  }

  /// Cuts one edge, given west to east, to 0…width and clamps its heights to 0…height.
  @inline(__always)
  private mutating func clip(
    _ x0: Double,
    _ y0: Double,
    _ x1: Double,
    _ y1: Double,
    _ sign: Double,
    _ width: Double,
    _ height: Double
  ) {
    // Below the box nothing is under the edge; east and west of it nothing counts.
    if x1 <= 0 || x0 >= width || (y0 <= 0 && y1 <= 0) { return }
    let slope = (y1 - y0) / (x1 - x0)
    var west = x0
    var westY = y0
    var east = x1
    var eastY = y1
    if west < 0 {
      west = 0
      westY = y0 - x0 * slope
    }
    if east > width {
      east = width
      eastY = y0 + (width - x0) * slope
    }
    if westY >= 0, eastY >= 0, westY <= height, eastY <= height {
      edges.append(ClippedEdge(x0: west, y0: westY, x1: east, y1: eastY, sign: sign))
      return
    }
    clamp(west, westY, east, eastY, sign, height)
  }

  /// Splits an edge where it leaves the band 0…height; the part above runs along the top.
  private mutating func clamp(
    _ west: Double,
    _ westY: Double,
    _ east: Double,
    _ eastY: Double,
    _ sign: Double,
    _ height: Double
  ) {
    var cuts = (west, west, east, east)
    if eastY != westY {
      let run = (east - west) / (eastY - westY)
      let atFloor = Swift.min(Swift.max(west - westY * run, west), east)
      let atTop = Swift.min(Swift.max(west + (height - westY) * run, west), east)
      cuts = (west, Swift.min(atFloor, atTop), Swift.max(atFloor, atTop), east)
    }
    func heightAt(_ x: Double) -> Double {
      let y = westY + (x - west) * ((eastY - westY) / (east - west))
      return Swift.min(Swift.max(y, 0), height)
    }
    for (from, to) in [(cuts.0, cuts.1), (cuts.1, cuts.2), (cuts.2, cuts.3)] where to > from {
      let y0 = heightAt(from)
      let y1 = heightAt(to)
      if y0 > 0 || y1 > 0 {
        edges.append(ClippedEdge(x0: from, y0: y0, x1: to, y1: y1, sign: sign))
      }
    }
  }
}
