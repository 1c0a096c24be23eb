import Alignment
import Cadastre
import Geometry
import SpatialIndex
import Workers

/// Two live register parcels that share land as recorded.
struct RegisterPair: Sendable {
  /// Indices, the smaller first.
  let first: Int
  let second: Int
  /// Shared area, m².
  let area: Double
}

extension Scene {
  /// All pairs of live register parcels that share land, sorted; a united land use and its children are none.
  ///
  /// Nor are parcels that only the displacement of a quarter lays on each other (INTERFACE §5.1).
  func registerPairs() -> [RegisterPair] {
    let parcels = register.parcels
    let isLive = parcels.indices.map {
      parcels.records[$0].status != .archived && parcels.records[$0].subtype != .common
    }
    let tree = PackedHilbertTree(
      parcels.indices.map { isLive[$0] ? parcels.shapes.boxes[$0] : .empty }
    )
    return workers.flatMapChunks(of: parcels.count, chunkSize: 512) { range in
      var kernel = IntersectionArea()
      var found: [RegisterPair] = []
      for i in range where isLive[i] && parcels.shapes.hasGeometry(i) {
        for j in tree.items(in: parcels.shapes.boxes[i]) where j > i {
          let area = kernel.area(parcels.shapes, i, parcels.shapes, j)
          if isPutApart(i, j),
            kernel.area(alignment.parcels, i, alignment.parcels, j)
              < rules.thresholds.minimumFindingArea.value
          {
            continue
          }
          if area > 0 { found.append(RegisterPair(first: i, second: j, area: area)) }
        }
      }
      return found
    }
  }
}
