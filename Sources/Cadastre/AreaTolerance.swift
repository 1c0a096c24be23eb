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
  /// Whether `area` is a figure of the books, rounded there, and not that of the shapes.
  public var isRecorded: Bool

  /// Makes one side.
  public init(
    area: Double,
    accuracy: Double,
    shapes: ShapeColumn,
    features: [Int],
    isRecorded: Bool = false
  ) {
    self.isRecorded = isRecorded
    self.area = area
    self.accuracy = accuracy
    self.shapes = shapes
    self.features = features
  }
}

extension AccuracyRules {
  /// The difference of two areas that still passes, m²: both errors combined by the root of the sum of squares.
  public func areaTolerance(_ one: MeasuredArea, _ other: MeasuredArea) -> Double {
    let errors = areaTolerances(one, other)
    return Self.combined(errors.one, errors.other)
  }

  /// What each of two determinations of one area may err by, m².
  ///
  /// The question is whether both are the same thing, so the error of the coarser one is propagated along the
  /// line of the finer too: a garage that rough points shrank to a third seems better measured than it is.
  public func areaTolerances(
    _ one: MeasuredArea,
    _ other: MeasuredArea
  ) -> (one: Double, other: Double) {
    (
      areaTolerance(of: one, along: other.accuracy < one.accuracy ? other : nil),
      areaTolerance(of: other, along: one.accuracy < other.accuracy ? one : nil)
    )
  }

  /// The error of one area that still passes, m².
  ///
  /// The area rule is made for compact shapes: ΔP = 3.5·Mt·√P is 3.5 mean square errors of a square. A long
  /// one errs by more; then the same 3.5 is applied to the error propagated from its own vertices.
  ///
  /// - Parameters:
  ///   - side: What was measured, and how well.
  ///   - finer: The same thing measured better; its vertices are as good to propagate along.
  /// - Returns: The greatest error that says nothing, m².
  public func areaTolerance(of side: MeasuredArea, along finer: MeasuredArea? = nil) -> Double {
    let drawn = [side, finer].compactMap(\.self).map { $0.error(ofPoints: side.accuracy) }
    let measured = max(
      areaTolerance(mt: side.accuracy, area: side.area),
      areaFactor * (drawn.max() ?? 0)
    )
    return side.isRecorded ? Self.combined(measured, roundingTolerance(of: side.area)) : measured
  }

  /// What rounding adds to the error of a recorded area, m²: the factor of the area rule by step/√12 (E6).
  ///
  /// Books hold whole square metres (``Thresholds/areaRounding``); a figure with decimals was not rounded so: 0.
  public func roundingTolerance(of recorded: Double) -> Double {
    let step = thresholds.areaRounding.value
    guard step > 0, recorded.truncatingRemainder(dividingBy: step) == 0 else { return 0 }
    return areaFactor * step / 12.0.squareRoot()
  }
}

extension MeasuredArea {
  /// Mean square error of the area of its shapes for points known to `accuracy`, m².
  fileprivate func error(ofPoints accuracy: Double) -> Double {
    var squares = 0.0
    for feature in features {
      let error = shapes.areaError(feature, accuracy: accuracy)
      squares += error * error
    }
    return squares.squareRoot()
  }
}
