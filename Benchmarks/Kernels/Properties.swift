import Geometry
import Topology

/// What must hold of the kernels whatever the shapes: seeded cases by the million, a tenth of a per cent also by GEOS.
///
/// By turns: stars at coordinates of seven digits; rings on a small grid, where edges are shared, collinear and meet in
/// vertices all the time; and a shape beside itself, moved by a few last digits.
struct Properties: ~Copyable {
  private var generator: Seeded
  private var check = SoundnessCheck()
  private var kernel = IntersectionArea()
  private let engine = TopologyEngine()
  private(set) var failures = 0
  private(set) var cases = 0
  private(set) var comparisons = 0

  init(seed: UInt64) { generator = Seeded(state: seed) }

  /// Runs `count` cases and tells of the first failures.
  mutating func run(_ count: Int) {
    while cases < count {
      guard let (first, second) = pair(kind: cases % 3) else { continue }
      cases += 1
      examine(first, second, isGrid: cases % 3 == 2)
    }
  }

  // MARK: Shapes

  /// Two sound shapes; nil when the dice gave something else.
  private mutating func pair(kind: Int) -> (MultiPolygon, MultiPolygon)? {
    let shapes: (MultiPolygon, MultiPolygon)
    switch kind {
    case 0:
      let (n, m) = (
        Int.random(in: 3...9, using: &generator), Int.random(in: 3...9, using: &generator)
      )
      shapes = (
        star(&generator, vertices: n, radius: 20, reach: 12),
        star(&generator, vertices: m, radius: 20, reach: 12)
      )
    case 1: shapes = (gridRing(), gridRing())
    default:
      let shape = star(&generator, vertices: 5, radius: 20, reach: 12)
      var beside = shape
      for k in beside.x.indices.dropLast() where Bool.random(using: &generator) {
        beside.x[k] = beside.x[k].nextUp
        beside.y[k] = beside.y[k].nextDown
      }
      beside.x[beside.x.count - 1] = beside.x[0]
      beside.y[beside.y.count - 1] = beside.y[0]
      shapes = (shape, beside)
    }
    let isSound =
      check.isSound(ShapeColumn([shapes.0]), 0) && check.isSound(ShapeColumn([shapes.1]), 0)
    return isSound ? (shapes.0.normalized(), shapes.1.normalized()) : nil
  }

  private mutating func gridRing() -> MultiPolygon {
    let count = Int.random(in: 3...6, using: &generator)
    return MultiPolygon(
      shell: (0..<count).map { _ in
        Point(
          x: Double(Int.random(in: 0...5, using: &generator)),
          y: Double(Int.random(in: 0...5, using: &generator))
        )
      }
    )
  }

  // MARK: Properties

  private mutating func measure(
    _ a: MultiPolygon,
    _ b: MultiPolygon
  ) -> (area: Double, meets: Bool, error: Double) {
    let (one, other) = (ShapeColumn([a]), ShapeColumn([b]))
    let area = kernel.area(one, 0, other, 0)
    let error = kernel.uncertainty
    return (area, kernel.overlap(one, 0, other, 0) != nil, error)
  }

  private mutating func examine(_ a: MultiPolygon, _ b: MultiPolygon, isGrid: Bool) {
    let found = measure(a, b)
    let limit = 1e-9 * Swift.min(a.area, b.area) + 2 * found.error
    func agrees(_ other: (area: Double, meets: Bool, error: Double), _ slack: Double = 0) -> Bool {
      other.meets == found.meets
        && (other.area - found.area).magnitude <= limit + other.error + slack
    }
    let wholes = Swift.min(a.area, b.area)
    expect(found.area >= 0 && found.area <= wholes + limit, "more than the smaller", a, b)
    expect(!(found.area > found.error) || found.meets, "land and no contact", a, b)
    expect(agrees(measure(b, a)), "A∩B is not B∩A", a, b)
    expect(agrees(measure(turned(a), turned(b))), "a quarter turn changes it", a, b)
    expect(agrees(measure(begun(a), begun(b))), "another start changes it", a, b)
    expect(agrees(measure(reversed(a), reversed(b))), "the direction changes it", a, b)
    if isGrid { expect(agrees(measure(moved(a), moved(b))), "moving changes it", a, b) }
    let own = measure(a, a)
    expect(own.meets && (own.area - a.area).magnitude <= 1e-9 * a.area + own.error, "A∩A", a, a)
    split(a, b.envelope)
    if cases % 1000 < 3 { compare(a, b, found) }
  }

