import Cadastre
import Findings
import Foundation
import Revenue
import Testing

@testable import Revenue

/// Whom the list hits, and how even the valuation is.
@Suite struct FairnessTests {
  /// Worked by hand: ratios 0.8, 1, 1.5; median 1.
  @Test func theThreeNumbersOfARatioStudy() throws {
    let study = try #require(RatioStudy([(80, 100), (200, 200), (600, 400)]))
    #expect(study.count == 3 && study.median == 1)
    // 100 · (0.2 + 0 + 0.5) / 3
    #expect(abs(study.cod - 70.0 / 3) < 1e-12)
    // mean 1.1 over (880 / 700)
    #expect(abs(study.prd - 1.1 / (880.0 / 700)) < 1e-12)
    // slope of (−0.2, 0, 0.5) on log₂ (90, 200, 500), by the normal equations
    let x = [log2(90.0), log2(200.0), log2(500.0)]
    let y = [-0.2, 0, 0.5]
    let (sx, sy) = (x.reduce(0, +), y.reduce(0, +))
    let sxy = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
    let sxx = x.reduce(0) { $0 + $1 * $1 }
    #expect(abs(study.prb - (3 * sxy - sx * sy) / (3 * sxx - sx * sx)) < 1e-12)
    #expect(RatioStudy([(1, 1)]) == nil && RatioStudy([(0, 1), (1, 0), (1, 1)]) == nil)
  }

  /// Tables of χ²: 5 % and 1 % points.
  @Test(arguments: [(3.841, 1, 0.05), (9.488, 4, 0.05), (13.277, 4, 0.01), (11.345, 3, 0.01)])
  func theTailOfChiSquare(_ x: Double, _ degrees: Int, _ tail: Double) {
    #expect(abs(chiSquareTail(x, degrees: degrees) - tail) < 5e-5)
  }

  private func finding(
    _ number: Int,
    _ kind: FindingKind = .areaDifference,
    beside neighbour: Int? = nil
  ) -> Finding {
    Finding(
      id: "f\(number)",
      kind: kind,
      quarter: Town.quarter,
      registerIDs: ([neighbour].compactMap(\.self) + [number]).map { "\(Town.quarter):\($0)" },
      surveyIDs: [],
      measure: 1,
      unit: .squareMetres,
      probability: 1,
      detail: "",
      detailEnglish: ""
    )
  }

  private func line(_ number: Int) -> RevenueLine {
    let sum = Kopecks(rawValue: 1_000)
    return RevenueLine(
      finding: "f\(number)",
      object: "\(Town.quarter):\(number)",
      quarter: Town.quarter,
      channel: .reassessment,
      tax: "t",
      base: .zero,
      rate: 0,
      low: sum,
      expected: sum,
      high: sum,
      period: .year,
      budget: .municipal,
      law: "",
      assumptions: ""
    )
  }

  /// 500 parcels of 100 to 599 m²: the list hits a tenth of all, or mostly the small ones.
  private func fairness(
    _ kind: FindingKind = .areaDifference,
    beside neighbour: Int? = nil,
    _ hit: (Int) -> Bool
  ) throws -> Fairness {
    var town = Town()
    for i in 0..<500 {
      town.parcel("\(Town.quarter):\(i)", area: Double(100 + i), roubles: Double(100 + i) * 500)
    }
    let assessor = RevenueAssessor(
      register: town.register,
      survey: town.survey,
      policy: try Policies.named("ru-2026"),
      classifier: try #require(Town.classifier)
    )
    let named = (0..<500).filter(hit)
    // on the ground every tenth parcel is a fifth larger than recorded
    let areas = Dictionary(
      uniqueKeysWithValues: (0..<500).map {
        ($0, Double(100 + $0) * ($0.isMultiple(of: 10) ? 1.2 : 1))
      }
    )
    return assessor.fairness(
      named.map { finding($0, kind, beside: neighbour) },
      named.map(line),
      surveyedAreas: areas
    )
  }

  @Test func anEvenListIsFoundEven() throws {
    let fairness = try fairness { $0.isMultiple(of: 10) }
    #expect(fairness.sizes.map(\.parcels) == [100, 100, 100, 100, 100])
    #expect(fairness.sizes.map(\.charged) == [10, 10, 10, 10, 10])
    #expect(fairness.sizes[0].areas == 100...199)
    #expect(fairness.chance == 1 && !fairness.isSizeBiased)
    #expect(fairness.quarters.map(\.rate) == [0.1])
    #expect(fairness.quarters[0].mean == Kopecks(rawValue: 1_000))
    // before: a tenth of the ratios is 1 / 1.2; after: all are 1
    let before = try #require(fairness.before)
    #expect(abs(before.cod - 100 * 0.1 * (1 - 1 / 1.2)) < 1e-9)
    #expect(try #require(fairness.after).cod < 1e-9)
  }

  @Test func aListThatHitsTheSmallIsFoundOut() throws {
    let fairness = try fairness { $0 < 100 ? $0.isMultiple(of: 4) : $0.isMultiple(of: 20) }
    let chance = try #require(fairness.chance)
    #expect(chance < 0.01 && fairness.isSizeBiased)
  }

  /// A finding names the neighbour too; he is not charged, and no area of theirs is doubted.
  @Test func aNeighbourIsNotCharged() throws {
    let fairness = try fairness(.buildingOverBoundary, beside: 499) { $0.isMultiple(of: 10) }
    #expect(fairness.sizes.map(\.charged) == [10, 10, 10, 10, 10])
    #expect(fairness.quarters[0].sum == Kopecks(rawValue: 50_000))
    #expect(fairness.after == fairness.before)
  }
}
