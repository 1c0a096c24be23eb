import Cadastre
import Export
import Findings
import Foundation

/// Inspectors' decisions of a run that gives way to a new one: no input holds them, so they are carried over.
///
/// A finding keeps its id from run to run. A decision on one that the new run does not have stands in
/// ``lostTable`` of the new run, and comes back with its finding.
struct FormerDecisions: Sendable, Equatable {
  /// Where decisions on findings stand that are not there any more.
  static let lostTable = "tables/decisions-former.csv"

  /// The decisions, by finding.
  var decisions: [Decision] = []

  /// Reads those of the run in `folder`; none where there is no run.
  ///
  /// - Throws: ``JobFailure/output(_:)`` when there is a run and its decisions cannot be read: replacing it
  ///   would lose them.
  static func read(_ folder: String) throws(JobFailure) -> FormerDecisions {
    let files = FileManager.default
    guard files.fileExists(atPath: "\(folder)/run.json") else { return FormerDecisions() }
    var byFinding: [String: Decision] = [:]
    do throws(JobFailure) {
      let lost = "\(folder)/\(lostTable)"
      if files.fileExists(atPath: lost) {
        for decision in try DecisionSheet.read(lost).decisions {
          byFinding[decision.finding] = decision
        }
      }
      // Whoever writes decisions writes this table too: without it the package, which may be large, holds none.
      let hasDecisions = files.fileExists(atPath: "\(folder)/tables/decisions.csv")
      let package = "\(folder)/results.gpkg"
      if hasDecisions, files.fileExists(atPath: package) {
        for decision in try RunReader.decisions(try RunPackage(path: package)) {
          byFinding[decision.finding] = decision
        }
      }
    } catch {
      throw .output(
        "\(folder): is a run whose inspectors' decisions cannot be read, so it is not "
          + "replaced: \(error.message)"
      )
    }
    return FormerDecisions(decisions: byFinding.values.sorted { $0.finding < $1.finding })
  }

  /// Those on findings of `known`, and those on others.
  func divided(_ known: Set<String>) -> (kept: [Decision], lost: [Decision]) {
    (
      decisions.filter { known.contains($0.finding) },
      decisions.filter { !known.contains($0.finding) }
    )
  }

  /// What is said of them.
  static func notes(kept: Int, lost: Int) -> [Note] {
    var notes: [Note] = []
    if kept > 0 {
      notes.append(
        Note(
          russian: "Решения инспекторов прежнего расчёта перенесены: \(kept).",
          english: "Inspectors' decisions of the former run were carried over: \(kept)."
        )
      )
    }
    if lost > 0 {
      notes.append(
        Note(
          russian: "Решения о признаках, которых больше нет: \(lost); они сохранены в "
            + "\(lostTable).",
          english: "Decisions on findings that are there no more: \(lost); they are kept in "
            + "\(lostTable)."
        )
      )
    }
    return notes
  }

  /// What is said of files that were taken along.
  static func notes(keptFiles: [String]) -> [Note] {
    let own = keptFiles.filter { $0 != lostTable }
    guard !own.isEmpty else { return [] }
    let shown = own.prefix(5).joined(separator: ", ") + (own.count > 5 ? ", …" : "")
    return [
      Note(
        russian: "Файлы в папке расчёта, записанные не программой, сохранены (\(own.count)): "
          + "\(shown).",
        english: "Files in the folder that the program did not write were kept (\(own.count)): "
          + "\(shown)."
      )
    ]
  }
}
