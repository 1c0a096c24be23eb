public import Export

/// How a run is to be done, apart from what the job says; nothing here changes a result.
public struct RunOptions: Sendable {
  /// Threads that work.
  public var threads: Int
  /// Language of labels and reports.
  public var language: Language
  /// Where to tell how far it is.
  public var progress: ProgressSink

  /// Makes options.
  public init(threads: Int, language: Language = .ru, progress: ProgressSink = .silent) {
    self.threads = threads
    self.language = language
    self.progress = progress
  }
}

/// The door to the engine: a job file in, a run out.
public enum Reconciler {
  /// Reconciles what the job at `jobPath` names and publishes the run as the folder `out`.
  ///
  /// - Throws: ``JobFailure``; then nothing is left at `out` that was not there before.
  public static func reconcile(
    jobPath: String,
    out: String,
    options: RunOptions
  ) throws(JobFailure) -> RunSummary {
    let file = try JobFile.read(path: jobPath)
    throw .input("\(file.path): the engine is not linked")
  }

  /// Reads and checks the inputs of the job at `jobPath` and writes nothing.
  ///
  /// - Throws: ``JobFailure``.
  public static func check(
    jobPath: String,
    options: RunOptions
  ) throws(JobFailure) -> CheckSummary {
    let file = try JobFile.read(path: jobPath)
    throw .input("\(file.path): the engine is not linked")
  }
}
