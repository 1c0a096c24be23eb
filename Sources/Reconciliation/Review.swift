import Cadastre
import Export
import Findings
import Formats
import Foundation

/// Inspectors' decisions into a finished run and out of it.
///
/// Findings keep their ids from run to run: what was decided on one run can be taken out of it and put into the
/// next.
public enum Review {
  /// Puts the decisions of a table into a run; those on other findings stay.
  ///
  /// The table `decisions` of `results.gpkg`, `tables/decisions.csv`, what the map shows of them and the hashes in
  /// `run.json` change, by one rename of the whole run, and nothing else does: the other files are linked, not copied.
  /// - Returns: What was read, and how many decisions the run has now.
  /// - Throws: ``JobFailure``; then the run is what it was.
  public static func take(
    _ file: String,
    into run: String
  ) throws(JobFailure) -> (sheet: DecisionSheet, total: Int) {
    let package = try RunPackage(path: "\(run)/results.gpkg")
    let findings = try RunReader.findings(package)
    let sheet = try DecisionSheet.read(file, known: Set(findings.map(\.id)))
    var decisions = Dictionary(
      try RunReader.decisions(package).map { ($0.finding, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for decision in sheet.decisions { decisions[decision.finding] = decision }
    let sorted = decisions.values.sorted { $0.finding < $1.finding }
    try Publisher.publish(to: run) { (staging) throws(JobFailure) in
      let folder = URL(filePath: staging, directoryHint: .isDirectory)
      do throws(ExportError) {
        try FormerRun(folder: URL(filePath: run, directoryHint: .isDirectory), isReplaced: true)
          .take(into: folder, copying: DecisionExport.changed)
        try DecisionExport.write(sorted, into: folder)
      } catch {
        throw .output(error.words)
      }
    }
    return (sheet, sorted.count)
  }

  /// Writes the decisions of a run as a table that ``take(_:into:)`` reads.
  ///
  /// - Parameters:
  ///   - run: A finished run.
  ///   - out: The file; `-` is standard output.
  /// - Returns: How many there are.
  /// - Throws: ``JobFailure``.
  public static func give(of run: String, to out: String) throws(JobFailure) -> Int {
    let decisions = try RunReader.decisions(try RunPackage(path: "\(run)/results.gpkg"))
      .sorted { $0.finding < $1.finding }
    let text = DecisionExport.table(decisions)
    try PublishedFile.write(to: out) { (write) throws(JobFailure) in try write(text) }
    return decisions.count
  }
}
