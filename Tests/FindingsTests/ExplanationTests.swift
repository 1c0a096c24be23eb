import Cadastre
import Findings
import Geometry
import TestSupport
import Testing

private let q = "90:25:010101"
private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  TownBuilder.box(x0, y0, x1, y1)
}

@Suite struct ExplanationTests {
  /// Of 1600 lines noise at both ends carries some beyond the tolerance of one: more is asked, and said.
  @Test func aStripInALargeTownStatesWhatWasAsked() throws {
    func conditions(_ count: Int) throws -> [Condition] {
      var town = TownBuilder()
      for k in 0..<count {
        let (x, y) = (Double(k % 40) * 100, Double(k / 40) * 100)
        town.parcel("\(q):\(k + 1)", box(x, y, x + 20, y + 30))
        town.plot("S-\(k)", box(x, y, x + (k == 0 ? 22 : 20), y + 30))
      }
      let found = try examine(town).filter { $0.kind == .encroachment }
      #expect(found.count == 1)
      return try #require(found.first).explanation.conditions
    }
    let few = try conditions(5)
    #expect(few.map(\.quantity) == [.depth, .area])
    let many = try conditions(400)
    #expect(many.map(\.quantity) == [.depth, .width, .area])
    #expect(many[1].basis == .rule("peakFactor"))
    #expect(many[1].threshold > many[0].threshold)
    #expect(many.allSatisfy { $0.holds })
  }

  /// Most kinds at once.
  private func town() -> TownBuilder {
    var town = TownBuilder()
    town.quarter(q, box(-50, -50, 900, 200))
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0, 0, 20, 28))
    town.parcel("\(q):2", box(100, 0, 120, 30))
    town.plot("S-2", box(100, 0, 123, 30))
    town.parcel("\(q):3", box(200, 0, 220, 30))
    town.plot("S-3", box(200, 0, 220, 14))
    town.plot("S-4", box(200, 14, 220, 25))
    town.parcel("\(q):4", box(300, 0, 320, 30))
    town.parcel("\(q):5", box(319, 0, 340, 30))
    town.plot("S-5", box(300, 0, 319.5, 30))
    town.plot("S-6", box(319.5, 0, 340, 30))
    town.parcel("\(q):6", box(402, 3, 422, 33))
    town.plot("S-7", box(400, 0, 420, 30))
    town.parcel("\(q):7", box(500, 0, 520, 30)) { $0.declaredArea = 640 }
    town.parcel("\(q):8", .empty)
    town.plot("S-8", box(600, 0, 620, 30))
    town.parcel("\(q):9", box(700, 0, 800, 30))
    town.plot("S-9", box(700, 0, 800, 30))
    town.building("\(q):11", box(705, 5, 715, 15)) { $0.floors = 1 }
    town.building("\(q):12", box(730, 5, 740, 15))
    town.house("B-1", box(705, 5, 715, 18)) { $0.floors = 2 }
    town.house("B-2", box(770, 5, 780, 15))
    town.house("B-3", box(794, 5, 802, 15))
    return town
  }

  /// What decided is what is told: every condition holds, and the evidence adds up to the probability.
  @Test func everyFindingFollowsFromItsExplanation() throws {
    let findings = try examine(town())
    #expect(Set(findings.map(\.kind)).count >= 10, "\(Set(findings.map(\.kind)))")
    for finding in findings {
      let why = finding.explanation
      #expect(why.holds, "\(finding.kind): \(why.conditions)")
      #expect(abs(why.probability - finding.probability) < 1e-9, "\(finding.kind)")
      #expect(!why.evidence.isEmpty, "\(finding.kind)")
      #expect(!why.conditions.isEmpty || why.otherwise != nil || finding.kind == .invalidGeometry)
      if let tolerance = finding.tolerance, finding.unit == .metres {
        #expect(why.conditions.contains { abs($0.threshold - tolerance) < 1e-9 })
      }
    }
  }

  /// The change that is said to flip the finding does: the same town with just that much.
  @Test func theSmallestChangeFlipsIt() throws {
    func findings(depth: Double) throws -> [Finding] {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 20, 30))
      town.plot("S-1", box(0, 0, 20 + depth, 30))
      return try examine(town)
    }
    let why = try #require(try findings(depth: 0.4).first?.explanation)
    let closest = try #require(why.closest)
    #expect(closest.quantity == .depth && abs(closest.value - 0.4) < 1e-9)
    #expect(try findings(depth: closest.threshold + 0.01).count == 1)
    #expect(try findings(depth: closest.threshold - 0.01).isEmpty)
    // k·√(σ² + x²) = 0.4 for σ = 0.1 and k = 2: x = √(0.2² − 0.1²) = 0.173.
    #expect(why.flips(.en).contains { $0.contains("0.17 m") && $0.contains("0.10 m") })
    #expect(why.flips(.ru).contains { $0.contains("0,17 м") })
  }

  @Test func changesAreToldApart() throws {
    func words(_ plot: MultiPolygon) throws -> String {
      var town = TownBuilder()
      town.parcel("\(q):1", box(0, 0, 40, 30))
      town.plot("S-1", plot)
      return try examine(town).map(\.detailEnglish).joined(separator: " | ")
    }
    #expect(try words(box(0, 0, 40, 27)).contains("cut by one part of 120.00"))
    #expect(try words(box(2, 1.5, 38, 28.5)).contains("smaller on all sides"))
  }

  @Test func aSplitSaysWhatIsMissing() throws {
    let split = try #require(try examine(town()).first { $0.kind == .split })
    #expect(split.detailEnglish.contains("100.00 m² of the registered land is left out"))
  }

  @Test func differencesWithinToleranceAreCounted() throws {
    var town = TownBuilder()
    town.parcel("\(q):1", box(0, 0, 20, 30))
    town.plot("S-1", box(0.1, 0, 20.1, 30.1))
    let examined = try examineAll(town)
    #expect(examined.findings.isEmpty)
    #expect(examined.within[.areaDifference] == 1)
  }
}
