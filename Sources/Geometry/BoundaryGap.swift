/// How far one boundary strays from another, and where.
public struct BoundaryGap: Sendable, Equatable {
  /// The distance, m.
  public var distance: Double
  /// The place of that distance, on the boundary that strays.
  public var place: Point
  /// The point of the other boundary nearest to it.
  public var nearest: Point

  /// Makes a gap.
  public init(distance: Double, place: Point, nearest: Point) {
    self.distance = distance
    self.place = place
    self.nearest = nearest
  }
}

extension ShapeColumn {
  /// The directed Hausdorff distance: of all points on the boundary of feature `feature` the one farthest from the
  /// boundary of feature `other` of `column`, whole edges and not vertices alone.
  ///
  /// Branch and bound along each edge (bounds: the distance changes by no more than the way walked, Shubert 1972;
  /// the distance to one edge is convex, so its largest value on a piece is at an end). Hausdorff 1914, ch. VIII.
  /// - Parameters:
  ///   - feature: The shape whose boundary strays.
  ///   - column: The layer of the other shape.
  ///   - other: The other shape.
  ///   - tolerance: How much the distance may fall short of the largest, m; positive.
  /// - Returns: nil when one of the two has no geometry.
  /// - Complexity: O(*n·m*) in the vertices, plus O(*m'*·log(length / `tolerance`)) where the nearest of *m'* edges
  ///   changes.
  public func farthestGap(
    _ feature: Int,
    from column: ShapeColumn,
    _ other: Int,
    tolerance: Double
  ) -> BoundaryGap? {
    precondition(tolerance > 0, "the tolerance must be positive")
    let edges = column.segments(other)
    guard !edges.isEmpty else { return nil }
    var search = GapSearch(edges: edges, tolerance: tolerance)
    for segment in segments(feature) {
      search.visit(segment.from, segment.to, Array(edges.indices))
    }
    return search.best
  }

  /// The Hausdorff distance of two boundaries: the larger of the two directed ones, with its place.
  ///
  /// - Parameters:
  ///   - feature: One shape.
  ///   - column: The layer of the other.
  ///   - other: The other shape.
  ///   - tolerance: How much the distance may fall short, m; positive.
  /// - Returns: The gap, its place on whichever boundary strays more; nil when one has no geometry.
  /// - Complexity: as ``farthestGap(_:from:_:tolerance:)``, both ways.
  public func hausdorffGap(
    _ feature: Int,
    _ column: ShapeColumn,
    _ other: Int,
    tolerance: Double
  ) -> BoundaryGap? {
    guard let one = farthestGap(feature, from: column, other, tolerance: tolerance),
      let two = column.farthestGap(other, from: self, feature, tolerance: tolerance)
    else { return nil }
    return one.distance >= two.distance ? one : two
  }

  /// The mean distance of the boundary of feature `feature` to that of feature `other` of `column`, m, by length.
  ///
  /// The integral over the whole boundary, not a mean over vertices: densifying a ring changes nothing. Directed,
  /// as in PoLiS (Avbelj, Müller & Bamler 2015), whose value is the mean of both directions.
  /// - Parameters:
  ///   - feature: The shape along which the mean is taken.
  ///   - column: The layer of the other shape.
  ///   - other: The other shape.
  ///   - tolerance: The largest error of the mean, m; positive.
  /// - Returns: nil when one of the two has no geometry.
  /// - Complexity: O(*n·m*) in the vertices, plus pieces whose number grows with √(length / `tolerance`).
  public func meanGap(
    _ feature: Int,
    from column: ShapeColumn,
    _ other: Int,
    tolerance: Double
  ) -> Double? {
    precondition(tolerance > 0, "the tolerance must be positive")
    let edges = column.segments(other)
    let mine = segments(feature)
    guard !edges.isEmpty, !mine.isEmpty else { return nil }
    var length = 0.0
    var sum = 0.0
    for segment in mine {
      length += segment.from.distance(to: segment.to)
      sum += MeanGap(edges: edges, tolerance: tolerance)
        .integral(segment.from, segment.to, Array(edges.indices))
    }
    return length > 0 ? sum / length : nil
  }

