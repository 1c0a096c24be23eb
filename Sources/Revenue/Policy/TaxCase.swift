public import Cadastre

/// A day of the calendar.
public struct CalendarDay: Sendable, Hashable, Comparable {
  /// Year.
  public var year: Int
  /// Month, 1…12.
  public var month: Int
  /// Day of the month, 1…31.
  public var day: Int

  /// Reads `2026-03-15`.
  ///
  /// - Returns: nil for what is no such day.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Whether `first` is the earlier day.
  public static func < (first: CalendarDay, second: CalendarDay) -> Bool {
    (first.year, first.month, first.day) < (second.year, second.month, second.day)
  }
}

/// A share in a right, such as 1/3.
public struct RightShare: Sendable, Hashable {
  /// Numerator, at most the denominator.
  public let numerator: Int64
  /// Denominator, at least 1.
  public let denominator: Int64

  /// The whole.
  public static let whole = RightShare(1, 1)

  /// Makes a share; what is no part of a whole is the whole.
  public init(_ numerator: Int64, _ denominator: Int64) {
    let isShare = denominator > 0 && (0...denominator).contains(numerator)
    self.numerator = isShare ? numerator : 1
    self.denominator = isShare ? denominator : 1
  }

  /// The share of a sum, to the nearest kopeck.
  func of(_ sum: Kopecks) -> Kopecks {
    rounded(Int128(sum.rawValue) * Int128(numerator), over: Int128(denominator))
  }
}

/// One object of one holder in one year: all that the tax of the year depends on.
public struct TaxCase: Sendable {
  /// The object, at the end of the year.
  public var subject: TaxSubject
  /// What the holder is.
  public var holder: Right
  /// The holder's share in the right.
  public var share = RightShare.whole
  /// The day the right arose; nil or a day of an earlier year: before the year.
  public var from: CalendarDay?
  /// The day the right ended; nil or a day of a later year: after it.
  public var until: CalendarDay?
  /// What the object was before it changed within the year, and the day of the change.
  public var former: (subject: TaxSubject, changed: CalendarDay)?
  /// How many whole years the land has been held unbuilt; nil where it is built on.
  public var unbuiltYears: Int?
  /// Ids of the deductions only some are entitled to which this holder has.
  public var entitlements: Set<String> = []
  /// The whole tax of the year before; nil where there was none.
  public var previous: Kopecks?

  /// Makes a case of a whole year, a whole right and nothing special.
  public init(_ subject: TaxSubject, holder: Right) {
    self.subject = subject
    self.holder = holder
  }
}

/// The quotient, to the nearest kopeck, halves away from zero; beyond 64 bits it stays at the limit.
func rounded(_ numerator: Int128, over denominator: Int128) -> Kopecks {
  let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(
    dividingBy: denominator.magnitude
  )
  let up: UInt128 = remainder * 2 >= denominator.magnitude ? 1 : 0
  let size = Int64(clamping: quotient + up)
  return Kopecks(rawValue: (numerator < 0) == (denominator < 0) ? size : -size)
}
