public import Findings
import Formats
public import Foundation

/// Inspectors' decisions in the products of a run.
public enum DecisionExport {
  /// The files of a run that decisions change.
  public static let changed: Set = [
    "results.gpkg", "tables/decisions.csv", pagePath, "run.json",
  ]

  /// Puts decisions in place of those of a finished run.
  ///
  /// - Parameters:
  ///   - decisions: All of them, sorted by finding.
  ///   - folder: The run; its files ``changed`` are written where they stand.
  /// - Throws: ``ExportError``; the folder is then to be thrown away.
  public static func write(
    _ decisions: [Decision],
    into folder: URL
  ) throws(ExportError) {
    let package = folder.appending(path: "results.gpkg")
    let former = try product(package)
    do throws(FormatError) {
      try GeoPackageUpdate.replaceRows(
        of: "decisions",
        in: package.path,
        columns: TableSchema.decisions.map(\.name),
        rows: decisions.map(row)
      )
    } catch {
      throw .unwritable(file: package.path, reason: "\(error)")
    }
    try OutputFile.write(table(decisions), to: folder.appending(path: "tables/decisions.csv"))
    try writePage(decisions, to: MapFolder.data(folder.appending(path: "map")))
    try replace(former, try product(package), in: folder.appending(path: "run.json"))
  }

  /// Size and hash as the manifest writes them, one below the other.
  private static func product(_ file: URL) throws(ExportError) -> (bytes: String, sha256: String) {
    do throws(FormatError) {
      let hash = try SHA256.ofFile(at: file.path)
      return ("\"bytes\": \(hash.bytes),", "\"sha256\": \"\(hash.hex)\"")
    } catch {
      throw .unwritable(file: file.path, reason: "\(error)")
    }
  }

  /// Puts another size and hash in place of those of one product and leaves every other byte alone.
  private static func replace(
    _ former: (bytes: String, sha256: String),
    _ new: (bytes: String, sha256: String),
    in manifest: URL
  ) throws(ExportError) {
    guard let content = FileManager.default.contents(atPath: manifest.path),
      var lines = String(data: content, encoding: .utf8)?
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      let hash = lines.firstIndex(where: { $0.contains(former.sha256) }), hash > 0,
      lines[hash - 1].contains(former.bytes)
    else {
      throw .unwritable(file: manifest.path, reason: "it does not name results.gpkg as it stands")
    }
    lines[hash] = lines[hash].replacing(former.sha256, with: new.sha256)
    lines[hash - 1] = lines[hash - 1].replacing(former.bytes, with: new.bytes)
    try OutputFile.write(Array(lines.joined(separator: "\n").utf8), to: manifest)
  }

  /// The decisions as CSV, the columns of the table `decisions`.
  public static func table(_ decisions: [Decision]) -> [UInt8] {
    var text = CSVWriter(header: TableSchema.decisions.map(\.name))
    for decision in decisions { text.row(row(decision).map { .text($0) }) }
    return text.take()
  }

  /// The file of a run that holds what the map shows of them.
  public static let pagePath = "map/data/decisions.js"

  /// Writes what the map shows of the decisions: rows of the table.
  static func writePage(_ decisions: [Decision], to data: URL) throws(ExportError) {
    let rows = JSON.array(decisions.map { .array(row($0).map(JSON.string)) })
    try OutputFile.write(
      MapFolder.call("MEZHA.decisions", rows),
      to: data.appending(path: "decisions.js")
    )
  }

  static func row(_ decision: Decision) -> [String] {
    [
      decision.finding, decision.verdict.rawValue, decision.inspector, decision.date,
      decision.note,
    ]
  }
}
