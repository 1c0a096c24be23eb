public import Cadastre

extension Budget: Decodable {}

/// A tax or payment by rates: which rate holds for which object.
public struct Levy: Sendable, Equatable, Decodable {
  /// Code, as `tables/revenue.csv` names it.
  public var code: String
  /// Whose money it is.
  public var budget: Budget
  /// The rates, first match wins.
  public var rates: [RateRule]
  /// What is not charged at all.
  public var exempt: [Exemption]
  /// What is taken off the base, by area.
  public var deductions: [AreaDeduction]
  /// How many years are charged at once; 1 for a yearly tax.
  public var years: Int
  /// What the land must be (`neighbour`, `public`, `unallocated`); empty means any.
  public var onto: [String]
  /// Rights of those who pay it, `unknown` among them; empty means everybody.
  public var payers: [Right]
  /// When a month counts as held; nil where a part of a month counts as nothing.
  public var months: MonthRule?
  /// What land that stays unbuilt, or the like, pays more, first match wins.
  public var multipliers: [Multiplier]
  /// How fast the sum of a year may grow, first match wins.
  public var growthCaps: [GrowthCap]
  /// What can be claimed for years that are over.
  public var arrears: [Arrears]
  /// What is added to a claim that is paid late; nil where nothing is.
  public var interest: Interest?

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case code, budget, rates, exempt, deductions, years, onto, payers, months, multipliers
    case growthCaps, arrears, interest
  }

  /// Reads a levy and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    budget = try container.decode(Budget.self, forKey: .budget)
    rates = try container.list(.rates)
    exempt = try container.list(.exempt)
    deductions = try container.list(.deductions)
    years = try container.decodeIfPresent(Int.self, forKey: .years) ?? 1
    onto = try container.list(.onto)
    payers = try container.list(.payers)
    months = try container.decodeIfPresent(MonthRule.self, forKey: .months)
    multipliers = try container.list(.multipliers)
    growthCaps = try container.list(.growthCaps)
    arrears = try container.list(.arrears)
    interest = try container.decodeIfPresent(Interest.self, forKey: .interest)
    guard (1...100).contains(years) else {
      throw DecodingError.dataCorruptedError(
        forKey: .years,
        in: container,
        debugDescription: "\(years) is no number of years"
      )
    }
  }

  /// The first rate that holds for `subject`; nil when none does.
  public func rule(for subject: TaxSubject) -> RateRule? { rates.first { $0.holds(for: subject) } }

  /// The first exemption that holds for `subject`; nil when it is charged.
  public func exemption(of subject: TaxSubject) -> Exemption? {
    exempt.first {
      matches($0.uses, subject.use) && matches($0.categories, subject.category)
        && matches($0.purposes, subject.purpose) && lies(subject.quarter, in: $0.quarters)
    }
  }

  /// The deduction for `subject` held by `right`; nil when there is none.
  public func deduction(for subject: TaxSubject, of right: Right) -> AreaDeduction? {
    deductions.first { matches($0.purposes, subject.purpose) && matches($0.rights, right) }
  }

  /// The deduction of a holder of whom is known which of those he is entitled to that not everybody has.
  func deduction(
    for subject: TaxSubject,
    of right: Right,
    entitlements: Set<String>
  ) -> AreaDeduction? {
    deductions.first {
      matches($0.purposes, subject.purpose) && matches($0.rights, right)
        && ($0.share == nil || entitlements.contains($0.id))
    }
  }
}

/// What decides on a rate.
public struct TaxSubject: Sendable, Equatable {
  /// Class of use.
  public var use: UseClass
  /// Category of the land; `unset` for buildings.
  public var category: LandCategory
  /// Purpose of the building; `unknown` for land.
  public var purpose: BuildingPurpose
  /// Area of the whole object, m².
  public var area: Double
  /// Value of the whole object.
  public var value: Kopecks
  /// Quarter it lies in; "" where nobody says.
  public var quarter: String

  /// Makes a subject.
  public init(
    use: UseClass,
    category: LandCategory = .unset,
    purpose: BuildingPurpose = .unknown,
    area: Double,
    value: Kopecks,
    quarter: String = ""
  ) {
    self.use = use
    self.category = category
    self.purpose = purpose
    self.area = area
    self.value = value
    self.quarter = quarter
  }
}

