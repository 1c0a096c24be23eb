/// The strip of the plane in which two shapes are compared: the box they share, seen along one of its sides.
///
/// Positions are taken along one side from the box's corner, heights along the other, so coordinates of seven
/// digits do not cancel. Exchanging the axes turns the direction of both shapes, which a product of their
/// signs does not see.
struct Strip {
  let originX: Double
  let originY: Double
  /// Length of the side positions run along, m.
  let width: Double
  /// Length of the other side, m.
  let height: Double
  let isTurned: Bool

  /// Makes the strip whose positions run along the shorter side of the box: few edges pass over it.
  @inline(__always)
  init(across box: Envelope) { self.init(box, isTurned: box.height < box.width) }

  /// Makes the strip along which fewer edges of two features lie above each other, for a sweep over both.
  ///
  /// An edge meets as many of the other feature's edges as lie above each other where it runs, so the pairs a sweep
  /// visits are about n·(Σ runs of the others)/side + m·(Σ runs of these)/side. Of a comb one axis takes all pairs and the
  /// other nearly none.
  /// - Complexity: O(n + m).
  init(sweeping box: Envelope, _ a: ShapeView, _ i: Int, _ b: ShapeView, _ j: Int) {
    let first = EdgeRuns(a, i, box)
    let second = EdgeRuns(b, j, box)
    let alongX = (first.count * second.alongX + second.count * first.alongX) / box.width
    let alongY = (first.count * second.alongY + second.count * first.alongY) / box.height
    self.init(box, isTurned: alongY < alongX)
  }

  @inline(__always)
  private init(_ box: Envelope, isTurned: Bool) {
    self.isTurned = isTurned
    originX = isTurned ? box.minY : box.minX
    originY = isTurned ? box.minX : box.minY
    width = isTurned ? box.height : box.width
    height = isTurned ? box.width : box.height
  }
}

/// How many edges of a feature meet a box, and how far they run along its sides within it, m.
private struct EdgeRuns {
  var count = 0.0
  var alongX = 0.0
  var alongY = 0.0

  init(_ column: ShapeView, _ feature: Int, _ box: Envelope) {
    for ring in column.rings(ofFeature: feature) {
      let vertices = column.vertices(ofRing: ring)
      var from = column.point(vertices.lowerBound)
      for k in vertices.dropFirst() {
        let to = column.point(k)
        var edge = Envelope.empty
        edge.formUnion(x: from.x, y: from.y)
        edge.formUnion(x: to.x, y: to.y)
        let inside = edge.intersection(box)
        if !inside.isEmpty {
          count += 1
          alongX += inside.width
          alongY += inside.height
        }
        from = to
      }
    }
  }
}

/// The edges of two features that pass over a strip, and the sum over all pairs of them.
///
/// An edge is y = intercept + slope·x over west…east. Positions are cut to the strip, heights are not: the
/// signs of the other feature's edges add up to 0 at every position, so land above and below cancels.
/// Nothing here branches on coordinates: on small rings a wrong guess of the processor costs more than ten edges.
struct StripEdges {
  /// Columns of this many edges are looked at by addresses that are known beforehand.
  private static let few = 64

  private var storage: [Double] = Array(repeating: 0, count: 2 * EdgeColumns.count * few)
  private var room = few
  /// Edges of the first feature.
  private(set) var firstCount = 0
  /// Edges of the second feature.
  private(set) var secondCount = 0

