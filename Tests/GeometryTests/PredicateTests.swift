import Foundation
import Geometry
import TestSupport
import Testing
import Topology

@Suite struct PredicateTests {
  /// The sign of the determinant in whole numbers: units of 2⁻³⁰ m hold every double from 2²² to 2²³ exactly.
  private func exactSide(_ a: Point, _ b: Point, _ c: Point) -> Int {
    func whole(_ value: Double) -> Int128 { Int128(value * 0x1p30) }
    let left = (whole(a.x) - whole(c.x)) * (whole(b.y) - whole(c.y))
    let right = (whole(a.y) - whole(c.y)) * (whole(b.x) - whole(c.x))
    return (left - right).signum() == 0 ? 0 : left > right ? 1 : -1
  }

  @Test func sideIsExactForPointsAsGoodAsCollinear() {
    var generator = SeededGenerator(seed: 2)
    func point(_ reach: Double) -> Point {
      Point(
        x: 5_000_000 + Double.random(in: 0...reach, using: &generator),
        y: 6_000_000 + Double.random(in: 0...reach, using: &generator)
      )
    }
    var collinear = 0
    for round in 0..<20_000 {
      let reach = [0.001, 30, 2_000_000][round % 3]
      let a = point(reach)
      let b = point(reach)
      let t = Double.random(in: -1...2, using: &generator)
      var c = Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
      // A tail that differences do not lose: coordinates below 2²² have finer bits, which the oracle lacks.
      if round % 5 == 0 { c.x = c.x.nextUp }
      if round % 7 == 0 { c = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2) }
      guard c.x > 0x1p22, c.x < 0x1p23, c.y > 0x1p22, c.y < 0x1p23 else { continue }
      let expected = exactSide(a, b, c)
      if expected == 0 { collinear += 1 }
      #expect(Predicates.side(a, b, c).rawValue == expected)
      #expect(Predicates.side(b, a, c).rawValue == -expected)
    }
    #expect(collinear > 100)
  }

  @Test func differencesThatRoundAreNoObstacle() {
    // b − c is not a double here: 2⁵³ + 1 needs one bit more.
    let big = 0x1p53
    let a = Point(x: 0, y: 0)
    let b = Point(x: big, y: big)
    #expect(Predicates.side(a, b, Point(x: -1, y: -1)) == .on)
    #expect(Predicates.side(a, b, Point(x: -1, y: (-1.0).nextUp)) == .left)
    #expect(Predicates.side(a, b, Point(x: -1, y: (-1.0).nextDown)) == .right)
  }
}

@Suite struct InteriorContactTests {
  private func overlap(_ a: MultiPolygon, _ b: MultiPolygon) -> Double? {
    var kernel = IntersectionArea()
    return kernel.overlap(ShapeColumn([a]), 0, ShapeColumn([b]), 0)
  }

  /// A valid shape on a small grid, sometimes of two polygons or with a hole: full of touches.
  private func gridShape(
    _ generator: inout SeededGenerator,
    _ engine: borrowing TopologyEngine,
    side: Int
  ) throws -> MultiPolygon {
    while true {
      var shape = MultiPolygon.empty
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        shape.addRing(
          (0..<Int.random(in: 3...6, using: &generator)).map { _ in
            Point(
              x: Double(Int.random(in: 0...side, using: &generator)),
              y: Double(Int.random(in: 0...side, using: &generator))
            )
          }
        )
        if Bool.random(using: &generator) { shape.endPolygon() }
      }
      shape.endPolygon()
      if try engine.isValid(shape) { return shape.normalized() }
    }
  }

  @Test func agreesWithGEOSAndWithTheAreaOnAGrid() throws {
    let engine = TopologyEngine()
    var generator = SeededGenerator(seed: 31)
    var touching = 0
    for round in 0..<4_000 {
      let side = 3 + round % 5
      let a = try gridShape(&generator, engine, side: side)
      let b = try gridShape(&generator, engine, side: side)
      let found = overlap(a, b)
      // On a grid of seven no overlap is smaller than 10⁻⁵, so the area alone is an oracle too.
      let area = try engine.intersection(a, b).area
      #expect((found != nil) == (area > 1e-7), "round \(round): \(a) \(b)")
      #expect((found != nil) == (try engine.intersectsInteriors(a, b)), "round \(round)")
      if found == nil, a.envelope.intersects(b.envelope) { touching += 1 }
    }
    #expect(touching > 200)
  }

  /// Convex pairs made by rational arithmetic (Tools/make-exact-areas), down to slivers of one bit.
  @Test func agreesWithRationalArithmetic() throws {
    let file = SharedData.projectRoot.appending(path: "Tests/Golden/exact-areas.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count > 250)
    var worst = 0.0
    var slivers = 0
    for line in lines {
      let parts = line.split(separator: "|")
      let shapes = parts[0..<2].map { text in
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        return MultiPolygon(
          shell: stride(from: 0, to: numbers.count, by: 2).map {
            Point(x: numbers[$0], y: numbers[$0 + 1])
          }
        )
      }
      let exact = try #require(Double(parts[2].trimmingCharacters(in: .whitespaces)))
      let a = ShapeColumn([shapes[0]])
      let b = ShapeColumn([shapes[1]])
      var kernel = IntersectionArea()
      let area = kernel.area(a, 0, b, 0)
      #expect(abs(area - exact) <= kernel.uncertainty, "\(area) against \(exact)")
      #expect((kernel.overlap(a, 0, b, 0) != nil) == (exact > 0), "\(exact)")
      worst = max(worst, abs(area - exact) / max(exact, 1))
      if exact > 0, exact < 1e-6 { slivers += 1 }
    }
    #expect(worst < 1e-10)
    #expect(slivers > 20)
  }

  @Test func holesThatTouchTheirShellAreNoLand() {
    var ring = MultiPolygon.empty
    ring.addRing([Point(x: 0, y: 0), Point(x: 9, y: 0), Point(x: 9, y: 9), Point(x: 0, y: 9)])
    ring.addRing([Point(x: 0, y: 0), Point(x: 3, y: 6), Point(x: 6, y: 3)])
    ring.endPolygon()
    // Inside the hole, with a corner where hole and shell touch.
    let inside = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 3, y: 2), Point(x: 2, y: 3),
    ]).normalized()
    #expect(overlap(ring.normalized(), inside) == nil)
    let across = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 3, y: 1), Point(x: 2, y: 3),
    ]).normalized()
    #expect((overlap(ring.normalized(), across) ?? 0) > 0)
  }
}

