import Cadastre
import Formats
public import Foundation
import Geometry
import Projection

extension LayerExport {
  /// Writes layer `index` piece by piece as GeoJSON, lines of GeoJSON or CSV.
  ///
  /// GeoJSON in another system than WGS 84 names it in `crs`, as its first version did (2008): without
  /// that no reader would know.
  public func write<Failure: Error>(
    _ index: Int,
    as format: LayerFormat,
    to write: (borrowing [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(!format.holdsSeveral, "a format of several layers has a function of its own")
    let layer = layers[index]
    var bytes: [UInt8] = []
    func flush(atLeast count: Int) throws(Failure) {
      guard bytes.count >= count else { return }
      try write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    switch format {
    case .csv:
      try csv(layer, placeless[index], to: write)
    case .geojsonl:
      for feature in 0..<layer.count {
        layer.append(feature, to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        try flush(atLeast: 1 << 16)
      }
    default:
      bytes = head(layer)
      for feature in 0..<layer.count {
        if feature > 0 { bytes.append(contentsOf: ",\n".utf8) }
        layer.append(feature, to: &bytes)
        try flush(atLeast: 1 << 16)
      }
      bytes.append(contentsOf: GeoJSONText.tail.utf8)
    }
    try flush(atLeast: 1)
  }

  private func head(_ layer: WebLayer) -> [UInt8] {
    GeoJSONText.head(
      name: layer.name,
      box: layer.shapes.box,
      crs: system.isSame(as: .wgs84) ? nil : system.urn
    )
  }

  private func csv<Failure: Error>(
    _ layer: WebLayer,
    _ placeless: [Int],
    to write: (borrowing [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var text = CSVWriter(header: layer.properties.map(\.name) + ["wkt"])
    func row(_ record: Int, _ shape: JSONValue) {
      let values = zip(layer.properties, layer.cells(record)).map { $0.value($1) }
      text.row(values + [shape])
    }
    for feature in 0..<layer.count {
      row(layer.records[feature], .text(layer.shapes.wkt(feature)))
      if text.bytes.count > 1 << 16 { try write(text.take()) }
    }
    for record in placeless { row(record, .null) }
    try write(text.take())
  }

  /// Writes a catalogue of the corners of all areas chosen: `номер;X;Y`, X = north, metres to the centimetre.
  ///
  /// Every ring ends with its first corner; several rings of one number are its contours and holes, which
  /// nesting tells apart. Points and arrows have no corners and are left out.
  /// - Throws: What `write` throws.
  public func writeCatalogue<Failure: Error>(
    to write: (borrowing [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var bytes = Array("номер;X;Y\n".utf8)
    for layer in layers {
      for feature in 0..<layer.count {
        let shapes = layer.shapes.shapes
        let key = layer.key(feature)
        let number = key.split(separator: ":", maxSplits: 1).last.map(String.init) ?? key
        for polygon in shapes.polygons(ofFeature: feature) {
          for ring in shapes.rings(ofPolygon: polygon) {
            for vertex in shapes.vertices(ofRing: ring) {
              bytes.append(contentsOf: number.utf8)
              for value in [shapes.y[vertex], shapes.x[vertex]] {
                bytes.append(UInt8(ascii: ";"))
                FixedDecimal.append(value, decimals: 2, keepsZeros: true, to: &bytes)
              }
              bytes.append(UInt8(ascii: "\n"))
            }
          }
        }
        if bytes.count > 1 << 16 {
          try write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
    }
    try write(bytes)
  }

  /// Writes all layers chosen into a GeoPackage, each with its style.
  ///
  /// - Throws: ``ExportError/unwritable(file:reason:)``
  public func writePackage(to url: URL) throws(ExportError) {
    do throws(FormatError) {
      var writer = try GeoPackageWriter(path: url.path)
      let crs = GeoPackageCRS(system)
      for (layer, placeless) in zip(layers, placeless) {
        try writer.beginLayer(
          name: layer.name,
          columns: layer.properties.map { ($0.name, $0.packageType) },
          crs: crs,
          description: layer.title[language],
          geometry: layer.shapes.packageGeometry
        )
        func values(_ record: Int) -> [AttributeValue] {
          zip(layer.properties, layer.cells(record)).map { $0.packageValue($1) }
        }
        for feature in 0..<layer.count {
          let row = values(layer.records[feature])
          switch layer.shapes.marks[feature] {
          case nil: try writer.append(shapes: layer.shapes.shapes, feature: feature, values: row)
          case let mark? where mark.count == 1: try writer.append(point: mark[0], values: row)
          case let mark?: try writer.append(line: mark, values: row)
          }
        }
        for record in placeless { try writer.append(values: values(record)) }
        try writer.endLayer()
      }
      try writer.addStyles(
        layers.compactMap { layer in
          Palette.look(layer.name).map { $0.style(of: layer.name, language) }
        }
      )
      try writer.finish()
    } catch {
      throw .unwritable(file: url.path, reason: "\(error)")
    }
  }
}

extension ReferenceSystem {
  /// `urn:ogc:def:crs:EPSG::7829`; nil for a system no authority knows.
  fileprivate var urn: String? {
    let parts = (authorityCode ?? "").split(separator: ":")
    return parts.count == 2 ? "urn:ogc:def:crs:\(parts[0])::\(parts[1])" : nil
  }
}

extension WebShapes {
  /// The type the table of a GeoPackage gets.
  fileprivate var packageGeometry: GeoPackageWriter.GeometryKind {
    switch geometryType {
    case "Point": .point
    case "LineString": .lineString
    default: .multiPolygon
    }
  }

  /// The shape of a feature as well-known text (OGC 06-103r4), x first.
  func wkt(_ feature: Int) -> String {
    func text(_ x: Double, _ y: Double) -> String {
      "\(FixedDecimal.text(x, decimals: GeoJSONText.decimals)) "
        + FixedDecimal.text(y, decimals: GeoJSONText.decimals)
    }
    if let mark = marks[feature] {
      let points = mark.map { text($0.x, $0.y) }.joined(separator: ",")
      return mark.count == 1 ? "POINT (\(points))" : "LINESTRING (\(points))"
    }
    let polygons = shapes.polygons(ofFeature: feature).map { polygon in
      let rings = shapes.rings(ofPolygon: polygon).map { ring in
        "("
          + shapes.vertices(ofRing: ring).map { text(shapes.x[$0], shapes.y[$0]) }
          .joined(separator: ",") + ")"
      }
      return "(\(rings.joined(separator: ",")))"
    }
    return geometryType == "Polygon"
      ? "POLYGON \(polygons.joined(separator: ","))"
      : "MULTIPOLYGON (\(polygons.joined(separator: ",")))"
  }
}
