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
    for finding in findings {
      let outcome = assess(finding)
      result.lines += outcome.lines
      result.withoutMoney += outcome.withoutMoney
      stakes += outcome.stakes
      if !outcome.lines.isEmpty { kinds.insert(finding.kind) }
    }
    let order = Dictionary(
      uniqueKeysWithValues: Channel.allCases.enumerated().map { ($1, $0) }
    )
    result.lines.sort {
      ($0.finding, order[$0.channel] ?? 0, $0.object, $0.tax)
        < ($1.finding, order[$1.channel] ?? 0, $1.object, $1.tax)
    }
    result.withoutMoney.sort { ($0.finding, $0.object) < ($1.finding, $1.object) }
    result.assumptions = assumptions(kinds: kinds, stakes: stakes)
    result.totals = RevenueTotals(result.lines, stakes: stakes, policy: policy)
    return result
  }

  /// What one finding is worth.
  func assess(_ finding: Finding) -> Outcome {
    var outcome = Outcome(finding: finding, assessor: self)
    switch finding.kind {
    case .encroachment: assessEncroachment(&outcome)
    case .unregisteredParcel: assessUnregisteredParcel(&outcome)
    case .unregisteredBuilding: assessUnregisteredBuilding(&outcome)
    case .demolishedBuilding: assessDemolishedBuilding(&outcome)
    case .duplicate: assessDuplicate(&outcome)
    case .overlap, .gap, .noGeometry, .declaredArea, .outsideQuarter, .invalidGeometry,
      .suspectCRS, .quarterShift, .parcelShift, .areaDifference, .boundaryDifference, .split,
      .merge, .regroup, .notFound, .useDifference, .footprintDifference, .floorsDifference,
      .buildingOverBoundary, .buildingUseDifference:
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
      if let relief = stake.relief, result[relief.key] == nil { addShare(relief.key, relief.share) }
    }
    if kinds.contains(.unregisteredBuilding) || kinds.contains(.demolishedBuilding) {
      add("valuation.floorFactor", policy.valuation.floorFactor)
      add("valuation.assumedFloors", policy.valuation.assumedFloors)
    }
    let used = Set(stakes.flatMap(\.spread.common.keys))
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
