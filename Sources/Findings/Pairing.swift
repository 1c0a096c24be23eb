import Cadastre
import Geometry
import Matching
import Alignment

/// One register parcel with the plots it is surveyed as, where nothing else is mixed in.
struct Pairing: Sendable {
  let parcel: Int
  let plots: [Int]
}

extension Scene {
  /// Pairs whose areas and lines may be compared: active, looked at, not displaced, not regrouped, not encroached.
  func comparablePairings(_ explained: Explained) -> [Pairing] {
    register.parcels.indices.compactMap { r in
      let links = linksOfParcel[r]
      guard !links.isEmpty, isActive(parcel: r), !explained.shiftedParcels.contains(r),
        !explained.regroupedParcels.contains(r), !explained.encroachedParcels.contains(r)
      else { return nil }
      let record = register.parcels.records[r]
      // Children of a united land use carry no area of their own in the register's declaration.
      guard record.subtype != .common else { return nil }
      for link in links {
        if explained.encroachingPlots.contains(link.survey) { return nil }
        for other in linksOfPlot[link.survey] where other.register != r {
          guard explained.duplicates.contains(IndexPair(r, other.register)) else { return nil }
          // Of two records on the same land only the one that fits the plot better is compared.
          if (other.alignedIoU ?? 0) > (link.alignedIoU ?? 0) { return nil }
        }
        guard coverage.holds(survey.parcels.shapes, link.survey, quarter: record.quarter) else {
          return nil
        }
      }
      guard
        !register.parcels.shapes.hasGeometry(r)
          || coverage.holds(alignment.parcels, r, quarter: record.quarter)
      else { return nil }
      return Pairing(parcel: r, plots: links.map(\.survey))
    }
  }
}
