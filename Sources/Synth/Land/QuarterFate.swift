import Foundation
import Geometry

/// What holds for a quarter as a whole: accuracies, coverage, the displacement of its register.
struct QuarterFate {
  enum Coverage {
    case whole, none
    /// Only west of this part of the quarter's width.
    case cut(Double)
  }

  var registerAccuracy: Double
  var surveyAccuracy: Double
  var coverage = Coverage.whole
  /// Register minus survey at `pivot`; zero when the quarter lies where it should.
  var shift = Point(x: 0, y: 0)
  /// Turn of the register, degrees counter-clockwise.
  var rotation = 0.0
  /// How far roofs reach over walls, m; zero where the survey follows walls.
  var eaves = 0.0

  var isShifted: Bool { shift.x != 0 || shift.y != 0 }

  /// The distance two determinations of a corner may be apart, m.
  var coincidence: Double
  /// ΔP of a parcel of 1 m², both sources together, m.
  var areaFactor: Double

  init(quarter: Int, setup: TownSetup) {
    let rules = setup.rules
    let scenario = setup.scenario
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x6661_7465)
    let accuracies = rules.register.accuracies
    registerAccuracy = accuracies[random.index(of: accuracies.map(\.share)) ?? 0].value
    surveyAccuracy = random.pick(scenario.surveyAccuracies)
    let coverageDraw = random.unit()
    let isShifted = scenario.shifted > 0 && (random.chance(scenario.shifted) || quarter == 2)
    if isShifted {
      registerAccuracy = accuracies[0].value
      surveyAccuracy = scenario.surveyAccuracies[0]
    }
    let combined = (registerAccuracy * registerAccuracy + surveyAccuracy * surveyAccuracy)
      .squareRoot()
    coincidence = rules.tolerance.coincidence * combined
    areaFactor = rules.tolerance.areaFactor * combined
    if isShifted {
      // Half a street is at least 7 m wide, so the quarter keeps within its own border.
      let length = random.uniform(max(0.5, 2.5 * coincidence), max(5, 3 * coincidence))
      let direction = random.uniform(0, 2 * .pi)
      shift = Point(x: length * cos(direction), y: length * sin(direction))
      if random.chance(0.5) { rotation = random.sign() * random.uniform(0.01, 0.05) }
    } else if scenario.uncovered > 0 {
      // Small towns must have both cases too, hence the two fixed places.
      if quarter == 3 || coverageDraw < scenario.uncovered {
        coverage = .none
      } else if quarter == 1 || coverageDraw < scenario.uncovered * 1.3 {
        coverage = .cut(random.uniform(0.4, 0.7))
      }
    }
    // Last, so that the outline changes nothing else.
    if scenario.outline == "roof" { eaves = random.uniform(0.4, 0.6) }
  }
}
