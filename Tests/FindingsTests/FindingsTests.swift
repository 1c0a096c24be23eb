import Alignment
import Cadastre
import Findings
import Geometry
import Matching
import TestSupport
import Testing
import Workers

private let q = "90:25:010101"
private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  TownBuilder.box(x0, y0, x1, y1)
}

/// Matches and examines a drawn town: the findings.
func examine(_ town: TownBuilder, threads: Int = 1) throws -> [Finding] {
  try examineAll(town, threads: threads).findings
}

/// Matches and examines a drawn town.
func examineAll(
  _ town: TownBuilder,
  repairs: [Repair] = [],
  rejects: [Reject] = [],
  threads: Int = 1
) throws -> Examined {
  let rules = try ProjectData.rules()
  let classifier = try ProjectData.classifier()
  let workers = Workers(count: threads)
  let register = town.register
  let survey = town.survey
  let accuracy = RegisterAccuracy(register, rules: rules, classifier: classifier)
  let alignment = Alignment.estimate(
    register: register,
    survey: survey,
    accuracy: accuracy,
    coincidence: rules.coincidence.value,
    workers: workers
  )
  let matching = Matching.match(
    register: register,
    survey: survey,
    alignment: alignment,
    rules: rules,
    accuracy: accuracy,
    weights: try ProjectData.decode(LinkWeights.self, "matching/weights-2026-11.json"),
    workers: workers
  )
  return Examination.examine(
    register: register,
    survey: survey,
    alignment: alignment,
    matching: matching,
    rules: rules,
    accuracy: accuracy,
    classifier: classifier,
    repairs: repairs,
    rejects: rejects,
    workers: workers
  )
}

