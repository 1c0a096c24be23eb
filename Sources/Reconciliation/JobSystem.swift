public import Projection

/// A coordinate system a job defines itself: the keys of local systems are not public.
public struct JobSystem: Sendable, Equatable {
  /// What `crs` and `workingCRS` call it.
  public var name: String
  /// How it is given.
  public var form: Form
  /// Labels of the register (`sk_id`) whose records are in it.
  public var labels: [String]
  /// Where in the job it stands, such as `coordinateSystems[0]`, for messages.
  public var place: String

  /// How a job gives a system.
  public enum Form: Sendable, Equatable {
    /// A definition, or a name from `Data/crs`.
    case definition(String)
    /// The keys of a zone.
    case zone(ZoneKeys)
    /// Points known in it and in another system.
    case points(ControlPoints)
  }

  /// Makes a system.
  public init(name: String, form: Form, labels: [String] = [], place: String) {
    self.name = name
    self.form = form
    self.labels = labels
    self.place = place
  }
}

/// The keys of a zone of transverse Mercator, as МСК has them.
public struct ZoneKeys: Sendable, Equatable {
  /// The axis meridian, degrees.
  public var meridian: Double
  /// The easting of the axis meridian, m.
  public var falseEasting: Double
  /// What is added to the distance from the equator, m; for zones of МСК below zero.
  public var falseNorthing: Double
  /// The latitude northings are counted from, degrees.
  public var latitude = 0.0
  /// The scale on the axis meridian.
  public var scale = 1.0
  /// The ellipsoid, as PROJ calls it.
  public var ellipsoid = "krass"
  /// The seven parameters of the shift to WGS 84, as PROJ has them; nil: those of `Data/crs`.
  public var shift: [Double]?

  /// Makes keys with the usual rest.
  public init(meridian: Double, falseEasting: Double, falseNorthing: Double) {
    self.meridian = meridian
    self.falseEasting = falseEasting
    self.falseNorthing = falseNorthing
  }

  /// The definition PROJ understands; `shift` where the keys have none of their own.
  func definition(shift standard: [Double]) -> String {
    let values = (shift ?? standard).map { "\($0)" }.joined(separator: ",")
    return "+proj=tmerc +lat_0=\(latitude) +lon_0=\(meridian) +k=\(scale) +x_0=\(falseEasting)"
      + " +y_0=\(falseNorthing) +ellps=\(ellipsoid) +towgs84=\(values) +units=m +no_defs"
  }
}

/// Points known in a local system and in another one.
public struct ControlPoints: Sendable, Equatable {
  /// The other system: a definition, a name from `Data/crs` or one of the job's own.
  public var to: String
  /// The points.
  public var points: [ControlPoint]
  /// What the transformation may change besides the place.
  public var method = PlaneFit.Method.similarity
  /// How far it may miss a point, m; nil: as `Data/crs` has it.
  public var limit: Double?

  /// Makes a set of points.
  public init(to: String, points: [ControlPoint]) {
    self.to = to
    self.points = points
  }
}
