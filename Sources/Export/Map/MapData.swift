import Cadastre
import Findings
import Formats
import Foundation
import Geometry
import Projection
import Revenue

/// What the page knows before anything else: names, words, colours, totals, the files there are.
enum MapData {
  /// Writes `meta.js`.
  static func writeMeta(
    _ run: PreparedRun,
    _ files: MapFiles,
    to folder: URL
  ) throws(ExportError) {
    let contents = run.contents
    let base = BaseMap(contents.parameters)
    let meta = JSON.object([
      ("municipality", .string(contents.municipality)),
      ("language", .string(contents.language.rawValue)),
      ("register_date", .optional(contents.register.date)),
      ("survey_date", .optional(contents.survey.date)),
      ("crs", .string(contents.workingCRS.name)),
      ("findings", .integer(run.findings.count)),
      ("layers", .array(files.layers)), ("looks", looks),
      ("ramp", .array(Palette.ramp.map(JSON.string))), ("lists", files.findings),
      ("search", files.search),
      ("kinds", .array(FindingKind.allCases.map { .string($0.rawValue) })),
      ("quarters", .array(run.quarters.map { .string($0.number) })),
      (
        "base",
        base.map {
          .object([("address", .string($0.address)), ("attribution", .string($0.attribution))])
        } ?? .null
      ),
      ("families", .array(Family.allCases.map { family($0, run) })),
      ("totals", .array(run.contents.totals.rows.map(total))),
      (
        "channels",
        .object(Channel.allCases.map { ($0.rawValue, words($0.title)) })
      ),
      ("codes", codes),
    ])
    try OutputFile.write(MapFolder.call("MEZHA.meta", meta), to: folder.appending(path: "meta.js"))
  }

  /// How the page draws each layer, from the palette all styles are made from.
  private static var looks: JSON {
    .object(Palette.grounds.map { name, look in (name, look.page) })
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
      ("balance", .object(BalancePart.allCases.map { ($0.rawValue, words($0.words)) })),
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

  /// Words for codes of payments most policies use; another code is shown as it is.
  static let taxes: [(code: String, words: Words)] = [
    ("land-tax", Words("земельный налог", "land tax")),
    ("property-tax", Words("налог на имущество", "property tax")),
    (
      "organisation-property-tax",
      Words("налог на имущество организаций", "property tax of organisations")
    ),
    ("rent", Words("арендная плата", "rent")),
    ("rent-interest", Words("проценты на плату", "interest on rent")),
    ("land-tax-interest", Words("пени по земельному налогу", "interest on land tax")),
    ("koap-7.1", Words("штраф, КоАП 7.1", "fine, КоАП 7.1")),
    ("koap-8.8", Words("штраф, КоАП 8.8", "fine, КоАП 8.8")),
    ("redistribution", Words("плата за перераспределение", "redistribution fee")),
  ]
}
