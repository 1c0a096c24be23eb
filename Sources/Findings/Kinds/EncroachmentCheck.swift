import Cadastre
import Geometry
import Matching
import Alignment
import SpatialIndex

/// Occupied land beyond the occupant's registered parcel, deeper than the line's tolerance.
///
/// Cut by what lies beneath (``Ground``): one finding for each neighbour, for common and for unallocated land.
/// `depth` is the largest distance of the piece from the occupant's parcel; `tolerance` is given as the area
/// of a strip of the same length as deep as the coincidence tolerance, so that `ratio` is depth over tolerance.
enum EncroachmentCheck: FindingCheck {
  static let kinds: [FindingKind] = [.encroachment]
  static let leaves: [FindingKind] = [.duplicate, .quarterShift, .parcelShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let known = explained
    let ground = Ground(scene)
    let candidates = scene.survey.parcels.indices.compactMap { candidate($0, scene, known) }
    let findings: [Finding] = scene.each(
      candidates,
      subject: { scene.subject($0.own, plots: [$0.plot]) }
    ) { candidate, knife in
      examine(candidate, ground, scene, knife)
    }
    explained.within[.encroachment] =
      candidates.count - Set(findings.flatMap(\.surveyIDs)).count
    // Both sides of the line are explained: the occupant's plot and parcel, and the neighbour's parcel.
    var parcels: [String: Int] = [:]
    for r in scene.register.parcels.indices {
      parcels[scene.register.parcels.records[r].number] = r
    }
    var plots: [String: Int] = [:]
    for s in scene.survey.parcels.indices { plots[scene.survey.parcels.records[s].id] = s }
    for finding in findings {
      explained.encroachedParcels.formUnion(finding.registerIDs.compactMap { parcels[$0] })
      explained.encroachingPlots.formUnion(finding.surveyIDs.compactMap { plots[$0] })
    }
    return findings
  }

  private struct Candidate: Sendable {
    let plot: Int
    /// The parcels it is linked to, the one it shares most with first.
    let own: [Int]
    /// Records that lie twice on the same land as one of `own`.
    let doubles: Set<Int>
    let tolerance: Double
  }

  /// A plot with land beyond its parcels, by areas and vertices alone: most plots stop here.
  private static func candidate(_ s: Int, _ scene: Scene, _ known: Explained) -> Candidate? {
    let links = scene.linksOfPlot[s].filter { $0.registerArea > 0 }
      .sorted {
        ($1.alignedIntersectionArea, $0.register) < ($0.alignedIntersectionArea, $1.register)
      }
    guard let main = links.first, !known.shiftedParcels.contains(main.register),
      scene.isActive(parcel: main.register),
      // An occupant of a parcel without coordinates may be within it: nothing can be said.
      scene.linksOfPlot[s].allSatisfy({ $0.registerArea > 0 })
    else { return nil }
    let own = holding(of: s, linked: links.map(\.register), scene, known)
    let inside = links.map(\.alignedIntersectionArea).max() ?? 0
    let plots = scene.survey.parcels
    guard scene.plotAreas[s] - inside >= scene.rules.thresholds.minimumFindingArea.value,
      scene.coverage.holds(
        plots.shapes,
        s,
        quarter: scene.register.parcels.records[main.register].quarter
      ),
      scene.coverage.holds(
        scene.alignment.parcels,
        main.register,
        quarter: scene.register.parcels.records[main.register].quarter
      )
    else { return nil }
    let tolerance = scene.coincidence(
      scene.parcelAccuracy[main.register],
      plots.records[s].accuracy
    )
    if own.count == 1, !scene.alignment.parcels.hasHoles(own[0]),
      plots.shapes.departure(s, beyond: scene.alignment.parcels, own[0]) <= tolerance
    {
      return nil
    }
    var doubles: Set<Int> = []
    for row in scene.matching.parcelOverlaps.ofSurvey(s) {
      if own.contains(where: {
        known.duplicates.contains(IndexPair($0, row.register)) || $0 == row.register
      }) {
        doubles.insert(row.register)
      }
    }
    // Its own other land is no encroachment: the rest of a united land use.
    let parents = Set(own.compactMap { scene.register.parcels.records[$0].parent })
    if !parents.isEmpty {
      for r in scene.parcelTree.items(in: plots.shapes.boxes[s]) {
        if let parent = scene.register.parcels.records[r].parent, parents.contains(parent) {
          doubles.insert(r)
        }
      }
    }
    return Candidate(plot: s, own: own, doubles: doubles, tolerance: tolerance)
  }

  /// The parcels a plot may lie on: those it is linked to; of a regrouping, all whose land was divided anew.
  ///
  /// A split, a merge or a regrouping explains how its own land is divided, not land taken beyond its outer line.
  private static func holding(
    of plot: Int,
    linked: [Int],
    _ scene: Scene,
    _ known: Explained
  ) -> [Int] {
    guard known.regroupedPlots.contains(plot) else { return linked }
    var own = linked
    var plots: Set<Int> = [plot]
    var next = 0
    while next < own.count {
      for link in scene.linksOfParcel[own[next]] where plots.insert(link.survey).inserted {
        for other in scene.linksOfPlot[link.survey]
        where other.registerArea > 0 && !own.contains(other.register) {
          own.append(other.register)
        }
      }
      next += 1
    }
    return own
  }