  /// All edges of a feature.
  func segments(_ feature: Int) -> [Segment] {
    rings(ofFeature: feature).flatMap { ring in
      vertices(ofRing: ring).dropFirst().map { k in
        Segment(from: Point(x: x[k - 1], y: y[k - 1]), to: Point(x: x[k], y: y[k]))
      }
    }
  }
}

/// An edge by its ends.
struct Segment {
  var from: Point
  var to: Point

  /// The point of the edge nearest to `point`.
  func nearest(to point: Point) -> Point {
    let dx = to.x - from.x
    let dy = to.y - from.y
    let square = dx * dx + dy * dy
    guard square > 0 else { return from }
    let t = ((point.x - from.x) * dx + (point.y - from.y) * dy) / square
    if t <= 0 { return from }
    if t >= 1 { return to }
    return Point(x: from.x + t * dx, y: from.y + t * dy)
  }

  func distance(to point: Point) -> Double { nearest(to: point).distance(to: point) }
}

extension [Segment] {
  /// Of the edges `among` those that can be nearest to a point no farther than `reach` from `place`.
  func near(_ place: Point, reach: Double, among: [Int]) -> [Int] {
    let distances = among.map { self[$0].distance(to: place) }
    let limit = (distances.min() ?? 0) + 2 * reach
    return zip(among, distances).filter { $0.1 <= limit }.map(\.0)
  }
}

/// The search for the point farthest from some edges.
private struct GapSearch {
  let edges: [Segment]
  let tolerance: Double
  private(set) var best: BoundaryGap?

  init(edges: [Segment], tolerance: Double) {
    self.edges = edges
    self.tolerance = tolerance
  }

  /// Looks at the piece from `a` to `b`, to whose points only the edges `among` can be nearest.
  mutating func visit(_ a: Point, _ b: Point, _ among: [Int]) {
    var highest = Double.infinity
    var atA = (distance: Double.infinity, edge: 0)
    var atB = atA
    for edge in among {
      let (fromA, fromB) = (edges[edge].distance(to: a), edges[edge].distance(to: b))
      highest = Swift.min(highest, Swift.max(fromA, fromB))
      if fromA < atA.distance { atA = (fromA, edge) }
      if fromB < atB.distance { atB = (fromB, edge) }
    }
    take(a, atA)
    take(b, atB)
    let length = a.distance(to: b)
    highest = Swift.min(highest, (atA.distance + atB.distance + length) / 2)
    guard let best, highest > best.distance + tolerance else { return }
    let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    guard middle != a, middle != b else { return }
    let near = edges.near(middle, reach: length / 2, among: among)
    visit(a, middle, near)
    visit(middle, b, near)
  }

  private mutating func take(_ place: Point, _ found: (distance: Double, edge: Int)) {
    guard best.map({ found.distance > $0.distance }) ?? true else { return }
    best = BoundaryGap(
      distance: found.distance,
      place: place,
      nearest: edges[found.edge].nearest(to: place)
    )
  }
}

/// The integral of the distance to some edges along a piece.
private struct MeanGap {
  let edges: [Segment]
  let tolerance: Double

  /// Between the largest and the smallest mean the piece can have lies no more than the tolerance, or it is halved.
  func integral(_ a: Point, _ b: Point, _ among: [Int]) -> Double {
    let length = a.distance(to: b)
    guard length > 0 else { return 0 }
    let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    let near = edges.near(middle, reach: length / 2, among: among)
    var most = Double.infinity
    var (atA, atB) = (Double.infinity, Double.infinity)
    for edge in near {
      let (fromA, fromB) = (edges[edge].distance(to: a), edges[edge].distance(to: b))
      atA = Swift.min(atA, fromA)
      atB = Swift.min(atB, fromB)
      // Convex: the chord is above it.
      most = Swift.min(most, (fromA + fromB) / 2)
    }
    // No faster than the way walked, down and up again.
    let fall = atA - atB
    var least = (atA + atB) / 2 - Swift.max(0, length * length - fall * fall) / (4 * length)
    if near.count == 1 { least = Swift.max(least, edges[near[0]].distance(to: middle)) }
    least = Swift.max(0, least)
    if most - least <= tolerance || middle == a || middle == b {
      return (most + least) / 2 * length
    }
    return integral(a, middle, near) + integral(middle, b, near)
  }
}
