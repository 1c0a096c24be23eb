import Formats
import Reconciliation
import Workers

extension Command {
  static let describe = Command(
    name: "describe",
    operands: [Operand(name: "FILE")],
    flags: [.encoding],
    brief: "Layers, fields, counts, CRS and extent of any readable file",
    detail: """
      What a file is is told by its content. Every layer is read whole, so rejects are named too. Formats
      Mezha does not read itself (Shapefile, MIF, DXF, KML, FileGDB, PG:…) need GDAL's ogr2ogr.
      """,
    examples: ["mezha describe register.gpkg", "mezha describe kpt.zip --json"],
    run: { (arguments, console) throws(JobFailure) in
      let path = arguments.operands[0]
      let tables: [FeatureTable]
      do throws(FormatError) {
        tables = try FeatureReader.read(
          path: path,
          encoding: arguments.text(.encoding),
          workers: Workers(count: arguments.workers)
        )
      } catch {
        throw JobFailure(error)
      }
      let layers = tables.map { LayerDescription($0) }
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(layers)
          : LayerText(language: arguments.language).text(layers)
      )
      return .done
    }
  )
}
