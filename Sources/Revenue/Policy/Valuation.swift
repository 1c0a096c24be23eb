public import Cadastre

/// How to value what has no cadastral value.
public struct Valuation: Sendable, Equatable, Decodable {
  /// How many valued objects a median needs.
  public var minimumCount: Int
  /// A recorded value up to this sum counts as missing (0 and 1 ₽ stand for "not yet determined").
  public var missingUpTo: Kopecks
  /// The k of floor area = footprint × floors × k.
  public var floorFactor: Assumed
  /// Number of floors taken where none is known.
  public var assumedFloors: Assumed
  /// Values of this year as a share of those of the year after; 1 where nobody says.
  public var ofNextYear: Assumed?
  /// Values of a square metre of land, first match wins, where the register has too few.
  public var land: [UnitValueRule]
  /// The same of floor area.
  public var buildings: [UnitValueRule]

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case minimumCount, missingUpTo, floorFactor, assumedFloors, ofNextYear, land
    case buildings
  }

  /// Reads a valuation and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    minimumCount = try container.decode(Int.self, forKey: .minimumCount)
    missingUpTo = try container.roubles(.missingUpTo)
    floorFactor = try container.decode(Assumed.self, forKey: .floorFactor)
    assumedFloors = try container.decode(Assumed.self, forKey: .assumedFloors)
    ofNextYear = try container.decodeIfPresent(Assumed.self, forKey: .ofNextYear)
    land = try container.list(.land)
    buildings = try container.list(.buildings)
  }

  /// The value itself, where the record has one that means something.
  public func meaningful(_ value: Kopecks?) -> Kopecks? {
    value.flatMap { $0 > missingUpTo ? $0 : nil }
  }
}

/// Where and what an object is, as far as its value depends on it.
struct ValueSite {
  var quarter: String
  var use: UseClass
  var category: LandCategory = .unset
  var purpose: BuildingPurpose = .unknown
}

/// What a square metre is worth: where the register cannot tell, or by an act that goes before its medians.
public struct UnitValueRule: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// Classes of use; empty holds for all.
  public var uses: [UseClass]
  /// Categories of land; empty holds for all.
  public var categories: [LandCategory]
  /// Purposes of buildings; empty holds for all.
  public var purposes: [BuildingPurpose]
  /// Quarters, or districts by the first parts of their numbers; empty holds for all.
  public var quarters: [String]
  /// Whether it goes before the medians of the register.
  public var official: Bool
  /// Roubles for a square metre, the standard deviation as a share of it, and the reason.
  public var assumed: Assumed

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, uses, categories, purposes, quarters, official, value, spread, reason
  }

  /// Reads a rule and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    uses = try container.list(.uses)
    categories = try container.list(.categories)
    purposes = try container.list(.purposes)
    quarters = try container.list(.quarters)
    official = try container.decodeIfPresent(Bool.self, forKey: .official) ?? false
    assumed = try Assumed(
      value: container.decode(Double.self, forKey: .value),
      spread: container.decodeIfPresent(Double.self, forKey: .spread) ?? 0,
      reason: container.decode(PolicyText.self, forKey: .reason)
    ).checked(decoder.codingPath)
  }

  func holds(for site: ValueSite) -> Bool {
    matches(uses, site.use) && matches(categories, site.category)
      && matches(purposes, site.purpose) && lies(site.quarter, in: quarters)
  }
}

extension Valuation {
  /// The first of `rules` that holds for `site`, official or not.
  func rule(in rules: [UnitValueRule], for site: ValueSite, official: Bool) -> UnitValueRule? {
    rules.first { $0.official == official && $0.holds(for: site) }
  }
}

/// Whether a quarter is one of `places`, or lies in one: `90:25` holds all of its quarters.
func lies(_ quarter: String, in places: [String]) -> Bool {
  places.isEmpty || places.contains { quarter == $0 || quarter.hasPrefix("\($0):") }
}

/// A number that nobody measured yet, with the reason for it.
public struct Assumed: Sendable, Equatable, Decodable {
  /// The number.
  public var value: Double
  /// Its standard deviation as a share of it.
  public var spread: Double
  /// Of a share: how many cases it was counted in, when it was.
  public var count: Int?
  /// Why this number.
  public var reason: PolicyText

  private enum CodingKeys: String, CodingKey, CaseIterable { case value, spread, count, reason }

  /// Makes an assumption.
  public init(value: Double, spread: Double = 0, count: Int? = nil, reason: PolicyText) {
    self.value = value
    self.spread = spread
    self.count = count
    self.reason = reason
  }

  /// Reads an assumption and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    value = try container.decode(Double.self, forKey: .value)
    spread = try container.decodeIfPresent(Double.self, forKey: .spread) ?? 0
    count = try container.decodeIfPresent(Int.self, forKey: .count)
    reason = try container.decode(PolicyText.self, forKey: .reason)
    self = try checked(decoder.codingPath)
  }

  /// Itself, or an error at `path` for numbers that mean nothing.
  func checked(_ path: [any CodingKey]) throws -> Assumed {
    guard value.isFinite, value >= 0, spread.isFinite, spread >= 0, count ?? 1 > 0 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: path,
          debugDescription: "a number and spread from 0 up, a count from 1 up"
        )
      )
    }
    return self
  }

  /// Standard deviation of the number where it is a share, in units of the share.
  ///
  /// Of one counted in n cases √(m·(1 − m) / (n + 1)), that of a beta distribution with n observations
  /// behind it; with a spread too, the root of the sum of squares.
  public var shareDeviation: Double {
    let own = spread * value
    let counted = count.map { max(0, value * (1 - value)) / Double($0 + 1) } ?? 0
    return (own * own + counted).squareRoot()
  }
}
