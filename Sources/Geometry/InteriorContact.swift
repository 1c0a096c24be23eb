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
  private var firstEdges = EdgeList()
  private var secondEdges = EdgeList()
  private var contacts: [Sector] = []
  private var touched: [Int] = []

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
  /// - Complexity: O(n · m) at worst for n and m edges that meet the common box; edges are sorted along
  ///   the longer side of the box, so those far apart are not compared.
  mutating func interiorsMeet(
    _ a: ShapeView,
    _ i: Int,
    _ b: ShapeView,
    _ j: Int
  ) -> Bool {
    let box = a.boxes[i].intersection(b.boxes[j])
    guard box.minX < box.maxX, box.minY < box.maxY else { return false }
    firstEdges.collect(a, i, box)
    secondEdges.collect(b, j, box)
    if !contacts.isEmpty { contacts.removeAll(keepingCapacity: true) }
    if !touched.isEmpty { touched.removeAll(keepingCapacity: true) }
    if crossing(a, b) { return true }
    if sectorsOverlap() { return true }
    return ringInside(a, i, of: b, j, isFirst: true) || ringInside(b, j, of: a, i, isFirst: false)
  }

  // MARK: Edges

  /// Whether two edges cross in the inside of both; on the way gathers where boundaries touch.
  private mutating func crossing(_ a: ShapeView, _ b: ShapeView) -> Bool {
    guard firstEdges.count * secondEdges.count <= 256 else { return sweptCrossing(a, b) }
    for first in 0..<firstEdges.count {
      let p = firstEdges[first]
      for second in 0..<secondEdges.count where meet(p, a, secondEdges[second], b) { return true }
    }
    return false
  }

  /// The same for large shapes: edges whose ranges are apart are never compared.
  private mutating func sweptCrossing(_ a: ShapeView, _ b: ShapeView) -> Bool {
    firstEdges.sort()
    secondEdges.sort()
    var firstOpen: [Int] = []
    var secondOpen: [Int] = []
    var first = 0
    var second = 0
    while first < firstEdges.count || second < secondEdges.count {
      let takesFirst =
        second == secondEdges.count
        || (first < firstEdges.count && firstEdges[first].low <= secondEdges[second].low)
      let place = takesFirst ? firstEdges[first].low : secondEdges[second].low
      firstOpen.removeAll { firstEdges[$0].high < place }
      secondOpen.removeAll { secondEdges[$0].high < place }
      if takesFirst {
        for other in secondOpen where meet(firstEdges[first], a, secondEdges[other], b) {
          return true
        }
        firstOpen.append(first)
        first += 1
      } else {
        for other in firstOpen where meet(firstEdges[other], a, secondEdges[second], b) {
          return true
        }
        secondOpen.append(second)
        second += 1
      }
    }
    return false
  }

  /// Whether the two edges cross in the inside of both; notes a touch.
  @inline(__always)
  private mutating func meet(_ p: BoundaryEdge, _ a: ShapeView, _ q: BoundaryEdge, _ b: ShapeView)
    -> Bool
  {
    guard p.low <= q.high, q.low <= p.high else { return false }
    let start = Predicates.side(p.from, p.to, q.from)
    let end = Predicates.side(p.from, p.to, q.to)
    if start == end, start != .on { return false }
    let otherStart = Predicates.side(q.from, q.to, p.from)
    let otherEnd = Predicates.side(q.from, q.to, p.to)
    if otherStart == otherEnd, otherStart != .on { return false }
    if start != .on, end != .on, otherStart != .on, otherEnd != .on { return true }
    // A touch is noted at the edges that start there, so once for each pair of rings through it.
    if otherStart == .on, q.holdsInBox(p.from), p.from != q.to { note(p, a, q, b, at: p.from) }
    if start == .on, p.holdsInBox(q.from), q.from != p.to, q.from != p.from {
      note(p, a, q, b, at: q.from)
    }
    return false
  }

  private mutating func note(
    _ p: BoundaryEdge,
    _ a: ShapeView,
    _ q: BoundaryEdge,
    _ b: ShapeView,
    at place: Point
  ) {
    touched.append(Int(p.ring))
    touched.append(-1 - Int(q.ring))
    contacts.append(
      Sector(
        place: place,
        previous: p.from == place ? p.before(a) : p.from,
        next: p.to,
        owner: Int(p.polygon)
      )
    )
    contacts.append(
      Sector(
        place: place,
        previous: q.from == place ? q.before(b) : q.from,
        next: q.to,
        owner: -1 - Int(q.polygon)
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
