extension LayerLook {
  /// The look as OGC SLD 1.1 with Symbology Encoding 1.1, for servers and other programs.
  func sld(_ layer: String, _ language: Language) -> String {
    var rules = ""
    for each in classes {
      rules += "<se:Rule>"
      if let attribute {
        rules +=
          "<se:Name>\(HTML.escaped(each.value))</se:Name>"
          + "<se:Description><se:Title>\(HTML.escaped(each.title[language]))</se:Title>"
          + "</se:Description><ogc:Filter><ogc:PropertyIsEqualTo>"
          + "<ogc:PropertyName>\(attribute)</ogc:PropertyName>"
          + "<ogc:Literal>\(HTML.escaped(each.value))</ogc:Literal>"
          + "</ogc:PropertyIsEqualTo></ogc:Filter>"
      }
      rules += each.symbol.sld + "</se:Rule>\n"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <StyledLayerDescriptor xmlns="http://www.opengis.net/sld" \
      xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc" version="1.1.0">
      <NamedLayer><se:Name>\(layer)</se:Name><UserStyle><se:Name>mezha</se:Name>
      <se:FeatureTypeStyle>
      \(rules)</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>

      """
  }
}

extension LayerLook.Symbol {
  /// A millimetre in pixels of 0.28 mm (SE 1.1, 11.1.1).
  static let pixelsPerMillimetre = 1 / 0.28

  fileprivate var sld: String {
    switch self {
    case .fill(let stroke, let width, let fill, let opacity, let isDashed):
      let inside =
        opacity > 0
        ? "<se:Fill>\(Self.parameter("fill", fill))"
          + "\(Self.parameter("fill-opacity", Self.number(opacity)))</se:Fill>" : ""
      return "<se:PolygonSymbolizer>\(inside)\(Self.stroke(stroke, width, isDashed))"
        + "</se:PolygonSymbolizer>"
    case .dot(let colour, let size):
      return "<se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle"
        + "</se:WellKnownName><se:Fill>\(Self.parameter("fill", colour))</se:Fill>"
        + "\(Self.stroke("#ffffff", 0.3, false))</se:Mark>"
        + "<se:Size>\(Self.number(size * Self.pixelsPerMillimetre))</se:Size>"
        + "</se:Graphic></se:PointSymbolizer>"
    case .arrow(let colour, let width):
      return "<se:LineSymbolizer>\(Self.stroke(colour, width, false))</se:LineSymbolizer>"
    }
  }

  private static func stroke(_ colour: String, _ width: Double, _ isDashed: Bool) -> String {
    "<se:Stroke>" + parameter("stroke", colour)
      + parameter("stroke-width", number(width * pixelsPerMillimetre))
      + (isDashed ? parameter("stroke-dasharray", "6 5") : "") + "</se:Stroke>"
  }

  private static func parameter(_ name: String, _ value: String) -> String {
    "<se:SvgParameter name=\"\(name)\">\(value)</se:SvgParameter>"
  }
}