@Suite struct ParcelFindingTests {
  @Test func twoThatAgreeGiveNothing() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0.1, -0.1, 20.1, 30))
    #expect(try examine(town).isEmpty)
  }

  @Test func recordsWithoutCoordinatesAreOneFindingAQuarterAndLayer() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", .empty)
    town.parcel("\(q):2", .empty)
    town.parcel("\(q):3", .empty) { $0.status = .archived }
    town.parcel("\(q):4", .empty) { $0.status = .temporary }
    town.parcel("\(q):5", .empty) { $0.subtype = .common }
    town.parcel("\(q):6", box(0, 0, 20, 30)) {
      $0.subtype = .child
      $0.parent = "\(q):5"
    }
    town.building("\(q):7", .empty)
    town.parcel("90:25:010102:1", .empty)
    let findings = try examine(town).filter { $0.kind == .noGeometry }
    #expect(findings.map(\.registerIDs) == [["\(q):1", "\(q):2"], ["\(q):7"], ["90:25:010102:1"]])
    #expect(findings.map(\.measure) == [2, 1, 1])
  }

  @Test func declaredAreaBeyondItsError() throws {
    var town = TownBuilder()
    // ΔP = 3.5 · 0.1 · √620 = 8.71 m²; rounding to whole square metres adds 3.5/√12 = 1.01 m².
    town.parcel("\(q):1", box(0, 0, 20, 30)) { $0.declaredArea = 608 }
    town.parcel("\(q):2", box(30, 0, 50, 30)) { $0.declaredArea = 620 }
    let findings = try examine(town).filter { $0.kind == .declaredArea }
    #expect(findings.map(\.registerIDs) == [["\(q):2"]])
    #expect(findings.first?.measure == 20)
    let expected = 3.5 * (0.01 * 620 + 1.0 / 12).squareRoot()
    #expect(abs((findings.first?.tolerance ?? 0) - expected) < 1e-9)
  }

  @Test func overlapNestingAndSliver() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(19, 0, 40, 30))
    town.parcel("\(q):3", box(39.8, 0, 60, 30))
    town.parcel("\(q):4", box(45, 5, 55, 15))
    town.parcel("\(q):5", box(100, 0, 120, 30))
    town.parcel("\(q):6", box(100.1, 0, 120.1, 30))
    let findings = try examine(town)
    let overlaps = findings.filter { $0.kind == .overlap }
    #expect(overlaps.map(\.registerIDs) == [["\(q):1", "\(q):2"]], "0.2 m is within 0.28 m")
    #expect(overlaps.first.map { abs($0.measure - 30) < 1e-6 } == true)
    let duplicates = findings.filter { $0.kind == .duplicate }
    #expect(duplicates.map(\.registerIDs) == [["\(q):3", "\(q):4"], ["\(q):5", "\(q):6"]])
    #expect(duplicates.first.map { abs($0.measure - 100) < 1e-6 } == true)
  }

  @Test func aSliverAlongARowIsOneGap() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.parcel("\(q):3", box(0, 30.6, 40, 60))
    town.parcel("\(q):4", box(41.2, 0, 60, 30))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.gap], "1.2 m is wide enough to walk")
    #expect(findings.first?.registerIDs == ["\(q):1", "\(q):2", "\(q):3"])
    #expect(findings.first.map { abs($0.measure - 24) < 0.5 } == true, "40 × 0.6 m")
  }

  /// Two sides of 40 m, 0.31 m apart, that face each other along `length`, m.
  private func strip(length: Double, apart: Double = 0.31) throws -> [Finding] {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 40, 30))
    town.parcel("\(q):2", box(40 - length, 30 + apart, 80 - length, 60))
    return try examine(town)
  }

  @Test func aShortStripHangsOnOnePointOfEachLine() throws {
    // Tolerance 0.283 m. Along the whole side the mean width is good to 0.071 m, at two corners to 0.094 m.
    #expect(try strip(length: 40).map(\.kind) == [.gap])
    #expect(try strip(length: 5).isEmpty)
    #expect(try strip(length: 40, apart: -0.31).map(\.kind) == [.overlap])
    #expect(try strip(length: 5, apart: -0.31).isEmpty)
    #expect(try strip(length: 5, apart: 0.4).map(\.kind) == [.gap])
  }

  @Test func aUnitedLandUseIsSurveyedPieceByPiece() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", .empty) {
      $0.subtype = .common
      $0.declaredArea = 1200
    }
    for (k, x) in [(2, 0.0), (3, 50.0)] {
      town.parcel("\(q):\(k)", box(x, 0, x + 20, 30)) {
        $0.subtype = .child
        $0.parent = "\(q):1"
      }
    }
    town.plot("S-1", box(0, 0, 20, 30), claims: "\(q):1")
    town.plot("S-2", box(50, 0, 70, 30), claims: "\(q):1")
    #expect(try examine(town).isEmpty)
  }

  @Test func plotInsideItsParcelIsAnAreaDifference() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 28))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.areaDifference])
    #expect(findings.first.map { abs($0.measure + 40) < 1e-9 } == true)
    // 20 × 30 and 20 × 28 are longer than wide, so the propagated error counts: 3.5 · √(0.1²/8 · Σ diagonal²)
    // = 3.5 · √(0.00125 · 4 · 1300) = 8.923 and 3.5 · √(0.00125 · 4 · 1184) = 8.516, combined 12.335;
    // the record's 600 is rounded to whole ones, 1/12 of variance.
    let expected = 3.5 * (0.00125 * 4 * (1300 + 1184) + 1.0 / 12).squareRoot()
    #expect(findings.first.map { abs(($0.tolerance ?? 0) - expected) < 1e-9 } == true)
  }

  @Test func encroachmentIsCutByWhatLiesBeneath() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.street(box(-10, -10, 60, 0))
    // 2 m over the eastern line, 1.5 m onto the street, 1 m onto nobody's land in the north.
    town.plot("S-1", box(0, -1.5, 22, 31))
    town.plot("S-2", box(22, 0, 40, 30))
    let findings = try examine(town)
    #expect(findings.allSatisfy { $0.kind == .encroachment }, "one cause, one finding")
    let byOnto = Dictionary(grouping: findings) { $0.onto }
    let neighbour = try #require(byOnto[.neighbour]?.first)
    #expect(neighbour.registerIDs == ["\(q):1", "\(q):2"] && neighbour.surveyIDs == ["S-1"])
    #expect(abs(neighbour.measure - 60) < 0.1)
    #expect(abs((neighbour.depth ?? 0) - 2) < 1e-6)
    let street = try #require(byOnto[.public]?.first)
    #expect(street.registerIDs == ["\(q):1"])
    #expect(abs(street.measure - 33) < 0.1)
    let nobody = try #require(byOnto[.unallocated]?.first)
    #expect(abs(nobody.measure - 22) < 0.1)
    #expect(findings.count == 3)
  }

  @Test func aBiteIsFoundBesideNoise() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot(
      "S-1",
      MultiPolygon(shell: [
        Point(x: 0, y: 0), Point(x: 20.1, y: 0), Point(x: 20.1, y: 10), Point(x: 22, y: 10),
        Point(x: 22, y: 13), Point(x: 20.1, y: 13), Point(x: 20.1, y: 30), Point(x: 0, y: 30),
      ])
    )
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.encroachment])
    // 2 m deep counted from the line of the parcel, 3 m wide; the 0.1 m of noise beside it is not counted.
    #expect(
      findings.first.map { abs($0.measure - 6) < 0.5 && abs(($0.depth ?? 0) - 2) < 1e-6 } == true
    )
  }

  @Test func unregisteredAndNotFound() throws {
    var town = TownBuilder()
    town.quarter(q, box(-50, -50, 200, 200))
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.parcel("\(q):3", box(40, 0, 60, 30)) { $0.status = .temporary }
    town.parcel("\(q):4", .empty)
    town.plot("S-1", box(0, 0, 20, 30))
    town.plot("S-2", box(100, 0, 120, 30))
    town.plot("S-3", box(130, 0, 150, 30), claims: "\(q):4")
    let findings = try examine(town).filter { $0.kind != .noGeometry }
    #expect(findings.map(\.kind) == [.unregisteredParcel, .notFound])
    #expect(findings[0].surveyIDs == ["S-2"] && findings[0].quarter == q)
    #expect(findings[1].registerIDs == ["\(q):2"])
  }

  @Test func nothingIsMissingWhereNobodyLooked() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.building("\(q):9", box(25, 5, 35, 15))
    town.plot("S-1", box(0, 0, 20, 30))
    town.house("B-1", box(5, 5, 10, 10)) { $0.capital = false }
    town.coverage = .area(box(-1, -1, 30, 31))
    #expect(try examine(town).isEmpty)
  }

  @Test func splitMergeAndSeveralContours() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 14))
    town.plot("S-2", box(0, 14, 20, 30))
    town.parcel("\(q):2", box(100, 0, 120, 30))
    town.parcel("\(q):3", box(120, 0, 140, 30))
    town.plot("S-3", box(100, 0, 140, 30))
    var contours = box(200, 0, 210, 10)
    contours.append(box(220, 0, 230, 10))
    town.parcel("\(q):4", contours) { $0.subtype = .multi }
    town.plot("S-4", box(200, 0, 210, 10))
    town.plot("S-5", box(220, 0, 230, 10))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.split, .merge])
    #expect(findings[0].surveyIDs == ["S-1", "S-2"])
    #expect(findings[1].registerIDs == ["\(q):2", "\(q):3"])
  }

  @Test func aDisplacedParcelIsOneFinding() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(22, 3, 42, 33))
    town.plot("S-1", box(0, 0, 20, 30))
    town.plot("S-2", box(20, 0, 40, 30))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.parcelShift])
    #expect(findings.first.map { abs($0.measure - 13.0.squareRoot()) < 1e-6 } == true)
  }

  @Test func aDisplacedQuarterIsOneFinding() throws {
    var town = TownBuilder()
    for i in 0..<12 {
      let x = Double(i % 6) * 20
      let y = Double(i / 6) * 40
      town.parcel("\(q):\(i + 1)", box(x + 1.5, y - 0.8, x + 21.5, y + 29.2))
      town.plot("S-\(i + 10)", box(x, y, x + 20, y + 30))
    }
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.quarterShift])
    #expect(findings.first.map { abs($0.measure - 1.7) < 1e-6 } == true)
    #expect(findings.first?.registerIDs.count == 12)
  }
}

