import Foundation
import Geometry
import TestSupport
import Testing

/// Form apart from place, size and heading: turning functions, directions, similarities.
@Suite struct FormTests {
  private func moved(
    _ shape: MultiPolygon,
    angle: Double,
    scale: Double,
    dx: Double,
    dy: Double
  ) -> MultiPolygon {
    var result = shape
    let pivot = Point(x: shape.x[0], y: shape.y[0])
    for k in shape.x.indices {
      let x = scale * (shape.x[k] - pivot.x)
      let y = scale * (shape.y[k] - pivot.y)
      result.x[k] = pivot.x + dx + cos(angle) * x - sin(angle) * y
      result.y[k] = pivot.y + dy + sin(angle) * x + cos(angle) * y
    }
    return result
  }

  /// The same ring from another of its vertices.
  private func begunElsewhere(_ shape: MultiPolygon, _ start: Int) -> MultiPolygon {
    let count = shape.x.count - 1
    return MultiPolygon(
      shell: (0..<count).map {
        Point(x: shape.x[($0 + start) % count], y: shape.y[($0 + start) % count])
      }
    )
  }

  private func star(_ generator: inout SeededGenerator, _ vertices: Int) -> MultiPolygon {
    RandomShapes.star(
      &generator,
      center: Point(x: 500_000, y: 4_900_000),
      radius: 25,
      vertices: vertices
    )
  }

  @Test func headingsAreThoseOfTheCLibrary() throws {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<2_000 {
      let dx = Double.random(in: -1...1, using: &generator)
      let dy = Double.random(in: -1...1, using: &generator)
      let ring = ShapeColumn([
        MultiPolygon(shell: [Point(x: 0, y: 0), Point(x: dx, y: dy), Point(x: dx, y: dy + 2)])
      ])
      let function = try #require(TurningFunction(ring, ring: 0))
      #expect(abs(function.headings[0] - atan2(dy, dx)) < 1e-15)
    }
  }

