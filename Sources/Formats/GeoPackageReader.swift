import Foundation
import Geometry
import SQLiteStore

/// Reads the layers of a GeoPackage (OGC 12-128r17, versions 1.0 to 1.4).
enum GeoPackageReader {
  /// Reads all layers in the order of `gpkg_contents`, or the one called `layer`.
  ///
  /// A table of attributes is a layer without geometry. The row of a record is its primary key.
  /// With `keepsOthers` a geometry that is no polygon leaves its record without a shape instead of rejecting it,
  /// and views, which say nothing that the tables do not, are left out.
  static func read(
    path: String,
    layer: String?,
    without skipped: Set<String> = [],
    keepsOthers: Bool = false
  ) throws(FormatError) -> [FeatureTable] {
    try contents(path: path, layer: layer, without: skipped, keepsOthers: keepsOthers)
      .map(\.table)
  }

  /// A layer and, where lines are outlines, what of its records was no polygon.
  struct Contents {
    var table: FeatureTable
    /// By record; with `hasLinework` no record is rejected, and those without a polygon are here.
    var outlines: [Int: Linework.Outline] = [:]
  }

  /// As ``read(path:layer:without:keepsOthers:)``; with `hasLinework` records of lines are kept, with empty shapes.
  static func contents(
    path: String,
    layer: String?,
    without skipped: Set<String> = [],
    hasLinework: Bool = false,
    keepsOthers: Bool = false
  ) throws(FormatError) -> [Contents] {
    let database = try open(path)
    let layers: [GeoPackageLayer]
    do throws(SQLiteError) {
      layers = try GeoPackageLayer.all(in: database, withoutViews: keepsOthers)
    } catch {
      throw .damaged(file: path, place: "gpkg_contents", reason: error.message)
    }
    var tables: [Contents] = []
    for layer in try chosen(layer, of: layers, file: path) where !skipped.contains(layer.table) {
      do throws(SQLiteError) {
        tables.append(
          try read(
            layer,
            of: database,
            file: path,
            hasLinework: hasLinework,
            keepsOthers: keepsOthers
          )
        )
      } catch {
        throw .damaged(file: path, place: "table \(layer.table)", reason: error.message)
      }
    }
    return tables
  }

  static func open(_ path: String) throws(FormatError) -> Database {
    do throws(SQLiteError) {
      let database = try Database(reading: path)
      let statement = try database.prepare(
        "SELECT 1 FROM sqlite_master WHERE name = 'gpkg_contents'"
      )
      if try statement.step() { return database }
    } catch {
      // 11 is SQLITE_CORRUPT, 26 SQLITE_NOTADB; the rest is the system's refusal.
      if [11, 26].contains(error.code & 0xFF) {
        throw .damaged(file: path, place: "header", reason: error.message)
      }
      throw .unreadable(file: path, reason: error.message)
    }
    throw .unknownKind(file: path, hint: "an SQLite database without gpkg_contents: no GeoPackage")
  }

  static func chosen(
    _ name: String?,
    of layers: [GeoPackageLayer],
    file: String
  ) throws(FormatError) -> [GeoPackageLayer] {
    // QGIS keeps its styles in a table that it enters as a layer of attributes.
    guard let name else { return layers.filter { $0.table != "layer_styles" } }
    let layer =
      layers.first { $0.table == name }
      ?? layers.first { $0.table.lowercased() == name.lowercased() }
    guard let layer else {
      throw .noSuchLayer(file: file, layer: name, available: layers.map(\.table))
    }
    return [layer]
  }

  private static func read(
    _ layer: GeoPackageLayer,
    of database: borrowing Database,
    file: String,
    hasLinework: Bool,
    keepsOthers: Bool
  ) throws(SQLiteError) -> Contents {
    var table = FeatureTable(name: layer.table, file: file)
    table.format = "GeoPackage"
    var outlines: [Int: Linework.Outline] = [:]
    table.crs = layer.crs
    let columns = try layer.columns(in: database)
    let values = columns.values
    var contents = [[AttributeValue]](repeating: [], count: values.count)
    var shapes = ShapeColumn()
    let names = values.map { $0.name.lowercased() }
    let keys = ["cad_number", "survey_id", "quarter"].compactMap { names.firstIndex(of: $0) }

    let statement = try database.prepare(columns.selection(from: layer.table))
    var row = 0
    var (arcs, otherParts) = (0, 0)
    // Result columns: 0 the key, 1 the geometry, then the attributes.
    while try statement.step() {
      row = columns.key == nil ? row + 1 : Int(statement.integer(at: 0))
      var lines: [[Point]]? = hasLinework ? [] : nil
      do throws(GeometryFailure) {
        let remarks = try decode(statement.stored(at: 1), into: &shapes, lines: &lines)
        if remarks.contains(.unclosedRing) {
          table.flaws.append(ReadFlaw(record: shapes.count, kind: .unclosedRing))
        }
        if remarks.contains(.arcs) { arcs += 1 }
        if remarks.contains(.otherParts) { otherParts += 1 }
        if let lines, !lines.isEmpty {
          outlines[shapes.count] = Linework.Outline(lines: lines)
        }
      } catch  where hasLinework {
        shapes.abandonFeature()
        outlines[shapes.count] = Linework.Outline(reason: error.reason)
      } catch {
        shapes.abandonFeature()
        if !(keepsOthers && error.isOtherType) {
          let key = keys.lazy.compactMap { statement.text(at: $0 + 2) }.first { !$0.isEmpty }
          table.rejects.append(ReadReject(row: row, key: key, reason: error.reason))
          continue
        }
      }
      shapes.endFeature()
      table.rows.append(row)
      for index in values.indices {
        contents[index].append(statement.value(at: index + 2, isBoolean: values[index].isBoolean))
      }
    }
    table.shapes = shapes
    table.notes += ReadNote.remarks(arcs: arcs, otherParts: otherParts)
    table.columns = zip(values, contents).map { AttributeColumn(name: $0.name, values: $1) }
    return Contents(table: table, outlines: outlines)
  }

  /// Adds the polygons of one record by its geometry column.
  static func decode(
    _ geometry: StoredValue,
    into shapes: inout ShapeColumn,
    lines: inout [[Point]]?
  ) throws(GeometryFailure) -> GeometryRemarks {
    switch geometry {
    case .null: return []
    case .blob(let bytes):
      return try WKBDecoder.decodeGeoPackage(bytes, into: &shapes, lines: &lines)
    default: throw GeometryFailure(reason: "the geometry is no blob")
    }
  }
}

extension Statement {
  fileprivate borrowing func value(at index: Int, isBoolean: Bool) -> AttributeValue {
    switch kind(of: index) {
    case .null: return .null
    case .integer:
      let number = integer(at: index)
      return isBoolean ? .boolean(number != 0) : .integer(number)
    case .real: return .real(real(at: index))
    case .text: return .text(text(at: index) ?? "")
    case .blob: return .text(withBlob(at: index) { Self.hexadecimal($0) })
    }
  }

  private static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
