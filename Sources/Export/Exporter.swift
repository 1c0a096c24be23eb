public import Foundation
public import Workers

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
  ///   - timings: Stages and their seconds, in order; `place` (bringing the layers to WGS 84) and `write` are
  ///     added.
  ///   - former: A run of the same contents but for its money: what no money touches is taken from there,
  ///     byte for byte, where this program wrote it in this language and it is whole.
  ///   - workers: Threads that share the work; no byte depends on how many.
  /// - Throws: ``ExportError``; the folder then holds an unfinished run and is to be removed.
  /// - Complexity: O(*n* log *n*) in the records; one layer in memory twice.
  public static func write(
    _ contents: RunContents,
    to folder: URL,
    assets: ExportAssets,
    programVersion: String = "",
    timings: [(stage: String, seconds: Double)] = [],
    former: FormerRun? = nil,
    workers: Workers = Workers(count: 1)
  ) throws(ExportError) {
    let clock = ContinuousClock()
    let start = clock.now
    let run = PreparedRun(contents)
    let tables = Tables(run)
    let layers = try LayerSet(
      run,
      former: former.flatMap {
        FormerProducts($0, language: contents.language, programVersion: programVersion)
      },
      workers: workers
    )
    let placed = clock.now
    let layerFolder = folder.appending(path: "layers")
    let publicFolder = layerFolder.appending(path: "public")
    let mapFolder = folder.appending(path: "map")
    for path in ["tables", "layers/public", "map/data", "servers"] {
      try OutputFile.makeFolder(folder.appending(path: path))
    }

    // The longest first, so that no thread is left with it at the end.
    var chores = Chores()
    var products: [Int] = []
    func add(
      _ path: String,
      _ write: @escaping @Sendable (URL) throws(ExportError) -> WrittenFile
    ) {
      products.append(
        chores.add { () throws(ExportError) in
          RunManifest.product(path, try write(folder.appending(path: path)))
        }
      )
    }
    add("results.gpkg") { url throws(ExportError) in
      try ResultsPackage.write(run, tables, to: url)
    }
    let names = MapFolder.names(layers)
    let pieces = MapFolder.pieces(layers, workers)
    let written = LayerChores(
      layers.layers,
      in: layerFolder,
      pieces: pieces,
      data: MapFolder.data(mapFolder),
      workers: workers,
      to: &chores
    )
    let publicWritten = LayerChores(
      layers.publicLayers,
      in: publicFolder,
      workers: workers,
      to: &chores
    )
    let findings = chores.add { () throws(ExportError) in
      try MapFindings(run, pieces, among: names)
        .write(run.quarters.map(\.number), to: MapFolder.data(mapFolder))
    }
    let search = chores.add { () throws(ExportError) in
      if let former = layers.former { return former.search }
      return try MapSearch.write(pieces, to: MapFolder.data(mapFolder))
    }
    if layers.former == nil {
      for (shown, home) in [(layers.layers, layerFolder), (layers.publicLayers, publicFolder)] {
        _ = chores.add { () throws(ExportError) in
          try StyleFiles.write(shown, run, to: home)
          return .null
        }
      }
      _ = chores.add { () throws(ExportError) in
        try ServerFiles.write(layers.publicLayers, run, to: folder.appending(path: "servers"))
        return .null
      }
    }
    for table in tables.all {
      add("tables/\(table.name).csv") { url throws(ExportError) in try table.write(to: url) }
    }
    add("tables/\(ExcelTable.name).csv") { url throws(ExportError) in
      try ExcelTable.write(run, to: url)
    }
    if !contents.decisions.isEmpty {
      add("tables/decisions.csv") { url throws(ExportError) in
        try OutputFile.write(DecisionExport.table(contents.decisions), to: url)
      }
    }
    add("report.html") { url throws(ExportError) in
      try ReportPage(run, programVersion: programVersion).write(to: url)
    }
    let told = try chores.run(workers)

    let pages = written.pages(told)
    let files = MapFiles(
      layers: names.map { pages[$0] ?? layers.former?.page($0) ?? .null },
      findings: told[findings],
      search: told[search]
    )
    try MapFolder.write(run, files, assets: assets, to: mapFolder)
    let index = try LayerIndex.write(
      layers.entries(written.entries(told), isPublic: false),
      layers,
      run,
      to: layerFolder
    )
    let publicIndex = try LayerIndex.write(
      layers.entries(publicWritten.entries(told), isPublic: true),
      layers,
      run,
      to: publicFolder
    )
    try layers.former?.takeOver(
      into: folder,
      anew: (Set(layers.layers.map(\.name)), Set(layers.publicLayers.map(\.name)))
    )
    // Last, so that a folder with a manifest is a whole run.
    try RunManifest.write(
      run,
      layers,
      products: [
        RunManifest.product("layers/index.json", index),
        RunManifest.product("layers/public/index.json", publicIndex),
      ] + products.map { told[$0] },
      timings: timings + [
        ("place", (placed - start) / .seconds(1)), ("write", (clock.now - placed) / .seconds(1)),
      ],
      programVersion: programVersion,
      to: folder
    )
  }
}
