/// A stage of a run, in the order they come.
public enum Stage: String, Sendable, CaseIterable {
  case read, intake, align, match, examine, assess, write
}

/// What a run tells while it works.
public enum ProgressEvent: Sendable, Equatable {
  /// A stage begins.
  case started(Stage)
  /// A stage is over.
  case ended(Stage, items: Int, seconds: Double)
}

/// How long a stage took.
public struct StageTime: Sendable, Equatable {
  /// The stage.
  public var stage: Stage
  /// Records, pairs or findings it dealt with.
  public var items: Int
  /// Seconds by a monotonic clock; these are in no output but run.json's timings.
  public var seconds: Double
}

/// Where a run tells how far it is; a value that is handed down, never a global.
public struct ProgressSink: Sendable {
  private let report: @Sendable (ProgressEvent) -> Void

  /// Makes a sink that hands every event to `report`, which may be called from several threads.
  public init(_ report: @escaping @Sendable (ProgressEvent) -> Void) { self.report = report }

  /// Tells nobody.
  public static let silent = ProgressSink { _ in }

  /// Runs a stage between its two events and adds how long it took to `times`.
  ///
  /// - Parameters:
  ///   - stage: The stage.
  ///   - times: Grows by one when the stage ends well.
  ///   - items: How many things the result stands for.
  ///   - body: The stage's work.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func run<Result>(
    _ stage: Stage,
    times: inout [StageTime],
    items: (Result) -> Int,
    _ body: () throws(JobFailure) -> Result
  ) throws(JobFailure) -> Result {
    report(.started(stage))
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    let seconds = (clock.now - start) / .seconds(1)
    let time = StageTime(stage: stage, items: items(result), seconds: seconds)
    times.append(time)
    report(.ended(stage, items: time.items, seconds: seconds))
    return result
  }
}
