import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Reconciliation
import Revenue

/// The summary of a run for other programs.
struct RunJSON: Encodable {
  struct Balance: Encodable {
    var layer: String
    var read: Int
    var rejected: Int
    var archived: Int
    var withoutGeometry: Int
    var linked: Int
    var unlinked: Int
    var notSurveyed: Int

    init(_ row: BalanceRow) {
      layer = row.layer
      read = row.read
      rejected = row.rejected
      archived = row.archived
      withoutGeometry = row.withoutGeometry
      linked = row.linked
      unlinked = row.unlinked
      notSurveyed = row.notSurveyed
    }
  }

  struct Kind: Encodable {
    var kind: String
    var count: Int
    var area: Double?

    init(_ row: KindCount) {
      kind = row.kind.rawValue
      count = row.count
      area = row.area
    }
  }

  struct Money: Encodable {
    var channel: String
    var period: String
    var budget: String
    var lines: Int
    var low: Decimal
    var expected: Decimal
    var high: Decimal

    init(_ total: MoneyTotal) {
      channel = total.channel.rawValue
      period = total.period.rawValue
      budget = total.budget.rawValue
      lines = total.lines
      low = JSONOutput.roubles(total.low)
      expected = JSONOutput.roubles(total.expected)
      high = JSONOutput.roubles(total.high)
    }
  }

  struct Remark: Encodable {
    var ru: String
    var en: String

    init(_ note: Note) {
      ru = note.russian
      en = note.english
    }
  }

  struct Time: Encodable {
    var stage: String
    var items: Int
    var seconds: Double
  }

  var municipality: String
  var warnings: [Remark]
  var balance: [Balance]
  var links: [String: Int]
  var findings: [Kind]
  var money: [Money]
  var notes: [Remark]
  var map: String
  var report: String
  var timings: [Time]

  init(_ summary: RunSummary) {
    municipality = summary.municipality
    warnings = summary.warnings.map(Remark.init)
    balance = summary.balance.map(Balance.init)
    links = ["parcels": summary.parcelLinks, "buildings": summary.buildingLinks]
    findings = summary.findings.map(Kind.init)
    money = summary.money.map(Money.init)
    notes = summary.notes.map(Remark.init)
    map = summary.map
    report = summary.report
    timings = summary.times.map {
      Time(stage: $0.stage.rawValue, items: $0.items, seconds: $0.seconds)
    }
  }
}

/// The summary of a check for other programs.
struct CheckJSON: Encodable {
  struct Reject: Encodable {
    var layer: String
    var file: String
    var sourceLayer: String
    var row: Int
    var key: String
    var code: String
    var reason: String
  }

  struct Source: Encodable {
    var path: String
    var layer: String
    var feeds: String
    var format: String
    var encoding: String?
    var date: String?
    var read: Int
    var withGeometry: Int
    var rejected: Int
    var rejectedByReason: [CodeCount]
    var crs: String
    /// What moved its coordinates into the working CRS; the accuracy in metres, absent when PROJ knows none.
    var operations: [Operation]
    var labels: [LabelJSON]
    /// Least x, least y, greatest x, greatest y, in the working CRS.
    var extent: [Double]?

    struct Operation: Encodable {
      var name: String
      var accuracy: Double?
    }

    struct CodeCount: Encodable {
      var code: String
      var count: Int
    }

    init(_ source: CheckedSource) {
      path = source.path
      layer = source.layer
      feeds = source.feeds
      format = source.format
      encoding = source.encoding
      date = source.date
      read = source.read
      withGeometry = source.withGeometry
      rejected = source.rejectedCount
      rejectedByReason = source.rejected.map { CodeCount(code: $0.code, count: $0.count) }
      crs = source.crs
      operations = source.operations.map { Operation(name: $0.name, accuracy: $0.accuracy) }
      labels = source.labels.map(LabelJSON.init)
      let box = source.extent
      extent = box.isEmpty ? nil : [box.minX, box.minY, box.maxX, box.maxY]
    }
  }

  struct Review: Encodable {
    var layer: String
    var text: String
    var records: Int
  }

  /// A record that does not lie where it belongs.
  struct Suspect: Encodable {
    var layer: String
    var key: String
    var quarter: String
    var label: String?
    /// How far off it lies, m.
    var distance: Double
    /// What may have happened: a code and words; absent when nothing fits.
    var hypothesis: String?
    var words: String?
    /// How far it would move, or was moved, m.
    var moves: Double?
    var accepted: Bool

    init(_ suspect: SuspectRecord, _ language: Language) {
      layer = suspect.layer
      key = suspect.key
      quarter = suspect.quarter
      label = suspect.label
      distance = suspect.distance
      hypothesis = suspect.hypothesis?.kind.rawValue
      words = language == .ru ? suspect.hypothesis?.russian : suspect.hypothesis?.english
      moves = suspect.hypothesis?.moves
      accepted = suspect.hypothesis?.isAccepted ?? false
    }
  }

  var municipality: String
  var workingCrs: String
  var clean: Bool
  /// Whether pairs and signs were looked for: a check never does, so `linked` and `findings` say nothing.
  var matched = false
  var warnings: [RunJSON.Remark]
  var sources: [Source]
  var labels: [LabelJSON]
  var registerDate: String?
  var surveyDate: String?
  var registerAgeDays: Int?
  var balance: [RunJSON.Balance]
  var rejects: [Reject]
  var suspects: [Suspect]
  /// Texts about use that have no class, the most frequent first.
  var review: [Review]
  var repairs: Int
  var findings: [RunJSON.Kind]
  var notes: [RunJSON.Remark]

  init(_ summary: CheckSummary, _ language: Language) {
    municipality = summary.municipality
    workingCrs = summary.workingCRS
    clean = summary.isClean
    warnings = summary.warnings.map(RunJSON.Remark.init)
    sources = summary.sources.map(Source.init)
    labels = summary.labels.map(LabelJSON.init)
    registerDate = summary.registerDate
    surveyDate = summary.surveyDate
    registerAgeDays = summary.registerAge
    balance = summary.balance.map(RunJSON.Balance.init)
    rejects = summary.rejects.map { reject in
      Reject(
        layer: reject.layer,
        file: reject.origin.file,
        sourceLayer: reject.origin.layer,
        row: reject.origin.row,
        key: reject.key,
        code: reject.code,
        reason: language == .ru ? reject.reason : reject.reasonEnglish
      )
    }
    review = summary.review.map { Review(layer: $0.layer, text: $0.text, records: $0.records) }
    suspects = summary.suspects.map { Suspect($0, language) }
    repairs = summary.repairs
    findings = summary.findings.map(RunJSON.Kind.init)
    notes = summary.notes.map(RunJSON.Remark.init)
  }
}

/// A label of a coordinate system for other programs.
struct LabelJSON: Encodable {
  var label: String
  var records: Int
  var system: String?
  var definition: String?
  var certainty: String?
  var disagrees: Bool

  init(_ label: CheckedLabel) {
    self.label = label.label
    records = label.records
    system = label.meaning?.system
    definition = label.meaning?.definition
    certainty = label.meaning?.certainty.rawValue
    disagrees = label.disagrees
  }
}
