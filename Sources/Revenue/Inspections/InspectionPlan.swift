public import Cadastre
public import Findings

/// Findings in the order in which looking into them is worth most, and which of them a budget of
/// inspections takes.
///
/// Ranked by expected money per hour; money that would go back to a payer counts as much as money that would
/// come, for a list that hides refunds is not believed. Findings without money follow by probability times
/// ratio. Of *N* inspections a tenth is drawn from the whole list with equal chances, the rest is the top of
/// the ranking: the share confirmed among those drawn is an unbiased estimate for the list, which the top,
/// chosen for its promise, can never give. The draw depends on the seed and on the ids alone.
public struct InspectionPlan: Sendable, Equatable {
  /// Why a finding is on the list of those to be looked into.
  public enum Choice: String, Sendable, CaseIterable {
    /// It stands at the top.
    case ranked
    /// The lot fell on it.
    case random
  }

  /// One finding of the list.
  public struct Row: Sendable, Equatable {
    /// Id of the finding.
    public var finding: String
    /// Kind.
    public var kind: FindingKind
    /// The quarter it is counted in.
    public var quarter: String
    /// What is charged, else the first object it names.
    public var object: String
    /// Probability of the sign.
    public var probability: Double
    /// Expected money of all channels, a year's and once; negative where it goes back.
    public var expected: Kopecks
    /// The same with money that goes back counted as money.
    public var stake: Kopecks
    /// Where and how long.
    public var visit: Visit
    /// Why it is to be looked into; nil when the budget does not reach it.
    public var choice: Choice?
    /// Place of its quarter among the quarters with inspections, from 1 up, the most worth first; 0 when
    /// the finding is not chosen.
    public var tour: Int

    /// Expected money per hour, in roubles; what goes back counts too.
    public var perHour: Double { stake.roubles / visit.hours }
  }

  /// What so many inspections cost and are expected to bring.
  public struct Sum: Sendable, Equatable {
    /// Inspections.
    public var count = 0
    /// Those of them that the lot chose.
    public var random = 0
    /// Those of them on the ground.
    public var field = 0
    /// Different quarters.
    public var quarters = 0
    /// Hours with the ways.
    public var hours = 0.0
    /// What the hours cost.
    public var cost = Kopecks.zero
    /// Expected money at stake, of all channels; what goes back counts too.
    public var stake = Kopecks.zero
    /// That of the whole list.
    public var wholeStake = Kopecks.zero

    /// Nothing yet.
    public init() {}
  }

  /// Share of the budget that the lot decides.
  public static let randomShare = 0.1

  /// Every finding, the most worth first.
  public var rows: [Row]
  /// How many inspections there may be; nil: as many as there are findings.
  public var budget: Int?
  /// The sum of those chosen.
  public var chosen: Sum

  /// Ranks and chooses.
  ///
  /// - Parameters:
  ///   - findings: In any order.
  ///   - lines: What they are worth, in any order.
  ///   - costs: What looking into them takes.
  ///   - budget: How many inspections there may be; nil: all.
  ///   - seed: Names the draw, such as the town and the date of the survey.
  /// - Complexity: O(*n* log *n*).
  public init(
    findings: [Finding],
    lines: [RevenueLine],
    costs: InspectionCosts = InspectionCosts(),
    budget: Int? = nil,
    seed: String = ""
  ) {
    self.budget = budget
    rows = Self.ranked(findings, lines, costs)
    Self.choose(&rows, budget: min(budget ?? rows.count, rows.count), seed: seed)
    Self.order(&rows)
    chosen = Self.sum(rows, costs)
  }

  private static func ranked(
    _ findings: [Finding],
    _ lines: [RevenueLine],
    _ costs: InspectionCosts
  ) -> [Row] {
    var worth: [String: (object: String, expected: Kopecks, stake: Kopecks)] = [:]
    for line in lines {
      let size = line.expected < .zero ? .zero - line.expected : line.expected
      var sum = worth[line.finding] ?? (line.object, .zero, .zero)
      sum.object = min(sum.object, line.object)
      sum.expected = sum.expected.saturatingPlus(line.expected)
      sum.stake = sum.stake.saturatingPlus(size)
      worth[line.finding] = sum
    }
    let rows = findings.map { finding -> (row: Row, weight: Double) in
      let sum = worth[finding.id]
      let row = Row(
        finding: finding.id,
        kind: finding.kind,
        quarter: finding.quarter,
        object: sum?.object ?? finding.registerIDs.first ?? finding.surveyIDs.first ?? "",
        probability: finding.probability,
        expected: sum?.expected ?? .zero,
        stake: sum?.stake ?? .zero,
        visit: costs[finding.kind],
        choice: nil,
        tour: 0
      )
      return (row, finding.probability * (finding.ratio ?? 1) / costs[finding.kind].hours)
    }
    return rows.sorted { first, second in
      let perHour = (first.row.perHour, second.row.perHour)
      if perHour.0 != perHour.1 { return perHour.0 > perHour.1 }
      if first.weight != second.weight { return first.weight > second.weight }
      return first.row.finding < second.row.finding
    }.map(\.row)
  }

  /// A tenth of the budget by lot from the whole list, the rest from its top.
  private static func choose(_ rows: inout [Row], budget: Int, seed: String) {
    guard budget > 0 else { return }
    let drawn = min(budget, Int((Double(budget) * randomShare).rounded(.up)))
    let stream = RandomStream(name: "inspections").named(seed)
    let lots = rows.map { stream.named($0.finding)[0] }
    let byLot = rows.indices.sorted {
      (lots[$0], rows[$0].finding) < (lots[$1], rows[$1].finding)
    }
    for index in byLot.prefix(drawn) { rows[index].choice = .random }
    var left = budget - drawn
    for index in rows.indices where left > 0 && rows[index].choice == nil {
      rows[index].choice = .ranked
      left -= 1
    }
  }

  /// Numbers the quarters of those chosen, the most worth first.
  private static func order(_ rows: inout [Row]) {
    var stakes: [String: Kopecks] = [:]
    for row in rows where row.choice != nil {
      stakes[row.quarter] = (stakes[row.quarter] ?? .zero).saturatingPlus(row.stake)
    }
    let sorted = stakes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let tours = Dictionary(
      sorted.enumerated().map { ($1.key, $0 + 1) },
      uniquingKeysWith: { first, _ in first }
    )
    for index in rows.indices where rows[index].choice != nil {
      rows[index].tour = tours[rows[index].quarter] ?? 0
    }
  }

  private static func sum(_ rows: [Row], _ costs: InspectionCosts) -> Sum {
    var sum = Sum()
    var quarters: Set<String> = []
    var visited: Set<String> = []
    for row in rows {
      sum.wholeStake = sum.wholeStake.saturatingPlus(row.stake)
      guard let choice = row.choice else { continue }
      sum.count += 1
      sum.random += choice == .random ? 1 : 0
      sum.hours += row.visit.hours
      sum.stake = sum.stake.saturatingPlus(row.stake)
      quarters.insert(row.quarter)
      if row.visit.place == .field {
        sum.field += 1
        visited.insert(row.quarter)
      }
    }
    sum.quarters = quarters.count
    sum.hours += Double(visited.count) * costs.travelHours
    sum.cost = Kopecks(roubles: sum.hours * costs.hourlyCost.roubles) ?? .zero
    return sum
  }
}
