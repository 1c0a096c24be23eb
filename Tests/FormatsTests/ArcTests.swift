import Foundation
import Geometry
import Testing

@testable import Formats

@Suite("Arcs as chords")
struct ArcTests {
  /// How far the middle of each chord is from the circle at most.
  private func deviation(_ points: [Point], _ centre: Point, _ radius: Double) -> Double {
    zip(points, points.dropFirst()).map { a, b in
      let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
      return abs(hypot(middle.x - centre.x, middle.y - centre.y) - radius)
    }.max() ?? 0
  }

  @Test(
    "Chords stay within the stated deviation and keep the given points",
    arguments: [
      (0.0, 1.0, 2.0), (0.0, -1.0, -2.0), (1.0, 3.0, 6.0), (6.0, 2.5, 0.5), (3.0, 3.1, 3.2),
      (3.0, -2.0, -3.1),
    ]
  )
  func withinTheDeviation(angles: (Double, Double, Double)) throws {
    for radius in [0.3, 5.0, 80, 4000] {
      let centre = Point(x: 5_194_000, y: 4_920_600)
      let given = [angles.0, angles.1, angles.2].map {
        Point(x: centre.x + radius * cos($0), y: centre.y + radius * sin($0))
      }
      let chords = Arc.chords(of: given)
      #expect(chords.first == given[0] && chords.last == given[2] && chords.contains(given[1]))
      let bound = min(Arc.deviation, radius / 1000)
      #expect(deviation(chords, centre, radius) <= bound * 1.001 + 1e-6)
      // The length is that of the arc the middle point lies on: the whole of it, once.
      let length = zip(chords, chords.dropFirst()).reduce(0) {
        $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y)
      }
      #expect(abs(length - radius * abs(angles.2 - angles.0)) < 0.001 * length + 1e-6)
    }
  }

  @Test func anArcThatEndsWhereItBeginsIsACircle() {
    let chords = Arc.chords(of: [Point(x: 0, y: 0), Point(x: 20, y: 0), Point(x: 0, y: 0)])
    #expect(deviation(chords, Point(x: 10, y: 0), 10) <= Arc.deviation * 1.001)
    let area =
      zip(chords, chords.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
    #expect(abs(abs(area) - 100 * Double.pi) < 0.4)
  }

  @Test func pointsInALineStayALine() {
    let line = [0.0, 1, 2, 5, 9].map { Point(x: $0, y: 2 * $0) }
    #expect(Arc.chords(of: line) == line)
    #expect(Arc.chords(of: Array(line.prefix(2))) == Array(line.prefix(2)))
    #expect(Arc.chords(of: Array(line.prefix(4))) == Array(line.prefix(4)))
  }

  /// Little-endian WKB.
  private func wkb(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    [1] + withUnsafeBytes(of: type.littleEndian, Array.init) + body
  }
  private func line(_ points: [(Double, Double)]) -> [UInt8] {
    number(points.count)
      + points.flatMap { point in
        [point.0, point.1].flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
      }
  }
  private func number(_ count: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(count).littleEndian, Array.init)
  }
  private func decode(_ body: [UInt8]) throws -> (ShapeColumn, GeometryRemarks) {
    var shapes = ShapeColumn()
    let blob: [UInt8] = [0x47, 0x50, 0, 1, 0, 0, 0, 0] + body
    let remarks = try blob.withUnsafeBytes { try WKBDecoder.decodeGeoPackage($0, into: &shapes) }
    shapes.endFeature()
    return (shapes, remarks)
  }

  @Test func aCurvedPolygonOfBothKindsOfRingIsRead() throws {
    let half = wkb(8, line([(0, 0), (10, 10), (20, 0)]))
    let rest = wkb(2, line([(20, 0), (20, -20), (0, -20), (0, 0)]))
    let hole = wkb(2, line([(5, -5), (6, -5), (6, -6), (5, -5)]))
    let curved = wkb(10, number(2) + wkb(9, number(2) + half + rest) + hole)
    for body in [curved, wkb(12, number(1) + curved), wkb(7, number(1) + curved)] {
      let (shapes, remarks) = try decode(body)
      #expect(remarks == .arcs)
      #expect(abs(shapes.area(0) - (400 + 50 * Double.pi - 0.5)) < 0.3)
    }
  }

  @Test func polygonsOfAMixedCollectionAreTaken() throws {
    let square = wkb(3, number(1) + line([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]))
    let point = wkb(1, Array(line([(7, 7)]).dropFirst(4)))
    let others = [
      point, wkb(2, line([(0, 0), (1, 1)])), wkb(4, number(2) + point + point),
      wkb(8, line([(0, 0), (1, 1), (2, 0)])),
      wkb(5, number(1) + wkb(2, line([(0, 0), (1, 1)]))),
    ]
    for other in others {
      let (shapes, remarks) = try decode(wkb(7, number(2) + other + square))
      #expect(remarks == .otherParts)
      #expect(shapes.area(0) == 1)
      #expect(throws: GeometryFailure.self) { try decode(wkb(7, number(1) + other)) }
      #expect(throws: GeometryFailure.self) {
        try decode(Array(wkb(7, number(2) + square + other).dropLast(3)))
      }
    }
  }
}
