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
  /// estimate). A quarter with fewer than five pairs that agree has none.
  ///
  /// - Complexity: O(*n* log *n*) in the records.
  public static func estimate(
    register: Register,
    survey: Survey,
    accuracy: RegisterAccuracy,
    coincidence: Double,
    workers: Workers
  ) -> Alignment {
    let parcelFinder = PairFinder(
      shapes: survey.parcels.shapes,
      claims: survey.parcels.records.map(\.claimedNumber)
    )
    let buildingFinder = PairFinder(
      shapes: survey.buildings.shapes,
      claims: Array(repeating: nil, count: survey.buildings.count)
    )
    let claimed = Set(survey.parcels.records.compactMap(\.claimedNumber))
    let groups = QuarterGroups(register)
    let estimates = workers.mapChunks(of: groups.numbers.count, chunkSize: 4) { range in
      range.map { q -> (ShiftEstimator.Estimate, QuarterShift)? in
        var pairs: [TentativePair] = []
        var worst = 0.0
        for r in groups.parcels[q] {
          let record = register.parcels.records[r]
          worst = max(worst, accuracy.parcels[r])
          pairs += parcelFinder.pairs(
            register.parcels.shapes,
            r,
            number: record.number,
            claimed: claimed.contains(record.number)
          )
        }
        for r in groups.buildings[q] {
          pairs += buildingFinder.pairs(
            register.buildings.shapes,
            r,
            number: nil,
            claimed: false
          )
        }
        return shift(
          of: groups.numbers[q],
          pairs,
          registerAccuracy: worst,
          surveyAccuracy: survey.accuracy,
          coincidence: coincidence
        )
      }
    }.joined()
    var shifts: [QuarterShift] = []
    var motions: [String: RigidMotion] = [:]
    for (number, estimate) in zip(groups.numbers, estimates) {
      guard let (fit, shift) = estimate else {
        shifts.append(.none(quarter: number))
        continue
      }
      shifts.append(shift)
      if shift.isSignificant { motions[number] = fit.motion }
    }
    return Alignment(
      shifts: shifts,
      parcels: moved(
        register.parcels.shapes,
        quarters: register.parcels.records.map(\.quarter),
        motions
      ),
      buildings: moved(
        register.buildings.shapes,
        quarters: register.buildings.records.map(\.quarter),
        motions
      ),
      motions: motions
    )
  }

  private static func shift(
    of quarter: String,
    _ pairs: [TentativePair],
    registerAccuracy: Double,
    surveyAccuracy: Double,
    coincidence: Double
  ) -> (ShiftEstimator.Estimate, QuarterShift)? {
    let registerSigma = registerAccuracy > 0 ? registerAccuracy : surveyAccuracy
    let sigma = (registerSigma * registerSigma + surveyAccuracy * surveyAccuracy).squareRoot()
    guard let fit = ShiftEstimator.estimate(pairs, accuracy: sigma) else { return nil }
    let motion = fit.motion
    let length = (motion.dx * motion.dx + motion.dy * motion.dy).squareRoot()
    let extent = pairs.map { $0.register.distance(to: motion.pivot) }.max() ?? 0
    let farthest = length + abs(motion.sine) * extent
    // χ² with two degrees of freedom: p < 0.001 beyond 13.8; per axis the error is error/√2.
    let isReal =
      2 * length * length > 13.8 * fit.error * fit.error
      || abs(motion.sine) > 3.3 * fit.turnError
    let tolerance =
      coincidence * (registerSigma * registerSigma + fit.error * fit.error).squareRoot()
    let isSignificant = isReal && farthest > tolerance
    // The survey is where the register should be, so the register's displacement is the motion turned back.
    return (
      fit,
      QuarterShift(
        quarter: quarter,
        dx: isSignificant ? -motion.dx : 0,
        dy: isSignificant ? -motion.dy : 0,
        rotation: isSignificant ? -asin(motion.sine) * 180 / .pi : 0,
        pivot: motion.pivot,
        pairs: fit.pairs,
        error: fit.error,
        isSignificant: isSignificant,
        farthest: farthest
      )
    )
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

/// The live records with geometry of each quarter; the quarter `…000000` names no place and is left out.
struct QuarterGroups {
  var numbers: [String] = []
  var parcels: [[Int]] = []
  var buildings: [[Int]] = []

  init(_ register: Register) {
    var slots: [String: Int] = [:]
    func slot(_ quarter: String, _ groups: inout QuarterGroups) -> Int? {
      guard !quarter.isEmpty, !quarter.hasSuffix(":000000"), !quarter.hasSuffix(":0000000")
      else { return nil }
      if let known = slots[quarter] { return known }
      let new = groups.numbers.count
      slots[quarter] = new
      groups.numbers.append(quarter)
      groups.parcels.append([])
      groups.buildings.append([])
      return new
    }
    for quarter in register.quarters.records { _ = slot(quarter.number, &self) }
    for i in register.parcels.indices {
      let record = register.parcels.records[i]
      guard let place = slot(record.quarter, &self), record.status != .archived,
        register.parcels.shapes.hasGeometry(i)
      else { continue }
      parcels[place].append(i)
    }
    for i in register.buildings.indices {
      let record = register.buildings.records[i]
      guard let place = slot(record.quarter, &self), record.status != .archived,
        register.buildings.shapes.hasGeometry(i)
      else { continue }
      buildings[place].append(i)
    }
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    numbers = order.map { numbers[$0] }
    parcels = order.map { parcels[$0] }
    buildings = order.map { buildings[$0] }
  }
}
