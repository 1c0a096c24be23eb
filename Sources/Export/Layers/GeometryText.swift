import Formats
import Geometry
import Workers

extension WebShapes {
  /// The geometries as GeoJSON.
  func text(_ workers: Workers) -> TextChunks {
    let isMulti = geometryType == "MultiPolygon"
    return TextChunks(count: shapes.count, workers: workers) { feature, text in
      if let mark = marks[feature] {
        if mark.count == 1 {
          GeoJSONText.append(mark[0], to: &text)
        } else {
          GeoJSONText.append(line: mark, to: &text)
        }
      } else {
        GeoJSONText.append(feature: feature, of: shapes, asMulti: isMulti, to: &text)
      }
    }
  }
}
