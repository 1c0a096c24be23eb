public import Cadastre
import Export
public import Findings
import Matching
public import Revenue

/// What a finished run says in short.
public struct RunSummary: Sendable, Equatable {
  /// The municipality's name.
  public var municipality: String
  /// The balance of every input layer.
  public var balance: [BalanceRow]
  /// Links between parcels.
  public var parcelLinks = 0
  /// Links between buildings.
  public var buildingLinks = 0
  /// How many findings of each kind, in the order of the catalogue, kinds without any left out.
  public var findings: [KindCount] = []
  /// Money by channel, period and budget, in that order.
  public var money: [MoneyTotal] = []
  /// What a person has to know before reading anything else.
  public var warnings: [Note] = []
  /// Remarks a person should read.
  public var notes: [Note] = []
  /// The folder of the run, as the user named it.
  public var folder: String
  /// How long the stages took.
  public var times: [StageTime] = []

  /// Makes a summary without findings.
  public init(municipality: String, balance: [BalanceRow], folder: String) {
    self.municipality = municipality
    self.balance = balance
    self.folder = folder
  }

  /// Says in short what a run knows.
  init(_ contents: RunContents, times: [StageTime], folder: String) {
    self.init(municipality: contents.municipality, balance: contents.balance, folder: folder)
    parcelLinks = contents.links.count { $0.layer == .parcels }
    buildingLinks = contents.links.count { $0.layer == .buildings }
    findings = KindCount.count(contents.findings)
    money = contents.totals.rows.map { MoneyTotal($0) }
    warnings = contents.warnings
    notes = contents.notes
    self.times = times
  }

  /// The map, to open in a browser.
  public var map: String { "\(folder)/map/index.html" }
  /// The report.
  public var report: String { "\(folder)/report.html" }
}

/// What a check of the inputs says.
public struct CheckSummary: Sendable, Equatable {
  /// The municipality's name.
  public var municipality: String
  /// The working system's name; empty when it is not known.
  public var workingCRS: String
  /// The balance of every input layer; nothing is linked yet.
  public var balance: [BalanceRow]
  /// Records kept out, sorted by layer and origin.
  public var rejects: [Reject] = []
  /// Records whose coordinates do not lie where they belong, kept out or moved.
  public var suspects: [SuspectRecord] = []
  /// Texts about use that have no class, by layer, the most frequent first.
  public var review: [ReviewedWord] = []
  /// How many shapes were repaired.
  public var repairs = 0
  /// Findings the inputs alone give.
  public var findings: [KindCount] = []
  /// What was understood of each layer of each file, in the order of the job.
  public var sources: [CheckedSource] = []
  /// The labels of coordinate systems met, sorted.
  public var labels: [CheckedLabel] = []
  /// The date of the register, ISO 8601; nil when neither job nor files say.
  public var registerDate: String?
  /// The date of the survey, ISO 8601.
  public var surveyDate: String?
  /// What a person has to know before reading anything else.
  public var warnings: [Note] = []
  /// Remarks a person should read.
  public var notes: [Note] = []

  /// Makes a summary without rejects.
  public init(municipality: String, workingCRS: String, balance: [BalanceRow]) {
    self.municipality = municipality
    self.workingCRS = workingCRS
    self.balance = balance
  }

  /// Whether no person is needed: nothing was kept out, the balance adds up, and no label names another
  /// system than the one coordinates were taken in.
  public var isClean: Bool {
    rejects.isEmpty && balance.allSatisfy { $0.addsUp } && !labels.contains { $0.disagrees }
  }

  /// By how many days the register is older than the survey; negative when it is younger.
  public var registerAge: Int? {
    guard let registerDate, let surveyDate else { return nil }
    return CalendarDay.days(from: registerDate, to: surveyDate)
  }
}

/// How many findings of one kind there are.
public struct KindCount: Sendable, Equatable {
  /// The kind.
  public var kind: FindingKind
  /// How many.
  public var count: Int
  /// The sum of their areas, m²; nil where areas mean nothing.
  public var area: Double?

  /// Makes a count.
  public init(kind: FindingKind, count: Int, area: Double? = nil) {
    self.kind = kind
    self.count = count
    self.area = area
  }
}

extension KindCount {
  /// Counts findings by kind, in the order of the catalogue.
  ///
  /// - Complexity: O(findings).
  public static func count(_ findings: [Finding]) -> [KindCount] {
    var byKind: [FindingKind: KindCount] = [:]
    for finding in findings {
      var row = byKind[finding.kind] ?? KindCount(kind: finding.kind, count: 0)
      row.count += 1
      if let area = finding.area { row.area = (row.area ?? 0) + area }
      byKind[finding.kind] = row
    }
    return FindingKind.allCases.compactMap { byKind[$0] }
  }
}

/// Money of one channel; channels, periods and budgets are never added to one another.
public struct MoneyTotal: Sendable, Equatable {
  /// Channel.
  public var channel: Channel
  /// Period.
  public var period: Period
  /// Budget.
  public var budget: Budget
  /// How many lines make it up.
  public var lines: Int
  /// The 10th percentile of the sum.
  public var low: Kopecks
  /// The sum of the expected values, which is the expected value of the sum.
  public var expected: Kopecks
  /// The 90th percentile of the sum.
  public var high: Kopecks

  /// Makes a total.
  public init(
    channel: Channel,
    period: Period,
    budget: Budget,
    lines: Int,
    low: Kopecks,
    expected: Kopecks,
    high: Kopecks
  ) {
    self.channel = channel
    self.period = period
    self.budget = budget
    self.lines = lines
    self.low = low
    self.expected = expected
    self.high = high
  }

  /// Takes a sum of an assessment.
  public init(_ row: RevenueTotals.Row) {
    self.init(
      channel: row.channel,
      period: row.period,
      budget: row.budget,
      lines: row.count,
      low: row.range.low,
      expected: row.range.expected,
      high: row.range.high
    )
  }
}
