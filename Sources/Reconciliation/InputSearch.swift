import Export
import Formats
import Foundation

/// Finds an input of a finished run again: a run names its files as the job does and does not say where the
/// job lay, so that equal runs are equal wherever they were made.
enum InputSearch {
  /// The absolute path of the file called `name` with the content the run read.
  ///
  /// Looked for at `name` itself, beside the run, in the folders beside it, in the working folder and those in
  /// it; the hash decides. No farther: somebody else's copy of a job has somebody else's data beside it.
  /// - Returns: nil where there is none.
  static func find(_ name: String, sha256: String, near run: String) -> String? {
    candidates(name, near: run).first { isSame($0, sha256) }
      .map { URL(filePath: $0).standardizedFileURL.path }
  }

  /// The job of a run; of several with the same text the one that has the run's inputs beside it.
  static func job(_ job: RunRecord.Input, of record: RunRecord, near run: String) -> String? {
    let same = candidates(job.path, near: run).filter { isSame($0, job.sha256) }
    let whole = same.first { path in
      let folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent()
      return record.inputs.allSatisfy {
        isSame(URL(filePath: $0.path, relativeTo: folder).path, $0.sha256)
      }
    }
    return (whole ?? same.first).map { URL(filePath: $0).standardizedFileURL.path }
  }

  private static func candidates(_ name: String, near run: String) -> [String] {
    let beside = URL(filePath: run).standardizedFileURL.deletingLastPathComponent().path
    let working = FileManager.default.currentDirectoryPath
    let folders = [beside] + children(beside) + [working] + children(working)
    return [name] + folders.map { "\($0)/\(name)" }
  }

  private static func children(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
  }

  private static func isSame(_ path: String, _ sha256: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
      && (try? SHA256.ofFile(at: path))?.hex == sha256
  }

  /// The policy a run was assessed under: its file, or the default one.
  static func policy(
    of record: RunRecord,
    run: String,
    _ data: DataFolder
  ) throws(JobFailure) -> String {
    let name = record.parameters[RunReader.policyFile] ?? ""
    if name.isEmpty { return RunSettings.defaultPolicyPath(data) }
    guard let input = record.inputs.first(where: { $0.path == name }),
      let path = find(name, sha256: input.sha256, near: run)
    else {
      throw .usage(
        "\(run): the policy \(name) it was assessed under is not to be found; --policy FILE"
      )
    }
    return path
  }
}
