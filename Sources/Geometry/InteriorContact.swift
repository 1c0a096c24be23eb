/// Whether the interiors of two shapes meet, without error: the question an area near zero leaves open.
///
/// No point is constructed; every answer is a side of a line through given vertices (``Predicates``). The
/// interiors of two valid shapes meet exactly when
/// - two edges cross in the inside of both, or
/// - at a point where the boundaries touch, the sectors of both interiors overlap, or
/// - a ring that touches nothing lies inside the other shape.
///
/// For between two places of touch a boundary cannot change from outside to inside without a crossing, and
/// where it leaves a place of touch inwards the sectors there overlap. Shapes are valid and normalised.
/// A value holds scratch memory: one for each thread.
struct InteriorContact {
  private var firstEdges: [Edge] = []
  private var secondEdges: [Edge] = []
  private var contacts: [Sector] = []
  private var touched: [Int] = []

  /// One edge and the way the boundary goes on at both ends.
  private struct Edge {
    var before: Point
    var from: Point
    var to: Point
    var ring: Int
    var polygon: Int
    var minX: Double
    var maxX: Double

    /// Whether a point known to be on the edge's line is on the edge.
    func holdsInBox(_ point: Point) -> Bool {
      minX <= point.x && point.x <= maxX && Swift.min(from.y, to.y) <= point.y
        && point.y <= Swift.max(from.y, to.y)
    }
  }

  /// The interior at a place of touch: counter-clockwise from `next` to `previous`.
  private struct Sector {
    var place: Point
    var previous: Point
    var next: Point
    /// Polygon of the first shape, or −1 − polygon of the second.
    var owner: Int

    /// Whether the direction just counter-clockwise of `place` → `ray` is inside.
    func holds(_ ray: Point) -> Bool {
      switch Predicates.side(place, next, previous) {
      case .left:
        return startsBefore(ray) && Predicates.side(place, ray, previous) == .left
      case .right:
        let isOutside =
          Predicates.side(place, previous, ray) == .left
          && Predicates.side(place, ray, next) == .left
        return !isOutside && !Self.sameWay(place, previous, ray)
      case .on:
        return startsBefore(ray)
      }
    }

    private func startsBefore(_ ray: Point) -> Bool {
      Predicates.side(place, next, ray) == .left || Self.sameWay(place, next, ray)
    }

    private static func sameWay(_ place: Point, _ a: Point, _ b: Point) -> Bool {
      guard Predicates.side(place, a, b) == .on else { return false }
      return (a.x > place.x) == (b.x > place.x) && (a.x < place.x) == (b.x < place.x)
        && (a.y > place.y) == (b.y > place.y) && (a.y < place.y) == (b.y < place.y)
    }
  }

  /// Whether the interiors of feature `i` of `a` and feature `j` of `b` share a point.
  ///
  /// - Complexity: O(n · m) at worst for n and m edges that meet the common box; edges are sorted by their
  ///   western ends, so those far apart in x are not compared.
  mutating func interiorsMeet(
    _ a: ShapeView,
    _ i: Int,
    _ b: ShapeView,
    _ j: Int
  ) -> Bool {
    let box = a.boxes[i].intersection(b.boxes[j])
    guard box.minX < box.maxX, box.minY < box.maxY else { return false }
    Self.collect(a, i, box, &firstEdges)
    Self.collect(b, j, box, &secondEdges)
    contacts.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    if crossing() { return true }
    if sectorsOverlap() { return true }
    return ringInside(a, i, of: b, j, isFirst: true) || ringInside(b, j, of: a, i, isFirst: false)
  }

  // MARK: Edges

  private static func collect(
    _ column: ShapeView,
    _ feature: Int,
    _ box: Envelope,
    _ edges: inout [Edge]
  ) {
    edges.removeAll(keepingCapacity: true)
    for polygon in column.polygons(ofFeature: feature) {
      for ring in column.rings(ofPolygon: polygon) {
        let vertices = column.vertices(ofRing: ring)
        // The last vertex repeats the first; repeated points elsewhere are passed over.
        var before = vertices.upperBound - 2
        while before > vertices.lowerBound, column.isSame(before, vertices.lowerBound) {
          before -= 1
        }
        var from = vertices.lowerBound
        for to in vertices.dropFirst() where !column.isSame(from, to) {
          let edge = Edge(
            before: column.point(before),
            from: column.point(from),
            to: column.point(to),
            ring: ring,
            polygon: polygon,
            minX: Swift.min(column.x[from], column.x[to]),
            maxX: Swift.max(column.x[from], column.x[to])
          )
          if edge.minX <= box.maxX, box.minX <= edge.maxX,
            Swift.min(edge.from.y, edge.to.y) <= box.maxY,
            box.minY <= Swift.max(edge.from.y, edge.to.y)
          {
            edges.append(edge)
          }
          before = from
          from = to
        }
      }
    }
  }

