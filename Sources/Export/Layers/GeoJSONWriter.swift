import Formats
import Foundation
import Geometry

/// Writes a layer as GeoJSON (RFC 7946): one feature a line, members in a fixed order.
enum GeoJSONWriter {
  static func write(_ layer: WebLayer, to url: URL) throws(ExportError) -> WrittenFile {
    var file = try OutputFile(url)
    var head = Array("{\"type\":\"FeatureCollection\",\"name\":".utf8)
    JSON.append(layer.name, to: &head)
    let box = layer.shapes.box
    if !box.isEmpty {
      head.append(contentsOf: ",\"bbox\":".utf8)
      append(box, to: &head)
    }
    head.append(contentsOf: ",\"features\":[".utf8)
    try file.write(head)
    for feature in 0..<layer.count {
      var line: [UInt8] = Array((feature == 0 ? "\n" : ",\n").utf8)
      append(feature, of: layer, to: &line)
      try file.write(line)
    }
    try file.write("\n]}\n")
    return try file.finish()
  }

  /// Appends one feature.
  static func append(_ feature: Int, of layer: WebLayer, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"type\":\"Feature\",\"id\":".utf8)
    JSON.append(layer.ids[feature], to: &bytes)
    bytes.append(contentsOf: ",\"geometry\":".utf8)
    bytes.append(contentsOf: layer.geometries[feature])
    bytes.append(contentsOf: ",\"properties\":{".utf8)
    let cells = layer.cells(layer.records[feature])
    for (i, column) in layer.properties.enumerated() {
      bytes.append(contentsOf: layer.names[i])
      append(cells[i], column, to: &bytes)
    }
    bytes.append(contentsOf: "}}".utf8)
  }

  /// Appends a box as `[west,south,east,north]`.
  static func append(_ box: Envelope, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (i, value) in [box.minX, box.minY, box.maxX, box.maxY].enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      append(degrees: value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Appends an angle with at most seven decimals.
  static func append(degrees: Double, to bytes: inout [UInt8]) {
    FixedDecimal.append(degrees, decimals: 7, to: &bytes)
  }

  private static func append(_ cell: Cell, _ column: Column, to bytes: inout [UInt8]) {
    switch (cell, column.type) {
    case (.text(let value), _): JSON.append(value, to: &bytes)
    case (.null, _): bytes.append(contentsOf: "null".utf8)
    case (.real(let value), .decimal(let places)) where value.isFinite:
      FixedDecimal.append(value, decimals: places, keepsZeros: true, to: &bytes)
    case (.integer(let value), _): FixedDecimal.append(Int64(value), to: &bytes)
    default:
      let text = column.text(cell)
      bytes.append(contentsOf: (text.isEmpty ? "null" : text).utf8)
    }
  }
}
