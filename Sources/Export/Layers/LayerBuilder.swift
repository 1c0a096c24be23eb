import Geometry
import Projection
import Topology

/// Brings layers from the working CRS to what the web expects.
struct LayerBuilder: ~Copyable {
  private let toWGS84: Transformation
  private let engine = TopologyEngine()

  /// Prepares the way from `system` to WGS 84.
  init(from system: ReferenceSystem) throws(ExportError) {
    do throws(ProjectionError) {
      toWGS84 = try Transformation(from: system, to: ReferenceSystem("EPSG:4326"))
    } catch {
      throw .projection(reason: "\(error)")
    }
  }

  /// Sorts, reprojects, rounds and checks one layer.
  func build(_ source: LayerSource) throws(ExportError) -> WebLayer {
    let ids = Keys.uniqueIDs(source.keys)
    let shown = source.keys.indices.filter {
      source.shapes.hasGeometry($0) || source.places[$0] != nil
    }
    .sorted { ids[$0] < ids[$1] }
    var column = ShapeColumn()
    var placeX: [Double] = []
    var placeY: [Double] = []
    var placed: [Int] = []
    for (feature, record) in shown.enumerated() {
      column.append(feature: record, of: source.shapes)
      if let place = source.places[record], !source.shapes.hasGeometry(record) {
        placed.append(feature)
        placeX.append(place.x)
        placeY.append(place.y)
      }
    }
    do throws(ProjectionError) {
      try column.mapVertices { x, y throws(ProjectionError) in try toWGS84.apply(x: &x, y: &y) }
      try toWGS84.apply(x: &placeX, y: &placeY)
    } catch {
      throw .projection(reason: "\(source.name): \(error)")
    }
    let places = Dictionary(
      uniqueKeysWithValues: placed.indices.map { (placed[$0], Point(x: placeX[$0], y: placeY[$0])) }
    )
    return WebLayer(
      name: source.name,
      title: source.title,
      ids: shown.map { ids[$0] },
      records: shown,
      shapes: try WebShapes(geographic: column, places: places, engine: engine),
      withoutPlace: source.keys.count - shown.count,
      properties: source.properties,
      cells: source.cells
    )
  }
}
