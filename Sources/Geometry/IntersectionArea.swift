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
/// The error is below ``uncertainty``: a micron squared for parcels. Whether the interiors meet at all is
/// decided without error by `overlap`. A value holds scratch memory: one for each thread, used
/// again for every pair.
public struct IntersectionArea {
  private var edges = StripEdges()
  private var first = ClippedEdges()
  private var second = ClippedEdges()
  private var firstActive: [ClippedEdge] = []
  private var secondActive: [ClippedEdge] = []
  private var contact = InteriorContact()

  /// Pairs of edges that were compared since this value was made.
  public private(set) var edgePairs = 0

  /// The bound of the error of the last area, m²: 64·ε·n·m·W·L.
  ///
  /// For n and m edges over the common box, its width W across them, and the largest side L of the two shapes' boxes,
  /// m (ε = 2⁻⁵³). A height is off by at most some ε·L, and an edge so steep that its intercept is off by more
  /// is narrower by as much. An edge longer than the box brings the rounding of its own length into it, hence L.
  public private(set) var uncertainty = 0.0

  /// Above this many pairs of edges a sweep over sorted edges beats comparing all of them.
  private static let sweepThreshold = 4096

  /// The part of ``uncertainty`` that one pair of edges brings, of width and extent: 64·ε.
  private static let errorOfPair = 0x1p-47

  /// Makes a kernel with empty scratch memory.
  public init() {}

  /// Area shared by feature `i` of `a` and feature `j` of `b`, m²; 0 when either has no geometry.
  ///
  /// Never negative for normalised shapes: rounding below zero is cut off.
  /// - Complexity: O(n + m + k) for n and m edges and k clipped pairs that overlap in x, plus sorting
  ///   when both shapes are large.
  public mutating func area(
    _ a: ShapeView,
    _ i: Int,
    _ b: ShapeView,
    _ j: Int
  ) -> Double {
    area(a, a.feature(i), b, b.feature(j))
  }

  @inline(__always)
  private mutating func area(
    _ a: ShapeView,
    _ one: ShapeView.Feature,
    _ b: ShapeView,
    _ other: ShapeView.Feature
  ) -> Double {
    let box = one.box.intersection(other.box)
    uncertainty = 0
    guard box.minX < box.maxX, box.minY < box.maxY else { return 0 }
    let strip = Strip(across: box)
    edges.collect(a, one, b, other, strip)
    let pairs = edges.firstCount &* edges.secondCount
    let extent = Self.extent(one.box, other.box)
    let sum: Double
    if pairs <= Self.sweepThreshold {
      edgePairs += pairs
      // At least one pair: an edge lost to rounding at the box's side is an error too.
      uncertainty = Double(pairs > 0 ? pairs : 1) * strip.width * extent * Self.errorOfPair
      sum = edges.sharedArea()
    } else {
      sum = swept(a, one.index, b, other.index, box, extent)
    }
    return sum > 0 ? sum : 0
  }

  /// The same over sorted edges, where all pairs of them are too many.
  @inline(never)
  private mutating func swept(
    _ a: ShapeView,
    _ i: Int,
    _ b: ShapeView,
    _ j: Int,
    _ box: Envelope,
    _ extent: Double
  ) -> Double {
    let strip = Strip(sweeping: box, a, i, b, j)
    first.collect(a, i, strip)
    second.collect(b, j, strip)
    let clipped = first.count * second.count
    uncertainty = Double(clipped > 0 ? clipped : 1) * strip.width * extent * Self.errorOfPair
    return swept()
  }

  /// The largest side of two boxes, m.
  @inline(__always)
  private static func extent(_ a: Envelope, _ b: Envelope) -> Double {
    let width = a.width > b.width ? a.width : b.width
    let height = a.height > b.height ? a.height : b.height
    return width > height ? width : height
  }

  /// Area shared by feature `i` of `a` and feature `j` of `b`, m²; nil when their interiors do not meet.
  ///
  /// Valid and normalised shapes. An area larger than its uncertainty is proof; what is below it is decided
  /// by exact predicates, so neighbours that touch give nil and a real sliver does not, however thin.
  /// - Complexity: as `area`; near zero O(n·m) at worst.
  public mutating func overlap(
    _ a: ShapeView,
    _ i: Int,
    _ b: ShapeView,
    _ j: Int
  ) -> Double? {
    overlap(a, a.feature(i), b, b.feature(j))
  }

  /// The same for features whose places are known.
  public mutating func overlap(
    _ a: ShapeView,
    _ one: ShapeView.Feature,
    _ b: ShapeView,
    _ other: ShapeView.Feature
  ) -> Double? {
    let area = area(a, one, b, other)
    if area > uncertainty { return area }
    if a.isParted(one, from: b, other) { return nil }
    return contact.interiorsMeet(a, one.index, b, other.index) ? area : nil
  }

  /// Area shared by features of two columns, as for two views.
  public mutating func area(
    _ a: borrowing ShapeColumn,
    _ i: Int,
    _ b: borrowing ShapeColumn,
    _ j: Int
  ) -> Double {
    a.withView { first in b.withView { area(first, i, $0, j) } }
  }

  /// Area shared by features of two columns, as for two views.
  public mutating func overlap(
    _ a: borrowing ShapeColumn,
    _ i: Int,
    _ b: borrowing ShapeColumn,
    _ j: Int
  ) -> Double? {
    a.withView { first in b.withView { overlap(first, i, $0, j) } }
  }

  /// Both edge lists in order of their western ends; an edge meets those of the other list still open there.
  private mutating func swept() -> Double {
    first.sort()
    second.sort()
    firstActive.removeAll(keepingCapacity: true)
    secondActive.removeAll(keepingCapacity: true)
    var sum = 0.0
    var visited = 0
    first.withEdges { firstEdges in
      second.withEdges { secondEdges in
        var i = 0
        var j = 0
        while i < firstEdges.count || j < secondEdges.count {
          let takesFirst =
            j == secondEdges.count
            || (i < firstEdges.count && firstEdges[i].x0 <= secondEdges[j].x0)
          if takesFirst {
            visited += secondActive.count
            sum += Self.meet(firstEdges[i], &secondActive)
            firstActive.append(firstEdges[i])
            i += 1
          } else {
            visited += firstActive.count
            sum += Self.meet(secondEdges[j], &firstActive)
            secondActive.append(secondEdges[j])
            j += 1
          }
        }
      }
    }
    edgePairs += visited
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
