import Formats
import Foundation
import Geometry
import Workers

/// Imagines the quarters of a town in batches and writes them one behind the other.
struct TownWriter {
  let setup: TownSetup
  let options: SynthOptions

  /// Quarters imagined at once: enough for any crew, few enough to keep.
  private static let batch = 64

  /// One quarter, ready to be written but for its survey ids.
  private struct Draft: Sendable {
    var quarter: Int
    var limit: Int
    var live: Int
    var plots: Int
    var surveyedBuildings: Int
  }

  func write(to folder: URL) throws(FormatError) -> SynthSummary {
    var truth = TruthFile(setup: setup, parcels: options.parcels)
    let drafts = drafts()
    var summary = SynthSummary()
    summary.quarters = drafts.count
    var offsets: [SurveyOffsets] = []
    var next = SurveyOffsets()
    for draft in drafts {
      offsets.append(next)
      next.plots += draft.plots
      next.buildings += draft.surveyedBuildings
    }
    summary.surveyParcels = next.plots
    summary.surveyBuildings = next.buildings
    let crs = GeoPackageCRS(
      srsID: Int32(setup.rules.workingCRS.id),
      organization: setup.rules.workingCRS.organization,
      organizationCode: Int32(setup.rules.workingCRS.id),
      name: setup.rules.workingCRS.name,
      wkt: setup.rules.workingCRS.wkt
    )
    var register = try GeoPackageWriter(path: folder.appending(path: "register.gpkg").path)
    var survey = try GeoPackageWriter(path: folder.appending(path: "survey.gpkg").path)

    try register.beginLayer(name: "parcels", columns: QuarterPlan.parcelColumns, crs: crs)
    try survey.beginLayer(name: "parcels", columns: QuarterPlan.surveyParcelColumns, crs: crs)
    var small = SmallLayers()
    for start in stride(from: 0, to: drafts.count, by: Self.batch) {
      for item in parcelBatch(drafts, offsets, from: start) {
        try append(item.register, to: &register)
        try append(item.survey, to: &survey)
        summary.registerParcels += item.register.values.count
        summary.events += item.truth.events.count
        truth.add(item.truth)
        small.add(item.small)
      }
    }
    try register.endLayer()
    try survey.endLayer()

    try register.beginLayer(name: "buildings", columns: QuarterPlan.buildingColumns, crs: crs)
    try survey.beginLayer(name: "buildings", columns: QuarterPlan.surveyBuildingColumns, crs: crs)
    for start in stride(from: 0, to: drafts.count, by: Self.batch) {
      for item in buildingBatch(drafts, offsets, from: start) {
        try append(item.register, to: &register)
        try append(item.survey, to: &survey)
        summary.registerBuildings += item.register.values.count
      }
    }
    try register.endLayer()
    try survey.endLayer()

    try add("quarters", QuarterPlan.quarterColumns, small.quarters, crs, to: &register)
    try add("public_land", QuarterPlan.commonColumns, small.common, crs, to: &register)
    try add("coverage", [], small.coverage, crs, to: &survey)
    try register.finish()
    try survey.finish()
    try truth.write(to: folder.appending(path: "truth.json"))
    return summary
  }

  // MARK: Batches

  /// How much of each quarter the town needs, until it has as many parcels as asked for.
  private func drafts() -> [Draft] {
    var result: [Draft] = []
    var rest = options.parcels
    while rest > 0 {
      let start = result.count
      let next = options.workers.mapChunks(of: Self.batch, chunkSize: 1) { range in
        draft(start + range.lowerBound, limit: .max)
      }
      for item in next where rest > 0 {
        let taken = item.live > rest ? draft(item.quarter, limit: rest) : item
        result.append(taken)
        rest -= taken.live
      }
    }
    return result
  }

  private func draft(_ quarter: Int, limit: Int) -> Draft {
    let plan = QuarterPlan(quarter: quarter, setup: setup, limit: limit)
    return Draft(
      quarter: quarter,
      limit: limit,
      live: plan.liveCount,
      plots: plan.plotCount,
      surveyedBuildings: plan.surveyedBuildingCount
    )
  }

  private struct ParcelItem: Sendable {
    var register: LayerRows
    var survey: LayerRows
    var small: SmallLayers
    var truth: TruthText
  }

  private func parcelBatch(
    _ drafts: [Draft],
    _ offsets: [SurveyOffsets],
    from start: Int
  ) -> [ParcelItem] {
    let count = min(Self.batch, drafts.count - start)
    return options.workers.mapChunks(of: count, chunkSize: 1) { range in
      let index = start + range.lowerBound
      let plan = QuarterPlan(
        quarter: drafts[index].quarter,
        setup: setup,
        limit: drafts[index].limit
      )
      let shapes = QuarterShapes(plan)
      var small = SmallLayers()
      let quarter = plan.quarterRow()
      small.quarters.append(quarter.0, quarter.1)
      small.common = plan.commonRows()
      if let shape = plan.coverageShape() { small.coverage.append(shape, []) }
      let survey = plan.surveyParcelRows(shapes, from: offsets[index])
      var truth = TruthText(plan, from: offsets[index])
      truth.addCrossed(survey, plan)
      truth.addCrossed(plan.surveyBuildingRows(shapes, from: offsets[index]), plan)
      let register = plan.parcelRows(shapes)
      truth.addMeasured(register, survey, plan, from: offsets[index])
      return ParcelItem(
        register: register,
        survey: survey,
        small: small,
        truth: truth
      )
    }
  }

  private func buildingBatch(
    _ drafts: [Draft],
    _ offsets: [SurveyOffsets],
    from start: Int
  ) -> [(register: LayerRows, survey: LayerRows)] {
    let count = min(Self.batch, drafts.count - start)
    return options.workers.mapChunks(of: count, chunkSize: 1) { range in
      let index = start + range.lowerBound
      let plan = QuarterPlan(
        quarter: drafts[index].quarter,
        setup: setup,
        limit: drafts[index].limit
      )
      let shapes = QuarterShapes(plan)
      return (
        plan.buildingRows(shapes), plan.surveyBuildingRows(shapes, from: offsets[index])
      )
    }
  }

  // MARK: Writing

  private func append(
    _ rows: LayerRows,
    to writer: inout GeoPackageWriter
  ) throws(FormatError) {
    for (index, values) in rows.values.enumerated() {
      try writer.append(shapes: rows.shapes, feature: index, values: values)
    }
  }

  private func add(
    _ name: String,
    _ columns: [Column],
    _ rows: LayerRows,
    _ crs: GeoPackageCRS,
    to writer: inout GeoPackageWriter
  ) throws(FormatError) {
    try writer.beginLayer(name: name, columns: columns, crs: crs)
    try append(rows, to: &writer)
    try writer.endLayer()
  }
}

/// The layers that are small enough to be kept until the large ones are written.
struct SmallLayers: Sendable {
  var quarters = LayerRows()
  var common = LayerRows()
  var coverage = LayerRows()

  mutating func add(_ other: SmallLayers) {
    Self.add(other.quarters, to: &quarters)
    Self.add(other.common, to: &common)
    Self.add(other.coverage, to: &coverage)
  }

  private static func add(_ rows: LayerRows, to all: inout LayerRows) {
    for index in rows.values.indices {
      all.shapes.append(feature: index, of: rows.shapes)
      all.values.append(rows.values[index])
    }
  }
}
