import Geometry

/// One record of a parcel in the books.
struct Holding {
  /// The lots it holds; none for a record without a counterpart on the ground.
  var lots: [Int]
  var use: LotClass
  var subtype = ""
  /// Index of the united land use it belongs to.
  var parent: Int?
  var hasGeometry = true
  var status = "active"
  /// Its contours as vertices: shell and holes.
  var contours: [[[Int]]]
  /// How far the record lies from where it should, m.
  var shift = Point(x: 0, y: 0)
  /// Whether its eastings were written as northings.
  var isSwapped = false
  /// Error of the declared area in units of ΔP.
  var areaError = 0.0
  /// The quarter its number names, when that is another one.
  var foreignQuarter: Int?
  var permittedUse = ""
  /// Whether it is an extra record of land that another record holds.
  var isExtra = false

  var isActive: Bool { status == "active" }
}

/// What became of a lot.
struct LotState {
  var holding: Int?
  /// How the ground is occupied: one ring for each plot.
  var ground: [[Int]] = []
  /// Whose number the occupant of each plot claims.
  var claims: [Int?] = []
  /// Holdings each plot is the counterpart of.
  var links: [[Int]] = []
  /// Whether something happened here or next to it: no second event then.
  var isTaken = false
  var buildingEvent: LotEventKind?
  /// Where and how far the main building stands over the line.
  var over: (side: LotSide, depth: Double)?
  var permittedUse = ""
  var observedUse = ""
  var isVacant = false
  var cover = Cover.inside

  enum Cover {
    /// Wholly surveyed, away from the border of the coverage.
    case inside
    /// Surveyed, but on the border of the coverage or near it.
    case edge
    case outside
  }
}
