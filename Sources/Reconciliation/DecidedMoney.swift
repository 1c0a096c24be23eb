public import Cadastre
public import Findings
public import Revenue

/// What inspectors have decided in a run, and the expected money that falls away with it.
///
/// The sums of a run are those of its signs; a decision does not change them, so that the run can be computed again.
/// What is left is therefore told beside them.
public struct DecidedMoney: Sendable, Equatable {
  /// Expected money of one channel and period that nobody will ask for.
  public struct Dropped: Sendable, Equatable {
    /// Channel.
    public var channel: Channel
    /// Period.
    public var period: Period
    /// Expected.
    public var expected: Kopecks
  }

  /// How many findings have each verdict, those without any left out, in the order of the verdicts.
  public var counts: [(verdict: Decision.Verdict, count: Int)] = []
  /// The money of findings that did not prove true or are lawful, in the order of the channels.
  public var dropped: [Dropped] = []

  /// Nothing was decided.
  public init() {}

  /// Sums up.
  init(_ decisions: [Decision], _ lines: [RevenueLine]) {
    counts = Decision.Verdict.allCases.compactMap { verdict in
      let count = decisions.count { $0.verdict == verdict }
      return count > 0 ? (verdict, count) : nil
    }
    let gone = Set(decisions.filter { $0.verdict.dropsMoney }.map(\.finding))
    for channel in Channel.allCases {
      for period in [Period.year, .once] {
        let own = lines.filter {
          $0.channel == channel && $0.period == period && gone.contains($0.finding)
        }
        guard !own.isEmpty else { continue }
        let sum = own.reduce(Kopecks.zero) { $0.saturatingPlus($1.expected) }
        dropped.append(Dropped(channel: channel, period: period, expected: sum))
      }
    }
  }

  /// Reads what was decided in the run in `folder`.
  ///
  /// - Throws: ``JobFailure/input(_:)`` when it is no finished run.
  public static func read(_ folder: String) throws(JobFailure) -> DecidedMoney {
    try DecidedMoney(RunPackage(path: "\(folder)/results.gpkg"))
  }

  init(_ package: RunPackage) throws(JobFailure) {
    let findings = try RunReader.findings(package)
    self.init(try RunReader.decisions(package), try RunReader.revenue(package, findings))
  }

  /// Whether the same was decided of as much money.
  public static func == (first: DecidedMoney, second: DecidedMoney) -> Bool {
    first.dropped == second.dropped
      && first.counts.elementsEqual(second.counts) {
        $0.verdict == $1.verdict && $0.count == $1.count
      }
  }
}