  /// Takes the edges of both features.
  @inline(__always)
  mutating func collect(
    _ a: ShapeView,
    _ first: ShapeView.Feature,
    _ b: ShapeView,
    _ second: ShapeView.Feature,
    _ strip: Strip
  ) {
    let firstVertices = first.vertices.count
    let secondVertices = second.vertices.count
    let vertices = firstVertices > secondVertices ? firstVertices : secondVertices
    // Two more than edges: the last lanes are filled up.
    room = vertices &+ 2 <= Self.few ? Self.few : vertices &+ 2
    if storage.count < 2 * EdgeColumns.count * room { grow() }
    let room = room
    (firstCount, secondCount) = storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return (0, 0) }
      return room == Self.few
        ? Self.takeFew(base, a, first, b, second, strip)
        : Self.take(base, room, a, first, b, second, strip)
    }
  }

  /// Σ sign·sign·∫ min(y, other.y) over all pairs of edges.
  @inline(__always)
  func sharedArea() -> Double {
    storage.withUnsafeBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return 0 }
      let base = UnsafeMutablePointer(mutating: address)
      return room == Self.few
        ? sharedArea(EdgeColumns(base, Self.few), EdgeColumns(base, second: Self.few))
        : sharedArea(EdgeColumns(base, room), EdgeColumns(base, second: room))
    }
  }

  @inline(__always)
  private func sharedArea(_ first: EdgeColumns, _ second: EdgeColumns) -> Double {
    first.sharedArea(firstCount, second, secondCount)
  }

  @inline(never)
  private static func takeFew(
    _ base: UnsafeMutablePointer<Double>,
    _ a: ShapeView,
    _ first: ShapeView.Feature,
    _ b: ShapeView,
    _ second: ShapeView.Feature,
    _ strip: Strip
  ) -> (Int, Int) {
    take(base, few, a, first, b, second, strip)
  }

  @inline(__always)
  private static func take(
    _ base: UnsafeMutablePointer<Double>,
    _ room: Int,
    _ a: ShapeView,
    _ first: ShapeView.Feature,
    _ b: ShapeView,
    _ second: ShapeView.Feature,
    _ strip: Strip
  ) -> (Int, Int) {
    let edges = EdgeColumns(base, second: room)
    let count = edges.take(b, second, strip)
    edges.fill(count)
    return (EdgeColumns(base, room).take(a, first, strip), count)
  }

  @inline(never)
  private mutating func grow() {
    storage = Array(repeating: 0, count: 4 * EdgeColumns.count * room)
  }
}

/// Edges as columns in bare memory.
private struct EdgeColumns {
  /// Number of columns.
  static let count = 5

