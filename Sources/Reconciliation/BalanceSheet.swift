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
    coverage = CoverageMap(intake.survey.coverage)
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
    coverage = CoverageMap(intake.survey.coverage)
    linkedParcels = []
    linkedPlots = []
    linkedBuildings = []
    linkedHouses = []
  }

  /// The rows, in the order of the layers that were read.
  func rows() -> [BalanceRow] {
    intake.counts.map { count in
      var row = BalanceRow(layer: count.layer)
      row.read = count.read
      row.rejected = count.rejected
      fill(&row)
      return row
    }
  }

  private func fill(_ row: inout BalanceRow) {
    let register = intake.register
    let survey = intake.survey
    switch row.layer {
    case "register parcels":
      for i in register.parcels.indices {
        let record = register.parcels.records[i]
        count(
          &row,
          status: record.status,
          shapes: parcelShapes,
          i,
          isLinked: linkedParcels.contains(i),
          quarter: record.quarter,
          isLookedFor: survey.parcels.count > 0
        )
      }
    case "register buildings":
      for i in register.buildings.indices {
        let record = register.buildings.records[i]
        count(
          &row,
          status: record.status,
          shapes: buildingShapes,
          i,
          isLinked: linkedBuildings.contains(i),
          quarter: record.quarter,
          isLookedFor: survey.buildings.count > 0
        )
      }
    case "register constructions":
      for i in register.constructions.indices {
        let record = register.constructions.records[i]
        count(
          &row,
          status: record.status,
          shapes: register.constructions.shapes,
          i,
          isLinked: false,
          quarter: record.quarter,
          isLookedFor: survey.buildings.count > 0
        )
      }
    case "survey parcels":
      for i in survey.parcels.indices {
        count(
          &row,
          status: .active,
          shapes: survey.parcels.shapes,
          i,
          isLinked: linkedPlots.contains(i),
          quarter: nil,
          isLookedFor: true
        )
      }
    case "survey buildings":
      for i in survey.buildings.indices {
        count(
          &row,
          status: .active,
          shapes: survey.buildings.shapes,
          i,
          isLinked: linkedHouses.contains(i),
          quarter: nil,
          isLookedFor: true
        )
      }
    case "quarters":
      countPlain(&row, register.quarters.shapes)
    case "public land":
      countPlain(&row, register.publicLand.shapes)
    default:
      // The areas of coverage are dissolved: each that was read and kept is in use.
      row.unlinked = row.read - row.rejected
    }
  }

  private func count(
    _ row: inout BalanceRow,
    status: RecordStatus,
    shapes: ShapeColumn,
    _ i: Int,
    isLinked: Bool,
    quarter: String?,
    isLookedFor: Bool
  ) {
    if status == .archived {
      row.archived += 1
    } else if !shapes.hasGeometry(i) {
      row.withoutGeometry += 1
    } else if isLinked {
      row.linked += 1
    } else if isLookedFor, isInside(shapes, i, quarter) {
      row.unlinked += 1
    } else {
      row.notSurveyed += 1
    }
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
