import Cadastre
import Geometry
import SpatialIndex
import Matching

/// A capital building on the ground and none in the register, with or without coordinates, that could be it.
enum UnregisteredBuildingCheck: FindingCheck {
  static let kinds: [FindingKind] = [.unregisteredBuilding]
  static let leaves: [FindingKind] = []

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
    let onUndrawn = recordsOnUndrawnParcels(scene)
    var kernel = IntersectionArea()
    var findings: [Finding] = []
    for s in buildings.indices {
      let record = buildings.records[s]
      let area = scene.surveyBuildingAreas[s]
      guard scene.linksOfSurveyBuilding[s].isEmpty, record.capital != false,
        !scene.matching.accountedBuildings.contains(s),
        area >= scene.rules.thresholds.minimumUnregisteredArea.value,
        recordedShare(s, scene) < 0.5, let place = Placing.point(buildings.shapes, s)
      else { continue }
      let quarter = scene.quarters.quarter(at: place) ?? ""
      guard scene.coverage.holds(buildings.shapes, s, quarter: quarter),
        !tree.items(in: buildings.shapes.boxes[s]).contains(where: {
          kernel.area(constructions.shapes, $0, buildings.shapes, s) >= 0.5 * area
        })
      else { continue }
      let parcel = scene.matching.standing.parcel(of: s)
        .map { scene.register.parcels.records[$0] }
      let doubt =
        homeless[quarter, default: 0] + (parcel == nil ? onUndrawn[quarter, default: 0] : 0)
      let why = explanation(s, doubt: doubt, scene)
      var finding = Finding(
        id: FindingID.make(.unregisteredBuilding, register: [], survey: [record.id]),
        kind: .unregisteredBuilding,
        quarter: parcel?.quarter ?? quarter,
        registerIDs: [],
        surveyIDs: [record.id],
        measure: area,
        unit: .squareMetres,
        probability: why.probability,
        area: area,
        detail: "Здание \(Figures.russian(area, "м²")) без записи в реестре"
          + (parcel.map { ", участок \($0.number)" } ?? ", вне участков реестра")
          + (doubt > 0
            ? "; в квартале записей о зданиях, место которых неизвестно: \(doubt)" : ""),
        detailEnglish: "Building of \(Figures.english(area, "m²")) with no register record"
          + (parcel.map { ", parcel \($0.number)" } ?? ", off the register's parcels")
          + (doubt > 0
            ? "; records of buildings of the quarter whose place is unknown: \(doubt)" : ""),
        explanation: why,
        place: place,
        shape: buildings.shapes[s]
      )
      finding.parcel = parcel?.number
      findings.append(finding)
    }
    return findings
  }

  /// The part of it that lies under registered buildings that stand; from one half it is a part drawn apart.
  ///
  /// One that is gone excuses nothing: what stands in its place is new.
  private static func recordedShare(_ s: Int, _ scene: Scene) -> Double {
    scene.matching.buildingOverlaps.ofSurvey(s)
      .filter { !scene.linksOfBuilding[$0.register].isEmpty }
      .reduce(0) { $0 + $1.area } / scene.surveyBuildingAreas[s]
  }

  private static func explanation(_ s: Int, doubt: Int, _ scene: Scene) -> Explanation {
    let certainties = scene.rules.certainties
    let isCapital = scene.survey.buildings.records[s].capital == true
    var why = Explanation(
      conditions: [
        .unlinked,
        Condition(
          .area,
          scene.surveyBuildingAreas[s],
          .atLeast,
          scene.rules.thresholds.minimumUnregisteredArea.value,
          .rule("minimumUnregisteredArea")
        ),
        Condition(.recordedShare, recordedShare(s, scene), .below, 0.5, .meaning),
      ],
      evidence: [.sight(isCapital ? certainties.seen.value : certainties.capitalUnknown.value)],
      otherwise: Words(
        ru: "на этом участке было здание реестра, с контуром или без, которое может быть этим",
        en: "a register building on this parcel, with contour or without, that could be this one"
      )
    )
    if doubt > 0 {
      why.figures.append(Figure(.unplaced, Double(doubt)))
      why.multiply(by: certainties.unplacedBuilding.value, .unplaced)
    }
    return why
  }

  /// Register buildings with neither contour nor parcel of this register, by quarter: any of them could be any building
  /// there, if the number of the parcel is an old one.
  private static func homelessRecords(_ scene: Scene) -> [String: Int] {
    var counts: [String: Int] = [:]
    let buildings = scene.register.buildings
    let numbers = Set(scene.register.parcels.records.map(\.number))
    for r in buildings.indices
    where buildings.records[r].status != .archived && !buildings.shapes.hasGeometry(r)
      && !buildings.records[r].parcels.contains(where: numbers.contains)
    {
      counts[buildings.records[r].quarter, default: 0] += 1
    }
    return counts
  }

  /// Register buildings without contour on parcels without coordinates that no plot claims, by quarter: off the drawn
  /// parcels any of them could be any building there.
  private static func recordsOnUndrawnParcels(_ scene: Scene) -> [String: Int] {
    let parcels = scene.register.parcels
    let undrawn = Set(
      parcels.indices.filter {
        !parcels.shapes.hasGeometry($0) && scene.linksOfParcel[$0].isEmpty
          && !scene.isDrawnByChildren[$0]
      }.map { parcels.records[$0].number }
    )
    var counts: [String: Int] = [:]
    let buildings = scene.register.buildings
    for r in buildings.indices
    where buildings.records[r].status != .archived && !buildings.shapes.hasGeometry(r)
      && scene.linksOfBuilding[r].isEmpty
      && buildings.records[r].parcels.contains(where: undrawn.contains)
    {
      counts[buildings.records[r].quarter, default: 0] += 1
    }
    return counts
  }
}
