public import Cadastre
public import Findings

/// Which months of a year count as held.
public struct MonthRule: Sendable, Equatable, Decodable {
  /// A right that arises on this day of the month or before makes the month a whole one; one that ends on it
  /// or before takes the month away.
  public var lastDay: Int
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable { case lastDay, law }

  /// Reads a rule and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    lastDay = try container.decode(Int.self, forKey: .lastDay)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
    guard (0...31).contains(lastDay) else {
      throw DecodingError.dataCorruptedError(
        forKey: .lastDay,
        in: container,
        debugDescription: "\(lastDay) is no day of a month"
      )
    }
  }
}

/// What unbuilt land pays more, by how long it has been held.
public struct Multiplier: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// Classes of use; empty holds for all.
  public var uses: [UseClass]
  /// By how much the tax is multiplied.
  public var factor: Rate
  /// Whole years held before it holds.
  public var fromYear: Int
  /// Whole years held after which it holds no more; nil for ever.
  public var untilYear: Int?
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, uses, factor, fromYear, untilYear, law
  }

  /// Reads a multiplier and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    uses = try container.list(.uses)
    factor = try container.decode(Rate.self, forKey: .factor)
    fromYear = try container.decodeIfPresent(Int.self, forKey: .fromYear) ?? 0
    untilYear = try container.decodeIfPresent(Int.self, forKey: .untilYear)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }

  func holds(for use: UseClass, held years: Int) -> Bool {
    matches(uses, use) && years >= fromYear && years < untilYear ?? .max
  }
}

/// How fast the sum of a year may grow against the year before.
public struct GrowthCap: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// The most a year may be, as a multiple of the year before.
  public var factor: Rate
  /// Rights of those it protects; empty means everybody.
  public var payers: [Right]
  /// Ids of the rates it does not hold for.
  public var exceptRates: [String]
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, factor, payers, exceptRates, law
  }

  /// Reads a cap and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    factor = try container.decode(Rate.self, forKey: .factor)
    payers = try container.list(.payers)
    exceptRates = try container.list(.exceptRates)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }
}

/// What can be claimed, or has to be paid back, for years that are over.
public struct Arrears: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// The channel it belongs to.
  public var channel: Channel
  /// Kinds of findings that prove something of the past, too.
  public var kinds: [FindingKind]
  /// Rights of those it reaches, `unknown` among them; empty means everybody.
  public var payers: [Right]
  /// How many closed years.
  public var years: Int
  /// Share of cases that have arisen this year only: the data do not tell.
  public var recent: Assumed
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, channel, kinds, payers, years, recent, law
  }

  /// Reads a rule and refuses unknown keys and names.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    channel = try container.name(.channel, of: Channel.self)
    kinds = try container.names(.kinds, of: FindingKind.self)
    payers = try container.list(.payers)
    years = try container.decode(Int.self, forKey: .years)
    recent = try container.decode(Assumed.self, forKey: .recent)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
    guard (0...100).contains(years) else {
      throw DecodingError.dataCorruptedError(
        forKey: .years,
        in: container,
        debugDescription: "\(years) is no number of years"
      )
    }
  }
}

/// What is added to a claim for the time it was not paid.
public struct Interest: Sendable, Equatable, Decodable {
  /// Code, as `tables/revenue.csv` names it.
  public var code: String
  /// Rate of this year, simple.
  public var rate: Rate
  /// Rights of those who owe it; empty means everybody.
  public var payers: [Right]
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable { case code, rate, payers, law }

  /// Reads a rule and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    rate = try container.decode(Rate.self, forKey: .rate)
    payers = try container.list(.payers)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }
}
