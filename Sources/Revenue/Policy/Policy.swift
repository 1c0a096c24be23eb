public import Cadastre
public import Findings

/// The law and the assumptions of one year and one municipality: `Data/policies/*.json`.
///
/// Every rate, article, date of law and assumed share is here and none is in the code. A municipality's
/// file says only what differs (`"extends": "ru-2026"`); `Data/policies/README.md` describes the format.
/// An unknown key is an error that names the nearest known one.
public struct Policy: Sendable, Equatable, Decodable {
  /// Code, such as `ru-2026`.
  public var id: String
  /// Name for people.
  public var title: PolicyText
  /// The municipality it holds for; "" for a country's own rules.
  public var municipality: String
  /// The tax year.
  public var year: Int
  /// The class taken where the use of land or a building that would bring money is unknown.
  public var assumedUse: UseClass
  /// Which purpose a building has by what it is used for, first match wins.
  public var purposes: [PurposeRule]
  /// Yearly tax on land.
  public var landTax: Levy
  /// Yearly tax on buildings of individuals.
  public var propertyTax: Levy
  /// Yearly tax on buildings of organisations.
  public var organisationTax: Levy
  /// What use without a right is worth: rent for the years that can be claimed.
  public var unjustEnrichment: Levy
  /// Fine for taking land.
  public var fine: Fine
  /// Fine for using land otherwise than it may be used; nil where there is none.
  public var useFine: Fine?
  /// Fee for land added to a parcel, the alternative to giving it back.
  public var redistribution: Levy
  /// What is worth how much where the register does not say.
  public var valuation: Valuation
  /// How often a sign of each kind proves true in the field.
  public var precision: Precision
  /// Which share of an assessed sum comes in, by channel.
  public var collection: [Channel: Assumed]
  /// Who stands behind a record whose holder nobody names; nil where it is taken for a payer.
  public var holders: Holders?
  /// What it takes to look into a finding.
  public var inspections: InspectionCosts
  /// The policies of the years before, the last one first, as far as anything reaches back.
  ///
  /// Those the file names as `previous`; empty where it names none.
  public internal(set) var closedYears: [Policy] = []

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, title, municipality, year, assumedUse, purposes, landTax, propertyTax
    case organisationTax, unjustEnrichment, fine, useFine, redistribution, valuation, precision
    case collection, holders, inspections
  }

  /// Reads a complete policy, with everything it extends merged in, and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    title = try container.decode(PolicyText.self, forKey: .title)
    municipality = try container.decodeIfPresent(String.self, forKey: .municipality) ?? ""
    year = try container.decode(Int.self, forKey: .year)
    assumedUse = try container.decode(UseClass.self, forKey: .assumedUse)
    purposes = try container.list(.purposes)
    landTax = try container.decode(Levy.self, forKey: .landTax)
    propertyTax = try container.decode(Levy.self, forKey: .propertyTax)
    organisationTax = try container.decode(Levy.self, forKey: .organisationTax)
    unjustEnrichment = try container.decode(Levy.self, forKey: .unjustEnrichment)
    fine = try container.decode(Fine.self, forKey: .fine)
    useFine = try container.decodeIfPresent(Fine.self, forKey: .useFine)
    redistribution = try container.decode(Levy.self, forKey: .redistribution)
    valuation = try container.decode(Valuation.self, forKey: .valuation)
    precision = try container.decode(Precision.self, forKey: .precision)
    collection = try container.named(.collection, by: Channel.self)
    holders = try container.decodeIfPresent(Holders.self, forKey: .holders)
    inspections =
      try container.decodeIfPresent(InspectionCosts.self, forKey: .inspections) ?? InspectionCosts()
  }

  /// The purpose of a building used as `use`.
  public func purpose(of use: UseClass) -> BuildingPurpose {
    purposes.first { matches($0.uses, use) }?.purpose ?? .unknown
  }

  /// Which share of what is assessed by `channel` comes in, 0…1; all of it where nothing is said.
  public func collected(_ channel: Channel) -> Double { collection[channel]?.value ?? 1 }
}

