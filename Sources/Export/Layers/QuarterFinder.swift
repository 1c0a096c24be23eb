import Cadastre
import Geometry
import Matching

/// The quarter of surveyed things: that of the record they are linked to, else the one they lie in.
struct QuarterFinder: Sendable {
  private let map: QuarterMap
  private var parcels: [Int: String] = [:]
  private var buildings: [Int: String] = [:]

  init(_ contents: RunContents) {
    map = QuarterMap(contents.register.quarters)
    for link in contents.links {
      switch link.layer {
      case .parcels:
        let quarter = contents.register.parcels.records[link.register].quarter
        parcels[link.survey] = min(parcels[link.survey] ?? quarter, quarter)
      case .buildings:
        let quarter = contents.register.buildings.records[link.register].quarter
        buildings[link.survey] = min(buildings[link.survey] ?? quarter, quarter)
      }
    }
  }

  /// The quarter of a surveyed parcel; nil when it lies in none.
  func quarter(ofParcel index: Int, in shapes: ShapeColumn) -> String? {
    parcels[index] ?? place(shapes, index)
  }

  /// The quarter of a surveyed building; nil when it lies in none.
  func quarter(ofBuilding index: Int, in shapes: ShapeColumn) -> String? {
    buildings[index] ?? place(shapes, index)
  }

  private func place(_ shapes: ShapeColumn, _ index: Int) -> String? {
    let box = shapes.boxes[index]
    return box.isEmpty ? nil : map.quarter(at: box.center)
  }
}
