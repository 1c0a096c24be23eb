public import Geometry

/// What the ground says: occupied plots and buildings, and where the survey looked.
public struct Survey: Sendable {
  /// The date of the survey, ISO 8601.
  public var date: String?
  /// Mean square error of a surveyed point in the plane, m, where a record has none of its own.
  public var accuracy: Double
  /// What the contours of its buildings follow.
  public var outline: Outline = .wall
  /// Plots as occupied.
  public var parcels = Layer<SurveyParcel>()
  /// Buildings as they stand.
  public var buildings = Layer<SurveyBuilding>()
  /// Where the survey looked.
  public var coverage: Coverage = .everywhere

  /// Makes a survey without records.
  public init(accuracy: Double) { self.accuracy = accuracy }
}

/// What the surveyed contour of a building follows.
public enum Outline: String, Sendable, CaseIterable {
  /// The walls at the ground.
  case wall
  /// The roof, eaves included.
  case roof
}

/// Where the survey looked: elsewhere nothing can be said to be missing.
public enum Coverage: Sendable, Equatable {
  /// The job says that it looked everywhere.
  case everywhere
  /// It looked inside this area (dissolved, normalised).
  case area(MultiPolygon)
  /// Taken from the records: the quarters where it recorded something (INTERFACE §5.13).
  case quarters([String])
}

/// One occupied plot, as found on the ground.
public struct SurveyParcel: Sendable {
  /// Its id, text as recorded.
  public var id: String
  /// Mean square error of its points in the plane, m.
  public var accuracy: Double
  /// Observed use, free text.
  public var use: String = ""
  /// The cadastral number the occupant claims; nil when he claims none.
  public var claimedNumber: String?
  /// Date it was surveyed, ISO 8601.
  public var surveyed: String?
  /// Where the record came from.
  public var origin: Origin

  /// Makes a plot of which nothing else is known.
  public init(id: String, accuracy: Double, origin: Origin) {
    self.id = id
    self.accuracy = accuracy
    self.origin = origin
  }
}

/// One building, as found on the ground.
public struct SurveyBuilding: Sendable {
  /// Its id, text as recorded.
  public var id: String
  /// Mean square error of its points in the plane, m.
  public var accuracy: Double
  /// Number of floors.
  public var floors: Int?
  /// Height, m.
  public var height: Double?
  /// Observed use, free text.
  public var use: String = ""
  /// Whether it stands on foundations; nil when the survey does not say.
  public var capital: Bool?
  /// Date it was surveyed, ISO 8601.
  public var surveyed: String?
  /// Where the record came from.
  public var origin: Origin

  /// Makes a building of which nothing else is known.
  public init(id: String, accuracy: Double, origin: Origin) {
    self.id = id
    self.accuracy = accuracy
    self.origin = origin
  }
}
