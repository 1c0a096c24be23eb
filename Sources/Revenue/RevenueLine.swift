public import Cadastre

/// The roads by which money can come, never added across without saying so (INTERFACE §4).
public enum Channel: String, Sendable, CaseIterable {
  case reassessment
  case afterRegistration = "after-registration"
  case unjustEnrichment = "unjust-enrichment"
  case fine
  case redistributionFee = "redistribution-fee"
  case reduction
}

/// How often a sum is due.
public enum Period: String, Sendable {
  case year, once
}

/// Whose money it is.
public enum Budget: String, Sendable {
  case municipal, regional
}

/// What one finding is worth by one channel.
public struct RevenueLine: Sendable, Equatable {
  /// Id of the finding.
  public var finding: String
  /// Register number, or survey id, of the object that is charged.
  public var object: String
  /// Quarter the finding is counted in.
  public var quarter: String
  /// Channel.
  public var channel: Channel
  /// Code of the tax or payment, as the policy names it (`land-tax`, `property-tax`, `rent`, …).
  public var tax: String
  /// What the rate applies to.
  public var base: Kopecks
  /// The rate as a share of the base.
  public var rate: Double
  /// 10th percentile.
  public var low: Kopecks
  /// Mean.
  public var expected: Kopecks
  /// 90th percentile.
  public var high: Kopecks
  /// Period.
  public var period: Period
  /// Budget.
  public var budget: Budget
  /// Article it rests on.
  public var law: String
  /// What had to be assumed, for people.
  public var assumptions: String

  /// Makes a line.
  public init(
    finding: String,
    object: String,
    quarter: String,
    channel: Channel,
    tax: String,
    base: Kopecks,
    rate: Double,
    low: Kopecks,
    expected: Kopecks,
    high: Kopecks,
    period: Period,
    budget: Budget,
    law: String,
    assumptions: String
  ) {
    self.finding = finding
    self.object = object
    self.quarter = quarter
    self.channel = channel
    self.tax = tax
    self.base = base
    self.rate = rate
    self.low = low
    self.expected = expected
    self.high = high
    self.period = period
    self.budget = budget
    self.law = law
    self.assumptions = assumptions
  }
}