/// One rate, for whom it holds, and what it rests on; an empty list holds for all.
public struct RateRule: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// Classes of use.
  public var uses: [UseClass]
  /// Categories of land.
  public var categories: [LandCategory]
  /// Purposes of buildings.
  public var purposes: [BuildingPurpose]
  /// Quarters, or districts by the first parts of their numbers.
  public var quarters: [String]
  /// Greatest area of the object, m².
  public var maximumArea: Double?
  /// The rate.
  public var rate: Rate
  /// The highest the law of the year allows.
  public var ceiling: Rate
  /// Another rate for what is worth more.
  public var above: RateStep?
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, uses, categories, purposes, quarters, maximumArea, rate, ceiling, above, law
  }

  /// Reads a rate and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    uses = try container.list(.uses)
    categories = try container.list(.categories)
    purposes = try container.list(.purposes)
    quarters = try container.list(.quarters)
    maximumArea = try container.decodeIfPresent(Double.self, forKey: .maximumArea)
    rate = try container.decode(Rate.self, forKey: .rate)
    ceiling = try container.decode(Rate.self, forKey: .ceiling)
    above = try container.decodeIfPresent(RateStep.self, forKey: .above)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }

  /// Whether it holds for `subject`.
  func holds(for subject: TaxSubject) -> Bool {
    matches(uses, subject.use) && matches(categories, subject.category)
      && matches(purposes, subject.purpose) && lies(subject.quarter, in: quarters)
      && subject.area <= maximumArea ?? .infinity
  }

  /// The rate for an object worth `value`, and the article.
  public func effective(for value: Kopecks) -> (rate: Rate, law: LawReference) {
    if let above, value > above.value { return (above.rate, above.law) }
    return (rate, law)
  }
}

/// The rate of what is worth more than a limit.
public struct RateStep: Sendable, Equatable, Decodable {
  /// The limit; the rate holds above it, not at it.
  public var value: Kopecks
  /// The rate.
  public var rate: Rate
  /// The highest the law of the year allows.
  public var ceiling: Rate
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable { case value, rate, ceiling, law }

  /// Reads a step and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    value = try container.roubles(.value)
    rate = try container.decode(Rate.self, forKey: .rate)
    ceiling = try container.decode(Rate.self, forKey: .ceiling)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }
}

/// What a tax does not touch; an empty list holds for all.
public struct Exemption: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// Classes of use.
  public var uses: [UseClass]
  /// Categories of land.
  public var categories: [LandCategory]
  /// Purposes of buildings.
  public var purposes: [BuildingPurpose]
  /// Quarters, or districts by the first parts of their numbers.
  public var quarters: [String]
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, uses, categories, purposes, quarters, law
  }

  /// Reads an exemption and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    uses = try container.list(.uses)
    categories = try container.list(.categories)
    purposes = try container.list(.purposes)
    quarters = try container.list(.quarters)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }
}

/// An area whose value is taken off the base.
public struct AreaDeduction: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// Purposes of buildings it holds for; empty means all.
  public var purposes: [BuildingPurpose]
  /// Rights of those who may have it, `unknown` among them; empty means all.
  public var rights: [Right]
  /// The area, m².
  public var area: Double
  /// Share of payers entitled to it, where the data cannot tell who is; nil means everybody.
  public var share: Assumed?
  /// Whether each holder takes it off his own share of the value, instead of all of them once off the object.
  public var perHolder: Bool
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, purposes, rights, area, share, perHolder, law
  }

  /// Reads a deduction and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    purposes = try container.list(.purposes)
    rights = try container.list(.rights)
    area = try container.decode(Double.self, forKey: .area)
    share = try container.decodeIfPresent(Assumed.self, forKey: .share)
    perHolder = try container.decodeIfPresent(Bool.self, forKey: .perHolder) ?? false
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }
}

extension AreaDeduction {
  /// The part of `area` it takes off when that much is added to an object of which `before` counted already.
  func portion(of area: Double, addedTo before: Double) -> Double {
    let taken = min(self.area, before + area) - min(self.area, before)
    return area > 0 ? min(max(taken / area, 0), 1) : 0
  }
}

/// Reads a ``LawReference`` and refuses unknown keys.
struct StrictLaw: Decodable {
  let reference: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable { case article, date, confirmed }

  init(from decoder: any Decoder) throws {
    _ = try decoder.strict(CodingKeys.self)
    reference = try LawReference(from: decoder)
  }
}

/// Whether an empty list, or the value itself, is there.
func matches<Value: Equatable>(_ list: [Value], _ value: Value) -> Bool {
  list.isEmpty || list.contains(value)
}

extension KeyedDecodingContainer {
  /// A sum of roubles under `key`.
  func roubles(_ key: Key) throws -> Kopecks {
    let amount = try decode(Double.self, forKey: key)
    guard let sum = Kopecks(roubles: amount), amount >= 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: key,
        in: self,
        debugDescription: "\(amount) is no sum of roubles"
      )
    }
    return sum
  }
}
