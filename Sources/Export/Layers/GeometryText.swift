import Formats
import Geometry

/// The geometries of a layer as GeoJSON, written once and used by every product that shows them.
struct GeometryText: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ web: WebShapes) {
    // About 25 bytes a vertex.
    bytes.reserveCapacity(web.shapes.x.count * 25 + web.shapes.count * 50)
    ends.reserveCapacity(web.shapes.count)
    // One type a layer: readers that look at the first feature only then know them all.
    let isMulti = (0..<web.shapes.count).contains { web.shapes.polygons(ofFeature: $0).count > 1 }
    for feature in 0..<web.shapes.count {
      if let point = web.points[feature] {
        GeoJSONText.append(point, to: &bytes)
      } else {
        GeoJSONText.append(feature: feature, of: web.shapes, asMulti: isMulti, to: &bytes)
      }
      ends.append(bytes.count)
    }
  }

  /// The text of one feature's geometry.
  subscript(feature: Int) -> ArraySlice<UInt8> {
    bytes[(feature == 0 ? 0 : ends[feature - 1])..<ends[feature]]
  }
}
