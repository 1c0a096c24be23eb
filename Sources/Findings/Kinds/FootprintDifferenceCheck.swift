import Cadastre
import Geometry
import Matching
import Alignment

/// A building grew, shrank or was rebuilt: its footprint differs by more than both errors allow.
///
/// Buildings drawn in parts are compared as a whole. Where the survey draws roofs, the outward offset that
/// roofs have in common (the median over all pairs) is taken out first. A contour drawn aside with the same
/// area and shape is no difference (INTERFACE §5.11).
enum FootprintDifferenceCheck: FindingCheck {
  /// Once moved together, contours that share less than this of their union are not one building any more.
  private static let sameShape = 0.75

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var components: [Int: (registers: Set<Int>, surveys: Set<Int>)] = [:]
    for link in scene.matching.links where link.layer == .buildings && link.registerArea > 0 {
      components[link.component, default: ([], [])].registers.insert(link.register)
      components[link.component, default: ([], [])].surveys.insert(link.survey)
    }
    let groups = components.sorted { $0.key < $1.key }.map {
      Group(registers: $0.value.registers.sorted(), surveys: $0.value.surveys.sorted())
    }
    let eaves = scene.survey.outline == .roof ? commonOffset(groups, scene) : 0
    return groups.compactMap { finding($0, eaves, scene) }
  }

  private struct Group: Sendable {
    let registers: [Int]
    let surveys: [Int]
  }

  /// Median outward offset of roofs against walls over the pairs of alike size, m; never negative.
  private static func commonOffset(_ groups: [Group], _ scene: Scene) -> Double {
    let offsets = groups.compactMap { group -> Double? in
      guard group.registers.count == 1, group.surveys.count == 1 else { return nil }
      let recorded = scene.buildingAreas[group.registers[0]]
      let surveyed = scene.surveyBuildingAreas[group.surveys[0]]
      guard recorded > 0, surveyed > 0.8 * recorded, surveyed < 1.6 * recorded else { return nil }
      // A rectangle grows by e·perimeter + 4·e²: solved for e.
      let perimeter = scene.register.buildings.shapes.perimeter(group.registers[0])
      let root = perimeter * perimeter + 16 * (surveyed - recorded)
      return root > 0 ? (root.squareRoot() - perimeter) / 8 : nil
    }.sorted()
    return offsets.isEmpty ? 0 : max(0, offsets[offsets.count / 2])
  }

  private static func finding(_ group: Group, _ eaves: Double, _ scene: Scene) -> Finding? {
    let register = scene.register.buildings
    let survey = scene.survey.buildings
    guard group.registers.allSatisfy({ scene.isActive(building: $0) }) else { return nil }
    let recorded = group.registers.reduce(0) { $0 + scene.buildingAreas[$1] }
    let surveyed = group.surveys.reduce(0) {
      $0 + scene.surveyBuildingAreas[$1] - eaves * survey.shapes.perimeter($1)
        + 4 * eaves * eaves
    }
    let accuracy = (
      group.registers.map { scene.buildingAccuracy[$0] }.max() ?? 0,
      group.surveys.map { survey.records[$0].accuracy }.max() ?? 0
    )
    let tolerance = scene.rules.areaTolerance(
      MeasuredArea(
        area: recorded,
        accuracy: accuracy.0,
        shapes: register.shapes,
        features: group.registers
      ),
      MeasuredArea(
        area: surveyed,
        accuracy: accuracy.1,
        shapes: survey.shapes,
        features: group.surveys
      )
    )
    let difference = surveyed - recorded
    let grew = abs(difference) > tolerance
    guard grew || isRebuilt(group, scene),
      let place = Placing.point(survey.shapes, group.surveys[0])
    else { return nil }
    let quarter = scene.quarter(of: register.records[group.registers[0]].quarter, at: place)
    guard
      group.registers.allSatisfy({
        scene.coverage.holds(scene.alignment.buildings, $0, quarter: quarter)
      }),
      group.surveys.allSatisfy({ scene.coverage.holds(survey.shapes, $0, quarter: quarter) })
    else { return nil }
    let ids = (
      group.registers.map { register.records[$0].number }.sorted(),
      group.surveys.map { survey.records[$0].id }.sorted()
    )
    var shape = MultiPolygon.empty
    for s in group.surveys { shape.append(survey.shapes[s]) }
    return Finding(
      id: FindingID.make(.footprintDifference, register: ids.0, survey: ids.1),
      kind: .footprintDifference,
      quarter: quarter,
      registerIDs: ids.0,
      surveyIDs: ids.1,
      measure: difference,
      unit: .squareMetres,
      tolerance: tolerance,
      probability: grew
        ? Certainty.beyond(
          ratio: abs(difference) / tolerance,
          coincidence: scene.rules.coincidence.value
        ) : 0.8,
      area: abs(difference),
      detail: (grew ? (difference > 0 ? "Здание выросло" : "Здание уменьшилось") : "Контур иной")
        + ": застройка \(Figures.russian(recorded)) → \(Figures.russian(surveyed, "м²")) при допуске "
        + Figures.russian(tolerance, "м²"),
      detailEnglish: (grew ? (difference > 0 ? "It grew" : "It shrank") : "It was rebuilt")
        + ": footprint \(Figures.english(recorded)) → \(Figures.english(surveyed, "m²")) against a "
        + "tolerance of \(Figures.english(tolerance, "m²"))",
      place: place,
      shape: shape
    )
  }

  /// Same area, another shape: even moved together the contours do not cover each other.
  private static func isRebuilt(_ group: Group, _ scene: Scene) -> Bool {
    guard group.registers.count == 1, group.surveys.count == 1 else { return false }
    let shapes = scene.alignment.buildings
    let (r, s) = (group.registers[0], group.surveys[0])
    let survey = scene.survey.buildings.shapes
    guard let from = shapes.centroid(r), let to = survey.centroid(s) else { return false }
    let moved = ShapeColumn([shapes[r].translated(dx: to.x - from.x, dy: to.y - from.y)])
    var kernel = IntersectionArea()
    let shared = kernel.area(moved, 0, survey, s)
    let union = scene.buildingAreas[r] + scene.surveyBuildingAreas[s] - shared
    return shared < sameShape * union
  }
}
