import Cadastre
import Findings
import Foundation
import Geometry
import Revenue

/// The list of all findings as the page needs it before any of them is in view.
///
/// What is worth most comes first. A row is short, so that a town's list is a few files; the features
/// with outline and words are in the pieces of their layers, the lines of money in files beside the list.
struct MapFindings {
  /// Rows in one file.
  static let rowsPerFile = 1000

  private struct Row {
    var finding: Finding
    var account: MoneyAccount
    var layer: Int
    var piece: Int
    var place: Point?

    /// Where it stands in the list: the larger sum of a year or of once, then chance times weight.
    let rank: (Int64, Double)

    init(
      _ finding: Finding,
      _ account: MoneyAccount,
      _ layer: Int,
      _ piece: Int,
      _ place: Point?
    ) {
      self.finding = finding
      self.account = account
      self.layer = layer
      self.piece = piece
      self.place = place
      let sums = Period.both.map { account.total($0)?.expected.rawValue.magnitude ?? 0 }
      rank = (Int64(clamping: sums.max() ?? 0), finding.probability * (finding.ratio ?? 1))
    }
  }

  private let rows: [Row]
  private let lines: [String: [JSON]]

  /// Takes the layers of the page that are written, and the names of all of them in their order.
  init(_ run: PreparedRun, _ layers: [MapPieces], among names: [String]) {
    let findings = Dictionary(
      run.findings.map { (Keys.finding($0.id), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var rows: [Row] = []
    for pieces in layers where MapFolder.holdsFindings(pieces.layer.name) {
      let layer = pieces.layer
      guard let number = names.firstIndex(of: layer.name) else { continue }
      for (piece, content) in pieces.all.enumerated() {
        func add(_ record: Int, _ place: Point?) {
          guard let finding = findings[layer.key(ofRecord: record)] else { return }
          let account = run.money[finding.id] ?? MoneyAccount()
          rows.append(Row(finding, account, number, piece, place))
        }
        for feature in content.features {
          add(layer.records[feature], layer.shapes.box(of: feature).center)
        }
        for record in content.records { add(record, nil) }
      }
    }
    self.rows = rows.sorted { first, second in
      let (a, b) = (first.rank, second.rank)
      return a == b ? first.finding.id < second.finding.id : a > b
    }
    lines = Dictionary(grouping: run.revenue, by: \.finding).mapValues { lines in
      lines.map { line in
        .array([
          .string(line.object), .string(line.channel.rawValue), .string(line.tax),
          .money(line.low), .money(line.expected), .money(line.high),
          .string(line.period.rawValue), .string(line.budget.rawValue), .string(line.law),
          .string(line.assumptions),
        ])
      }
    }
  }

  /// Writes `findings-N.js`, `money-N.js` and `why-N.js`, and tells the page how many there are.
  ///
  /// A row is `[id, kind, quarter, probability, measure, unit, a year, once, longitude, latitude, layer,
  /// piece, objects]`; kind, quarter and layer are places in lists of `meta.js`.
  func write(_ quarters: [String], to data: URL) throws(ExportError) -> JSON {
    let quarterPlaces = Dictionary(
      quarters.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let kindPlaces = Dictionary(
      uniqueKeysWithValues: FindingKind.allCases.enumerated().map { ($1, $0) }
    )
    var files: [JSON] = []
    for start in stride(from: 0, to: rows.count, by: Self.rowsPerFile) {
      let part = rows[start..<min(rows.count, start + Self.rowsPerFile)]
      let number = files.count
      var file = try OutputFile(data.appending(path: "findings-\(number + 1).js"), isHashed: false)
      try file.write("MEZHA.findings(\(number),[\n")
      for (i, row) in part.enumerated() {
        let finding = row.finding
        let named = finding.registerIDs.isEmpty ? finding.surveyIDs : finding.registerIDs
        let text: JSON = .array([
          .string(finding.id), .integer(kindPlaces[finding.kind] ?? 0),
          .integer(quarterPlaces[finding.quarter] ?? -1), .fixed(finding.probability, 4),
          .fixed(finding.measure, 2), .string(finding.unit.rawValue),
          row.account.total(.year).map { .money($0.expected) } ?? .null,
          row.account.total(.once).map { .money($0.expected) } ?? .null,
          row.place.map { .fixed($0.x, 6) } ?? .null, row.place.map { .fixed($0.y, 6) } ?? .null,
          .integer(row.layer), .integer(row.piece),
          .string(named.prefix(2).joined(separator: ", ") + (named.count > 2 ? ", …" : "")),
        ])
        try file.write((i == 0 ? [] : Array(",\n".utf8)) + text.compact)
      }
      try file.write("\n]);\n")
      let bytes = try file.finish().bytes
      let money = part.compactMap { row in lines[row.finding.id].map { (row.finding.id, $0) } }
      try OutputFile.write(
        MapFolder.call("MEZHA.money", .object(money.map { ($0.0, .array($0.1)) })),
        to: data.appending(path: "money-\(number + 1).js")
      )
      try OutputFile.write(
        MapFolder.call("MEZHA.why", .object(part.map { ($0.finding.id, why($0.finding)) })),
        to: data.appending(path: "why-\(number + 1).js")
      )
      files.append(
        .object([
          ("why", .string("data/why-\(number + 1).js")),
          ("file", .string("data/findings-\(number + 1).js")),
          ("money", .string("data/money-\(number + 1).js")), ("count", .integer(part.count)),
          ("bytes", .integer(bytes)),
        ])
      )
    }
    return .array(files)
  }

  /// What was compared, what the probability is made of and what would change the sign: Russian lines,
  /// then English ones, as `mezha explain` has them.
  private func why(_ finding: Finding) -> JSON {
    let why = finding.explanation
    return .array(
      [WordLanguage.ru, .en].map { language in
        .object([
          (
            "compared",
            .array(
              why.conditions.map { condition in
                let basis = condition.basis.text(language).map { " (\($0))" } ?? ""
                return .string(condition.text(language) + basis)
              }
            )
          ),
          (
            "evidence",
            .array(
              why.evidence.map {
                .array([.string($0.name.words[language]), .fixed($0.logOdds, 2)])
              }
            )
          ),
          ("notes", .array(why.notes.map { .string($0[language]) })),
          ("flips", .array(why.flips(language).map(JSON.string))),
          ("laws", .array(why.laws.map(JSON.string))),
        ])
      }
    )
  }
}
