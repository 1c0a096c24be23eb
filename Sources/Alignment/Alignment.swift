public import Cadastre
public import Geometry
public import Workers
import Foundation

/// The displacement of every quarter: estimated together from its parcels and buildings.
public struct Alignment: Sendable {
  /// One displacement a quarter, sorted by number; zeros where none is significant.
  public let shifts: [QuarterShift]
  /// Register parcels moved onto the survey.
  public let parcels: ShapeColumn
  /// Register buildings moved onto the survey.
  public let buildings: ShapeColumn

  private let motions: [String: RigidMotion]

  /// The motion that takes the register of `quarter` onto the survey; nil when it is not displaced.
  public func motion(ofQuarter quarter: String) -> RigidMotion? { motions[quarter] }

  /// Estimates all displacements.
  ///
  /// A displacement counts when it is beyond its own error (Hotelling's T², p < 0.001) and, somewhere in the
  /// quarter, beyond what two determinations of a register point may differ by (k·σ with the error of the
  /// estimate). A quarter with fewer than five pairs that agree takes that of a neighbour its pairs confirm
  /// (``Pooling``), else it has none and says so (``QuarterShift/Source/notEnough``).
  ///
  /// - Complexity: O(*n* log *n*) in the records; O(*q*²) in the quarters where most of them are displaced.
  public static func estimate(
    register: Register,
    survey: Survey,
    accuracy: RegisterAccuracy,
    coincidence: Double,
    workers: Workers
  ) -> Alignment {
    let finders = (
      parcels: PairFinder(
        shapes: survey.parcels.shapes,
        accuracies: survey.parcels.records.map(\.accuracy),
        claims: survey.parcels.records.map(\.claimedNumber)
      ),
      buildings: PairFinder(
        shapes: survey.buildings.shapes,
        accuracies: survey.buildings.records.map(\.accuracy),
        claims: Array(repeating: nil, count: survey.buildings.count)
      )
    )
    let claimed = Set(survey.parcels.records.compactMap(\.claimedNumber))
    let homes = QuarterHomes(register.quarters)
    let quarters = (
      parcels: homes.quarters(
        register.parcels.shapes,
        named: register.parcels.records.map(\.quarter)
      ),
      buildings: homes.quarters(
        register.buildings.shapes,
        named: register.buildings.records.map(\.quarter)
      )
    )
    let groups = QuarterGroups(
      register,
      parcelQuarters: quarters.parcels,
      buildingQuarters: quarters.buildings
    )
    var members = workers.mapChunks(of: groups.numbers.count, chunkSize: 4) { range in
      range.map { q -> Pooling.Member in
        var pairs: [TentativePair] = []
        var buildingPairs: [TentativePair] = []
        for r in groups.parcels[q] {
          let number = register.parcels.records[r].number
          pairs += finders.parcels.pairs(
            register.parcels.shapes,
            r,
            accuracy: accuracy.parcels[r],
            number: number,
            claimed: claimed.contains(number)
          )
        }
        for r in groups.buildings[q] {
          buildingPairs += finders.buildings.pairs(
            register.buildings.shapes,
            r,
            accuracy: accuracy.buildings[r],
            number: nil,
            claimed: false
          )
        }
        let shared = CommonError(
          parcels: pairs,
          buildings: buildingPairs,
          register: register,
          survey: survey
        )
        return member(
          groups.numbers[q],
          pairs + buildingPairs,
          shared: shared,
          coincidence: coincidence
        )
      }
    }.flatMap(\.self)
    let known = members
    let pooling = Pooling(known)
    for q in members.indices where known[q].fit == nil && !known[q].pairs.isEmpty {
      guard let fit = pooling.pooled(known[q]) else { continue }
      members[q].take(fit, from: .pooled, coincidence: coincidence)
    }
    var shifts = members.map(\.shift)
    for q in shifts.indices where shifts[q].isSignificant {
      shifts[q].culprit = pooling.culprit(of: shifts[q])
    }
    var motions: [String: RigidMotion] = [:]
    for member in members where member.shift.isSignificant {
      motions[member.shift.quarter] = member.fit?.motion
    }
    return Alignment(
      shifts: shifts,
      parcels: moved(
        register.parcels.shapes,
        quarters: quarters.parcels,
        motions
      ),
      buildings: moved(
        register.buildings.shapes,
        quarters: quarters.buildings,
        motions
      ),
      motions: motions
    )
  }

  private static func member(
    _ quarter: String,
    _ pairs: [TentativePair],
    shared: CommonError,
    coincidence: Double
  ) -> Pooling.Member {
    var member = Pooling.Member(pairs: pairs, fit: nil, shift: .none(quarter: quarter))
    guard !pairs.isEmpty else { return member }
    if var fit = ShiftEstimator.estimate(pairs, accuracy: median(pairs.map(\.sigma))) {
      fit.error *= shared.factor
      fit.turnError *= shared.factor
      member.take(fit, from: .own, coincidence: coincidence)
    } else {
      member.shift.source = .notEnough
    }
    return member
  }

  private static func moved(
    _ shapes: ShapeColumn,
    quarters: [String],
    _ motions: [String: RigidMotion]
  ) -> ShapeColumn {
    guard !motions.isEmpty else { return shapes }
    var result = shapes
    result.mapVertices { x, y in
      for feature in quarters.indices {
        guard let motion = motions[quarters[feature]] else { continue }
        for k in shapes.vertices(ofFeature: feature) {
          let point = motion(Point(x: x[k], y: y[k]))
          x[k] = point.x
          y[k] = point.y
        }
      }
    }
    return result
  }
}

extension Pooling.Member {
  /// Takes an estimate and judges whether it is a displacement.
  mutating func take(
    _ estimate: ShiftEstimator.Estimate,
    from source: QuarterShift.Source,
    coincidence: Double
  ) {
    let motion = estimate.motion
    let length = (motion.dx * motion.dx + motion.dy * motion.dy).squareRoot()
    let extent = pairs.map { $0.register.distance(to: motion.pivot) }.max() ?? 0
    // χ² with two degrees of freedom: p < 0.001 beyond 13.8; per axis the error is error/√2.
    let isReal =
      2 * length * length > 13.8 * estimate.error * estimate.error
      || abs(motion.sine) > 3.3 * estimate.turnError
    let accuracy = median(pairs.map(\.registerAccuracy))
    let farthest = length + abs(motion.sine) * extent
    let tolerance =
      coincidence * (accuracy * accuracy + estimate.error * estimate.error).squareRoot()
    let isSignificant = isReal && farthest > tolerance
    // The survey is where the register should be, so the register's displacement is the motion turned back.
    var shift = QuarterShift(
      quarter: self.shift.quarter,
      dx: isSignificant ? -motion.dx : 0,
      dy: isSignificant ? -motion.dy : 0,
      rotation: isSignificant ? -asin(motion.sine) * 180 / .pi : 0,
      pivot: motion.pivot,
      pairs: estimate.pairs,
      error: estimate.error,
      isSignificant: isSignificant
    )
    shift.rotationError = estimate.turnError * 180 / .pi
    shift.farthest = farthest
    shift.accuracy = accuracy
    shift.source = source
    self.shift = shift
    fit = estimate
  }
}

extension QuarterShift {
  static func none(quarter: String) -> QuarterShift {
    QuarterShift(
      quarter: quarter,
      dx: 0,
      dy: 0,
      rotation: 0,
      pivot: Point(x: 0, y: 0),
      pairs: 0,
      error: 0,
      isSignificant: false
    )
  }
}
