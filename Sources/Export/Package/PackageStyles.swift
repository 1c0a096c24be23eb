import Findings
import Formats

/// How the layers of the package look in QGIS: the colours of the map, findings by kind.
enum PackageStyles {
  /// The styles of those of the layers called `names` that have one, in their order.
  static func all(_ names: [String], _ language: Language) -> [LayerStyle] {
    names.compactMap { name in
      looks[name].map { look in
        LayerStyle(
          layer: name,
          name: "mezha",
          qml: look.qml(language),
          sld: look.sld(name, language)
        )
      }
    }
  }

  private static let looks: [String: LayerLook] = [
    "parcels": LayerLook(.fill(stroke: "#3f6d99", width: 0.3, fill: "#1f4e79", opacity: 0.04)),
    "buildings": LayerLook(.fill(stroke: "#1f4e79", width: 0.26, fill: "#1f4e79", opacity: 0.22)),
    "constructions": LayerLook(
      .fill(stroke: "#1f4e79", width: 0.26, fill: "#1f4e79", opacity: 0.12)
    ),
    "survey_parcels": LayerLook(
      .fill(stroke: "#4a4a4a", width: 0.3, fill: "#4a4a4a", opacity: 0, isDashed: true)
    ),
    "survey_buildings": LayerLook(
      .fill(stroke: "#3a3a3a", width: 0.36, fill: "#3a3a3a", opacity: 0.1, isDashed: true)
    ),
    "quarters": LayerLook(.fill(stroke: "#5d6b7a", width: 0.46, fill: "#ffffff", opacity: 0)),
    "public_land": LayerLook(.fill(stroke: "#c9c3b2", width: 0.26, fill: "#e4dfd0", opacity: 0.8)),
    "coverage": LayerLook(
      .fill(stroke: "#8a8f98", width: 0.5, fill: "#8a8f98", opacity: 0, isDashed: true)
    ),
    "shift_arrows": LayerLook(.arrow(colour: FindingKind.quarterShift.family.colour, width: 0.5)),
    "findings": LayerLook(
      attribute: "kind",
      classes: FindingKind.allCases.map { kind in
        let colour = kind.family.colour
        return LayerLook.Class(
          value: kind.rawValue,
          title: kind.titles,
          symbol: .fill(stroke: colour, width: 0.5, fill: colour, opacity: 0.45)
        )
      }
    ),
  ]
}

/// How one layer is drawn: all features alike, or by the value of an attribute.
struct LayerLook: Sendable {
  /// One symbol; widths in millimetres, colours as `#rrggbb`.
  enum Symbol: Sendable {
    case fill(stroke: String, width: Double, fill: String, opacity: Double, isDashed: Bool = false)
    case arrow(colour: String, width: Double)
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

  init(attribute: String, classes: [Class]) {
    self.attribute = attribute
    self.classes = classes
  }
}
