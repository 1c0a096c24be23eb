import Cadastre
import Findings
import Foundation
import Projection
import Revenue

/// `run.json`: what was read, how, what came out; whoever checks a run starts here.
enum RunManifest {
  /// The version of this document.
  static let schemaVersion = 1

  /// Writes the manifest; `timings` are the last member, the only one that differs between equal runs.
  static func write(
    _ run: PreparedRun,
    _ layers: LayerSet,
    products: [JSON],
    timings: [(stage: String, seconds: Double)],
    programVersion: String,
    to folder: URL
  ) throws(ExportError) {
    let contents = run.contents
    let system = contents.workingCRS
    let document = JSON.object([
      ("schema_version", .integer(schemaVersion)),
      ("program", .object([("name", .string("mezha")), ("version", .string(programVersion))])),
      ("municipality", .string(contents.municipality)),
      ("language", .string(contents.language.rawValue)),
      ("warnings", remarks(contents.warnings)),
      (
        "dates",
        .object([
          ("register", .optional(contents.register.date)),
          ("survey", .optional(contents.survey.date)),
        ])
      ),
      ("survey", survey(contents.survey)),
      (
        "working_crs",
        .object([
          ("code", .optional(system.authorityCode)), ("name", .string(system.name)),
          ("definition", .string(system.definition)),
        ])
      ),
      (
        "inputs",
        .array(
          contents.inputs.map {
            .object([
              ("path", .string($0.path)), ("bytes", .integer($0.bytes)),
              ("sha256", .string($0.sha256)),
            ])
          }
        )
      ),
      ("sources", .array(contents.sources.map(\.json))),
      (
        "parameters",
        .object(
          contents.parameters.sorted { $0.name < $1.name }.map { ($0.name, .string($0.value)) }
        )
      ),
      ("counts", counts(run, layers)),
      ("money", money(run)),
      ("inspections", inspections(contents.inspections)),
      ("fairness", fairness(contents.fairness)),
      ("balance", .array(contents.balance.map(balance))),
      ("rejects_by_code", rejects(run)),
      ("notes", remarks(contents.notes)),
      ("products", .array(products)),
      (
        "timings",
        .object(
          timings.map { stage, seconds in
            (stage, .fixed(seconds, 3))
          }
        )
      ),
    ])
    try OutputFile.write(document.document, to: folder.appending(path: "run.json"))
  }

  private static func remarks(_ notes: [Note]) -> JSON {
    .array(notes.map { .object([("ru", .string($0.russian)), ("en", .string($0.english))]) })
  }

  private static func inspections(_ plan: InspectionPlan) -> JSON {
    let sum = plan.chosen
    return .object([
      ("budget", plan.budget.map(JSON.integer) ?? .null), ("chosen", .integer(sum.count)),
      ("random", .integer(sum.random)), ("field", .integer(sum.field)),
      ("quarters", .integer(sum.quarters)), ("hours", .fixed(sum.hours, 2)),
      ("cost", .string(sum.cost.decimal)), ("at_stake", .string(sum.stake.decimal)),
      ("at_stake_of_all", .string(sum.wholeStake.decimal)),
    ])
  }

  private static func fairness(_ fairness: Fairness) -> JSON {
    func ratios(_ study: RatioStudy?) -> JSON {
      guard let study else { return .null }
      return .object([
        ("parcels", .integer(study.count)), ("median", share(study.median)),
        ("cod", share(study.cod)), ("prd", share(study.prd)), ("prb", share(study.prb)),
      ])
    }
    return .object([
      (
        "sizes",
        .array(
          fairness.sizes.map { group in
            .object([
              ("from_m2", .fixed(group.areas?.lowerBound ?? 0, 3)),
              ("to_m2", .fixed(group.areas?.upperBound ?? 0, 3)),
              ("parcels", .integer(group.parcels)), ("charged", .integer(group.charged)),
              ("mean", .string(group.mean.decimal)),
            ])
          }
        )
      ),
      ("chance", fairness.chance.map(share) ?? .null), ("before", ratios(fairness.before)),
      ("after", ratios(fairness.after)),
    ])
  }

