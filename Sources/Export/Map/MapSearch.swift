import Formats
import Foundation
import Geometry

/// Where each object is, in files sorted by key, so that the page reads the one that can hold a number.
enum MapSearch {
  /// Objects in one file.
  static let rowsPerFile = 4000

  static let layers = [
    "register_parcels", "register_buildings", "register_constructions", "survey_parcels",
    "survey_buildings",
  ]

  /// Writes `search-LAYER-N.js`: rows `[key, longitude, latitude, piece, address]`, of which an object
  /// without a place has nulls; tells the page the first and the last key of each file.
  static func write(_ set: [MapPieces], to data: URL) throws(ExportError) -> JSON {
    var entries: [(String, JSON)] = []
    for pieces in set where layers.contains(pieces.layer.name) {
      entries.append((pieces.layer.name, try write(pieces, to: data)))
    }
    return .object(entries)
  }

  private static func write(_ shown: MapPieces, to data: URL) throws(ExportError) -> JSON {
    let layer = shown.layer
    let pieces = shown.pieceOfRecord
    var features: [Int: Int] = [:]
    for (feature, record) in layer.records.enumerated() { features[record] = feature }
    let address = layer.properties.firstIndex { $0.name == "address" }
    let rows = (0..<layer.count + layer.withoutPlace)
      .map { (record: $0, key: layer.key(ofRecord: $0)) }
      // Browsers order texts by code units, which this is but for the rarest of signs.
      .sorted {
        $0.key == $1.key
          ? $0.record < $1.record : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }
    var files: [JSON] = []
    for start in stride(from: 0, to: rows.count, by: rowsPerFile) {
      let part = rows[start..<min(rows.count, start + rowsPerFile)]
      let name = "search-\(layer.name)-\(files.count + 1).js"
      var file = try OutputFile(data.appending(path: name), isHashed: false)
      var head = Array("MEZHA.search(".utf8)
      JSONText.append(quoted: layer.name, to: &head)
      try file.write(head + Array(",\(files.count),[\n".utf8))
      for (i, row) in part.enumerated() {
        var line: [UInt8] = Array((i == 0 ? "[" : ",\n[").utf8)
        JSONText.append(quoted: row.key, to: &line)
        let center = features[row.record].map { layer.shapes.box(of: $0).center }
        for value in [center?.x, center?.y] {
          line.append(UInt8(ascii: ","))
          if let value {
            FixedDecimal.append(value, decimals: GeoJSONText.decimals, to: &line)
          } else {
            line.append(contentsOf: "null".utf8)
          }
        }
        line.append(contentsOf: ",\(pieces[row.record] ?? -1)".utf8)
        if let address, case .text(let words) = layer.cells(row.record)[address], !words.isEmpty {
          line.append(UInt8(ascii: ","))
          JSONText.append(quoted: words, to: &line)
        }
        line.append(UInt8(ascii: "]"))
        try file.write(line)
      }
      try file.write("\n]);\n")
      let bytes = try file.finish().bytes
      files.append(
        .object([
          ("file", .string("data/\(name)")), ("count", .integer(part.count)),
          ("bytes", .integer(bytes)), ("first", .string(part.first?.key ?? "")),
          ("last", .string(part.last?.key ?? "")),
        ])
      )
    }
    return .array(files)
  }
}
