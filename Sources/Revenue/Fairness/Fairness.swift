public import Cadastre
public import Findings
import Foundation

/// Whom the list of findings hits: how often, how hard, and how even the valuation is before and after.
public struct Fairness: Sendable, Equatable {
  /// Parcels of one quarter or of one class of size.
  public struct Group: Sendable, Equatable {
    /// The quarter's number; "" for a class of size.
    public var quarter = ""
    /// Smallest and largest area of the class, m²; nil for a quarter.
    public var areas: ClosedRange<Double>?
    /// Live parcels.
    public var parcels = 0
    /// Those a line of money is charged to.
    public var charged = 0
    /// Expected money on them that would come, of all channels, a year's and once.
    public var sum = Kopecks.zero

    /// Share of the parcels that are charged.
    public var rate: Double { parcels > 0 ? Double(charged) / Double(parcels) : 0 }

    /// Expected money for a charged parcel.
    public var mean: Kopecks {
      charged > 0 ? Kopecks(roubles: sum.roubles / Double(charged)) ?? .zero : .zero
    }
  }

  /// By quarter, sorted by number.
  public var quarters: [Group]
  /// Fifths of the parcels by registered area, the smallest first; fewer where areas are alike.
  public var sizes: [Group]
  /// Probability of such differences of the rate between the classes of size by chance alone; nil where
  /// there is nothing to compare.
  public var chance: Double?
  /// The valuation as recorded; nil where too few parcels have a value and a counterpart.
  public var before: RatioStudy?
  /// The same when every area the findings doubt is that of the ground.
  public var after: RatioStudy?

  /// No parcels.
  public init() {
    quarters = []
    sizes = []
  }

  /// Whether the rate differs between sizes more than chance would have it in one town out of a hundred.
  public var isSizeBiased: Bool { chance.map { $0 < 0.01 } ?? false }
}

extension RevenueAssessor {
  /// Whom `findings` hit.
  ///
  /// The value implied by the ground is the median value of a square metre of the same use nearby times the
  /// surveyed area. Before: the recorded value. After: the recorded value of a square metre of the parcel
  /// itself times the surveyed area, where a finding doubts the parcel's area (`declared-area`, `area-difference`).
  ///
  /// - Parameters:
  ///   - findings: In any order.
  ///   - lines: What they are worth, in any order.
  ///   - surveyedAreas: Area on the ground, m², of the parcels that have one counterpart, by index.
  /// - Returns: The rates by quarter and size, and the study of values.
  /// - Complexity: O(*n* log *n*) in parcels, findings and lines.
  public func fairness(
    _ findings: [Finding],
    _ lines: [RevenueLine],
    surveyedAreas: [Int: Double]
  ) -> Fairness {
    // A finding may name neighbours too; a line says whom it is charged to.
    var charged: [Int: Kopecks] = [:]
    for line in lines where line.expected > .zero {
      guard let index = parcelByNumber[line.object] else { continue }
      charged[index] = (charged[index] ?? .zero).saturatingPlus(line.expected)
    }
    let doubted = Set(
      findings.filter { $0.kind == .declaredArea || $0.kind == .areaDifference }
        .flatMap(\.registerIDs).compactMap { parcelByNumber[$0] }
    )
    let live = register.parcels.records.indices.filter {
      register.parcels.records[$0].status == .active
    }
    var result = Fairness()
    result.quarters = Dictionary(grouping: live) { register.parcels.records[$0].quarter }
      .sorted { $0.key < $1.key }.map { number, members in
        var group = Self.group(members, charged)
        group.quarter = number
        return group
      }
    result.sizes = sizes(live, charged)
    result.chance = Self.chance(result.sizes)
    result.before = RatioStudy(ratios(surveyedAreas, corrected: []))
    result.after = RatioStudy(ratios(surveyedAreas, corrected: doubted))
    return result
  }

  private static func group(_ members: [Int], _ charged: [Int: Kopecks]) -> Fairness.Group {
    var group = Fairness.Group()
    group.parcels = members.count
    for index in members {
      guard let sum = charged[index] else { continue }
      group.charged += 1
      group.sum = group.sum.saturatingPlus(sum)
    }
    return group
  }

  /// Fifths by registered area; parcels of one area stay together.
  private func sizes(_ live: [Int], _ charged: [Int: Kopecks]) -> [Fairness.Group] {
    let sorted = live.compactMap { index in
      register.parcels.records[index].declaredArea.flatMap { $0 > 0 ? (index, $0) : nil }
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    let classes = 5
    var groups: [Fairness.Group] = []
    var start = 0
    for part in 1...classes {
      var end = sorted.count * part / classes
      while end > 0, end < sorted.count, sorted[end].1 == sorted[end - 1].1 { end += 1 }
      guard end > start else { continue }
      var group = Self.group(sorted[start..<end].map(\.0), charged)
      group.areas = sorted[start].1...sorted[end - 1].1
      groups.append(group)
      start = end
    }
    return groups
  }

  /// Probability of a χ² at least as large as that of the rates, were they one rate (Pearson).
  static func chance(_ groups: [Fairness.Group]) -> Double? {
    let parcels = groups.reduce(0) { $0 + $1.parcels }
    let hits = groups.reduce(0) { $0 + $1.charged }
    guard groups.count > 1, hits > 0, hits < parcels else { return nil }
    let rate = Double(hits) / Double(parcels)
    let square = groups.reduce(0.0) { sum, group in
      let expected = Double(group.parcels) * rate
      let difference = Double(group.charged) - expected
      return sum + difference * difference / (expected * (1 - rate))
    }
    return chiSquareTail(square, degrees: groups.count - 1)
  }

  private func ratios(
    _ areas: [Int: Double],
    corrected: Set<Int>
  ) -> [(value: Double, implied: Double)] {
    areas.sorted { $0.key < $1.key }.compactMap { index, area in
      let parcel = register.parcels.records[index]
      guard parcel.status == .active, let declared = parcel.declaredArea, declared > 0,
        let value = policy.valuation.meaningful(parcel.cadastralValue)?.roubles
      else { return nil }
      let nearby = land.unitValue(quarter: parcel.quarter, use: land.uses[index]).value
      let taken = corrected.contains(index) ? value / declared * area : value
      return (taken, nearby * area)
    }
  }
}

/// Probability that a χ² variable with so many degrees of freedom exceeds `x`.
///
/// By recurrence from one and two degrees: Q(n + 2) = Q(n) + (x/2)^(n/2) e^(−x/2) / Γ(n/2 + 1).
func chiSquareTail(_ x: Double, degrees: Int) -> Double {
  guard x > 0, degrees > 0 else { return 1 }
  var (n, tail) = degrees.isMultiple(of: 2) ? (2, exp(-x / 2)) : (1, erfc((x / 2).squareRoot()))
  while n < degrees {
    tail += exp(Double(n) / 2 * log(x / 2) - x / 2 - lgamma(Double(n) / 2 + 1))
    n += 2
  }
  return min(1, tail)
}
