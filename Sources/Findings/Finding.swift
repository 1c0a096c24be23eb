public import Geometry

/// The kinds of findings; the raw value is the stable code (INTERFACE §4), never reused.
public enum FindingKind: String, Sendable, CaseIterable {
  case overlap
  case duplicate
  case gap
  case noGeometry = "no-geometry"
  case declaredArea = "declared-area"
  case outsideQuarter = "outside-quarter"
  case invalidGeometry = "invalid-geometry"
  case suspectCRS = "suspect-crs"
  case quarterShift = "quarter-shift"
  case parcelShift = "parcel-shift"
  case areaDifference = "area-difference"
  case boundaryDifference = "boundary-difference"
  case encroachment
  case split
  case merge
  case regroup
  case unregisteredParcel = "unregistered-parcel"
  case notFound = "not-found"
  case useDifference = "use-difference"
  case unregisteredBuilding = "unregistered-building"
  case demolishedBuilding = "demolished-building"
  case footprintDifference = "footprint-difference"
  case floorsDifference = "floors-difference"
  case buildingOverBoundary = "building-over-boundary"
  case buildingUseDifference = "building-use-difference"
}

/// The unit of a finding's measure.
public enum MeasureUnit: String, Sendable {
  case squareMetres = "m2"
  case metres = "m"
  case count
  case floors
  case none = ""
}

/// What lies beneath a piece of encroached land.
public enum Onto: String, Sendable, CaseIterable {
  case neighbour, `public`, unallocated
}

/// A sign (признак) that books and ground disagree; never an accusation: a person decides.
public struct Finding: Sendable, Equatable {
  /// Stable id: the same objects, kind and place give the same id in every run.
  public var id: String
  /// What kind it is.
  public var kind: FindingKind
  /// The quarter it is counted in.
  public var quarter: String
  /// Register ids, sorted unless the kind says otherwise.
  public var registerIDs: [String]
  /// Survey ids, sorted.
  public var surveyIDs: [String]
  /// How much, in `unit`.
  public var measure: Double
  /// Unit.
  public var unit: MeasureUnit
  /// What would still pass, in `unit`; nil where no tolerance applies.
  public var tolerance: Double?
  /// Probability that the sign is true, 0…1.
  public var probability: Double
  /// Area concerned, m².
  public var area: Double?
  /// Largest distance beyond the line, m.
  public var depth: Double?
  /// Onto.
  public var onto: Onto?
  /// The register parcel it stands on, where the kind lists no register ids of its own.
  public var parcel: String?
  /// What was seen, in words for people (Russian).
  public var detail: String
  /// The same in English.
  public var detailEnglish: String
  /// Why it was made, by the code that decided.
  public var explanation: Explanation
  /// A point on the surface, working CRS; nil for records without place.
  public var place: Point?
  /// The shape to show, working CRS; may be empty.
  public var shape: MultiPolygon

  /// Makes a finding.
  public init(
    id: String,
    kind: FindingKind,
    quarter: String,
    registerIDs: [String],
    surveyIDs: [String],
    measure: Double,
    unit: MeasureUnit,
    tolerance: Double? = nil,
    probability: Double,
    area: Double? = nil,
    depth: Double? = nil,
    onto: Onto? = nil,
    detail: String,
    detailEnglish: String,
    explanation: Explanation = Explanation(),
    place: Point? = nil,
    shape: MultiPolygon = .empty
  ) {
    self.id = id
    self.kind = kind
    self.quarter = quarter
    self.registerIDs = registerIDs
    self.surveyIDs = surveyIDs
    self.measure = measure
    self.unit = unit
    self.tolerance = tolerance
    self.probability = probability
    self.area = area
    self.depth = depth
    self.onto = onto
    self.detail = detail
    self.detailEnglish = detailEnglish
    self.explanation = explanation
    self.place = place
    self.shape = shape
  }

  /// Measure over tolerance; nil where no tolerance applies.
  public var ratio: Double? {
    tolerance.flatMap { $0 > 0 ? abs(measure) / $0 : nil }
  }
}
