import Geometry
import TestSupport
import Testing
import Topology

/// Shapes of many sizes for property tests.
enum RandomShapes {
  /// A star-shaped polygon about `center`: never crosses itself.
  static func star(
    _ generator: inout SeededGenerator,
    center: Point,
    radius: Double,
    vertices: Int
  ) -> MultiPolygon {
    var points: [Point] = []
    for k in 0..<vertices {
      let t = Double(k) / Double(vertices)
      let (dx, dy) = direction(t)
      let r = radius * Double.random(in: 0.35...1, using: &generator)
      points.append(Point(x: center.x + r * dx, y: center.y + r * dy))
    }
    return MultiPolygon(shell: points).normalized()
  }

  /// A point of the unit diamond: directions in order round the circle.
  private static func direction(_ t: Double) -> (Double, Double) {
    let s = t * 4
    switch s {
    case ..<1: return (1 - s, s)
    case ..<2: return (1 - s, 2 - s)
    case ..<3: return (s - 3, 2 - s)
    default: return (s - 3, s - 4)
    }
  }

  static func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: x0, y: y0), Point(x: x1, y: y0), Point(x: x1, y: y1), Point(x: x0, y: y1),
    ])
  }
}

private func shared(_ a: MultiPolygon, _ b: MultiPolygon) -> Double {
  var kernel = IntersectionArea()
  return kernel.area(ShapeColumn([a]), 0, ShapeColumn([b]), 0)
}

