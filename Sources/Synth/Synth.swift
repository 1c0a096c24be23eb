public import Foundation
import Formats
import Geometry
public import Workers

/// What made-up town to write.
public struct SynthOptions: Sendable {
  /// Live records of parcels in the register.
  public var parcels: Int
  /// The same seed gives the same town, byte for byte.
  public var seed: UInt64
  /// A name under `scenarios` in `town.json`: the same ground, but other things happen.
  public var scenario: String
  /// How many threads imagine quarters; the result never shows it.
  public var workers: Workers
  /// The folder with `town.json` and `policy.json` (`Data/synth`).
  public var data: URL

  /// Makes options.
  public init(
    parcels: Int,
    seed: UInt64,
    scenario: String = "base",
    workers: Workers,
    data: URL
  ) {
    self.parcels = parcels
    self.seed = seed
    self.scenario = scenario
    self.workers = workers
    self.data = data
  }
}

/// Why a town cannot be written.
public enum SynthError: Error, Sendable, Equatable {
  /// The rules are missing or broken.
  case rules(file: String, reason: String)
  /// There is no such scenario; `known` lists those there are.
  case unknownScenario(String, known: [String])
  /// The number of parcels is not positive, or more than six-digit quarters can number.
  case parcels(Int, limit: Int)
  /// There is something in the folder already.
  case occupied(folder: String)
  /// The output cannot be written.
  case unwritable(file: String, reason: String)
}

/// What was written.
public struct SynthSummary: Sendable, Equatable {
  /// Quarters of the town.
  public var quarters = 0
  /// Records of register parcels, with archived and doubled ones.
  public var registerParcels = 0
  /// Records of register buildings.
  public var registerBuildings = 0
  /// Surveyed plots.
  public var surveyParcels = 0
  /// Surveyed buildings.
  public var surveyBuildings = 0
  /// Entries of the truth.
  public var events = 0
}

/// Writes a town that does not exist, its survey, and the truth about what differs.
public enum Synth {
  /// The most parcels a town may have: five digits of quarters at some sixty parcels each.
  public static let limit = 5_000_000

  /// Writes `register.gpkg`, `survey.gpkg`, `policy.json`, `job.json` and `truth.json`.
  ///
  /// The folder appears by one rename when all is written. Quarters are imagined twice, once for parcels
  /// and once for buildings, so that none has to be kept.
  /// - Parameters:
  ///   - options: What town.
  ///   - folder: Where; it must be absent or empty.
  /// - Returns: Counts of what was written.
  /// - Throws: ``SynthError``
  /// - Complexity: time linear in the parcels; memory for one batch of quarters and for the truth.
  @discardableResult
  public static func write(
    _ options: SynthOptions,
    to folder: URL
  ) throws(SynthError) -> SynthSummary {
    guard options.parcels > 0, options.parcels <= limit else {
      throw .parcels(options.parcels, limit: limit)
    }
    let setup = try setup(options)
    let files = FileManager.default
    if let content = try? files.contentsOfDirectory(atPath: folder.path), !content.isEmpty {
      throw .occupied(folder: folder.path)
    }
    let draft = folder.deletingLastPathComponent()
      .appending(path: ".\(folder.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try files.createDirectory(at: draft, withIntermediateDirectories: true)
    } catch { throw .unwritable(file: draft.path, reason: "\(error)") }
    defer { try? files.removeItem(at: draft) }
    let summary: SynthSummary
    do throws(FormatError) {
      summary = try TownWriter(setup: setup, options: options).write(to: draft)
    } catch {
      throw .unwritable(file: folder.path, reason: "\(error)")
    }
    try JobText.write(setup, options, to: draft)
    do {
      if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
      try files.moveItem(at: draft, to: folder)
    } catch { throw .unwritable(file: folder.path, reason: "\(error)") }
    return summary
  }

  /// The rules and the scenario, with the grid the town lies on.
  static func setup(_ options: SynthOptions) throws(SynthError) -> TownSetup {
    let file = options.data.appending(path: "town.json")
    let rules: TownRules
    do {
      rules = try JSONDecoder().decode(TownRules.self, from: Data(contentsOf: file))
    } catch { throw .rules(file: file.path, reason: "\(error)") }
    guard let scenario = rules.scenarios[options.scenario] else {
      throw .unknownScenario(options.scenario, known: rules.scenarios.keys.sorted())
    }
    // Every list something is drawn from must have something in it.
    guard !scenario.surveyAccuracies.isEmpty, !rules.register.accuracies.isEmpty,
      !rules.streets.isEmpty, !rules.otherUses.isEmpty,
      rules.classes.values.allSatisfy({ !$0.permitted.isEmpty && !$0.observed.isEmpty }),
      rules.buildings.values.allSatisfy({ !$0.observed.isEmpty })
    else { throw .rules(file: file.path, reason: "a list of values is empty") }
    let quarters = Double(options.parcels) / 70
    let grid = TownGrid(
      columns: max(2, Int(quarters.squareRoot().rounded(.up))),
      origin: Point(x: rules.origin.x, y: rules.origin.y),
      seed: options.seed
    )
    return TownSetup(
      rules: rules,
      scenario: scenario,
      scenarioName: options.scenario,
      seed: options.seed,
      grid: grid
    )
  }
}
