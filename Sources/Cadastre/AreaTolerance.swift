public import Geometry

/// One side of a comparison of areas: how large, how well measured, and of which shapes.
public struct MeasuredArea {
  /// The area that is compared, m².
  public var area: Double
  /// Mean square error of its points in the plane, m.
  public var accuracy: Double
  /// The layer its shapes are in.
  public var shapes: ShapeColumn
  /// Its shapes in that layer; none for a record without geometry.
  public var features: [Int]

  /// Makes one side.
  public init(area: Double, accuracy: Double, shapes: ShapeColumn, features: [Int]) {
    self.area = area
    self.accuracy = accuracy
    self.shapes = shapes
    self.features = features
  }
}

extension AccuracyRules {
  /// The difference of two areas that still passes, m²: both errors combined by the root of the sum of squares.
  public func areaTolerance(_ one: MeasuredArea, _ other: MeasuredArea) -> Double {
    Self.combined(areaTolerance(of: one), areaTolerance(of: other))
  }

  /// The error of one area that still passes, m².
  ///
  /// The area rule is made for compact shapes: ΔP = 3.5·Mt·√P is 3.5 mean square errors of a square. A long
  /// one errs by more; then the same 3.5 is applied to the error propagated from its own vertices.
  public func areaTolerance(of side: MeasuredArea) -> Double {
    var squares = 0.0
    for feature in side.features {
      let error = side.shapes.areaError(feature, accuracy: side.accuracy)
      squares += error * error
    }
    return max(
      areaTolerance(mt: side.accuracy, area: side.area),
      areaFactor * squares.squareRoot()
    )
  }
}
