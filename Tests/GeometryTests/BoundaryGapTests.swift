import Geometry
import TestSupport
import Testing
import Topology

/// Distances of lines and regions against dense samples, GEOS, and cases worked by hand.
@Suite struct BoundaryGapTests {
  private func pair(_ generator: inout SeededGenerator) -> (MultiPolygon, MultiPolygon) {
    let centre = Point(x: 512_345.25, y: 4_812_345.5)
    let first = RandomShapes.star(
      &generator,
      center: centre,
      radius: 20,
      vertices: Int.random(in: 3...14, using: &generator)
    )
    let second = RandomShapes.star(
      &generator,
      center: Point(x: centre.x + Double.random(in: -9...9, using: &generator), y: centre.y),
      radius: 18,
      vertices: Int.random(in: 3...14, using: &generator)
    )
    return (first, second)
  }

  /// Points at equal small steps along all edges.
  private func samples(_ shape: MultiPolygon, step: Double) -> [Point] {
    var points: [Point] = []
    for ring in 0..<shape.ringCount {
      for k in shape.vertices(ofRing: ring).dropFirst() {
        let from = Point(x: shape.x[k - 1], y: shape.y[k - 1])
        let to = Point(x: shape.x[k], y: shape.y[k])
        let parts = max(1, Int(from.distance(to: to) / step))
        for part in 0..<parts {
          let t = (Double(part) + 0.5) / Double(parts)
          points.append(Point(x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y)))
        }
      }
    }
    return points
  }

  @Test func farthestGapIsThatOfDenseSamples() throws {
    var generator = SeededGenerator(seed: 91)
    let engine = TopologyEngine()
    for _ in 0..<60 {
      let (first, second) = pair(&generator)
      let a = ShapeColumn([first])
      let b = ShapeColumn([second])
      let gap = try #require(a.farthestGap(0, from: b, 0, tolerance: 1e-4))
      let sampled = samples(first, step: 0.05).map { b.boundaryDistance(0, $0) }.max() ?? 0
      #expect(gap.distance >= sampled - 1e-4)
      #expect(gap.distance <= sampled + 0.05, "a sample is never farther off than its step")
      // The places are where it says.
      #expect(abs(gap.place.distance(to: gap.nearest) - gap.distance) < 1e-9)
      #expect(a.boundaryDistance(0, gap.place) < 1e-6)
      #expect(b.boundaryDistance(0, gap.nearest) < 1e-6)
      #expect(abs(b.boundaryDistance(0, gap.place) - gap.distance) < 1e-9)
      let both = try #require(a.hausdorffGap(0, b, 0, tolerance: 1e-4))
      // GEOS looks at vertices only.
      #expect(both.distance >= (try engine.hausdorff(first, second)) - 1e-4)
      let back = try #require(b.farthestGap(0, from: a, 0, tolerance: 1e-4))
      #expect(both.distance == max(gap.distance, back.distance))
    }
  }

  @Test func meanGapIsThatOfDenseSamples() throws {
    var generator = SeededGenerator(seed: 92)
    for _ in 0..<40 {
      let (first, second) = pair(&generator)
      let a = ShapeColumn([first])
      let b = ShapeColumn([second])
      let mean = try #require(a.meanGap(0, from: b, 0, tolerance: 1e-3))
      var sum = 0.0
      var length = 0.0
      for k in first.vertices(ofRing: 0).dropFirst() {
        let edge = MultiPolygon(shell: [
          Point(x: first.x[k - 1], y: first.y[k - 1]), Point(x: first.x[k], y: first.y[k]),
        ])
        let far = Point(x: first.x[k], y: first.y[k]).distance(
          to: Point(x: first.x[k - 1], y: first.y[k - 1])
        )
        // Only the way there, without the closing edge.
        let points = samples(edge, step: 0.02)
        let there = points.prefix(points.count / 2)
        guard !there.isEmpty else { continue }
        sum += far * there.map { b.boundaryDistance(0, $0) }.reduce(0, +) / Double(there.count)
        length += far
      }
      #expect(abs(mean - sum / length) < 3e-3, "\(mean) against \(sum / length)")
    }
  }

  @Test func distancesWorkByHand() throws {
    // A long edge that bows away between two vertices of the other: no vertex of either tells.
    let bar = ShapeColumn([RandomShapes.rectangle(0, 0, 100, 2)])
    let shifted = ShapeColumn([RandomShapes.rectangle(0, 3, 100, 5)])
    let gap = try #require(bar.hausdorffGap(0, shifted, 0, tolerance: 1e-6))
    #expect(abs(gap.distance - 3) < 1e-6)
    let mean = try #require(bar.meanGap(0, from: shifted, 0, tolerance: 1e-6))
    // The lower side is 3 away, the upper 1, the ends between them 2 on the average.
    #expect(abs(mean - (100 * 3 + 100 * 1 + 4 * 2) / 204) < 1e-5)
    #expect(try #require(bar.meanGap(0, from: bar, 0, tolerance: 1e-6)) < 1e-6)
    let notch = ShapeColumn([
      MultiPolygon(shell: [
        Point(x: 0, y: 0), Point(x: 40, y: 0), Point(x: 40, y: 30), Point(x: 0, y: 30),
      ])
    ])
    let v = ShapeColumn([
      MultiPolygon(shell: [
        Point(x: 0, y: 0), Point(x: 40, y: 0), Point(x: 40, y: 30), Point(x: 20, y: 24),
        Point(x: 0, y: 30),
      ])
    ])
    // The middle of the straight side is farthest from the notch, and is no vertex.
    let inNotch = try #require(notch.farthestGap(0, from: v, 0, tolerance: 1e-7))
    #expect(inNotch.place.distance(to: Point(x: 20, y: 30)) < 0.01)
    #expect(abs(inNotch.distance - 6 * 20 / (36.0 + 400).squareRoot()) < 1e-5)
    #expect(ShapeColumn([.empty]).farthestGap(0, from: bar, 0, tolerance: 1) == nil)
    #expect(bar.meanGap(0, from: ShapeColumn([.empty]), 0, tolerance: 1) == nil)
  }

  @Test func deepestPointIsThatOfAGrid() throws {
    var generator = SeededGenerator(seed: 93)
    for _ in 0..<25 {
      let (first, second) = pair(&generator)
      let a = ShapeColumn([first])
      let b = ShapeColumn([second])
      let deepest = try #require(a.deepestPoint(0, beyond: b, 0, tolerance: 0.01))
      var sampled = 0.0
      let box = a.boxes[0]
      let step = 0.25
      for row in 0...Int(box.height / step) {
        for column in 0...Int(box.width / step) {
          let point = Point(x: box.minX + Double(column) * step, y: box.minY + Double(row) * step)
          if a.contains(0, point) { sampled = max(sampled, b.distance(0, point)) }
        }
      }
      #expect(deepest.distance >= sampled - 0.01)
      #expect(deepest.distance <= sampled + 2 * step)
      #expect(
        deepest.distance >= a.reach(0, beyond: b, 0) - 0.01,
        "the old measure is a lower bound"
      )
    }
  }

  @Test func deepestPointMayLieInside() throws {
    let plug = ShapeColumn([RandomShapes.rectangle(8, 8, 32, 32)])
    var frame = MultiPolygon.empty
    frame.addRing([
      Point(x: 0, y: 0), Point(x: 40, y: 0), Point(x: 40, y: 40), Point(x: 0, y: 40),
    ])
    frame.addRing([
      Point(x: 10, y: 10), Point(x: 10, y: 30), Point(x: 30, y: 30), Point(x: 30, y: 10),
    ])
    frame.endPolygon()
    let deepest = try #require(
      plug.deepestPoint(0, beyond: ShapeColumn([frame]), 0, tolerance: 1e-3)
    )
    #expect(abs(deepest.distance - 10) < 1e-3)
    #expect(deepest.place.distance(to: Point(x: 20, y: 20)) < 0.1)
    let inside = try #require(
      ShapeColumn([RandomShapes.rectangle(1, 1, 2, 2)])
        .deepestPoint(0, beyond: ShapeColumn([frame]), 0, tolerance: 1e-3)
    )
    #expect(inside.distance == 0)
  }

  @Test func stripWidthIsThatOfAStrip() throws {
    let strip = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 300, y: 400), Point(x: 299.6, y: 400.3), Point(x: -0.4, y: 0.3),
    ])
    let width = ShapeColumn([strip]).stripWidth(0)
    #expect(abs(width - 0.5 * 500 / 500.5) < 1e-9)
    let circle = try #require(
      try TopologyEngine().maximumInscribedCircle(strip, tolerance: 1e-3)
    )
    #expect(abs(2 * circle.radius - width) < 5e-3)
    #expect(ShapeColumn([.empty]).stripWidth(0) == 0)
  }
}
