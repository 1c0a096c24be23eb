import Cadastre

/// Sums of lines by channel, period and budget; sums of different channels are never added.
///
/// `expected` is the exact sum of the lines. `low` and `high` are the 10th and 90th percentile of the sum
/// itself, by simulation: a line that is likely nothing has a 10th percentile of nothing, a thousand of them
/// together have not. They hold the mean. A sum beyond 64 bits stays at the limit.
public struct RevenueTotals: Sendable, Equatable {
  /// One sum.
  public struct Row: Sendable, Equatable {
    /// Channel.
    public var channel: Channel
    /// How often it is due.
    public var period: Period
    /// Whose money it is.
    public var budget: Budget
    /// Number of lines.
    public var count: Int
    /// Low first: the conservative figure.
    public var range: RevenueRange

    /// Makes a sum.
    public init(
      channel: Channel,
      period: Period,
      budget: Budget,
      count: Int,
      range: RevenueRange
    ) {
      self.channel = channel
      self.period = period
      self.budget = budget
      self.count = count
      self.range = range
    }
  }

  /// The sums, in the order of the channels, then yearly before once, municipal before regional.
  public var rows: [Row]
  /// How many draws the percentiles rest on; 0 where they are sums of the lines' percentiles.
  public var draws: Int
  /// Seed of the draws.
  public var seed: UInt64

  /// No money.
  public init() {
    rows = []
    draws = 0
    seed = 0
  }

  /// Adds up the lines' own percentiles, which is wider than the percentiles of the sum.
  ///
  /// For lines of which nothing else is known; a run's own totals are ``RevenueAssessment/totals``. The
  /// order of the lines does not matter.
  /// - Parameter lines: The lines.
  /// - Complexity: O(lines).
  public init(summing lines: [RevenueLine]) {
    self.init()
    var byKey: [TotalKey: Row] = [:]
    for line in lines {
      let key = TotalKey(channel: line.channel, period: line.period, budget: line.budget)
      var row =
        byKey[key]
        ?? Row(
          channel: line.channel,
          period: line.period,
          budget: line.budget,
          count: 0,
          range: RevenueRange(low: .zero, expected: .zero, high: .zero)
        )
      row.count += 1
      row.range.low = row.range.low.saturatingPlus(line.low)
      row.range.expected = row.range.expected.saturatingPlus(line.expected)
      row.range.high = row.range.high.saturatingPlus(line.high)
      byKey[key] = row
    }
    for channel in Channel.allCases {
      for period in [Period.year, .once] {
        for budget in [Budget.municipal, .regional] {
          let key = TotalKey(channel: channel, period: period, budget: budget)
          if let row = byKey[key] { rows.append(row) }
        }
      }
    }
  }

  /// Adds up the lines and takes the percentiles of their sums from the draws.
  init(_ lines: [RevenueLine], stakes: [Stake], policy: Policy) {
    self.init(summing: lines)
    guard !lines.isEmpty else { return }
    let portfolio = Portfolio(policy: policy)
    draws = Portfolio.draws
    seed = portfolio.seed
    let sums = portfolio.sums(stakes)
    for index in rows.indices {
      let row = rows[index]
      let key = TotalKey(channel: row.channel, period: row.period, budget: row.budget)
      let sorted = (sums[key] ?? [0]).sorted()
      let expected = row.range.expected
      rows[index].range = RevenueRange(
        low: min(.nearest(roubles: quantile(sorted, 0.1) / 100), expected),
        expected: expected,
        high: max(.nearest(roubles: quantile(sorted, 0.9) / 100), expected)
      )
    }
  }
}
