import Alignment
import Cadastre
import Findings
import Formats
import Foundation
import Geometry
import Projection

/// `results.gpkg`: everything of a run in one file, in the working CRS, for QGIS and SQL.
///
/// Its columns are typed, so numbers stand here as they are recorded.
struct ResultsPackage: ~Copyable {
  private var writer: GeoPackageWriter
  private let crs: GeoPackageCRS

  /// Writes the package.
  static func write(
    _ run: PreparedRun,
    _ tables: Tables,
    to url: URL
  ) throws(ExportError) -> WrittenFile {
    do throws(FormatError) {
      var package = try ResultsPackage(run, url)
      let layers = PackageLayers.all(run)
      for layer in layers { try package.add(layer) }
      let attributes = [
        tables.links, tables.revenue, Tables.totals(run), tables.balance, tables.rejects,
        tables.inspections,
        Table(
          name: "decisions",
          columns: TableSchema.decisions,
          rows: run.contents.decisions.map { DecisionExport.row($0).map(Cell.text) }
        ),
      ]
      for table in attributes { try package.add(table) }
      try package.explain(
        layers.map { ($0.name, $0.columns) },
        attributes.map { ($0.name, $0.columns) },
        run.contents.language
      )
      try package.finish()
      let (hex, bytes) = try SHA256.ofFile(at: url.path)
      return WrittenFile(bytes: bytes, sha256: hex)
    } catch {
      throw .unwritable(file: url.path, reason: "\(error)")
    }
  }

  private init(_ run: PreparedRun, _ url: URL) throws(FormatError) {
    let date = run.contents.survey.date ?? run.contents.register.date ?? ""
    writer =
      if date.count == 10, date.allSatisfy({ $0.isNumber || $0 == "-" }) {
        try GeoPackageWriter(path: url.path, lastChange: "\(date)T00:00:00.000Z")
      } else {
        try GeoPackageWriter(path: url.path)
      }
    crs = GeoPackageCRS(run.contents.workingCRS)
  }

  private mutating func add(_ layer: PackageLayer) throws(FormatError) {
    try writer.beginLayer(
      name: layer.name,
      columns: layer.columns.map { ($0.name, $0.packageType) },
      crs: crs,
      description: layer.title.ru,
      geometry: layer.geometry
    )
    for row in layer.order {
      let cells = layer.cells(row)
      let values = zip(layer.columns, cells).map { $0.packageValue($1) }
      if let mark = layer.marks[row], !layer.shapes.hasGeometry(row) {
        if mark.count == 1 {
          try writer.append(point: mark[0], values: values)
        } else {
          try writer.append(line: mark, values: values)
        }
      } else {
        _ = try writer.append(shapes: layer.shapes, feature: row, values: values)
      }
    }
    try writer.endLayer()
  }

  private mutating func add(_ table: Table) throws(FormatError) {
    try writer.addAttributesTable(
      name: table.name,
      columns: table.columns.map { ($0.name, $0.packageType) },
      rows: table.rows.map { row in zip(table.columns, row).map { $0.packageValue($1) } }
    )
  }

  /// Adds views, what columns and codes mean, and how QGIS is to show it all.
  private mutating func explain(
    _ layers: [(name: String, columns: [Column])],
    _ attributes: [(name: String, columns: [Column])],
    _ language: Language
  ) throws(FormatError) {
    try writer.execute(PackageViews.indices)
    let tables = layers + attributes
    var described = tables
    for view in PackageViews.all {
      try writer.addView(
        name: view.name,
        selection: view.selection,
        shapesOf: view.layer,
        description: view.title[language]
      )
      described.append((view.name, view.columns(of: tables)))
    }
    let words = PackageWords.columns(described, language)
    try writer.addDescriptions(words, lists: PackageWords.lists(language).map(\.list))
    let spatial = layers.map { (name: $0.name, like: $0.name) }
    let views = PackageViews.all.compactMap { view in
      view.layer.map { (name: view.name, like: $0) }
    }
    var styles = (spatial + views).compactMap { table in
      Palette.packageStyle(
        table.name,
        like: table.like,
        form: PackageWords.form(table.name, words, language),
        language
      )
    }
    styles += (attributes.map(\.name) + ["finding_money"]).map { table in
      LayerStyle(
        layer: table,
        geometryColumn: "",
        name: "mezha",
        qml: LayerLook.qmlOfTable(PackageWords.form(table, words, language)),
        sld: ""
      )
    }
    try writer.addStyles(styles)
  }

  private consuming func finish() throws(FormatError) { try writer.finish() }
}

/// One spatial table of the package.
struct PackageLayer: Sendable {
  var name: String
  var title: Words
  var columns: [Column]
  var shapes: ShapeColumn
  /// What stands for rows without a shape: one point, or the vertices of a line.
  var marks: [Int: [Point]] = [:]
  var geometry = GeoPackageWriter.GeometryKind.multiPolygon
  /// Rows in the order they are written.
  var order: [Int]
  var cells: @Sendable (Int) -> [Cell]
}

extension GeoPackageCRS {
  /// A system with an EPSG code keeps it; МСК zones and other local ones get a number of our own.
  init(_ system: ReferenceSystem) {
    if system.isSame(as: .wgs84) {
      self = .wgs84
      return
    }
    let parts = (system.authorityCode ?? "").split(separator: ":")
    let code = parts.count == 2 && parts[0] == "EPSG" ? Int32(parts[1]) : nil
    self.init(
      srsID: code ?? 100_000,
      organization: code == nil ? "NONE" : "EPSG",
      organizationCode: code ?? 100_000,
      name: system.name,
      wkt: system.wkt
    )
  }
}

extension Column {
  var packageType: Formats.ColumnType {
    switch type {
    case .text: .text
    case .integer: .integer
    case .decimal, .money: .real
    case .boolean: .boolean
    }
  }

  /// The cell as the package stores it; reals in full, so that a run can be read back from it.
  func packageValue(_ cell: Cell) -> AttributeValue {
    switch cell {
    case .null: .null
    case .text(let value): .text(value)
    case .integer(let value): .integer(Int64(value))
    case .real(let value): value.isFinite ? .real(value) : .null
    case .money(let value): .real(value.roubles)
    case .boolean(let value): .boolean(value)
    }
  }
}
