import Alignment
import Cadastre
import Geometry
import Matching
import TestSupport
import Testing
import Topology
import Workers

private let q = "90:25:010101"
private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  TownBuilder.box(x0, y0, x1, y1)
}

/// Links as `register id–survey id` with their relation.
private func links(_ town: TownBuilder) throws -> [String] {
  let rules = try ProjectData.rules()
  let register = town.register
  let survey = town.survey
  let accuracy = RegisterAccuracy(
    register,
    rules: rules,
    classifier: try ProjectData.classifier()
  )
  let workers = Workers(count: 1)
  let alignment = Alignment.estimate(
    register: register,
    survey: survey,
    accuracy: accuracy,
    coincidence: rules.coincidence.value,
    workers: workers
  )
  return Matching.match(
    register: register,
    survey: survey,
    alignment: alignment,
    rules: rules,
    accuracy: accuracy,
    weights: try ProjectData.decode(LinkWeights.self, "matching/weights-2026-11.json"),
    workers: workers
  ).links.map { link in
    let ids =
      link.layer == .parcels
      ? (register.parcels.records[link.register].number, survey.parcels.records[link.survey].id)
      : (
        register.buildings.records[link.register].number,
        survey.buildings.records[link.survey].id
      )
    return "\(ids.0.split(separator: ":")[3])–\(ids.1) \(link.relation.rawValue)"
  }
}

@Suite struct MatchingTests {
  @Test func neighboursThatShareAStripAreNotLinked() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.plot("S-1", box(0, 0, 26, 30))
    town.plot("S-2", box(26, 0, 40, 30))
    #expect(try links(town) == ["1–S-1 1:1", "2–S-2 1:1"])
  }

  @Test func oneToManyAndManyToOne() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 8))
    town.plot("S-2", box(0, 8, 20, 30))
    town.parcel("\(q):2", box(100, 0, 110, 30))
    town.parcel("\(q):3", box(110, 0, 140, 30))
    town.plot("S-3", box(100, 0, 140, 30))
    #expect(
      try links(town) == ["1–S-1 1:n", "1–S-2 1:n", "2–S-3 n:1", "3–S-3 n:1"]
    )
  }

  @Test func landDividedAnewIsOneComponent() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 40))
    town.parcel("\(q):2", box(20, 0, 40, 40))
    town.plot("S-1", box(0, 0, 40, 20))
    town.plot("S-2", box(0, 20, 40, 40))
    #expect(
      try links(town) == ["1–S-1 n:m", "1–S-2 n:m", "2–S-1 n:m", "2–S-2 n:m"]
    )
  }

  /// Garages measured to a metre: half a box is left of the first, and the second's contour reaches into the rest.
  @Test func aNegligibleLinkBetweenTwoPairsIsNoClaim() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 4.2, 6))
    town.parcel("\(q):2", box(4.2, 0, 9.5, 6))
    town.plot("S-1", box(0, 0, 2, 6), claims: "\(q):1") { $0.accuracy = 1 }
    town.plot("S-2", box(2.9, 0, 9.1, 6), claims: "\(q):2") { $0.accuracy = 1 }
    #expect(try links(town) == ["1–S-1 1:1", "2–S-2 1:1"])
  }

  /// Occupied land that reaches into a parcel, less than a third of either: it has no parcel of its own.
  @Test func aPlotMostlyBesideAParcelIsNotItsLand() throws {
    func town(claims: String?) -> TownBuilder {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 30))
      town.plot("S-1", box(13, -10, 60, 31), claims: claims)
      return town
    }
    #expect(try links(town(claims: nil)).isEmpty)
    #expect(try links(town(claims: "\(q):1")) == ["1–S-1 1:1"])
  }

  @Test func aClaimToARecordWithoutCoordinatesIsALink() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", .empty)
    town.parcel("\(q):2", .empty) { $0.status = .archived }
    town.plot("S-1", box(0, 0, 20, 30), claims: "\(q):1")
    town.plot("S-2", box(50, 0, 70, 30), claims: "\(q):2")
    #expect(try links(town) == ["1–S-1 1:1"])
  }

  @Test func anEqualNeighbourIsNotTheSameParcel() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 4, 6))
    town.plot("S-1", box(4, 0, 8, 6))
    #expect(try links(town).isEmpty)
  }

  @Test func aBuildingDrawnAsideIsLinkedOnItsOwnParcelOnly() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 30, 30))
    town.parcel("\(q):2", box(30, 0, 60, 30))
    town.building("\(q):11", box(20, 5, 29, 14)) { $0.parcels = ["\(q):1"] }
    town.house("B-1", box(31, 5, 40, 14))
    #expect(try links(town).isEmpty, "eleven metres off, and on the neighbour's land")
    town.building("\(q):12", box(40, 20, 48, 28)) { $0.parcels = ["\(q):2"] }
    town.house("B-2", box(46, 20, 54, 28))
    #expect(try links(town) == ["12–B-2 1:1"])
  }

  @Test(arguments: [1, 3])
  func overlapsAreThoseOfBruteForce(threads: Int) throws {
    var generator = SeededGenerator(seed: 8)
    func layer(_ count: Int) -> ShapeColumn {
      ShapeColumn(
        (0..<count).map { _ in
          let x = Double.random(in: 0...300, using: &generator)
          let y = Double.random(in: 0...300, using: &generator)
          return box(x, y, x + 5 + x / 10, y + 8)
        }
      )
    }
    let first = layer(120)
    let second = layer(90)
    let table = OverlapTable(
      register: first,
      isLive: (0..<120).map { $0 % 10 != 0 },
      survey: second,
      workers: Workers(count: threads)
    )
    let engine = TopologyEngine()
    var expected: [[Int]] = []
    for s in 0..<90 {
      for r in 0..<120 where r % 10 != 0 {
        if try engine.intersection(first[r], second[s]).area > 0 { expected.append([s, r]) }
      }
    }
    #expect(table.rows.map { [$0.survey, $0.register] } == expected)
    #expect(table.ofSurvey(7).allSatisfy { $0.survey == 7 })
  }
}

