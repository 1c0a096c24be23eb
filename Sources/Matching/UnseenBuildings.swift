import Alignment
import Cadastre
import Geometry
import Workers

/// Surveyed buildings that a register building without coordinates may be (INTERFACE §5.11).
///
/// Each such record accounts for one surveyed building of its parcel, not for two. Where there is one of each
/// they are linked; where there are more, those that fit the recorded floor area best are accounted for,
/// and no link is claimed.
struct UnseenBuildings {
  private(set) var links: [Link] = []
  private(set) var accounted: Set<Int> = []
  private(set) var parcelOfBuilding: [Int?]

  init(
    register: Register,
    survey: Survey,
    alignment: Alignment,
    parcelLinks: [Link],
    buildingLinks: [Link],
    rules: AccuracyRules,
    workers: Workers
  ) {
    parcelOfBuilding = Self.parcels(
      register: register,
      survey: survey,
      alignment: alignment,
      parcelLinks: parcelLinks,
      workers: workers
    )
    var isLinked = Array(repeating: false, count: survey.buildings.count)
    for link in buildingLinks { isLinked[link.survey] = true }
    var standing: [String: [Int]] = [:]
    for s in survey.buildings.indices where !isLinked[s] {
      guard let parcel = parcelOfBuilding[s], survey.buildings.records[s].capital != false
      else { continue }
      standing[register.parcels.records[parcel].number, default: []].append(s)
    }
    var unseen: [String: [Int]] = [:]
    for r in register.buildings.indices {
      let record = register.buildings.records[r]
      guard record.status != .archived, !register.buildings.shapes.hasGeometry(r) else { continue }
      for parcel in record.parcels { unseen[parcel, default: []].append(r) }
    }
    var used: Set<Int> = []
    for (parcel, records) in unseen.sorted(by: { $0.key < $1.key }) {
      let free = records.filter { !used.contains($0) }
      guard let buildings = standing[parcel], !free.isEmpty else { continue }
      assign(
        free,
        buildings,
        register: register,
        survey: survey,
        used: &used,
        least: rules.thresholds.minimumBuildingArea.value
      )
    }
  }

  private mutating func assign(
    _ records: [Int],
    _ buildings: [Int],
    register: Register,
    survey: Survey,
    used: inout Set<Int>,
    least: Double
  ) {
    let areas = buildings.map { survey.buildings.shapes.area($0) }
    if records.count == 1, buildings.count == 1, areas[0] >= least {
      links.append(
        Link(
          layer: .buildings,
          register: records[0],
          survey: buildings[0],
          registerArea: 0,
          surveyArea: areas[0],
          intersectionArea: 0,
          alignedIntersectionArea: 0,
          probability: 0.8,
          margin: 0.8
        )
      )
      used.insert(records[0])
      accounted.insert(buildings[0])
      return
    }
    var pairs: [(misfit: Double, record: Int, building: Int)] = []
    for record in records {
      for (k, building) in buildings.enumerated() {
        pairs.append((misfit(register.buildings.records[record], areas[k]), record, building))
      }
    }
    pairs.sort { ($0.misfit, $0.record, $0.building) < ($1.misfit, $1.record, $1.building) }
    for pair in pairs where !used.contains(pair.record) && !accounted.contains(pair.building) {
      used.insert(pair.record)
      accounted.insert(pair.building)
    }
  }

  /// How badly a footprint fits a record: 0 is perfect. Without a recorded area the larger building fits better.
  private func misfit(_ record: RegisterBuilding, _ footprint: Double) -> Double {
    guard let floorArea = record.floorArea, floorArea > 0, footprint > 0 else {
      return 10 / (1 + footprint)
    }
    let expected = floorArea / Double(max(1, record.floors ?? 1))
    return max(expected, footprint) / min(expected, footprint) - 1
  }

  /// The register parcel beneath most of each building, else the one without coordinates whose plot it stands on.
  private static func parcels(
    register: Register,
    survey: Survey,
    alignment: Alignment,
    parcelLinks: [Link],
    workers: Workers
  ) -> [Int?] {
    let onParcels = OverlapTable(
      register: alignment.parcels,
      isLive: register.parcels.records.map { $0.status != .archived },
      survey: survey.buildings.shapes,
      workers: workers
    )
    let onPlots = OverlapTable(
      register: survey.parcels.shapes,
      isLive: Array(repeating: true, count: survey.parcels.count),
      survey: survey.buildings.shapes,
      workers: workers
    )
    var recordsOfPlot: [Int: [Int]] = [:]
    for link in parcelLinks where link.registerArea == 0 {
      recordsOfPlot[link.survey, default: []].append(link.register)
    }
    return survey.buildings.indices.map { s in
      let half = 0.5 * survey.buildings.shapes.area(s)
      // The smallest parcel that holds most of it: of nested ones the inner.
      let beneath = onParcels.ofSurvey(s).filter { $0.area >= half }
        .min {
          (alignment.parcels.area($0.register), $0.register)
            < (alignment.parcels.area($1.register), $1.register)
        }
      if let beneath { return beneath.register }
      return onPlots.ofSurvey(s).first { $0.area >= half }
        .flatMap { recordsOfPlot[$0.register]?.first }
    }
  }
}
