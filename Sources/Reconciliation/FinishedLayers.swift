import Export
import Formats
import Foundation
import Projection

/// The files under `layers/` of a finished run: what is asked for as it stands there need not be made again.
struct FinishedLayers {
  /// One layer, as the index names it.
  private struct Layer {
    var part: LayerExport.Part
    var files: [LayerFormat: File]
  }

  private struct File {
    var path: String
    var bytes: Int
    var sha256: String
  }

  private let layers: [Layer]

  /// The layers that were asked for, in the order of the index; nil where the request is for anything but whole
  /// layers as they are, or where the run has none of a name.
  init?(_ request: RunExport.Request, of folder: String) {
    let selection = request.selection
    guard request.crs == nil, [.geojson, .geojsonl].contains(request.format),
      selection.quarters.isEmpty, selection.kinds.isEmpty, selection.objects.isEmpty,
      selection.box == nil,
      let content = FileManager.default.contents(atPath: "\(folder)/layers/index.json"),
      let entries = JSONPart(Array(content))?["layers"]?.elements
    else { return nil }
    let known = entries.compactMap { Self.layer($0, folder) }
    guard known.count == entries.count,
      selection.unknownLayer(among: known.map(\.part.name)) == nil
    else { return nil }
    layers = known.filter { selection.names($0.part.name) }
  }

  /// What was asked for.
  var parts: [LayerExport.Part] { layers.map(\.part) }

  /// The bytes of a layer; nil where the file is not the one the index names.
  func bytes(_ index: Int, as format: LayerFormat) -> [UInt8]? {
    guard let file = layers[index].files[format],
      let content = FileManager.default.contents(atPath: file.path),
      content.count == file.bytes
    else { return nil }
    let bytes = Array(content)
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish() == file.sha256 ? bytes : nil
  }

  private static func layer(_ entry: JSONPart, _ folder: String) -> Layer? {
    guard let name = entry["name"]?.string, let count = entry["feature_count"]?.integer,
      let withoutPlace = entry["without_place"]?.integer,
      let plain = file(entry, folder), let lines = entry["lines"].flatMap({ file($0, folder) })
    else { return nil }
    return Layer(
      part: LayerExport.Part(name: name, count: count, withoutPlace: withoutPlace),
      files: [.geojson: plain, .geojsonl: lines]
    )
  }

  private static func file(_ entry: JSONPart, _ folder: String) -> File? {
    guard let name = entry["file"]?.string, let bytes = entry["bytes"]?.integer,
      let hash = entry["sha256"]?.string
    else { return nil }
    return File(path: "\(folder)/layers/\(name)", bytes: bytes, sha256: hash)
  }
}
