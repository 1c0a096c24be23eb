import Cadastre
import Findings
import Formats
import Foundation
import Geometry
import Projection
import Revenue

/// What the map knows beside features: words, money, an index for searching.
enum MapData {
  /// Money lines by finding: `MEZHA.money({"finding id": [[object, channel, …], …]})`.
  static func writeMoney(_ run: PreparedRun, to folder: URL) throws(ExportError) {
    var members: [(String, JSON)] = []
    for line in run.revenue {
      let row = JSON.array([
        .string(line.object), .string(line.channel.rawValue), .string(line.tax),
        .money(line.low), .money(line.expected), .money(line.high),
        .string(line.period.rawValue), .string(line.budget.rawValue), .string(line.law),
        .string(line.assumptions),
      ])
      if let last = members.last, last.0 == line.finding, case .array(let rows) = last.1 {
        members[members.count - 1].1 = .array(rows + [row])
      } else {
        members.append((line.finding, .array([row])))
      }
    }
    let bytes = call("MEZHA.money", .object(members))
    try OutputFile.write(bytes, to: folder.appending(path: "money.js"))
  }

  /// Where each object is: `MEZHA.search({layer: [[key, longitude, latitude], …]})`; those without a
  /// place have the key alone.
  static func writeSearch(
    _ set: LayerSet,
    _ run: PreparedRun,
    to folder: URL
  ) throws(ExportError) {
    var file = try OutputFile(folder.appending(path: "search.js"), isHashed: false)
    try file.write("MEZHA.search({")
    let names = [
      "register_parcels", "register_buildings", "register_constructions", "survey_parcels",
      "survey_buildings",
    ]
    var isFirst = true
    for layer in set.layers where names.contains(layer.name) {
      try file.write("\(isFirst ? "" : ",")\n\"\(layer.name)\":[")
      isFirst = false
      var shown = Set<Int>()
      for feature in 0..<layer.count {
        let record = layer.records[feature]
        shown.insert(record)
        var line: [UInt8] = Array((feature == 0 ? "\n[" : ",\n[").utf8)
        if case .text(let key) = layer.cells(record)[0] { JSONText.append(quoted: key, to: &line) }
        let box = layer.shapes.box(of: feature)
        for value in [box.center.x, box.center.y] {
          line.append(UInt8(ascii: ","))
          FixedDecimal.append(value, decimals: GeoJSONText.decimals, to: &line)
        }
        line.append(UInt8(ascii: "]"))
        try file.write(line)
      }
      let unseen = (0..<layer.count + layer.withoutPlace).filter { !shown.contains($0) }
      let keys = unseen.compactMap { record -> String? in
        if case .text(let key) = layer.cells(record)[0] { key } else { nil }
      }
      for (i, key) in keys.sorted().enumerated() {
        var line: [UInt8] = Array((layer.count == 0 && i == 0 ? "\n[" : ",\n[").utf8)
        JSONText.append(quoted: key, to: &line)
        line.append(UInt8(ascii: "]"))
        try file.write(line)
      }
      try file.write("]")
    }
    try file.write("\n});\n")
    _ = try file.finish()
  }

  /// Names, words, colours, totals and the pieces of each layer.
  static func writeMeta(
    _ run: PreparedRun,
    _ set: LayerSet,
    _ layers: [JSON],
    to folder: URL
  ) throws(ExportError) {
    let contents = run.contents
    let unseen = run.findings.filter { $0.place == nil && $0.shape.isEmpty }
    let meta = JSON.object([
      ("municipality", .string(contents.municipality)),
      ("language", .string(contents.language.rawValue)),
      ("register_date", .optional(contents.register.date)),
      ("survey_date", .optional(contents.survey.date)),
      ("crs", .string(contents.workingCRS.name)),
      ("findings", .integer(run.findings.count)),
      ("layers", .array(layers)),
      ("looks", looks(of: set)),
      ("families", .array(Family.allCases.map { family($0, run) })),
      ("totals", .array(run.contents.totals.rows.map(total))),
      (
        "channels",
        .object(Channel.allCases.map { ($0.rawValue, words($0.title)) })
      ),
      ("codes", codes),
      (
        "unplaced",
        .array(
          unseen.map { finding in
            .object([
              ("id", .string(finding.id)), ("kind", .string(finding.kind.rawValue)),
              ("quarter", .string(finding.quarter)),
              ("register", .array(finding.registerIDs.map(JSON.string))),
              ("survey", .array(finding.surveyIDs.map(JSON.string))),
              ("ru", .string(finding.detail)), ("en", .string(finding.detailEnglish)),
            ])
          }
        )
      ),
    ])
    try OutputFile.write(call("MEZHA.meta", meta), to: folder.appending(path: "meta.js"))
  }

