import Cadastre
import Findings

/// One line as the simulation of the whole sees it.
struct Stake: Sendable {
  /// Id of the finding: what is true of it is true of all its lines.
  var finding: String
  var kind: FindingKind
  /// Probability of the sign alone, without the precision of its kind.
  var probability: Double
  var channel: Channel
  var period: Period
  var budget: Budget
  var base: Kopecks
  var rate: Rate
  /// What is due at least.
  var least: Kopecks
  var spread: Spread
  var relief: Relief?
  /// Share of unknown holders who do not pay it.
  var holder: Relief?
}

/// What a town's findings bring together: percentiles of the sum, by seeded simulation (METHODS E10).
///
/// Each draw settles what all lines share first: the precision of every kind, the collection of every
/// channel, the policy's uncertain numbers, the share of those entitled to a deduction. Then each finding is
/// true or not, once for all its lines, and its own error of area and value is drawn. What is shared does not
/// average out over many findings; what is not, does. Draws are sums of whole kopecks, exact up to 2⁵³ of them
/// (90 · 10¹² ₽), so that order and threads cannot be seen; the mean is not drawn but the sum of the lines.
struct Portfolio {
  /// Draws of one simulation.
  static let draws = 4_000

  private let policy: Policy
  private let stream: RandomStream
  private let draws: Int
  /// Standard normal deviates in 4096 equal steps of probability, of unit variance.
  private let normals: [Double]

  init(policy: Policy, draws: Int = Portfolio.draws) {
    self.policy = policy
    self.draws = draws
    // The same draws under every policy: what a policy does not touch does not move.
    stream = RandomStream(name: "totals")
    let raw = (0..<4096).map { normalQuantile((Double($0) + 0.5) / 4096) }
    let deviation = (raw.reduce(0) { $0 + $1 * $1 } / 4096).squareRoot()
    normals = raw.map { $0 / deviation }
  }

  /// The seed of the draws, the same under every policy.
  var seed: UInt64 { stream.seed }

  /// Sums of `stakes` in every draw, in kopecks, by channel, period and budget.
  ///
  /// - Complexity: O(draws × stakes) in time, O(draws) in memory for each sum.
  func sums(_ stakes: [Stake]) -> [TotalKey: [Double]] {
    var common = CommonDraws(stream, draws)
    var signs: [String: Int] = [:]
    var grouped: [(sign: Sign, lines: [Line])] = []
    var sums: [[Double]] = []
    var rows: [TotalKey: Int] = [:]
    for stake in stakes {
      let key = TotalKey(channel: stake.channel, period: stake.period, budget: stake.budget)
      let row = rows[key] ?? sums.count
      if row == sums.count {
        rows[key] = row
        sums.append([Double](repeating: 0, count: draws))
      }
      let line = line(stake, row, &common)
      if let index = signs[stake.finding] {
        grouped[index].lines.append(line)
        if line.holder != nil { grouped[index].sign.hasHolder = true }
      } else {
        signs[stake.finding] = grouped.count
        let kind = common.share("precision.\(stake.kind.rawValue)", policy.precision[stake.kind])
        let sign = Sign(
          stream: stream.named("finding").named(stake.finding),
          probability: stake.probability,
          precision: kind,
          hasHolder: line.holder != nil
        )
        grouped.append((sign, [line]))
      }
    }
    var hits: [Hit] = []
    for (sign, lines) in grouped {
      find(&hits, of: sign, common.values)
      for line in lines {
        // taken out and put back, so that it is not copied
        var sum = sums[line.row]
        sums[line.row] = []
        add(line, hits, common.values, to: &sum)
        sums[line.row] = sum
      }
    }
    return rows.mapValues { sums[$0] }
  }

  /// What is drawn once for a finding.
  private struct Sign {
    var stream: RandomStream
    var probability: Double
    /// Where the draws of its kind's precision begin.
    var precision: Int
    /// Whether any of its lines depends on a holder nobody knows.
    var hasHolder = false
  }

  /// A draw in which a finding is true.
  private struct Hit {
    var draw: Int
    /// The finding's own error in standard deviations.
    var normal: Double
    /// Lot for its deduction, 0…1.
    var lot: Double
    /// Lot for its holder, 0…1.
    var holder: Double
  }

