import Cadastre
import Geometry
import SpatialIndex
import Matching

/// A capital building on the ground and none in the register, with or without coordinates, that could be it.
enum UnregisteredBuildingCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let buildings = scene.survey.buildings
    let constructions = scene.register.constructions
    let tree = PackedHilbertTree(
      constructions.indices.map {
        constructions.records[$0].status == .archived
          ? .empty : constructions.shapes.boxes[$0]
      }
    )
    let homeless = homelessRecords(scene)
    var kernel = IntersectionArea()
    var findings: [Finding] = []
    for s in buildings.indices {
      let record = buildings.records[s]
      let area = scene.surveyBuildingAreas[s]
      guard scene.linksOfSurveyBuilding[s].isEmpty, record.capital != false,
        !scene.matching.accountedBuildings.contains(s),
        area >= scene.rules.thresholds.minimumUnregisteredArea.value,
        !isPartOfRegistered(s, scene), let place = Placing.point(buildings.shapes, s)
      else { continue }
      let quarter = scene.quarters.quarter(at: place) ?? ""
      guard scene.coverage.holds(buildings.shapes, s, quarter: quarter),
        !tree.items(in: buildings.shapes.boxes[s]).contains(where: {
          kernel.area(constructions.shapes, $0, buildings.shapes, s) >= 0.5 * area
        })
      else { continue }
      let parcel = scene.matching.standing.parcel(of: s)
        .map { scene.register.parcels.records[$0] }
      let doubt = homeless[quarter, default: 0]
      var finding = Finding(
        id: FindingID.make(.unregisteredBuilding, register: [], survey: [record.id]),
        kind: .unregisteredBuilding,
        quarter: parcel?.quarter ?? quarter,
        registerIDs: [],
        surveyIDs: [record.id],
        measure: area,
        unit: .squareMetres,
        probability: doubt > 0 ? 0.6 : record.capital == true ? 0.95 : 0.8,
        area: area,
        detail: "Здание \(Figures.russian(area, "м²")) без записи в реестре"
          + (parcel.map { ", участок \($0.number)" } ?? ", вне участков реестра")
          + (doubt > 0
            ? "; в квартале зданий без контура и без участка: \(doubt)" : ""),
        detailEnglish: "Building of \(Figures.english(area, "m²")) with no register record"
          + (parcel.map { ", parcel \($0.number)" } ?? ", off the register's parcels")
          + (doubt > 0
            ? "; buildings of the quarter without contour and parcel: \(doubt)" : ""),
        place: place,
        shape: buildings.shapes[s]
      )
      finding.parcel = parcel?.number
      findings.append(finding)
    }
    return findings
  }

  /// Whether most of it lies in a registered building that stands: a part drawn apart.
  ///
  /// One that is gone excuses nothing: what stands in its place is new.
  private static func isPartOfRegistered(_ s: Int, _ scene: Scene) -> Bool {
    let shared = scene.matching.buildingOverlaps.ofSurvey(s)
      .filter { !scene.linksOfBuilding[$0.register].isEmpty }
      .reduce(0) { $0 + $1.area }
    return shared >= 0.5 * scene.surveyBuildingAreas[s]
  }

  /// Register buildings with neither contour nor parcel, by quarter: any of them could be any building there.
  private static func homelessRecords(_ scene: Scene) -> [String: Int] {
    var counts: [String: Int] = [:]
    let buildings = scene.register.buildings
    for r in buildings.indices
    where buildings.records[r].status != .archived && !buildings.shapes.hasGeometry(r)
      && buildings.records[r].parcels.isEmpty
    {
      counts[buildings.records[r].quarter, default: 0] += 1
    }
    return counts
  }
}
