import Cadastre
import Findings

// What each finding claims of the ledger.
extension RevenueAssessor {
  /// The claims of `findings`; what brings no money for land or area claims nothing.
  func claims(of findings: [Finding]) -> LedgerBook {
    var book = LedgerBook()
    for finding in findings {
      switch finding.kind {
      case .encroachment, .unregisteredParcel, .buildingOverBoundary:
        landClaim(finding).map { book.land.append($0) }
      case .unregisteredBuilding:
        landClaim(finding).map { book.footprints.append($0) }
      case .duplicate:
        guard let (double, area) = double(of: finding) else { continue }
        record(finding, "-", register.parcels.records[double].number, area, area, &book)
      case .declaredArea, .areaDifference:
        guard let change = areaChange(finding) else { continue }
        let parcel = register.parcels.records[change.parcel]
        // a claim to more land than the record has is bounded by nothing of the record's
        let capacity = change.area < 0 ? parcel.declaredArea ?? -change.area : .infinity
        let sign = change.area < 0 ? "-" : "+"
        record(finding, sign, parcel.number, capacity, abs(change.area), &book)
      case .useDifference:
        guard let use = useChange(finding) else { continue }
        let parcel = register.parcels.records[use.parcel]
        record(finding, "use", parcel.number, use.whole, use.area, &book)
      case .demolishedBuilding:
        guard let index = building(of: finding) else { continue }
        let number = register.buildings.records[index].number
        let area = floorArea(ofBuilding: index)?.area ?? positive(finding.area ?? finding.measure)
        guard let area else { continue }
        record(finding, "-", number, area, area, &book)
      case .footprintDifference, .floorsDifference:
        guard let change = floorChange(finding) else { continue }
        let number = register.buildings.records[change.building].number
        let whole = floorArea(ofBuilding: change.building)?.area ?? abs(change.area)
        let sign = change.area < 0 ? "-" : "+"
        let capacity = change.area < 0 ? whole : .infinity
        record(finding, sign, number, capacity, abs(change.area), &book)
      case .overlap, .gap, .noGeometry, .outsideQuarter, .invalidGeometry, .suspectCRS,
        .quarterShift, .parcelShift, .boundaryDifference, .split, .merge, .regroup, .notFound,
        .buildingUseDifference:
        break
      }
    }
    return book
  }

  private func landClaim(_ finding: Finding) -> LedgerBook.LandClaim? {
    guard let area = positive(finding.area ?? finding.measure) else { return nil }
    return LedgerBook.LandClaim(
      finding: finding.id,
      probability: finding.probability,
      shape: finding.shape,
      area: area
    )
  }

  private func record(
    _ finding: Finding,
    _ direction: String,
    _ number: String,
    _ capacity: Double,
    _ area: Double,
    _ book: inout LedgerBook
  ) {
    book.records.append(
      LedgerBook.RecordClaim(
        finding: finding.id,
        probability: finding.probability,
        record: "\(direction) \(number)",
        capacity: capacity,
        area: area
      )
    )
  }
}
