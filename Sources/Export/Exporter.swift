public import Foundation

/// Turns the contents of a run into the files of INTERFACE §4.
public enum Exporter {
  /// Writes all products into an existing, empty folder; publishing it by rename is the caller's.
  ///
  /// The same contents give the same bytes in every file; only `timings`, the last member of `run.json`,
  /// may differ between equal runs.
  /// - Parameters:
  ///   - contents: What the run knows.
  ///   - folder: The staging folder.
  ///   - assets: Templates of the map and Leaflet.
  ///   - programVersion: For the manifest and the report.
  ///   - timings: Stages and their seconds, in order.
  /// - Throws: ``ExportError``; the folder then holds an unfinished run and is to be removed.
  /// - Complexity: O(*n* log *n*) in the records; one layer in memory twice.
  public static func write(
    _ contents: RunContents,
    to folder: URL,
    assets: ExportAssets,
    programVersion: String = "",
    timings: [(stage: String, seconds: Double)] = []
  ) throws(ExportError) {
    let run = PreparedRun(contents)

    let tables = Tables(run)
    let tableFolder = folder.appending(path: "tables")
    try OutputFile.makeFolder(tableFolder)
    for table in tables.all {
      try CSVWriter.write(table, to: tableFolder.appending(path: "\(table.name).csv"))
    }
    try ExcelTable.write(run, to: tableFolder.appending(path: "\(ExcelTable.name).csv"))

    let layers = try LayerSet(run)
    try LayerIndex.write(layers, run, to: folder)
    try ResultsPackage.write(run, tables, to: folder.appending(path: "results.gpkg"))
    try MapFolder.write(run, layers, assets: assets, to: folder.appending(path: "map"))
    try ReportPage(run, programVersion: programVersion)
      .write(to: folder.appending(path: "report.html"))

    // Last, so that a folder with a manifest is a whole run.
    try RunManifest.write(
      run,
      layers,
      timings: timings,
      programVersion: programVersion,
      to: folder
    )
  }
}
