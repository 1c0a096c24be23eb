import Cadastre
public import Export
import Findings
import Intake
import Projection
import Workers

/// How a run is to be done, apart from what the job says; only the budget and hypotheses change a result.
public struct RunOptions: Sendable {
  /// Threads that work.
  public var threads: Int
  /// Language of labels and reports.
  public var language: Language
  /// Where to tell how far it is.
  public var progress: ProgressSink
  /// How many inspections there may be; nil: what the job says.
  public var inspections: Int?
  /// Whether what may have happened to misplaced coordinates is undone; every record it touches is told.
  public var acceptsHypotheses: Bool

  /// Makes options.
  public init(
    threads: Int,
    language: Language = .ru,
    progress: ProgressSink = .silent,
    inspections: Int? = nil,
    acceptsHypotheses: Bool = false
  ) {
    self.acceptsHypotheses = acceptsHypotheses
    self.threads = threads
    self.language = language
    self.progress = progress
    self.inspections = inspections
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
    let settings = try RunSettings.load(file, try DataFolder.locate())
    var kept: [String] = []
    var summary = try Publisher.publish(to: out, keeping: { kept = $0 }) {
      (staging) throws(JobFailure) in
      var work = Reconcile(file: file, options: options, settings: settings)
      work.former = try FormerDecisions.read(out)
      return try work.run(into: staging, named: out)
    }
    summary.notes += FormerDecisions.notes(keptFiles: kept)
    return summary
  }

  /// Reads and checks the inputs of the job at `jobPath` and writes nothing.
  ///
  /// - Throws: ``JobFailure``.
  public static func check(
    jobPath: String,
    options: RunOptions
  ) throws(JobFailure) -> CheckSummary {
    let file = try JobFile.read(path: jobPath)
    let settings = try RunSettings.load(file, try DataFolder.locate())
    let workers = Workers(count: options.threads)
    let intake = try Inputs.read(
      file,
      settings,
      workers,
      acceptsHypotheses: options.acceptsHypotheses
    )
    var summary = CheckSummary(
      municipality: file.job.municipality,
      workingCRS: intake.workingCRS.name,
      balance: BalanceSheet(beforeMatching: intake).rows()
    )
    summary.rejects = intake.rejects
    summary.suspects = intake.suspects
    summary.review = UseReview.words(intake, settings.classifier)
    summary.repairs = intake.repairs.count
    let judge = LabelJudge(
      settings.systems,
      working: intake.workingCRS,
      settled: Set(settings.ownSystems.labels.map(\.label))
    )
    summary.sources = intake.sources.map { CheckedSource($0, labels: judge.judged($0.labels)) }
    summary.labels = judge.judged(intake.labels)
    summary.registerDate = intake.register.date
    summary.surveyDate = intake.survey.date
    summary.warnings =
      AbsentLayers.warnings(intake) + RejectedLayers.warnings(intake, isCheck: true)
    summary.notes = intake.notes
    return summary
  }
}
