/// What may have happened to coordinates that do not lie where they belong; a person decides.
public struct PlaceHypothesis: Sendable, Equatable {
  /// What sort of mistake it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// North and east are exchanged.
    case axes
    /// The number of the zone before the easting is another one, or missing.
    case zonePrefix = "zone-prefix"
    /// Degrees stand where metres are stated.
    case degrees
    /// They are in another coordinate system than stated.
    case otherSystem = "other-system"
    /// They are in another unit of length.
    case unit
    /// They lie together with other records in a grid nobody has given the key of.
    case sharedGrid = "shared-grid"
  }

  /// What sort of mistake it is.
  public var kind: Kind
  /// It in Russian, to follow «похоже,».
  public var russian: String
  /// It in English, to follow "it looks as if".
  public var english: String
  /// How far the record would move, m; nil when that is not known.
  public var moves: Double?
  /// Whether it was applied, as the command asked.
  public var isAccepted = false

  /// Makes a hypothesis nobody has accepted.
  public init(kind: Kind, russian: String, english: String, moves: Double? = nil) {
    self.kind = kind
    self.russian = russian
    self.english = english
    self.moves = moves
  }
}
