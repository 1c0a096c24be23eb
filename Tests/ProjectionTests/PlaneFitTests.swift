import Foundation
import Geometry
import Testing

@testable import Projection

@Suite("Control points")
struct PlaneFitTests {
  /// A town's grid turned by half a degree, 20 ppm too long, 5 000 km away; corners of a 6 by 4 km town and its middle.
  private static func points(noise: [Double] = Array(repeating: 0, count: 10)) -> [ControlPoint] {
    let corners = [(0.0, 0.0), (6000, 0), (6000, 4000), (0, 4000), (2900, 2100)]
    let turn = 0.5 * Double.pi / 180
    return corners.enumerated().map { index, corner in
      let (x, y) = corner
      return ControlPoint(
        name: "п. \(index + 1)",
        from: Point(x: 40_000 + x, y: 12_000 + y),
        to: Point(
          x: 5_290_000 + 1.00002 * (x * cos(turn) - y * sin(turn)) + noise[2 * index],
          y: 7_050_000 + 1.00002 * (x * sin(turn) + y * cos(turn)) + noise[2 * index + 1]
        )
      )
    }
  }

  @Test("Rotation, scale and place come back to a micrometre", arguments: PlaneFit.Method.allCases)
  func exact(method: PlaneFit.Method) throws {
    let fit = try PlaneFit(Self.points(), method: method)
    #expect(abs(fit.rotation - 0.5) < 1e-9)
    #expect(abs(fit.scale - 1.00002) < 1e-9)
    #expect(fit.largest < 1e-6)
    let place = fit.image(of: Point(x: 41_000, y: 12_000))
    #expect(abs(place.x - (5_290_000 + 1000.02 * cos(0.5 * Double.pi / 180))) < 1e-6)
  }

  @Test("A wrong point is farther from what the others say than any other")
  func blunder() throws {
    var noise = Array(repeating: 0.0, count: 10)
    noise[4] = 3
    let fit = try PlaneFit(Self.points(noise: noise), method: .similarity)
    let worst = fit.residuals.max { $0.alone < $1.alone }
    #expect(worst?.point.name == "п. 3")
    #expect(abs((worst?.alone ?? 0) - 3) < 1e-6)
    #expect(fit.largest < 3)
  }

  @Test("The error is the residuals' over the points that are free to disagree")
  func error() throws {
    let noise = [0.1, 0, -0.1, 0, 0.1, 0, -0.1, 0, 0, 0]
    let fit = try PlaneFit(Self.points(noise: noise), method: .similarity)
    let sum = fit.residuals.reduce(0) { $0 + $1.east * $1.east + $1.north * $1.north }
    #expect(abs(fit.error - (sum / 3).squareRoot()) < 1e-12)
  }

  @Test("Too few points, points in one place and points on one line are no fit")
  func degenerate() {
    let points = Self.points()
    #expect(throws: PlaneFit.Trouble.tooFew(count: 2, needed: 3)) {
      try PlaneFit(Array(points.prefix(2)), method: .similarity)
    }
    #expect(throws: PlaneFit.Trouble.tooFew(count: 3, needed: 4)) {
      try PlaneFit(Array(points.prefix(3)), method: .affine)
    }
    #expect(throws: PlaneFit.Trouble.degenerate) {
      try PlaneFit(Array(repeating: points[0], count: 4), method: .similarity)
    }
    let line = (0..<5).map { index in
      let place = Point(x: Double(index) * 100, y: Double(index) * 50)
      return ControlPoint(name: "\(index)", from: place, to: place)
    }
    #expect(throws: PlaneFit.Trouble.degenerate) { try PlaneFit(line, method: .affine) }
  }
}
