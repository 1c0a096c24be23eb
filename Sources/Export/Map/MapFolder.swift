import Foundation
import Workers

/// `map/`: a page that works from a plain web server and from a double click, with no network.
///
/// A page opened from a file may not fetch, so the data are scripts that hand their features over:
/// the same bytes as in the layers, cut into pieces that are loaded when they come into view.
enum MapFolder {
  /// The layers the page draws, beside those of findings.
  static let drawn: Set<String> = [
    "coverage", "public_land", "quarters", "register_parcels", "register_buildings",
    "register_constructions", "survey_parcels", "survey_buildings", ShiftArrows.name,
  ]

  /// Whether a layer is one of findings: those are in the page's list, too.
  static func holdsFindings(_ layer: String) -> Bool { layer.hasPrefix("findings_") }

  /// The folder of the data in that of the map.
  static func data(_ folder: URL) -> URL { folder.appending(path: "data") }

  /// Names of the layers the page shows, in their order.
  static func names(_ layers: LayerSet) -> [String] {
    layers.counts.map(\.name).filter { drawn.contains($0) || holdsFindings($0) }
  }

  /// Those of them that are written, cut into pieces.
  static func pieces(_ layers: LayerSet, _ workers: Workers) -> [MapPieces] {
    let shown = names(layers).compactMap { layers[$0] }
    return workers.flatMapChunks(of: shown.count, chunkSize: 1) { range in
      shown[range].map(MapPieces.init)
    }
  }

  /// Writes the page and its description of the data.
  static func write(
    _ run: PreparedRun,
    _ files: MapFiles,
    assets: ExportAssets,
    to folder: URL
  ) throws(ExportError) {
    try writePage(BaseMap(run.contents.parameters), from: assets.mapTemplates, to: folder)
    try copyLeaflet(assets.leaflet, to: folder.appending(path: "leaflet"))
    try DecisionExport.writePage(run.contents.decisions, to: data(folder))
    try MapData.writeMeta(run, files, to: data(folder))
  }

  /// A script that calls `function` with one value.
  static func call(_ function: String, _ value: JSON) -> [UInt8] {
    Array("\(function)(".utf8) + value.compact + Array(");\n".utf8)
  }

  private static let pageName = "index.html"

  /// Copies the page, its scripts and its styles; the base map's computer is the only one let in.
  private static func writePage(
    _ base: BaseMap?,
    from templates: URL,
    to folder: URL
  ) throws(ExportError) {
    var page = String(decoding: try content(templates.appending(path: pageName)), as: UTF8.self)
    if let source = base?.source {
      page = page.replacingOccurrences(of: "img-src 'self'", with: "img-src 'self' \(source)")
    }
    try OutputFile.write(Array(page.utf8), to: folder.appending(path: pageName))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: templates.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".js") || name.hasSuffix(".css") {
      try copy(templates.appending(path: name), to: folder.appending(path: name))
    }
  }

  /// Copies what the page needs of Leaflet; without it the page says what is missing.
  private static func copyLeaflet(_ source: URL?, to folder: URL) throws(ExportError) {
    guard let source else { return }
    let images = source.appending(path: "images")
    try OutputFile.makeFolder(folder.appending(path: "images"))
    for name in ["leaflet.js", "leaflet.css"] {
      try copy(source.appending(path: name), to: folder.appending(path: name))
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: images.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".png") {
      try copy(
        images.appending(path: name),
        to: folder.appending(path: "images").appending(path: name)
      )
    }
  }

  /// Copies the content, so that a link of the distribution does not become a link in the product.
  private static func copy(_ source: URL, to target: URL) throws(ExportError) {
    try OutputFile.write(content(source), to: target)
  }

  private static func content(_ file: URL) throws(ExportError) -> [UInt8] {
    guard let content = FileManager.default.contents(atPath: file.path) else {
      throw .templateMissing(file: file.path)
    }
    return Array(content)
  }
}

/// The page's entries of the files it can load.
struct MapFiles {
  var layers: [JSON]
  var findings: JSON
  var search: JSON
}
