import Geometry

/// What neighbouring quarters say of each other: a displacement for one with few pairs, and who is displaced.
///
/// A quarter with five pairs or more stands for itself: its error is a few centimetres, and smoothing it towards
/// a neighbour that is displaced otherwise would only spoil it. One with fewer takes the displacement of the
/// nearest quarter that its own pairs confirm; without such a neighbour nothing is said of it.
struct Pooling {
  /// How many of the nearest quarters count as neighbours.
  static let neighbours = 6
  /// Fewer own pairs than this confirm nothing.
  static let leastConfirming = 2
  /// The share of the pairs, or of the neighbours, that has to agree.
  static let majority = 2.0 / 3

  /// One quarter's pairs and what they gave.
  struct Member {
    var pairs: [TentativePair]
    var fit: ShiftEstimator.Estimate?
    var shift: QuarterShift
  }

  /// Quarters with a displacement of their own, and where they are.
  private let displaced: [Member]
  private let placesOfDisplaced: NearestPlaces
  /// Displacements that stand for themselves, none included.
  private let known: [QuarterShift]
  private let placesOfKnown: NearestPlaces

  /// The part of them that is displaced.
  private let displacedShare: Double

  init(_ members: [Member]) {
    displaced = members.filter { $0.fit != nil && $0.shift.isSignificant }
    placesOfDisplaced = NearestPlaces(displaced.map(\.shift.pivot))
    known = members.map(\.shift).filter { $0.source == .own && $0.pairs > 0 }
    placesOfKnown = NearestPlaces(known.map(\.pivot))
    displacedShare = Double(known.count(where: \.isSignificant)) / Double(max(1, known.count))
  }

  /// The motion of the nearest displaced quarter that the few pairs of `member` confirm, fitted to them.
  func pooled(_ member: Member) -> ShiftEstimator.Estimate? {
    let records = Self.records(member.pairs)
    guard records.count >= Self.leastConfirming,
      let centre = Self.mean(records.map { $0[0].register })
    else { return nil }
    for place in placesOfDisplaced.indices(near: centre, count: Self.neighbours) {
      guard let fit = displaced[place].fit else { continue }
      let confirming = records.compactMap { pairs in Self.agreeing(pairs, with: fit.motion) }
      let staying = records.count { pairs in
        Self.agreeing(pairs, with: RigidMotion(pivot: centre, dx: 0, dy: 0)) != nil
      }
      guard confirming.count >= Self.leastConfirming, confirming.count > staying,
        Double(confirming.count) >= Self.majority * Double(records.count)
      else { continue }
      return Self.combine(fit, confirming)
    }
    return nil
  }

  /// The pairs by recorded thing; those of one follow each other.
  private static func records(_ pairs: [TentativePair]) -> [[TentativePair]] {
    var groups: [[TentativePair]] = []
    for pair in pairs {
      if let last = groups.last, last[0].register == pair.register {
        groups[groups.count - 1].append(pair)
      } else {
        groups.append([pair])
      }
    }
    return groups
  }

  /// The best of the pairs of one thing, when it agrees with `motion` within twice its own accuracy.
  private static func agreeing(
    _ pairs: [TentativePair],
    with motion: RigidMotion
  ) -> TentativePair? {
    let off = pairs.map { motion($0.register).distance(to: $0.survey) }
    guard let best = off.indices.min(by: { off[$0] < off[$1] }),
      off[best] <= 2 * pairs[best].sigma
    else { return nil }
    return pairs[best]
  }

  /// The neighbour's motion moved to the mean of the confirming pairs, each side weighted by its variance.
  private static func combine(
    _ fit: ShiftEstimator.Estimate,
    _ pairs: [TentativePair]
  ) -> ShiftEstimator.Estimate {
    let count = Double(pairs.count)
    let off = pairs.map { pair -> Point in
      let moved = fit.motion(pair.register)
      return Point(x: pair.survey.x - moved.x, y: pair.survey.y - moved.y)
    }
    let variance = pairs.reduce(0) { $0 + $1.sigma * $1.sigma } / (count * count)
    // Neighbours differ by about the error of one centre, however well each is known.
    let prior = fit.error * fit.error + pairs[0].sigma * pairs[0].sigma
    let share = prior / (prior + variance)
    var motion = fit.motion
    if let own = mean(pairs.map(\.register)), let rest = mean(off) {
      let moved = motion(own)
      motion = RigidMotion(
        pivot: own,
        dx: moved.x - own.x + share * rest.x,
        dy: moved.y - own.y + share * rest.y,
        sine: motion.sine
      )
    }
    return ShiftEstimator.Estimate(
      motion: motion,
      pairs: pairs.count,
      error: (prior * variance / (prior + variance)).squareRoot(),
      turnError: fit.turnError
    )
  }

  private static func mean(_ points: [Point]) -> Point? {
    guard let first = points.first else { return nil }
    var (x, y) = (0.0, 0.0)
    for point in points {
      x += point.x - first.x
      y += point.y - first.y
    }
    return Point(x: first.x + x / Double(points.count), y: first.y + y / Double(points.count))
  }

  // MARK: Who is displaced

  /// Which side the other quarters say is displaced.
  ///
  /// All were surveyed in one frame: a quarter alone among quarters in place is an error of its record, and
  /// a town displaced as a whole one of the survey or of the coordinates between the two.
  ///
  /// - Complexity: O(log *q*) where quarters are displaced one by one, O(*q*) where most of a town is.
  func culprit(of shift: QuarterShift) -> QuarterShift.Culprit {
    let near = placesOfKnown.indices(near: shift.pivot, count: Self.neighbours) {
      known[$0].quarter != shift.quarter
    }
    guard near.count >= 3 else { return .unknown }
    let inPlace = near.count { !known[$0].isSignificant }
    if Double(inPlace) >= Self.majority * Double(near.count) { return .register }
    guard displacedShare >= Self.majority / 2 else { return .unknown }
    let others = Double(known.count { $0.quarter != shift.quarter })
    func isAlike(_ other: QuarterShift) -> Bool {
      let off = Point(x: other.dx, y: other.dy).distance(to: Point(x: shift.dx, y: shift.dy))
      let error = shift.error * shift.error + other.error * other.error
      let point = shift.accuracy * shift.accuracy
      return other.isSignificant && off * off <= 9 * error + point
    }
    let alike = known.count { $0.quarter != shift.quarter && isAlike($0) }
    return Double(alike) >= Self.majority * others ? .survey : .unknown
  }
}