@Suite struct IntersectionAreaTests {
  @Test func worksByHand() {
    let square = RandomShapes.rectangle(0, 0, 10, 10)
    #expect(shared(square, RandomShapes.rectangle(5, 5, 15, 15)) == 25)
    #expect(shared(square, square) == 100)
    #expect(shared(square, RandomShapes.rectangle(10, 0, 20, 10)) == 0, "a shared edge is no land")
    #expect(shared(square, RandomShapes.rectangle(10, 10, 20, 20)) == 0, "nor a shared corner")
    #expect(shared(square, RandomShapes.rectangle(2, 2, 4, 9)) == 14, "one in the other")
    var ring = MultiPolygon.empty
    ring.addRing([Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 10, y: 10), Point(x: 0, y: 10)])
    ring.addRing([Point(x: 2, y: 2), Point(x: 2, y: 8), Point(x: 8, y: 8), Point(x: 8, y: 2)])
    ring.endPolygon()
    #expect(shared(ring, square) == 64)
    #expect(shared(ring, RandomShapes.rectangle(3, 3, 7, 7)) == 0, "land in the hole")
    #expect(shared(ring, RandomShapes.rectangle(0, 4, 10, 6)) == 8)
    #expect(shared(MultiPolygon.empty, square) == 0)
  }

  @Test(arguments: [0.0, 5_194_046.0])
  func agreesWithGEOS(offset: Double) throws {
    let engine = TopologyEngine()
    var generator = SeededGenerator(seed: 11)
    for round in 0..<400 {
      let vertices = [3, 4, 5, 7, 12, 60][round % 6]
      let a = RandomShapes.star(
        &generator,
        center: Point(x: offset, y: offset),
        radius: 30,
        vertices: vertices
      )
      let b = RandomShapes.star(
        &generator,
        center: Point(
          x: offset + Double.random(in: -40...40, using: &generator),
          y: offset + Double.random(in: -40...40, using: &generator)
        ),
        radius: Double.random(in: 1...40, using: &generator),
        vertices: 3 + round % 9
      )
      let expected = try engine.intersection(a, b).area
      let found = shared(a, b)
      #expect(abs(found - expected) < 1e-6, "round \(round): \(found) against \(expected)")
      #expect(abs(found - shared(b, a)) < 1e-9)
      let rest = try engine.difference(a, b).area
      #expect(abs(found + rest - a.area) < 1e-6)
    }
  }

  @Test func sweepAgreesWithAllPairs() throws {
    // 400 vertices against 5: the sweep; the same cut in strips: all pairs. The strips add up.
    var generator = SeededGenerator(seed: 3)
    let coast = RandomShapes.star(
      &generator,
      center: Point(x: 0, y: 0),
      radius: 500,
      vertices: 4_000
    )
    let field = RandomShapes.star(
      &generator,
      center: Point(x: 100, y: 50),
      radius: 400,
      vertices: 40
    )
    let whole = shared(coast, field)
    var strips = 0.0
    for k in -50..<50 {
      let strip = RandomShapes.rectangle(Double(k) * 10, -600, Double(k + 1) * 10, 600)
      let engine = TopologyEngine()
      strips += shared(coast, try engine.intersection(field, strip))
    }
    #expect(abs(whole - strips) < 1e-5 * whole)
  }

  @Test func exchangedAxesGiveTheSame() {
    var generator = SeededGenerator(seed: 9)
    func turned(_ shape: MultiPolygon) -> MultiPolygon {
      MultiPolygon(shell: shape.x.indices.dropLast().map { Point(x: shape.y[$0], y: shape.x[$0]) })
        .normalized()
    }
    for round in 0..<300 {
      let vertices = 3 + round % 40
      let offset = Double.random(in: -30...30, using: &generator)
      let a = RandomShapes.star(
        &generator,
        center: Point(x: 0, y: 0),
        radius: 30,
        vertices: vertices
      )
      let b = RandomShapes.star(
        &generator,
        center: Point(x: offset, y: 20),
        radius: 30,
        vertices: 44 - vertices
      )
      var kernel = IntersectionArea()
      let area = kernel.area(ShapeColumn([a]), 0, ShapeColumn([b]), 0)
      let other = shared(turned(a), turned(b))
      #expect(abs(area - other) <= 2 * kernel.uncertainty, "round \(round)")
    }
  }

  /// Two shores of one river: edges side by side along it, in the shape's order all over the same width.
  @Test(arguments: [false, true])
  func aLongCommonBoundaryIsNotQuadratic(isUpright: Bool) {
    let count = 4_000
    func bank(_ side: Double) -> MultiPolygon {
      var points = (0...count).map { k in
        Point(x: Double(k % 2) * 5 + (k % 7 == 0 ? 0.25 : 0), y: Double(k))
      }
      points.append(Point(x: side, y: Double(count)))
      points.append(Point(x: side, y: 0))
      let shape = MultiPolygon(
        shell: isUpright ? points : points.map { Point(x: $0.y, y: $0.x) }
      )
      return shape.normalized()
    }
    var kernel = IntersectionArea()
    let (west, east) = (ShapeColumn([bank(-50)]), ShapeColumn([bank(50)]))
    #expect(kernel.area(west, 0, east, 0) <= kernel.uncertainty)
    #expect(kernel.edgePairs < 20 * count)
    #expect(kernel.overlap(west, 0, east, 0) == nil)
  }

  /// Two combs, one displaced by half a tooth across: along their teeth all edges lie above each other, across few do.
  @Test(arguments: [false, true])
  func combsAreNotQuadratic(isUpright: Bool) {
    let teeth = 1_000
    func comb(_ start: Double) -> MultiPolygon {
      var points = [Point(x: -1, y: start), Point(x: 0, y: start)]
      for tooth in 0..<teeth {
        let y = start + Double(tooth) * 4
        points += [
          Point(x: 0, y: y + 1), Point(x: 5_000, y: y + 1), Point(x: 5_000, y: y + 3),
          Point(x: 0, y: y + 3),
        ]
      }
      let end = start + Double(teeth) * 4
      points += [Point(x: 0, y: end), Point(x: -1, y: end)]
      let shape = isUpright ? points.map { Point(x: $0.y, y: $0.x) } : points
      return MultiPolygon(shell: shape).normalized()
    }
    var kernel = IntersectionArea()
    let area = kernel.area(ShapeColumn([comb(0)]), 0, ShapeColumn([comb(1)]), 0)
    // Of every tooth half, and of the backs all but a metre at one end.
    let expected = Double(teeth) * 5_000 + Double(teeth) * 4 - 1
    #expect(abs(area - expected) <= kernel.uncertainty)
    #expect(kernel.edgePairs < 20 * 4 * teeth)
  }

  /// A coast beside, across and around many parcels: each parcel is compared with the edges near it.
  @Test(.timeLimit(.minutes(1))) func aCoastAgainstManyParcelsStaysInSeconds() throws {
    var generator = SeededGenerator(seed: 12)
    let coast = ShapeColumn([
      RandomShapes.star(&generator, center: Point(x: 0, y: 0), radius: 500, vertices: 10_000)
    ])
    let parcels = ShapeColumn(
      (0..<625).map { k in
        let x = Double(k % 25) * 40 - 500
        let y = Double(k / 25) * 40 - 500
        return RandomShapes.rectangle(x, y, x + 40, y + 40)
      }
    )
    var kernel = IntersectionArea()
    var sum = 0.0
    var beside = 0
    for k in 0..<parcels.count {
      if let area = kernel.overlap(coast, 0, parcels, k) { sum += area } else { beside += 1 }
    }
    #expect(abs(sum - coast.area(0)) < 1e-6 * sum, "the parcels cover the coast")
    #expect(beside > 100)
    #expect(kernel.edgePairs < 4 * 10_000 * 100)
  }

  @Test func doesNotDependOnWhereRingsStart() {
    var generator = SeededGenerator(seed: 5)
    let a = RandomShapes.star(&generator, center: Point(x: 0, y: 0), radius: 20, vertices: 9)
    let b = RandomShapes.star(&generator, center: Point(x: 6, y: 3), radius: 20, vertices: 8)
    let expected = shared(a, b)
    for start in 1..<9 {
      let points = (0..<9).map { Point(x: a.x[($0 + start) % 9], y: a.y[($0 + start) % 9]) }
      #expect(abs(shared(MultiPolygon(shell: points), b) - expected) < 1e-10)
    }
  }
}

