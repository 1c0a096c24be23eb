public import Cadastre
public import Findings

/// Turns findings into money under one policy.
///
/// Channels are exclusive where the law makes them so and are never added: what has no registered holder has
/// no taxpayer, hence no arrears; use without a right is rent for past years; land that is given back brings
/// no redistribution fee and no later tax. Income rests on the use that brings least where the use is
/// unknown, a reduction on the one that costs most: nothing is silently favourable.
public struct RevenueAssessor: Sendable {
  /// The law and the assumptions.
  public let policy: Policy
  /// Language of the words in the lines.
  public let inEnglish: Bool

  let register: Register
  let survey: Survey
  let classifier: UseClassifier
  let land: LandValues
  let buildings: BuildingValues
  let parcelByNumber: [String: Int]
  let buildingByNumber: [String: Int]
  let plotByID: [String: Int]
  let surveyBuildingByID: [String: Int]

  /// Learns the values of the register.
  ///
  /// - Parameters:
  ///   - register: The books.
  ///   - survey: The ground.
  ///   - policy: The law and the assumptions.
  ///   - classifier: Sorts uses into classes; the policy's classes are those of its file.
  ///   - inEnglish: Whether the words of the lines are English rather than Russian.
  /// - Complexity: O(*n* log *n*) in the records of the register.
  public init(
    register: Register,
    survey: Survey,
    policy: Policy,
    classifier: UseClassifier,
    inEnglish: Bool = false
  ) {
    self.register = register
    self.survey = survey
    self.policy = policy
    self.classifier = classifier
    self.inEnglish = inEnglish
    parcelByNumber = index(register.parcels.records.map(\.number))
    buildingByNumber = index(register.buildings.records.map(\.number))
    plotByID = index(survey.parcels.records.map(\.id))
    surveyBuildingByID = index(survey.buildings.records.map(\.id))
    land = LandValues(register: register, policy: policy, classifier: classifier)
    buildings = BuildingValues(register: register, policy: policy)
  }

  /// What `findings` are worth; the order of the findings does not matter.
  public func assess(_ findings: [Finding]) -> RevenueAssessment {
    var result = RevenueAssessment()
    var stakes: [Stake] = []
    var kinds: Set<FindingKind> = []
    result.ledger = claims(of: findings).divided()
    let shares = Dictionary(
      result.ledger.entries.map { ($0.finding, $0.share) },
      uniquingKeysWith: { first, _ in first }
    )
    for finding in findings {
      let outcome = assess(finding, share: shares[finding.id] ?? 1)
      result.lines += outcome.lines
      result.withoutMoney += outcome.withoutMoney
      stakes += outcome.stakes
      if !outcome.lines.isEmpty { kinds.insert(finding.kind) }
    }
    let order = Dictionary(
      uniqueKeysWithValues: Channel.allCases.enumerated().map { ($1, $0) }
    )
    result.lines.sort {
      ($0.finding, order[$0.channel] ?? 0, $0.object, $0.tax, $0.period == .year ? 0 : 1)
        < ($1.finding, order[$1.channel] ?? 0, $1.object, $1.tax, $1.period == .year ? 0 : 1)
    }
    result.withoutMoney.sort { ($0.finding, $0.object) < ($1.finding, $1.object) }
    result.assumptions = assumptions(kinds: kinds, stakes: stakes)
    result.totals = RevenueTotals(result.lines, stakes: stakes, policy: policy)
    return result
  }

  /// What one finding is worth, charged for `share` of its area.
  func assess(_ finding: Finding, share: Double) -> Outcome {
    var outcome = Outcome(finding: finding, share: share, assessor: self)
    guard share > 0 else {
      outcome.nothing(finding.registerIDs.first ?? finding.surveyIDs.first ?? "", Self.counted)
      return outcome
    }
    switch finding.kind {
    case .encroachment: assessEncroachment(&outcome)
    case .unregisteredParcel: assessUnregisteredParcel(&outcome)
    case .buildingOverBoundary: assessBuildingOverBoundary(&outcome)
    case .unregisteredBuilding: assessUnregisteredBuilding(&outcome)
    case .demolishedBuilding: assessDemolishedBuilding(&outcome)
    case .duplicate: assessDuplicate(&outcome)
    case .declaredArea, .areaDifference: assessAreaChange(&outcome)
    case .useDifference: assessUseChange(&outcome)
    case .footprintDifference, .floorsDifference: assessFloorChange(&outcome)
    case .buildingUseDifference: assessPurposeChange(&outcome)
    case .overlap, .gap, .noGeometry, .outsideQuarter, .invalidGeometry, .suspectCRS,
      .quarterShift, .parcelShift, .boundaryDifference, .split, .merge, .regroup, .notFound:
      break
    }
    return outcome
  }

  /// The policy's numbers that such lines rest on.
  private func assumptions(kinds: Set<FindingKind>, stakes: [Stake]) -> [RevenueAssumption] {
    var result: [String: RevenueAssumption] = [:]
    func add(_ code: String, _ assumed: Assumed, spread: Double? = nil) {
      result[code] = RevenueAssumption(
        code: code,
        value: assumed.value,
        spread: spread ?? assumed.spread,
        reason: assumed.reason
      )
    }
    func addShare(_ code: String, _ assumed: Assumed) {
      let spread = assumed.value > 0 ? assumed.shareDeviation / assumed.value : 0
      add(code, assumed, spread: spread)
    }
    for kind in kinds { addShare("precision.\(kind.rawValue)", policy.precision[kind]) }
    for channel in Set(stakes.map(\.channel)) {
      if let assumed = policy.collection[channel] {
        addShare("collection.\(channel.rawValue)", assumed)
      }
    }
    for stake in stakes {
      for relief in [stake.relief, stake.holder] {
        if let relief, result[relief.key] == nil { addShare(relief.key, relief.share) }
      }
    }
    let used = Set(stakes.flatMap(\.spread.common.keys))
    for (code, assumed) in [
      ("valuation.floorFactor", policy.valuation.floorFactor),
      ("valuation.assumedFloors", policy.valuation.assumedFloors),
    ] where used.contains(code) || kinds.contains(.unregisteredBuilding) {
      add(code, assumed)
    }
    for (place, rules) in [
      (LandValues.place, policy.valuation.land), (BuildingValues.place, policy.valuation.buildings),
    ] {
      for rule in rules where used.contains("\(place).\(rule.id)") {
        add("\(place).\(rule.id)", rule.assumed)
      }
    }
    return result.values.sorted { $0.code < $1.code }
  }
}

/// Where each key stands; of several equal keys the first.
private func index(_ keys: [String]) -> [String: Int] {
  Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}
