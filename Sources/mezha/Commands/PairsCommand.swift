import Export
import Foundation
import Reconciliation

extension Flag {
  static let table = Flag(
    name: "out",
    short: "o",
    value: .text("CSV"),
    brief: "File to write the table to; - is stdout",
    detail: "It is replaced by one rename when the table is whole."
  )
}

extension Flag {
  static let tile = Flag(
    name: "tile",
    value: .integer("RECORDS", 1...Int.max),
    brief: "Hold so many records of both layers together at once",
    detail: """
      For layers larger than memory: they are read by parts of the plane through the
      spatial index of the GeoPackage, and the table is sorted on disk, in the folder
      TMPDIR names; it is the same table. Without it all records are held, unless both
      files together are larger than half of the machine's memory: then tiles of
      \(PairRun.usualTileSize) records are taken. Layers without a spatial index are
      always held whole.
      """
  )
}

extension Command {
  static let pairs = Command(
    name: "pairs",
    operands: [Operand(name: "FILE[:layer]"), Operand(name: "FILE[:layer]")],
    flags: [.table, .tile],
    required: [.table],
    brief: "Every pair of two layers whose interiors meet, and the land they share",
    detail: """
      Columns: id_1, id_2, area_1, area_2, intersection_area, iou; sorted by both ids as text. An id
      is the survey_id, cad_number or id of a record, the first of these columns the layer has, else
      its row. Areas are plane, m² if the coordinates are metres. Neighbours that only touch are no
      pair; a sliver is, however thin: that is decided without error. Invalid shapes are mended as
      `reconcile` mends them and named on stderr, as are records without geometry. Layers in
      different coordinate systems are refused.
      """,
    examples: [
      "mezha pairs register.gpkg:parcels survey.gpkg:parcels --out pairs.csv",
      "mezha pairs register.gpkg:parcels register.gpkg:quarters --out - --quiet",
    ],
    run: { (arguments, console) throws(JobFailure) in
      let sources = arguments.operands.map {
        PairRun.Source($0) { FileManager.default.fileExists(atPath: $0) }
      }
      let path = arguments.text(.table) ?? "-"
      guard path != "-" || !arguments.has(.json) else {
        throw .usage("pairs: --out - writes the table to stdout; --json cannot go there too")
      }
      let summary = try PublishedFile.write(to: path) { (write) throws(JobFailure) in
        try PairRun.run(
          sources,
          threads: arguments.workers,
          tileSize: arguments.integer(.tile),
          talk: { if !arguments.has(.quiet) { console.talk("\($0)\n") } },
          write: write
        )
      }
      // The table itself is the product when it goes to stdout.
      if path != "-" {
        try console.product(
          arguments.has(.json)
            ? try JSONOutput.text(PairsJSON(summary, path: path))
            : PairsText(language: arguments.language).text(summary, path: path)
        )
      }
      return .done
    }
  )
}

/// What was found, for other programs.
struct PairsJSON: Encodable {
  var out: String
  var records: [Int]
  var withoutGeometry: [Int]
  var mended: [Int]
  var lost: [Int]
  var candidates: Int
  var edgePairs: Int
  var pairs: Int
  var totalArea: Double

  init(_ summary: PairRun.Summary, path: String) {
    out = path
    records = summary.records
    withoutGeometry = summary.withoutGeometry
    mended = summary.mended
    lost = summary.lost
    candidates = summary.candidates
    edgePairs = summary.edgePairs
    pairs = summary.pairs
    totalArea = summary.totalArea
  }
}

/// What was found, for people.
struct PairsText {
  var language: Language

  func text(_ summary: PairRun.Summary, path: String) -> String {
    let numbers = NumberText(language: language)
    let isRussian = language == .ru
    var table = TextTable(["", ""])
    func add(_ russian: String, _ english: String, _ values: [Int]) {
      let text = values.map(numbers.whole).joined(separator: " · ")
      table.add([isRussian ? russian : english, text])
    }
    add("записей", "records", summary.records)
    add("без координат", "without geometry", summary.withoutGeometry)
    add("исправлено контуров", "shapes mended", summary.mended)
    add("не прочитано", "left out", summary.lost)
    add("пар с общей землёй", "pairs that share land", [summary.pairs])
    table.add([
      isRussian ? "общая площадь, м²" : "shared area, m²", numbers.rounded(summary.totalArea),
    ])
    return "\(path)\n\n\(table.text)"
  }
}