@Suite struct MeasureTests {
  @Test func areaSubtractsHoles() {
    var shape = MultiPolygon.empty
    shape.addRing([Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 10, y: 10), Point(x: 0, y: 10)])
    shape.addRing([Point(x: 1, y: 1), Point(x: 1, y: 3), Point(x: 3, y: 3), Point(x: 3, y: 1)])
    shape.endPolygon()
    let column = ShapeColumn([shape])
    #expect(column.area(0) == 96)
    #expect(shape.area == 96)
    #expect(column.perimeter(0) == 48)
    #expect(!column.contains(0, Point(x: 2, y: 2)))
    #expect(column.contains(0, Point(x: 5, y: 5)))
    #expect(column.distance(0, Point(x: 2, y: 2)) == 1)
    #expect(column.distance(0, Point(x: 13, y: 14)) == 5)
  }

  @Test func normalizingTurnsRings() {
    let clockwise = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 0, y: 4), Point(x: 4, y: 4), Point(x: 4, y: 0),
    ])
    #expect(clockwise.signedArea(ofRing: 0) == -16)
    #expect(clockwise.normalized().signedArea(ofRing: 0) == 16)
  }

  @Test func centroidOfAnL() {
    let shape = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 4, y: 0), Point(x: 4, y: 2), Point(x: 2, y: 2),
      Point(x: 2, y: 4), Point(x: 0, y: 4),
    ])
    // Two rectangles: 4×2 about (2, 1) and 2×2 about (1, 3).
    let centre = ShapeColumn([shape]).centroid(0)
    #expect(abs((centre?.x ?? 0) - 20.0 / 12) < 1e-12)
    #expect(abs((centre?.y ?? 0) - 20.0 / 12) < 1e-12)
  }

  @Test func columnKeepsShapesAndForgetsAbandonedOnes() {
    let square = RandomShapes.rectangle(0, 0, 1, 1)
    var column = ShapeColumn([square, .empty, square])
    column.addVertex(x: 9, y: 9)
    column.endRing()
    column.endPolygon()
    column.abandonFeature()
    column.append(square)
    #expect(column.count == 4)
    #expect(column[0] == square && column[1] == .empty && column[3] == square)
    #expect(column.boxes[1].isEmpty && column.boxes[3] == square.envelope)
  }
}

@Suite struct RigidMotionTests {
  @Test func fitsWhatItMoved() throws {
    var generator = SeededGenerator(seed: 9)
    let motion = RigidMotion(pivot: Point(x: 100, y: 200), dx: 1.5, dy: -2.25, sine: 0.004)
    let from = (0..<20).map { _ in
      Point(
        x: Double.random(in: 0...300, using: &generator),
        y: Double.random(in: 0...300, using: &generator)
      )
    }
    let fit = try #require(
      RigidMotion.fit(
        from: from,
        to: from.map { motion($0) },
        weights: Array(repeating: 1, count: 20),
        rotating: true
      )
    )
    #expect(abs(fit.sine - 0.004) < 1e-12)
    for point in from { #expect(fit(point).distance(to: motion(point)) < 1e-9) }
  }
}
