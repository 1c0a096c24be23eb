import Cadastre
import Geometry

/// What land is, as far as its value depends on it; a nil member stands for any.
struct LandKind: Hashable, Sendable {
  var use: UseClass?
  var category: LandCategory?

  /// The descriptions of land used as `use` in `category`, the narrowest first; use and category that nobody
  /// knows describe nothing.
  static func kinds(_ use: UseClass, _ category: LandCategory) -> [LandKind] {
    guard use != .unknown else { return [LandKind()] }
    let wide = LandKind(use: use)
    return category == .unset ? [wide] : [LandKind(use: use, category: category), wide]
  }
}

/// Values of land: a record's own, else the policy's for the place, else that of its kind nearby, else the
/// policy's for all the rest.
struct LandValues: Sendable {
  /// Where the policy's own figures stand.
  static let place = "valuation.land"

  /// Class of the permitted use of each parcel.
  let uses: [UseClass]

  private let parcels: [RegisterParcel]
  private let parents: [String: Int]
  private let table: UnitValueTable<LandKind>
  private let valuation: Valuation

  init(register: Register, policy: Policy, classifier: UseClassifier) {
    parcels = register.parcels.records
    valuation = policy.valuation
    var known: [String: UseClass] = [:]
    var uses: [UseClass] = []
    var parents: [String: Int] = [:]
    var samples: [UnitSample<LandKind>] = []
    for (index, parcel) in parcels.enumerated() {
      let use = known[parcel.permittedUse] ?? classifier.classify(parcel.permittedUse)
      known[parcel.permittedUse] = use
      uses.append(use)
      if parents[parcel.number] == nil { parents[parcel.number] = index }
      if let value = Self.own(parcel, valuation), parcel.status == .active {
        var kinds = LandKind.kinds(use, parcel.category)
        // the median of all land holds what nobody knows the use of, too
        if use != .unknown { kinds.append(LandKind()) }
        samples.append(UnitSample(quarter: parcel.quarter, kinds: kinds, value: value))
      }
    }
    self.uses = uses
    self.parents = parents
    table = UnitValueTable(samples: samples, minimumCount: valuation.minimumCount)
  }

  /// Value of a square metre of parcel `index`, used as `use` where its record does not say.
  func unitValue(ofParcel index: Int, use: UseClass) -> UnitValue {
    let parcel = parcels[index]
    if let own = Self.own(parcel, valuation) {
      return UnitValue(value: own, spread: 0, source: .own)
    }
    if parcel.subtype == .child, let parent = parcel.parent.flatMap({ parents[$0] }),
      let value = Self.own(parcels[parent], valuation)
    {
      return UnitValue(value: value, spread: 0, source: .parent)
    }
    return unitValue(quarter: parcel.quarter, use: use, category: parcel.category)
  }

  /// Value of a square metre of land used as `use` in `quarter`.
  func unitValue(quarter: String, use: UseClass, category: LandCategory = .unset) -> UnitValue {
    let site = ValueSite(quarter: quarter, use: use, category: category)
    if let official = valuation.rule(in: valuation.land, for: site, official: true) {
      return UnitValue(official)
    }
    if let median = table.value(quarter: quarter, kinds: LandKind.kinds(use, category)) {
      return median
    }
    return UnitValue(valuation.rule(in: valuation.land, for: site, official: false))
  }

  /// The recorded value over the recorded area; a child of a united land use has 0 by rule.
  private static func own(_ parcel: RegisterParcel, _ valuation: Valuation) -> Double? {
    guard parcel.subtype != .child, let area = parcel.declaredArea, area > 0, area.isFinite,
      let value = valuation.meaningful(parcel.cadastralValue)
    else { return nil }
    return value.roubles / area
  }
}

/// Values of buildings and the floor area behind a footprint.
struct BuildingValues: Sendable {
  /// Where the policy's own figures stand.
  static let place = "valuation.buildings"

  private let values: UnitValueTable<BuildingPurpose?>
  private let factors: UnitValueTable<BuildingPurpose?>
  private let valuation: Valuation

  init(register: Register, policy: Policy) {
    valuation = policy.valuation
    var samples: [UnitSample<BuildingPurpose?>] = []
    var factors: [UnitSample<BuildingPurpose?>] = []
    let buildings = register.buildings
    for i in buildings.indices where buildings.records[i].status == .active {
      let building = buildings.records[i]
      guard let area = building.floorArea, area > 0, area.isFinite else { continue }
      if let value = policy.valuation.meaningful(building.cadastralValue) {
        samples.append(
          UnitSample(
            quarter: building.quarter,
            kinds: building.purpose == .unknown ? [nil] : [building.purpose, nil],
            value: value.roubles / area
          )
        )
      }
      if let floors = building.floors, floors > 0, buildings.shapes.hasGeometry(i) {
        factors.append(
          UnitSample(
            quarter: building.quarter,
            kinds: [building.purpose, nil],
            value: area / buildings.shapes.area(i) / Double(floors)
          )
        )
      }
    }
    values = UnitValueTable(samples: samples, minimumCount: valuation.minimumCount)
    self.factors = UnitValueTable(samples: factors, minimumCount: valuation.minimumCount)
  }

  /// Value of a square metre of floor in a building for `purpose` in `quarter`.
  func unitValue(quarter: String, purpose: BuildingPurpose, use: UseClass) -> UnitValue {
    let site = ValueSite(quarter: quarter, use: use, purpose: purpose)
    if let official = valuation.rule(in: valuation.buildings, for: site, official: true) {
      return UnitValue(official)
    }
    let kind = purpose == .unknown ? nil : purpose
    if let median = values.value(quarter: quarter, kinds: [kind]) { return median }
    return UnitValue(valuation.rule(in: valuation.buildings, for: site, official: false))
  }

  /// The k of floor area = footprint × floors × k: the median of the register's own buildings, else the
  /// policy's.
  func floorFactor(quarter: String, purpose: BuildingPurpose) -> UnitValue {
    if let median = factors.value(quarter: quarter, kinds: [purpose, nil]) { return median }
    let k = valuation.floorFactor
    return UnitValue(value: k.value, spread: k.spread, source: .policy(id: ""))
  }
}

extension UnitValue {
  /// The policy's own figure; nothing where it has none.
  fileprivate init(_ rule: UnitValueRule?) {
    self.init(
      value: rule?.assumed.value ?? 0,
      spread: rule?.assumed.spread ?? 0,
      source: .policy(id: rule?.id ?? "")
    )
  }
}
