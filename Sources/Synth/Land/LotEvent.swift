/// What can be wrong with one lot; the raw value is its rate's key in the rules.
///
/// All but `drawnAside`, which is no defect, are codes of findings.
enum LotEventKind: String, CaseIterable {
  case areaDifference = "area-difference"
  case encroachment
  case notFound = "not-found"
  case split
  case merge
  case regroup
  case parcelShift = "parcel-shift"
  case boundaryDifference = "boundary-difference"
  case useDifference = "use-difference"
  case buildingOverBoundary = "building-over-boundary"
  case gap
  case overlap
  case duplicate
  case declaredArea = "declared-area"
  case outsideQuarter = "outside-quarter"
  case invalidGeometry = "invalid-geometry"
  case suspectCRS = "suspect-crs"
  case unregisteredBuilding = "unregistered-building"
  case demolishedBuilding = "demolished-building"
  case footprintDifference = "footprint-difference"
  case floorsDifference = "floors-difference"
  case buildingUseDifference = "building-use-difference"
  case drawnAside = "drawn-aside"

  /// Whether it is seen in the books alone, surveyed or not.
  var isRegisterOnly: Bool {
    switch self {
    case .gap, .overlap, .duplicate, .declaredArea, .outsideQuarter, .invalidGeometry,
      .suspectCRS:
      true
    default: false
    }
  }

  /// Whether it happens to the lot's main building.
  var isOfBuilding: Bool {
    switch self {
    case .unregisteredBuilding, .demolishedBuilding, .footprintDifference, .floorsDifference,
      .buildingUseDifference, .drawnAside:
      true
    default: false
    }
  }
}

/// One entry of the truth: what a right run would find.
struct TruthEvent {
  var kind: String
  /// Indices of holdings, in the order the kind wants.
  var holdings: [Int] = []
  /// Indices of buildings on the register's side.
  var buildings: [Int] = []
  /// Surveyed plots: the lot, and which of its plots.
  var plots: [(lot: Int, part: Int)] = []
  /// Indices of buildings on the survey's side.
  var groundBuildings: [Int] = []
  var area: Double?
  var depth: Double?
  var onto: String?
  /// Kinds that may be reported on the same objects without being wrong.
  var also: [String] = []
  /// Holdings it is about without being among its ids: a finding may name them or not.
  var context: [Int] = []
}
