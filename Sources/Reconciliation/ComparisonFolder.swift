import Cadastre
import Findings
import Formats
import Foundation
import Geometry
import Revenue

extension RunComparison {
  /// Name of the file that marks a folder as a comparison.
  static let summaryFile = "comparison.json"

  /// Publishes `tables/comparison.csv`, one row for each finding of either run, and `comparison.json`, the counts
  /// and sums.
  ///
  /// - Parameter directory: Absent, empty or a previous comparison.
  /// - Throws: ``JobFailure/output(_:)``.
  public func write(to directory: String) throws(JobFailure) {
    try Publisher.publish(to: directory, replacing: .comparison) { (staging) throws(JobFailure) in
      do {
        try FileManager.default.createDirectory(
          atPath: "\(staging)/tables",
          withIntermediateDirectories: true
        )
        try Data(table).write(to: URL(filePath: "\(staging)/tables/comparison.csv"))
        try Data(summary).write(to: URL(filePath: "\(staging)/\(Self.summaryFile)"))
      } catch {
        throw .output("\(directory): \((error as NSError).localizedDescription)")
      }
    }
  }

  private var table: [UInt8] {
    var text = CSVWriter(header: [
      "change", "kind", "quarter", "finding_1", "finding_2", "register_ids", "survey_ids_1",
      "survey_ids_2", "measure_1", "measure_2", "unit", "tolerance", "expected_1", "expected_2",
      "difference", "x", "y",
    ])
    for row in rows {
      guard let one = row.second ?? row.first else { continue }
      let difference = row.secondMoney.saturatingPlus(.zero - row.firstMoney)
      text.row([
        .text(row.change.rawValue), .text(one.kind.rawValue), .text(one.quarter),
        .text(orNull: row.first?.id), .text(orNull: row.second?.id),
        .text(one.registerIDs.joined(separator: ";")),
        .text(orNull: row.first?.surveyIDs.joined(separator: ";")),
        .text(orNull: row.second?.surveyIDs.joined(separator: ";")),
        Self.number(row.first?.measure), Self.number(row.second?.measure),
        .text(one.unit.rawValue), Self.number(one.tolerance),
        row.first == nil ? .null : .scaled(row.firstMoney.rawValue, decimals: 2),
        row.second == nil ? .null : .scaled(row.secondMoney.rawValue, decimals: 2),
        .scaled(difference.rawValue, decimals: 2), Self.number(one.place?.x),
        Self.number(one.place?.y),
      ])
    }
    return text.take()
  }

  private static func number(_ value: Double?) -> JSONValue {
    value.map { .fixed($0, decimals: 3) } ?? .null
  }

  private var summary: [UInt8] {
    var text = JSONText(isIndented: true)
    text.beginObject()
    text.member("different", .boolean(isDifferent))
    text.key("changes")
    text.beginObject()
    for change in Change.allCases {
      text.key(change.rawValue)
      text.beginObject()
      for kind in FindingKind.allCases where count(change, kind) > 0 {
        text.member(kind.rawValue, .integer(Int64(count(change, kind))))
      }
      text.endObject()
    }
    text.endObject()
    text.key("money")
    text.beginArray()
    for money in money {
      guard let one = money.second ?? money.first else { continue }
      text.beginObject()
      text.member("channel", .text(one.channel.rawValue))
      text.member("period", .text(one.period.rawValue))
      text.member("budget", .text(one.budget.rawValue))
      text.member("expected_1", .text(orNull: money.first?.expected.decimal))
      text.member("expected_2", .text(orNull: money.second?.expected.decimal))
      text.member("difference", .text(money.difference.decimal))
      text.endObject()
    }
    text.endArray()
    text.endObject()
    return text.bytes + [UInt8(ascii: "\n")]
  }
}
