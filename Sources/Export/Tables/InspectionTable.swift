import Cadastre
import Findings
import Revenue

extension Tables {
  /// The findings in the order in which looking into them is worth most, with the curve of what that brings.
  ///
  /// `cumulative` is the expected money at stake of all rows up to this one, whether chosen or not: what so
  /// many inspections would be worth, taken from the top.
  static func inspections(_ run: PreparedRun) -> Table {
    var cumulative = Kopecks.zero
    var rows: [[Cell]] = []
    for (i, row) in run.contents.inspections.rows.enumerated() {
      cumulative = cumulative.limited(plus: row.stake)
      rows.append([
        .integer(i + 1), .text(row.finding), .text(row.kind.rawValue), .text(row.quarter),
        .text(row.object), .money(row.expected), .real(row.probability),
        .text(row.visit.place.rawValue), .real(row.visit.hours), .real(row.perHour),
        .optional(row.choice?.rawValue), row.tour > 0 ? .integer(row.tour) : .null,
        .money(cumulative),
      ])
    }
    return Table(name: "inspections", columns: TableSchema.inspections, rows: rows)
  }
}