@Suite struct BuildingLinkTests {
  /// A street of houses drawn alike to the last digit, but for what `change` does.
  private func street(_ count: Int, _ change: (inout TownBuilder) -> Void) throws -> [String] {
    var town = TownBuilder()
    for k in 0..<count {
      let x = 1000 + 40 * Double(k)
      town.building("\(q):\(100 + k)", box(x, 0, x + 10, 10))
      town.house("B-\(100 + k)", box(x, 0, x + 10, 10))
    }
    change(&town)
    let ordinary = Set((0..<count).map { "\(100 + $0)–B-\(100 + $0) 1:1" })
    return try links(town).filter { !ordinary.contains($0) }
  }

  /// House 1 of 10 × 10 m; another stands there now that shares half of it, and a shed was cut off house 2.
  private func changes(_ town: inout TownBuilder) {
    town.building("\(q):1", box(0, 0, 10, 10))
    town.house("B-1", box(5, 0, 15, 14))
    town.building("\(q):2", box(0, 50, 10, 60))
    town.house("B-2", box(0, 50, 7, 60))
    town.house("B-3", box(7, 50, 10, 60))
  }

  @Test func inEditionsOfOneDrawingAReplacedHouseAndACutOffPartAreOthers() throws {
    #expect(try street(40, changes) == ["2–B-2 1:1"])
  }

  @Test func betweenTwoHandsBothArePartsOfOneBuilding() throws {
    #expect(try street(3, changes) == ["1–B-1 1:1", "2–B-2 1:n", "2–B-3 1:n"])
  }

  @Test func aComplexCutUpInAnotherWayIsLinkedByItsParts() throws {
    // One block in the register; three bodies in the survey, one of them mostly beside it.
    var town = TownBuilder()
    town.building("\(q):1", box(0, 0, 40, 10))
    town.house("B-1", box(0, 0, 14, 10))
    town.house("B-2", box(14, 0, 28, 10))
    town.house("B-3", box(38, 0, 48, 10))
    #expect(try links(town) == ["1–B-1 1:n", "1–B-2 1:n", "1–B-3 1:n"])
  }

  @Test func aNewShedAtTheWallOfAKnownHouseIsNoPartOfIt() throws {
    // Two tenths of a metre of overlap are within the coincidence tolerance of 0.28 m.
    var town = TownBuilder()
    town.building("\(q):1", box(0, 0, 10, 10))
    town.house("B-1", box(0, 0, 10, 10))
    town.house("B-2", box(9.8, 0, 11.4, 1.6))
    #expect(try links(town) == ["1–B-1 1:1"])
  }

  /// Houses drawn 2 m aside: as recorded the second contour reaches 0.1 m into the first, in place with the
  /// neighbours 2.1 m.
  @Test func aPartIsMeasuredWhereTheNeighbourhoodPutsIt() throws {
    var town = TownBuilder()
    for k in 0..<8 {
      let x = 40 + 18 * Double(k)
      town.building("\(q):\(10 + k)", box(x, 0, x + 10, 10))
      town.house("B-\(10 + k)", box(x + 2, 0, x + 12, 10))
    }
    town.building("\(q):1", box(10, 0, 20, 10))
    town.house("B-1", box(12, 0, 19.9, 10))
    town.house("B-2", box(19.9, 2, 28, 6))
    let found = try links(town).filter { $0.contains("B-1 ") || $0.contains("B-2") }
    #expect(found == ["1–B-1 1:n", "1–B-2 1:n"])
  }

  @Test func aRecordWithoutParcelIsFoundByAnAddressOfItsOwn() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 30, 30)) { $0.address = "г. Ялта, ул. Зелёная, 5" }
    town.parcel("\(q):2", box(30, 0, 60, 30)) { $0.address = "г. Ялта, ул. Зелёная, 7" }
    town.parcel("\(q):3", box(60, 0, 90, 30)) { $0.address = "г. Ялта, ул. Зелёная, 7" }
    town.building("\(q):11", .empty) { $0.address = "Г ЯЛТА УЛ ЗЕЛЕНАЯ 5" }
    town.building("\(q):12", .empty) { $0.address = "г. Ялта, ул. Зелёная, 7" }
    town.house("B-1", box(10, 10, 20, 20))
    town.house("B-2", box(40, 10, 50, 20))
    town.house("B-3", box(70, 10, 80, 20))
    #expect(try links(town) == ["11–B-1 1:1"])
  }
}