  private static func examine(
    _ candidate: Candidate,
    _ ground: Ground,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> [Finding] {
    let shapes = scene.alignment.parcels
    let mine = knife.union(candidate.own.map { shapes[$0] })
    let mineColumn = ShapeColumn([mine])
    let beyond = knife.difference(scene.survey.parcels.shapes[candidate.plot], mine)
    let depth = { (piece: ShapeColumn) in piece.reachWithHoles(0, beyond: mineColumn, 0) }
    let land = knife.land(in: beyond, tolerance: candidate.tolerance, depth: depth)
    guard !land.isEmpty else { return [] }
    let pieces = ground.pieces(
      of: beyond,
      own: Set(candidate.own).union(candidate.doubles),
      in: scene,
      knife
    )
    let findings = pieces.indices.compactMap { k -> Finding? in
      let part = knife.piece(
        k,
        of: pieces.map(\.shape),
        beyond: mine,
        tolerance: candidate.tolerance
      )
      guard let part else { return nil }
      let shape = ShapeColumn([part.shape])
      // A yard drawn without the hole in it, in which another stands: both are surveyed, nobody's land is taken.
      if let neighbour = pieces[k].neighbour, mineColumn.hasHoles(0),
        shape.reach(0, beyond: mineColumn, 0) <= candidate.tolerance,
        scene.linksOfParcel[neighbour].contains(where: { $0.survey != candidate.plot })
      {
        return nil
      }
      return finding(candidate, pieces[k], part, depth(shape), scene, knife)
    }
    if !findings.isEmpty { return findings }
    // All together are land and none is by itself: a strip along a path and what lies behind it. The largest that
    // reaches far enough stands for them.
    let parts = pieces.map { knife.intersection(land, $0.shape) }
    let depths = parts.map { $0.isEmpty ? 0 : depth(ShapeColumn([$0])) }
    let standing = parts.indices.filter {
      depths[$0] > candidate.tolerance
        && parts[$0].area >= scene.rules.thresholds.minimumFindingArea.value
    }
    guard let k = standing.max(by: { parts[$0].area < parts[$1].area }) else { return [] }
    let part = LandPart(
      shape: parts[k],
      reach: depths[k],
      width: depths[k],
      factor: 1,
      isSolid: true
    )
    return [finding(candidate, pieces[k], part, depths[k], scene, knife)]
  }

  private static func finding(
    _ candidate: Candidate,
    _ piece: Ground.Piece,
    _ land: LandPart,
    _ depth: Double,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Finding {
    let records = scene.register.parcels.records
    let plot = scene.survey.parcels.records[candidate.plot].id
    let part = land.shape
    let area = part.area
    var ids = [records[candidate.own[0]].number]
    if let neighbour = piece.neighbour { ids.append(records[neighbour].number) }
    let tolerance = candidate.tolerance
    let place = knife.place(on: part)
    var why = Explanation(
      conditions: [
        scene.beyondCoincidence(
          .depth,
          depth,
          scene.parcelAccuracy[candidate.own[0]],
          scene.survey.parcels.records[candidate.plot].accuracy
        ),
        scene.speakable(area),
      ],
      evidence: [scene.measured(depth, tolerance)]
    )
    if let clear = scene.clearOfNoise(land, depth: depth, tolerance: tolerance) {
      why.conditions.insert(clear.condition, at: 1)
      why.notes.append(clear.note)
    }
    if let link = scene.linksOfParcel[candidate.own[0]].first(where: {
      $0.survey == candidate.plot
    }) {
      why.rest(on: link)
    }
    return Finding(
      id: FindingID.make(
        .encroachment,
        register: ids,
        survey: [plot],
        aspect: piece.onto.rawValue
      ),
      kind: .encroachment,
      quarter: scene.quarter(of: records[candidate.own[0]].quarter, at: place),
      registerIDs: ids,
      surveyIDs: [plot],
      measure: area,
      unit: .squareMetres,
      tolerance: area * tolerance / depth,
      probability: why.probability,
      area: area,
      depth: depth,
      onto: piece.onto,
      detail:
        "Занято за границей участка \(ids[0]) \(onto(piece.onto, ids)): \(Figures.russian(area, "м²")),"
        + " глубина \(Figures.russian(depth, "м")) при допуске \(Figures.russian(tolerance, "м"))",
      detailEnglish:
        "Occupied beyond parcel \(ids[0]) \(ontoEnglish(piece.onto, ids)): "
        + "\(Figures.english(area, "m²")), depth \(Figures.english(depth, "m")) against a tolerance of "
        + "\(Figures.english(tolerance, "m"))",
      explanation: why,
      place: place,
      shape: part
    )
  }

  private static func onto(_ onto: Onto, _ ids: [String]) -> String {
    switch onto {
    case .neighbour: "на смежном участке \(ids.last ?? "")"
    case .public: "на землях общего пользования"
    case .unallocated: "на неразграниченных землях"
    }
  }

  private static func ontoEnglish(_ onto: Onto, _ ids: [String]) -> String {
    switch onto {
    case .neighbour: "on the neighbouring parcel \(ids.last ?? "")"
    case .public: "on land of common use"
    case .unallocated: "on unallocated land"
    }
  }
}
