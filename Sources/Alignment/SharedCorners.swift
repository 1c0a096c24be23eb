import Cadastre
import Geometry

/// How much the errors of the centres of neighbours hang together.
///
/// Neighbours share measured corners: where *c* features meet in one, its error counts *c* times in the mean of
/// their centres. With the corners' weights alike the variance of that mean is Σc² / Σc times what independent
/// centres would give: 1 for things that stand apart, 2 to 3 for parcels in two rows back to back. Corners are
/// one where their coordinates are equal; drawings with corners of their own share none.
enum SharedCorners {
  /// Σc² / Σc over the corners of `features`; 1 without any.
  static func factor(_ shapes: borrowing ShapeColumn, _ features: some Sequence<Int>) -> Double {
    var counts: [Corner: Int] = [:]
    for feature in features {
      for ring in shapes.rings(ofFeature: feature) {
        for k in shapes.vertices(ofRing: ring).dropLast() {
          counts[Corner(x: shapes.x[k], y: shapes.y[k]), default: 0] += 1
        }
      }
    }
    var sum = 0
    var squares = 0
    for count in counts.values {
      sum += count
      squares += count * count
    }
    return sum > 0 ? Double(squares) / Double(sum) : 1
  }

  private struct Corner: Hashable {
    let x: Double
    let y: Double
  }
}

/// By how much the mean of a quarter's pairs errs more than that of independent ones.
struct CommonError {
  /// A factor of the standard error, 1 or more.
  let factor: Double

  /// Of the tentative pairs of parcels and of buildings every recorded and surveyed thing counts once.
  init(
    parcels: [TentativePair],
    buildings: [TentativePair],
    register: Register,
    survey: Survey
  ) {
    let layers = [
      (parcels, register.parcels.shapes, survey.parcels.shapes),
      (buildings, register.buildings.shapes, survey.buildings.shapes),
    ]
    var variance = 0.0
    var alone = 0.0
    for (pairs, registerShapes, surveyShapes) in layers where !pairs.isEmpty {
      let recorded = Set(pairs.map(\.features.register))
      let factors = (
        SharedCorners.factor(registerShapes, recorded),
        SharedCorners.factor(surveyShapes, Set(pairs.map(\.features.survey)))
      )
      let errors = (
        median(pairs.map(\.registerAccuracy)), median(pairs.map(\.accuracy.survey))
      )
      let squares = (errors.0 * errors.0, errors.1 * errors.1)
      let count = Double(recorded.count)
      variance += count * (factors.0 * squares.0 + factors.1 * squares.1)
      alone += count * (squares.0 + squares.1)
    }
    factor = alone > 0 ? (variance / alone).squareRoot() : 1
  }
}
