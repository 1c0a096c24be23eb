import Alignment
import Cadastre
import Findings
import Matching
import Revenue

/// The contents of a run in the order they are written, with the sums every product needs.
struct PreparedRun: Sendable {
  var contents: RunContents
  /// By kind (order of the registry), quarter, id.
  var findings: [Finding]
  /// By finding, channel, tax, object, period.
  var revenue: [RevenueLine]
  /// By layer, register id, survey id.
  var links: [Link]
  /// By layer, file, source layer, row, key.
  var rejects: [Reject]
  /// By number; with those that only a record, a finding or a displacement names.
  var quarters: [QuarterSummary]
  /// What each finding is worth.
  var money: [String: MoneyAccount]
  /// What each kind is worth.
  var moneyByKind: [FindingKind: MoneyAccount]
  /// All lines together.
  var totals: MoneyAccount

  init(_ contents: RunContents) {
    self.contents = contents
    let kindOrder = Dictionary(
      uniqueKeysWithValues: FindingKind.allCases.enumerated().map { ($1, $0) }
    )
    findings = contents.findings.sorted {
      (kindOrder[$0.kind] ?? 0, $0.quarter, $0.id) < (kindOrder[$1.kind] ?? 0, $1.quarter, $1.id)
    }
    revenue = contents.revenue.sorted {
      ($0.finding, $0.channel.order, $0.tax, $0.object, $0.period.rawValue, $0.law)
        < ($1.finding, $1.channel.order, $1.tax, $1.object, $1.period.rawValue, $1.law)
    }
    rejects = contents.rejects.sorted {
      ($0.layer, $0.origin.file, $0.origin.layer, $0.origin.row, $0.key, $0.code)
        < ($1.layer, $1.origin.file, $1.origin.layer, $1.origin.row, $1.key, $1.code)
    }
    let linkKeys = contents.links.map { link in
      (link.layer, contents.registerID(of: link), contents.surveyID(of: link))
    }
    links = contents.links.indices.sorted { linkKeys[$0] < linkKeys[$1] }
      .map { contents.links[$0] }

    money = [:]
    moneyByKind = [:]
    totals = MoneyAccount()
    let kinds = Dictionary(
      contents.findings.map { ($0.id, $0.kind) },
      uniquingKeysWith: { first, _ in first }
    )
    for line in revenue {
      money[line.finding, default: MoneyAccount()].add(line)
      if let kind = kinds[line.finding] { moneyByKind[kind, default: MoneyAccount()].add(line) }
      totals.add(line)
    }
    quarters = QuarterSummary.all(in: contents, kinds: kinds)
  }

  /// Findings of one kind.
  func findings(of kind: FindingKind) -> [Finding] { findings.filter { $0.kind == kind } }
}

extension RunContents {
  /// The register number of a link's record.
  func registerID(of link: Link) -> String {
    switch link.layer {
    case .parcels: register.parcels.records[link.register].number
    case .buildings: register.buildings.records[link.register].number
    }
  }

  /// The survey id of a link's record.
  func surveyID(of link: Link) -> String {
    switch link.layer {
    case .parcels: survey.parcels.records[link.survey].id
    case .buildings: survey.buildings.records[link.survey].id
    }
  }
}

/// What is known of one quarter.
struct QuarterSummary: Sendable {
  var number: String
  /// Its row in the register's quarters; nil when it has no border there.
  var index: Int?
  var shift: QuarterShift?
  var parcels = 0
  var buildings = 0
  var counts: [FindingKind: Int] = [:]
  /// Areas of the findings that have one, m², in the order of findings.
  var areas: [Double] = []
  var moneyByKind: [FindingKind: MoneyAccount] = [:]
  var money = MoneyAccount()

  var findingCount: Int { counts.values.reduce(0, +) }

  static func all(in contents: RunContents, kinds: [String: FindingKind]) -> [QuarterSummary] {
    var byNumber: [String: QuarterSummary] = [:]
    func at(_ number: String, _ change: (inout QuarterSummary) -> Void) {
      change(&byNumber[number, default: QuarterSummary(number: number)])
    }
    for (i, quarter) in contents.register.quarters.records.enumerated() {
      at(quarter.number) { if $0.index == nil { $0.index = i } }
    }
    for parcel in contents.register.parcels.records { at(parcel.quarter) { $0.parcels += 1 } }
    for building in contents.register.buildings.records {
      at(building.quarter) { $0.buildings += 1 }
    }
    for shift in contents.shifts { at(shift.quarter) { $0.shift = shift } }
    for finding in contents.findings {
      at(finding.quarter) { quarter in
        quarter.counts[finding.kind, default: 0] += 1
        if let area = finding.area { quarter.areas.append(area) }
      }
    }
    for line in contents.revenue {
      at(line.quarter) {
        $0.money.add(line)
        if let kind = kinds[line.finding] {
          $0.moneyByKind[kind, default: MoneyAccount()].add(line)
        }
      }
    }
    return byNumber.values.sorted { $0.number < $1.number }
  }
}
