import Cadastre
import Geometry

/// How well the width of a strip between two drawn lines is known.
///
/// A line is as good as the points it is drawn through: at a share u of its way between two of them its error is
/// σ·√((1 − u)² + u²), the least in the middle. Where two long lines run beside each other for a few metres only,
/// both depend on one point each, and noise is wider than it is along a whole side.
struct SliverError: Sendable {
  private let shapes: ShapeColumn
  private let accuracies: [Double]

  init(_ scene: Scene) {
    shapes = scene.register.parcels.shapes
    accuracies = scene.parcelAccuracy
  }

  /// Mean square error across the strip, at `place` in it, of the lines of two parcels nearest to it, m.
  func width(at place: Point, _ first: Int, _ second: Int) -> Double {
    AccuracyRules.combined(line(first, at: place), line(second, at: place))
  }

  private func line(_ parcel: Int, at place: Point) -> Double {
    var nearest = (distance: Double.infinity, share: 0.5)
    for ring in shapes.rings(ofFeature: parcel) {
      for k in shapes.vertices(ofRing: ring).dropFirst() {
        let start = Point(x: shapes.x[k - 1], y: shapes.y[k - 1])
        let (dx, dy) = (shapes.x[k] - start.x, shapes.y[k] - start.y)
        let along = (place.x - start.x) * dx + (place.y - start.y) * dy
        let share = min(max(along / (dx * dx + dy * dy), 0), 1)
        let foot = Point(x: start.x + share * dx, y: start.y + share * dy)
        let distance = place.distance(to: foot)
        if distance < nearest.distance { nearest = (distance, share) }
      }
    }
    // Accuracies are of both axes together; only one of them lies across the line.
    let axis = accuracies[parcel] / 2.0.squareRoot()
    return axis * AccuracyRules.combined(1 - nearest.share, nearest.share)
  }
}