  private static func counts(_ run: PreparedRun, _ layers: LayerSet) -> JSON {
    let contents = run.contents
    return .object([
      (
        "records",
        .object([
          ("register_parcels", .integer(contents.register.parcels.count)),
          ("register_buildings", .integer(contents.register.buildings.count)),
          ("register_constructions", .integer(contents.register.constructions.count)),
          ("survey_parcels", .integer(contents.survey.parcels.count)),
          ("survey_buildings", .integer(contents.survey.buildings.count)),
          ("quarters", .integer(contents.register.quarters.count)),
          ("public_land", .integer(contents.register.publicLand.count)),
        ])
      ),
      ("links", .integer(run.links.count)),
      ("findings", .integer(run.findings.count)),
      (
        "findings_by_kind",
        .object(
          FindingKind.allCases.map { kind in
            (kind.rawValue, .integer(run.findings.count { $0.kind == kind }))
          }
        )
      ),
      (
        "within_tolerance_by_kind",
        .object(
          FindingKind.allCases.compactMap { kind in
            contents.within[kind].map { (kind.rawValue, .integer($0)) }
          }
        )
      ),
      ("revenue_lines", .integer(run.revenue.count)),
      ("layers", .object(layers.counts.map { ($0.name, .integer($0.features)) })),
    ])
  }

  /// A file a checker compares; each layer's hash stands in the index of its folder.
  static func product(_ path: String, _ file: WrittenFile) -> JSON {
    .object([
      ("path", .string(path)), ("bytes", .integer(file.bytes)), ("sha256", .string(file.sha256)),
    ])
  }

  /// Sums channel by channel, as exact decimal texts; there is no sum of channels here on purpose.
  private static func money(_ run: PreparedRun) -> JSON {
    let contents = run.contents
    var reasons: [String: Int] = [:]
    for row in contents.withoutMoney {
      let reason = contents.language == .ru ? row.reason : row.reasonEnglish
      reasons[reason, default: 0] += 1
    }
    return .object([
      (
        "totals",
        .array(
          contents.totals.rows.map { row in
            .object([
              ("channel", .string(row.channel.rawValue)), ("period", .string(row.period.rawValue)),
              ("budget", .string(row.budget.rawValue)), ("lines", .integer(row.count)),
              ("low", .string(row.range.low.decimal)),
              ("expected", .string(row.range.expected.decimal)),
              ("high", .string(row.range.high.decimal)),
            ])
          }
        )
      ),
      (
        "ledger",
        .array(
          contents.ledger.sums.map { sum in
            .object([
              ("account", .string(sum.account.rawValue)), ("claimed_m2", .fixed(sum.claimed, 3)),
              ("charged_m2", .fixed(sum.charged, 3)), ("shared_m2", .fixed(sum.shared, 3)),
            ])
          }
        )
      ),
      ("draws", .integer(contents.totals.draws)),
      ("seed", .string(String(contents.totals.seed, radix: 16))),
      (
        "assumptions",
        .array(
          contents.assumptions.map { assumption in
            .object([
              ("code", .string(assumption.code)), ("value", share(assumption.value)),
              ("spread", share(assumption.spread)),
              (
                "reason",
                .string(assumption.reason.text(inEnglish: contents.language == .en))
              ),
            ])
          }
        )
      ),
      (
        "without_money",
        .object(reasons.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
      ),
    ])
  }

  /// What of the survey stands in no table, in full, so that a run can be read back.
  private static func survey(_ survey: Survey) -> JSON {
    var members: [(String, JSON)] = [
      ("accuracy_m", .fixed(survey.accuracy, 6)),
      ("outline", .string(survey.outline.rawValue)),
    ]
    switch survey.coverage {
    case .everywhere: members.append(("coverage", .string("everywhere")))
    case .area: members.append(("coverage", .string("area")))
    case .quarters(let numbers):
      members.append(("coverage", .string("quarters")))
      members.append(("coverage_quarters", .array(numbers.map(JSON.string))))
    }
    return .object(members)
  }

  private static func share(_ value: Double) -> JSON {
    .fixed(value, 6)
  }

  private static func balance(_ row: BalanceRow) -> JSON {
    .object([
      ("layer", .string(row.layer)), ("read", .integer(row.read)),
      ("rejected", .integer(row.rejected)), ("archived", .integer(row.archived)),
      ("without_geometry", .integer(row.withoutGeometry)), ("linked", .integer(row.linked)),
      ("unlinked", .integer(row.unlinked)), ("not_surveyed", .integer(row.notSurveyed)),
    ])
  }

  private static func rejects(_ run: PreparedRun) -> JSON {
    var counts: [String: Int] = [:]
    for reject in run.rejects { counts[reject.code, default: 0] += 1 }
    return .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
  }
}