  private let west: UnsafeMutablePointer<Double>
  private let east: UnsafeMutablePointer<Double>
  private let intercept: UnsafeMutablePointer<Double>
  private let slope: UnsafeMutablePointer<Double>
  /// +1 where the region lies below the edge, −1 where it lies above.
  private let sign: UnsafeMutablePointer<Double>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<Double>, _ room: Int) {
    west = base
    east = base + room
    intercept = base + 2 * room
    slope = base + 3 * room
    sign = base + 4 * room
  }

  /// The columns behind those of the first feature.
  @inline(__always)
  init(_ base: UnsafeMutablePointer<Double>, second room: Int) {
    self.init(base + Self.count * room, room)
  }

  /// Takes the edges of a feature over the strip and returns how many.
  @inline(__always)
  func take(_ column: ShapeView, _ feature: ShapeView.Feature, _ strip: Strip) -> Int {
    let xs = strip.isTurned ? column.y : column.x
    let ys = strip.isTurned ? column.x : column.y
    guard let x = xs.baseAddress, let y = ys.baseAddress else { return 0 }
    var count = 0
    if feature.rings.count == 1 {
      take(x, y, feature.vertices, strip, &count)
    } else {
      for ring in feature.rings { take(x, y, column.vertices(ofRing: ring), strip, &count) }
    }
    return count
  }

  /// Fills the last lanes behind `count` edges with one without weight.
  @inline(__always)
  func fill(_ count: Int) {
    west[count] = 0
    east[count] = 0
    intercept[count] = 0
    slope[count] = 0
    sign[count] = 0
  }

  /// Takes the edges of one ring, two at a time; of an odd number the last but one goes twice and is left out once.
  @inline(__always)
  private func take(
    _ x: UnsafePointer<Double>,
    _ y: UnsafePointer<Double>,
    _ vertices: Range<Int>,
    _ strip: Strip,
    _ count: inout Int
  ) {
    let last = vertices.upperBound &- 1
    // A ring has three edges at least.
    guard last &- vertices.lowerBound > 1 else { return }
    let originX = Lanes(repeating: strip.originX)
    let originY = Lanes(repeating: strip.originY)
    let width = Lanes(repeating: strip.width)
    var k = vertices.lowerBound
    while k < last {
      let isWhole = k &+ 1 < last
      let pair = isWhole ? k : k &- 1
      let fromX = Lanes.load(x, pair) - originX
      let fromY = Lanes.load(y, pair) - originY
      let toX = Lanes.load(x, pair &+ 1) - originX
      let toY = Lanes.load(y, pair &+ 1) - originY
      let run = toX - fromX
      let x0 = Lanes.smaller(fromX, toX)
      let x1 = Lanes.larger(fromX, toX)
      let rise = (toY - fromY) / run
      let from = Lanes.larger(x0, .zero)
      let to = Lanes.smaller(x1, width)
      let lead = fromY - fromX * rise
      // What does not pass over the strip, or stands upright, is written over by the next.
      let passes = Lanes.bits((x1 .> .zero) .& (x0 .< width) .& (run .!= .zero))
      // The inside is to the left, so below what runs backwards.
      let side = Lanes.sign(of: run)
      Lanes.store(from, west, count)
      Lanes.store(to, east, count)
      Lanes.store(lead, intercept, count)
      Lanes.store(rise, slope, count)
      Lanes.store(side, sign, count)
      count &+= passes.0 & (isWhole ? 1 : 0)
      west[count] = from[1]
      east[count] = to[1]
      intercept[count] = lead[1]
      slope[count] = rise[1]
      sign[count] = side[1]
      count &+= passes.1
      k &+= 2
    }
  }

  /// Σ sign·sign·∫ min(y, other.y) over all pairs of edges.
  ///
  /// min(y, other.y) = other.y + min(gap, 0) with a gap that is linear from g to h over the width w:
  /// −∫ min(gap, 0) = w·(|g| + |h| − g − h)² / (8·(|g| + |h|)), be it a trapezoid, a triangle or nothing.
  @inline(__always)
  func sharedArea(_ count: Int, _ other: EdgeColumns, _ otherCount: Int) -> Double {
    // Keeps nothing by nothing from being no number.
    let tiny = Lanes(repeating: 1e-300)
    let quarter = Lanes(repeating: 0.25)
    var total = Lanes.zero
    var i = 0
    while i < count {
      let west = Lanes(repeating: west[i])
      let east = Lanes(repeating: east[i])
      let intercept = Lanes(repeating: intercept[i])
      let slope = Lanes(repeating: slope[i])
      var sum = Lanes.zero
      var j = 0
      while j < otherCount {
        let otherIntercept = Lanes.load(other.intercept, j)
        let otherSlope = Lanes.load(other.slope, j)
        let from = Lanes.larger(west, Lanes.load(other.west, j))
        let to = Lanes.smaller(east, Lanes.load(other.east, j))
        let reach = to - from
        let lead = intercept - otherIntercept
        let gain = slope - otherSlope
        let fromGap = lead + gain * from
        let toGap = lead + gain * to
        let gaps = Lanes.magnitude(fromGap) + Lanes.magnitude(toGap) + tiny
        let below = (fromGap + toGap) - gaps
        // Twice the width and twice the mean height, so halved twice at the end.
        let height = (otherIntercept + otherIntercept) + otherSlope * (from + to)
        let width = reach + Lanes.magnitude(reach)
        let area = width * (height - quarter * (below * below / gaps))
        sum += Lanes.load(other.sign, j) * area
        j &+= 2
      }
      total += Lanes(repeating: sign[i]) * sum
      i &+= 1
    }
    return 0.25 * (total[0] + total[1])
  }
}
