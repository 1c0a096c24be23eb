import Cadastre
import Findings
import Geometry
import TestSupport
import Testing

private let q = "90:25:010101"
private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  TownBuilder.box(x0, y0, x1, y1)
}

/// Signs that were missed, or given to the wrong thing, until towns of another generator showed it.
@Suite struct MissedCaseTests {
  /// A street drawn as pavement and carriageway is one street beneath the fence.
  @Test func commonLandIsOnePieceHoweverItIsDrawn() throws {
    for slices in [
      [(30.0, 34.0)], [(30, 30.25), (30.25, 34)], [(30, 30.25), (30.25, 30.5), (30.5, 34)],
    ] {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 30))
      for slice in slices { town.street(box(-10, slice.0, 40, slice.1)) }
      town.plot("S-1", box(0, 0, 20, 30.5))
      let findings = try examine(town)
      #expect(findings.map(\.kind) == [.encroachment])
      #expect(findings.first?.onto == .public)
      #expect(findings.first.map { abs($0.measure - 10) < 0.01 } == true)
      #expect(findings.first?.depth.map { abs($0 - 0.5) < 0.01 } == true)
    }
  }

  /// No piece is wider than the tolerance, all together are: the one that reaches far enough is named.
  @Test func aFenceOverAPathAndTheLandBehindItIsNotLost() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.street(box(-10, 30, 40, 30.24))
    town.plot("S-1", box(0, 0, 20, 30.48))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.encroachment])
    #expect(findings.first?.onto == .unallocated)
    #expect(findings.first?.depth.map { abs($0 - 0.48) < 0.01 } == true)
  }

  /// The measure of a line is a length: 0.6 m are twice the tolerance, though the land is less than a square metre.
  @Test(arguments: [(0.3, false), (0.45, false), (0.6, true), (0.95, true)])
  func aCornerCutOffIsALineThatRunsElsewhere(_ cut: Double, isFound: Bool) throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    let leg = cut * 2.0.squareRoot()
    town.plot(
      "S-1",
      MultiPolygon(shell: [
        Point(x: 0, y: 0), Point(x: 20, y: 0), Point(x: 20, y: 30 - leg), Point(x: 20 - leg, y: 30),
        Point(x: 0, y: 30),
      ])
    )
    let findings = try examine(town)
    #expect(findings.map(\.kind) == (isFound ? [.boundaryDifference] : []))
    // What is told of it is what decided: the land is too small to speak of, the line stands clear.
    let asked = findings.first?.explanation.conditions.map(\.threshold)
    #expect(asked.map { $0.contains { abs($0 - 1.65 * 0.2828) < 0.001 } } ?? true)
  }

  /// A record of a parcel that is not in the register is no building of the parcels that are.
  @Test func aRecordOfAnUnknownParcelHidesNoBuilding() throws {
    for parcels in [["\(q):99"], []] {
      var town = TownBuilder()
      town.quarter(q, box(-10, -10, 50, 40))
      town.parcel("\(q):1", box(0, 0, 20, 30))
      town.plot("S-1", box(0, 0, 20, 30))
      town.building("\(q):11", .empty) {
        $0.parcels = parcels
        $0.floorArea = 80
      }
      town.house("B-1", box(5, 5, 13, 15))
      let findings = try examine(town).filter { $0.kind != .noGeometry }
      #expect(findings.map(\.kind) == (parcels.isEmpty ? [] : [.unregisteredBuilding]))
      // Its number may be an old one, so the sign is no more than likely.
      #expect(findings.allSatisfy { $0.probability < 0.7 })
    }
  }

  /// One side stands inside, three are in place: not "smaller on all sides".
  @Test func oneSideThatMovedIsToldAsOnePart() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 29.5))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.boundaryDifference])
    #expect(findings.first?.detailEnglish.contains("cut by one part of") == true)
  }

  /// A hole in the parcel is not the occupant's, whatever lies in it.
  @Test(arguments: [Onto.unallocated, .public])
  func landFencedInsideTheParcelsOwnHoleIsAnEncroachment(_ beneath: Onto) throws {
    var town = TownBuilder()
    let outer = [(0.0, 0.0), (40, 0), (40, 40), (0, 40), (0, 0)]
    let hole = [(15.0, 15.0), (15, 25), (25, 25), (25, 15), (15, 15)]
    let parcel = MultiPolygon(
      x: (outer + hole).map(\.0),
      y: (outer + hole).map(\.1),
      ringEnds: [5, 10],
      polygonEnds: [2]
    )
    town.parcel("\(q):1", parcel)
    if beneath == .public { town.street(box(15, 15, 25, 25)) }
    town.plot("S-1", box(0, 0, 40, 40))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.encroachment])
    #expect(findings.first?.onto == beneath)
    #expect(findings.first.map { abs($0.measure - 100) < 0.1 } == true)
    #expect(findings.first?.depth.map { abs($0 - 5) < 0.05 } == true)
  }

  /// A record without parcel hides a building of its area and no other.
  @Test(arguments: [
    (80.0, nil, 0), (20, nil, 1), (20, 1, 1), (300, 1, 1), (300, 4, 0), (300, nil, 0),
  ])
  func aRecordWithoutParcelHidesWhatHasItsArea(_ floorArea: Double, floors: Int?, signs: Int) throws
  {
    var town = TownBuilder()
    town.quarter(q, box(-10, -10, 50, 40))
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 30))
    town.building("\(q):11", .empty) {
      $0.floorArea = floorArea
      $0.floors = floors
    }
    town.house("B-1", box(5, 5, 13, 15))
    #expect(try examine(town).filter { $0.kind == .unregisteredBuilding }.count == signs)
  }

  /// A house on land that is not drawn may be the one in the books of a parcel that is not drawn.
  @Test func aHouseOffTheDrawnParcelsMayBeOneOfAnUndrawnParcel() throws {
    for isRecorded in [true, false] {
      var town = TownBuilder()
      town.quarter(q, box(-10, -10, 90, 40))
      town.parcel("\(q):1", box(0, 0, 20, 30))
      town.parcel("\(q):2", .empty)
      town.plot("S-1", box(0, 0, 20, 30))
      town.plot("S-2", box(40, 0, 60, 30))
      if isRecorded { town.building("\(q):11", .empty) { $0.parcels = ["\(q):2"] } }
      town.house("B-1", box(45, 5, 53, 15))
      let found = try examine(town).filter { $0.kind == .unregisteredBuilding }
      #expect(found.count == 1)
      #expect(found.first.map { $0.probability < 0.7 } == isRecorded)
    }
  }

  /// A plot and a house that were put aside when they were read were there all the same.
  @Test func whatWasPutAsideIsNotGone() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(30, 0, 50, 30))
    town.building("\(q):11", box(70, 0, 80, 10))
    town.plot("S-1", box(0, 0, 20, 30))
    town.house("B-1", box(5, 5, 13, 15)) { $0.capital = false }
    #expect(try examine(town).map(\.kind) == [.notFound, .demolishedBuilding])
    let places = [
      ("survey parcels", Point(x: 40, y: 15)), ("survey buildings", Point(x: 70, y: 0)),
    ]
    let rejects = places.map { layer, place in
      Reject(
        layer: layer,
        origin: Origin(file: "s", layer: layer, row: 1),
        key: "A",
        code: "duplicate-id",
        reason: "",
        reasonEnglish: "",
        place: place
      )
    }
    #expect(try examineAll(town, rejects: rejects).findings.isEmpty)
  }
}
