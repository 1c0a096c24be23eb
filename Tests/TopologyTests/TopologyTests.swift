import Geometry
import Testing
import TestSupport

@testable import Topology

@Suite struct OverlayTests {
  @Test func `Two squares that share a quarter`() throws {
    let engine = TopologyEngine()
    let first = box(0, 0, 10, 10)
    let second = box(5, 5, 15, 15)
    #expect(area(try engine.intersection(first, second)) == 25)
    #expect(area(try engine.difference(first, second)) == 75)
    #expect(area(try engine.symmetricDifference(first, second)) == 150)
    #expect(area(try engine.union([first, second])) == 175)
  }

  @Test func `Neighbours share a line and no land`() throws {
    let engine = TopologyEngine()
    let first = box(0, 0, 10, 10)
    let second = box(10, 0, 20, 10)
    #expect(try engine.intersection(first, second).isEmpty)
    #expect(try engine.union([first, second]).ringCount == 1)
    #expect(try !engine.intersectsInteriors(first, second))
    #expect(try engine.intersectsInteriors(first, box(9.99, 0, 20, 10)))
    #expect(try engine.relate(first, second) == "FF2F11212")
  }

  @Test func `A hole comes back clockwise behind its shell`() throws {
    let engine = TopologyEngine()
    let ring = try engine.difference(box(0, 0, 10, 10), box(4, 4, 6, 6))
    #expect(ring.ringCount == 2)
    #expect(ring.polygonCount == 1)
    #expect(area(ring) == 96)
    #expect(ring.signedArea(ofRing: 0) == 100)
    #expect(ring.signedArea(ofRing: 1) == -4)
  }

  @Test func `The order of a union cannot be seen in its bytes`() throws {
    let engine = TopologyEngine()
    let parts = (0..<6).map { box(Double($0) * 7, 0, Double($0) * 7 + 5, 5) } + [box(0, 3, 20, 4)]
    #expect(try engine.union(parts) == engine.union(parts.reversed()))
  }

  @Test func `Nothing is nothing`() throws {
    let engine = TopologyEngine()
    let square = box(0, 0, 1, 1)
    #expect(try engine.intersection(square, .empty).isEmpty)
    #expect(try engine.difference(.empty, square).isEmpty)
    #expect(try engine.difference(square, .empty) == engine.union([square]))
    #expect(try engine.union([]).isEmpty)
    #expect(try engine.buffer(.empty, distance: 1).isEmpty)
  }

  @Test func `Grown with mitred corners a square is a square`() throws {
    let engine = TopologyEngine()
    let grown = try engine.buffer(box(0, 0, 10, 10), distance: 1, mitred: true)
    #expect(grown.envelope == Envelope(minX: -1, minY: -1, maxX: 11, maxY: 11))
    #expect(area(grown) == 144)
    #expect(area(try engine.buffer(box(0, 0, 10, 10), distance: -1)) == 64)
    #expect(try engine.buffer(box(0, 0, 10, 10), distance: -6).isEmpty)
    #expect(throws: TopologyError.self) {
      try engine.buffer(box(0, 0, 1, 1), distance: .nan)
    }
  }

  @Test func `Shares of seeded rectangles add up`() throws {
    let engine = TopologyEngine()
    var random = SeededGenerator(seed: 1)
    for _ in 0..<100 {
      func side() -> Double { Double.random(in: 0..<50, using: &random) }
      let corner = Point(x: 5_194_046 + side(), y: 4_920_604 + side())
      let first = box(corner.x, corner.y, corner.x + 30, corner.y + 20)
      let second = box(5_194_066, 4_920_624, 5_194_066 + 10 + side(), 4_920_634 + side())
      let shared = first.envelope.intersection(second.envelope)
      let expected = shared.isEmpty ? 0 : shared.width * shared.height
      let cut = try engine.intersection(first, second).translated(dx: -corner.x, dy: -corner.y)
      #expect(abs(area(cut) - expected) < 1e-5)
    }
  }

  @Test func `An error names the C function and is not heard twice`() throws {
    let engine = TopologyEngine()
    var broken = MultiPolygon.empty
    broken.x = [0, 1, 1]
    broken.y = [0, 0, 1]
    broken.ringEnds = [3]
    broken.polygonEnds = [1]
    let error = #expect(throws: TopologyError.self) {
      try engine.intersection(broken, box(0, 0, 1, 1))
    }
    #expect(error?.function == "GEOSGeom_createLinearRing_r")
    #expect(error?.message.isEmpty == false)
    // The parts made before the broken one are freed: run under the address sanitizer.
    var parts = box(0, 0, 1, 1)
    parts.append(broken)
    #expect(throws: TopologyError.self) { try engine.difference(parts, box(0, 0, 1, 1)) }
    #expect(throws: TopologyError.self) { try engine.union([box(0, 0, 1, 1), broken]) }
    var holed = polygon([[(0, 0), (9, 0), (9, 9)], [(5, 1), (6, 1), (6, 2)]])
    holed.append(broken)
    holed.polygonEnds = [3]
    #expect(throws: TopologyError.self) { try engine.pointOnSurface(holed) }
    _ = engine.failure(of: "these")
    #expect(engine.failure(of: "next").message == "failed without a word")
  }
}

