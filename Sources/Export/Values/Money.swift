import Cadastre
public import Revenue

/// A sum with its range.
struct MoneyRange: Sendable, Equatable {
  var low = Kopecks.zero
  var expected = Kopecks.zero
  var high = Kopecks.zero

  /// Adds a line; percentiles are added as if all lines moved together, so only `expected` may be shown.
  mutating func add(_ line: RevenueLine) {
    low = low.saturatingPlus(line.low)
    expected = expected.saturatingPlus(line.expected)
    high = high.saturatingPlus(line.high)
  }
}

/// A channel and how often it pays: sums of different keys are never one number.
struct ChannelKey: Sendable, Hashable, Comparable {
  var channel: Channel
  var period: Period

  static func < (first: ChannelKey, second: ChannelKey) -> Bool {
    // "year" sorts before "once": what comes again is told first.
    (first.channel.order, first.period == .year ? 0 : 1)
      < (second.channel.order, second.period == .year ? 0 : 1)
  }
}

extension Channel {
  /// Its place in the list of channels.
  var order: Int { Channel.allCases.firstIndex(of: self) ?? 0 }

  /// What people call it, on the terminal, in the report, on the map and in tables alike.
  public func title(inEnglish: Bool) -> String { inEnglish ? title.en : title.ru }

  var title: Words {
    switch self {
    case .reassessment: Words("Доначисление учтённым", "Reassessment of those registered")
    case .afterRegistration: Words("После регистрации прав", "After registration")
    case .unjustEnrichment: Words("Плата за пользование без права", "Use without right")
    case .fine: Words("Штрафы", "Fines")
    case .redistributionFee: Words("Плата за перераспределение", "Redistribution fee")
    case .reduction: Words("Уменьшение (в пользу плательщика)", "Reduction (to the payer)")
    }
  }

  var meaning: Words {
    switch self {
    case .reassessment:
      Words("плательщик есть, срок наступил", "a registered taxpayer, payable now")
    case .afterRegistration:
      Words("будущая база, после регистрации права", "a future base, once rights are recorded")
    case .unjustEnrichment:
      Words("взыскивается по решению суда", "recovered through a court")
    case .fine: Words("назначается судом или инспектором", "set by an inspector or a court")
    case .redistributionFee:
      Words("разово, по соглашению о перераспределении", "once, by an agreement")
    case .reduction:
      Words("снесено, учтено дважды, завышено", "demolished, recorded twice, over-declared")
    }
  }
}

extension Budget {
  var words: Words {
    switch self {
    case .municipal: Words("муниципальный бюджет", "municipal budget")
    case .regional: Words("бюджет региона", "regional budget")
    }
  }
}

extension Period {
  var words: Words {
    switch self {
    case .year: Words("в год", "a year")
    case .once: Words("разово", "once")
    }
  }
}

/// What one finding, or one group of findings, is worth, channel by channel.
struct MoneyAccount: Sendable {
  private(set) var ranges: [ChannelKey: MoneyRange] = [:]

  mutating func add(_ line: RevenueLine) {
    ranges[ChannelKey(channel: line.channel, period: line.period), default: MoneyRange()].add(line)
  }

  var isEmpty: Bool { ranges.isEmpty }

  /// The channels that occur, in their order.
  var keys: [ChannelKey] { ranges.keys.sorted() }

  subscript(key: ChannelKey) -> MoneyRange { ranges[key] ?? MoneyRange() }

  /// All channels of one period together; whoever shows it must say so.
  func total(_ period: Period) -> MoneyRange? {
    let parts = ranges.filter { $0.key.period == period }.map(\.value)
    guard !parts.isEmpty else { return nil }
    return parts.reduce(into: MoneyRange()) { sum, part in
      sum.low = sum.low.saturatingPlus(part.low)
      sum.expected = sum.expected.saturatingPlus(part.expected)
      sum.high = sum.high.saturatingPlus(part.high)
    }
  }
}
