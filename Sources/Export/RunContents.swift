public import Alignment
public import Cadastre
public import Findings
public import Matching
public import Projection
public import Revenue

/// Everything a finished run knows; `Export` turns it into files and nothing else.
public struct RunContents: Sendable {
  /// The municipality's name, for titles.
  public var municipality: String
  /// Definition of the working CRS as PROJ understands it.
  public var workingCRS: ReferenceSystem
  /// Register.
  public var register: Register
  /// Survey.
  public var survey: Survey
  /// Shifts.
  public var shifts: [QuarterShift]
  /// Links.
  public var links: [Link]
  /// Findings.
  public var findings: [Finding]
  /// Differences within tolerance, counted by kind and not listed.
  public var within: [FindingKind: Int]
  /// Revenue.
  public var revenue: [RevenueLine]
  /// Sums of the lines with the percentiles of the sums.
  public var totals: RevenueTotals
  /// The policy's assumptions that the lines rest on.
  public var assumptions: [RevenueAssumption]
  /// Findings that were assessed and bring nothing.
  public var withoutMoney: [WithoutMoney]
  /// Which land is charged to whom.
  public var ledger = AreaLedger()
  /// In which order to look into the findings, and how far.
  public var inspections: InspectionPlan
  /// What inspectors decided; a run that was not reviewed has none.
  public var decisions: [Decision] = []
  /// Whom the findings hit.
  public var fairness: Fairness
  /// Balance.
  public var balance: [BalanceRow]
  /// Where each record stands in the balance.
  public var parts = BalanceParts()
  /// Rejects.
  public var rejects: [Reject]
  /// Inputs with their hashes, in the order of the job.
  public var inputs: [InputFile]
  /// How the layers of the inputs were placed, in the order of the job.
  public var sources: [SourcePlacement] = []
  /// Parameters of the run as name and value, sorted by name.
  public var parameters: [(name: String, value: String)]
  /// What a person has to know before reading anything else of the run.
  public var warnings: [Note] = []
  /// Remarks a person should read (Russian, English).
  public var notes: [Note]
  /// Language of labels and reports.
  public var language: Language

  /// Makes the contents of a run.
  ///
  /// Where no `totals` are given they are the sums of the lines' own percentiles; where no `inspections` are,
  /// every finding takes the same hour.
  public init(
    municipality: String,
    workingCRS: ReferenceSystem,
    register: Register,
    survey: Survey,
    shifts: [QuarterShift],
    links: [Link],
    findings: [Finding],
    within: [FindingKind: Int] = [:],
    revenue: [RevenueLine],
    totals: RevenueTotals? = nil,
    assumptions: [RevenueAssumption] = [],
    withoutMoney: [WithoutMoney] = [],
    inspections: InspectionPlan? = nil,
    fairness: Fairness = Fairness(),
    balance: [BalanceRow],
    rejects: [Reject],
    inputs: [InputFile],
    parameters: [(name: String, value: String)],
    notes: [Note],
    language: Language
  ) {
    self.municipality = municipality
    self.workingCRS = workingCRS
    self.register = register
    self.survey = survey
    self.shifts = shifts
    self.links = links
    self.findings = findings
    self.within = within
    self.revenue = revenue
    self.totals = totals ?? RevenueTotals(summing: revenue)
    self.assumptions = assumptions
    self.withoutMoney = withoutMoney
    self.inspections = inspections ?? InspectionPlan(findings: findings, lines: revenue)
    self.fairness = fairness
    self.balance = balance
    self.rejects = rejects
    self.inputs = inputs
    self.parameters = parameters
    self.notes = notes
    self.language = language
  }
}

/// Language of labels and reports.
public enum Language: String, Sendable, CaseIterable {
  case ru, en
}

/// One input file as it was read.
public struct InputFile: Sendable, Equatable {
  /// The path as the job gives it.
  public var path: String
  /// Bytes.
  public var bytes: Int
  /// SHA-256 of the content, hexadecimal.
  public var sha256: String

  /// Makes an input.
  public init(path: String, bytes: Int, sha256: String) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
  }
}