extension Policy {
  /// The levies, in the order of the file.
  public var levies: [Levy] {
    [landTax, propertyTax, organisationTax, unjustEnrichment, redistribution]
  }

  /// How many closed years can be claimed at most.
  public var yearsBack: Int {
    levies.flatMap { [$0.years > 1 ? $0.years : 0] + $0.arrears.map(\.years) }.max() ?? 0
  }
}

/// Who holds what has no holder in the data: a territory plan, for one, names none.
public struct Holders: Sendable, Equatable, Decodable {
  /// Share of parcels whose holder pays no land tax: leased, municipal, of the state.
  public var nonPayers: Assumed
  /// Share of buildings that organisations hold, whose tax is another budget's.
  public var organisations: Assumed

  private enum CodingKeys: String, CodingKey, CaseIterable { case nonPayers, organisations }

  /// Reads the shares and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    nonPayers = try container.decode(Assumed.self, forKey: .nonPayers)
    organisations = try container.decode(Assumed.self, forKey: .organisations)
  }

  /// What falls away from a tax on land whose holder is not known.
  var ofLand: Relief { Relief(key: "holders.nonPayers", share: nonPayers, portion: 1) }

  /// What falls away from a tax of individuals on buildings whose holder is not known.
  var ofBuildings: Relief {
    Relief(key: "holders.organisations", share: organisations, portion: 1)
  }
}

/// Which purpose buildings have that are used in some way.
public struct PurposeRule: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// The purpose.
  public var purpose: BuildingPurpose
  /// Classes of use; empty holds for all.
  public var uses: [UseClass]

  private enum CodingKeys: String, CodingKey, CaseIterable { case id, purpose, uses }

  /// Reads a rule and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    purpose = try container.decode(BuildingPurpose.self, forKey: .purpose)
    uses = try container.list(.uses)
  }
}

/// A fine by the value of the land concerned, with a least sum.
///
/// КоАП РФ ст. 7.1 and its note 2, ст. 8.8.
public struct Fine: Sendable, Equatable, Decodable {
  /// Code, as `tables/revenue.csv` names it.
  public var code: String
  /// Whose money it is.
  public var budget: Budget
  /// By who takes; the one whose `rights` hold, else the first.
  public var offenders: [Offender]
  /// What it rests on.
  public var law: LawReference

  private enum CodingKeys: String, CodingKey, CaseIterable { case code, budget, offenders, law }

  /// Reads a fine and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    budget = try container.decode(Budget.self, forKey: .budget)
    offenders = try container.list(.offenders)
    law = try container.decode(StrictLaw.self, forKey: .law).reference
  }

  /// The tariff for a holder with such a right.
  public func offender(_ right: Right) -> Offender? {
    offenders.first { $0.rights.contains(right) } ?? offenders.first
  }
}

/// What one group of offenders pays.
public struct Offender: Sendable, Equatable, Decodable {
  /// Name by which another policy overrides it.
  public var id: String
  /// Rights by which the group is told; the first group is the one taken where none fits.
  public var rights: [Right]
  /// Share of the value of what was taken, the lowest the law allows.
  public var rate: Rate
  /// Least fine.
  public var minimum: Kopecks
  /// Least fine where the land has no cadastral value.
  public var undefinedValue: Kopecks

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, rights, rate, minimum, undefinedValue
  }

  /// Reads a tariff and refuses unknown keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    rights = try container.list(.rights)
    rate = try container.decode(Rate.self, forKey: .rate)
    minimum = try container.roubles(.minimum)
    undefinedValue = try container.roubles(.undefinedValue)
  }
}

/// How often a sign proves true: field statistics, or an assumption until there are some.
public struct Precision: Sendable, Equatable, Decodable {
  /// By kind of finding.
  public var kinds: [FindingKind: Assumed]
  /// For the kinds not named.
  public var other: Assumed

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case kinds
    case other = "default"
  }

  /// Reads the shares and refuses unknown kinds.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    kinds = try container.named(.kinds, by: FindingKind.self)
    other = try container.decode(Assumed.self, forKey: .other)
  }

  /// The share for `kind`.
  public subscript(kind: FindingKind) -> Assumed { kinds[kind] ?? other }
}
