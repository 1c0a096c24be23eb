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

/// Decides which pairs are links.
///
/// A pair is linked when
/// 1. they share enough land (``Linker/overlapLinks(_:isEdition:)``),
/// 2. or it is a large share of land that nobody has most of, but several have together,
/// 3. or the occupant claims it, they are near and nothing else fits;
/// 4. or both are alone, of one size, one shape, and displaced by less than their own size.
/// An occupant's claim to a record without coordinates is a link as well (INTERFACE §5.5).
struct Linker {
  /// Displaced things: how well they must cover each other once moved together.
  static let likeShape = 0.8

  let layer: LandLayer
  let register: Side
  let survey: Side
  let claims: [String?]
  let overlaps: OverlapTable
  let rules: AccuracyRules
  let weights: LinkWeights.LayerWeights

  let registerAreas: [Double]
  let surveyAreas: [Double]
  /// For each surveyed thing, the live record it claims.
  let claimed: [Int?]

  init(
    layer: LandLayer,
    register: Side,
    survey: Side,
    claims: [String?],
    overlaps: OverlapTable,
    rules: AccuracyRules,
    weights: LinkWeights.LayerWeights
  ) {
    self.layer = layer
    self.register = register
    self.survey = survey
    self.claims = claims
    self.overlaps = overlaps
    self.rules = rules
    self.weights = weights
    registerAreas = register.ids.indices.map { register.shapes.area($0) }
    surveyAreas = survey.ids.indices.map { survey.shapes.area($0) }
    var byNumber: [String: Int] = [:]
    for r in register.ids.indices where register.isLive[r] { byNumber[register.ids[r]] = r }
    claimed = claims.map { claim in claim.flatMap { byNumber[$0] } }
  }

  /// All links; `mayBeDisplaced` can forbid a displaced pair by what this type does not know.
  func links(mayBeDisplaced: (Int, Int) -> Bool) -> [Link] {
    let evidence =
      layer == .buildings ? LocalShift.evidence(self) : Evidence(overlaps.rows, of: self)
    let isEdition = layer == .buildings && Agreement(evidence, of: self).isEdition
    var linked = overlapLinks(evidence, isEdition: isEdition)
    linked += sharedOutLinks(beside: linked)
    linked += claimLinks(beside: linked)
    // Nothing is drawn aside in a copy of the same drawing.
    if !isEdition { linked += displacedLinks(beside: linked, mayBeDisplaced) }
    linked += claimsWithoutGeometry()
    return judged(linked, evidence)
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
  func isDisplaced(_ r: Int, _ s: Int, from: Point, to: Point) -> Bool {
    let larger = max(registerAreas[r], surveyAreas[s])
    guard larger > 0, abs(registerAreas[r] - surveyAreas[s]) <= areaTolerance(r, s),
      layer == .buildings || sharedArea(r, s) >= 0.15 * larger
    else { return false }
    let shared = sharedWhenMoved(r, s, dx: to.x - from.x, dy: to.y - from.y)
    return shared >= Self.likeShape * (registerAreas[r] + surveyAreas[s] - shared)
  }

  /// Area that the pair shares once the recorded thing is moved, m².
  func sharedWhenMoved(_ r: Int, _ s: Int, dx: Double, dy: Double) -> Double {
    let moved = ShapeColumn([register.shapes[r].translated(dx: dx, dy: dy)])
    var kernel = IntersectionArea()
    return kernel.area(moved, 0, survey.shapes, s)
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
      return link(r, s, 0)
    }
  }

  func sharedArea(_ r: Int, _ s: Int) -> Double {
    overlaps.ofSurvey(s).first { $0.register == r }?.area ?? 0
  }

  func link(_ r: Int, _ s: Int, _ area: Double) -> Link {
    Link(
      layer: layer,
      register: r,
      survey: s,
      registerArea: registerAreas[r],
      surveyArea: surveyAreas[s],
      intersectionArea: area,
      alignedIntersectionArea: area
    )
  }
}
