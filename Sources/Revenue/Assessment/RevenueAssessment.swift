import Cadastre

/// What the findings of a run are worth.
public struct RevenueAssessment: Sendable, Equatable {
  /// What each finding is worth by each channel, sorted by finding, channel, object, tax and period.
  public var lines: [RevenueLine]
  /// Findings of a kind that is assessed but which bring no line, with the reason; sorted by finding.
  public var withoutMoney: [WithoutMoney]
  /// The policy's assumptions that the lines rest on, sorted by code.
  public var assumptions: [RevenueAssumption]
  /// Sums of the lines that may be added, with the percentiles of the sums.
  public var totals: RevenueTotals
  /// Which land is charged to whom.
  public var ledger = AreaLedger()

  /// Makes an assessment.
  public init(
    lines: [RevenueLine] = [],
    withoutMoney: [WithoutMoney] = [],
    assumptions: [RevenueAssumption] = [],
    totals: RevenueTotals = RevenueTotals()
  ) {
    self.lines = lines
    self.withoutMoney = withoutMoney
    self.assumptions = assumptions
    self.totals = totals
  }
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

  /// Makes a remark.
  public init(finding: String, object: String, reason: String, reasonEnglish: String) {
    self.finding = finding
    self.object = object
    self.reason = reason
    self.reasonEnglish = reasonEnglish
  }
}

/// Something the policy assumes because nobody measured it.
public struct RevenueAssumption: Sendable, Equatable {
  /// Code, such as `precision.encroachment`: where it stands in the policy.
  public var code: String
  /// The number.
  public var value: Double
  /// Its standard deviation as a share of it.
  public var spread: Double
  /// Why this number, as the policy says.
  public var reason: PolicyText

  /// Makes an assumption.
  public init(code: String, value: Double, spread: Double, reason: PolicyText) {
    self.code = code
    self.value = value
    self.spread = spread
    self.reason = reason
  }
}
