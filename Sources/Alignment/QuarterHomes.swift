import Cadastre
import Geometry
import SpatialIndex

/// The quarter whose displacement a record shares: the one its number names, unless it lies far off it.
///
/// A displacement belongs to a place: what was measured there from one wrong point is displaced together. A record
/// with a wrong number lies elsewhere and moves with what lies around it.
struct QuarterHomes {
  private let layer: Layer<Quarter>
  private let tree: PackedHilbertTree
  private let borders: [String: Int]

  init(_ layer: Layer<Quarter>) {
    self.layer = layer
    tree = PackedHilbertTree(layer.shapes.boxes)
    var borders: [String: Int] = [:]
    for i in layer.indices where layer.shapes.hasGeometry(i) {
      borders[layer.records[i].number] = i
    }
    self.borders = borders
  }

  /// The quarter of each feature of `shapes`; `named` where it lies there, has no place, or no border is known.
  ///
  /// - Complexity: O(1) for a feature within reach of the box of the quarter it names, O(log *q*) for the others.
  func quarters(_ shapes: ShapeColumn, named: [String]) -> [String] {
    named.indices.map { feature in
      guard let border = borders[named[feature]], let centre = shapes.centroid(feature),
        !layer.shapes.boxes[border].expanded(by: PairFinder.reach).contains(centre)
      else { return named[feature] }
      let point = Envelope(minX: centre.x, minY: centre.y, maxX: centre.x, maxY: centre.y)
      let beneath = tree.items(in: point).first { layer.shapes.contains($0, centre) }
      return beneath.map { layer.records[$0].number } ?? named[feature]
    }
  }
}
