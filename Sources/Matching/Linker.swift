import Cadastre
import Foundation
import Geometry
import SpatialIndex

/// One side of a match: shapes in the survey's frame, ids, and who takes part.
struct Side {
  var shapes: ShapeColumn
  var ids: [String]
  var isLive: [Bool]
  /// Mean square error of the points of each, m.
  var accuracy: [Double]
}

/// Decides which overlaps are links.
///
/// A pair is linked when
/// 1. at least half of one lies in the other, unless both have a better partner and less than
///    ``crossShare`` of the surveyed thing is concerned (a strip taken from a neighbour is no link);
/// 2. or each is the other's best partner and at least ``mutualShare`` of one lies in the other;
/// 3. or it is a large share of land that nobody has most of, but several have together,
/// 4. or the occupant claims it, they are near and nothing else fits;
/// 5. or both are alone, of one size, one shape, and displaced by less than their own size.
/// An occupant's claim to a record without coordinates is a link as well (INTERFACE §5.5).
struct Linker {
  static let sureShare = 0.5
  static let mutualShare = 0.3
  static let crossShare = 0.2
  /// Land divided anew: how much of it others have together, and from which share each of them counts.
  static let sharedOut = 0.7
  static let largeShare = 0.25
  /// Displaced things: how well they must cover each other once moved together.
  static let likeShape = 0.8

  let layer: LandLayer
  let register: Side
  let survey: Side
  let claims: [String?]
  let overlaps: OverlapTable
  let rules: AccuracyRules

  private let registerAreas: [Double]
  private let surveyAreas: [Double]
  /// For each surveyed thing, the live record it claims.
  private let claimed: [Int?]

  init(
    layer: LandLayer,
    register: Side,
    survey: Side,
    claims: [String?],
    overlaps: OverlapTable,
    rules: AccuracyRules
  ) {
    self.layer = layer
    self.register = register
    self.survey = survey
    self.claims = claims
    self.overlaps = overlaps
    self.rules = rules
    registerAreas = register.ids.indices.map { register.shapes.area($0) }
    surveyAreas = survey.ids.indices.map { survey.shapes.area($0) }
    var byNumber: [String: Int] = [:]
    for r in register.ids.indices where register.isLive[r] { byNumber[register.ids[r]] = r }
    claimed = claims.map { claim in claim.flatMap { byNumber[$0] } }
  }

  /// All links; `mayBeDisplaced` can forbid a displaced pair by what this type does not know.
  func links(mayBeDisplaced: (Int, Int) -> Bool) -> [Link] {
    var linked = overlapLinks()
    linked += sharedOutLinks(beside: linked)
    linked += claimLinks(beside: linked)
    linked += displacedLinks(beside: linked, mayBeDisplaced)
    linked += claimsWithoutGeometry()
    return linked
  }

  // MARK: Overlap

  private func overlapLinks() -> [Link] {
    var bestOfRegister = Array(repeating: -1, count: register.ids.count)
    var bestOfSurvey = Array(repeating: -1, count: survey.ids.count)
    for k in overlaps.rows.indices {
      let row = overlaps.rows[k]
      keepBest(&bestOfRegister[row.register], k)
      keepBest(&bestOfSurvey[row.survey], k)
    }
    var links: [Link] = []
    for k in overlaps.rows.indices {
      let row = overlaps.rows[k]
      let isBestOfRegister = bestOfRegister[row.register] == k
      let isBestOfSurvey = bestOfSurvey[row.survey] == k
      let share = row.area / min(registerAreas[row.register], surveyAreas[row.survey])
      let isLink: Bool
      if isBestOfRegister && isBestOfSurvey {
        isLink = share >= (claimed[row.survey] == row.register ? 0.1 : Self.mutualShare)
      } else if isBestOfRegister || isBestOfSurvey {
        isLink = share >= Self.sureShare
      } else {
        isLink =
          share >= Self.sureShare && row.area >= Self.crossShare * surveyAreas[row.survey]
      }
      if isLink { links.append(link(row.register, row.survey, row.area)) }
    }
    return links
  }

