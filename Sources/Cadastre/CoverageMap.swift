public import Geometry

/// Where the survey looked.
public struct CoverageMap: Sendable {
  private let kind: Kind

  private enum Kind: Sendable {
    case everywhere
    case area(LookedAt)
    case quarters(Set<String>, QuarterBorders)
  }

  /// Prepares the questions.
  ///
  /// - Parameters:
  ///   - coverage: What is known of it.
  ///   - quarters: The register's quarters, for a coverage by quarters.
  public init(_ coverage: Coverage, quarters: Layer<Quarter>) {
    kind =
      switch coverage {
      case .everywhere: .everywhere
      case .area(let shape): .area(LookedAt(shape))
      case .quarters(let numbers): .quarters(Set(numbers), QuarterBorders(quarters))
      }
  }

  /// Whether the whole of `feature` was looked at; a millionth may be lost to rounding.
  ///
  /// A coverage by quarters goes by the place, whatever the number says: no more than a tenth of the feature may
  /// lie in quarters where nothing was recorded (the borders of quarters err as lines do). The number decides
  /// for what lies in no quarter.
  ///
  /// - Parameters:
  ///   - shapes: The layer, in the survey's frame.
  ///   - feature: Index in it.
  ///   - quarter: The quarter it is counted in, for a coverage by quarters.
  /// - Returns: false for a feature that lies only partly inside.
  /// - Complexity: O(vertices near the feature) but for features at the edge of an area.
  public func holds(_ shapes: ShapeColumn, _ feature: Int, quarter: String) -> Bool {
    switch kind {
    case .everywhere: return true
    case .area(let area): return area.holds(shapes, feature)
    case .quarters(let numbers, let borders):
      let shares = borders.shares(shapes, feature) { numbers.contains($0) }
      if shares.outside > Self.borderShare { return false }
      return shares.inside > Self.borderShare || numbers.contains(quarter)
    }
  }

  /// The part of a feature that the error of a quarter's border may put into the next one.
  private static let borderShare = 0.1
}

/// The borders of quarters, found by place.
private struct QuarterBorders: Sendable {
  private let layer: Layer<Quarter>
  private var cells: [Cell: [Int]] = [:]

  private struct Cell: Hashable {
    let x: Int
    let y: Int
  }

  /// Width of a cell, m: about a quarter.
  private static let width = 250.0
  /// A border over more cells than this is looked at always: a district, not a quarter.
  private static let mostCells = 400
  private var large: [Int] = []

  init(_ layer: Layer<Quarter>) {
    self.layer = layer
    for q in layer.indices where layer.shapes.hasGeometry(q) {
      let box = layer.shapes.boxes[q]
      guard
        (box.maxX - box.minX) * (box.maxY - box.minY)
          <= Double(Self.mostCells) * Self.width * Self.width
      else {
        large.append(q)
        continue
      }
      for cell in Self.cells(of: box) { cells[cell, default: []].append(q) }
    }
  }

  private static func cells(of box: Envelope) -> [Cell] {
    let columns = Int((box.minX / width).rounded(.down))...Int((box.maxX / width).rounded(.down))
    let rows = Int((box.minY / width).rounded(.down))...Int((box.maxY / width).rounded(.down))
    return columns.flatMap { x in rows.map { Cell(x: x, y: $0) } }
  }

  /// The parts of a feature that lie in quarters that are looked at and in others; zeros without geometry.
  func shares(
    _ shapes: ShapeColumn,
    _ feature: Int,
    isLookedAt: (String) -> Bool
  ) -> (inside: Double, outside: Double) {
    let whole = shapes.area(feature)
    guard whole > 0 else { return (0, 0) }
    let box = shapes.boxes[feature]
    let near = Set(large + Self.cells(of: box).flatMap { cells[$0] ?? [] }).sorted()
    var kernel = IntersectionArea()
    var (inside, outside) = (0.0, 0.0)
    for q in near where layer.shapes.boxes[q].intersects(box) {
      let area = kernel.area(layer.shapes, q, shapes, feature)
      if isLookedAt(layer.records[q].number) { inside += area } else { outside += area }
    }
    return (inside / whole, outside / whole)
  }
}

/// One area, with its edges sorted into rows: a feature that no edge comes near is in or out as a whole.
private struct LookedAt: Sendable {
  private let area: ShapeColumn
  private var rows: [[Int]] = []
  private let bottom: Double
  private let height: Double

  init(_ shape: MultiPolygon) {
    area = ShapeColumn([shape])
    let box = shape.envelope
    let edges = area.x.count
    let count = max(1, edges / 2)
    bottom = shape.isEmpty ? 0 : box.minY
    height = shape.isEmpty ? 1 : max((box.maxY - box.minY) / Double(count), 1e-9)
    rows = Array(repeating: [], count: count)
    for ring in area.rings(ofFeature: 0) {
      for k in area.vertices(ofRing: ring).dropLast() {
        for row in row(min(area.y[k], area.y[k + 1]))...row(max(area.y[k], area.y[k + 1])) {
          rows[row].append(k)
        }
      }
    }
  }

  private func row(_ y: Double) -> Int {
    Int(min(Double(rows.count - 1), max(0, (y - bottom) / height)))
  }

  func holds(_ shapes: ShapeColumn, _ feature: Int) -> Bool {
    let box = shapes.boxes[feature]
    if let first = shapes.vertices(ofFeature: feature).first, !isNearEdge(box) {
      return contains(Point(x: shapes.x[first], y: shapes.y[first]))
    }
    var kernel = IntersectionArea()
    return kernel.area(area, 0, shapes, feature) >= shapes.area(feature) * (1 - 1e-6) - 1e-3
  }

  /// Whether the box of an edge meets `box`.
  private func isNearEdge(_ box: Envelope) -> Bool {
    for row in row(box.minY)...row(box.maxY) {
      for k in rows[row]
      where min(area.x[k], area.x[k + 1]) <= box.maxX && max(area.x[k], area.x[k + 1]) >= box.minX
        && min(area.y[k], area.y[k + 1]) <= box.maxY && max(area.y[k], area.y[k + 1]) >= box.minY
      {
        return true
      }
    }
    return false
  }

  /// Whether a ray to the east crosses the edges an odd number of times.
  private func contains(_ point: Point) -> Bool {
    var isInside = false
    for k in rows[row(point.y)] where (area.y[k] > point.y) != (area.y[k + 1] > point.y) {
      let along = (point.y - area.y[k]) / (area.y[k + 1] - area.y[k])
      if point.x < area.x[k] + along * (area.x[k + 1] - area.x[k]) { isInside.toggle() }
    }
    return isInside
  }
}
