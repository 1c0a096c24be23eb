import Geometry
import Topology

/// Points on surfaces for findings that need no cutting.
enum Placing {
  /// A point in feature `feature`: its centroid when that lies inside, else one GEOS finds.
  static func point(_ shapes: ShapeColumn, _ feature: Int) -> Point? {
    guard let centre = shapes.centroid(feature) else { return nil }
    if shapes.contains(feature, centre) { return centre }
    return (try? TopologyEngine().pointOnSurface(shapes[feature])) ?? centre
  }
}
