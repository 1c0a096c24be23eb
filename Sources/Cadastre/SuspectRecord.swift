/// A record whose coordinates do not lie where its number or its neighbours say.
public struct SuspectRecord: Sendable, Equatable {
  /// The balance layer it was read for.
  public var layer: String
  /// Its number or id.
  public var key: String
  /// The quarter it is of; empty when it names none.
  public var quarter: String
  /// The label of the coordinate system it carries, nil when it has none.
  public var label: String?
  /// How far its coordinates lie from where they should, m.
  public var distance: Double
  /// What may have happened to them; nil when nothing fits.
  public var hypothesis: PlaceHypothesis?
  /// Where the record came from.
  public var origin: Origin

  /// Makes a suspect.
  public init(
    layer: String,
    key: String,
    quarter: String,
    label: String?,
    distance: Double,
    hypothesis: PlaceHypothesis? = nil,
    origin: Origin
  ) {
    self.layer = layer
    self.key = key
    self.quarter = quarter
    self.label = label
    self.distance = distance
    self.hypothesis = hypothesis
    self.origin = origin
  }
}
