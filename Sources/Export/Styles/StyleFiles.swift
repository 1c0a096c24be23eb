import Foundation

/// The styles beside the layers: SLD and QML of each, and one MapLibre style of all.
enum StyleFiles {
  static let mapLibreName = "style.json"

  /// Writes the styles of those of `layers` that have a look.
  static func write(
    _ layers: [WebLayer],
    _ run: PreparedRun,
    to folder: URL
  ) throws(ExportError) {
    let language = run.contents.language
    var sources: [(String, JSON)] = []
    var drawn: [JSON] = []
    for layer in order(layers) {
      guard let look = Palette.look(layer.name) else { continue }
      for (ending, text) in [
        ("sld", look.sld(layer.name, language)), ("qml", look.qml(language)),
      ] {
        try OutputFile.write(
          Array(text.utf8),
          to: folder.appending(path: "\(layer.name).\(ending)")
        )
      }
      sources.append(
        (
          layer.name,
          .object([
            ("type", .string("geojson")), ("data", .string("\(layer.name).geojson")),
            ("promoteId", .string("feature_key")),
          ])
        )
      )
      drawn += look.mapLibre(layer.name)
    }
    let style = JSON.object([
      ("version", .integer(8)), ("name", .string(run.contents.municipality)),
      ("sources", .object(sources)), ("layers", .array(drawn)),
    ])
    try OutputFile.write(style.document, to: folder.appending(path: mapLibreName))
  }

  /// From the bottom up: areas that hold others first, findings on top.
  private static func order(_ layers: [WebLayer]) -> [WebLayer] {
    let bottom = ["coverage", "public_land", "quarters"]
    return layers.filter { bottom.contains($0.name) }
      + layers.filter { !bottom.contains($0.name) }
  }
}