  /// How the page draws each layer, from the palette all styles are made from.
  private static func looks(of set: LayerSet) -> JSON {
    .object(
      set.layers.compactMap { layer in Palette.look(layer.name).map { (layer.name, $0.page) } }
    )
  }

  private static func family(_ family: Family, _ run: PreparedRun) -> JSON {
    .object([
      ("code", .string(family.rawValue)), ("colour", .string(family.colour)),
      ("ru", .string(family.words.ru)), ("en", .string(family.words.en)),
      (
        "kinds",
        .array(
          family.kinds.map { kind in
            .object([
              ("code", .string(kind.rawValue)), ("ru", .string(kind.titles.ru)),
              ("en", .string(kind.titles.en)), ("meaning_ru", .string(kind.meanings.ru)),
              ("meaning_en", .string(kind.meanings.en)),
              ("count", .integer(run.findings.count { $0.kind == kind })),
            ])
          }
        )
      ),
    ])
  }

  private static func total(_ row: RevenueTotals.Row) -> JSON {
    .object([
      ("channel", .string(row.channel.rawValue)), ("period", .string(row.period.rawValue)),
      ("budget", .string(row.budget.rawValue)), ("low", .money(row.range.low)),
      ("expected", .money(row.range.expected)), ("high", .money(row.range.high)),
    ])
  }

  /// Words for the codes that stand in properties, by property.
  private static var codes: JSON {
    .object([
      ("onto", .object(Onto.allCases.map { ($0.rawValue, words($0.words)) })),
      ("status", .object(RecordStatus.allCases.map { ($0.rawValue, words($0.words)) })),
      ("purpose", .object(BuildingPurpose.allCases.map { ($0.rawValue, words($0.words)) })),
      ("category", .object(LandCategory.allCases.map { ($0.rawValue, words($0.words)) })),
      ("right", .object(Right.allCases.map { ($0.rawValue, words($0.words)) })),
      ("subtype", .object(ParcelSubtype.allCases.map { ($0.name, words($0.words)) })),
      ("unit", .object(MeasureUnit.all.map { ($0.rawValue, words($0.sign)) })),
      (
        "budget",
        .object([Budget.municipal, .regional].map { ($0.rawValue, words($0.words)) })
      ),
      ("tax", .object(taxes.map { ($0.code, words($0.words)) })),
      ("kind", .object(PublicLandKind.allCases.map { ($0.rawValue, words($0.words)) })),
    ])
  }

  private static func words(_ words: Words) -> JSON {
    .array([.string(words.ru), .string(words.en)])
  }

  /// A script that calls `function` with one value.
  private static func call(_ function: String, _ value: JSON) -> [UInt8] {
    Array("\(function)(".utf8) + value.compact + Array(");\n".utf8)
  }

  /// Words for codes of payments most policies use; another code is shown as it is.
  static let taxes: [(code: String, words: Words)] = [
    ("land-tax", Words("земельный налог", "land tax")),
    ("property-tax", Words("налог на имущество", "property tax")),
    (
      "organisation-property-tax",
      Words("налог на имущество организаций", "property tax of organisations")
    ),
    ("rent", Words("арендная плата", "rent")),
    ("koap-7.1", Words("штраф, КоАП 7.1", "fine, КоАП 7.1")),
    ("redistribution", Words("плата за перераспределение", "redistribution fee")),
  ]
}
