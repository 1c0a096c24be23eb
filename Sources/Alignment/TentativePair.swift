import Cadastre
import Geometry
import SpatialIndex

/// A recorded and a surveyed thing that might be the same, for estimating displacements only.
struct TentativePair {
  /// Centre of the recorded thing.
  var register: Point
  /// Centre of the surveyed thing.
  var survey: Point
  /// The recorded thing among the quarter's, and the surveyed one in its layer.
  var features: (register: Int, survey: Int)
  /// How much it says: 1, more when the occupant claims just this number, less when he claims another.
  var weight: Double
  /// Mean square error of the points of the recorded and of the surveyed thing, m.
  var accuracy: (register: Double, survey: Double)

  /// Mean square error of the recorded thing's points, m; that of the survey where nothing states it.
  var registerAccuracy: Double { accuracy.register > 0 ? accuracy.register : accuracy.survey }

  /// Both errors combined, m.
  var sigma: Double { AccuracyRules.combined(registerAccuracy, accuracy.survey) }

  /// Survey minus register.
  var vector: Point { Point(x: survey.x - register.x, y: survey.y - register.y) }
}

/// Finds pairs of similar size within reach of the largest displacement looked for.
struct PairFinder {
  /// Largest displacement looked for, m.
  static let reach = 12.0
  /// Largest displacement looked for where the occupant names the record, m: his word finds what lies beyond
  /// ``reach``, where every neighbour of a like size is nearer.
  static let claimedReach = 40.0
  /// How alike two areas must be.
  static let likeness = 0.8

  let surveyShapes: ShapeColumn
  let surveyCentres: [Point?]
  let surveyAreas: [Double]
  let accuracies: [Double]
  let claims: [String?]
  let tree: PackedHilbertTree
  /// For each number, the surveyed things whose occupants claim it, ascending.
  private let claimants: [String: [Int]]

  init(shapes: ShapeColumn, accuracies: [Double], claims: [String?]) {
    surveyShapes = shapes
    self.accuracies = accuracies
    self.claims = claims
    var claimants: [String: [Int]] = [:]
    for (feature, claim) in claims.enumerated() {
      if let claim { claimants[claim, default: []].append(feature) }
    }
    self.claimants = claimants
    surveyCentres = (0..<shapes.count).map { shapes.centroid($0) }
    surveyAreas = (0..<shapes.count).map { shapes.area($0) }
    tree = PackedHilbertTree(
      surveyCentres.map { centre in
        centre.map { Envelope(minX: $0.x, minY: $0.y, maxX: $0.x, maxY: $0.y) } ?? .empty
      }
    )
  }

  /// All pairs for one recorded shape; `number` is nil for things that nobody claims.
  func pairs(
    _ shapes: borrowing ShapeColumn,
    _ feature: Int,
    accuracy: Double,
    number: String?,
    claimed: Bool
  ) -> [TentativePair] {
    guard let centre = shapes.centroid(feature) else { return [] }
    let area = shapes.area(feature)
    guard area > 0 else { return [] }
    let around = Envelope(minX: centre.x, minY: centre.y, maxX: centre.x, maxY: centre.y)
      .expanded(by: Self.reach)
    var found: [TentativePair] = []
    let own = number.flatMap { claimants[$0] } ?? []
    let near = tree.items(in: around)
    for other in near + own.filter({ !near.contains($0) }) {
      guard let target = surveyCentres[other],
        centre.distance(to: target) <= (own.contains(other) ? Self.claimedReach : Self.reach),
        min(area, surveyAreas[other]) >= Self.likeness * max(area, surveyAreas[other])
      else { continue }
      var weight = 1.0
      if let number, let claim = claims[other] {
        weight = claim == number ? 3 : 0.25
      } else if claimed {
        // Somebody else claims this very record.
        weight = 0.25
      }
      found.append(
        TentativePair(
          register: centre,
          survey: target,
          features: (feature, other),
          weight: weight,
          accuracy: (accuracy, accuracies[other])
        )
      )
    }
    return found
  }
}
