public import Cadastre
public import Findings
import Revenue

/// What is new, gone, worse, better, unchanged between two runs of one place.
///
/// Findings are the same when their ids are; else when kind, register objects and what lies beneath are; else
/// when they are of one kind and most of the smaller one's land is the other's: another survey has other
/// numbers for the same plots. A finding is worse or better when its measure grew or fell by more than the
/// larger of the two tolerances, or by more than a hundredth of itself where it has none; less is noise.
public struct RunComparison: Sendable, Equatable {
  /// What became of a finding; the raw value is the code in tables.
  public enum Change: String, Sendable, CaseIterable {
    case new, gone, worse, better, unchanged
  }

  /// One finding in both runs, or in one of them.
  public struct Row: Sendable, Equatable {
    /// What became of it.
    public var change: Change
    /// The finding of the first run.
    public var first: Finding?
    /// The finding of the second run.
    public var second: Finding?
    /// Expected money of all channels in the first run; zero where there is none.
    public var firstMoney: Kopecks
    /// The same in the second run.
    public var secondMoney: Kopecks

    /// The kind.
    public var kind: FindingKind { (second ?? first)?.kind ?? .overlap }
  }

  /// Money of one channel, period and budget in both runs.
  public struct Money: Sendable, Equatable {
    /// In the first run; nil where there is none.
    public var first: MoneyTotal?
    /// In the second run.
    public var second: MoneyTotal?

    /// By how much more is expected.
    public var difference: Kopecks {
      (second?.expected ?? .zero).saturatingPlus(.zero - (first?.expected ?? .zero))
    }
  }

  /// By change (order of the cases), kind (order of the catalogue), quarter, id.
  public var rows: [Row]
  /// In the order of the channels.
  public var money: [Money]

  /// What inspectors had decided in the first run.
  public var firstDecisions = DecidedMoney()
  /// The same in the second run.
  public var secondDecisions = DecidedMoney()

  /// Whether anything but nothing changed.
  public var isDifferent: Bool {
    rows.contains { $0.change != .unchanged } || money.contains { $0.first != $0.second }
      || firstDecisions != secondDecisions
  }

  /// How many findings of `kind` changed so.
  public func count(_ change: Change, _ kind: FindingKind? = nil) -> Int {
    rows.count { $0.change == change && (kind == nil || $0.kind == kind) }
  }

  /// One run as far as it is compared.
  struct Side {
    var findings: [Finding]
    var revenue: [RevenueLine]
    var totals: [MoneyTotal]
    var decided = DecidedMoney()

    init(findings: [Finding], revenue: [RevenueLine], totals: [MoneyTotal]) {
      self.findings = findings.sorted { $0.id < $1.id }
      self.revenue = revenue
      self.totals = totals
    }

    /// Reads a finished run.
    init(_ run: String) throws(JobFailure) {
      _ = try RunRecord.read(run)
      let package = try RunPackage(path: "\(run)/results.gpkg")
      let findings = try RunReader.findings(package)
      self.init(
        findings: findings,
        revenue: try RunReader.revenue(package, findings),
        totals: try RunReader.totals(package)
      )
      decided = DecidedMoney(try RunReader.decisions(package), revenue)
    }
  }

  /// Compares the runs in two folders.
  ///
  /// - Throws: ``JobFailure/input(_:)`` when one of them is no finished run.
  /// - Complexity: O(*n* log *n*) in the findings, and the pairs of like findings whose boxes meet.
  public init(_ first: String, _ second: String) throws(JobFailure) {
    self.init(try Side(first), try Side(second))
  }

  init(_ first: Side, _ second: Side) {
    let counterparts = Counterparts(first.findings, second.findings).pairs
    let money = (Self.money(first.revenue), Self.money(second.revenue))
    func row(_ old: Finding?, _ new: Finding?) -> Row {
      Row(
        change: Self.change(old, new),
        first: old,
        second: new,
        firstMoney: old.flatMap { money.0[$0.id] } ?? .zero,
        secondMoney: new.flatMap { money.1[$0.id] } ?? .zero
      )
    }
    firstDecisions = first.decided
    secondDecisions = second.decided
    let matched = Set(counterparts.values)
    rows =
      first.findings.indices.map { index in
        row(first.findings[index], counterparts[index].map { second.findings[$0] })
      }
      + second.findings.indices.filter { !matched.contains($0) }.map {
        row(nil, second.findings[$0])
      }
    let changes = Self.order(Change.allCases)
    let kinds = Self.order(FindingKind.allCases)
    rows.sort { a, b in
      let (x, y) = (a.second ?? a.first, b.second ?? b.first)
      return (changes[a.change] ?? 0, kinds[a.kind] ?? 0, x?.quarter ?? "", x?.id ?? "")
        < (changes[b.change] ?? 0, kinds[b.kind] ?? 0, y?.quarter ?? "", y?.id ?? "")
    }
    self.money = Self.totals(first.totals, second.totals)
  }

  private static func order<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
    Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
  }

  /// Part of a measure without a tolerance that rounding and another export may change.
  private static let ownNoise = 0.01

  private static func change(_ old: Finding?, _ new: Finding?) -> Change {
    guard let old else { return .new }
    guard let new else { return .gone }
    let without = ownNoise * max(abs(old.measure), abs(new.measure))
    let noise = max(old.tolerance ?? without, new.tolerance ?? without)
    let growth = abs(new.measure) - abs(old.measure)
    if growth > noise { return .worse }
    return growth < -noise ? .better : .unchanged
  }

  private static func money(_ lines: [RevenueLine]) -> [String: Kopecks] {
    var sums: [String: Kopecks] = [:]
    for line in lines {
      sums[line.finding] = (sums[line.finding] ?? .zero).saturatingPlus(line.expected)
    }
    return sums
  }

  private static func totals(_ first: [MoneyTotal], _ second: [MoneyTotal]) -> [Money] {
    Channel.allCases.flatMap { channel in
      [Period.year, .once].flatMap { period in
        [Budget.municipal, .regional].compactMap { budget -> Money? in
          func own(_ totals: [MoneyTotal]) -> MoneyTotal? {
            totals.first { $0.channel == channel && $0.period == period && $0.budget == budget }
          }
          let money = Money(first: own(first), second: own(second))
          return money.first == nil && money.second == nil ? nil : money
        }
      }
    }
  }
}
