import Geometry
import Testing
import TestSupport

@testable import Projection

@Suite struct ReferenceSystemTests {
  static let msk21 =
    "+proj=tmerc +lat_0=0 +lon_0=47.55 +k=1 +x_0=1250000 +y_0=-5814743.504 +ellps=krass"

  @Test func `EPSG:7829 is metric and known by name`() throws {
    let system = try ReferenceSystem("EPSG:7829")
    #expect(system.name == "Pulkovo 1942 / CS63 zone X5")
    #expect(system.authorityCode == "EPSG:7829")
    #expect(!system.isGeographic)
    #expect(system.metresPerUnit == 1)
    #expect(system.wkt.hasPrefix(#"PROJCS["Pulkovo 1942 / CS63 zone X5""#))
  }

  @Test func `The constant is what PROJ says`() throws {
    #expect(try ReferenceSystem("EPSG:4326") == .wgs84)
    #expect(try ReferenceSystem.wgs84.isSame(as: ReferenceSystem("OGC:CRS84")))
    #expect(try ReferenceSystem.wgs84.isSame(as: ReferenceSystem("urn:ogc:def:crs:OGC:1.3:CRS84")))
  }

  @Test func `A PROJ string of a local system needs no code`() throws {
    let system = try ReferenceSystem(Self.msk21)
    #expect(system.authorityCode == nil)
    #expect(system.name == Self.msk21)
    #expect(system.metresPerUnit == 1)
    #expect(try system.isSame(as: ReferenceSystem(Self.msk21 + " +type=crs")))
    #expect(try system.isSame(as: ReferenceSystem(system.wkt)))
    let shifted = try ReferenceSystem(
      Self.msk21 + " +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22"
    )
    #expect(shifted.metresPerUnit == 1)
    #expect(!shifted.isSame(as: system))
    #expect(try shifted.isSame(as: ReferenceSystem(shifted.wkt)))
  }

  @Test func `WKT finds its code again, axis order does not count`() throws {
    let system = try ReferenceSystem("EPSG:7829")
    let fromWKT = try ReferenceSystem(system.wkt)
    #expect(fromWKT.authorityCode == "EPSG:7829")
    let withoutCode = system.wkt.replacing(#",AUTHORITY["EPSG","7829"]]"#, with: "]")
    #expect(withoutCode != system.wkt)
    let anonymous = try ReferenceSystem(withoutCode)
    #expect(anonymous.isSame(as: system))
    #expect(try !system.isSame(as: ReferenceSystem("EPSG:7828")))
  }

  @Test func `Feet are told from metres`() throws {
    let feet = try ReferenceSystem("EPSG:2263")
    #expect(abs((feet.metresPerUnit ?? 0) - 0.304_800_609_6) < 1e-9)
  }

  @Test(arguments: ["", "nonsense", "foo", "EPSG:999999", "+proj=nothing", "PROJCS[broken"])
  func `What PROJ does not understand is named`(definition: String) {
    let error = #expect(throws: ProjectionError.self) { try ReferenceSystem(definition) }
    guard case .unknownSystem(definition, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test(arguments: ["EPSG:4978", "EPSG:5701"])
  func `What is not a plane or a globe is refused`(definition: String) {
    #expect(throws: ProjectionError.notHorizontal(definition: definition)) {
      try ReferenceSystem(definition)
    }
  }
}

@Suite struct TransformationTests {
  @Test func `Yalta in the plane and on the globe`() throws {
    let plane = try ReferenceSystem("EPSG:7829")
    let forward = try Transformation(from: .wgs84, to: plane)
    // ГОСТ 32453-2017 shift, checked with PROJ 9.5.1: X (north) 4 920 604, Y (east) 5 194 046.
    var x = [34.1664]
    var y = [44.4952]
    try forward.apply(x: &x, y: &y)
    #expect(abs(x[0] - 5_194_046) < 1)
    #expect(abs(y[0] - 4_920_604) < 1)
    let accuracy = forward.accuracy
    #expect(accuracy == 3)
    let name = forward.description
    #expect(name.contains("Pulkovo 1942 to WGS 84 (20)"))

    let area = Envelope(minX: x[0] - 100, minY: y[0] - 100, maxX: x[0] + 100, maxY: y[0] + 100)
    let back = try Transformation(from: plane, to: .wgs84, area: area)
    try back.apply(x: &x, y: &y)
    #expect(abs(x[0] - 34.1664) < 5e-9)
    #expect(abs(y[0] - 44.4952) < 5e-9)
  }

  @Test func `A local system with its shift`() throws {
    let shift = " +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22"
    let local = try ReferenceSystem(ReferenceSystemTests.msk21 + shift)
    let way = try Transformation(from: local, to: .wgs84)
    // Novocheboksarsk, 47.48 E 56.13 N (any map).
    var x = [1_245_000.0, 1_250_000]
    var y = [410_000.0, 410_000]
    try way.apply(x: &x, y: &y)
    #expect(abs(x[1] - 47.55) < 0.01)
    #expect(x[0] < x[1])
    #expect((56...56.3).contains(y[0]))
    let accuracy = way.accuracy
    #expect(accuracy == nil)
  }

  @Test func `Round trips of many points come home`() throws {
    let plane = try ReferenceSystem("EPSG:7829")
    let there = try Transformation(from: plane, to: .wgs84)
    let back = try Transformation(from: .wgs84, to: plane)
    var random = SeededGenerator(seed: 3)
    let east = (0..<500).map { _ in Double.random(in: 5_150_000...5_250_000, using: &random) }
    let north = (0..<500).map { _ in Double.random(in: 4_900_000...4_980_000, using: &random) }
    var x = east
    var y = north
    try there.apply(x: &x, y: &y)
    #expect(x.allSatisfy { (33...35).contains($0) })
    #expect(y.allSatisfy { (44...45.5).contains($0) })
    try back.apply(x: &x, y: &y)
    // The small-angle Helmert shift is not its own exact inverse: (0.8″)² of the earth's radius, 0.2 mm.
    for i in x.indices {
      #expect(abs(x[i] - east[i]) < 3e-4)
      #expect(abs(y[i] - north[i]) < 3e-4)
    }
  }

  @Test func `The same system changes nothing`() throws {
    let plane = try ReferenceSystem("EPSG:7829")
    let way = try Transformation(from: plane, to: ReferenceSystem(plane.wkt))
    let isIdentity = way.isIdentity
    #expect(isIdentity)
    var x = [5_194_045.713_000_001, .nan]
    var y = [4_920_604.486, 0]
    let before = x[0]
    try way.apply(x: &x, y: &y)
    #expect(x[0] == before)
    #expect(y == [4_920_604.486, 0])
  }

  @Test func `A point off the globe is named and nothing is moved`() throws {
    let plane = try ReferenceSystem("EPSG:7829")
    let way = try Transformation(from: .wgs84, to: plane)
    var x = [34.0, 34, 34]
    var y = [44.0, 44, 444]
    let error = #expect(throws: ProjectionError.self) { try way.apply(x: &x, y: &y) }
    guard case .outsideDomain(let index, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(index == 2)
    #expect(!reason.isEmpty)
    #expect(x == [34, 34, 34])
    #expect(y == [44, 44, 444])
    var nan = [Double.nan]
    var zero = [0.0]
    #expect(throws: ProjectionError.self) { try way.apply(x: &nan, y: &zero) }
  }
}
