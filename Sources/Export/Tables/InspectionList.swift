import Cadastre
import Findings
import Revenue

/// Findings in the order in which a visit is worth most.
///
/// By the size of the expected money of all channels (a refund is worth a visit as much as a claim),
/// then by probability times ratio, then by id.
struct InspectionList: Sendable {
  struct Row: Sendable {
    var finding: Finding
    var object: String
    var expected: Kopecks
  }

  var rows: [Row]

  init(_ run: PreparedRun) {
    var objects: [String: String] = [:]
    for line in run.revenue where objects[line.finding] == nil {
      objects[line.finding] = line.object
    }
    rows = run.findings.map { finding in
      let money = run.money[finding.id]
      let sums = Period.both.map { money?.total($0)?.expected ?? .zero }
      return Row(
        finding: finding,
        object: objects[finding.id] ?? finding.registerIDs.first ?? finding.surveyIDs.first ?? "",
        expected: sums.reduce(.zero) { $0.limited(plus: $1) }
      )
    }
    rows.sort { first, second in
      let money = (first.expected.rawValue.magnitude, second.expected.rawValue.magnitude)
      if money.0 != money.1 { return money.0 > money.1 }
      let weight = (Self.weight(first.finding), Self.weight(second.finding))
      if weight.0 != weight.1 { return weight.0 > weight.1 }
      return first.finding.id < second.finding.id
    }
  }

  var table: Table {
    Table(
      name: "inspections",
      columns: TableSchema.inspections,
      rows: rows.enumerated().map { i, row in
        [
          .integer(i + 1), .text(row.finding.id), .text(row.finding.kind.rawValue),
          .text(row.finding.quarter), .text(row.object), .money(row.expected),
          .real(row.finding.probability),
        ]
      }
    )
  }

  private static func weight(_ finding: Finding) -> Double {
    finding.probability * (finding.ratio ?? 1)
  }
}