  @Test func turningIsAnglesAddedUp() throws {
    let square = ShapeColumn([RandomShapes.rectangle(0, 0, 10, 10)])
    let function = try #require(TurningFunction(square, ring: 0))
    #expect(function.ends == [0.25, 0.5, 0.75, 1])
    for (k, heading) in function.headings.enumerated() {
      #expect(abs(heading - Double(k) * .pi / 2) < 1e-15)
    }
    // A square and a rectangle of 3 × 1: by hand, over one side of each.
    let long = try #require(
      TurningFunction(ShapeColumn([RandomShapes.rectangle(0, 0, 3, 1)]), ring: 0)
    )
    // Corner on corner the headings differ by a right angle over a quarter of the way: (π/2)²·(¼ − ¼²) remains.
    let distance = function.distance(to: long)
    #expect(abs(distance - 3.0.squareRoot() * .pi / 8) < 1e-12)
    #expect(abs(distance - long.distance(to: function)) < 1e-12)
  }

  @Test func formDoesNotDependOnPlaceSizeHeadingOrStart() throws {
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<40 {
      let shape = star(&generator, Int.random(in: 4...11, using: &generator))
      let other = begunElsewhere(
        moved(
          shape,
          angle: Double.random(in: -3...3, using: &generator),
          scale: Double.random(in: 0.2...4, using: &generator),
          dx: 30,
          dy: -70
        ),
        Int.random(in: 0...3, using: &generator)
      )
      let a = try #require(TurningFunction(ShapeColumn([shape]), ring: 0))
      let b = try #require(TurningFunction(ShapeColumn([other]), ring: 0))
      // Vertices rounded to 10⁻⁹ m part the corners by some 10⁻¹¹ of the way, at turns of some radians.
      #expect(a.distance(to: b) < 5e-5)
      let different = try #require(TurningFunction(ShapeColumn([star(&generator, 7)]), ring: 0))
      #expect(a.distance(to: different) > 0.05)
      #expect(abs(a.distance(to: different) - different.distance(to: a)) < 1e-9)
      #expect(a.distance(to: different) <= sampled(a, different) + 1e-9)
    }
  }

  /// The distance over many starts, the best rotation taken, by the rectangle rule.
  private func sampled(_ a: TurningFunction, _ b: TurningFunction) -> Double {
    func heading(_ f: TurningFunction, _ s: Double) -> Double {
      let round = s.rounded(.down)
      let edge = f.ends.firstIndex { $0 > s - round } ?? f.ends.count - 1
      return f.headings[edge] + round * 2 * .pi
    }
    let steps = 1_000
    var least = Double.infinity
    for start in 0..<50 {
      var (sum, squares) = (0.0, 0.0)
      for k in 0..<steps {
        let s = (Double(k) + 0.5) / Double(steps)
        let gap = heading(b, s + Double(start) / 50) - heading(a, s)
        sum += gap / Double(steps)
        squares += gap * gap / Double(steps)
      }
      least = min(least, (squares - sum * sum).squareRoot())
    }
    // The rectangle rule is off at every jump by no more than a step of a turn.
    return least + 0.1
  }

  @Test func directionsAddUpToThePerimeter() {
    let bar = ShapeColumn([RandomShapes.rectangle(0, 0, 30, 4)])
    #expect(bar.directionHistogram(0, bins: 4) == [60, 0, 8, 0])
    let leaning = ShapeColumn([
      moved(
        RandomShapes.rectangle(0, 0, 30, 4),
        angle: 0.1 - .pi / 4,
        scale: 1,
        dx: 0,
        dy: 0
      )
    ])
    let lengths = leaning.directionHistogram(0, bins: 4)
    #expect(abs(lengths[3] - 60) < 1e-9 && abs(lengths[1] - 8) < 1e-9)
    #expect(abs(lengths.reduce(0, +) - leaning.perimeter(0)) < 1e-9)
  }

  @Test func similarityFindsWhatWasDone() throws {
    var generator = SeededGenerator(seed: 33)
    for _ in 0..<25 {
      let shape = star(&generator, Int.random(in: 4...12, using: &generator))
      let angle = Double.random(in: -3.1...3.1, using: &generator)
      let scale = Double.random(in: 0.3...3, using: &generator)
      let other = begunElsewhere(moved(shape, angle: angle, scale: scale, dx: 12, dy: -8), 2)
      let found = try #require(
        Similarity.fit(
          ShapeColumn([shape]),
          ring: 0,
          on: ShapeColumn([other]),
          ring: 0,
          samples: 64
        )
      )
      #expect(found.residual < 1e-7)
      #expect(abs(found.similarity.scale - scale) < 1e-9)
      #expect(abs(found.similarity.cosine - cos(angle)) < 1e-9)
      #expect(abs(found.similarity.sine - sin(angle)) < 1e-9)
      let corner = found.similarity(Point(x: shape.x[0], y: shape.y[0]))
      #expect(corner.distance(to: Point(x: shape.x[0] + 12, y: shape.y[0] - 8)) < 1e-6)
    }
  }

  @Test func residualIsWhatTheSimilarityLeaves() throws {
    var generator = SeededGenerator(seed: 34)
    let from = (0..<20).map { _ in
      Point(
        x: 5e5 + Double.random(in: 0...50, using: &generator),
        y: 4e6 + Double.random(in: 0...50, using: &generator)
      )
    }
    let to = from.map {
      Point(
        x: $0.x + 3 + Double.random(in: -0.2...0.2, using: &generator),
        y: $0.y + Double.random(in: -0.2...0.2, using: &generator)
      )
    }
    let found = try #require(Similarity.fit(from: from, to: to))
    func left(_ similarity: Similarity) -> Double {
      let squares = zip(from, to).map { similarity($0).distance(to: $1) }.map { $0 * $0 }
      return (squares.reduce(0, +) / Double(from.count)).squareRoot()
    }
    #expect(abs(left(found.similarity) - found.residual) < 1e-9)
    // No neighbour leaves less.
    for _ in 0..<200 {
      var other = found.similarity
      let turn = Double.random(in: -1e-3...1e-3, using: &generator)
      other.scale *= 1 + Double.random(in: -1e-3...1e-3, using: &generator)
      other.target.x += Double.random(in: -1e-2...1e-2, using: &generator)
      let cosine = other.cosine * cos(turn) - other.sine * sin(turn)
      other.sine = other.sine * cos(turn) + other.cosine * sin(turn)
      other.cosine = cosine
      #expect(left(other) >= found.residual - 1e-12)
    }
    #expect(Similarity.fit(from: [from[0], from[0]], to: [to[0], to[1]]) == nil)
  }
}
