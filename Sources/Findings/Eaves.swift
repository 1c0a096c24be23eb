import Cadastre
import Geometry
import Matching

/// The outward offset of roofs against walls that the buildings of a quarter have in common (METHODS E7, FIELD B13).
///
/// Buildings of one quarter are roofed alike, but garages have no eaves, and row houses none where they touch. So
/// the offset is that of the upper tenth of those that clearly overhang, and a building may overhang by anything
/// between nothing and it. Two or three buildings of a hundred grow, so the upper tenth is still eaves.
struct Eaves: Sendable {
  /// Offsets beyond this are no eaves but another building, m.
  private static let largest = 1.2
  /// Offsets below this are the survey's error, m.
  private static let least = 0.15
  /// A quarter with fewer pairs takes the offset of the whole survey.
  private static let leastPairs = 5

  private let perimeters: [Double]
  private var offsets: [String: Double] = [:]
  private var common = 0.0

  /// Estimates the offsets; all 0 where the survey draws walls.
  init(_ scene: Scene) {
    let survey = scene.survey.buildings
    guard scene.survey.outline == .roof else {
      perimeters = []
      return
    }
    perimeters = survey.indices.map { survey.shapes.perimeter($0) }
    var samples: [String: [Double]] = [:]
    for r in scene.register.buildings.indices {
      guard let link = scene.linksOfBuilding[r].first, scene.linksOfBuilding[r].count == 1,
        link.relation == .oneToOne, link.registerArea > 0
      else { continue }
      // A rectangle grows by e·perimeter + 4·e²: solved for e.
      let perimeter = scene.register.buildings.shapes.perimeter(r)
      let root = perimeter * perimeter + 16 * (link.surveyArea - link.registerArea)
      guard root > 0 else { continue }
      let offset = (root.squareRoot() - perimeter) / 8
      guard offset >= Self.least, offset <= Self.largest else { continue }
      samples[scene.register.buildings.records[r].quarter, default: []].append(offset)
    }
    common = Self.upperTenth(samples.values.flatMap { $0 })
    for (quarter, values) in samples where values.count >= Self.leastPairs {
      offsets[quarter] = Self.upperTenth(values)
    }
  }

  /// How much of the surveyed contour of a building may be eaves, m².
  func area(ofSurveyed building: Int, quarter: String) -> Double {
    guard !perimeters.isEmpty else { return 0 }
    let offset = offsets[quarter] ?? common
    return offset * perimeters[building] - 4 * offset * offset
  }

  /// The value that a tenth of `values` exceed; 0 of none.
  private static func upperTenth(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[(sorted.count * 9 - 1) / 10]
  }
}