  /// Land that nobody has most of, but which several have together, was divided anew: each large share is a link.
  private func sharedOutLinks(beside links: [Link]) -> [Link] {
    guard layer == .parcels else { return [] }
    var registerDone = Array(repeating: false, count: register.ids.count)
    var surveyDone = Array(repeating: false, count: survey.ids.count)
    for link in links {
      registerDone[link.register] = true
      surveyDone[link.survey] = true
    }
    var covered = Array(repeating: 0.0, count: register.ids.count)
    var occupied = Array(repeating: 0.0, count: survey.ids.count)
    for row in overlaps.rows {
      covered[row.register] += row.area
      occupied[row.survey] += row.area
    }
    return overlaps.rows.compactMap { row in
      let isSharedOut =
        !registerDone[row.register]
        && covered[row.register] >= Self.sharedOut * registerAreas[row.register]
        && row.area >= Self.largeShare * registerAreas[row.register]
      let isPutTogether =
        !surveyDone[row.survey] && occupied[row.survey] >= Self.sharedOut * surveyAreas[row.survey]
        && row.area >= Self.largeShare * surveyAreas[row.survey]
      return isSharedOut || isPutTogether ? link(row.register, row.survey, row.area) : nil
    }
  }

  /// Keeps the overlap with the higher score in `best`; of equal ones the first.
  private func keepBest(_ best: inout Int, _ k: Int) {
    if best < 0 || score(overlaps.rows[k]) > score(overlaps.rows[best]) { best = k }
  }

  /// IoU, moved up by a claim that agrees and down by one that names another record.
  private func score(_ row: Overlap) -> Double {
    let iou = row.area / (registerAreas[row.register] + surveyAreas[row.survey] - row.area)
    guard let claim = claimed[row.survey] else { return iou }
    return claim == row.register ? iou + 0.5 : iou - 0.1
  }

  // MARK: Claims and displaced things

  private func claimLinks(beside links: [Link]) -> [Link] {
    var surveyDone = Array(repeating: false, count: survey.ids.count)
    for link in links { surveyDone[link.survey] = true }
    var added: [Link] = []
    for s in survey.ids.indices where !surveyDone[s] && survey.shapes.hasGeometry(s) {
      guard let r = claimed[s], register.shapes.hasGeometry(r),
        let from = register.shapes.centroid(r), let to = survey.shapes.centroid(s)
      else { continue }
      let size = max(registerAreas[r], surveyAreas[s]).squareRoot()
      let ratio = min(registerAreas[r], surveyAreas[s]) / max(registerAreas[r], surveyAreas[s])
      guard from.distance(to: to) <= size, ratio >= 0.5 else { continue }
      added.append(link(r, s, sharedArea(r, s)))
    }
    return added
  }

  private func displacedLinks(
    beside links: [Link],
    _ mayBeDisplaced: (Int, Int) -> Bool
  ) -> [Link] {
    var registerDone = register.isLive.map { !$0 }
    var surveyDone = survey.isLive.map { !$0 }
    for link in links {
      registerDone[link.register] = true
      surveyDone[link.survey] = true
    }
    let free = register.ids.indices.filter {
      !registerDone[$0] && register.shapes.hasGeometry($0)
    }
    guard !free.isEmpty else { return [] }
    let centres = free.map { register.shapes.centroid($0) ?? Point(x: 0, y: 0) }
    let tree = PackedHilbertTree(
      centres.map { Envelope(minX: $0.x, minY: $0.y, maxX: $0.x, maxY: $0.y) }
    )
    var candidates: [(distance: Double, register: Int, survey: Int)] = []
    for s in survey.ids.indices where !surveyDone[s] && survey.shapes.hasGeometry(s) {
      guard let to = survey.shapes.centroid(s) else { continue }
      let size = surveyAreas[s].squareRoot()
      let around = Envelope(minX: to.x, minY: to.y, maxX: to.x, maxY: to.y).expanded(by: size)
      for k in tree.items(in: around) {
        let distance = centres[k].distance(to: to)
        if distance <= size, mayBeDisplaced(free[k], s),
          isDisplaced(free[k], s, from: centres[k], to: to)
        {
          candidates.append((distance, free[k], s))
        }
      }
    }
    candidates.sort {
      ($0.distance, $0.register, $0.survey) < ($1.distance, $1.register, $1.survey)
    }
    var added: [Link] = []
    for candidate in candidates
    where !registerDone[candidate.register] && !surveyDone[candidate.survey] {
      registerDone[candidate.register] = true
      surveyDone[candidate.survey] = true
      added.append(
        link(candidate.register, candidate.survey, sharedArea(candidate.register, candidate.survey))
      )
    }
    return added
  }

