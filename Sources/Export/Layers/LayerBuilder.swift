import Geometry
import Projection
import Topology

/// Brings layers from the working CRS to what the web expects.
struct LayerBuilder: ~Copyable {
  private let toWGS84: Transformation
  private let engine = TopologyEngine()

  /// What PROJ calls the operation, and how far it may be off, m.
  var operation: (name: String, accuracy: Double?) { (toWGS84.description, toWGS84.accuracy) }

  /// Prepares the way from `system` to WGS 84, one for all layers of a run.
  ///
  /// `area` (working CRS) decides which datum shift is the best one there.
  init(from system: ReferenceSystem, area: Envelope) throws(ExportError) {
    do throws(ProjectionError) {
      toWGS84 = try Transformation(from: system, to: .wgs84, area: area.isEmpty ? nil : area)
    } catch {
      throw .projection(reason: "\(error)")
    }
  }

  /// Sorts, reprojects, rounds and checks one layer.
  ///
  /// A record whose coordinates have no image in WGS 84 (another zone, swapped axes) is counted among
  /// those without a place; it never stops the export.
  func build(_ source: LayerSource) throws(ExportError) -> WebLayer {
    let ids = Keys.uniqueIDs(source.keys)
    let sorted = source.keys.indices
      .filter { source.shapes.hasGeometry($0) || source.places[$0] != nil }
      .sorted { ids[$0] < ids[$1] }
    var shown: [Int] = []
    var column = ShapeColumn()
    var places: [Int: Point] = [:]
    for record in sorted {
      var one = ShapeColumn()
      one.append(feature: record, of: source.shapes)
      var placeX: [Double] = []
      var placeY: [Double] = []
      if !source.shapes.hasGeometry(record), let place = source.places[record] {
        placeX = [place.x]
        placeY = [place.y]
      }
      do throws(ProjectionError) {
        try one.mapVertices { x, y throws(ProjectionError) in try toWGS84.apply(x: &x, y: &y) }
        try toWGS84.apply(x: &placeX, y: &placeY)
      } catch {
        continue
      }
      if let x = placeX.first, let y = placeY.first { places[shown.count] = Point(x: x, y: y) }
      column.append(feature: 0, of: one)
      shown.append(record)
    }
    return WebLayer(
      source,
      ids: shown.map { ids[$0] },
      records: shown,
      shapes: try WebShapes(geographic: column, places: places, engine: engine)
    )
  }
}
