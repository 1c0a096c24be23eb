import Cadastre
import Findings
import Formats

/// How every layer looks, wherever it is shown: the map, QGIS, map servers, MapLibre.
///
/// The only place with colours of layers. Families of findings stay apart for colour-blind eyes
/// (after Okabe & Ito 2008), and every outline is dark enough for white paper.
enum Palette {
  /// The look of a layer by the name it has in `layers/`; nil when it has none.
  static func look(_ layer: String) -> LayerLook? {
    if let look = looks[layer] { return look }
    if layer == FindingLayers.placesName { return findings { .dot(colour: $0, size: 2.6) } }
    return Family.allCases.first { layer == "findings_\($0.rawValue)" }
      .map { LayerLook(area($0.colour)) }
  }

  /// The style of a table of the package that is drawn like `layer`, with the `form` of its attributes.
  static func packageStyle(
    _ table: String,
    like layer: String,
    form: String,
    _ language: Language
  ) -> LayerStyle? {
    let look = layer == "findings" ? findings(area) : look(packageLayers[layer] ?? layer)
    return look?.style(of: table, form: form, language)
  }

  /// The layer each table of the package is drawn like, where their names differ.
  private static let packageLayers = [
    "parcels": "register_parcels", "buildings": "register_buildings",
    "constructions": "register_constructions",
  ]

  /// The layers that are no findings, by name.
  static var grounds: [(name: String, look: LayerLook)] {
    looks.sorted { $0.key < $1.key }.map { (name: $0.key, look: $0.value) }
  }

  private static let looks: [String: LayerLook] = [
    "register_parcels": standing(stroke: "#3f6d99", width: 0.3, fill: "#1f4e79", opacity: 0.04),
    "register_buildings": standing(stroke: "#1f4e79", width: 0.26, fill: "#1f4e79", opacity: 0.22),
    "register_constructions": standing(
      stroke: "#1f4e79",
      width: 0.26,
      fill: "#1f4e79",
      opacity: 0.12
    ),
    "survey_parcels": standing(
      stroke: "#4a4a4a",
      width: 0.3,
      fill: "#4a4a4a",
      opacity: 0,
      isDashed: true
    ),
    "survey_buildings": standing(
      stroke: "#3a3a3a",
      width: 0.36,
      fill: "#3a3a3a",
      opacity: 0.1,
      isDashed: true
    ),
    "quarters": LayerLook(.fill(stroke: "#5d6b7a", width: 0.46, fill: "#ffffff", opacity: 0)),
    "public_land": LayerLook(.fill(stroke: "#c9c3b2", width: 0.26, fill: "#e4dfd0", opacity: 0.8)),
    "coverage": LayerLook(
      .fill(stroke: "#8a8f98", width: 0.5, fill: "#8a8f98", opacity: 0, isDashed: true)
    ),
    InspectionLayer.name: LayerLook(.dot(colour: "#1d2733", size: 1.8)),
    ShiftArrows.name: LayerLook(.arrow(colour: "#a11b1b", width: 0.5)),
  ]

  /// Shades of a quantity, from light to dark: told apart by lightness alone, on paper and by any eye.
  static let ramp = ["#efedf5", "#cbc9e2", "#9e9ac8", "#756bb1", "#4a1486"]

  private static let pale = "#8a8f98"

  /// Objects by where they stand in the balance: linked as given, without a counterpart stronger and fuller,
  /// not surveyed hollow, archived pale.
  ///
  /// The difference is one of weight and fullness, so that it is seen on paper, too.
  private static func standing(
    stroke: String,
    width: Double,
    fill: String,
    opacity: Double,
    isDashed: Bool = false
  ) -> LayerLook {
    func symbol(_ part: BalancePart) -> LayerLook.Symbol {
      switch part {
      case .linked, .withoutGeometry:
        .fill(stroke: stroke, width: width, fill: fill, opacity: opacity, isDashed: isDashed)
      case .unlinked:
        .fill(
          stroke: stroke,
          width: 2 * width,
          fill: fill,
          opacity: opacity + 0.2,
          isDashed: isDashed
        )
      case .notSurveyed:
        .fill(
          stroke: opacity > 0 ? stroke : pale,
          width: width,
          fill: fill,
          opacity: 0,
          isDashed: isDashed
        )
      case .archived:
        .fill(stroke: pale, width: width, fill: pale, opacity: 0, isDashed: isDashed)
      }
    }
    return LayerLook(
      attribute: Column.balance.name,
      classes: [.linked, .unlinked, .notSurveyed, .archived].map { (part: BalancePart) in
        LayerLook.Class(value: part.rawValue, title: part.words, symbol: symbol(part))
      }
    )
  }

  private static func area(_ colour: String) -> LayerLook.Symbol {
    .fill(stroke: colour, width: 0.5, fill: colour, opacity: 0.45)
  }

  /// Findings of all families together, by kind.
  private static func findings(_ symbol: (String) -> LayerLook.Symbol) -> LayerLook {
    LayerLook(
      attribute: "kind",
      classes: FindingKind.allCases.map { kind in
        LayerLook.Class(
          value: kind.rawValue,
          title: kind.titles,
          symbol: symbol(kind.family.colour)
        )
      }
    )
  }
}

extension Family {
  /// Its colour, wherever it is shown.
  var colour: String {
    switch self {
    case .registerQuality: "#56B4E9"
    case .boundaries: "#E69F00"
    case .encroachments: "#D55E00"
    case .unregistered: "#CC79A7"
    case .demolished: "#0072B2"
    case .buildings: "#009E73"
    case .use: "#3D2B56"
    }
  }
}

/// How one layer is drawn: all features alike, or by the value of an attribute.
struct LayerLook: Sendable {
  /// One symbol; widths and sizes in millimetres, colours as `#rrggbb`.
  enum Symbol: Sendable {
    case fill(stroke: String, width: Double, fill: String, opacity: Double, isDashed: Bool = false)
    case arrow(colour: String, width: Double)
    case dot(colour: String, size: Double)
  }

  /// The features with one value.
  struct Class: Sendable {
    var value: String
    var title: Words
    var symbol: Symbol
  }

  var attribute: String?
  var classes: [Class]

  init(_ symbol: Symbol) {
    classes = [Class(value: "", title: Words("", ""), symbol: symbol)]
  }

  /// The look as a GeoPackage holds it, with the `form` of the attributes.
  func style(of table: String, form: String = "", _ language: Language) -> LayerStyle {
    LayerStyle(
      layer: table,
      name: "mezha",
      qml: qml(language, form: form),
      sld: sld(table, language)
    )
  }

  init(attribute: String, classes: [Class]) {
    self.attribute = attribute
    self.classes = classes
  }
}
