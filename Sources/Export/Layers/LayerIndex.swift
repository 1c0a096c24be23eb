import Cadastre
import Findings
import Foundation
import Geometry
import Matching
import Projection
import Revenue

/// Writes the layers of a run and the index that says what each holds.
enum LayerIndex {
  /// The version of names and types in the layers; grows when one is removed or changes its type.
  static let schemaVersion = 1

  /// Writes the index of `folder` from the entries of its layers.
  static func write(
    _ entries: [JSON],
    _ set: LayerSet,
    _ run: PreparedRun,
    to folder: URL
  ) throws(ExportError) -> WrittenFile {
    let system = run.contents.workingCRS
    let index = JSON.object([
      ("schema_version", .integer(schemaVersion)),
      ("municipality", .string(run.contents.municipality)),
      (
        "crs",
        .object([
          ("layers", .string("OGC:CRS84")),
          ("working", .optional(system.authorityCode)),
          ("working_name", .string(system.name)),
          ("working_definition", .string(system.definition)),
          ("operation", .string(set.operation)),
          (
            "operation_accuracy_m",
            set.accuracy.map { .fixed($0, 2) } ?? .null
          ),
        ])
      ),
      ("style", .string(StyleFiles.mapLibreName)),
      ("layers", .array(entries)),
      ("codelists", codelists),
    ])
    return try OutputFile.write(index.document, to: folder.appending(path: "index.json"))
  }

  /// What the index says of one layer.
  static func entry(_ layer: WebLayer, _ written: LayerFiles.Written) -> JSON {
    var members: [(String, JSON)] = [
      ("name", .string(layer.name)),
      ("title_ru", .string(layer.title.ru)),
      ("title_en", .string(layer.title.en)),
    ]
    members += written.plain.members
    members += [
      ("gzip", .object(written.compressed.members)),
      ("lines", .object(written.lines.members)),
    ]
    if Palette.look(layer.name) != nil {
      members.append(
        (
          "styles",
          .object([
            ("qml", .string("\(layer.name).qml")), ("sld", .string("\(layer.name).sld")),
          ])
        )
      )
    }
    members += [
      ("geometry", .optional(layer.shapes.geometryType)),
      ("feature_count", .integer(layer.count)),
      ("without_place", .integer(layer.withoutPlace)),
      ("repaired_after_rounding", .integer(layer.shapes.repaired)),
      ("enlarged_to_1_cm", .integer(layer.shapes.enlarged)),
      ("bbox", .box(layer.shapes.box)),
      ("properties", .array(layer.properties.map(property))),
    ]
    if !written.pieces.isEmpty {
      members.append(("by_quarter", .array(written.pieces.map(piece))))
    }
    return .object(members)
  }

  private static func piece(_ piece: LayerFiles.Piece) -> JSON {
    .object(
      [("quarter_key", .optional(piece.quarter.map(Keys.quarter)))] + piece.plain.members + [
        ("feature_count", .integer(piece.count)), ("bbox", .box(piece.box)),
      ]
    )
  }

  /// The JSON type of a property.
  static func type(_ column: Column) -> String {
    switch column.type {
    case .text: "string"
    case .integer: "integer"
    case .decimal, .money: "number"
    case .boolean: "boolean"
    }
  }

  private static func property(_ column: Column) -> JSON {
    let absence = LayerSchema.absence(column.name)
    return .object([
      ("name", .string(column.name)), ("type", .string(type(column))),
      ("unit", .optional(column.unit)), ("title_ru", .string(column.ru)),
      ("title_en", .string(column.en)), ("null_ru", .optional(absence?.ru)),
      ("null_en", .optional(absence?.en)),
    ])
  }

  /// Words for the codes of properties, but for kinds and families.
  static let codes: [(property: String, codes: [(String, Words)])] = [
    ("onto", Onto.allCases.map { ($0.rawValue, $0.words) }),
    ("status", RecordStatus.allCases.map { ($0.rawValue, $0.words) }),
    ("balance", BalancePart.allCases.map { ($0.rawValue, $0.words) }),
    ("purpose", BuildingPurpose.allCases.map { ($0.rawValue, $0.words) }),
    ("category", LandCategory.allCases.map { ($0.rawValue, $0.words) }),
    ("right", Right.allCases.map { ($0.rawValue, $0.words) }),
    ("subtype", ParcelSubtype.allCases.map { ($0.name, $0.words) }),
    ("public_land", PublicLandKind.allCases.map { ($0.rawValue, $0.words) }),
    ("channel", Channel.allCases.map { ($0.rawValue, $0.title) }),
  ]

  private static var codelists: JSON {
    .object(
      [
        (
          "kind",
          .array(
            FindingKind.allCases.map { kind in
              .object([
                ("code", .string(kind.rawValue)), ("ru", .string(kind.titles.ru)),
                ("en", .string(kind.titles.en)), ("meaning_ru", .string(kind.meanings.ru)),
                ("meaning_en", .string(kind.meanings.en)),
                ("layer", .string("findings_\(kind.family.rawValue)")),
                ("layer_without_outline", .string(FindingLayers.placesName)),
              ])
            }
          )
        ),
        (
          "family",
          .array(
            Family.allCases.map { family in
              .object([
                ("code", .string(family.rawValue)), ("ru", .string(family.words.ru)),
                ("en", .string(family.words.en)), ("colour", .string(family.colour)),
              ])
            }
          )
        ),
      ] + codes.map { ($0.property, list($0.codes)) }
    )
  }

  private static func list(_ list: [(String, Words)]) -> JSON {
    .array(
      list.map { code, words in
        .object([
          ("code", .string(code)), ("ru", .string(words.ru)), ("en", .string(words.en)),
        ])
      }
    )
  }
}
