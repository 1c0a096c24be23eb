@testable import Formats
import Foundation
import Geometry

/// One reader as the fuzzer calls it: bytes nobody vouches for, and any answer but a crash.
enum FuzzEntry: String, CaseIterable {
  case archive, catalogue, dbase, detector, geojson, egrn, geopackage, interchange, kernel, wkb, wkt

  /// Reads the bytes; a refusal is as good as a table.
  func read(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .archive: inFile(bytes) { _ = try ArchiveDirectory(path: $0, file: $0) }
    case .egrn: inFile(bytes) { check(try EGRNReader.read(path: $0, file: $0)) }
    case .catalogue: inFile(bytes) { check(try DelimitedText.tables(path: $0, encoding: nil)) }
    case .dbase: inFile(bytes) { _ = DBaseEncoding(path: $0) }
    case .detector: inFile(bytes) { _ = try FileDetector.kind(of: $0) }
    case .geojson:
      if let tables = try? GeoJSONReader.read(Data(bytes), file: "fuzz") { check(tables) }
    case .geopackage:
      inFile(bytes) {
        check(try GeoPackageReader.read(path: $0, layer: nil))
        for layer in try GeoPackageReader.readKeyed(path: $0, layer: nil, keyedBy: ["id"]) {
          measure(layer.shapes)
        }
      }
    case .interchange: _ = GDALSource.withCharset("UTF-8", Data(bytes))
    case .kernel: KernelFuzz(bytes).run()
    case .wkb:
      var shapes = ShapeColumn()
      var lines: [[Point]]? = []
      if (try? WKBDecoder.decodeGeoPackage(bytes, into: &shapes, lines: &lines)) == nil {
        shapes.abandonFeature()
      } else {
        shapes.endFeature()
      }
      measure(shapes)
      checkShortWay(bytes)
    case .wkt:
      var shapes = ShapeColumn()
      let text = String(decoding: bytes, as: UTF8.self)
      if (try? WKTDecoder.decode(text, into: &shapes)) == nil {
        shapes.abandonFeature()
      } else {
        shapes.endFeature()
      }
      measure(shapes)
    }
  }

  /// What every table promises: columns of one length, a row for each record.
  private func check(_ tables: [FeatureTable]) {
    for table in tables {
      precondition(table.columns.allSatisfy { $0.values.count == table.count }, "ragged columns")
      precondition(table.rows.count == table.count, "records without a row")
      precondition(table.flaws.allSatisfy { $0.record < table.count }, "a flaw of no record")
      measure(table.shapes)
    }
  }

  /// What goes the short way is what the decoder makes of it.
  private func checkShortWay(_ bytes: UnsafeRawBufferPointer) {
    var batch = ShapeBatch()
    guard PlainPolygon.append(bytes, to: &batch) else { return }
    var shapes = ShapeColumn()
    shapes.append(&batch)
    var decoded = ShapeColumn()
    let remarks = try? WKBDecoder.decodeGeoPackage(bytes, into: &decoded)
    decoded.endFeature()
    precondition(remarks == [] && shapes == decoded, "two readings of one geometry")
  }

  private func measure(_ shapes: ShapeColumn) {
    for feature in 0..<shapes.count { _ = shapes.area(feature) }
  }

  private func inFile(_ bytes: UnsafeRawBufferPointer, _ body: (String) throws -> Void) {
    let path = "/dev/shm/mezha-fuzz-\(getpid())"
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
    defer { unlink(path) }
    try? body(path)
  }
}

/// The entry to call, from the environment, since the fuzzer keeps the command line for itself.
private let entry: FuzzEntry = {
  let name = ProcessInfo.processInfo.environment["MEZHA_FUZZ"] ?? ""
  guard let entry = FuzzEntry(rawValue: name) else {
    fatalError("MEZHA_FUZZ is \"\(name)\"; entries: \(FuzzEntry.allCases.map(\.rawValue))")
  }
  return entry
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  entry.read(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}
