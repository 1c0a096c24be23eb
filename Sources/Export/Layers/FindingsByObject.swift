import Cadastre
import Findings

/// Which object each id in a finding is: findings carry bare ids, layers carry keys.
struct FindingsByObject: Sendable {
  private let parcels: Set<String>
  private let buildings: Set<String>
  private let constructions: Set<String>
  private let surveyParcels: Set<String>
  private let surveyBuildings: Set<String>
  private var counts: [String: Int] = [:]

  init(_ run: PreparedRun) {
    let contents = run.contents
    parcels = Set(contents.register.parcels.records.map(\.number))
    buildings = Set(contents.register.buildings.records.map(\.number))
    constructions = Set(contents.register.constructions.records.map(\.number))
    surveyParcels = Set(contents.survey.parcels.records.map(\.id))
    surveyBuildings = Set(contents.survey.buildings.records.map(\.id))
    for finding in run.findings {
      for key in Set(registerKeys(of: finding) + surveyKeys(of: finding)) {
        counts[key, default: 0] += 1
      }
    }
  }

  /// How many findings name the object.
  func count(_ key: String) -> Int { counts[key] ?? 0 }

  /// Keys of the register objects, in the order of the finding.
  func registerKeys(of finding: Finding) -> [String] {
    finding.registerIDs.map { id in
      let isBuilding = buildings.contains(id)
      if isBuilding, finding.kind.isAboutBuildings || !parcels.contains(id) {
        return Keys.building(id)
      }
      if !parcels.contains(id), constructions.contains(id) { return Keys.construction(id) }
      if !parcels.contains(id), finding.kind.isAboutBuildings { return Keys.building(id) }
      return Keys.parcel(id)
    }
  }

  /// Keys of the surveyed objects, in the order of the finding.
  func surveyKeys(of finding: Finding) -> [String] {
    let prefersBuilding = finding.kind.isAboutBuildings || finding.kind == .buildingOverBoundary
    return finding.surveyIDs.map { id in
      let isBuilding = surveyBuildings.contains(id)
      if isBuilding, prefersBuilding || !surveyParcels.contains(id) {
        return Keys.surveyBuilding(id)
      }
      return prefersBuilding && !surveyParcels.contains(id)
        ? Keys.surveyBuilding(id) : Keys.surveyParcel(id)
    }
  }
}
