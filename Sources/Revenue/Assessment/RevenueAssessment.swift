import Cadastre

/// What the findings of a run are worth.
public struct RevenueAssessment: Sendable, Equatable {
  /// What each finding is worth by each channel, sorted by finding, channel, object and tax.
  public var lines: [RevenueLine]
  /// Findings of a kind that is assessed but which bring no line, with the reason; sorted by finding.
  public var withoutMoney: [WithoutMoney]
  /// The policy's assumptions that the lines rest on, sorted by code.
  public var assumptions: [RevenueAssumption]

  /// Makes an assessment.
  public init(
    lines: [RevenueLine],
    withoutMoney: [WithoutMoney],
    assumptions: [RevenueAssumption]
  ) {
    self.lines = lines
    self.withoutMoney = withoutMoney
    self.assumptions = assumptions
  }

  /// Sums of the lines that may be added.
  public var totals: RevenueTotals { RevenueTotals(lines) }
}

/// A finding that was looked at and found to be worth nothing.
public struct WithoutMoney: Sendable, Equatable {
  /// Id of the finding.
  public var finding: String
  /// Register number or survey id of the object.
  public var object: String
  /// Why, for people (Russian).
  public var reason: String
  /// The same in English.
  public var reasonEnglish: String
}

/// Something the policy assumes because nobody measured it.
public struct RevenueAssumption: Sendable, Equatable {
  /// Code, such as `precision.encroachment`: where it stands in the policy.
  public var code: String
  /// The number.
  public var value: Double
  /// Why this number, as the policy says.
  public var reason: String
}

/// Sums of lines by channel, period and budget; sums of different channels are never added.
///
/// `low` and `high` are the sums of the lines' percentiles: wider than the percentiles of the sum, since not
/// all go wrong at once. A sum beyond 64 bits stays at the limit.
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
  }

  /// The sums, in the order of the channels, then yearly before once, municipal before regional.
  public var rows: [Row]

  /// Adds up the lines; the order of the lines does not matter.
  public init(_ lines: [RevenueLine]) {
    rows = []
    for channel in Channel.allCases {
      for period in [Period.year, .once] {
        for budget in [Budget.municipal, .regional] {
          let part = lines.filter {
            $0.channel == channel && $0.period == period && $0.budget == budget
          }
          guard !part.isEmpty else { continue }
          rows.append(
            Row(
              channel: channel,
              period: period,
              budget: budget,
              count: part.count,
              range: RevenueRange(
                low: part.reduce(.zero) { $0.saturatingPlus($1.low) },
                expected: part.reduce(.zero) { $0.saturatingPlus($1.expected) },
                high: part.reduce(.zero) { $0.saturatingPlus($1.high) }
              )
            )
          )
        }
      }
    }
  }
}
