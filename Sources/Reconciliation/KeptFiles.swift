import Foundation

/// Files of people in the folder of a run that gives way to a new one: they are taken along.
///
/// The program's own are `run.json`, `results.gpkg`, `report.html`, the tables it names and what stands in `layers/`,
/// `map/` and `servers/`; in those three folders only a file of a sort the new run wrote none of is somebody's,
/// for what is there depends on the layers and quarters of the former run.
enum KeptFiles {
  private static let ownFolders: Set = ["layers", "map", "servers"]
  private static let ownTables: Set = [
    "findings", "links", "revenue", "quarters", "balance", "rejects", "inspections", "decisions",
    "доходы", "признаки", "проверки",
  ]

  /// Brings what people put into `former` to the same places of `staging`, where the new run wrote nothing there.
  ///
  /// - Returns: The paths in the folder, sorted.
  /// - Throws: ``JobFailure/output(_:)`` when one cannot be taken along; the former run then stays.
  static func take(from former: String, into staging: String) throws(JobFailure) -> [String] {
    let written = sorts(in: staging)
    let manager = FileManager.default
    var kept: [String] = []
    for path in try files(of: former) where isForeign(path, written) {
      let target = "\(staging)/\(path)"
      guard !manager.fileExists(atPath: target) else { continue }
      do {
        try manager.createDirectory(
          at: URL(filePath: target).deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        // A link costs nothing; a copy is for file systems without.
        do { try manager.linkItem(atPath: "\(former)/\(path)", toPath: target) } catch {
          try manager.copyItem(atPath: "\(former)/\(path)", toPath: target)
        }
      } catch {
        throw .output(
          "\(former)/\(path): is not of this program and cannot be taken along: "
            + (error as NSError).localizedDescription
        )
      }
      kept.append(path)
    }
    return kept
  }

  private static func isForeign(_ path: String, _ written: [String: Set<String>]) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    guard let top = parts.first else { return false }
    if parts.count == 1 {
      // A journal beside a database that is no more would spoil the new one.
      return !["run.json", "report.html"].contains(top) && !top.hasPrefix("results.gpkg")
    }
    if top == "tables", parts.count == 2 {
      let name = URL(filePath: path)
      return name.pathExtension != "csv"
        || !ownTables.contains(name.deletingPathExtension().lastPathComponent)
    }
    return !ownFolders.contains(top)
      || !(written[top] ?? []).contains(URL(filePath: path).pathExtension)
  }

  /// The endings of what stands in each of the program's folders.
  private static func sorts(in folder: String) -> [String: Set<String>] {
    var sorts: [String: Set<String>] = [:]
    for path in (try? files(of: folder)) ?? [] {
      let top = String(path.prefix { $0 != "/" })
      sorts[top, default: []].insert(URL(filePath: path).pathExtension)
    }
    return sorts
  }

  /// The paths of all files and links below a folder, sorted.
  private static func files(of folder: String) throws(JobFailure) -> [String] {
    let manager = FileManager.default
    guard let paths = try? manager.subpathsOfDirectory(atPath: folder) else {
      throw .output("\(folder): cannot be read")
    }
    return paths.sorted().filter { path in
      let kind = try? manager.attributesOfItem(atPath: "\(folder)/\(path)")[.type]
      return kind as? FileAttributeType != .typeDirectory
    }
  }
}
