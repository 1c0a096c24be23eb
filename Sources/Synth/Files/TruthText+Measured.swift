import Formats
import Geometry

extension TruthText {
  /// What happened to land: its area may differ for that reason, and says so itself.
  private static let landKinds: Set = [
    "area-difference", "boundary-difference", "encroachment", "overlap", "duplicate",
    "declared-area",
    "split", "merge", "regroup", "parcel-shift", "not-found",
  ]

  /// Plots whose measured area is beyond the tolerance by errors of measuring alone: naming them is right by the words
  /// of the contract (surveyed and registered areas differ beyond tolerance), and nobody asks for it.
  ///
  /// Of thousands of honest measurements a few are: 3.5 errors are passed once in two thousand. Both figures of the
  /// books, the declared area and that of the record's geometry, must differ so.
  mutating func addMeasured(
    _ register: LayerRows,
    _ survey: LayerRows,
    _ plan: QuarterPlan,
    from offsets: SurveyOffsets
  ) {
    let quarter = QuarterPlan.number(plan.quarter, plan.setup)
    let touched = Set(
      plan.events.filter { Self.landKinds.contains($0.kind) }.flatMap(\.holdings)
    )
    let firstPlots = plan.firstPlots()
    for (lot, state) in plan.states.enumerated() {
      guard let holding = state.holding, state.ground.count == 1, state.links == [[holding]],
        !touched.contains(holding), plan.holdings[holding].lots == [lot],
        plan.holdings[holding].isActive, plan.holdings[holding].hasGeometry,
        plan.holdings[holding].subtype.isEmpty,
        case .real(let declared) = register.values[holding][Self.declaredColumn]
      else { continue }
      let surveyed = survey.shapes.area(firstPlots[lot] - 1)
      // A long shape errs by more than the square that the rule of areas is made for.
      let (books, ground) = (
        register.shapes.areaError(holding, accuracy: plan.fate.registerAccuracy),
        survey.shapes.areaError(firstPlots[lot] - 1, accuracy: plan.fate.surveyAccuracy)
      )
      let tolerance = max(
        plan.fate.areaFactor * surveyed.squareRoot(),
        plan.setup.rules.tolerance.areaFactor * (books * books + ground * ground).squareRoot()
      )
      guard abs(surveyed - declared) > tolerance,
        abs(surveyed - register.shapes.area(holding)) > tolerance
      else { continue }
      // Whoever names it says nothing wrong of an untouched parcel.
      let number = plan.number(ofHolding: holding)
      parcels.removeAll { $0 == number }
      var json = JSONText()
      json.beginObject()
      json.member("kind", .text("area-difference"))
      json.member("quarter", .text(quarter))
      json.list("register_ids", [number])
      json.list("survey_ids", [SurveyOffsets.plot(offsets.plots + firstPlots[lot])])
      json.member("area", .real(abs(surveyed - declared), decimals: 2))
      json.member("optional", .boolean(true))
      json.endObject()
      events.append(Entry(kind: "area-difference", quarter: quarter, text: json.text))
    }
  }

  private static let declaredColumn =
    QuarterPlan.parcelColumns.firstIndex { $0.name == "declared_area" } ?? 0
}
