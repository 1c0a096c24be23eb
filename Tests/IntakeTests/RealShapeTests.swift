import Formats
import Geometry
import Intake
import TestSupport
import Testing
import Topology
import Workers

/// The area kernel and its predicate on drawn land: parcels of Vermont, buildings of Doesburg, land of a КПТ.
@Suite(.enabled(if: SharedData.isPresent)) struct RealShapeTests {
  private struct Layer: CustomTestStringConvertible {
    var first: String
    var second: String
    /// Metres to a unit of the file.
    var scale = Point(x: 1, y: 1)

    var testDescription: String { "\(first) and \(second)" }
  }

  // 44° N: a degree is some 80 by 111 km.
  private static let degrees = Point(x: 80_000, y: 111_000)

  private static let layers = [
    Layer(
      first: "vermont-parcels/vt_parcels_BARRE_CITY.geojson",
      second: "vermont-parcels/vt_parcels_BARRE_CITY.geojson",
      scale: degrees
    ),
    Layer(
      first: "vermont-parcels/vt_parcels_RUTLAND_CITY.geojson",
      second: "vermont-parcels/vt_parcels_RUTLAND_CITY.geojson",
      scale: degrees
    ),
    Layer(first: "bag-doesburg/register_2011.gpkg", second: "bag-doesburg/survey_2020.gpkg"),
    Layer(
      first: "egrn/kpt_v10_vs_dxf/kpt_v10_21-02-010107.xml",
      second: "egrn/kpt_v10_vs_dxf/kpt_v10_21-02-010107.xml"
    ),
  ]

  /// Sound shapes of a file in metres, some thousand of them.
  private func shapes(_ path: String, _ scale: Point) throws -> ShapeColumn {
    var column = ShapeColumn()
    for table in try FeatureReader.read(path: SharedData.path(path)) {
      for feature in 0..<table.shapes.count where column.count < 1_500 {
        column.append(feature: feature, of: table.shapes)
      }
    }
    column.mapVertices { x, y in
      for k in x.indices {
        x[k] *= scale.x
        y[k] *= scale.y
      }
    }
    return ShapeRepair(column, workers: Workers(count: 2)).shapes
  }

  @Test(arguments: layers)
  private func agreesWithGEOS(layer: Layer) throws {
    let engine = TopologyEngine()
    let first = try shapes(layer.first, layer.scale)
    let second = try shapes(layer.second, layer.scale)
    var kernel = IntersectionArea()
    var checked = 0
    var touching = 0
    for i in 0..<first.count {
      for j in 0..<second.count where first.boxes[i].intersects(second.boxes[j]) {
        // Some hundreds of pairs of each file, whatever its order.
        guard (i * 31 + j) % 7 == 0, checked < 700 else { continue }
        let (a, b) = (first[i], second[j])
        guard let expected = try? engine.intersection(a, b).area,
          let rest = try? engine.difference(a, b).area,
          let meets = try? engine.intersectsInteriors(a, b)
        else { continue }
        checked += 1
        let area = kernel.area(first, i, second, j)
        let limit = max(1e-6, 1e-9 * expected)
        #expect(abs(area - expected) <= limit, "\(i) and \(j): \(area) against \(expected)")
        #expect(abs(area + rest - first.area(i)) <= max(1e-6, 1e-9 * first.area(i)))
        #expect(abs(kernel.area(second, j, first, i) - area) <= 2 * kernel.uncertainty)
        let ours = kernel.overlap(first, i, second, j) != nil
        if !ours { touching += 1 }
        // GEOS rounds where edges cross, so it may differ where next to nothing is shared.
        #expect(ours == meets || area < 1e-9, "\(i) and \(j): contact \(ours), \(area) m²")
      }
    }
    #expect(checked > 0)
    if first.count > 1000 { #expect(checked > 50 && touching > 10, "\(checked), \(touching)") }
  }
}
