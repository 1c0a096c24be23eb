import Cadastre
import Geometry
import Matching
import Alignment

/// A building grew, shrank or was rebuilt: its footprint differs by more than both errors allow.
///
/// Buildings drawn in parts are compared as a whole. Where the survey draws roofs, the outward offset that
/// the roofs of a quarter have in common (``Eaves``) is taken out first. A contour drawn aside with the same
/// area and shape is no difference (INTERFACE §5.11).
enum FootprintDifferenceCheck: FindingCheck {
  /// Once moved together, contours that share less than this of their union are not one building any more.
  private static let sameShape = 0.75

  static let kinds: [FindingKind] = [.footprintDifference]
  static let leaves: [FindingKind] = [.quarterShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var components: [Int: (registers: Set<Int>, surveys: Set<Int>)] = [:]
    for link in scene.matching.links where link.layer == .buildings && link.registerArea > 0 {
      components[link.component, default: ([], [])].registers.insert(link.register)
      components[link.component, default: ([], [])].surveys.insert(link.survey)
    }
    let groups = components.sorted { $0.key < $1.key }.map {
      Group(registers: $0.value.registers.sorted(), surveys: $0.value.surveys.sorted())
    }
    let eaves = Eaves(scene)
    let knife = Knife(rules: scene.rules)
    let findings = groups.compactMap { finding($0, eaves, scene, knife) }
    explained.within[.footprintDifference] = groups.count - findings.count
    return findings
  }

  private struct Group: Sendable {
    let registers: [Int]
    let surveys: [Int]
  }

  /// What happened to a building.
  private enum Change {
    case grew, shrank, rebuilt
  }

