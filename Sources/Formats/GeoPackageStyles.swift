/// How QGIS and others are to draw one layer of a GeoPackage.
public struct LayerStyle: Sendable, Equatable {
  /// The layer.
  public var layer: String
  /// Its column of geometry; empty for a table without.
  public var geometryColumn: String
  /// The style's name, for people.
  public var name: String
  /// QGIS's own style document.
  public var qml: String
  /// The same as OGC Styled Layer Descriptor.
  public var sld: String

  /// Makes a style.
  public init(
    layer: String,
    geometryColumn: String = "geom",
    name: String,
    qml: String,
    sld: String
  ) {
    self.layer = layer
    self.geometryColumn = geometryColumn
    self.name = name
    self.qml = qml
    self.sld = sld
  }
}

extension GeoPackageWriter {
  /// Writes the table `layer_styles`, where QGIS looks for the style a layer is opened with.
  ///
  /// The columns are those QGIS makes (QgsOgrProviderMetadata::saveStyle); it finds the table only among
  /// the contents of the package.
  /// - Throws: ``FormatError/unwritable(file:reason:)``
  public mutating func addStyles(_ styles: [LayerStyle]) throws(FormatError) {
    let texts = [
      "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
      "styleQML", "styleSLD",
    ]
    try beginAttributesTable(
      name: "layer_styles",
      columns: texts.map { ($0, .text) } + [
        ("useAsDefault", .boolean), ("description", .text), ("owner", .text), ("ui", .text),
        ("update_time", .dateTime),
      ],
      key: "id"
    )
    for style in styles {
      try append(values: [
        .text(""), .text(""), .text(style.layer), .text(style.geometryColumn), .text(style.name),
        .text(style.qml), .text(style.sld), .boolean(true), .text(""), .text(""), .null,
        .text(lastChange),
      ])
    }
    try endLayer()
  }
}
