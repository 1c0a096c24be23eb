public import Cadastre
public import Intake

/// What a job file asks for (INTERFACE §2), checked and with every default filled in.
public struct Job: Sendable, Equatable {
  /// The municipality's name, for titles; empty when the job gives none.
  public var municipality: String
  /// The plane to measure in: an EPSG code, a PROJ string, WKT or a name from `Data/crs`; nil: taken
  /// from the sources.
  public var workingCRS: String?
  /// The coordinate systems it defines itself.
  public var coordinateSystems: [JobSystem] = []
  /// Where the books are.
  public var register: RegisterInputs
  /// Where the survey is.
  public var survey: SurveyInputs
  /// The tax policy's file, as written; nil when the job names none.
  public var policy: String?
  /// How far apart two determinations of the same thing may be.
  public var tolerance: ToleranceChoice
  /// What lies under the interactive map.
  public var map: MapChoice
  /// How many inspections there may be; nil: as many as there are findings.
  public var inspections: Int?
  /// The table of what inspectors decided so far, as written; nil when the job names none.
  public var decisions: String?

  /// Makes a job that asks for nothing yet.
  public init() {
    municipality = ""
    register = RegisterInputs()
    survey = SurveyInputs()
    tolerance = ToleranceChoice()
    map = MapChoice()
  }
}

/// The register's inputs.
public struct RegisterInputs: Sendable, Equatable {
  /// The date the register was taken, ISO 8601; nil when neither job nor files say.
  public var date: String?
  /// Files of parcels.
  public var parcels: [Source] = []
  /// Files of buildings.
  public var buildings: [Source] = []
  /// Files of cadastral quarters.
  public var quarters: [Source] = []
  /// Files of land of common use.
  public var publicLand: [Source] = []
  /// КПТ and extracts, which may hold parcels, buildings and quarters at once.
  public var extracts: [Source] = []

  /// Makes an empty register.
  public init() {}
}

/// The survey's inputs.
public struct SurveyInputs: Sendable, Equatable {
  /// The date of the survey, ISO 8601.
  public var date: String?
  /// Mean square error of a surveyed point in the plane, m, where a record has none of its own.
  public var accuracy: Double = JobDefaults.accuracy
  /// What the surveyed contour of a building follows.
  public var outline: Outline = JobDefaults.outline
  /// Files of occupied plots.
  public var parcels: [Source] = []
  /// Files of buildings.
  public var buildings: [Source] = []
  /// Where it looked.
  public var coverage: CoverageChoice = .unstated

  /// Makes an empty survey.
  public init() {}
}

/// What a job says about where the survey looked (INTERFACE §5.13).
public enum CoverageChoice: Sendable, Equatable {
  /// Nothing: it is taken from the records, and the run says so.
  case unstated
  /// `"everywhere"`.
  case everywhere
  /// Layers of areas.
  case layers([Source])
}

/// How far apart two determinations may be and still agree.
public struct ToleranceChoice: Sendable, Equatable {
  /// The k of k·σ for positions; nil: that of `Data/rules`.
  public var coincidence: Double?
  /// The name of an area rule in `Data/rules`; nil: the one in use there.
  public var area: String?

  /// Makes the default choice.
  public init() {}
}

/// What a job says about the interactive map; without a word it asks for nothing from any network.
public struct MapChoice: Sendable, Equatable {
  /// Address of a tile of the base map, with `{z}`, `{x}` and `{y}`; nil: there is none.
  public var base: String?
  /// Whom the base map is from, to be shown on it.
  public var attribution: String?

  /// Makes a map without a base map.
  public init() {}
}

/// One layer of one file, or of several that a glob names.
public struct Source: Sendable, Equatable {
  /// The path as written: relative to the job file, globs allowed.
  public var path: String
  /// The layer in the file; nil: the only one, or the one the format implies.
  public var layer: String?
  /// The coordinate system, when the file does not say or is wrong about it.
  public var crs: String?
  /// Names of fields: ours, then the file's; sorted by ours.
  public var fields: [FieldName]
  /// The order of coordinates in the file; nil: as the format has it.
  public var axes: AxisOrder?
  /// The encoding of its text, such as `cp1251`; nil: as the format has it.
  public var encoding: String?
  /// Where in the job it stands, such as `register.parcels[0]`, for messages.
  public var place: String

  /// Makes a source of which only the path is known.
  public init(path: String, place: String) {
    self.path = path
    self.place = place
    fields = []
  }
}

/// A field whose name in the file is not ours.
public struct FieldName: Sendable, Equatable {
  /// The name in INTERFACE §3.
  public var here: String
  /// The name in the file.
  public var there: String

  /// Makes a pair of names.
  public init(here: String, there: String) {
    self.here = here
    self.there = there
  }
}

/// What holds where a job is silent (INTERFACE §2).
public enum JobDefaults {
  /// Accuracy of a survey, m.
  public static let accuracy = 0.10
  /// Outline of surveyed buildings.
  public static let outline = Outline.wall
  /// The k of k·σ.
  public static let coincidence = 2.0
  /// Name of the area rule.
  public static let areaRule = "ru-3.5"
}
