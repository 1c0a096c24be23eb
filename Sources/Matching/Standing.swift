import Alignment
import Cadastre
import Geometry
import Workers

/// On which register parcels each surveyed building stands.
public struct Standing: Sendable {
  /// For each surveyed building, the parcels beneath most of it, the smallest first: of nested ones the inner.
  ///
  /// Where no parcel is drawn beneath, those without coordinates whose plot it stands on.
  public let parcels: [[Int]]
  /// For each surveyed building that has most of itself on no parcel: those it reaches, the largest share first.
  let reached: [[Int]]
  /// Less than this of a building on a parcel reaches it by the error of lines only.
  private static let leastShare = 0.1

  init(
    register: Register,
    survey: Survey,
    alignment: Alignment,
    parcelLinks: [Link],
    workers: Workers
  ) {
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
    let parcels = survey.buildings.indices.map { s -> [Int] in
      let half = 0.5 * survey.buildings.shapes.area(s)
      let beneath = onParcels.ofSurvey(s).filter { $0.area >= half }
        .map { (area: alignment.parcels.area($0.register), parcel: $0.register) }
        .sorted { ($0.area, $0.parcel) < ($1.area, $1.parcel) }
        .map(\.parcel)
      if !beneath.isEmpty { return beneath }
      return onPlots.ofSurvey(s).first { $0.area >= half }
        .flatMap { recordsOfPlot[$0.register] } ?? []
    }
    self.parcels = parcels
    reached = survey.buildings.indices.map { s in
      guard parcels[s].isEmpty else { return [] }
      let least = Self.leastShare * survey.buildings.shapes.area(s)
      return onParcels.ofSurvey(s).filter { $0.area >= least }
        .sorted { ($1.area, $0.register) < ($0.area, $1.register) }
        .map(\.register)
    }
  }

  /// The parcel a surveyed building is counted on; nil off the register's parcels.
  public func parcel(of building: Int) -> Int? { parcels[building].first }
}
