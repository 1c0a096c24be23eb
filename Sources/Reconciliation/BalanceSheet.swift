import Alignment
import Cadastre
import Geometry
import Intake
import Matching

/// Where every record that was read ended up (INTERFACE §4): the output half of the balance.
struct BalanceSheet {
  private let intake: IntakeResult
  /// Register shapes in the survey's frame.
  private let parcelShapes: ShapeColumn
  private let buildingShapes: ShapeColumn
  private let linkedParcels: Set<Int>
  private let linkedPlots: Set<Int>
  private let linkedBuildings: Set<Int>
  private let linkedHouses: Set<Int>
  private let coverage: CoverageMap

  init(_ intake: IntakeResult, _ alignment: Alignment, _ links: [Link]) {
    self.intake = intake
    parcelShapes = alignment.parcels
    buildingShapes = alignment.buildings
    coverage = CoverageMap(intake.survey.coverage, quarters: intake.register.quarters)
    let parcels = links.filter { $0.layer == .parcels }
    let buildings = links.filter { $0.layer == .buildings }
    linkedParcels = Set(parcels.map(\.register))
    linkedPlots = Set(parcels.map(\.survey))
    linkedBuildings = Set(buildings.map(\.register))
    linkedHouses = Set(buildings.map(\.survey))
  }

  /// The sheet of inputs that nothing has been matched in.
  init(beforeMatching intake: IntakeResult) {
    self.intake = intake
    parcelShapes = intake.register.parcels.shapes
    buildingShapes = intake.register.buildings.shapes
    coverage = CoverageMap(intake.survey.coverage, quarters: intake.register.quarters)
    linkedParcels = []
    linkedPlots = []
    linkedBuildings = []
    linkedHouses = []
  }

  /// The rows, in the order of the layers that were read.
  func rows() -> [BalanceRow] { rows(parts()) }

  /// The rows that `parts`, which are those of this sheet, add up to.
  func rows(_ parts: BalanceParts) -> [BalanceRow] {
    intake.counts.map { count in
      var row = BalanceRow(layer: count.layer)
      row.read = count.read
      row.rejected = count.rejected
      fill(&row, parts)
      return row
    }
  }

  /// Where each record stands.
  func parts() -> BalanceParts {
    let (register, survey) = (intake.register, intake.survey)
    let looksForBuildings = survey.buildings.count > 0
    var parts = BalanceParts()
    parts.parcels = register.parcels.indices.map { i in
      part(
        register.parcels.records[i].status,
        parcelShapes,
        i,
        isLinked: linkedParcels.contains(i),
        quarter: register.parcels.records[i].quarter,
        isLookedFor: survey.parcels.count > 0
      )
    }
    parts.buildings = register.buildings.indices.map { i in
      part(
        register.buildings.records[i].status,
        buildingShapes,
        i,
        isLinked: linkedBuildings.contains(i),
        quarter: register.buildings.records[i].quarter,
        isLookedFor: looksForBuildings
      )
    }
    parts.constructions = register.constructions.indices.map { i in
      part(
        register.constructions.records[i].status,
        register.constructions.shapes,
        i,
        isLinked: false,
        quarter: register.constructions.records[i].quarter,
        isLookedFor: looksForBuildings
      )
    }
    parts.surveyParcels = survey.parcels.indices.map {
      part(.active, survey.parcels.shapes, $0, isLinked: linkedPlots.contains($0))
    }
    parts.surveyBuildings = survey.buildings.indices.map {
      part(.active, survey.buildings.shapes, $0, isLinked: linkedHouses.contains($0))
    }
    return parts
  }

  private func fill(_ row: inout BalanceRow, _ parts: BalanceParts) {
    switch row.layer {
    case "register parcels": for part in parts.parcels { row.count(part) }
    case "register buildings": for part in parts.buildings { row.count(part) }
    case "register constructions": for part in parts.constructions { row.count(part) }
    case "survey parcels": for part in parts.surveyParcels { row.count(part) }
    case "survey buildings": for part in parts.surveyBuildings { row.count(part) }
    case "quarters": countPlain(&row, intake.register.quarters.shapes)
    case "public land": countPlain(&row, intake.register.publicLand.shapes)
    default:
      // The areas of coverage are dissolved: each that was read and kept is in use.
      row.unlinked = row.read - row.rejected
    }
  }

  private func part(
    _ status: RecordStatus,
    _ shapes: ShapeColumn,
    _ i: Int,
    isLinked: Bool,
    quarter: String? = nil,
    isLookedFor: Bool = true
  ) -> BalancePart {
    if status == .archived { return .archived }
    if !shapes.hasGeometry(i) { return .withoutGeometry }
    if isLinked { return .linked }
    return isLookedFor && isInside(shapes, i, quarter) ? .unlinked : .notSurveyed
  }

  /// What the survey recorded it looked at, unless a drawn coverage says otherwise.
  private func isInside(_ shapes: ShapeColumn, _ i: Int, _ quarter: String?) -> Bool {
    if quarter == nil, case .quarters = intake.survey.coverage { return true }
    return coverage.holds(shapes, i, quarter: quarter ?? "")
  }

  private func countPlain(_ row: inout BalanceRow, _ shapes: ShapeColumn) {
    for i in 0..<shapes.count {
      if shapes.hasGeometry(i) { row.unlinked += 1 } else { row.withoutGeometry += 1 }
    }
  }
}
