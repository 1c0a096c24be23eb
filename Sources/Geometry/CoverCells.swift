/// The cells into which overlapping shapes cut the plane: the area of each and the shapes that cover it.
///
/// The plane is cut into vertical slabs at every vertex and at every crossing of two edges. Within a slab no
/// edges cross, so between two neighbours in height the same shapes cover the land, and the area is that of a
/// trapezoid. However the edges of others are ordered, the cells of one shape telescope to its own trapezoids:
/// they add up to its area. Heights are taken from the south-west corner of all shapes together, so seven-digit
/// northings do not cancel.
public enum CoverCells {
  /// Land covered by the same shapes.
  public struct Cell: Sendable, Equatable {
    /// Features that cover it, ascending; never empty.
    public var features: [Int]
    /// Area, m²; rounding may leave a trace below zero.
    public var area: Double

    /// Makes a cell.
    public init(features: [Int], area: Double) {
      self.features = features
      self.area = area
    }
  }

  /// The cells of `features` of `column`, in the order of the features that cover them.
  ///
  /// - Parameters:
  ///   - column: Valid shapes; rings may turn either way.
  ///   - features: Those to look at; one without geometry covers nothing.
  /// - Returns: One cell for each set of features that covers land.
  /// - Complexity: O(n·(n + a)) for n edges of which a lie over one place.
  public static func cells(of column: ShapeColumn, _ features: [Int]) -> [Cell] {
    let edges = edges(of: column, features.sorted())
    var areas: [[Int]: Double] = [:]
    var active: [Edge] = []
    var next = 0
    let ends = slabEnds(edges)
    for (west, east) in zip(ends, ends.dropFirst()) where west < east {
      active.removeAll { $0.x1 < east }
      while next < edges.count, edges[next].x0 <= west {
        if edges[next].x1 >= east { active.append(edges[next]) }
        next += 1
      }
      add(active, west, east, to: &areas)
    }
    return areas.map { Cell(features: $0.key, area: $0.value) }
      .sorted { $0.features.lexicographicallyPrecedes($1.features) }
  }

  /// A side of a shape, from west to east, about the local origin.
  private struct Edge {
    var x0: Double
    var y0: Double
    var x1: Double
    var y1: Double
    var feature: Int

    func height(at x: Double) -> Double {
      if x == x0 { return y0 }
      if x == x1 { return y1 }
      return y0 + (y1 - y0) * ((x - x0) / (x1 - x0))
    }
  }

  /// The edges that are not vertical, by their western ends.
  private static func edges(of column: ShapeColumn, _ features: [Int]) -> [Edge] {
    var box = Envelope.empty
    for feature in features { box.formUnion(column.boxes[feature]) }
    var edges: [Edge] = []
    for feature in features {
      for ring in column.rings(ofFeature: feature) {
        let vertices = column.vertices(ofRing: ring)
        for k in vertices.dropFirst() {
          let (x0, y0) = (column.x[k - 1] - box.minX, column.y[k - 1] - box.minY)
          let (x1, y1) = (column.x[k] - box.minX, column.y[k] - box.minY)
          if x0 < x1 {
            edges.append(Edge(x0: x0, y0: y0, x1: x1, y1: y1, feature: feature))
          } else if x1 < x0 {
            edges.append(Edge(x0: x1, y0: y1, x1: x0, y1: y0, feature: feature))
          }
        }
      }
    }
    return edges.sorted { ($0.x0, $0.feature, $0.y0, $0.y1) < ($1.x0, $1.feature, $1.y0, $1.y1) }
  }

  /// Where a slab begins or ends: at every end of an edge and wherever two of them cross; ascending.
  private static func slabEnds(_ edges: [Edge]) -> [Double] {
    var ends: [Double] = []
    var active: [Edge] = []
    for edge in edges {
      active.removeAll { $0.x1 <= edge.x0 }
      for other in active where other.feature != edge.feature {
        let (west, east) = (edge.x0, min(edge.x1, other.x1))
        let (atWest, atEast) = (
          edge.height(at: west) - other.height(at: west),
          edge.height(at: east) - other.height(at: east)
        )
        if (atWest < 0 && atEast > 0) || (atWest > 0 && atEast < 0) {
          ends.append(west + (east - west) * (atWest / (atWest - atEast)))
        }
      }
      active.append(edge)
      ends.append(edge.x0)
      ends.append(edge.x1)
    }
    return ends.sorted()
  }

  /// Adds what the edges over one slab enclose.
  private static func add(
    _ active: [Edge],
    _ west: Double,
    _ east: Double,
    to areas: inout [[Int]: Double]
  ) {
    let sides = active.map { edge in
      (feature: edge.feature, west: edge.height(at: west), east: edge.height(at: east))
    }.sorted { ($0.west + $0.east, $0.feature) < ($1.west + $1.east, $1.feature) }
    var inside: [Int] = []
    for (k, side) in sides.enumerated() {
      if let position = inside.firstIndex(of: side.feature) {
        inside.remove(at: position)
      } else {
        inside.insert(side.feature, at: inside.firstIndex { $0 > side.feature } ?? inside.count)
      }
      guard k + 1 < sides.count, !inside.isEmpty else { continue }
      let above = sides[k + 1]
      let height = ((above.west - side.west) + (above.east - side.east)) / 2
      areas[inside, default: 0] += height * (east - west)
    }
  }
}
