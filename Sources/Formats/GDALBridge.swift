import Foundation
import Scratch

/// Reads what Mezha does not read itself with GDAL's `ogr2ogr`, through a temporary GeoPackage.
///
/// The program is given its arguments one by one, has a time limit, and works in a folder that is always
/// removed. What it complains of becomes notes; a complaint that stops it refuses the file.
enum GDALBridge {
  /// Longest time one file may take, s: the largest shapefiles of a region take some minutes.
  static let timeLimit = 900.0
  /// Complaints repeated to people; the rest are counted.
  static let shownComplaints = 5

  /// Reads all layers of a file or database, or the one called `layer`.
  ///
  /// For a drawing a layer is one it was drawn on. `encoding` is what the job says its text is in.
  static func read(
    path: String,
    format: ForeignFormat,
    layer: String?,
    encoding: String?,
    seconds: Double = timeLimit
  ) throws(FormatError) -> [FeatureTable] {
    let program = try ExternalProgram("ogr2ogr", package: "gdal-bin")
    let scratch = try ScratchFolder.make("mezha-gdal")
    let folder = scratch.url
    let source = try GDALSource(path: path, format: format, encoding: encoding, folder: folder)
    let name = FeatureReader.displayName(path)
    let output = folder.appending(path: "layers.gpkg")
    let isDrawing = format == .dxf
    var arguments = source.arguments(to: output.path)
    if let layer, !isDrawing { arguments.append(layer) }

    let complaints = folder.appending(path: "complaints.txt")
    let outcome: ExternalProgram.Outcome
    do {
      outcome = try program.run(
        arguments,
        environment: source.environment,
        complaints: complaints,
        seconds: seconds
      )
    } catch {
      throw .unreadable(file: name, reason: (error as NSError).localizedDescription)
    }
    let lines = Self.lines(of: complaints, hiding: source.path, as: name)
    switch outcome {
    case .timedOut:
      throw .unreadable(file: name, reason: "ogr2ogr took longer than \(Int(seconds)) s")
    case .ended(0): break
    case .ended(let status):
      if let layer, lines.contains(where: { $0.contains("Couldn't fetch requested layer") }) {
        throw .noSuchLayer(file: name, layer: layer, available: [])
      }
      let words = lines.isEmpty ? "status \(status)" : lines.prefix(3).joined(separator: "; ")
      throw .damaged(file: name, place: format.rawValue, reason: "ogr2ogr: \(words)")
    }
    // It leaves the rest of a file that is cut short without shapes, and ends with 0.
    if let cut = lines.first(where: { $0.contains("Error in fread()") }) {
      throw .damaged(file: name, place: format.rawValue, reason: "ogr2ogr: \(cut)")
    }
    guard FileManager.default.fileExists(atPath: output.path) else { return [] }
    var tables: [FeatureTable] = []
    for contents in try GeoPackageReader.contents(
      path: output.path,
      layer: nil,
      hasLinework: format.hasLinework
    ) {
      tables +=
        format.hasLinework
        ? Linework.tables(contents, isDrawing: isDrawing)
        : [format == .workbook ? try sheet(contents.table, file: name) : contents.table]
    }
    if let layer, isDrawing {
      let available = tables.map(\.name)
      tables = tables.filter { $0.name == layer }
      if tables.isEmpty { throw .noSuchLayer(file: name, layer: layer, available: available) }
    }
    for index in tables.indices {
      tables[index].file = name
      tables[index].format = "\(format.rawValue) (GDAL)"
      tables[index].encoding = source.encoding
      tables[index].notes += source.notes + notes(of: lines)
    }
    return tables
  }

  /// A sheet of a workbook as a table of text is: a catalogue of coordinates, or attributes, perhaps with shapes.
  private static func sheet(
    _ table: FeatureTable,
    file: String
  ) throws(FormatError) -> FeatureTable {
    guard table.columns.count > 1 else { return table }
    var rows = [DelimitedText.Row(fields: table.columns.map(\.name), line: 1)]
    for (index, row) in table.rows.enumerated() {
      let fields = table.columns.map { column in
        (column.values[index].text ?? "").trimmingCharacters(in: .whitespaces)
      }
      // GDAL numbers rows from 1; the names stand in the first line of the sheet.
      rows.append(DelimitedText.Row(fields: fields, line: row + 1))
    }
    var sheet = try DelimitedText(rows: rows).table(name: table.name, file: file)
    sheet.notes = table.notes
    return sheet
  }

  /// The complaints, each once, without names of temporary files.
  private static func lines(of file: URL, hiding path: String, as name: String) -> [String] {
    let data = (try? Data(contentsOf: file)) ?? Data()
    var seen: Set<String> = []
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.replacing(path, with: name).trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private static func notes(of lines: [String]) -> [ReadNote] {
    var notes = lines.prefix(shownComplaints).map {
      ReadNote(russian: "GDAL: \($0)", english: "GDAL: \($0)")
    }
    let rest = lines.count - shownComplaints
    if rest > 0 {
      notes.append(
        ReadNote(
          russian: "GDAL: и ещё замечаний: \(rest).",
          english: "GDAL: and \(rest) more complaints."
        )
      )
    }
    return notes
  }
}
