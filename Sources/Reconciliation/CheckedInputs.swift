public import Export
public import Geometry
import Intake
import Projection

/// What was understood of one layer of one file.
public struct CheckedSource: Sendable, Equatable {
  /// The file as the job gives it; an archive member follows a `!`.
  public var path: String
  /// The layer in the file.
  public var layer: String
  /// The balance layer it feeds.
  public var feeds: String
  /// What the file was taken for, such as `GeoPackage` or `ЕГРН KPT`.
  public var format: String
  /// The encoding its text was read in; nil where the format leaves no choice.
  public var encoding: String?
  /// The date the document was formed, ISO 8601, when it says.
  public var date: String?
  /// Records in it, decoded or not.
  public var read: Int
  /// Of the decoded ones, those with a geometry.
  public var withGeometry: Int
  /// Records kept out, by the code of the reason, the most frequent first.
  public var rejected: [CodeCount]
  /// What was taken for its coordinate system.
  public var crs: String
  /// What moved its coordinates into the working CRS, and how well; nothing when they were taken as they are.
  public var operations: [SourcePlacement.Operation] = []
  /// The labels of coordinate systems its records carry.
  public var labels: [CheckedLabel]
  /// The box of its shapes in the working CRS; empty without shapes.
  public var extent: Envelope

  /// How many records were kept out.
  public var rejectedCount: Int { rejected.reduce(0) { $0 + $1.count } }

  /// Makes a source of which only the place is known.
  public init(path: String, layer: String, feeds: String) {
    self.path = path
    self.layer = layer
    self.feeds = feeds
    format = ""
    read = 0
    withGeometry = 0
    rejected = []
    crs = ""
    labels = []
    extent = .empty
  }

  /// Takes what Intake says of a source.
  init(_ source: SourceSummary, labels: [CheckedLabel]) {
    self.init(path: source.path, layer: source.layer, feeds: source.feeds)
    format = source.format
    encoding = source.encoding
    date = source.date
    read = source.read
    withGeometry = source.withGeometry
    rejected = source.rejected.map { CodeCount(code: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    crs = source.crs
    operations = SourcePlacement(source).operations
    self.labels = labels
    extent = source.extent
  }
}

extension SourcePlacement {
  /// Takes what Intake says of a source.
  init(_ source: SourceSummary) {
    self.init(
      path: source.path,
      layer: source.layer,
      feeds: source.feeds,
      crs: source.crs,
      operations: source.operations.map { Operation(name: $0.name, accuracy: $0.accuracy) }
    )
  }
}

/// How many records one code of a reason was given for.
public struct CodeCount: Sendable, Equatable {
  /// The code, such as `suspect-crs`.
  public var code: String
  /// How many.
  public var count: Int

  /// Makes a count.
  public init(code: String, count: Int) {
    self.code = code
    self.count = count
  }
}

/// A label of a coordinate system (`sk_id`) that records carry, and what it would mean.
public struct CheckedLabel: Sendable, Equatable {
  /// The label as recorded.
  public var label: String
  /// Records with it.
  public var records: Int
  /// What `Data/crs` says it means; nil when it has no word for it.
  public var meaning: LabelMeaning?
  /// Whether it names a system other than the working one, in which its coordinates were taken.
  public var disagrees: Bool

  /// Makes a label.
  public init(
    label: String,
    records: Int,
    meaning: LabelMeaning? = nil,
    disagrees: Bool = false
  ) {
    self.label = label
    self.records = records
    self.meaning = meaning
    self.disagrees = disagrees
  }
}

/// Says of labels what they would mean beside the working system.
struct LabelJudge {
  private let catalogue: CRSCatalogue
  private let working: ReferenceSystem?
  private let settled: Set<String>

  /// Makes a judge; without a working system nothing disagrees with it, nor does a label the job has settled.
  init(_ catalogue: CRSCatalogue, working: ReferenceSystem?, settled: Set<String> = []) {
    self.catalogue = catalogue
    self.settled = settled
    self.working = working
  }

  /// The labels with their meanings.
  func judged(_ labels: [LabelCount]) -> [CheckedLabel] {
    labels.map { label($0.label, records: $0.records) }
  }

  /// One label with its meaning; several joined by `;` are judged by each.
  func label(_ label: String, records: Int) -> CheckedLabel {
    let meanings = label.split(separator: ";").compactMap {
      catalogue.meaning(ofLabel: String($0))
    }
    let disagrees = meanings.contains { meaning in
      guard !settled.contains(label), let working, let definition = meaning.definition,
        let system = try? ReferenceSystem(definition)
      else { return false }
      return !system.isSame(as: working)
    }
    return CheckedLabel(
      label: label,
      records: records,
      meaning: meanings.first,
      disagrees: disagrees
    )
  }
}

/// What labels of the register mean, for a look at a single file.
public enum CRSLabels {
  /// The labels with what `Data/crs` says they mean, in the order given.
  ///
  /// - Throws: ``JobFailure`` when the data folder is not found.
  public static func judged(
    _ labels: [(label: String, records: Int)]
  ) throws(JobFailure) -> [CheckedLabel] {
    let judge = LabelJudge(try CRSCatalogue.load(try DataFolder.locate()), working: nil)
    return labels.map { judge.label($0.label, records: $0.records) }
  }
}

/// Days of the Gregorian calendar, without a clock or a time zone.
enum CalendarDay {
  /// The number of days from one day to another, ISO 8601; nil when one of them is no day.
  static func days(from first: String, to second: String) -> Int? {
    guard let start = number(first), let end = number(second) else { return nil }
    return end - start
  }

  /// The number of a day from 1 March of the year 0.
  ///
  /// Counted as in H. Hinnant, "chrono-compatible low-level date algorithms", 2013.
  private static func number(_ text: String) -> Int? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]),
      (1...9999).contains(parts[0])
    else { return nil }
    let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
    let month = (parts[1] + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2] - 1
  }
}
