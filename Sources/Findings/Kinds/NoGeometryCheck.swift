import Cadastre
import Geometry
import Matching

/// Live records without coordinates: one finding for each quarter and layer (INTERFACE §5.4).
enum NoGeometryCheck: FindingCheck {
  static let kinds: [FindingKind] = [.noGeometry]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let parcels = scene.register.parcels
    var groups: [Key: [String]] = [:]
    for i in parcels.indices where !parcels.shapes.hasGeometry(i) && scene.isActive(parcel: i) {
      let record = parcels.records[i]
      if scene.isDrawnByChildren[i] { continue }
      groups[Key(quarter: record.quarter, layer: .parcels), default: []].append(record.number)
    }
    let buildings = scene.register.buildings
    for i in buildings.indices
    where !buildings.shapes.hasGeometry(i) && scene.isActive(building: i) {
      let record = buildings.records[i]
      groups[Key(quarter: record.quarter, layer: .buildings), default: []].append(record.number)
    }
    return groups.sorted { $0.key < $1.key }.map { key, numbers in
      Finding(
        id: FindingID.make(
          .noGeometry,
          register: [key.quarter],
          survey: [],
          aspect: key.layer.rawValue
        ),
        kind: .noGeometry,
        quarter: key.quarter,
        registerIDs: numbers.sorted(),
        surveyIDs: [],
        measure: Double(numbers.count),
        unit: .count,
        probability: Evidence.fact.probability,
        detail: detail(key.layer, numbers.count),
        detailEnglish: detailEnglish(key.layer, numbers.count),
        explanation: Explanation(
          conditions: [Condition(.count, Double(numbers.count), .atLeast, 1, .meaning)],
          evidence: [.fact]
        ),
        place: scene.quarters.border(of: key.quarter).flatMap {
          scene.quarters.borders.centroid($0)
        }
      )
    }
  }

  private struct Key: Hashable, Comparable {
    let quarter: String
    let layer: LandLayer

    static func < (first: Key, second: Key) -> Bool {
      (first.quarter, first.layer) < (second.quarter, second.layer)
    }
  }

  private static func detail(_ layer: LandLayer, _ count: Int) -> String {
    layer == .parcels
      ? "Земельных участков без координат границ: \(count)"
      : "Объектов капитального строительства без координат контура: \(count)"
  }

  private static func detailEnglish(_ layer: LandLayer, _ count: Int) -> String {
    "\(layer == .parcels ? "Parcels" : "Buildings") without coordinates: \(count)"
  }
}
