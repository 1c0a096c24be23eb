import Alignment
import Cadastre
import Findings
import Geometry
import Matching
import Revenue

/// The rows of every table of a run.
struct Tables: Sendable {
  var findings: Table
  var links: Table
  var revenue: Table
  var quarters: Table
  var balance: Table
  var rejects: Table
  var inspections: Table

  init(_ run: PreparedRun) {
    findings = Tables.findings(run)
    links = Tables.links(run)
    revenue = Tables.revenue(run)
    quarters = Tables.quarters(run)
    balance = Table(
      name: "balance",
      columns: TableSchema.balance,
      rows: run.contents.balance.map { row in
        [.text(row.layer)]
          + [
            row.read, row.rejected, row.archived, row.withoutGeometry, row.linked, row.unlinked,
            row.notSurveyed,
          ].map(Cell.integer)
      }
    )
    rejects = Tables.rejects(run)
    inspections = Tables.inspections(run)
  }

  /// All of them, in the order they are written.
  var all: [Table] {
    [findings, links, revenue, quarters, balance, rejects, inspections]
  }

  static func findings(_ run: PreparedRun) -> Table {
    let isRussian = run.contents.language == .ru
    return Table(
      name: "findings",
      columns: TableSchema.findings,
      rows: run.findings.map { finding in
        [
          .text(finding.id), .text(finding.kind.rawValue), .text(finding.quarter),
          .text(finding.registerIDs.joined(separator: ";")),
          .text(finding.surveyIDs.joined(separator: ";")),
          .real(finding.measure), .text(finding.unit.rawValue), .optional(finding.tolerance),
          .optional(finding.ratio), .real(finding.probability), .optional(finding.area),
          .optional(finding.depth), .optional(finding.onto?.rawValue),
          .text(isRussian ? finding.detail : finding.detailEnglish),
          .optional(finding.place?.x), .optional(finding.place?.y),
        ]
      }
    )
  }

  private static func links(_ run: PreparedRun) -> Table {
    Table(
      name: "links",
      columns: TableSchema.links,
      rows: run.links.map { link in
        [
          .text(link.layer.rawValue), .text(run.contents.registerID(of: link)),
          .text(run.contents.surveyID(of: link)), .real(link.registerArea),
          .real(link.surveyArea), .real(link.intersectionArea), .optional(link.iou),
          .optional(link.alignedIoU), .integer(link.component), .text(link.relation.rawValue),
          .real(link.probability), .optional(link.runnerUp), .real(link.margin),
        ]
      }
    )
  }

  private static func revenue(_ run: PreparedRun) -> Table {
    Table(
      name: "revenue",
      columns: TableSchema.revenue,
      rows: run.revenue.map { line in
        [
          .text(line.finding), .text(line.object), .text(line.channel.rawValue), .text(line.tax),
          .money(line.base), .real(line.rate), .money(line.low), .money(line.expected),
          .money(line.high), .text(line.period.rawValue), .text(line.budget.rawValue),
          .text(line.law), .text(line.assumptions),
        ]
      }
    )
  }

  /// The sums that may be added, with the percentiles of the sums.
  static func totals(_ run: PreparedRun) -> Table {
    Table(
      name: "revenue_totals",
      columns: TableSchema.totals,
      rows: run.contents.totals.rows.map { row in
        [
          .text(row.channel.rawValue), .text(row.period.rawValue), .text(row.budget.rawValue),
          .integer(row.count), .money(row.range.low), .money(row.range.expected),
          .money(row.range.high),
        ]
      }
    )
  }

  private static func rejects(_ run: PreparedRun) -> Table {
    let isRussian = run.contents.language == .ru
    return Table(
      name: "rejects",
      columns: TableSchema.rejects,
      rows: run.rejects.map { reject in
        [
          .text(reject.layer), .text(reject.origin.file), .text(reject.origin.layer),
          .integer(reject.origin.row), .text(reject.key), .text(reject.code),
          .text(isRussian ? reject.reason : reject.reasonEnglish), .optional(reject.place?.x),
          .optional(reject.place?.y),
        ]
      }
    )
  }

  static func quarters(_ run: PreparedRun) -> Table {
    let borders = run.contents.register.quarters.shapes
    let rows = run.quarters.map { quarter -> [Cell] in
      let shift = quarter.shift
      let real = shift.flatMap { $0.isSignificant ? $0 : nil }
      // Without an estimate any point will do: the middle of the border, or zeros where there is none.
      let pivot =
        shift.flatMap { $0.pairs > 0 ? $0.pivot : nil }
        ?? quarter.index.flatMap { borders.hasGeometry($0) ? borders.boxes[$0].center : nil }
        ?? Point(x: 0, y: 0)
      var row: [Cell] = [
        .text(quarter.number), .real(real?.dx ?? 0), .real(real?.dy ?? 0),
        .real(real?.rotation ?? 0), .real(pivot.x), .real(pivot.y),
        .integer(shift?.pairs ?? 0), .real(shift?.error ?? 0),
        .text(shift?.basis ?? ""), .text(real?.culprit.rawValue ?? ""), .integer(quarter.parcels),
        .integer(quarter.buildings), .integer(quarter.findingCount),
      ]
      row += FindingKind.allCases.map { .integer(quarter.counts[$0] ?? 0) }
      for kind in FindingKind.allCases {
        let money = quarter.moneyByKind[kind]
        row += Period.both.map { .money(money?.total($0)?.expected ?? .zero) }
      }
      row += ChannelKey.all.map { .money(quarter.money[$0].expected) }
      return row
    }
    return Table(name: "quarters", columns: TableSchema.quarters, rows: rows)
  }
}
