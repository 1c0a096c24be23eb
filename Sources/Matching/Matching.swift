public import Alignment
public import Cadastre
import Geometry
public import Workers

/// Which recorded thing is which surveyed thing, with what was measured on the way.
public struct Matching: Sendable {
  /// Links of both layers: parcels first, each sorted by component, register id, survey id.
  public let links: [Link]
  /// Shared land of register and survey parcels.
  public let parcelOverlaps: OverlapTable
  /// Shared land of register and survey buildings.
  public let buildingOverlaps: OverlapTable
  /// On which register parcels the surveyed buildings stand.
  public let standing: Standing
  /// Surveyed buildings that a register building without coordinates on the same parcel accounts for.
  public let accountedBuildings: Set<Int>
  /// How well the groups are proven to be the best ones.
  public let grouping: GroupingReport

  /// Matches both layers.
  ///
  /// - Complexity: O(*n* log *n* + *k*) in the records and the pairs that overlap.
  public static func match(
    register: Register,
    survey: Survey,
    alignment: Alignment,
    rules: AccuracyRules,
    accuracy: RegisterAccuracy,
    weights: LinkWeights,
    workers: Workers
  ) -> Matching {
    let liveParcels = register.parcels.records.map { $0.status != .archived }
    // The land of a united land use is matched once, by its children.
    let parcelOverlaps = OverlapTable(
      register: alignment.parcels,
      isLive: zip(liveParcels, register.isDrawnByChildren).map { $0 && !$1 },
      survey: survey.parcels.shapes,
      workers: workers
    )
    let parcelLinker = Linker(
      layer: .parcels,
      register: Side(
        shapes: alignment.parcels,
        ids: register.parcels.records.map(\.number),
        isLive: liveParcels,
        accuracy: accuracy.parcels
      ),
      survey: Side(
        shapes: survey.parcels.shapes,
        ids: survey.parcels.records.map(\.id),
        isLive: Array(repeating: true, count: survey.parcels.count),
        accuracy: survey.parcels.records.map(\.accuracy)
      ),
      claims: survey.parcels.records.map(\.claimedNumber),
      overlaps: parcelOverlaps,
      rules: rules,
      weights: weights.parcels
    )
    let parcelGroups = Grouping(
      parcelLinker.links { _, _ in true },
      penalty: weights.parcels.regroup
    )
    var parcelLinks = parcelGroups.kept

    let standing = Standing(
      register: register,
      survey: survey,
      alignment: alignment,
      parcelLinks: parcelLinks,
      workers: workers
    )
    let liveBuildings = register.buildings.records.map { $0.status != .archived }
    let buildingOverlaps = OverlapTable(
      register: alignment.buildings,
      isLive: liveBuildings,
      survey: survey.buildings.shapes,
      workers: workers
    )
    let buildingLinker = Linker(
      layer: .buildings,
      register: Side(
        shapes: alignment.buildings,
        ids: register.buildings.records.map(\.number),
        isLive: liveBuildings,
        accuracy: accuracy.buildings
      ),
      survey: Side(
        shapes: survey.buildings.shapes,
        ids: survey.buildings.records.map(\.id),
        isLive: Array(repeating: true, count: survey.buildings.count),
        accuracy: survey.buildings.records.map(\.accuracy)
      ),
      claims: Array(repeating: nil, count: survey.buildings.count),
      overlaps: buildingOverlaps,
      rules: rules,
      weights: weights.buildings
    )
    let drawn = Set(
      register.parcels.indices.filter { liveParcels[$0] && register.parcels.shapes.hasGeometry($0) }
        .map { register.parcels.records[$0].number }
    )
    var buildingLinks = buildingLinker.links { r, s in
      // A contour drawn aside stays on its parcel, where both say on which one they stand.
      let recorded = register.buildings.records[r].parcels
      if recorded.isEmpty { return true }
      let beneath = standing.parcels[s].isEmpty ? standing.reached[s] : standing.parcels[s]
      if beneath.isEmpty {
        // Off the live parcels: on one that is drawn it does not stand then.
        return !recorded.contains { drawn.contains($0) }
      }
      return beneath.contains { recorded.contains(register.parcels.records[$0].number) }
    }
    let unseen = UnseenBuildings(
      register: register,
      survey: survey,
      standing: standing,
      buildingLinks: buildingLinks,
      rules: rules,
      probability: weights.buildings.withoutGeometry
    )
    buildingLinks += unseen.links

    let buildingGroups = Grouping(buildingLinks, penalty: weights.buildings.regroup)
    buildingLinks = buildingGroups.kept
    Components.number(&parcelLinks)
    Components.number(&buildingLinks)
    measureRaw(&parcelLinks, register.parcels.shapes, survey.parcels.shapes, alignment.parcels)
    measureRaw(
      &buildingLinks,
      register.buildings.shapes,
      survey.buildings.shapes,
      alignment.buildings
    )
    return Matching(
      links: parcelLinks + buildingLinks,
      parcelOverlaps: parcelOverlaps,
      buildingOverlaps: buildingOverlaps,
      standing: standing,
      accountedBuildings: unseen.accounted,
      grouping: parcelGroups.report + buildingGroups.report
    )
  }

  /// Fills in the overlap as read, which differs from the aligned one only in displaced quarters.
  private static func measureRaw(
    _ links: inout [Link],
    _ register: ShapeColumn,
    _ survey: ShapeColumn,
    _ aligned: ShapeColumn
  ) {
    var kernel = IntersectionArea()
    for i in links.indices {
      let r = links[i].register
      links[i].intersectionArea =
        register.boxes[r] == aligned.boxes[r]
        ? links[i].alignedIntersectionArea
        : kernel.area(register, r, survey, links[i].survey)
    }
  }
}
