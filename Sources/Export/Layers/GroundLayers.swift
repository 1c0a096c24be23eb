import Cadastre
import Geometry

/// Layers of land that is no object of either side: common land, and where the survey looked.
enum GroundLayers {
  /// Common land by kind, name and place: it has no key of its own.
  static func publicLandOrder(_ layer: Layer<PublicLand>) -> [Int] {
    layer.indices.sorted { first, second in
      let (a, b) = (layer.records[first], layer.records[second])
      let (boxA, boxB) = (layer.shapes.boxes[first], layer.shapes.boxes[second])
      return (a.kind.rawValue, a.name, boxA.minX, boxA.minY, boxA.maxX, boxA.maxY)
        < (b.kind.rawValue, b.name, boxB.minX, boxB.minY, boxB.maxX, boxB.maxY)
    }
  }

  static let publicLandColumns: [Column] = [
    Column("kind", .text, ru: "Вид", en: "Kind"),
    Column("name", .text, ru: "Название", en: "Name"),
  ]

  static func cells(_ record: PublicLand) -> [Cell] {
    [.text(record.kind.rawValue), .text(record.name)]
  }

  static let publicLandTitle = Words("Земли общего пользования", "Public land")

  /// Common land, numbered in its order.
  static func publicLand(_ run: PreparedRun) -> LayerSource {
    let layer = run.contents.register.publicLand
    let order = publicLandOrder(layer)
    var keys = [String](repeating: "", count: layer.count)
    for (ordinal, index) in order.enumerated() { keys[index] = Keys.publicLand(ordinal + 1) }
    let named = keys
    return LayerSource(
      name: "public_land",
      title: publicLandTitle,
      keys: keys,
      shapes: layer.shapes,
      properties: [Column("feature_key", .text, ru: "Ключ", en: "Key")] + publicLandColumns,
      cells: { i in [.text(named[i])] + cells(layer.records[i]) }
    )
  }

  static let coverageTitle = Words("Где велась съёмка", "Where the survey looked")

  /// Where the survey looked; nil when it is not an area.
  static func coverage(_ run: PreparedRun) -> LayerSource? {
    guard case .area(let area) = run.contents.survey.coverage else { return nil }
    let shapes = ShapeColumn([area])
    return LayerSource(
      name: "coverage",
      title: coverageTitle,
      keys: ["coverage:1"],
      shapes: shapes,
      properties: [
        Column("feature_key", .text, ru: "Ключ", en: "Key"),
        Column("area_m2", .decimal(2), unit: "m2", ru: "Площадь", en: "Area"),
      ],
      cells: { _ in [.text("coverage:1"), .real(shapes.area(0))] }
    )
  }
}
