/// Which of the two kinds of objects a link or finding is about.
public enum LandLayer: String, Sendable, CaseIterable, Comparable {
  case parcels, buildings

  /// Orders layers by name.
  public static func < (first: LandLayer, second: LandLayer) -> Bool {
    first.rawValue < second.rawValue
  }
}

/// How many recorded and surveyed things a component joins.
public enum Relation: String, Sendable, CaseIterable {
  case oneToOne = "1:1"
  case oneToMany = "1:n"
  case manyToOne = "n:1"
  case manyToMany = "n:m"
}

/// A claim that a recorded and a surveyed thing are the same land.
public struct Link: Sendable, Equatable {
  /// The layer it belongs to.
  public var layer: LandLayer
  /// Index of the record in the register's layer.
  public var register: Int
  /// Index of the record in the survey's layer.
  public var survey: Int
  /// Area of the register's shape, m²; 0 when it has none.
  public var registerArea: Double
  /// Area of the surveyed shape, m².
  public var surveyArea: Double
  /// Area they share as read, m².
  public var intersectionArea: Double
  /// Area they share after the quarter's displacement is taken out, m².
  public var alignedIntersectionArea: Double
  /// Number of the component, from 1, in the order of the smallest register id.
  public var component: Int
  /// Relation.
  public var relation: Relation
  /// Probability that the claim is true.
  public var probability: Double
  /// Id of the best other counterpart of the surveyed thing, when there is one.
  public var runnerUp: String?
  /// Probability minus that of the runner-up.
  public var margin: Double

  /// Makes a link.
  public init(
    layer: LandLayer,
    register: Int,
    survey: Int,
    registerArea: Double,
    surveyArea: Double,
    intersectionArea: Double,
    alignedIntersectionArea: Double,
    component: Int = 0,
    relation: Relation = .oneToOne,
    probability: Double = 1,
    runnerUp: String? = nil,
    margin: Double = 1
  ) {
    self.layer = layer
    self.register = register
    self.survey = survey
    self.registerArea = registerArea
    self.surveyArea = surveyArea
    self.intersectionArea = intersectionArea
    self.alignedIntersectionArea = alignedIntersectionArea
    self.component = component
    self.relation = relation
    self.probability = probability
    self.runnerUp = runnerUp
    self.margin = margin
  }

  /// Intersection over union as read; nil when the record has no geometry.
  public var iou: Double? {
    registerArea > 0 ? intersectionArea / (registerArea + surveyArea - intersectionArea) : nil
  }

  /// Intersection over union after alignment; nil when the record has no geometry.
  public var alignedIoU: Double? {
    registerArea > 0
      ? alignedIntersectionArea / (registerArea + surveyArea - alignedIntersectionArea) : nil
  }
}