  private static func finding(
    _ group: Group,
    _ eaves: Eaves,
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Finding? {
    let register = scene.register.buildings
    let survey = scene.survey.buildings
    guard group.registers.allSatisfy({ scene.isActive(building: $0) }),
      let place = Placing.point(survey.shapes, group.surveys[0])
    else { return nil }
    let quarter = scene.quarter(of: register.records[group.registers[0]].quarter, at: place)
    let overhang = group.surveys.reduce(0) { $0 + eaves.area(ofSurveyed: $1, quarter: quarter) }
    let recorded = group.registers.reduce(0) { $0 + scene.buildingAreas[$1] }
    let surveyed = group.surveys.reduce(0) { $0 + scene.surveyBuildingAreas[$1] }
    let tolerance = tolerance(group, scene, recorded, surveyed)
    guard
      let change = change(
        group,
        scene,
        difference: surveyed - recorded,
        overhang: overhang,
        tolerance: tolerance
      ),
      group.registers.allSatisfy({
        scene.coverage.holds(scene.alignment.buildings, $0, quarter: quarter)
      }),
      group.surveys.allSatisfy({ scene.coverage.holds(survey.shapes, $0, quarter: quarter) })
    else { return nil }
    let difference = change == .rebuilt ? surveyed - recorded : surveyed - overhang - recorded
    let ids = (
      group.registers.map { register.records[$0].number }.sorted(),
      group.surveys.map { survey.records[$0].id }.sorted()
    )
    var shape = MultiPolygon.empty
    for s in group.surveys { shape.append(survey.shapes[s]) }
    let words = words(change)
    let (why, shift) = explanation(
      group,
      scene,
      difference: change == .rebuilt ? nil : difference,
      areas: (recorded, surveyed),
      overhang: overhang,
      tolerance: tolerance,
      knife
    )
    return Finding(
      id: FindingID.make(.footprintDifference, register: ids.0, survey: ids.1),
      kind: .footprintDifference,
      quarter: quarter,
      registerIDs: ids.0,
      surveyIDs: ids.1,
      measure: difference,
      unit: .squareMetres,
      tolerance: tolerance,
      probability: why.probability,
      area: abs(difference),
      detail:
        "\(words.russian): застройка \(Figures.russian(recorded)) → "
        + "\(Figures.russian(surveyed, "м²")) при допуске \(Figures.russian(tolerance, "м²"))"
        + (overhang > 0 ? ", свес кровли \(Figures.russian(overhang, "м²"))" : "")
        + (shift.map { "; " + $0.ru } ?? ""),
      detailEnglish:
        "\(words.english): footprint \(Figures.english(recorded)) → "
        + "\(Figures.english(surveyed, "m²")) against a tolerance of "
        + "\(Figures.english(tolerance, "m²"))"
        + (overhang > 0 ? ", eaves \(Figures.english(overhang, "m²"))" : "")
        + (shift.map { "; " + $0.en } ?? ""),
      explanation: why,
      place: place,
      shape: shape
    )
  }

  private static func explanation(
    _ group: Group,
    _ scene: Scene,
    difference: Double?,
    areas: (recorded: Double, surveyed: Double),
    overhang: Double,
    tolerance: Double,
    _ knife: borrowing Knife
  ) -> (why: Explanation, change: Words?) {
    var why = Explanation(
      figures: [
        Figure(.registeredArea, areas.recorded), Figure(.surveyedArea, areas.surveyed),
        Figure(.eaves, overhang),
      ]
    )
    if let difference {
      why.conditions = [
        Condition(
          .areaDifference,
          difference,
          .above,
          tolerance,
          .rule("footprintErrors")
        )
      ]
      why.evidence = [scene.measured(difference, tolerance)]
      let sides = sides(group, scene, areas.recorded, areas.surveyed)
      let errors = errors(scene)
      why.notes = [
        scene.areaNote(sides.0, Scene.registers, errors: errors),
        scene.areaNote(sides.1, Scene.surveys, errors: errors),
      ]
    } else {
      let like = likeness(group.registers[0], group.surveys[0], scene)
      why.conditions = [Condition(.likeness, like?.share ?? 0, .below, sameShape, .meaning)]
      why.evidence = [.sight(scene.rules.certainties.reshaped.value)]
    }
    let survey = scene.survey.buildings
    let accuracy = (
      group.registers.map { scene.buildingAccuracy[$0] }.max() ?? 0,
      group.surveys.map { survey.records[$0].accuracy }.max() ?? 0
    )
    let change = ShapeChange.between(
      knife.union(group.registers.map { scene.alignment.buildings[$0] }),
      knife.union(group.surveys.map { survey.shapes[$0] }),
      tolerance: scene.coincidence(accuracy.0, accuracy.1),
      knife
    )
    if let change {
      why.notes.insert(change.words, at: 0)
      why.figures += change.figures
    }
    let inside = group.registers.flatMap { scene.linksOfBuilding[$0] }
    if let weakest = inside.min(by: { $0.probability < $1.probability }) { why.rest(on: weakest) }
    return (why, change?.words)
  }

  private static func tolerance(
    _ group: Group,
    _ scene: Scene,
    _ recorded: Double,
    _ surveyed: Double
  ) -> Double {
    let sides = sides(group, scene, recorded, surveyed)
    return errors(scene) * scene.rules.areaTolerance(sides.0, sides.1)
  }

  /// How many times the errors of the area rule a footprint is allowed.
  private static func errors(_ scene: Scene) -> Double {
    max(1, scene.rules.thresholds.footprintErrors.value / scene.rules.areaFactor)
  }

  /// The two areas that are compared.
  private static func sides(
    _ group: Group,
    _ scene: Scene,
    _ recorded: Double,
    _ surveyed: Double
  ) -> (MeasuredArea, MeasuredArea) {
    let survey = scene.survey.buildings
    return (
      MeasuredArea(
        area: recorded,
        accuracy: group.registers.map { scene.buildingAccuracy[$0] }.max() ?? 0,
        shapes: scene.register.buildings.shapes,
        features: group.registers
      ),
      MeasuredArea(
        area: surveyed,
        accuracy: group.surveys.map { survey.records[$0].accuracy }.max() ?? 0,
        shapes: survey.shapes,
        features: group.surveys
      )
    )
  }

  /// What happened, if anything: a roof may overhang by anything between nothing and the common eaves.
  private static func change(
    _ group: Group,
    _ scene: Scene,
    difference: Double,
    overhang: Double,
    tolerance: Double
  ) -> Change? {
    if difference - overhang > tolerance { return .grew }
    if difference < -tolerance { return .shrank }
    if difference - overhang < -tolerance, missing(group, scene) > tolerance { return .shrank }
    return isRebuilt(group, scene, overhang: overhang) ? .rebuilt : nil
  }

  /// Recorded footprint with nothing on it, m²: what a roof without eaves does not have and a cut one has.
  private static func missing(_ group: Group, _ scene: Scene) -> Double {
    var kept = 0.0
    for s in group.surveys {
      for row in scene.matching.buildingOverlaps.ofSurvey(s)
      where group.registers.contains(row.register) {
        kept += row.area
      }
    }
    return group.registers.reduce(0) { $0 + scene.buildingAreas[$1] } - kept
  }

  /// Same area, another shape: even moved together the contours cover each other worse than their errors
  /// along the whole line and the eaves would explain.
  private static func isRebuilt(_ group: Group, _ scene: Scene, overhang: Double) -> Bool {
    guard group.registers.count == 1, group.surveys.count == 1 else { return false }
    let (r, s) = (group.registers[0], group.surveys[0])
    guard let like = likeness(r, s, scene) else { return false }
    let line = scene.coincidence(
      scene.buildingAccuracy[r],
      scene.survey.buildings.records[s].accuracy
    )
    return like.share < sameShape
      && like.differing > line * scene.alignment.buildings.perimeter(r) + overhang
  }

  /// Moved together: the part of their union two contours share, and the land only one of them covers, m².
  private static func likeness(
    _ r: Int,
    _ s: Int,
    _ scene: Scene
  ) -> (share: Double, differing: Double)? {
    let shapes = scene.alignment.buildings
    let survey = scene.survey.buildings.shapes
    guard let from = shapes.centroid(r), let to = survey.centroid(s) else { return nil }
    let moved = ShapeColumn([shapes[r].translated(dx: to.x - from.x, dy: to.y - from.y)])
    var kernel = IntersectionArea()
    let shared = kernel.area(moved, 0, survey, s)
    let union = scene.buildingAreas[r] + scene.surveyBuildingAreas[s] - shared
    return union > 0 ? (shared / union, union - shared) : nil
  }

  private static func words(_ change: Change) -> (russian: String, english: String) {
    switch change {
    case .grew: ("Здание выросло", "It grew")
    case .shrank: ("Здание уменьшилось", "It shrank")
    case .rebuilt: ("Контур иной", "It was rebuilt")
    }
  }
}
