import Formats
import Geometry
import Workers

/// The geometries of a layer as GeoJSON, written once and used by every product that shows them.
struct GeometryText: Sendable {
  private static let chunkSize = 4096

  private var chunks: [Chunk]

  private struct Chunk: Sendable {
    var bytes: [UInt8] = []
    var ends: [Int] = []
  }

  init(_ web: WebShapes, workers: Workers) {
    let isMulti = web.geometryType == "MultiPolygon"
    chunks = workers.mapChunks(of: web.shapes.count, chunkSize: Self.chunkSize) { range in
      var chunk = Chunk()
      for feature in range {
        if let mark = web.marks[feature] {
          if mark.count == 1 {
            GeoJSONText.append(mark[0], to: &chunk.bytes)
          } else {
            GeoJSONText.append(line: mark, to: &chunk.bytes)
          }
        } else {
          GeoJSONText.append(feature: feature, of: web.shapes, asMulti: isMulti, to: &chunk.bytes)
        }
        chunk.ends.append(chunk.bytes.count)
      }
      return chunk
    }
  }

  /// The text of one feature's geometry.
  subscript(feature: Int) -> ArraySlice<UInt8> {
    let (chunk, index) = feature.quotientAndRemainder(dividingBy: Self.chunkSize)
    let ends = chunks[chunk].ends
    return chunks[chunk].bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}