  /// Whether two edges cross in the inside of both; on the way gathers where boundaries touch.
  private mutating func crossing() -> Bool {
    if firstEdges.count * secondEdges.count <= 256 {
      for first in firstEdges.indices {
        for second in secondEdges.indices where meet(first, second) { return true }
      }
      return false
    }
    // Large shapes: those whose x ranges are apart are never compared.
    firstEdges.sort { $0.minX < $1.minX }
    secondEdges.sort { $0.minX < $1.minX }
    var firstOpen: [Int] = []
    var secondOpen: [Int] = []
    var first = 0
    var second = 0
    while first < firstEdges.count || second < secondEdges.count {
      let takesFirst =
        second == secondEdges.count
        || (first < firstEdges.count && firstEdges[first].minX <= secondEdges[second].minX)
      let west = takesFirst ? firstEdges[first].minX : secondEdges[second].minX
      firstOpen.removeAll { firstEdges[$0].maxX < west }
      secondOpen.removeAll { secondEdges[$0].maxX < west }
      if takesFirst {
        for other in secondOpen where meet(first, other) { return true }
        firstOpen.append(first)
        first += 1
      } else {
        for other in firstOpen where meet(other, second) { return true }
        secondOpen.append(second)
        second += 1
      }
    }
    return false
  }

  /// Whether the two edges cross in the inside of both; notes a touch.
  private mutating func meet(_ first: Int, _ second: Int) -> Bool {
    let p = firstEdges[first]
    let q = secondEdges[second]
    guard p.minX <= q.maxX, q.minX <= p.maxX,
      Swift.min(p.from.y, p.to.y) <= Swift.max(q.from.y, q.to.y),
      Swift.min(q.from.y, q.to.y) <= Swift.max(p.from.y, p.to.y)
    else { return false }
    let start = Predicates.side(p.from, p.to, q.from)
    let end = Predicates.side(p.from, p.to, q.to)
    if start == end, start != .on { return false }
    let otherStart = Predicates.side(q.from, q.to, p.from)
    let otherEnd = Predicates.side(q.from, q.to, p.to)
    if otherStart == otherEnd, otherStart != .on { return false }
    if start != .on, end != .on, otherStart != .on, otherEnd != .on { return true }
    // A touch is noted at the edges that start there, so once for each pair of rings through it.
    if otherStart == .on, q.holdsInBox(p.from), p.from != q.to { note(p, q, at: p.from) }
    if start == .on, p.holdsInBox(q.from), q.from != p.to, q.from != p.from {
      note(p, q, at: q.from)
    }
    return false
  }

  private mutating func note(_ p: Edge, _ q: Edge, at place: Point) {
    touched.append(p.ring)
    touched.append(-1 - q.ring)
    contacts.append(
      Sector(
        place: place,
        previous: p.from == place ? p.before : p.from,
        next: p.to,
        owner: p.polygon
      )
    )
    contacts.append(
      Sector(
        place: place,
        previous: q.from == place ? q.before : q.from,
        next: q.to,
        owner: -1 - q.polygon
      )
    )
  }

  // MARK: Sectors

  /// Whether at some place of touch a polygon of each shape has the same direction inside.
  private mutating func sectorsOverlap() -> Bool {
    if contacts.count > 2 {
      contacts.sort {
        ($0.place.x, $0.place.y, $0.owner) < ($1.place.x, $1.place.y, $1.owner)
      }
    }
    var start = 0
    while start < contacts.count {
      var end = start + 1
      while end < contacts.count, contacts[end].place == contacts[start].place { end += 1 }
      if overlap(contacts[start..<end]) { return true }
      start = end
    }
    return false
  }

  /// Interiors overlap at a place when the start of one sector lies in all sectors of two polygons: a polygon
  /// with several rings through the place is inside where each of them has its inside.
  private func overlap(_ sectors: ArraySlice<Sector>) -> Bool {
    for p in sectors where p.owner >= 0 {
      for q in sectors where q.owner < 0 {
        for ray in sectors where ray.owner == p.owner || ray.owner == q.owner {
          let isInside = sectors.allSatisfy {
            ($0.owner != p.owner && $0.owner != q.owner) || $0.holds(ray.next)
          }
          if isInside { return true }
        }
      }
    }
    return false
  }

  // MARK: Rings that touch nothing

  private func ringInside(
    _ a: ShapeView,
    _ i: Int,
    of b: ShapeView,
    _ j: Int,
    isFirst: Bool
  ) -> Bool {
    for ring in a.rings(ofFeature: i) where !touched.contains(isFirst ? ring : -1 - ring) {
      let vertex = a.point(a.vertices(ofRing: ring).lowerBound)
      if b.boxes[j].contains(vertex), b.encloses(j, vertex) { return true }
    }
    return false
  }
}
