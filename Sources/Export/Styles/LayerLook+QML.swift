import Formats

extension LayerLook {
  /// A style of a table without geometry: only the form of its attributes.
  static func qmlOfTable(_ form: String) -> String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22.0" styleCategories="Fields|Forms">
    \(form)<layerGeometryType>4</layerGeometryType>
    </qgis>

    """
  }

  /// The look as QGIS 3 writes it, no more than it needs to read; `form` says how attributes are shown.
  func qml(_ language: Language, form: String = "") -> String {
    let categories = form.isEmpty ? "Symbology" : "Symbology|Fields|Forms"
    var text = """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="\(categories)">
      <renderer-v2 type="\(attribute == nil ? "singleSymbol" : "categorizedSymbol")" \
      symbollevels="0" forceraster="0" enableorderby="0"
      """
    if let attribute {
      text += " attr=\"\(attribute)\">\n<categories>\n"
      for (i, each) in classes.enumerated() {
        text +=
          "<category render=\"true\" symbol=\"\(i)\" value=\"\(HTML.escaped(each.value))\" "
          + "label=\"\(HTML.escaped(each.title[language]))\"/>\n"
      }
      text += "</categories>\n"
    } else {
      text += ">\n"
    }
    text += "<symbols>\n"
    for (i, each) in classes.enumerated() { text += each.symbol.qml("\(i)") }
    return text + """
      </symbols>
      </renderer-v2>
      \(form)<layerGeometryType>\(classes.first?.symbol.qgisGeometry ?? 2)</layerGeometryType>
      </qgis>

      """
  }
}

extension LayerLook.Symbol {
  /// The number QGIS has for points, lines and polygons.
  fileprivate var qgisGeometry: Int {
    switch self {
    case .dot: 0
    case .arrow: 1
    case .fill: 2
    }
  }

  fileprivate func qml(_ name: String) -> String {
    switch self {
    case .fill(let stroke, let width, let fill, let opacity, let isDashed):
      let options = Self.options([
        ("color", Self.rgba(fill, opacity)), ("style", opacity > 0 ? "solid" : "no"),
        ("outline_color", Self.rgba(stroke, 1)), ("outline_style", isDashed ? "dash" : "solid"),
        ("outline_width", Self.number(width)), ("outline_width_unit", "MM"),
        ("joinstyle", "round"),
      ])
      return "<symbol type=\"fill\" name=\"\(name)\" alpha=\"1\" clip_to_extent=\"1\">\n"
        + "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">\(options)</layer>\n"
        + "</symbol>\n"
    case .dot(let colour, let size):
      let options = Self.options([
        ("name", "circle"), ("color", Self.rgba(colour, 1)), ("outline_color", "255,255,255,255"),
        ("outline_width", "0.3"), ("size", Self.number(size)), ("size_unit", "MM"),
      ])
      return "<symbol type=\"marker\" name=\"\(name)\" alpha=\"1\" clip_to_extent=\"1\">\n"
        + "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\">\(options)</layer>\n"
        + "</symbol>\n"
    case .arrow(let colour, let width):
      let line = Self.options([
        ("line_color", Self.rgba(colour, 1)), ("line_style", "solid"),
        ("line_width", Self.number(width)), ("line_width_unit", "MM"), ("capstyle", "flat"),
      ])
      let place = Self.options([("placement", "lastvertex"), ("placements", "LastVertex")])
      let head = Self.options([
        ("name", "filled_arrowhead"), ("color", Self.rgba(colour, 1)), ("outline_style", "no"),
        ("size", Self.number(6 * width)), ("size_unit", "MM"),
      ])
      return "<symbol type=\"line\" name=\"\(name)\" alpha=\"1\" clip_to_extent=\"1\">\n"
        + "<layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\">\(line)</layer>\n"
        + "<layer class=\"MarkerLine\" enabled=\"1\" locked=\"0\" pass=\"0\">\(place)"
        + "<symbol type=\"marker\" name=\"@\(name)@1\" alpha=\"1\">"
        + "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\">\(head)</layer>"
        + "</symbol></layer>\n</symbol>\n"
    }
  }

  /// Options as QGIS 3.16 and later want them.
  private static func options(_ list: [(String, String)]) -> String {
    "<Option type=\"Map\">"
      + list.map { "<Option type=\"QString\" name=\"\($0)\" value=\"\($1)\"/>" }.joined()
      + "</Option>"
  }

  /// `#rrggbb` as `red,green,blue,alpha`, each 0 to 255.
  private static func rgba(_ colour: String, _ opacity: Double) -> String {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let alpha = Int((opacity * 255).rounded())
    return "\(value >> 16 & 255),\(value >> 8 & 255),\(value & 255),\(alpha)"
  }

  static func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 2) }
}
