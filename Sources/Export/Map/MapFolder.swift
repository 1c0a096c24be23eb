import Findings
import Formats
import Foundation
import Geometry

/// `map/`: a page that works from a plain web server and from a double click, with no network.
///
/// A page opened from a file may not fetch, so the data are scripts that hand their features over:
/// the same bytes as in the layers, cut into pieces that are loaded when they come into view.
enum MapFolder {
  /// About how many features one piece holds.
  static let featuresPerPiece = 1500

  /// Adds the writing of the data of the map to `chores`; each of `layers` tells its entry of the page.
  static func add(
    _ run: PreparedRun,
    _ layers: LayerSet,
    in folder: URL,
    to chores: inout Chores
  ) throws(ExportError) -> [Int] {
    let data = folder.appending(path: "data")
    try OutputFile.makeFolder(data)
    // An arrow of a metre or two is no sight on a map of a town; the card of its quarter has the numbers.
    let entries = layers.layers.filter { $0.name != ShiftArrows.name }.map { layer in
      chores.add { () throws(ExportError) in try writePieces(layer, to: data) }
    }
    _ = chores.add { () throws(ExportError) in
      try MapData.writeMoney(run, to: data)
      return .null
    }
    _ = chores.add { () throws(ExportError) in
      try MapData.writeSearch(layers, run, to: data)
      return .null
    }
    return entries
  }

  /// Writes the page and its description of the layers.
  static func write(
    _ run: PreparedRun,
    _ layers: LayerSet,
    _ entries: [JSON],
    assets: ExportAssets,
    to folder: URL
  ) throws(ExportError) {
    for name in ["index.html", "map.js", "map.css"] {
      let template = assets.mapTemplates.appending(path: name)
      try copy(template, to: folder.appending(path: name))
    }
    try copyLeaflet(assets.leaflet, to: folder.appending(path: "leaflet"))
    try MapData.writeMeta(run, layers, entries, to: folder.appending(path: "data"))
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
    guard let content = FileManager.default.contents(atPath: source.path) else {
      throw .templateMissing(file: source.path)
    }
    try OutputFile.write(Array(content), to: target)
  }

  /// Writes a layer as scripts, one for each cell of a grid over it that holds anything.
  private static func writePieces(_ layer: WebLayer, to data: URL) throws(ExportError) -> JSON {
    var pieces: [JSON] = []
    for (number, piece) in MapGrid.pieces(of: layer, about: featuresPerPiece).enumerated() {
      let name = "\(layer.name)-\(number + 1).js"
      var file = try OutputFile(data.appending(path: name), isHashed: false)
      var head = Array("MEZHA.features(".utf8)
      JSONText.append(quoted: layer.name, to: &head)
      head.append(contentsOf: ",\(number),[\n".utf8)
      try file.write(head)
      for (i, feature) in piece.features.enumerated() {
        var line: [UInt8] = i == 0 ? [] : Array(",\n".utf8)
        layer.append(feature, to: &line)
        try file.write(line)
      }
      try file.write("\n]);\n")
      _ = try file.finish()
      pieces.append(
        .object([
          ("file", .string("data/\(name)")), ("count", .integer(piece.features.count)),
          ("bbox", .box(piece.box)),
        ])
      )
    }
    return .object([
      ("name", .string(layer.name)), ("ru", .string(layer.title.ru)),
      ("en", .string(layer.title.en)), ("count", .integer(layer.count)),
      ("without_place", .integer(layer.withoutPlace)), ("pieces", .array(pieces)),
      (
        "properties",
        .array(
          layer.properties.map {
            .object([
              ("name", .string($0.name)), ("unit", .optional($0.unit)), ("ru", .string($0.ru)),
              ("en", .string($0.en)),
            ])
          }
        )
      ),
    ])
  }
}

/// Cuts a layer into pieces by place.
enum MapGrid {
  struct Piece {
    var features: [Int] = []
    var box = Envelope.empty
  }

  /// The cells that hold features, from the south-west, each with about `size` of them.
  static func pieces(of layer: WebLayer, about size: Int) -> [Piece] {
    let whole = layer.shapes.box
    guard layer.count > 0, !whole.isEmpty else { return [] }
    let side = max(1, Int((Double(layer.count) / Double(size)).squareRoot().rounded(.up)))
    var cells = [Piece](repeating: Piece(), count: side * side)
    for feature in 0..<layer.count {
      let box = layer.shapes.box(of: feature)
      guard !box.isEmpty else { continue }
      let column = cell(box.center.x, whole.minX, whole.width, side)
      let row = cell(box.center.y, whole.minY, whole.height, side)
      cells[row * side + column].features.append(feature)
      cells[row * side + column].box.formUnion(box)
    }
    return cells.filter { !$0.features.isEmpty }
  }

  private static func cell(_ value: Double, _ start: Double, _ extent: Double, _ side: Int) -> Int {
    guard extent > 0 else { return 0 }
    return min(side - 1, max(0, Int((value - start) / extent * Double(side))))
  }
}