  /// One size and, once moved together, one shape.
  ///
  /// A plot must also overlap: its neighbour looks the same.
  private func isDisplaced(_ r: Int, _ s: Int, from: Point, to: Point) -> Bool {
    let larger = max(registerAreas[r], surveyAreas[s])
    guard larger > 0, abs(registerAreas[r] - surveyAreas[s]) <= areaTolerance(r, s),
      layer == .buildings || sharedArea(r, s) >= 0.15 * larger
    else { return false }
    let moved = ShapeColumn([
      register.shapes[r].translated(dx: to.x - from.x, dy: to.y - from.y)
    ])
    var kernel = IntersectionArea()
    let shared = kernel.area(moved, 0, survey.shapes, s)
    return shared >= Self.likeShape * (registerAreas[r] + surveyAreas[s] - shared)
  }

  private func areaTolerance(_ r: Int, _ s: Int) -> Double {
    rules.areaTolerance(
      MeasuredArea(
        area: registerAreas[r],
        accuracy: register.accuracy[r],
        shapes: register.shapes,
        features: [r]
      ),
      MeasuredArea(
        area: surveyAreas[s],
        accuracy: survey.accuracy[s],
        shapes: survey.shapes,
        features: [s]
      )
    )
  }

  private func claimsWithoutGeometry() -> [Link] {
    survey.ids.indices.compactMap { s in
      guard let r = claimed[s], !register.shapes.hasGeometry(r) else { return nil }
      var result = link(r, s, 0)
      result.probability = 0.95
      return result
    }
  }

  private func sharedArea(_ r: Int, _ s: Int) -> Double {
    overlaps.ofSurvey(s).first { $0.register == r }?.area ?? 0
  }

  // MARK: Probability

  private func link(_ r: Int, _ s: Int, _ area: Double) -> Link {
    let probability = self.probability(r, s, area)
    var runnerUp: (probability: Double, register: Int)?
    for row in overlaps.ofSurvey(s) where row.register != r {
      let other = self.probability(row.register, s, row.area)
      if other > (runnerUp?.probability ?? 0) { runnerUp = (other, row.register) }
    }
    return Link(
      layer: layer,
      register: r,
      survey: s,
      registerArea: registerAreas[r],
      surveyArea: surveyAreas[s],
      intersectionArea: area,
      alignedIntersectionArea: area,
      probability: probability,
      runnerUp: runnerUp.map { register.ids[$0.register] },
      margin: probability - (runnerUp?.probability ?? 0)
    )
  }

  /// Log-odds of overlap and claim: even at 40 % overlap, e³ : 1 for a claim that agrees or disagrees.
  private func probability(_ r: Int, _ s: Int, _ area: Double) -> Double {
    let union = registerAreas[r] + surveyAreas[s] - area
    let smaller = min(registerAreas[r], surveyAreas[s])
    guard union > 0, smaller > 0 else { return 0.5 }
    var odds = 10 * (max(area / union, 0.9 * area / smaller) - 0.4)
    if let claim = claimed[s] { odds += claim == r ? 3 : -3 }
    return 1 / (1 + exp(-odds))
  }
}
