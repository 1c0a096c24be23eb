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
}
