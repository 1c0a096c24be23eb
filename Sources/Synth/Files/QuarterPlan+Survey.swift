import Formats
import Geometry

/// Where a quarter's survey ids begin in the town.
struct SurveyOffsets: Sendable {
  var plots = 0
  var buildings = 0

  static func plot(_ number: Int) -> String { "S-" + padded(number) }
  static func building(_ number: Int) -> String { "B-" + padded(number) }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

// Rows of the survey.
extension QuarterPlan {
  static let surveyParcelColumns: [Column] = [
    ("survey_id", .text), ("accuracy", .real), ("use", .text), ("cad_number", .text),
    ("surveyed", .text),
  ]
  static let surveyBuildingColumns: [Column] = [
    ("survey_id", .text), ("accuracy", .real), ("floors", .integer), ("height", .real),
    ("use", .text), ("capital", .boolean), ("surveyed", .text),
  ]

  var plotCount: Int { states.reduce(0) { $0 + $1.ground.count } }
  var surveyedBuildingCount: Int { buildings.count { $0.ground != nil } }

  /// For each lot, the number of its first plot in the quarter, from 1.
  func firstPlots() -> [Int] {
    var next = 1
    return states.map { state in
      defer { next += state.ground.count }
      return next
    }
  }

  /// For each building, its number among the surveyed ones of the quarter, from 1; 0 when it is not there.
  func surveyedNumbers() -> [Int] {
    var next = 0
    return buildings.map {
      if $0.ground == nil { return 0 }
      next += 1
      return next
    }
  }

  /// The day the crew was here: a quarter a day in the two weeks before the survey's date.
  private var surveyed: AttributeValue {
    let day = 15 + quarter % 16
    let month = setup.rules.dates.survey.prefix(5) + "05"
    return .text("\(month)-\(day)")
  }

  func surveyParcelRows(_ shapes: QuarterShapes, from offsets: SurveyOffsets) -> LayerRows {
    var rows = LayerRows()
    for (lot, state) in states.enumerated() {
      for (part, shell) in state.ground.enumerated() {
        let hole = lots[lot].hole.map { [Array($0.reversed())] } ?? []
        rows.append(
          shapes.surveyed([shell] + hole),
          [
            .text(SurveyOffsets.plot(offsets.plots + rows.values.count + 1)),
            .real(fate.surveyAccuracy),
            state.observedUse.isEmpty ? .null : .text(state.observedUse),
            state.claims[part].map { .text(number(ofHolding: $0)) } ?? .null, surveyed,
          ]
        )
      }
    }
    return rows
  }

  func surveyBuildingRows(_ shapes: QuarterShapes, from offsets: SurveyOffsets) -> LayerRows {
    var rows = LayerRows()
    for building in buildings {
      guard let ground = building.ground else { continue }
      let height = 3.1 * Double(building.groundFloors) + 1.2
      rows.append(
        shapes.surveyed(building, ground),
        [
          .text(SurveyOffsets.building(offsets.buildings + rows.values.count + 1)),
          .real(fate.surveyAccuracy), .integer(Int64(building.groundFloors)),
          .real((height * 10).rounded() / 10),
          building.observedUse.isEmpty ? .null : .text(building.observedUse),
          .boolean(building.isCapital), surveyed,
        ]
      )
    }
    return rows
  }
}
