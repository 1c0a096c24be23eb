public import Geometry

/// Where the survey looked.
public struct CoverageMap: Sendable {
  private let area: ShapeColumn?
  private let quarters: Set<String>?

  /// Prepares the questions.
  public init(_ coverage: Coverage) {
    switch coverage {
    case .everywhere:
      area = nil
      quarters = nil
    case .area(let shape):
      area = ShapeColumn([shape])
      quarters = nil
    case .quarters(let numbers):
      area = nil
      quarters = Set(numbers)
    }
  }

  /// Whether the whole of `feature` was looked at; a millionth may be lost to rounding.
  ///
  /// - Parameters:
  ///   - shapes: The layer, in the survey's frame.
  ///   - feature: Index in it.
  ///   - quarter: The quarter it is counted in, for a coverage by quarters.
  /// - Returns: false for a feature that lies only partly inside.
  public func holds(_ shapes: ShapeColumn, _ feature: Int, quarter: String) -> Bool {
    if let quarters { return quarters.contains(quarter) }
    guard let area else { return true }
    var kernel = IntersectionArea()
    let whole = shapes.area(feature)
    return kernel.area(area, 0, shapes, feature) >= whole * (1 - 1e-6) - 1e-3
  }
}
