public import Cadastre
public import Projection

/// One layer of one file, or of several that a glob names, as a job gives it (INTERFACE §2).
public struct SourceSpec: Sendable, Equatable {
  /// The path, relative to the request's folder; `*` and `?` stand for names.
  public var path: String
  /// The layer in the file; nil: the only one, or the one that is called what it is to feed.
  public var layer: String?
  /// The coordinate system, when the file does not say or is wrong about it; anything PROJ understands.
  public var crs: String?
  /// Names of fields: ours to the file's.
  public var fields: [String: String]
  /// The order of coordinates in the file; nil: as the format has it.
  public var axes: AxisOrder?
  /// The encoding of its text, such as `cp1251`; nil: as the format has it.
  public var encoding: String?
  /// The way from its coordinates to those of `crs`, where the job ties its system by points.
  public var fit: PlaneFit?
  /// Where in the job it stands, such as `register.parcels[0]`, for messages.
  public var place: String?

  /// Makes a source of which only the path and perhaps the layer are known.
  public init(
    path: String,
    layer: String? = nil,
    crs: String? = nil,
    fields: [String: String] = [:],
    axes: AxisOrder? = nil,
    encoding: String? = nil,
    fit: PlaneFit? = nil,
    place: String? = nil
  ) {
    self.path = path
    self.layer = layer
    self.crs = crs
    self.fields = fields
    self.axes = axes
    self.encoding = encoding
    self.fit = fit
    self.place = place
  }
}

/// The order of the two coordinates in a file.
public enum AxisOrder: String, Sendable, CaseIterable {
  /// East first.
  case xy
  /// North first, as surveyors write them.
  case yx
}

/// The system of the records that carry a label, as the job gives it.
public struct LabelSystem: Sendable, Equatable {
  /// The label (`sk_id`).
  public var label: String
  /// What the job calls the system.
  public var name: String
  /// Anything PROJ understands.
  public var definition: String
  /// The way from the records' coordinates to those of the definition; nil: they are in it.
  public var fit: PlaneFit?

  /// Makes the system of a label.
  public init(label: String, name: String, definition: String, fit: PlaneFit? = nil) {
    self.label = label
    self.name = name
    self.definition = definition
    self.fit = fit
  }
}

/// What is to be read, from where, into which plane.
public struct IntakeRequest: Sendable {
  /// The folder that relative paths start from.
  public var baseFolder: String
  /// The plane to measure in; nil: the first metric one among the register's sources.
  public var workingCRS: ReferenceSystem?
  /// The date of the register, ISO 8601; nil: the latest one a file states.
  public var registerDate: String?
  /// Land parcels of the register.
  public var registerParcels: [SourceSpec] = []
  /// Buildings of the register.
  public var registerBuildings: [SourceSpec] = []
  /// Cadastral quarters.
  public var quarters: [SourceSpec] = []
  /// Land of common use.
  public var publicLand: [SourceSpec] = []
  /// КПТ and extracts, which feed parcels, buildings, constructions and quarters at once.
  public var extracts: [SourceSpec] = []
  /// The date of the survey, ISO 8601.
  public var surveyDate: String?
  /// Mean square error of a surveyed point in the plane, m, where a record has none of its own.
  public var surveyAccuracy: Double
  /// What the surveyed contour of a building follows.
  public var outline = Outline.wall
  /// Occupied plots.
  public var surveyParcels: [SourceSpec] = []
  /// Buildings on the ground.
  public var surveyBuildings: [SourceSpec] = []
  /// Where the survey looked.
  public var coverage: [SourceSpec] = []
  /// Whether the job says that it looked everywhere.
  public var coverageEverywhere = false

  /// The systems of labels that the job gives; other labels place nothing.
  public var labelSystems: [LabelSystem] = []
  /// The systems in which misplaced coordinates are looked for.
  public var candidates: [CandidateSystem] = []
  /// Whether what may have happened to misplaced coordinates is undone.
  public var acceptsHypotheses = false

  /// Makes a request for nothing yet.
  public init(baseFolder: String, surveyAccuracy: Double) {
    self.baseFolder = baseFolder
    self.surveyAccuracy = surveyAccuracy
  }
}
