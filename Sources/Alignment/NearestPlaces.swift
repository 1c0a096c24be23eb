import Geometry
import SpatialIndex

/// The nearest of many places, found by widening a box until enough lie within.
struct NearestPlaces {
  /// Radius of the first look, m; it doubles.
  private static let firstRadius = 250.0

  private let points: [Point]
  private let tree: PackedHilbertTree

  init(_ points: [Point]) {
    self.points = points
    tree = PackedHilbertTree(
      points.map { Envelope(minX: $0.x, minY: $0.y, maxX: $0.x, maxY: $0.y) }
    )
  }

  /// Indices of the `count` places nearest to `centre` that pass, nearest first; equally near ones by index.
  ///
  /// - Complexity: O(log *n* + *k*) for *k* places in the last box, which has at most four times the area it needs.
  func indices(near centre: Point, count: Int, where passes: (Int) -> Bool = { _ in true }) -> [Int]
  {
    let box = Envelope(minX: centre.x, minY: centre.y, maxX: centre.x, maxY: centre.y)
    var radius = Self.firstRadius
    while true {
      let items = tree.items(in: box.expanded(by: radius))
      let near = items.filter(passes)
        .map { (distance: points[$0].distance(to: centre), place: $0) }
        .filter { $0.distance <= radius || items.count == points.count }
      if near.count >= count || items.count == points.count {
        return near.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
          .prefix(count).map(\.place)
      }
      radius *= 2
    }
  }
}
