import Cadastre
import Geometry
import Topology

/// Links by the land two things share.
extension Linker {
  static let sureShare = 0.5
  static let crossShare = 0.2
  /// What mutually best partners must share; parcels leave no room between, so a third is little.
  private var mutualShare: Double { layer == .parcels ? 0.3 : 0.2 }
  /// The least share of a part of a building that no other contour draws well.
  private static let partShare = 0.1
  /// A partner that covers this much of the union is the whole building.
  private static let wholeIoU = 0.5
  /// Editions of one drawing: what an unchanged building keeps of the union, and of the smaller contour when
  /// something was built on or taken off.
  private static let editionIoU = 0.6
  private static let editionShare = 0.97
  /// Land divided anew: how much of it others have together, and from which share each of them counts.
  private static let sharedOut = 0.7
  private static let largeShare = 0.25
  /// A partner with less than this of the union is not the same land: less than half of both is common.
  private static let sameLandIoU = 0.5
  /// A partner with this much of the union is the same land, and what else it lies on is not.
  private static let ownLandIoU = 0.8

  /// Links by overlap: at least half of one lies in the other, or less where something speaks for the pair.
  ///
  /// - Each is the other's best partner: ``mutualShare`` of one lies in the other, a tenth where it is claimed.
  /// - Buildings of which one is the other's best partner, while the other has none that is the whole of it:
  ///   the two hands cut up the same complex in other ways, and ``partShare`` is enough. Where it has one, the
  ///   part must be wider than the coincidence tolerance: a neighbour's wall drawn over the line is no part.
  /// - Parcels of which one has no partner with half of their union: a quarter of it is enough, and a fifth of the
  ///   other, the land was divided anew.
  /// - None of these where the smaller parcel has a partner that is the same land: what a displaced record comes to
  ///   lie on, or another record lies in, is not its land.
  /// - Both have a better partner: only if ``crossShare`` of the surveyed thing is concerned as well (a strip
  ///   taken from a neighbour is no link).
  /// - Buildings of two editions of one drawing (``Agreement``) are linked one to one.
  func overlapLinks(_ evidence: Evidence, isEdition: Bool) -> [Link] {
    let engine = TopologyEngine()
    var links: [Link] = []
    for k in evidence.rows.indices {
      let row = evidence.rows[k]
      let isLink = isEdition ? keptInEdition(k, evidence) : isPartner(k, evidence, engine)
      if isLink {
        links.append(link(row.register, row.survey, sharedArea(row.register, row.survey)))
      }
    }
    return links
  }

  private func isPartner(
    _ k: Int,
    _ evidence: Evidence,
    _ engine: borrowing TopologyEngine
  ) -> Bool {
    let row = evidence.rows[k]
    let share = share(row)
    let ofRegister = evidence.bestOfRegister[row.register]
    let ofSurvey = evidence.bestOfSurvey[row.survey]
    if layer == .parcels, liesOnOthersLand(k, evidence) { return false }
    if ofRegister == k && ofSurvey == k {
      return share >= (claimed[row.survey] == row.register ? 0.1 : mutualShare)
    }
    if ofRegister == k || ofSurvey == k {
      guard layer == .buildings else {
        return share >= Self.sureShare || isDividedAnew(row, evidence)
      }
      let rival = evidence.rows[ofRegister == k ? ofSurvey : ofRegister]
      guard iou(rival) >= Self.wholeIoU else { return share >= Self.partShare }
      let tolerance = rules.coincidenceTolerance(
        register.accuracy[row.register],
        survey.accuracy[row.survey]
      )
      return share >= Self.sureShare
        || share >= Self.partShare && sharedWidth(row, evidence, engine) > tolerance
    }
    return share >= Self.sureShare && row.area >= Self.crossShare * surveyAreas[row.survey]
      || isDividedAnew(row, evidence)
  }

  /// Land divided across the old line: one side has no partner that is the same land, and this is much of both.
  private func isDividedAnew(_ row: Overlap, _ evidence: Evidence) -> Bool {
    guard layer == .parcels else { return false }
    func isHomeless(_ best: Int) -> Bool { iou(evidence.rows[best]) < Self.sameLandIoU }
    func isMuch(_ area: Double, _ homeless: Bool) -> Bool {
      row.area >= (homeless ? Self.largeShare : Self.crossShare) * area
    }
    let isHomelessRegister = isHomeless(evidence.bestOfRegister[row.register])
    let isHomelessSurvey = isHomeless(evidence.bestOfSurvey[row.survey])
    return (isHomelessRegister || isHomelessSurvey)
      && isMuch(registerAreas[row.register], isHomelessRegister)
      && isMuch(surveyAreas[row.survey], isHomelessSurvey)
  }

  /// Whether the smaller of a pair of parcels has a partner that is the same land, and this is not its land.
  ///
  /// It is not when the pair has less than half in common, or when the larger has a partner of its own as well: two
  /// drawings, two records.
  private func liesOnOthersLand(_ k: Int, _ evidence: Evidence) -> Bool {
    let row = evidence.rows[k]
    func hasOwnLand(_ best: Int) -> Bool {
      best != k && evidence.rank(best) == 2 && iou(evidence.rows[best]) >= Self.ownLandIoU
    }
    let ofRegister = hasOwnLand(evidence.bestOfRegister[row.register])
    let ofSurvey = hasOwnLand(evidence.bestOfSurvey[row.survey])
    let isSmallerRegister = registerAreas[row.register] < surveyAreas[row.survey]
    guard isSmallerRegister ? ofRegister : ofSurvey else { return false }
    return iou(row) < Self.sameLandIoU || ofRegister && ofSurvey
  }

  private func keptInEdition(_ k: Int, _ evidence: Evidence) -> Bool {
    let row = evidence.rows[k]
    return evidence.rank(k) == 2
      && (iou(row) >= Self.editionIoU
        || share(row) >= Self.editionShare && iou(row) >= Self.partShare)
  }

  /// Land that nobody has most of, but which several have together, was divided anew: each large share is a link.
  func sharedOutLinks(beside links: [Link]) -> [Link] {
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

  /// Intersection over union of a pair.
  func iou(_ row: Overlap) -> Double {
    row.area / (registerAreas[row.register] + surveyAreas[row.survey] - row.area)
  }

  /// Share of the smaller of a pair that lies in the other.
  func share(_ row: Overlap) -> Double { row.area / smaller(row) }

  /// Width of the land a pair shares, m: the shorter side of the rectangle with its area and perimeter.
  ///
  /// As the two lie where their area was measured: once the quarter's displacement is out, and the neighbourhood's
  /// own (``LocalShift``) where they share more then. Infinite where GEOS cannot cut it: nothing then speaks against
  /// the share.
  func sharedWidth(
    _ row: Overlap,
    _ evidence: Evidence,
    _ engine: borrowing TopologyEngine
  ) -> Double {
    var recorded = register.shapes[row.register]
    if let move = evidence.moves[row.register], row.area > sharedArea(row.register, row.survey) {
      recorded = recorded.translated(dx: move.x, dy: move.y)
    }
    guard let shared = try? engine.intersection(recorded, survey.shapes[row.survey]),
      !shared.isEmpty
    else { return .infinity }
    let column = ShapeColumn([shared])
    let half = column.perimeter(0) / 4
    return half - max(0, half * half - column.area(0)).squareRoot()
  }

  private func smaller(_ row: Overlap) -> Double {
    min(registerAreas[row.register], surveyAreas[row.survey])
  }
}
