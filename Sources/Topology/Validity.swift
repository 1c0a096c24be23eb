public import Geometry

/// What breaks the rules of a valid shape (OGC Simple Features 6.1.11); raw values are stable codes.
public enum ShapeDefect: String, Sendable, CaseIterable {
  /// Two edges cross, or share a stretch.
  case selfIntersection = "self-intersection"
  /// A ring touches itself.
  case ringSelfIntersection = "ring-self-intersection"
  /// A hole lies outside the shell.
  case holeOutsideShell = "hole-outside-shell"
  /// A hole lies in a hole.
  case nestedHoles = "nested-holes"
  /// Holes cut the interior in two.
  case disconnectedInterior = "disconnected-interior"
  /// A polygon lies in another one of the same shape.
  case nestedShells = "nested-shells"
  /// A ring is there twice.
  case duplicateRings = "duplicate-rings"
  /// A ring has fewer than three distinct vertices.
  case tooFewPoints = "too-few-points"
  /// A coordinate is infinite or no number.
  case invalidCoordinate = "invalid-coordinate"
  /// A ring does not end where it began.
  case ringNotClosed = "ring-not-closed"
  /// Something GEOS has a word for and we do not; the reason tells.
  case other

  /// From the words of GEOS (`TopologyValidationError.cpp`).
  init(message: String) {
    self =
      switch message {
      case "Self-intersection": .selfIntersection
      case "Ring Self-intersection": .ringSelfIntersection
      case "Hole lies outside shell": .holeOutsideShell
      case "Holes are nested": .nestedHoles
      case "Interior is disconnected": .disconnectedInterior
      case "Nested shells": .nestedShells
      case "Duplicate Rings": .duplicateRings
      case "Too few points in geometry component": .tooFewPoints
      case "Invalid Coordinate": .invalidCoordinate
      case "Ring is not closed": .ringNotClosed
      default: .other
      }
  }
}

/// The verdict on a shape: valid, or the first defect found and where.
public struct Validity: Sendable, Equatable {
  /// The first defect; nil for a valid shape.
  public var defect: ShapeDefect?
  /// What GEOS says, in English; empty for a valid shape.
  public var reason: String
  /// Where, in the shape's own coordinates; nil for a valid shape or a defect without a finite place.
  public var place: Point?

  /// Makes a verdict.
  public init(defect: ShapeDefect?, reason: String, place: Point?) {
    self.defect = defect
    self.reason = reason
    self.place = place
  }

  /// The verdict on a shape without defect.
  public static var valid: Validity { Validity(defect: nil, reason: "", place: nil) }

  /// Whether the shape obeys all rules.
  public var isValid: Bool { defect == nil }
}
