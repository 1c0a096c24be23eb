import Formats
import Foundation
import Geometry
import Projection

/// `servers/`: configurations with which map servers show a run as it stands.
///
/// Both read `layers/public/` through paths beside themselves, so that a folder can be moved and anybody may
/// see what they show; the municipality's own server is given `layers/` instead of `layers/public/`.
enum ServerFiles {
  /// Writes `servers/mezha.map`, `servers/mapserver.conf` and `servers/pygeoapi.yml`.
  static func write(
    _ layers: [WebLayer],
    _ run: PreparedRun,
    to folder: URL
  ) throws(ExportError) {
    let shown = layers.filter { $0.count > 0 }
    for (name, text) in [
      ("mezha.map", MapFile(layers: shown, run: run).text), ("mapserver.conf", MapFile.settings),
      ("pygeoapi.yml", PyGeoAPI(layers: shown, run: run).text),
    ] {
      try OutputFile.write(Array(text.utf8), to: folder.appending(path: name))
    }
  }
}

/// The mapfile of MapServer 8: WMS, WFS and OGC API Features.
private struct MapFile {
  var layers: [WebLayer]
  var run: PreparedRun

  /// What MapServer wants beside a mapfile; `OGR_GEOJSON_DATE_AS_STRING` keeps GDAL from times of day.
  static let settings = """
    # MAPSERVER_CONFIG_FILE=/path/to/run/servers/mapserver.conf; map=MEZHA in requests.
    # Give the mapfile its whole path, the program cannot know where the run is published.
    CONFIG
      ENV
        MS_MAP_NO_PATH "1"
        OGR_GEOJSON_DATE_AS_STRING "YES"
        OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-plain/"
      END
      MAPS
        MEZHA "mezha.map"
      END
    END

    """

  private var language: Language { run.contents.language }

  var text: String {
    var box = Envelope.empty
    for layer in layers { box.formUnion(layer.shapes.box) }
    if box.isEmpty { box = Envelope(minX: -180, minY: -90, maxX: 180, maxY: 90) }
    let corners = [box.minX, box.minY, box.maxX, box.maxY].map {
      FixedDecimal.text($0, decimals: GeoJSONText.decimals)
    }
    return """
      MAP
        NAME "mezha"
        PROJECTION "init=epsg:4326" END
        EXTENT \(corners.joined(separator: " "))
        SIZE 800 600
        IMAGECOLOR 255 255 255
        SHAPEPATH "../layers/public"
        CONFIG "OGR_GEOJSON_DATE_AS_STRING" "YES"
        SYMBOL NAME "dot" TYPE ELLIPSE POINTS 1 1 END FILLED TRUE END
        OUTPUTFORMAT
          NAME "geojson"
          DRIVER "OGR/GEOJSON"
          MIMETYPE "application/geo+json"
          FORMATOPTION "STORAGE=stream"
          FORMATOPTION "FORM=SIMPLE"
          FORMATOPTION "LCO:COORDINATE_PRECISION=7"
          FORMATOPTION "LCO:RFC7946=YES"
        END
        WEB
          METADATA
            "ows_title" \(quoted(run.contents.municipality))
            "ows_srs" "EPSG:4326 EPSG:3857"
            "ows_enable_request" "*"
            "oga_enable_request" "*"
            "wfs_getfeature_formatlist" "geojson"
            "wms_enable_request" "*"
            "ows_onlineresource" ""
            "oga_onlineresource" "/cgi-bin/mapserv/MEZHA/ogcapi"
          END
        END

      """ + layers.map(layer).joined() + "END\n"
  }

  private func layer(_ layer: WebLayer) -> String {
    let type =
      switch layer.shapes.geometryType {
      case "Point": "POINT"
      case "LineString": "LINE"
      default: "POLYGON"
      }
    let look = Palette.look(layer.name)
    return """
        LAYER
          NAME "\(layer.name)"
          TYPE \(type)
          STATUS ON
          CONNECTIONTYPE OGR
          CONNECTION "\(layer.name).geojson"
          DATA "\(layer.name)"
          PROJECTION "init=epsg:4326" END
          TEMPLATE "void"
          METADATA
            "ows_title" \(quoted(layer.title[language]))
            "gml_include_items" "all"
            "gml_types" "auto"
            "gml_featureid" "feature_key"
            "oga_max_limit" "10000"
          END
      \(classes(look, type))  END

      """
  }