@Suite struct ValidityTests {
  static let cases: [(MultiPolygon, ShapeDefect)] = [
    (polygon([[(0, 0), (10, 10), (10, 0), (0, 10)]]), .selfIntersection),
    (
      polygon([[(0, 0), (10, 0), (10, 10), (0, 10)], [(20, 20), (21, 20), (21, 21)]]),
      .holeOutsideShell
    ),
    (
      polygon([
        [(0, 0), (10, 0), (10, 10), (0, 10)], [(1, 1), (9, 1), (9, 9), (1, 9)],
        [(2, 2), (3, 2), (3, 3)],
      ]), .nestedHoles
    ),
    (
      polygon([[(0, 0), (10, 0), (10, 10), (0, 10)], [(0, 5), (5, 0), (10, 5), (5, 10)]]),
      .disconnectedInterior
    ),
    (
      polygon([[(0, 0), (5, 0), (10, 0), (10, 10), (5, 0), (0, 10)]]), .ringSelfIntersection
    ),
    (polygon([[(0, 0), (1, 0)]]), .tooFewPoints),
    (polygon([[(0, 0), (1, 0), (.nan, 1)]]), .invalidCoordinate),
  ]

  @Test(arguments: cases)
  func `A defect has its code`(shape: MultiPolygon, defect: ShapeDefect) throws {
    let engine = TopologyEngine()
    #expect(try !engine.isValid(shape))
    let verdict = try engine.validity(shape)
    #expect(verdict.defect == defect)
    #expect(!verdict.reason.isEmpty)
  }

  @Test func `Nested shells and unclosed rings`() throws {
    let engine = TopologyEngine()
    var nested = box(0, 0, 10, 10)
    nested.append(box(2, 2, 3, 3))
    #expect(try engine.validity(nested).defect == .nestedShells)
    #expect(area(try engine.repaired(nested)) == 100)
    var open = box(0, 0, 10, 10)
    open.x.removeLast()
    open.y.removeLast()
    open.ringEnds = [4]
    #expect(try engine.validity(open).defect == .ringNotClosed)
    #expect(area(try engine.repaired(open)) == 100)
  }

  @Test func `The place of a crossing is where it crosses`() throws {
    let engine = TopologyEngine()
    let bow = polygon([[(0, 0), (10, 10), (10, 0), (0, 10)]])
    #expect(try engine.validity(bow).place == Point(x: 5, y: 5))
    let repaired = try engine.repaired(bow)
    #expect(repaired.polygonCount == 2)
    #expect(area(repaired) == 50)
    #expect(try engine.isValid(repaired))
  }

  @Test func `A spike is taken off, a line leaves nothing`() throws {
    let engine = TopologyEngine()
    let spike = polygon([[(0, 0), (10, 0), (10, 5), (20, 5), (10, 5), (10, 10), (0, 10)]])
    #expect(try !engine.isValid(spike))
    #expect(area(try engine.repaired(spike)) == 100)
    #expect(try engine.repaired(polygon([[(0, 0), (5, 0), (10, 0)]])).isEmpty)
    #expect(try engine.repaired(polygon([[(0, 0), (5, 0)]])).isEmpty)
    #expect(throws: TopologyError.self) {
      try engine.repaired(polygon([[(0, 0), (1, 0), (.infinity, 1)]]))
    }
  }

  @Test func `Sound shapes are valid`() throws {
    let engine = TopologyEngine()
    #expect(try engine.isValid(.empty))
    #expect(try engine.validity(box(0, 0, 1, 1)) == .valid)
    #expect(try engine.isValid(polygon([[(0, 0), (0, 5), (5, 5), (5, 0)]])))
  }
}

