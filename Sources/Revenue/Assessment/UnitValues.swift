import Cadastre

/// What a square metre is worth, how well that is known, and from what.
struct UnitValue: Equatable {
  /// Roubles for a square metre.
  var value: Double
  /// Standard deviation as a share of the value.
  var spread: Double
  /// From what.
  var source: UnitValueSource

  /// The spread by cause: a figure of the policy errs alike for all, a median differs from object to object.
  ///
  /// - Parameter place: Where the figures of the policy stand.
  /// - Returns: The spread.
  func errors(at place: String) -> Spread {
    if case .policy(let id) = source { return Spread(common: ["\(place).\(id)": spread]) }
    return Spread(own: spread)
  }
}

/// Where a unit value comes from, from the best to the worst.
enum UnitValueSource: Equatable {
  /// The object's own record.
  case own
  /// The united land use the object is part of.
  case parent
  /// The median of so many valued objects of the quarter.
  case quarter(count: Int)
  /// The same of the cadastral district.
  case district(count: Int)
  /// The same of the whole register.
  case town(count: Int)
  /// The policy's own figure.
  case policy(id: String)
}

/// One recorded value of a square metre.
struct UnitSample<Kind: Hashable & Sendable> {
  var quarter: String
  /// What it is, from the narrowest description to the widest.
  var kinds: [Kind]
  var value: Double
}

/// Medians of recorded values by quarter and kind, widened to district and town, then to wider kinds.
///
/// The median over at least `minimumCount` objects; the spread is the interquartile range over 1.349
/// (that of a normal distribution), as a share of the median, of the very group the median is taken from:
/// outliers move neither.
struct UnitValueTable<Kind: Hashable & Sendable>: Sendable {
  private struct Group: Hashable {
    var area: String
    var kind: Kind
  }

  private struct Summary {
    var median: Double
    var spread: Double
    var count: Int
  }

  private var groups: [Group: Summary] = [:]

  /// Sums up the samples; groups of fewer than `minimumCount` are left out.
  ///
  /// - Complexity: O(*n* log *n*).
  init(samples: [UnitSample<Kind>], minimumCount: Int) {
    var values: [Group: [Double]] = [:]
    for sample in samples where sample.value > 0 && sample.value.isFinite {
      for area in [sample.quarter, district(of: sample.quarter), ""] {
        for kind in sample.kinds {
          values[Group(area: area, kind: kind), default: []].append(sample.value)
        }
      }
    }
    for (group, list) in values where list.count >= max(minimumCount, 1) {
      let sorted = list.sorted()
      let median = quantile(sorted, 0.5)
      let range = quantile(sorted, 0.75) - quantile(sorted, 0.25)
      groups[group] = Summary(
        median: median,
        spread: range / 1.349 / median,
        count: list.count
      )
    }
  }

  /// The unit value near `quarter` of the first of `kinds` that has one anywhere.
  func value(quarter: String, kinds: [Kind]) -> UnitValue? {
    for kind in kinds {
      if let found = groups[Group(area: quarter, kind: kind)] {
        return unitValue(found, .quarter(count: found.count))
      }
      if let found = groups[Group(area: district(of: quarter), kind: kind)] {
        return unitValue(found, .district(count: found.count))
      }
      if let found = groups[Group(area: "", kind: kind)] {
        return unitValue(found, .town(count: found.count))
      }
    }
    return nil
  }

  private func unitValue(_ summary: Summary, _ source: UnitValueSource) -> UnitValue {
    UnitValue(value: summary.median, spread: summary.spread, source: source)
  }
}

/// The cadastral district of a quarter: `90:25` of `90:25:010101`; itself when it has no such parts.
func district(of quarter: String) -> String {
  quarter.split(separator: ":").prefix(2).joined(separator: ":")
}

/// The quantile of a sorted list by linear interpolation (Hyndman & Fan 1996, type 7).
func quantile(_ sorted: [Double], _ level: Double) -> Double {
  let position = level * Double(sorted.count - 1)
  let below = Int(position.rounded(.down))
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
}
