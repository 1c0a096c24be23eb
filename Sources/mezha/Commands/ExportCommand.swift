import Export
import Findings
import Foundation
import Geometry
import Reconciliation

extension Flag {
  static let layers = Flag(
    name: "layers",
    value: .text("A,B"),
    brief: "Layers, by their names in layers/index.json (default: all)",
    detail: "`findings`, `register`, `survey` stand for all layers whose names begin so."
  )
  static let format = Flag(
    name: "format",
    value: .text("FORMAT"),
    brief: "geojson (default), geojsonl, csv, gpkg or catalogue",
    detail: "catalogue: номер;X;Y, X = north, to the centimetre, for a plan"
  )
  static let crs = Flag(
    name: "crs",
    value: .text("NAME"),
    brief: "Coordinate system: a code, a definition, a name (default: WGS 84)",
    detail: "A catalogue is in the system of the run unless this says otherwise."
  )
  static let box = Flag(
    name: "bbox",
    value: .text("W,S,E,N"),
    brief: "Only features that meet this box, in the system that is written"
  )
  static let quarters = Flag(
    name: "quarter",
    value: .text("A,B"),
    brief: "Only features of these quarters"
  )
  static let kinds = Flag(
    name: "kinds",
    value: .text("A,B"),
    brief: "Only findings of these kinds; without --layers, findings only"
  )
  static let objects = Flag(
    name: "objects",
    value: .text("A,B"),
    brief: "Only these: cadastral numbers, survey ids, ids of findings"
  )
  static let exported = Flag(
    name: "out",
    short: "o",
    value: .text("FILE"),
    brief: "File, or folder for several layers; - is stdout, the default"
  )
}

extension Command {
  static let export = Command(
    name: "export",
    operands: [Operand(name: "DIR")],
    flags: [.layers, .format, .crs, .box, .quarters, .kinds, .objects, .exported],
    brief: "Layers of a finished run in another format, system or selection",
    detail: """
      One layer goes to a file or to stdout; several go into one GeoPackage or one catalogue, else into
      a folder, a file for each. What is written takes its place by one rename. Records without a place
      are in CSV and GeoPackage only, unless --bbox is given.
      """,
    examples: [
      "mezha export run --layers register_parcels --format csv --crs EPSG:7829 --out parcels.csv",
      "mezha export run --kinds encroachment --format gpkg --out encroachments.gpkg",
      "mezha export run --format catalogue --objects 90:25:010101:7 --out -",
    ],
    run: { (arguments, console) throws(JobFailure) in
      var request = RunExport.Request()
      request.selection = try selection(arguments)
      request.format = try format(arguments)
      request.crs = arguments.text(.crs)
      let path = arguments.text(.exported) ?? "-"
      let summary = try RunExport.write(
        request,
        of: arguments.operands[0],
        to: path,
        threads: arguments.workers,
        language: arguments.text(.language).flatMap { Language(rawValue: $0) }
      )
      let isNarrowed = [Flag.quarters, .kinds, .objects, .box].contains { arguments.has($0) }
      if isNarrowed, summary.parts.allSatisfy({ $0.count + $0.withoutPlace == 0 }) {
        console.talk("mezha: nothing in \(arguments.operands[0]) fits the selection\n")
      }
      if path != "-" {
        try console.product(
          arguments.has(.json)
            ? try JSONOutput.text(ExportJSON(summary, path: path))
            : ExportText(language: arguments.language).text(summary, path: path)
        )
      } else if !arguments.has(.quiet), !request.format.holdsPlaceless {
        for part in summary.parts where part.withoutPlace > 0 {
          console.talk("\(part.name): \(part.withoutPlace) without a place are left out\n")
        }
      }
      return .done
    }
  )

  private static func format(_ arguments: Arguments) throws(JobFailure) -> LayerFormat {
    guard let word = arguments.text(.format) else { return .geojson }
    guard let format = LayerFormat(rawValue: word) else {
      let known = LayerFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("--format cannot be \"\(word)\"; expected \(known)")
    }
    return format
  }

  private static func selection(_ arguments: Arguments) throws(JobFailure) -> LayerSelection {
    var selection = LayerSelection()
    selection.layers = list(arguments, .layers)
    selection.quarters = Set(list(arguments, .quarters))
    selection.objects = Set(list(arguments, .objects))
    for word in list(arguments, .kinds) { selection.kinds.insert(try findingKind(named: word)) }
    if let text = arguments.text(.box) {
      let numbers = list(arguments, .box).compactMap { Double($0) }
      guard numbers.count == 4, numbers.allSatisfy(\.isFinite), numbers[0] <= numbers[2],
        numbers[1] <= numbers[3]
      else { throw .usage("--bbox cannot be \"\(text)\"; expected west,south,east,north") }
      selection.box = Envelope(
        minX: numbers[0],
        minY: numbers[1],
        maxX: numbers[2],
        maxY: numbers[3]
      )
    }
    return selection
  }

  private static func list(_ arguments: Arguments, _ flag: Flag) -> [String] {
    (arguments.text(flag) ?? "").split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

/// What was exported, for other programs.
struct ExportJSON: Encodable {
  struct Part: Encodable {
    var layer: String
    var features: Int
    var withoutPlace: Int
  }

  var out: String
  var crs: String
  var layers: [Part]

  init(_ summary: RunExport.Summary, path: String) {
    out = path
    crs = summary.crs
    layers = summary.parts.map {
      Part(layer: $0.name, features: $0.count, withoutPlace: $0.withoutPlace)
    }
  }
}

/// What was exported, for people.
struct ExportText {
  var language: Language

  func text(_ summary: RunExport.Summary, path: String) -> String {
    let numbers = NumberText(language: language)
    let isRussian = language == .ru
    var table = TextTable(
      [
        isRussian ? "слой" : "layer", isRussian ? "объектов" : "features",
        isRussian ? "без места" : "without a place",
      ],
      left: [0]
    )
    for part in summary.parts {
      table.add([part.name, numbers.whole(part.count), numbers.whole(part.withoutPlace)])
    }
    return "\(path) · \(summary.crs)\n\n\(table.text)"
  }
}
