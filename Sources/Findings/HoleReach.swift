import Geometry

extension ShapeColumn {
  /// Whether a feature has a hole.
  func hasHoles(_ feature: Int) -> Bool {
    rings(ofFeature: feature).count > polygons(ofFeature: feature).count
  }

  /// How far a feature reaches beyond another, m, also into its holes, where the farthest point is no vertex.
  ///
  /// As ``reach(_:beyond:_:)`` where the other has no hole; in one to a centimetre.
  func reachWithHoles(_ feature: Int, beyond column: ShapeColumn, _ other: Int) -> Double {
    let reach = reach(feature, beyond: column, other)
    guard column.hasHoles(other) else { return reach }
    let deepest = deepestPoint(feature, beyond: column, other, tolerance: 0.01)
    return max(reach, deepest?.distance ?? 0)
  }
}