@Suite struct MeasureTests {
  @Test func `Points and circles stand inside`() throws {
    let engine = TopologyEngine()
    let horseshoe = polygon([
      [(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10)]
    ])
    let point = try #require(try engine.pointOnSurface(horseshoe))
    let speck = box(point.x - 1e-6, point.y - 1e-6, point.x + 1e-6, point.y + 1e-6)
    #expect(try engine.covers(horseshoe, speck))
    let circle = try #require(try engine.maximumInscribedCircle(box(0, 0, 20, 6), tolerance: 1e-3))
    #expect(abs(circle.radius - 3) < 2e-3)
    #expect(abs(circle.center.y - 3) < 2e-3)
    #expect(try engine.pointOnSurface(.empty) == nil)
    #expect(try engine.maximumInscribedCircle(.empty) == nil)
  }

  @Test func `The circle of a long sliver is found at once`() throws {
    let engine = TopologyEngine()
    let circle = try #require(try engine.maximumInscribedCircle(box(0, 0, 10_000, 0.01)))
    #expect(abs(circle.radius - 0.005) < 1e-9)
  }

  @Test func `Distances of squares apart`() throws {
    let engine = TopologyEngine()
    let first = box(0, 0, 10, 10)
    #expect(try engine.distance(first, box(13, 14, 20, 20)) == 5)
    #expect(try engine.distance(first, box(5, 5, 20, 20)) == 0)
    #expect(try engine.distance(first, .empty) == .infinity)
    #expect(try engine.hausdorff(first, box(0, 0, 10, 12)) == 2)
    #expect(try engine.covers(first, box(0, 0, 5, 5)))
    #expect(try !engine.covers(box(0, 0, 5, 5), first))
  }
}

/// GEOS's own cases as an oracle for what goes in and comes out of the engine.
@Suite(.enabled(if: SharedData.isPresent)) struct GEOSCaseTests {
  @Test(arguments: ["TestValid.xml", "TestValid2.xml"])
  func `Validity as GEOS's tests have it`(file: String) throws {
    let engine = TopologyEngine()
    var checked = 0
    for test in try GEOSCase.read(SharedData.path("geos-xml/general/\(file)")) {
      guard let shape = test.first else { continue }
      for operation in test.operations where operation.name == "isValid" {
        let expected = operation.expected == "true"
        #expect(try engine.isValid(shape) == expected, "\(test.description)")
        let verdict = try engine.validity(shape)
        #expect(verdict.isValid == expected, "\(test.description)")
        #expect(verdict.defect != .other, "\(test.description)")
        checked += 1
        // What is no number cannot be mended.
        guard verdict.defect != .invalidCoordinate else { continue }
        let repaired = try engine.repaired(shape)
        #expect(try engine.isValid(repaired), "\(test.description)")
      }
    }
    #expect(checked > 50)
  }

  @Test func `Relations of areas as GEOS's tests have them`() throws {
    let engine = TopologyEngine()
    var checked = 0
    for test in try GEOSCase.read(SharedData.path("geos-xml/validate/TestRelateAA.xml")) {
      guard let first = test.first, let second = test.second else { continue }
      for operation in test.operations {
        let expected = operation.expected == "true"
        switch operation.name {
        case "relate":
          #expect(try engine.relate(first, second) == operation.argument, "\(test.description)")
        case "covers":
          #expect(try engine.covers(first, second) == expected, "\(test.description)")
        case "disjoint":
          #expect(try (engine.distance(first, second) > 0) == expected, "\(test.description)")
        case "overlaps" where expected:
          #expect(try engine.intersectsInteriors(first, second), "\(test.description)")
        default: continue
        }
        checked += 1
      }
    }
    #expect(checked > 200)
  }
}
