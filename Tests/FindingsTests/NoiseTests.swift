import Cadastre
import Findings
import Geometry
import TestSupport
import Testing

private let q = "90:25:010101"
private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  TownBuilder.box(x0, y0, x1, y1)
}

/// What the errors of thousands of corners make is no finding; what stands clear of them is one.
@Suite struct NoiseTests {
  /// 3.5 errors are the limit of one comparison: 20 × 30 m known to 0.1 m on both sides err by 12.6 m² together.
  @Test(arguments: [(1, 0.46, 1), (1500, 0.46, 0), (1500, 0.54, 1)])
  func whatCountsAsADifferenceOfAreasAsksHowManyWereCompared(
    _ plots: Int,
    _ wider: Double,
    _ count: Int
  ) throws {
    var town = Self.row(of: plots - 1)
    town.parcel("\(q):9999", box(0, 0, 20, 30))
    town.plot("S-9999", box(-wider / 2, 0, 20 + wider / 2, 30))
    #expect(try examine(town).count { $0.kind == .areaDifference } == count)
  }

  /// Parcels that agree with their plots, far from the origin.
  private static func row(of count: Int) -> TownBuilder {
    var town = TownBuilder()
    for i in 0..<count {
      let shape = box(Double(i) * 40, 1000, Double(i) * 40 + 20 - Double(i % 7), 1030)
      town.parcel("\(q):\(i + 1)", shape)
      town.plot("S-\(i + 1)", shape)
    }
    return town
  }

  /// A garage of 20 m² that points of half a metre shrank to twelve.
  @Test func aCoarseContourIsJudgedAlongTheFinerOne() throws {
    var town = TownBuilder()
    town.parcel("\(q):70", box(0, 0, 3.1, 6.5))
    town.plot("S-1", box(0.6, 0.3, 2.6, 6.1)) { $0.accuracy = 0.5 }
    #expect(try !examine(town).map(\.kind).contains(.areaDifference))
    town = TownBuilder()
    town.parcel("\(q):70", box(0, 0, 3.1, 6.5))
    town.plot("S-1", box(0.6, 0.3, 2.6, 6.1))
    #expect(try examine(town).map(\.kind) == [.areaDifference])
  }

  /// Both ends of a strip off by the tolerance of one point: not by chance in a street, but in every town.
  @Test(arguments: [(1, 0.31, 1), (1500, 0.31, 0), (1500, 0.36, 1)])
  func whatCountsAsAStripAsksHowManyLinesThereAre(
    _ plots: Int,
    _ width: Double,
    _ count: Int
  ) throws {
    var town = Self.row(of: plots - 1)
    town.parcel("\(q):9998", box(0, 0, 20, 30))
    town.parcel("\(q):9999", box(20, 0, 40, 30))
    town.plot("S-9998", box(0, 0, 20 + width, 30))
    town.plot("S-9999", box(20 + width, 0, 40, 30))
    #expect(try examine(town).count { $0.kind == .encroachment } == count)
  }

  /// Two metres onto the neighbour; the end of the strip lies 0.4 m over the street line, by its error.
  @Test func theEndOfAStripIsNoPieceOfItsOwn() throws {
    func findings(over: Double) throws -> [Finding] {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 30))
      town.parcel("\(q):2", box(20, 0, 40, 30))
      town.plot(
        "S-1",
        MultiPolygon(shell: [
          Point(x: 0, y: 0), Point(x: 20, y: 0), Point(x: 22, y: -over), Point(x: 22, y: 30),
          Point(x: 0, y: 30),
        ])
      )
      town.plot("S-2", box(22, 0, 40, 30))
      return try examine(town)
    }
    #expect(try findings(over: 0.4).map(\.onto) == [.neighbour])
    #expect(try Set(findings(over: 3).map(\.onto)) == [.neighbour, .unallocated])
  }

  /// The corner of a house 0.9 m over the line covers less than a square metre.
  @Test func aCornerOverTheLineNeedsNoArea() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    let house = MultiPolygon(shell: [
      Point(x: 12, y: 10), Point(x: 20.9, y: 10.5), Point(x: 20, y: 11.5), Point(x: 12, y: 18),
    ])
    town.building("\(q):11", house) { $0.parcels = ["\(q):1"] }
    town.house("B-1", house)
    town.plot("S-1", box(0, 0, 20, 30))
    town.plot("S-2", box(20, 0, 40, 30))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.buildingOverBoundary])
    #expect(findings.first?.area.map { $0 < 1 } == true)
  }

  /// A record without coordinates or accuracy is not known better than those beside it.
  @Test func aSilentRecordIsAsGoodAsItsQuarter() throws {
    func kinds(stated: Double) throws -> [FindingKind] {
      var town = TownBuilder()
      for i in 0..<3 {
        let x = Double(i) * 20
        town.parcel("\(q):\(i + 1)", box(x, 0, x + 20, 30)) { $0.pointAccuracy = stated }
        town.plot("S-\(i)", box(x, 0, x + 20, 30))
      }
      town.parcel("\(q):9", .empty) {
        $0.pointAccuracy = nil
        $0.declaredArea = 600
      }
      town.plot("S-9", box(60, 0, 80.9, 30), claims: "\(q):9")
      return try examine(town).map(\.kind).filter { $0 != .noGeometry }
    }
    #expect(try kinds(stated: 0.1) == [.areaDifference])
    #expect(try kinds(stated: 0.3) == [])
  }

  /// INTERFACE §5.10: whatever its size and whoever drew it; the words are those of the reader.
  @Test(arguments: [("survey parcels", "S-1"), ("register parcels", "90:25:010101:1")])
  func aCrossedContourIsNamedWhateverItsSize(_ layer: String, _ key: String) throws {
    var town = TownBuilder()
    town.parcel("90:25:010101:1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 30)) { $0.accuracy = 1 }
    let repair = Repair(
      layer: layer,
      origin: Origin(file: "town.gpkg", layer: "drawn", row: 1),
      key: key,
      reason: "Self-intersection",
      areaBefore: 600,
      areaAfter: 600.2
    )
    let findings = try examineAll(town, repairs: [repair]).findings
    #expect(findings.map(\.kind) == [.invalidGeometry])
    #expect(findings[0].detail.contains("пересекает сам себя"))
    #expect(findings[0].detailEnglish.contains("Self-intersection"))
  }
}
