public import Alignment
public import Cadastre
public import Matching
public import Workers

/// Finds everything that is wrong, one kind after the other in the order of precedence.
public enum Examination {
  /// Examines a matched town.
  ///
  /// One cause gives one finding (INTERFACE §5.1): a check sees what earlier ones have explained and leaves it
  /// alone. The order is that of ``Registry/checks``.
  ///
  /// - Returns: Findings sorted by kind (in the order of ``FindingKind``), quarter, register and survey ids, and
  ///   what was compared and not listed.
  /// - Complexity: near O(*n* log *n*); shapes are cut only for the few pairs that exceed a tolerance.
  public static func examine(
    register: Register,
    survey: Survey,
    alignment: Alignment,
    matching: Matching,
    rules: AccuracyRules,
    accuracy: RegisterAccuracy,
    classifier: UseClassifier,
    repairs: [Repair],
    rejects: [Reject],
    suspects: [SuspectRecord] = [],
    workers: Workers
  ) -> Examined {
    let scene = Scene(
      register: register,
      survey: survey,
      alignment: alignment,
      matching: matching,
      rules: rules,
      accuracy: accuracy,
      classifier: classifier,
      repairs: repairs,
      rejects: rejects,
      suspects: suspects,
      workers: workers
    )
    var explained = Explained()
    var findings: [Finding] = []
    for check in Registry.checks { findings += check.examine(scene, &explained) }
    findings += scene.uncut.findings(in: register)
    let order = Dictionary(
      uniqueKeysWithValues: FindingKind.allCases.enumerated().map { ($1, $0) }
    )
    func key(_ finding: Finding) -> (Int, String, String, String) {
      (
        order[finding.kind] ?? 0, finding.quarter, finding.registerIDs.joined(separator: ";"),
        finding.surveyIDs.joined(separator: ";") + finding.id
      )
    }
    return Examined(
      findings: findings.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1),
      within: explained.within
    )
  }
}

/// What an examination came to.
public struct Examined: Sendable {
  /// The findings, sorted.
  public var findings: [Finding]
  /// Differences that passed: compared, within tolerance, counted and not listed.
  public var within: [FindingKind: Int]
}

/// One kind of finding, or a few that are told apart by the same look.
protocol FindingCheck: Sendable {
  /// The kinds it reports.
  static var kinds: [FindingKind] { get }
  /// The kinds whose findings explain what this one would otherwise report.
  static var leaves: [FindingKind] { get }
  /// Looks, reports, and notes what its findings explain.
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding]
}

/// What earlier findings have explained already.
struct Explained: Sendable {
  /// Pairs of register parcels that are one parcel twice, or one in the other.
  var duplicates: Set<IndexPair> = []
  /// Register parcels that are displaced on their own.
  var shiftedParcels: Set<Int> = []
  /// Register parcels and plots whose difference is a split, merge or regrouping.
  var regroupedParcels: Set<Int> = []
  var regroupedPlots: Set<Int> = []
  /// Register parcels and plots that an encroachment concerns, as occupant or neighbour.
  var encroachedParcels: Set<Int> = []
  var encroachingPlots: Set<Int> = []
  /// Register parcels whose declared area is not that of their geometry.
  var misdeclared: Set<Int> = []
  /// Land of register parcels that is recorded twice, by an overlap or an inner parcel, m².
  var overlapAreas: [Int: Double] = [:]
  /// Register parcels whose area differs from the surveyed one.
  var areaDiffers: Set<Int> = []
  /// Differences within tolerance, by kind.
  var within: [FindingKind: Int] = [:]
}

/// Two indices of one layer, the smaller first.
struct IndexPair: Hashable, Sendable {
  let first: Int
  let second: Int

  init(_ one: Int, _ other: Int) {
    first = min(one, other)
    second = max(one, other)
  }
}

extension FindingKind {
  /// One row of the order in which causes take precedence.
  public struct Precedence: Sendable {
    /// Kinds that are looked for together.
    public let kinds: [FindingKind]
    /// Kinds of earlier rows that explain away what these would report.
    public let leaves: [FindingKind]
  }

  /// The order in which causes take precedence: one cause, one finding (INTERFACE §5.1).
  public static var precedence: [Precedence] {
    Registry.checks.map { Precedence(kinds: $0.kinds, leaves: $0.leaves) }
  }
}

/// The table of checks, in the order in which a cause takes precedence.
enum Registry {
  /// Register alone first, then displacement, then regrouping, then lines and areas, then buildings.
  static let checks: [any (FindingCheck & SendableMetatype).Type] = [
    NoGeometryCheck.self, DeclaredAreaCheck.self, InvalidGeometryCheck.self,
    SuspectCRSCheck.self, DuplicateCheck.self, OutsideQuarterCheck.self, QuarterShiftCheck.self,
    ParcelShiftCheck.self, OverlapCheck.self, GapCheck.self, RegroupCheck.self,
    EncroachmentCheck.self, AreaDifferenceCheck.self, BoundaryDifferenceCheck.self,
    UnregisteredParcelCheck.self, NotFoundCheck.self, UnregisteredBuildingCheck.self,
    DemolishedBuildingCheck.self, FootprintDifferenceCheck.self, FloorsDifferenceCheck.self,
    BuildingOverBoundaryCheck.self, UseDifferenceCheck.self,
  ]
}
