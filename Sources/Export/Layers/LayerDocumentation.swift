import Cadastre
import Findings
import Geometry
import Projection
import Revenue

/// The page Layers of the documentation, made from what writes the layers and their index.
enum LayerDocumentation {
  /// The page.
  ///
  /// - Throws: ``ExportError`` when PROJ does not know WGS 84.
  static func page() throws(ExportError) -> String {
    let plans = LayerPlan.all(PreparedRun(try everything()))
    return head + plans.map(section).joined() + "\n" + codelists
  }

  /// A run with something of everything a layer can be made of, and nothing in it.
  private static func everything() throws(ExportError) -> RunContents {
    let system: ReferenceSystem
    do throws(ProjectionError) { system = try ReferenceSystem("EPSG:32637") } catch {
      throw .projection(reason: "\(error)")
    }
    var register = Register()
    let origin = Origin(file: "", layer: "", row: 0)
    register.constructions = Layer(
      records: [RegisterBuilding(number: "", quarter: "", origin: origin)],
      shapes: ShapeColumn([.empty])
    )
    var survey = Survey(accuracy: 0.1)
    survey.coverage = .area(.empty)
    return RunContents(
      municipality: "",
      workingCRS: system,
      register: register,
      survey: survey,
      shifts: [],
      links: [],
      findings: [],
      revenue: [],
      balance: [],
      rejects: [],
      inputs: [],
      parameters: [],
      notes: [],
      language: .en
    )
  }

  private static let head = """
    # Layers

    What every file under `layers/` holds, property by property.

    ## Overview

    This page is written by the program from what writes the layers and `index.json`; a test holds them together.

    Each layer is GeoJSON (RFC 7946): WGS 84, longitude first, shells counter-clockwise, 7 decimals, valid as rounded,
    one type of geometry, a `bbox`, features in the order of their `id`. Beside `NAME.geojson` stand `NAME.geojsonl`
    (one feature a line), `NAME.geojson.gz`, `NAME.qml` and `NAME.sld`; `index.json` has size, hash, count, box and
    properties of each, and how many shapes were mended after rounding. A layer above 10 MB, too much for a browser
    at once, is also cut by quarter under `by_quarter/`.

    Every feature has every property of its layer; a property has one JSON type, or is null for the reason given here.
    `feature_key` is what other layers call the feature; numbers of objects stand behind a prefix (`parcel:`, `building:`,
    `quarter:`), for a column of bare ones is read as times of day by GDAL. Lists in one text are joined by `;`. Areas are
    measured in the working CRS. Properties marked `public` are those of `layers/public/`.

    """

  private static func section(_ plan: LayerPlan) -> String {
    let source = plan.source
    let own = Set(source.properties.map(\.name))
    let shown = Set(plan.publicColumns.map(\.name))
    let columns = source.properties + plan.publicColumns.filter { !own.contains($0.name) }
    var text = "\n## \(source.name)\n\n\(source.title.ru) · \(source.title.en)\n\n"
    if let about = LayerSchema.about(source.name) { text += about + "\n\n" }
    text += "| property | type | unit | null means | по-русски | in English | where |\n"
    text += "|---|---|---|---|---|---|---|\n"
    for column in columns {
      let place =
        !own.contains(column.name) ? "public only" : shown.contains(column.name) ? "public" : ""
      let absence = LayerSchema.absence(column.name)?.en ?? "–"
      text += "| `\(column.name)` | \(LayerIndex.type(column)) | \(column.unit ?? "") | \(absence) "
      text += "| \(column.ru) | \(column.en) | \(place) |\n"
    }
    return text
  }

  private static var codelists: String {
    var text =
      "## Codes\n\nWords for the codes of properties; `index.json` has them under `codelists`.\n\n"
    text += "| property | code | по-русски | in English |\n|---|---|---|---|\n"
    for (property, codes) in LayerIndex.codes {
      for (code, words) in codes {
        text += "| \(property) | `\(code)` | \(words.ru) | \(words.en) |\n"
      }
    }
    return text
  }
}
