import Foundation

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

  /// Adds the writing of the data of the map to `chores`.
  static func add(
    _ run: PreparedRun,
    _ layers: LayerSet,
    in folder: URL,
    to chores: inout Chores
  ) throws(ExportError) -> MapChores {
    let data = folder.appending(path: "data")
    try OutputFile.makeFolder(data)
    let names = layers.counts.map(\.name).filter { drawn.contains($0) || holdsFindings($0) }
    let shown = layers.layers.filter { names.contains($0.name) }
    let findings = names.enumerated().filter { holdsFindings($0.element) }.compactMap {
      number,
      name in
      layers[name].map { (number, $0) }
    }
    return MapChores(
      names: names,
      layers: shown.map { layer in
        let place = chores.add { () throws(ExportError) in try MapPieces(layer).write(to: data) }
        return (layer.name, place)
      },
      findings: chores.add { () throws(ExportError) in
        try MapFindings(run, findings).write(run.quarters.map(\.number), to: data)
      },
      search: chores.add { () throws(ExportError) in
        if let former = layers.former { return former.search }
        return try MapSearch.write(shown, to: data)
      },
      former: layers.former
    )
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
    try MapData.writeMeta(run, files, to: folder.appending(path: "data"))
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

/// The places of the map's chores among all of them.
struct MapChores {
  /// The layers of the page, in their order.
  var names: [String]
  var layers: [(name: String, place: Int)]
  var findings: Int
  var search: Int
  var former: FormerProducts?

  /// What they told once they were done.
  func files(_ told: [JSON]) -> MapFiles {
    let places = Dictionary(uniqueKeysWithValues: layers.map { ($0.name, $0.place) })
    return MapFiles(
      layers: names.map { name in
        places[name].map { told[$0] } ?? former?.page(name) ?? .null
      },
      findings: told[findings],
      search: told[search]
    )
  }
}

/// The page's entries of the files it can load.
struct MapFiles {
  var layers: [JSON]
  var findings: JSON
  var search: JSON
}
