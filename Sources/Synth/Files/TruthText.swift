import Geometry

/// The truth of one quarter as lines of JSON, ids already those of the town.
struct TruthText: Sendable {
  struct Entry: Sendable {
    var kind: String
    var quarter: String
    var text: String
  }

  var events: [Entry] = []
  var parcelLinks: [String] = []
  var buildingLinks: [String] = []
  var parcels: [String] = []
  var buildings: [String] = []

  init(_ plan: QuarterPlan, from offsets: SurveyOffsets) {
    let firstPlots = plan.firstPlots()
    let numbers = plan.surveyedNumbers()
    let plot = { (lot: Int, part: Int) in
      SurveyOffsets.plot(offsets.plots + firstPlots[lot] + part)
    }
    let building = { (index: Int) in
      SurveyOffsets.building(offsets.buildings + numbers[index])
    }
    addEvents(plan, plot, building)
    addLinks(plan, plot, building)
    addUntouched(plan)
  }

  private mutating func addEvents(
    _ plan: QuarterPlan,
    _ plot: (Int, Int) -> String,
    _ building: (Int) -> String
  ) {
    let quarter = QuarterPlan.number(plan.quarter, plan.setup)
    for event in plan.events {
      var ids =
        event.holdings.map(plan.number(ofHolding:)) + event.buildings.map(plan.number(ofBuilding:))
      if event.kind != "encroachment" { ids.sort() }
      let seen =
        (event.plots.map { plot($0.lot, $0.part) } + event.groundBuildings.map(building)).sorted()
      let place = Self.place(event, plan) ?? quarter
      var fields = [
        "\"kind\":\(Self.json(event.kind))", "\"quarter\":\(Self.json(place))",
        "\"register_ids\":\(Self.json(ids))", "\"survey_ids\":\(Self.json(seen))",
      ]
      if event.kind == "no-geometry" {
        fields.append("\"layer\":\(event.buildings.isEmpty ? "\"parcels\"" : "\"buildings\"")")
      }
      if let area = event.area { fields.append("\"area\":\(Self.fixed(area, 2))") }
      if let depth = event.depth { fields.append("\"depth\":\(Self.fixed(depth, 2))") }
      if let onto = event.onto { fields.append("\"onto\":\(Self.json(onto))") }
      let context = plan.context(of: event).map(plan.number(ofHolding:)).sorted()
      if !context.isEmpty { fields.append("\"context\":\(Self.json(context))") }
      if !event.also.isEmpty { fields.append("\"also\":\(Self.json(event.also))") }
      events.append(
        Entry(kind: event.kind, quarter: place, text: "{\(fields.joined(separator: ","))}"))
    }
    guard plan.fate.isShifted else { return }
    let fate = plan.fate
    // Five pairs and fewer carry no displacement: such a quarter may be found or not.
    let pairs = plan.states.count { state in
      !state.links.isEmpty && (state.holding.map { plan.holdings[$0].hasGeometry } ?? false)
    }
    var text =
      "{\"kind\":\"quarter-shift\",\"quarter\":\(Self.json(quarter)),\"register_ids\":[],"
      + "\"survey_ids\":[],\"dx\":\(Self.fixed(fate.shift.x, 3)),"
      + "\"dy\":\(Self.fixed(fate.shift.y, 3)),\"rotation\":\(Self.fixed(fate.rotation, 5)),"
      + "\"x\":\(Self.fixed(plan.pivot.x, 2)),\"y\":\(Self.fixed(plan.pivot.y, 2)),"
      + "\"pairs\":\(pairs)"
    if pairs < 10 { text += ",\"optional\":true" }
    events.append(Entry(kind: "quarter-shift", quarter: quarter, text: text + "}"))
  }

  /// A record with a foreign number is counted in the quarter it names.
  private static func place(_ event: TruthEvent, _ plan: QuarterPlan) -> String? {
    event.kind == "outside-quarter"
      ? event.holdings.first.flatMap { plan.holdings[$0].foreignQuarter }
        .map { QuarterPlan.number($0, plan.setup) } : nil
  }

  private mutating func addLinks(
    _ plan: QuarterPlan,
    _ plot: (Int, Int) -> String,
    _ building: (Int) -> String
  ) {
    for (lot, state) in plan.states.enumerated() {
      let isMany = state.links.count > 1 && (state.links.first?.count ?? 0) > 1
      for (part, counterparts) in state.links.enumerated() {
        for holding in counterparts {
          parcelLinks.append(
            Self.link(
              "parcels", plan.number(ofHolding: holding), plot(lot, part),
              isOptional: isMany || state.cover != .inside))
        }
      }
    }
    for (index, holding) in plan.holdings.enumerated() where holding.isExtra && holding.isActive {
      for lot in holding.lots where !plan.states[lot].ground.isEmpty {
        parcelLinks.append(
          Self.link("parcels", plan.number(ofHolding: index), plot(lot, 0), isOptional: true))
      }
    }
    for (index, item) in plan.buildings.enumerated()
    where item.isRegistered && item.isActive && item.ground != nil {
      buildingLinks.append(
        Self.link(
          "buildings", plan.number(ofBuilding: index), building(index),
          isOptional: item.isLinkOptional || plan.states[item.lot].cover != .inside))
    }
    parcelLinks.sort()
    buildingLinks.sort()
  }

  private mutating func addUntouched(_ plan: QuarterPlan) {
    var touched = Set<Int>()
    var touchedBuildings = Set<Int>()
    for event in plan.events {
      touched.formUnion(event.holdings)
      touched.formUnion(plan.context(of: event))
      touchedBuildings.formUnion(event.buildings)
    }
    for (index, holding) in plan.holdings.enumerated()
    where holding.isActive && holding.hasGeometry && !holding.isExtra && !touched.contains(index)
      && holding.lots.allSatisfy({ plan.states[$0].cover == .inside })
    {
      parcels.append(plan.number(ofHolding: index))
    }
    for (index, item) in plan.buildings.enumerated()
    where item.isRegistered && item.isActive && item.register != nil && item.ground != nil
      && !touchedBuildings.contains(index) && plan.states[item.lot].cover == .inside
    {
      buildings.append(plan.number(ofBuilding: index))
    }
    parcels.sort()
    buildings.sort()
  }

  // MARK: Text

  private static func link(
    _ layer: String,
    _ register: String,
    _ survey: String,
    isOptional: Bool
  ) -> String {
    "{\"layer\":\"\(layer)\",\"register_id\":\(json(register)),\"survey_id\":\(json(survey))"
      + (isOptional ? ",\"optional\":true}" : "}")
  }

  /// Our texts have no characters that JSON escapes but these two.
  static func json(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }

  static func json(_ texts: [String]) -> String {
    "[\(texts.map { json($0) }.joined(separator: ","))]"
  }

  /// A number with a fixed count of decimals, the same on every machine.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let units = Int((value * Double(scale)).rounded(.toNearestOrAwayFromZero))
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
    let digits = String(rest)
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return "\(units < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
  }
}

extension QuarterPlan {
  /// Parcels an event is about without naming them: those its buildings stand on or over.
  func context(of event: TruthEvent) -> [Int] {
    guard event.kind != "no-geometry" else { return [] }
    let standing = (event.buildings + event.groundBuildings).compactMap {
      states[buildings[$0].lot].holding
    }
    return Set(event.context + standing).subtracting(event.holdings).sorted()
  }
}
