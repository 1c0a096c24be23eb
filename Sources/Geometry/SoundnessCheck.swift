/// Proves that a shape is valid, fast and without error, or says that it does not know.
///
/// Sound is: no edge touches or crosses another but at the vertex it shares with the next, holes lie in their
/// shell and outside each other, polygons lie apart. Every sound shape is valid by OGC 06-103r4, 6.1.11.1; a
/// valid one whose rings touch in a point, or that repeats a point, is not sound and left to slower judges.
/// A value holds scratch memory: one for each thread.
public struct SoundnessCheck {
  private var edges: [Edge] = []

  private struct Edge {
    var from: Point
    var to: Point
    var minX: Double
    var maxX: Double
    /// Place in its ring and the ring, to know neighbours.
    var position: Int
    var ring: Int
    var ringCount: Int

    func follows(_ other: Edge) -> Bool {
      guard ring == other.ring else { return false }
      let next = other.position + 1
      return position == (next == ringCount ? 0 : next)
    }
  }

  /// Up to this many edges all pairs are compared as they come; sorting first costs more.
  private static let sortThreshold = 48

  /// A single ring of up to this many vertices is looked at where it lies.
  private static let fewVertices = 16

  /// Makes a check with empty scratch memory.
  public init() {}

  /// Whether feature `feature` is sound; false also without geometry.
  ///
  /// - Complexity: O(n) where the middle of the box sees a whole single ring; else O(n²) for few edges and O(n log n) plus
  ///   the pairs of edges that overlap in x for many.
  public mutating func isSound(_ column: ShapeView, _ feature: Int) -> Bool {
    let rings = column.rings(ofFeature: feature)
    if rings.count == 1 {
      let vertices = column.vertices(ofRing: rings.lowerBound)
      if Self.isStar(column, vertices, column.boxes[feature].center) { return true }
      if vertices.count <= Self.fewVertices { return Self.isSimple(column, vertices) }
    }
    guard !rings.isEmpty, collect(column, feature), edgesAreApart() else { return false }
    return ringsAreInPlace(column, feature)
  }

  /// The area of feature `feature` when it is sound and none of its rings is as narrow as a line, m².
  ///
  /// - Parameters:
  ///   - column: The layer.
  ///   - feature: Index of the feature.
  ///   - width: A ring whose area is at most this times the half of its box's girth is a line, m.
  ///   - wrongWay: Gets the rings of a sound shape that run against the normalised direction.
  /// - Returns: Its ``ShapeView/area(_:)``; nil when the feature is not proved to be sound.
  public mutating func soundArea(
    _ column: ShapeView,
    _ feature: Int,
    width: Double,
    wrongWay: inout [Int]
  ) -> Double? {
    guard isSound(column, feature) else { return nil }
    let thin = width * (column.boxes[feature].width + column.boxes[feature].height)
    let known = wrongWay.count
    var sum = 0.0
    for polygon in column.polygons(ofFeature: feature) {
      let rings = column.rings(ofPolygon: polygon)
      for ring in rings {
        let area = column.signedArea(ofRing: ring)
        if area.magnitude <= thin {
          wrongWay.removeLast(wrongWay.count - known)
          return nil
        }
        let isShell = ring == rings.lowerBound
        sum += isShell ? area.magnitude : -area.magnitude
        if (area > 0) != isShell { wrongWay.append(ring) }
      }
    }
    return sum
  }

  /// The same for one feature of a column.
  public mutating func isSound(_ column: borrowing ShapeColumn, _ feature: Int) -> Bool {
    column.withView { isSound($0, feature) }
  }

  /// Whether all edges of a ring run the same way about `middle`, once around: then every ray from there meets the ring
  /// in one point, and nothing touches.
  ///
  /// A proof, never a guess: an edge that floating point cannot place gives false.
  private static func isStar(_ column: ShapeView, _ vertices: Range<Int>, _ middle: Point) -> Bool {
    guard vertices.count >= 4 else { return false }
    var isLeft = true
    var isRight = true
    // Edges that rise over the height of the middle: one in each round.
    var rising = 0
    var fromX = column.x[vertices.lowerBound] - middle.x
    var fromY = column.y[vertices.lowerBound] - middle.y
    for k in (vertices.lowerBound &+ 1)..<vertices.upperBound {
      let toX = column.x[k] - middle.x
      let toY = column.y[k] - middle.y
      let left = fromX * toY
      let right = fromY * toX
      let bound = Predicates.errorOfSide * (left.magnitude + right.magnitude)
      isLeft = isLeft && left - right > bound
      isRight = isRight && right - left > bound
      // A difference is 0 only of equal numbers, so these signs are those of the heights.
      rising &+= (fromY <= 0 ? 1 : 0) & (toY > 0 ? 1 : 0)
      fromX = toX
      fromY = toY
    }
    return (isLeft || isRight) && rising == 1
  }

