import Alignment
import Cadastre
import Foundation
import Geometry
import TestSupport
import Testing
import Workers

private let quarter = "90:25:010101"

/// A quarter of `count` plots whose register is displaced by a known motion; some plots are changed for real.
private func town(
  count: Int,
  dx: Double,
  dy: Double,
  degrees: Double = 0,
  changed: Double = 0,
  claims: Bool = true,
  width: Double = 20,
  height: Double = 30,
  noise: Double = 0.1,
  seed: UInt64 = 1
) -> TownBuilder {
  var generator = SeededGenerator(seed: seed)
  func error() -> Double {
    // Two uniform numbers make a triangle of variance 1/6; the plane's mean square error is noise².
    let u =
      Double.random(in: -0.5...0.5, using: &generator)
      + Double.random(in: -0.5...0.5, using: &generator)
    return u * (3.0).squareRoot() * noise
  }
  let radians = degrees * .pi / 180
  let columns = 8
  let centre = Point(x: Double(columns) * width / 2, y: 100)
  func recorded(_ p: Point) -> Point {
    let x = p.x - centre.x
    let y = p.y - centre.y
    return Point(
      x: centre.x + cos(radians) * x - sin(radians) * y + dx + error(),
      y: centre.y + sin(radians) * x + cos(radians) * y + dy + error()
    )
  }
  var town = TownBuilder()
  for i in 0..<count {
    let x = Double(i % columns) * width
    let y = Double(i / columns) * height
    // Real sizes differ a little, else every multiple of the width would fit as well.
    let w = width * Double.random(in: 0.9...1, using: &generator)
    let corners = [
      Point(x: x, y: y), Point(x: x + w, y: y), Point(x: x + w, y: y + height),
      Point(x: x, y: y + height),
    ]
    let isChanged = Double(i) < changed * Double(count)
    let ground = corners.enumerated().map { k, p in
      Point(x: p.x + (isChanged && k > 1 ? 6 : 0) + error(), y: p.y + error())
    }
    town.parcel("\(quarter):\(i + 1)", MultiPolygon(shell: corners.map(recorded)))
    town.plot("S-\(i)", MultiPolygon(shell: ground), claims: claims ? "\(quarter):\(i + 1)" : nil)
  }
  return town
}

private func shift(_ town: TownBuilder) throws -> QuarterShift {
  let rules = try ProjectData.rules()
  let register = town.register
  let alignment = Alignment.estimate(
    register: register,
    survey: town.survey,
    accuracy: RegisterAccuracy(register, rules: rules, classifier: try ProjectData.classifier()),
    coincidence: rules.coincidence.value,
    workers: Workers(count: 2)
  )
  return try #require(alignment.shifts.first)
}

@Suite struct AlignmentTests {
  /// The occupants' words find what lies beyond the reach of sizes alone.
  @Test(arguments: [14.0, 22, 30])
  func aQuarterFarOffIsFoundByClaims(_ dx: Double) throws {
    let estimate = try shift(town(count: 40, dx: dx, dy: -dx / 4, changed: 0.15))
    #expect(estimate.isSignificant)
    #expect(abs(estimate.dx - dx) < 0.1 && abs(estimate.dy + dx / 4) < 0.1)
  }

  @Test(arguments: [(0.5, 0.3), (-3.0, 4.0), (7.0, -7.0)])
  func recoversADisplacement(dx: Double, dy: Double) throws {
    let found = try shift(town(count: 40, dx: dx, dy: dy))
    #expect(found.isSignificant)
    #expect(abs(found.dx - dx) < 0.05 && abs(found.dy - dy) < 0.05)
  }

  @Test func realChangesDoNotPullIt() throws {
    let found = try shift(town(count: 40, dx: 1.5, dy: -0.8, changed: 0.4))
    #expect(abs(found.dx - 1.5) < 0.08 && abs(found.dy + 0.8) < 0.08)
  }

  @Test func aRowOfEqualGaragesDoesNotSlipByOne() throws {
    let found = try shift(
      town(count: 40, dx: 1.2, dy: 0, claims: false, width: 4, height: 6, seed: 5)
    )
    #expect(abs(found.dx - 1.2) < 0.1 && abs(found.dy) < 0.1)
  }

  @Test func recoversATurn() throws {
    let found = try shift(town(count: 40, dx: 0.4, dy: 0.2, degrees: 0.2))
    #expect(found.isSignificant)
    #expect(abs(found.rotation - 0.2) < 0.03)
  }

  @Test func noiseIsNoDisplacement() throws {
    for seed in 1...20 {
      let found = try shift(town(count: 24, dx: 0, dy: 0, seed: UInt64(seed)))
      #expect(!found.isSignificant && found.dx == 0 && found.dy == 0 && found.rotation == 0)
    }
  }

  @Test func fewPairsSayNothing() throws {
    let found = try shift(town(count: 4, dx: 2, dy: 0))
    #expect(!found.isSignificant && found.dx == 0)
  }
}