@Suite struct SoundnessCheckTests {
  private func isSound(_ shape: MultiPolygon) -> Bool {
    var check = SoundnessCheck()
    return check.isSound(ShapeColumn([shape]), 0)
  }

  @Test func whatIsSoundIsValid() throws {
    let engine = TopologyEngine()
    var generator = SeededGenerator(seed: 8)
    var sound = 0
    for _ in 0..<6_000 {
      var shape = MultiPolygon.empty
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        shape.addRing(
          (0..<Int.random(in: 3...7, using: &generator)).map { _ in
            Point(
              x: Double(Int.random(in: 0...6, using: &generator)),
              y: Double(Int.random(in: 0...6, using: &generator))
            )
          }
        )
        if Bool.random(using: &generator) { shape.endPolygon() }
      }
      shape.endPolygon()
      guard isSound(shape) else { continue }
      sound += 1
      #expect(try engine.isValid(shape), "\(shape)")
    }
    #expect(sound > 500)
  }

  @Test(arguments: [4, 9, 60, 3_000])
  func starsAreSoundUntilTheyCross(vertices: Int) {
    var generator = SeededGenerator(seed: 4)
    var star = RandomShapes.star(
      &generator,
      center: Point(x: 5_000_000, y: 5_000_000),
      radius: 200,
      vertices: vertices
    )
    #expect(isSound(star))
    (star.x[1], star.x[2]) = (star.x[2], star.x[1])
    (star.y[1], star.y[2]) = (star.y[2], star.y[1])
    #expect(!isSound(star))
    #expect(!isSound(.empty))
  }

  /// Every edge runs the same way about the middle, but the ring goes around twice.
  @Test func aRingThatGoesAroundTwiceIsNotSound() {
    let places = (0..<5).map { k in
      let angle = 4 * Double.pi * Double(k) / 5
      return Point(x: 500_000 + 20 * cos(angle), y: 4_900_000 + 20 * sin(angle))
    }
    #expect(!isSound(MultiPolygon(shell: places)))
    #expect(!isSound(MultiPolygon(shell: places.reversed())))
    let spiral = places + places.map { Point(x: $0.x + 0.1, y: $0.y + 0.1) }
    #expect(!isSound(MultiPolygon(shell: spiral)))
  }

  @Test func wrongWayRingsAreNamed() {
    let clockwise = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 0, y: 4), Point(x: 4, y: 4), Point(x: 4, y: 0),
    ])
    var check = SoundnessCheck()
    var wrong: [Int] = []
    let column = ShapeColumn([RandomShapes.rectangle(0, 0, 1, 1), clockwise])
    let areas = column.withView { view in
      [(0, 1e-8), (1, 1e-8), (1, 10)].map {
        check.soundArea(view, $0.0, width: $0.1, wrongWay: &wrong)
      }
    }
    #expect(areas == [1, 16, nil], "the last is as narrow as a line")
    #expect(wrong == [1])
  }
}