  /// A box cut by a line shares what its two halves share.
  private mutating func split(_ a: MultiPolygon, _ box: Envelope) {
    let place = Double.random(in: 0.1...0.9, using: &generator)
    let x = box.minX + place * box.width
    func rectangle(_ west: Double, _ east: Double) -> MultiPolygon {
      MultiPolygon(shell: [
        Point(x: west, y: box.minY), Point(x: east, y: box.minY), Point(x: east, y: box.maxY),
        Point(x: west, y: box.maxY),
      ])
    }
    guard box.minX < x, x < box.maxX else { return }
    let whole = measure(a, rectangle(box.minX, box.maxX))
    let west = measure(a, rectangle(box.minX, x))
    let east = measure(a, rectangle(x, box.maxX))
    let error = whole.error + west.error + east.error + 1e-12 * a.area
    expect((west.area + east.area - whole.area).magnitude <= error, "halves do not add up", a, a)
    expect((west.meets || east.meets) == whole.meets, "contact of the halves", a, a)
  }

  /// By GEOS: the area, what is left of A, and on the grid, where it is exact, whether interiors meet.
  private mutating func compare(
    _ a: MultiPolygon,
    _ b: MultiPolygon,
    _ found: (area: Double, meets: Bool, error: Double)
  ) {
    guard let area = try? engine.intersection(a, b).area,
      let rest = try? engine.difference(a, b).area
    else { return }
    comparisons += 1
    let limit = Swift.max(1e-6, 1e-9 * area)
    expect((found.area - area).magnitude <= limit, "GEOS finds \(area)", a, b)
    expect((found.area + rest - a.area).magnitude <= limit, "A∩B and A∖B are not A", a, b)
    if cases % 3 == 2, let meets = try? engine.intersectsInteriors(a, b) {
      expect(meets == found.meets, "GEOS says contact is \(meets)", a, b)
    }
  }

  // MARK: The same shape otherwise

  private func changed(_ shape: MultiPolygon, _ change: (Int, Int) -> Point) -> MultiPolygon {
    let count = shape.x.count - 1
    return MultiPolygon(shell: (0..<count).map { change($0, count) }).normalized()
  }

  /// A quarter turn rounds nothing.
  private func turned(_ shape: MultiPolygon) -> MultiPolygon {
    changed(shape) { k, _ in Point(x: -shape.y[k], y: shape.x[k]) }
  }

  private func begun(_ shape: MultiPolygon) -> MultiPolygon {
    changed(shape) { k, count in
      Point(x: shape.x[(k + 2) % count], y: shape.y[(k + 2) % count])
    }
  }

  private func reversed(_ shape: MultiPolygon) -> MultiPolygon {
    changed(shape) { k, count in Point(x: shape.x[count - 1 - k], y: shape.y[count - 1 - k]) }
  }

  /// Whole metres on whole metres round nothing.
  private func moved(_ shape: MultiPolygon) -> MultiPolygon {
    changed(shape) { k, _ in Point(x: shape.x[k] + 512_345, y: shape.y[k] + 6_123_456) }
  }

  private mutating func expect(
    _ holds: Bool,
    _ what: @autoclosure () -> String,
    _ a: MultiPolygon,
    _ b: MultiPolygon
  ) {
    if holds { return }
    failures += 1
    if failures <= 10 {
      print("case \(cases): \(what()): \(Array(zip(a.x, a.y))) and \(Array(zip(b.x, b.y)))")
    }
  }
}