  private struct Line {
    var row: Int
    /// Kopecks.
    var base: Double
    var rate: Double
    var least: Double
    /// −1 for money that goes back.
    var sign: Double
    var own: Double
    var common: [(start: Int, spread: Double)]
    var collected: Int
    var relief: (start: Int, portion: Double)?
    /// Where the draws of the share of those begin who do not pay.
    var holder: Int?
  }

  private func line(_ stake: Stake, _ row: Int, _ common: inout CommonDraws) -> Line {
    Line(
      row: row,
      base: Double(stake.base.rawValue),
      rate: stake.rate.share,
      least: Double(stake.least.rawValue),
      sign: stake.channel == .reduction ? -1 : 1,
      own: stake.spread.own,
      common: stake.spread.common.sorted { $0.key < $1.key }.map {
        (common.normal($0.key), $0.value)
      },
      collected: common.share(
        "collection.\(stake.channel.rawValue)",
        policy.collection[stake.channel] ?? Assumed(value: 1, reason: "")
      ),
      relief: stake.relief.map { (common.share($0.key, $0.share), $0.portion) },
      holder: stake.holder.map { common.share($0.key, $0.share) }
    )
  }

  /// The draws in which a finding is true: one place of its stream each, whose bits serve all its lots.
  private func find(_ hits: inout [Hit], of sign: Sign, _ common: [Double]) {
    hits.removeAll(keepingCapacity: true)
    let holders = sign.stream.named("holder")
    for draw in 0..<draws {
      let bits = sign.stream[draw]
      let lot = Double(bits >> 32) / 4_294_967_296
      guard lot < sign.probability * common[sign.precision + draw] else { continue }
      hits.append(
        Hit(
          draw: draw,
          normal: normals[Int(bits & 0xFFF)],
          lot: Double((bits >> 12) & 0xFFFFF) / 1_048_576,
          holder: sign.hasHolder ? Double(holders[draw] >> 11) / 9_007_199_254_740_992 : 1
        )
      )
    }
  }

  private func add(_ line: Line, _ hits: [Hit], _ common: [Double], to sum: inout [Double]) {
    let first = line.common.first ?? (0, 0)
    let others = line.common.dropFirst()
    for hit in hits {
      if let holder = line.holder, hit.holder < common[holder + hit.draw] { continue }
      var factor = 1 + line.own * hit.normal + first.spread * common[first.start + hit.draw]
      for part in others { factor += part.spread * common[part.start + hit.draw] }
      var base = line.base * max(0, factor)
      if let relief = line.relief, hit.lot < common[relief.start + hit.draw] {
        base *= 1 - relief.portion
      }
      let due = max(line.least, base * line.rate) * common[line.collected + hit.draw]
      sum[hit.draw] += line.sign * due.rounded()
    }
  }
}

/// What every line shares, drawn once a draw; each named number is a run of draws in one column.
private struct CommonDraws {
  private(set) var values: [Double] = []
  private var starts: [String: Int] = [:]
  private let stream: RandomStream
  private let draws: Int

  init(_ stream: RandomStream, _ draws: Int) {
    self.stream = stream
    self.draws = draws
  }

  /// Where the draws of an uncertain share begin.
  mutating func share(_ name: String, _ assumed: Assumed) -> Int {
    let deviation = assumed.shareDeviation
    return start(name) { $0.share(mean: assumed.value, deviation: deviation) }
  }

  /// Where the draws of a standard normal number begin.
  mutating func normal(_ name: String) -> Int {
    start(name) { normalQuantile($0.uniform(0)) }
  }

  private mutating func start(_ name: String, _ value: (RandomStream) -> Double) -> Int {
    if let start = starts[name] { return start }
    let start = values.count
    starts[name] = start
    let own = stream.named(name)
    for draw in 0..<draws { values.append(value(own.draw(draw))) }
    return start
  }
}

/// What may be added: sums of different keys never are.
struct TotalKey: Hashable {
  var channel: Channel
  var period: Period
  var budget: Budget
}
