import Export
import Formats
import Foundation
import Scratch

/// Recomputes a finished run from its inputs and says what differs.
public enum Verification {
  /// One thing that is not as it would be computed now.
  public struct Difference: Sendable, Equatable {
    /// The file of the run.
    public var file: String
    /// Where in it: a row and its column, a member, a line; "" for the file as a whole.
    public var place: String
    /// What the run says; nil where it says nothing.
    public var written: String?
    /// What was computed now; nil where nothing was.
    public var computed: String?
  }

  /// What a verification found.
  public struct Result: Sendable, Equatable {
    /// The job that was run again.
    public var job = ""
    /// Files that were compared.
    public var files = 0
    /// In the order of files and places; of each file the first thousand.
    public var differences: [Difference] = []
  }

  /// Name of the parameter with the job's file.
  static let jobFile = "job"

  /// Verifies the run in a folder.
  ///
  /// The run is made again beside the system's temporary files, with the job, the policy, the language and the
  /// budget it names, and every file is compared. Timings, inspectors' decisions and files the program did not
  /// write are left out.
  /// - Parameters:
  ///   - run: A finished run.
  ///   - jobPath: The job; nil: found by its name and hash near the run.
  ///   - threads: Threads that work.
  ///   - progress: Where to tell how far it is.
  /// - Returns: The job, how many files were compared, and what differs.
  /// - Throws: ``JobFailure``; what differs is no failure.
  public static func verify(
    run: String,
    jobPath: String? = nil,
    threads: Int,
    progress: ProgressSink = .silent
  ) throws(JobFailure) -> Result {
    let record = try RunRecord.read(run)
    let job: String
    if let jobPath { job = jobPath } else { job = try self.job(of: record, run: run) }
    let scratch: ScratchFolder
    do { scratch = try ScratchFolder("mezha-verify") } catch {
      throw .output("\((error as NSError).localizedDescription)")
    }
    let again = try compute(
      record,
      run: run,
      job: job,
      root: scratch.url.path,
      RunOptions(
        threads: threads,
        language: Language(rawValue: record.language) ?? .ru,
        progress: progress,
        inspections: record.parameters[RunReader.inspectionBudget].flatMap { Int($0) },
        acceptsHypotheses: record.parameters[RunReader.hypotheses] == "accepted"
      )
    )
    var result = Result()
    result.job = job
    for file in files(again) {
      result.files += 1
      result.differences += try FileComparison.differences(file, written: run, computed: again)
    }
    return result
  }

  /// Makes the run again; returns its folder.
  private static func compute(
    _ record: RunRecord,
    run: String,
    job: String,
    root: String,
    _ options: RunOptions
  ) throws(JobFailure) -> String {
    let first = "\(root)/run"
    _ = try Reconciler.reconcile(jobPath: job, out: first, options: options)
    let policy = record.parameters[RunReader.policyFile] ?? ""
    let own = try RunRecord.read(first).parameters[RunReader.policyFile] ?? ""
    if policy == own { return first }
    let data = try DataFolder.locate()
    let second = "\(root)/assessed"
    _ = try Reassessment.assess(
      run: first,
      policyPath: try InputSearch.policy(of: record, run: run, data),
      policyName: policy,
      out: second,
      progress: options.progress,
      data: data
    )
    return second
  }

  private static func job(of record: RunRecord, run: String) throws(JobFailure) -> String {
    let name = record.parameters[jobFile] ?? ""
    guard let input = record.inputs.first(where: { $0.path == name }) else {
      throw .usage("\(run): does not say which job it was; name it with --job")
    }
    guard let path = InputSearch.job(input, of: record, near: run) else {
      throw .usage(
        "\(run): no \(name) as the run read it near the run or the working folder; name it with --job"
      )
    }
    return path
  }

  private static func files(_ folder: String) -> [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return paths.sorted().filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
        && !isFolder.boolValue && path != DecisionExport.pagePath
    }
  }
}