  private func classes(_ look: LayerLook?, _ type: String) -> String {
    guard let look else { return "" }
    var text = ""
    if let attribute = look.attribute { text += "    CLASSITEM \"\(attribute)\"\n" }
    for each in look.classes {
      text += "    CLASS\n"
      if look.attribute != nil {
        text +=
          "      NAME \(quoted(each.title[language]))\n      EXPRESSION \(quoted(each.value))\n"
      }
      text += each.symbol.mapFile + "    END\n"
    }
    return text
  }

  /// A string of a mapfile: MapServer knows no escape but of the quote.
  private func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "").replacing("\"", with: "\\\""))\""
  }
}

extension LayerLook.Symbol {
  /// Styles of one class of a mapfile; widths in pixels.
  fileprivate var mapFile: String {
    func pixels(_ millimetres: Double) -> String {
      Self.number(millimetres * Self.pixelsPerMillimetre)
    }
    switch self {
    case .fill(let stroke, let width, let fill, let opacity, let isDashed):
      let inside =
        opacity > 0
        ? "      STYLE COLOR \"\(fill)\" OPACITY \(Int((opacity * 100).rounded())) END\n" : ""
      let dashes = isDashed ? " PATTERN 6 5 END" : ""
      return inside
        + "      STYLE OUTLINECOLOR \"\(stroke)\" WIDTH \(pixels(width))\(dashes) END\n"
    case .arrow(let colour, let width):
      return "      STYLE COLOR \"\(colour)\" WIDTH \(pixels(width)) END\n"
    case .dot(let colour, let size):
      return "      STYLE COLOR \"\(colour)\" SYMBOL \"dot\" SIZE \(pixels(size)) END\n"
    }
  }
}

/// The configuration of pygeoapi: OGC API Features.
private struct PyGeoAPI {
  var layers: [WebLayer]
  var run: PreparedRun

  var text: String {
    """
    # Run it in the folder of the run: PYGEOAPI_CONFIG=servers/pygeoapi.yml, paths are relative to it.
    server:
      bind: {host: 127.0.0.1, port: 5000}
      url: http://127.0.0.1:5000
      mimetype: application/json; charset=UTF-8
      encoding: utf-8
      languages: [\(run.contents.language == .ru ? "ru, en-US" : "en-US, ru")]
      cors: true
      limits: {default_items: 100, max_items: 10000}
      map: {url: "", attribution: ""}
    logging: {level: ERROR}
    metadata:
      identification:
        title: \(quoted(run.contents.municipality))
        description: \(quoted(words.ru + " · " + words.en))
        keywords: [cadastre]
        terms_of_service: none
        url: http://127.0.0.1:5000
      license: {name: none, url: none}
      provider: {name: \(quoted(run.contents.municipality))}
      contact: {name: \(quoted(run.contents.municipality))}
    resources:

    """ + layers.map(resource).joined()
  }

  private var words: Words { Words("Сверка реестра с местностью", "Register against survey") }

  private func resource(_ layer: WebLayer) -> String {
    let box = layer.shapes.box
    let corners = [box.minX, box.minY, box.maxX, box.maxY].map {
      FixedDecimal.text($0, decimals: GeoJSONText.decimals)
    }
    return """
        \(layer.name):
          type: collection
          title: {ru: \(quoted(layer.title.ru)), en: \(quoted(layer.title.en))}
          description: {ru: \(quoted(layer.title.ru)), en: \(quoted(layer.title.en))}
          keywords: [cadastre]
          extents:
            spatial:
              bbox: [\(corners.joined(separator: ", "))]
              crs: http://www.opengis.net/def/crs/OGC/1.3/CRS84
          providers:
            - type: feature
              name: GeoJSON
              data: layers/public/\(layer.name).geojson
              id_field: id

      """
  }

  /// A flow scalar of YAML: double quotes, with the escapes of JSON.
  private func quoted(_ text: String) -> String {
    String(decoding: JSON.string(text).compact, as: UTF8.self)
  }
}