@Suite struct BuildingFindingTests {
  @Test func unregisteredDemolishedAndGrown() throws {
    var town = TownBuilder()
    town.quarter(q, box(-50, -50, 300, 100))
    town.parcel("\(q):1", box(0, 0, 100, 30))
    town.building("\(q):11", box(5, 5, 15, 15))
    town.building("\(q):12", box(30, 5, 40, 15))
    town.building("\(q):13", box(50, 5, 60, 15))
    town.house("B-1", box(5, 5, 15, 18))
    town.house("B-2", box(50.1, 5.1, 60.1, 15.1))
    town.house("B-3", box(70, 5, 80, 15))
    town.house("B-4", box(90, 5, 95, 10)) { $0.capital = false }
    town.plot("S-1", box(0, 0, 100, 30))
    let findings = try examine(town)
    #expect(
      findings.map(\.kind) == [.unregisteredBuilding, .demolishedBuilding, .footprintDifference]
    )
    #expect(findings[0].surveyIDs == ["B-3"])
    #expect(findings[1].registerIDs == ["\(q):12"])
    #expect(findings[2].registerIDs == ["\(q):11"] && abs(findings[2].measure - 30) < 1e-9)
  }

  @Test func aRecordWithoutContourAccountsForOneBuildingNotTwo() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 100, 30))
    town.plot("S-1", box(0, 0, 100, 30))
    town.building("\(q):11", .empty) {
      $0.parcels = ["\(q):1"]
      $0.floorArea = 200
      $0.floors = 2
    }
    town.house("B-1", box(5, 5, 15, 15))
    town.house("B-2", box(30, 5, 35, 10))
    let findings = try examine(town).filter { $0.kind != .noGeometry }
    #expect(findings.map(\.kind) == [.unregisteredBuilding])
    #expect(findings.first?.surveyIDs == ["B-2"], "the recorded 100 m² fit B-1")
  }

  @Test func recordsThatNameNoParcelAccountForBuildingsOfTheirQuarter() throws {
    var town = TownBuilder()
    town.quarter(q, box(-50, -50, 300, 100))
    town.parcel("\(q):1", box(0, 0, 100, 30))
    town.plot("S-1", box(0, 0, 100, 30))
    for (number, area) in [("\(q):11", 100.0), ("\(q):12", 25.0)] {
      town.building(number, .empty) { $0.floorArea = area }
    }
    town.house("B-1", box(5, 5, 15, 15))
    town.house("B-2", box(30, 5, 35, 10))
    town.house("B-3", box(50, 5, 70, 25))
    let findings = try examine(town).filter { $0.kind != .noGeometry }
    #expect(findings.map(\.kind) == [.unregisteredBuilding])
    #expect(findings.first?.surveyIDs == ["B-3"], "100 m² and 25 m² fit the other two")
    #expect(findings.first?.parcel == "\(q):1")
  }

  @Test func aContourDrawnAsideIsNoFinding() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 100, 30))
    town.plot("S-1", box(0, 0, 100, 30))
    town.building("\(q):11", box(5, 5, 15, 13))
    town.house("B-1", box(11, 9, 21, 17))
    #expect(try examine(town).isEmpty)
  }

  @Test func eavesAreTakenOut() throws {
    var town = TownBuilder()
    town.outline = .roof
    for i in 0..<6 {
      let x = Double(i) * 30
      town.building("\(q):\(i + 1)", box(x, 0, x + 10, 10))
      town.house("B-\(i + 1)", box(x - 0.5, -0.5, x + 10.5, i == 5 ? 14.5 : 10.5))
    }
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.footprintDifference])
    #expect(findings.first?.surveyIDs == ["B-6"])
    #expect(findings.first.map { abs($0.measure - 40) < 1 } == true)
  }

  @Test func aHouseOverTheLine() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.parcel("\(q):2", box(20, 0, 40, 30))
    town.plot("S-1", box(0, 0, 20, 30))
    town.plot("S-2", box(20, 0, 40, 30))
    town.building("\(q):11", box(10, 5, 19, 15))
    town.house("B-1", box(12.2, 5, 21.2, 15))
    let findings = try examine(town)
    #expect(findings.map(\.kind) == [.buildingOverBoundary])
    #expect(findings.first.map { abs($0.measure - 1.2) < 1e-6 && $0.onto == .neighbour } == true)
  }

  @Test func theSameWhateverTheThreads() throws {
    var town = TownBuilder()
    for i in 0..<300 {
      let x = Double(i % 20) * 20
      let y = Double(i / 20) * 40
      town.parcel("\(q):\(i + 1)", box(x, y, x + 20, y + 30))
      town.plot("S-\(i + 1000)", box(x, y, x + (i % 7 == 0 ? 21 : 20), y + (i % 5 == 0 ? 27 : 30)))
    }
    let one = try examine(town, threads: 1)
    #expect(one.count > 50)
    #expect(try examine(town, threads: 4) == one)
  }
}
