import Cadastre
import Geometry

/// Surveyed buildings that a register building without coordinates may be (INTERFACE §5.11).
///
/// Each such record accounts for one surveyed building of its parcel, not for two. Where there is one of each
/// they are linked; where there are more, those that fit the recorded floor area best are accounted for,
/// and no link is claimed. A record that names no parcel is on the one whose address it alone has
/// (``AddressMatch``). A record that names no parcel at all (a КПТ gives none) may be any building of its quarter:
/// there too each accounts for one. One that names a parcel the register does not have accounts for none: it stands
/// on another than those that are here.
struct UnseenBuildings {
  private(set) var links: [Link] = []
  private(set) var accounted: Set<Int> = []
  /// Probability of a link that only elimination speaks for.
  private let probability: Double

  init(
    register: Register,
    survey: Survey,
    standing place: Standing,
    buildingLinks: [Link],
    rules: AccuracyRules,
    probability: Double
  ) {
    self.probability = probability
    var isLinked = Array(repeating: false, count: survey.buildings.count)
    for link in buildingLinks { isLinked[link.survey] = true }
    var standing: [String: [Int]] = [:]
    for s in survey.buildings.indices where !isLinked[s] {
      guard survey.buildings.records[s].capital != false else { continue }
      // At the corner of several parcels, most of it on none, it may be the record of any of them.
      for parcel in place.parcels[s].isEmpty ? place.reached[s] : place.parcels[s] {
        standing[register.parcels.records[parcel].number, default: []].append(s)
      }
    }
    let addressed = AddressMatch(register).parcels
    // A record on a single land use (ЕЗП) stands on one of its pieces: the parent has no shape.
    var pieces: [String: [String]] = [:]
    for record in register.parcels.records where record.status != .archived {
      if let parent = record.parent { pieces[parent, default: []].append(record.number) }
    }
    var unseen: [String: [Int]] = [:]
    for r in register.buildings.indices {
      let record = register.buildings.records[r]
      guard record.status != .archived, !register.buildings.shapes.hasGeometry(r) else { continue }
      let parcels = addressed[r].map { [$0] } ?? record.parcels
      for parcel in parcels {
        for number in [parcel] + pieces[parcel, default: []] {
          unseen[number, default: []].append(r)
        }
      }
    }
    var used: Set<Int> = []
    for (parcel, records) in unseen.sorted(by: { $0.key < $1.key }) {
      let free = records.filter { !used.contains($0) }
      let buildings = standing[parcel, default: []].filter { !accounted.contains($0) }
      guard !buildings.isEmpty, !free.isEmpty else { continue }
      assign(
        free,
        buildings,
        register: register,
        survey: survey,
        used: &used,
        least: rules.thresholds.minimumBuildingArea.value
      )
    }
    let homeless = register.buildings.indices.filter { r in
      let record = register.buildings.records[r]
      return record.status != .archived && !register.buildings.shapes.hasGeometry(r)
        && addressed[r] == nil && record.parcels.isEmpty
    }
    let free = survey.buildings.indices.filter { s in
      !isLinked[s] && !accounted.contains(s) && survey.buildings.records[s].capital != false
        && survey.buildings.shapes.area(s) >= rules.thresholds.minimumUnregisteredArea.value
    }
    assignByQuarter(homeless, free, standing: place, register: register, survey: survey)
  }

  /// A record that may be any building of its quarter is none of more than twice its area, or of less than half.
  private static let likeArea = 2.0

  /// Lets the records that name no parcel account for buildings of their quarter that are of their area.
  private mutating func assignByQuarter(
    _ records: [Int],
    _ free: [Int],
    standing place: Standing,
    register: Register,
    survey: Survey
  ) {
    let quarters = QuarterMap(register.quarters)
    var buildings: [String: [Int]] = [:]
    for s in free {
      let beneath = place.parcel(of: s).map { register.parcels.records[$0].quarter }
      let quarter =
        beneath ?? survey.buildings.shapes.centroid(s).flatMap { quarters.quarter(at: $0) }
      buildings[quarter ?? "", default: []].append(s)
    }
    let homeless = Dictionary(grouping: records) { register.buildings.records[$0].quarter }
    for (quarter, records) in homeless.sorted(by: { $0.key < $1.key }) {
      guard let candidates = buildings[quarter] else { continue }
      var pairs: [(misfit: Double, record: Int, building: Int)] = []
      for record in records {
        for s in candidates {
          let footprint = survey.buildings.shapes.area(s)
          guard Self.mayBe(register.buildings.records[record], footprint) else { continue }
          pairs.append((misfit(register.buildings.records[record], footprint), record, s))
        }
      }
      account(for: &pairs)
    }
  }

  /// Takes the best fitting pairs first, each record and each building once.
  private mutating func account(for pairs: inout [(misfit: Double, record: Int, building: Int)]) {
    pairs.sort { ($0.misfit, $0.record, $0.building) < ($1.misfit, $1.record, $1.building) }
    var used: Set<Int> = []
    for pair in pairs where !used.contains(pair.record) && !accounted.contains(pair.building) {
      used.insert(pair.record)
      accounted.insert(pair.building)
    }
  }

  private mutating func assign(
    _ records: [Int],
    _ buildings: [Int],
    register: Register,
    survey: Survey,
    used: inout Set<Int>,
    least: Double
  ) {
    let areas = buildings.map { survey.buildings.shapes.area($0) }
    if records.count == 1, buildings.count == 1, areas[0] >= least {
      links.append(
        Link(
          layer: .buildings,
          register: records[0],
          survey: buildings[0],
          registerArea: 0,
          surveyArea: areas[0],
          intersectionArea: 0,
          alignedIntersectionArea: 0,
          probability: probability,
          margin: probability
        )
      )
      used.insert(records[0])
      accounted.insert(buildings[0])
      return
    }
    var pairs: [(misfit: Double, record: Int, building: Int)] = []
    for record in records {
      for (k, building) in buildings.enumerated() {
        pairs.append((misfit(register.buildings.records[record], areas[k]), record, building))
      }
    }
    used.formUnion(records)
    account(for: &pairs)
  }

  /// Whether a record that names no place may be a building of this footprint, by what it says of its area.
  ///
  /// Of a record that does not tell its floors the footprint may be any part of the floor area.
  private static func mayBe(_ record: RegisterBuilding, _ footprint: Double) -> Bool {
    guard let floorArea = record.floorArea, floorArea > 0 else { return true }
    let storey = floorArea / Double(max(1, record.floors ?? 1))
    return footprint <= likeArea * storey
      && (record.floors == nil || likeArea * footprint >= storey)
  }

  /// How badly a footprint fits a record: 0 is perfect.
  ///
  /// Without a recorded area the larger building fits better.
  private func misfit(_ record: RegisterBuilding, _ footprint: Double) -> Double {
    guard let floorArea = record.floorArea, floorArea > 0, footprint > 0 else {
      return 10 / (1 + footprint)
    }
    let expected = floorArea / Double(max(1, record.floors ?? 1))
    return max(expected, footprint) / min(expected, footprint) - 1
  }
}
