import Alignment
import Cadastre
import Geometry
import Matching
import SpatialIndex
import Topology
import Workers

/// Everything the checks look at, prepared once: shapes in one frame, links both ways, coverage, tolerances.
///
/// The frame is the survey's: register shapes are moved by the displacement of their quarter. Checks that
/// look at the register alone use the shapes as recorded.
struct Scene: Sendable {
  let register: Register
  let survey: Survey
  let alignment: Alignment
  let matching: Matching
  let rules: AccuracyRules
  let classifier: UseClassifier
  let repairs: [Repair]
  let rejects: [Reject]
  let suspects: [SuspectRecord]
  let workers: Workers
  /// Comparisons that could not be made.
  let uncut = Uncut()

  /// Area of each register parcel's own geometry, m²; 0 without.
  let parcelAreas: [Double]
  let plotAreas: [Double]
  let buildingAreas: [Double]
  let surveyBuildingAreas: [Double]

  /// Which register parcels are united land uses whose land their children draw.
  let isDrawnByChildren: [Bool]

  /// Links of each register parcel, plot, register building, surveyed building.
  let linksOfParcel: [[Link]]
  let linksOfPlot: [[Link]]
  let linksOfBuilding: [[Link]]
  let linksOfSurveyBuilding: [[Link]]

  /// Live register parcels in the survey's frame.
  let parcelTree: PackedHilbertTree
  let coverage: CoverageMap
  let quarters: QuarterMap

  /// By how much a difference of areas, and a strip between lines, must exceed the tolerance of one comparison, as
  /// many are made: 1 in a street, up to the factors of the rules in a town.
  let areaFactor: Double
  let stripFactor: Double
  /// How many lines of plots are compared: a plot has four sides.
  let comparedLines: Int

  /// Mean square error of each register parcel and building, m.
  let parcelAccuracy: [Double]
  let buildingAccuracy: [Double]

  init(
    register: Register,
    survey: Survey,
    alignment: Alignment,
    matching: Matching,
    rules: AccuracyRules,
    accuracy: RegisterAccuracy,
    classifier: UseClassifier,
    repairs: [Repair],
    rejects: [Reject],
    suspects: [SuspectRecord],
    workers: Workers
  ) {
    self.register = register
    self.survey = survey
    self.alignment = alignment
    self.matching = matching
    self.rules = rules
    self.classifier = classifier
    self.repairs = repairs
    self.rejects = rejects
    self.suspects = suspects
    self.workers = workers
    parcelAreas = register.parcels.indices.map { register.parcels.shapes.area($0) }
    plotAreas = survey.parcels.indices.map { survey.parcels.shapes.area($0) }
    buildingAreas = register.buildings.indices.map { register.buildings.shapes.area($0) }
    surveyBuildingAreas = survey.buildings.indices.map { survey.buildings.shapes.area($0) }
    let isDrawnByChildren = register.isDrawnByChildren
    self.isDrawnByChildren = isDrawnByChildren
    // A claim to the parent of a united land use says whose the land is; which land it is, its children say.
    let parcelLinks = matching.links.filter {
      $0.layer == .parcels && !isDrawnByChildren[$0.register]
    }
    let buildingLinks = matching.links.filter { $0.layer == .buildings }
    linksOfParcel = Self.group(parcelLinks, by: \.register, count: register.parcels.count)
    linksOfPlot = Self.group(parcelLinks, by: \.survey, count: survey.parcels.count)
    linksOfBuilding = Self.group(buildingLinks, by: \.register, count: register.buildings.count)
    linksOfSurveyBuilding = Self.group(
      buildingLinks,
      by: \.survey,
      count: survey.buildings.count
    )
    let parcels = register.parcels
    parcelTree = PackedHilbertTree(
      parcels.indices.map {
        parcels.records[$0].status == .archived ? .empty : alignment.parcels.boxes[$0]
      }
    )
    quarters = QuarterMap(register.quarters)
    coverage = CoverageMap(survey.coverage, quarters: register.quarters)
    let compared = survey.parcels.indices.count { survey.parcels.shapes.hasGeometry($0) }
    let thresholds = rules.thresholds
    areaFactor = Self.factor(
      compared,
      limit: rules.areaFactor,
      most: thresholds.areaNoiseFactor.value
    )
    comparedLines = 4 * compared
    // The mean of two measured ends errs half as much as a point does in the plane.
    stripFactor = Self.factor(
      comparedLines,
      limit: 2 * rules.coincidence.value,
      most: thresholds.peakFactor.value / 2.0.squareRoot()
    )
    parcelAccuracy = accuracy.parcels
    buildingAccuracy = accuracy.buildings
  }

