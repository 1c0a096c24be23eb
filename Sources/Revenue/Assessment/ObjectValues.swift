import Cadastre

/// Values of land: a record's own, else that of its kind nearby, else the policy's.
struct LandValues: Sendable {
  /// Where the policy's own figures stand.
  static let place = "valuation.land"

  /// Class of the permitted use of each parcel.
  let uses: [UseClass]

  private let parcels: [RegisterParcel]
  private let parents: [String: Int]
  private let table: UnitValueTable<UseClass>
  private let valuation: Valuation

  init(register: Register, policy: Policy, classifier: UseClassifier) {
    parcels = register.parcels.records
    valuation = policy.valuation
    var known: [String: UseClass] = [:]
    var uses: [UseClass] = []
    var parents: [String: Int] = [:]
    var samples: [(quarter: String, kind: UseClass, value: Double)] = []
    for (index, parcel) in parcels.enumerated() {
      let use = known[parcel.permittedUse] ?? classifier.classify(parcel.permittedUse)
      known[parcel.permittedUse] = use
      uses.append(use)
      if parents[parcel.number] == nil { parents[parcel.number] = index }
      if let value = Self.own(parcel, valuation), parcel.status == .active {
        samples.append((parcel.quarter, use, value))
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
    return unitValue(quarter: parcel.quarter, use: use)
  }

  /// Value of a square metre of land used as `use` in `quarter`.
  func unitValue(quarter: String, use: UseClass) -> UnitValue {
    if let median = table.value(quarter: quarter, kind: use == .unknown ? nil : use) {
      return median
    }
    return fallback(in: valuation.land) { matches($0.uses, use) }
  }

  /// The recorded value over the recorded area; a child of a united land use has 0 by rule.
  private static func own(_ parcel: RegisterParcel, _ valuation: Valuation) -> Double? {
    guard parcel.subtype != .child, let area = parcel.declaredArea, area > 0, area.isFinite,
      let value = valuation.meaningful(parcel.cadastralValue)
    else { return nil }
    return value.roubles / area
  }
}

/// Values of buildings: a record's own, else that of its purpose nearby, else the policy's.
struct BuildingValues: Sendable {
  /// Where the policy's own figures stand.
  static let place = "valuation.buildings"

  private let table: UnitValueTable<BuildingPurpose>
  private let valuation: Valuation

  init(register: Register, policy: Policy) {
    valuation = policy.valuation
    var samples: [(quarter: String, kind: BuildingPurpose, value: Double)] = []
    for building in register.buildings.records where building.status == .active {
      guard let area = building.floorArea, area > 0, area.isFinite,
        let value = policy.valuation.meaningful(building.cadastralValue)
      else { continue }
      samples.append((building.quarter, building.purpose, value.roubles / area))
    }
    table = UnitValueTable(samples: samples, minimumCount: policy.valuation.minimumCount)
  }

  /// Value of a square metre of floor in a building for `purpose` in `quarter`.
  func unitValue(quarter: String, purpose: BuildingPurpose, use: UseClass) -> UnitValue {
    if let median = table.value(quarter: quarter, kind: purpose == .unknown ? nil : purpose) {
      return median
    }
    return fallback(in: valuation.buildings) {
      matches($0.purposes, purpose) && matches($0.uses, use)
    }
  }
}

/// The policy's own figure; nothing where it has none.
private func fallback(
  in rules: [UnitValueRule],
  where holds: (UnitValueRule) -> Bool
) -> UnitValue {
  guard let rule = rules.first(where: holds) else {
    return UnitValue(value: 0, spread: 0, source: .policy(id: ""))
  }
  return UnitValue(
    value: rule.assumed.value,
    spread: rule.assumed.spread,
    source: .policy(id: rule.id)
  )
}
