/// How deep one region reaches beyond another, and how wide a strip is.
extension ShapeColumn {
  /// Of all points of feature `feature` the one deepest beyond feature `other` of `column`: the largest distance to
  /// that region, with its place and the point of the line nearest to it.
  ///
  /// The boundary of the first is searched edge by edge, its inside by squares (branch and bound: the distance
  /// changes by no more than the way walked; Shubert 1972, García-Castellanos & Lombardo 2007 for the squares). It
  /// lies inside only where the other surrounds it.
  /// - Parameters:
  ///   - feature: The region that reaches beyond.
  ///   - column: The layer of the other region.
  ///   - other: The region beyond whose line the depth is measured.
  ///   - tolerance: How much the depth may fall short of the largest, m; positive.
  /// - Returns: A distance of 0 when nothing reaches beyond; nil when one of the two has no geometry.
  /// - Complexity: O((*n* + *m*)·*s*) for *s* squares and pieces looked at, no more than some
  ///   length / `tolerance` of the ridges of the distance inside the first region.
  public func deepestPoint(
    _ feature: Int,
    beyond column: ShapeColumn,
    _ other: Int,
    tolerance: Double
  ) -> BoundaryGap? {
    precondition(tolerance > 0, "the tolerance must be positive")
    guard hasGeometry(feature), column.hasGeometry(other) else { return nil }
    var search = DepthSearch(
      region: (self, feature),
      beyond: (column, other),
      tolerance: tolerance
    )
    for segment in segments(feature) { search.visit(segment.from, segment.to) }
    search.visitInside()
    return search.best
  }

  /// How wide a long strip is, m: twice its area by its perimeter; 0 without geometry.
  ///
  /// For a strip of width w and length l this is w·l/(w + l): too small by the share w/(w + l). How wide a shape is at
  /// its widest place is `TopologyEngine.maximumInscribedCircle`.
  /// - Complexity: O(*n*) in the vertices.
  public func stripWidth(_ feature: Int) -> Double {
    let perimeter = perimeter(feature)
    return perimeter > 0 ? 2 * area(feature) / perimeter : 0
  }
}

/// The search for the deepest point.
private struct DepthSearch {
  let region: (column: ShapeColumn, feature: Int)
  let other: (column: ShapeColumn, feature: Int)
  let mine: [Segment]
  let theirs: [Segment]
  let tolerance: Double
  private(set) var best: BoundaryGap

  private struct Square {
    var middle: Point
    /// Half of a side.
    var half: Double
    /// Nothing in it is deeper.
    var bound: Double
  }

  init(
    region: (ShapeColumn, Int),
    beyond other: (ShapeColumn, Int),
    tolerance: Double
  ) {
    self.region = region
    self.other = other
    self.tolerance = tolerance
    mine = region.0.segments(region.1)
    theirs = other.0.segments(other.1)
    best = BoundaryGap(distance: 0, place: mine[0].from, nearest: mine[0].from)
  }

  /// The depth at a point, 0 inside the other region, and the point of its line nearest to it.
  private func depth(_ place: Point) -> (distance: Double, nearest: Point) {
    if other.column.contains(other.feature, place) { return (0, place) }
    var found = (distance: Double.infinity, nearest: place)
    for segment in theirs {
      let nearest = segment.nearest(to: place)
      let distance = nearest.distance(to: place)
      if distance < found.distance { found = (distance, nearest) }
    }
    return found
  }

  private mutating func take(_ place: Point) -> Double {
    let found = depth(place)
    if found.distance > best.distance {
      best = BoundaryGap(distance: found.distance, place: place, nearest: found.nearest)
    }
    return found.distance
  }

  mutating func visit(_ a: Point, _ b: Point) {
    let (atA, atB) = (take(a), take(b))
    guard (atA + atB + a.distance(to: b)) / 2 > best.distance + tolerance else { return }
    // Convex: on the piece no edge is farther than from one of its ends.
    let highest = theirs.reduce(Double.infinity) {
      Swift.min($0, Swift.max($1.distance(to: a), $1.distance(to: b)))
    }
    let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    guard highest > best.distance + tolerance, middle != a, middle != b else { return }
    visit(a, middle)
    visit(middle, b)
  }

  /// The most promising square first, until none can be deeper than what is known.
  mutating func visitInside() {
    let box = region.column.boxes[region.feature]
    let half = Swift.max(box.width, box.height) / 2
    var open: [Square] = []
    add(Square(middle: box.center, half: half, bound: 0), to: &open)
    while let square = Self.popHighest(&open), square.bound > best.distance + tolerance {
      let quarter = square.half / 2
      for (east, north) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        let middle = Point(
          x: square.middle.x + east * quarter,
          y: square.middle.y + north * quarter
        )
        add(Square(middle: middle, half: quarter, bound: 0), to: &open)
      }
    }
  }

  /// Looks at the middle of a square and keeps the square when something in it can be deeper.
  private mutating func add(_ square: Square, to open: inout [Square]) {
    let radius = square.half * 2.0.squareRoot()
    let isInside = region.column.contains(region.feature, square.middle)
    // A square that holds no point of the region but maybe of its boundary was searched with the boundary.
    if !isInside, region.column.boundaryDistance(region.feature, square.middle) > radius { return }
    let atMiddle = isInside ? take(square.middle) : depth(square.middle).distance
    var bound = atMiddle + radius
    guard bound > best.distance + tolerance else { return }
    let corners = [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)].map {
      Point(
        x: square.middle.x + $0.0 * square.half,
        y: square.middle.y + $0.1 * square.half
      )
    }
    for segment in theirs {
      let farthest = corners.reduce(0.0) { Swift.max($0, segment.distance(to: $1)) }
      bound = Swift.min(bound, farthest)
    }
    guard bound > best.distance + tolerance else { return }
    var kept = square
    kept.bound = bound
    Self.push(kept, onto: &open)
  }

  // MARK: A binary heap

  private static func push(_ square: Square, onto heap: inout [Square]) {
    heap.append(square)
    var k = heap.count - 1
    while k > 0, heap[(k - 1) / 2].bound < heap[k].bound {
      heap.swapAt(k, (k - 1) / 2)
      k = (k - 1) / 2
    }
  }

  private static func popHighest(_ heap: inout [Square]) -> Square? {
    guard !heap.isEmpty else { return nil }
    heap.swapAt(0, heap.count - 1)
    let highest = heap.removeLast()
    var k = 0
    while true {
      var largest = k
      for child in [2 * k + 1, 2 * k + 2]
      where child < heap.count && heap[child].bound > heap[largest].bound {
        largest = child
      }
      if largest == k { return highest }
      heap.swapAt(k, largest)
      k = largest
    }
  }
}