  /// The same for one short ring, without a list of its edges.
  private static func isSimple(_ column: ShapeView, _ vertices: Range<Int>) -> Bool {
    guard vertices.count >= 4 else { return false }
    let start = vertices.lowerBound
    let last = vertices.upperBound - 1
    for k in (start + 1)...last {
      let (x, y) = (column.x[k], column.y[k])
      guard !column.isSame(k - 1, k), x - x == 0, y - y == 0 else { return false }
      // The edge that goes on from here, which for the last vertex is the first edge.
      let next = column.point(k == last ? start + 1 : k + 1)
      if foldsBack(column.point(k - 1), column.point(k), next) { return false }
    }
    for k in start..<(last - 2) {
      let from = column.point(k)
      let to = column.point(k + 1)
      // The last edge leads back to the first.
      let end = k == start ? last - 1 : last
      for other in (k + 2)..<end
      where touch(from, to, column.point(other), column.point(other + 1)) {
        return false
      }
    }
    return true
  }

  /// Takes the edges of all rings; false when a ring is too short, repeats a point or is not finite.
  private mutating func collect(_ column: ShapeView, _ feature: Int) -> Bool {
    edges.removeAll(keepingCapacity: true)
    for ring in column.rings(ofFeature: feature) {
      let vertices = column.vertices(ofRing: ring)
      guard vertices.count >= 4 else { return false }
      var from = column.point(vertices.lowerBound)
      for k in vertices.dropFirst() {
        let to = column.point(k)
        guard to != from, to.x - to.x == 0, to.y - to.y == 0 else { return false }
        edges.append(
          Edge(
            from: from,
            to: to,
            minX: Swift.min(from.x, to.x),
            maxX: Swift.max(from.x, to.x),
            position: k - vertices.lowerBound - 1,
            ring: ring,
            ringCount: vertices.count - 1
          )
        )
        from = to
      }
    }
    return true
  }

  private mutating func edgesAreApart() -> Bool {
    let sorts = edges.count > Self.sortThreshold
    if sorts { edges.sort { $0.minX < $1.minX } }
    return edges.withUnsafeBufferPointer { edges in
      for i in edges.indices {
        for j in (i + 1)..<edges.count {
          if edges[j].minX > edges[i].maxX {
            if sorts { break }
            continue
          }
          if Self.collide(edges[i], edges[j]) { return false }
        }
      }
      return true
    }
  }

  /// Whether two edges share a point they may not share.
  private static func collide(_ p: Edge, _ q: Edge) -> Bool {
    if q.follows(p) { return foldsBack(p.from, p.to, q.to) }
    if p.follows(q) { return foldsBack(q.from, q.to, p.to) }
    return touch(p.from, p.to, q.from, q.to)
  }

  /// Whether the edge from `a` to `b` and that from `c` to `d` share a point.
  @inline(__always)
  private static func touch(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
    guard (a.x < b.x ? a.x : b.x) <= (c.x > d.x ? c.x : d.x),
      (c.x < d.x ? c.x : d.x) <= (a.x > b.x ? a.x : b.x),
      (a.y < b.y ? a.y : b.y) <= (c.y > d.y ? c.y : d.y),
      (c.y < d.y ? c.y : d.y) <= (a.y > b.y ? a.y : b.y)
    else { return false }
    let start = Predicates.side(a, b, c)
    if start != .on, start == Predicates.side(a, b, d) { return false }
    let otherStart = Predicates.side(c, d, a)
    return otherStart == .on || otherStart != Predicates.side(c, d, b)
  }

  /// Whether the way from `a` to `b` to `c` turns back on itself.
  private static func foldsBack(_ a: Point, _ b: Point, _ c: Point) -> Bool {
    guard Predicates.side(a, b, c) == .on else { return false }
    return a.x == b.x ? (b.y > a.y) != (c.y > b.y) : (b.x > a.x) != (c.x > b.x)
  }

  /// Nothing touches, so one vertex tells where a whole ring lies.
  private func ringsAreInPlace(_ column: ShapeView, _ feature: Int) -> Bool {
    let polygons = column.polygons(ofFeature: feature)
    for polygon in polygons {
      let rings = column.rings(ofPolygon: polygon)
      let shell = rings.lowerBound
      for hole in rings.dropFirst() {
        let vertex = column.point(column.vertices(ofRing: hole).lowerBound)
        guard column.encloses(shell..<(shell + 1), vertex) else { return false }
        for other in rings.dropFirst() where other != hole {
          if column.encloses(other..<(other + 1), vertex) { return false }
        }
      }
      let vertex = column.point(column.vertices(ofRing: shell).lowerBound)
      for other in polygons where other != polygon {
        if column.encloses(column.rings(ofPolygon: other), vertex) { return false }
      }
    }
    return true
  }
}