  private static func factor(_ comparisons: Int, limit: Double, most: Double) -> Double {
    guard limit > 0 else { return 1 }
    let errors = Certainty.errors(passedByNoiseIn: comparisons, limit: limit)
    return max(1, min(most, errors / limit))
  }

  private static func group(
    _ links: [Link],
    by key: KeyPath<Link, Int>,
    count: Int
  ) -> [[Link]] {
    var groups: [[Link]] = Array(repeating: [], count: count)
    for link in links { groups[link[keyPath: key]].append(link) }
    return groups
  }

  /// Whether the register parcel may be named: in force, not temporary, not archived.
  func isActive(parcel: Int) -> Bool { register.parcels.records[parcel].status == .active }

  /// Whether the register building may be named.
  func isActive(building: Int) -> Bool { register.buildings.records[building].status == .active }

  /// Runs `body` on every item on all threads; results come in the order of the items.
  ///
  /// A cut that fails within `body` is noted under what `subject` names.
  func each<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    chunkSize: Int = 64,
    subject: @Sendable (Item) -> Uncut.Subject,
    _ body: @Sendable (Item, borrowing Knife) -> [Result]
  ) -> [Result] {
    workers.flatMapChunks(of: items.count, chunkSize: chunkSize) { range in
      let knife = Knife(rules: rules, stripFactor: stripFactor)
      return range.flatMap { k in
        let results = body(items[k], knife)
        if let reason = knife.takeFailure() { uncut.note(subject(items[k]), reason) }
        return results
      }
    }
  }

  /// Where the records of a layer lie that could not be taken in: a point in each or on its line.
  func rejectedPlaces(of layer: String) -> [Point] {
    rejects.filter { $0.layer == layer }.compactMap(\.place)
  }

  /// Whether one of those places lies on a recorded thing, by the accuracy of both sources.
  func isTouched(_ shapes: ShapeColumn, _ feature: Int, accuracy: Double, by places: [Point])
    -> Bool
  {
    let tolerance = coincidence(accuracy, survey.accuracy)
    return places.contains { shapes.distance(feature, $0) <= tolerance }
  }

  /// Register parcels by their numbers.
  func subject(_ parcels: [Int], plots: [Int] = []) -> Uncut.Subject {
    Uncut.Subject(
      register: parcels.map { register.parcels.records[$0].number }.sorted(),
      survey: plots.map { survey.parcels.records[$0].id }.sorted()
    )
  }

  /// Whether two parcels are of different quarters of which one is displaced: how they lie to each other as
  /// recorded says nothing then.
  func isPutApart(_ first: Int, _ second: Int) -> Bool {
    let quarters = (
      register.parcels.records[first].quarter, register.parcels.records[second].quarter
    )
    return quarters.0 != quarters.1
      && (alignment.motion(ofQuarter: quarters.0) != nil
        || alignment.motion(ofQuarter: quarters.1) != nil)
  }

  /// The distance within which two determinations of a point agree, m.
  func coincidence(_ registerAccuracy: Double, _ surveyAccuracy: Double) -> Double {
    rules.coincidenceTolerance(registerAccuracy, surveyAccuracy)
  }

  /// The quarter a register record is counted in: its own, or the one beneath it.
  func quarter(of number: String, at place: Point?) -> String {
    if !number.isEmpty, !QuarterMap.namesNoPlace(number) { return number }
    return place.flatMap { quarters.quarter(at: $0) } ?? number
  }
}
