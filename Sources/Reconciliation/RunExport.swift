import Cadastre
public import Export
import Foundation
import Projection
import Workers

/// Layers of a finished run in another format, another system or a selection.
public enum RunExport {
  /// What is asked for.
  public struct Request: Sendable {
    /// Which layers and features.
    public var selection = LayerSelection()
    /// In what format.
    public var format = LayerFormat.geojson
    /// In what system: a code, a definition or a name from `Data/crs`; nil is WGS 84, but for a catalogue
    /// the system of the run.
    public var crs: String?

    /// Asks for all layers as GeoJSON.
    public init() {}
  }

  /// What was written, for people and programs.
  public struct Summary: Sendable {
    /// The layers and their counts.
    public var parts: [LayerExport.Part]
    /// The system they are in.
    public var crs: String
  }

  /// Writes what is asked for of the run in `folder` to `path`; `-` is standard output.
  ///
  /// One file, published by one rename; several layers in a format that holds one go into a folder, a file
  /// for each.
  /// - Throws: ``JobFailure``; then nothing is left at the target that was not there before.
  public static func write(
    _ request: Request,
    of folder: String,
    to path: String,
    threads: Int,
    language: Language? = nil
  ) throws(JobFailure) -> Summary {
    try write(
      request,
      of: folder,
      to: path,
      threads: threads,
      language: language,
      data: DataFolder.locate()
    )
  }

  static func write(
    _ request: Request,
    of folder: String,
    to path: String,
    threads: Int,
    language: Language? = nil,
    data: DataFolder
  ) throws(JobFailure) -> Summary {
    if let summary = try copy(request, of: folder, to: path) { return summary }
    var contents = try RunReader.read(folder, without: needless(request.selection))
    contents.language = language ?? contents.language
    let names = LayerExport.names(of: contents)
    if let unknown = request.selection.unknownLayer(among: names) {
      let hint = NearestName.nearest(to: unknown, among: names).map { "; did you mean \"\($0)\"?" }
      throw .usage(
        "no layer \"\(unknown)\" in "
          + "\(folder)\(hint ?? "; there are \(names.joined(separator: ", "))")"
      )
    }
    let system = try system(request, contents, data)
    let export: LayerExport
    do throws(ExportError) {
      export = try LayerExport(
        contents,
        request.selection,
        system: system,
        workers: Workers(count: threads)
      )
    } catch {
      guard case .projection(let reason) = error else { throw .output(error.words) }
      throw .usage("--crs \"\(request.crs ?? system.name)\": \(reason)")
    }
    try write(export, request.format, to: path)
    return Summary(parts: export.parts, crs: system.name)
  }

  /// Hands on whole layers as they stand in the run; nil where that is not what is asked for, or a file of them is
  /// not the one that was written: then it is made anew.
  private static func copy(
    _ request: Request,
    of folder: String,
    to path: String
  ) throws(JobFailure) -> Summary? {
    // A folder without a manifest is no run, whatever else is in it.
    _ = try RunRecord.read(folder)
    guard let layers = FinishedLayers(request, of: folder), layers.parts.count == 1,
      let bytes = layers.bytes(0, as: request.format)
    else { return nil }
    try PublishedFile.write(to: path) { (write) throws(JobFailure) in try write(bytes) }
    return Summary(parts: layers.parts, crs: ReferenceSystem.wgs84.name)
  }

  /// Tables of the package that no layer asked for is made from.
  ///
  /// Links tell the quarters of surveyed things only; objects of one side need none of the other, and no money.
  private static func needless(_ selection: LayerSelection) -> Set<String> {
    let money: Set = ["revenue", "revenue_totals", "inspections", "decisions", "rejects"]
    func areAll(_ side: String) -> Bool {
      !selection.layers.isEmpty
        && selection.layers.allSatisfy { $0 == side || $0.hasPrefix("\(side)_") }
    }
    if areAll("register") { return money.union(["links", "survey_parcels", "survey_buildings"]) }
    if areAll("survey"), selection.quarters.isEmpty {
      return money.union(["links", "parcels", "buildings", "constructions"])
    }
    return areAll("survey") ? money : ["rejects"]
  }

  private static func system(
    _ request: Request,
    _ contents: RunContents,
    _ data: DataFolder
  ) throws(JobFailure) -> ReferenceSystem {
    guard let asked = request.crs else {
      return request.format == .catalogue ? contents.workingCRS : .wgs84
    }
    let catalogue = try CRSCatalogue.load(data)
    guard let definition = catalogue.definition(asked) else {
      throw .usage("--crs \"\(asked)\" is unknown; \(catalogue.hint(for: asked))")
    }
    let system: ReferenceSystem
    do throws(ProjectionError) { system = try ReferenceSystem(definition) } catch {
      throw .usage("--crs: \(error.words)")
    }
    if request.format == .catalogue, system.isGeographic {
      throw .usage("a catalogue of coordinates is in metres; \(system.name) is in degrees")
    }
    return system
  }

  private static func write(
    _ export: LayerExport,
    _ format: LayerFormat,
    to path: String
  ) throws(JobFailure) {
    switch format {
    case .catalogue:
      try PublishedFile.write(to: path) { (write) throws(JobFailure) in
        try export.writeCatalogue(to: write)
      }
    case .gpkg:
      if path == "-" { throw .usage("a GeoPackage cannot go to standard output; name a file") }
      try PublishedFile.place(at: path) { (staging) throws(JobFailure) in
        do throws(ExportError) {
          try export.writePackage(to: URL(filePath: staging))
        } catch { throw .output(error.words) }
      }
    case .geojson, .geojsonl, .csv:
      if export.parts.count == 1 {
        try PublishedFile.write(to: path) { (write) throws(JobFailure) in
          try export.write(0, as: format, to: write)
        }
      } else {
        try writeFolder(export, format, to: path)
      }
    }
  }

  private static func writeFolder(
    _ export: LayerExport,
    _ format: LayerFormat,
    to path: String
  ) throws(JobFailure) {
    if path == "-" {
      throw .usage(
        """
        \(format.rawValue) holds one layer a file; name one with --layers, or a folder with --out: \
        \(export.parts.map(\.name).joined(separator: ", "))
        """
      )
    }
    try Publisher.publish(to: path, replacing: .nothing) { (staging) throws(JobFailure) in
      for (index, part) in export.parts.enumerated() {
        try PublishedFile.write(to: "\(staging)/\(part.name).\(format.ending)") {
          (write) throws(JobFailure) in try export.write(index, as: format, to: write)
        }
      }
    }
  }
}
