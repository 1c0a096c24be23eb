import Cadastre
import Geometry
import Matching
import SpatialIndex
import Alignment

/// A surveyed building crosses its parcel's line deeper than tolerance (INTERFACE §5.11).
///
/// A plot that encroaches together with its building is one cause: then only the encroachment is reported.
enum BuildingOverBoundaryCheck: FindingCheck {
  static let kinds: [FindingKind] = [.buildingOverBoundary]
  static let leaves: [FindingKind] = [
    .quarterShift, .parcelShift, .split, .merge, .regroup, .encroachment,
  ]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let known = explained
    let ground = Ground(scene)
    let shapes = scene.alignment.parcels
    let buildings = scene.survey.buildings
    let homes = homes(scene)
    let candidates = buildings.indices.compactMap { s -> Candidate? in
      guard let parcel = homes[s], shapes.hasGeometry(parcel),
        scene.isActive(parcel: parcel), buildings.records[s].capital != false,
        !known.encroachedParcels.contains(parcel), !known.shiftedParcels.contains(parcel),
        !known.regroupedParcels.contains(parcel)
      else { return nil }
      let tolerance = scene.coincidence(
        scene.parcelAccuracy[parcel],
        buildings.records[s].accuracy
      )
      return buildings.shapes.departure(s, beyond: shapes, parcel) > tolerance
        ? Candidate(building: s, parcel: parcel) : nil
    }
    let findings = scene.each(
      candidates,
      subject: { candidate in
        var subject = scene.subject([candidate.parcel])
        subject.survey = [buildings.records[candidate.building].id]
        return subject
      }
    ) { candidate, knife -> [Finding] in
      examine(candidate.building, candidate.parcel, ground, known, scene, knife)
    }
    explained.within[.buildingOverBoundary] =
      candidates.count - Set(findings.flatMap(\.surveyIDs)).count
    return findings
  }

  private struct Candidate: Sendable {
    let building: Int
    let parcel: Int
  }

  /// A building with less than this on the parcel its record names stands elsewhere: the record is wrong, no line.
  private static let leastShare = 0.1

  /// The parcel of each surveyed building: the one its record names, if it reaches it, else the one beneath most
  /// of it, else the one beneath most of its recorded contour.
  private static func homes(_ scene: Scene) -> [Int?] {
    let records = scene.register.parcels.records
    var parcels: [String: Int] = [:]
    for r in records.indices where records[r].status != .archived { parcels[records[r].number] = r }
    let buildings = scene.survey.buildings
    var kernel = IntersectionArea()
    return buildings.indices.map { s in
      let beneath = scene.matching.standing.parcel(of: s)
      let links = scene.linksOfSurveyBuilding[s]
      let named = links.flatMap { scene.register.buildings.records[$0.register].parcels }
        .compactMap { parcels[$0] }
      if let beneath, named.isEmpty || named.contains(beneath) { return beneath }
      let least = leastShare * scene.surveyBuildingAreas[s]
      let drawn = beneath == nil ? links.compactMap { recordedHome($0.register, scene) } : []
      return (named + drawn).first {
        kernel.area(scene.alignment.parcels, $0, buildings.shapes, s) >= least
      } ?? beneath
    }
  }

  /// The parcel beneath most of a recorded contour, the smallest of nested ones.
  private static func recordedHome(_ r: Int, _ scene: Scene) -> Int? {
    let shapes = scene.alignment.buildings
    var kernel = IntersectionArea()
    return scene.parcelTree.items(in: shapes.boxes[r]).filter {
      kernel.area(scene.alignment.parcels, $0, shapes, r) >= 0.5 * scene.buildingAreas[r]
    }.min { (scene.parcelAreas[$0], $0) < (scene.parcelAreas[$1], $1) }
  }

  private static func examine(
    _ s: Int,
    _ parcel: Int,
    _ ground: Ground,
    _ known: Explained,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> [Finding] {
    let shapes = scene.alignment.parcels
    let buildings = scene.survey.buildings
    let records = scene.register.parcels.records
    let registered = scene.linksOfSurveyBuilding[s].map(\.register)
    // A building recorded on several parcels may stand on all of them; so may one of a double record.
    var own: Set<Int> = [parcel]
    let numbers = Set(registered.flatMap { scene.register.buildings.records[$0].parcels })
    for r in scene.parcelTree.items(in: buildings.shapes.boxes[s])
    where numbers.contains(records[r].number)
      || known.duplicates.contains(IndexPair(parcel, r))
    {
      own.insert(r)
    }
    let mine = knife.union(own.sorted().map { shapes[$0] })
    let mineColumn = ShapeColumn([mine])
    let tolerance = scene.coincidence(
      scene.parcelAccuracy[parcel],
      buildings.records[s].accuracy
    )
    let depth = { (piece: ShapeColumn) in piece.reach(0, beyond: mineColumn, 0) }
    let beyond = knife.difference(buildings.shapes[s], mine)
    // It is measured by its depth: a corner over the line needs no area to speak of.
    let least = tolerance * tolerance
    let land = knife.land(in: beyond, tolerance: tolerance, least: least, depth: depth)
    guard !land.isEmpty else { return [] }
    let quarter = scene.quarter(of: records[parcel].quarter, at: buildings.shapes.centroid(s))
    guard scene.coverage.holds(buildings.shapes, s, quarter: quarter) else { return [] }
    let pieces = ground.pieces(of: beyond, own: own, in: scene, knife)
    return pieces.indices.compactMap { k -> Finding? in
      let piece = pieces[k]
      let land = knife.piece(
        k,
        of: pieces.map(\.shape),
        beyond: mine,
        tolerance: tolerance,
        least: least
      )
      guard let land else { return nil }
      let part = land.shape
      let reach = depth(ShapeColumn([part]))
      var ids = registered.filter { scene.isActive(building: $0) }
        .map { scene.register.buildings.records[$0].number }
      let home = ids.isEmpty ? "" : " \(ids.sorted().joined(separator: ", "))"
      ids.append(records[parcel].number)
      let onto = words(piece.onto, piece.neighbour.map { records[$0].number })
      if let neighbour = piece.neighbour { ids.append(records[neighbour].number) }
      ids.sort()
      let survey = [buildings.records[s].id]
      var why = Explanation(
        conditions: [
          scene.beyondCoincidence(
            .depth,
            reach,
            scene.parcelAccuracy[parcel],
            buildings.records[s].accuracy
          )
        ],
        evidence: [scene.measured(reach, tolerance)]
      )
      if let clear = scene.clearOfNoise(land, depth: reach, tolerance: tolerance) {
        why.conditions.append(clear.condition)
        why.notes.append(clear.note)
      }
      return Finding(
        id: FindingID.make(
          .buildingOverBoundary,
          register: ids,
          survey: survey,
          aspect: piece.onto.rawValue
        ),
        kind: .buildingOverBoundary,
        quarter: quarter,
        registerIDs: ids,
        surveyIDs: survey,
        measure: reach,
        unit: .metres,
        tolerance: tolerance,
        probability: why.probability,
        area: part.area,
        depth: reach,
        onto: piece.onto,
        detail:
          "Здание\(home) (съёмка \(survey[0])) выходит за границу участка "
          + "\(records[parcel].number)\(onto.ru) на "
          + "\(Figures.russian(reach, "м")) при допуске \(Figures.russian(tolerance, "м")), "
          + Figures.russian(part.area, "м²"),
        detailEnglish:
          "Building\(home) (survey \(survey[0])) crosses the line of parcel "
          + "\(records[parcel].number)\(onto.en) by "
          + "\(Figures.english(reach, "m")) against a tolerance of "
          + "\(Figures.english(tolerance, "m")), \(Figures.english(part.area, "m²"))",
        explanation: why,
        place: knife.place(on: part),
        shape: part
      )
    }
  }

  /// Where it reaches, by name.
  private static func words(_ onto: Onto, _ neighbour: String?) -> Words {
    switch onto {
    case .neighbour:
      Words(
        ru: " на участок \(neighbour ?? "соседа")",
        en: " onto parcel \(neighbour ?? "of a neighbour")"
      )
    case .public: Words(ru: " на землю общего пользования", en: " onto public land")
    case .unallocated: Words(ru: " на неразграниченную землю", en: " onto unallocated land")
    }
  }
}
