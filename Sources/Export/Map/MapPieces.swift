import Formats
import Foundation
import Geometry

/// A layer cut into scripts that the page loads when they come into view.
struct MapPieces: Sendable {
  /// At most how many features one piece holds.
  static let most = 500
  /// Bytes of geometry above which a piece is cut again.
  static let heaviest = 400_000

  /// Features of one piece and the box around them; a record without a place has no feature.
  struct Piece: Sendable {
    var features: [Int] = []
    var box = Envelope.empty
    /// Records that are in no layer for want of a place; a piece holds either these or features.
    var records: [Int] = []
  }

  let layer: WebLayer
  let all: [Piece]

  /// Cuts `layer` at the median again and again, along the longer side, until pieces are small.
  ///
  /// - Complexity: O(*n* log² *n*).
  init(_ layer: WebLayer) {
    self.layer = layer
    var pieces: [Piece] = []
    let boxes = (0..<layer.count).map(layer.shapes.box)
    let cutter = Cutter(
      boxes: boxes,
      middles: boxes.map(\.center),
      weights: (0..<layer.count).map { layer.geometries[$0].count }
    )
    cutter.cut(boxes.indices.filter { !boxes[$0].isEmpty }, into: &pieces)
    let shown = Set(layer.records)
    let names = (0..<layer.count + layer.withoutPlace).filter { !shown.contains($0) }
      .map { (record: $0, key: layer.key(ofRecord: $0)) }
      .sorted { ($0.key, $0.record) < ($1.key, $1.record) }
    for start in stride(from: 0, to: names.count, by: Self.most) {
      let end = min(names.count, start + Self.most)
      pieces.append(Piece(records: names[start..<end].map(\.record)))
    }
    all = pieces
  }

  /// What cutting looks at of each feature.
  private struct Cutter {
    var boxes: [Envelope]
    var middles: [Point]
    /// Bytes of geometry.
    var weights: [Int]

    func cut(_ features: [Int], into pieces: inout [Piece]) {
      guard !features.isEmpty else { return }
      var box = Envelope.empty
      var around = Envelope.empty
      var weight = 0
      for feature in features {
        box.formUnion(boxes[feature])
        around.formUnion(x: middles[feature].x, y: middles[feature].y)
        weight += weights[feature]
      }
      guard features.count > most || (weight > heaviest && features.count > 1) else {
        pieces.append(Piece(features: features.sorted(), box: box))
        return
      }
      let turns = Double.pi / 180
      let isWide = around.width * cos(around.center.y * turns) > around.height
      let sorted = features.sorted {
        let (a, b) = (middles[$0], middles[$1])
        return isWide ? (a.x, a.y, $0) < (b.x, b.y, $1) : (a.y, a.x, $0) < (b.y, b.x, $1)
      }
      let middle = sorted.count / 2
      cut(Array(sorted[..<middle]), into: &pieces)
      cut(Array(sorted[middle...]), into: &pieces)
    }
  }

  /// The number of the piece that holds each record of the layer.
  var pieceOfRecord: [Int: Int] {
    var numbers: [Int: Int] = [:]
    for (number, piece) in all.enumerated() {
      for feature in piece.features { numbers[layer.records[feature]] = number }
      for record in piece.records { numbers[record] = number }
    }
    return numbers
  }

  /// Writes the pieces, whose `features` are texts already, and tells the page's entry of the layer.
  func write(_ features: TextChunks, to data: URL) throws(ExportError) -> JSON {
    var entries: [JSON] = []
    for (number, piece) in all.enumerated() {
      let name = "\(layer.name)-\(number + 1).js"
      var file = try OutputFile(data.appending(path: name), isHashed: false)
      var head = Array("MEZHA.features(".utf8)
      JSONText.append(quoted: layer.name, to: &head)
      head.append(contentsOf: ",\(number),[\n".utf8)
      try file.write(head)
      for i in 0..<piece.features.count + piece.records.count {
        if i > 0 { try file.write(",\n") }
        if i < piece.features.count {
          try file.write(features[piece.features[i]])
        } else {
          var line: [UInt8] = []
          layer.append(withoutPlace: piece.records[i - piece.features.count], to: &line)
          try file.write(line)
        }
      }
      try file.write("\n]);\n")
      let bytes = try file.finish().bytes
      entries.append(
        .object([
          ("file", .string("data/\(name)")),
          ("count", .integer(piece.features.count + piece.records.count)),
          ("bytes", .integer(bytes)), ("bbox", .box(piece.box)),
        ])
      )
    }
    return .object([
      ("name", .string(layer.name)), ("ru", .string(layer.title.ru)),
      ("en", .string(layer.title.en)), ("count", .integer(layer.count)),
      ("without_place", .integer(layer.withoutPlace)), ("pieces", .array(entries)),
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

extension WebLayer {
  /// Appends a record that has no place, as a feature without geometry (RFC 7946 §3.2).
  func append(withoutPlace record: Int, to text: inout [UInt8]) {
    let cells = cells(record)
    text.append(contentsOf: #"{"type":"Feature","id":"#.utf8)
    JSONText.append(quoted: Keys.id(key(ofRecord: record)), to: &text)
    text.append(contentsOf: #","geometry":null,"properties":{"#.utf8)
    for (i, column) in properties.enumerated() {
      text.append(contentsOf: names[i])
      column.value(cells[i]).appendJSON(to: &text)
    }
    text.append(contentsOf: "}}".utf8)
  }
}
