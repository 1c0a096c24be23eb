import Cadastre
import Findings
import Geometry
import TestSupport
import Testing

private let q = "90:25:010101"
private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  TownBuilder.box(x0, y0, x1, y1)
}

/// What towns of other generators showed: cases at the edge of two kinds.
@Suite struct HardCaseTests {
  /// Two parcels side by side, divided across the old line: each of the four overlaps is half of its members.
  @Test(arguments: [15.0, 14.5, 13, 17])
  func landDividedAcrossTheOldLineIsARegrouping(_ cut: Double) throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.plot("S-1", box(0, 0, 40, cut))
    town.plot("S-2", box(0, cut, 40, 30))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.regroup])
    #expect(findings.first?.registerIDs == ["\(q):1", "\(q):2"])
    #expect(findings.first?.surveyIDs == ["S-1", "S-2"])
  }

  /// What a permit names among others is permitted; business beside housing is not, by a permit for housing alone.
  @Test(arguments: [
    ("ИЖС, магазины", "жилой дом", false), ("гостиница и магазин", "магазин", false),
    ("коммунально-складские", "склад", false), ("2.1, 4.4", "магазин", false),
    ("магазины", "жилой дом", true), ("ИЖС", "жилой дом с магазином", true),
    ("пашня", "жилой дом", true), ("для сельскохозяйственного производства", "жилой дом", true),
    ("пашня", "огород", false), ("крестьянское (фермерское) хозяйство", "жилой дом", false),
  ])
  func usesAreHeldAgainstAllThatThePermitNames(_ permit: String, _ seen: String, _ differs: Bool)
    throws
  {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30)) { $0.permittedUse = permit }
    town.plot("S-1", box(0, 0, 20, 30)) { $0.use = seen }
    #expect(try examine(town).map(\.kind) == (differs ? [.useDifference] : []))
  }

  /// Points of 0.02 m on 36.48 m²: 36 and 37 are the same figure, 38 is another.
  @Test func roundingToWholeSquareMetresIsNoDifference() throws {
    var town = TownBuilder()
    for (k, declared) in [36.0, 37, 38].enumerated() {
      let x = 20 * Double(k)
      town.parcel("\(q):\(k + 1)", box(x, 0, x + 6, 6.08)) {
        $0.declaredArea = declared
        $0.pointAccuracy = 0.02
      }
    }
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.declaredArea])
    #expect(findings.first?.registerIDs == ["\(q):3"])
  }

  /// A hole between two parcels, from nothing to 1.4 m over 20 m, closed by a third.
  @Test func aSliverThatWidensToAPassageIsReportedAsFarAsItIsNarrower() throws {
    func town(closed: Bool) -> TownBuilder {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 20))
      town.parcel(
        "\(q):2",
        MultiPolygon(shell: [
          Point(x: 20, y: 0), Point(x: 45, y: 0), Point(x: 45, y: 20), Point(x: 21.4, y: 20),
        ])
      )
      if closed { town.parcel("\(q):3", box(0, 20, 45, 40)) }
      return town
    }
    let found = try examine(town(closed: true)).filter { $0.kind == .gap }
    #expect(found.map(\.registerIDs) == [["\(q):1", "\(q):2"]])
    // Up to 1 m of width 14.3 m long: 7.1 m² at most, less the end within tolerance and the mitred tip.
    #expect(found.first?.area.map { $0 > 3.5 && $0 < 7.2 } == true, "\(found.map(\.area))")
    #expect(try !examine(town(closed: false)).map(\.kind).contains(.gap))
  }

  /// The inner of two nested records is held by another: its land is missing on the outer's plot for that reason.
  @Test func landOfAnInnerParcelIsNoAreaDifferenceOfTheOuter() throws {
    func town(cut: Double) -> TownBuilder {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 40, 30))
      town.parcel("\(q):2", box(28, 0, 40, 30))
      town.plot("S-1", box(0, 0, cut, 30), claims: "\(q):1")
      town.plot("S-2", box(28, 0, 40, 30), claims: "\(q):2")
      return town
    }
    #expect(try examine(town(cut: 28)).map(\.kind) == [.duplicate])
    #expect(try examine(town(cut: 22)).map(\.kind).contains(.areaDifference))
  }

  @Test func occupiedLandThatReachesIntoAParcelIsUnregistered() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(13, -10, 60, 31))
    let kinds = try examine(town).map(\.kind)
    #expect(kinds.contains(.unregisteredParcel))
    #expect(!kinds.contains(.encroachment))
  }

  @Test func aThirdOfANeighbourIsStillAnEncroachment() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.plot("S-1", box(0, 0, 27, 30))
    town.plot("S-2", box(27, 0, 40, 30))
    #expect(try examine(town).map(\.kind) == [.encroachment])
  }

  /// Points known to half a metre: two drawings of one parcel share 0.93 of their union.
  @Test func twoRoughDrawingsOfOneParcelAreADuplicate() throws {
    func town(_ accuracy: Double) -> TownBuilder {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 30)) { $0.pointAccuracy = accuracy }
      town.parcel("\(q):2", box(0.4, -0.4, 20.5, 30.5)) { $0.pointAccuracy = accuracy }
      town.plot("S-1", box(0, 0, 20, 30))
      return town
    }
    #expect(try examine(town(0.5)).map(\.kind) == [.duplicate])
    #expect(try !examine(town(0.1)).map(\.kind).contains(.duplicate))
  }

  @Test func aBuildingMostlyOverTheLineIsHeldAgainstTheParcelItsRecordNames() throws {
    func town(record: String) -> TownBuilder {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 30))
      town.parcel("\(q):2", box(20, 0, 40, 30))
      town.plot("S-1", box(0, 0, 20, 30))
      town.plot("S-2", box(20, 0, 40, 30))
      town.building("\(q):11", box(16, 10, 26, 18)) { $0.parcels = [record] }
      town.house("B-1", box(16, 10, 26, 18))
      return town
    }
    let named = try examine(town(record: "\(q):1"))
    #expect(named.map(\.kind) == [.buildingOverBoundary])
    #expect(named.first?.depth.map { abs($0 - 6) < 0.01 } == true)
    #expect(try examine(town(record: "\(q):2")).first?.depth.map { abs($0 - 4) < 0.01 } == true)
    // A record that names a parcel the building does not reach says nothing about a line.
    #expect(try examine(town(record: "\(q):99")).first?.depth.map { abs($0 - 4) < 0.01 } == true)
  }

  /// A wrong number moves nothing: the record is displaced with what lies around it.
  @Test func aParcelWithTheNumberOfADisplacedQuarterStaysWhereItLies() throws {
    var town = TownBuilder()
    let other = "90:25:010102"
    town.quarter(q, box(0, 0, 240, 30))
    town.quarter(other, box(0, 200, 240, 230))
    for i in 0..<12 {
      let x = Double(i) * 20
      let width = 20 - Double(i % 4)
      town.parcel(i == 5 ? "\(other):77" : "\(q):\(i + 1)", box(x, 0, x + width, 30))
      town.plot("S-\(100 + i)", box(x, 0, x + width, 30))
      town.parcel("\(other):\(i + 1)", box(x + 3, 200, x + width + 3, 230))
      town.plot("S-\(200 + i)", box(x, 200, x + width, 230))
    }
    #expect(try examine(town).map(\.kind) == [.outsideQuarter, .quarterShift])
  }

  @Test func rejectedRecordsThatAreNotInForceAreNotNamed() throws {
    let rejects = [RecordStatus.active, .temporary, .archived].map { status in
      Reject(
        layer: "register parcels",
        origin: Origin(file: "town.gpkg", layer: "parcels", row: 1),
        key: "\(q):\(status.rawValue)",
        code: "no-area",
        reason: "",
        reasonEnglish: "",
        status: status
      )
    }
    let findings = try examineAll(TownBuilder(), rejects: rejects).findings
    #expect(findings.flatMap(\.registerIDs) == ["\(q):active"])
  }

  /// Fences at 13 and 28 m over two parcels of 20 m: the yard in the middle is of both.
  @Test(arguments: [(13.0, 28.0), (13.33, 26.67), (15.3, 28.6)])
  func aYardOutOfTwoParcelsIsARegrouping(_ first: Double, _ second: Double) throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.plot("S-1", box(0, 0, first, 30))
    town.plot("S-2", box(first, 0, second, 30))
    town.plot("S-3", box(second, 0, 40, 30))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.regroup])
    #expect(findings.first?.surveyIDs == ["S-1", "S-2", "S-3"])
  }

  /// A yard recorded 3.6 m aside comes to lie on a row of garages that have records of their own.
  @Test func aDisplacedRecordIsNotTheLandItComesToLieOn() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(3.6, 0, 23.6, 30))
    town.plot("S-1", box(0, 0, 20, 30))
    for i in 0..<5 {
      let y = Double(i) * 6
      town.parcel("\(q):\(i + 2)", box(20, y, 24, y + 6))
      town.plot("S-\(i + 2)", box(20, y, 24, y + 6))
    }
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.parcelShift])
    #expect(findings.first?.registerIDs == ["\(q):1"])
  }

  /// A record nested in another, each with its own yard on the ground.
  @Test func aNestedParcelWithAYardOfItsOwnIsNoSplit() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):9", box(10, 20, 20, 30))
    town.plot(
      "S-1",
      MultiPolygon(shell: [
        Point(x: 0, y: 0), Point(x: 20, y: 0), Point(x: 20, y: 20), Point(x: 10, y: 20),
        Point(x: 10, y: 30), Point(x: 0, y: 30),
      ])
    )
    town.plot("S-9", box(10, 20, 20, 30))
    let kinds = try examine(town).map(\.kind)
    #expect(kinds.contains(.duplicate) && !kinds.contains(.split))
  }

  /// A house at the corner of four parcels, most of it on none: its record says whose line it crosses.
  @Test func aBuildingThatNoParcelHoldsHalfOfKeepsItsParcel() throws {
    func town(drawn: Bool) -> TownBuilder {
      var town = TownBuilder()
      let corners = [(0.0, 0.0), (20.0, 0.0), (0.0, 30.0), (20.0, 30.0)]
      for (i, corner) in corners.enumerated() {
        let shape = box(corner.0, corner.1, corner.0 + 20, corner.1 + 30)
        town.parcel("\(q):\(i + 1)", shape)
        town.plot("S-\(i + 1)", shape)
      }
      let house = box(13, 23, 23, 33)
      town.building("\(q):101", drawn ? house : .empty) { $0.parcels = ["\(q):1"] }
      town.house("B-1", house)
      return town
    }
    let found = try examine(town(drawn: true))
    #expect(found.map(\.kind) == Array(repeating: .buildingOverBoundary, count: 3))
    #expect(found.allSatisfy { ($0.depth ?? 0) >= 2.9 })
    #expect(try !examine(town(drawn: false)).map(\.kind).contains(.unregisteredBuilding))
  }

  /// A building gone and a new one on the plot of an archived record: the books say which parcel it stood on.
  @Test func aBuildingOnAnotherPlotIsNotTheOneThatIsGone() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30)) { $0.status = .archived }
    town.plot("S-1", box(0, 0, 20, 30))
    town.building("\(q):101", box(10, 10, 19, 18)) { $0.parcels = ["\(q):1"] }
    town.house("B-1", box(21, 10, 30, 18))
    let kinds = try examine(town).map(\.kind)
    #expect(kinds.contains(.demolishedBuilding) && kinds.contains(.unregisteredBuilding))
  }

  /// Half of a quarter displaced by 1.5 m: one or the other, never the middle.
  @Test(arguments: [18, 20, 22, 24])
  func halfADisplacedQuarterIsNotDisplacedByHalf(_ moved: Int) throws {
    var town = TownBuilder()
    town.quarter(q, box(-5, -5, 205, 165))
    for i in 0..<40 {
      let (x, y) = (Double(i % 8) * 25, Double(i / 8) * 32)
      let width = 20 - Double(i % 5) * 0.7
      let aside = i * 7 % 40 < moved ? 1.5 : 0
      town.parcel("\(q):\(100 + i)", box(x + aside, y, x + aside + width, y + 30))
      town.plot("S-\(100 + i)", box(x, y, x + width, y + 30))
    }
    let findings = try examine(town)
    let shifts = findings.filter { $0.kind == .parcelShift }
    #expect(shifts.allSatisfy { abs($0.measure - 1.5) < 0.02 })
    let whole = findings.filter { $0.kind == .quarterShift }
    #expect(whole.allSatisfy { abs($0.measure - 1.5) < 0.02 && $0.registerIDs.count == moved })
    #expect(shifts.count == (whole.isEmpty ? moved : 40 - moved))
  }

  /// Without a coverage the survey looked in the quarters where it recorded something: by place, not by number.
  @Test func whereTheSurveyLookedGoesByPlace() throws {
    var town = TownBuilder()
    let other = "90:25:010102"
    town.quarter(q, box(0, 0, 100, 100))
    town.quarter(other, box(100, 0, 200, 100))
    town.coverage = .quarters([q])
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 30))
    town.parcel("\(q):9", box(140, 40, 160, 70))
    town.parcel("\(other):9", box(40, 40, 60, 70))
    town.parcel("\(q):8", box(90, 10, 108, 40))
    let lost = try examine(town).filter { $0.kind == .notFound }
    #expect(lost.flatMap(\.registerIDs) == ["\(other):9"])
  }

  /// A permitted use that names two uses permits each of them.
  @Test(arguments: [
    ("магазин и жилой дом", "жилой дом"), ("ИЖС, магазины", "жилой дом"),
    ("гостиница и магазин", "магазин"), ("коммунально-складские объекты", "склад"),
  ])
  func aUseThatIsNamedBesideAnotherIsPermitted(_ permitted: String, _ observed: String) throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30)) { $0.permittedUse = permitted }
    town.plot("S-1", box(0, 0, 20, 30)) { $0.use = observed }
    #expect(try examine(town).isEmpty)
  }

  /// A part of a divided parcel takes three metres of the neighbour; a fence round two takes three of the street.
  @Test func landTakenBeyondADividedParcelIsAnEncroachment() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.plot("S-1", box(0, 0, 10, 30))
    town.plot("S-2", box(10, 0, 23, 30))
    town.plot("S-3", box(23, 0, 40, 30))
    let split = try examine(town)
    #expect(Set(split.map(\.kind)) == [.split, .encroachment] && split.count == 2)
    #expect(split.first { $0.kind == .encroachment }?.registerIDs == ["\(q):1", "\(q):2"])
    town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.street(box(-10, -10, 50, 0))
    town.plot("S-1", box(0, -3, 40, 30))
    let merge = try examine(town)
    #expect(Set(merge.map(\.kind)) == [.merge, .encroachment] && merge.count == 2)
    #expect(merge.first { $0.kind == .encroachment }?.onto == .public)
  }

  /// Boxes of 4 × 6 m surveyed to half a metre: one reaches 0.9 m into the next.
  @Test func aWallOverTheLineByItsErrorIsNoPartOfTheNextBox() throws {
    var town = TownBuilder()
    for i in 0..<4 {
      let x = Double(i) * 4
      town.parcel("\(q):\(i + 1)", box(x, 0, x + 4, 6))
      town.plot("S-\(i + 1)", box(x, 0, x + 4, 6))
      town.building("\(q):10\(i + 1)", i == 2 ? .empty : box(x, 0, x + 4, 6)) {
        $0.parcels = ["\(q):\(i + 1)"]
      }
      town.house("B-\(i + 1)", box(i == 2 ? x - 0.9 : x, 0, x + 4, 6)) { $0.accuracy = 0.5 }
    }
    #expect(try examine(town).filter { $0.kind != .noGeometry } == [])
  }
}
