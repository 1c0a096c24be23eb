import Formats
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
      var json = JSONText()
      json.beginObject()
      json.member("kind", .text(event.kind))
      json.member("quarter", .text(place))
      json.list("register_ids", ids)
      json.list("survey_ids", seen)
      if event.kind == "no-geometry" {
        json.member("layer", .text(event.buildings.isEmpty ? "parcels" : "buildings"))
      }
      if let area = event.area { json.member("area", .real(area, decimals: 2)) }
      if let depth = event.depth { json.member("depth", .real(depth, decimals: 2)) }
      if let onto = event.onto { json.member("onto", .text(onto)) }
      let context = plan.context(of: event).map(plan.number(ofHolding:)).sorted()
      if !context.isEmpty { json.list("context", context) }
      if !event.also.isEmpty { json.list("also", event.also) }
      json.endObject()
      events.append(Entry(kind: event.kind, quarter: place, text: json.text))
    }
    if plan.fate.isShifted { addDisplacement(plan, quarter) }
  }

  private mutating func addDisplacement(_ plan: QuarterPlan, _ quarter: String) {
    let fate = plan.fate
    // Five pairs and fewer carry no displacement: such a quarter may be found or not.
    let pairs = plan.states.count { state in
      !state.links.isEmpty && (state.holding.map { plan.holdings[$0].hasGeometry } ?? false)
    }
    var json = JSONText()
    json.beginObject()
    json.member("kind", .text("quarter-shift"))
    json.member("quarter", .text(quarter))
    json.list("register_ids", [])
    json.list("survey_ids", [])
    json.member("dx", .real(fate.shift.x, decimals: 3))
    json.member("dy", .real(fate.shift.y, decimals: 3))
    json.member("rotation", .real(fate.rotation, decimals: 5))
    json.member("x", .real(plan.pivot.x, decimals: 2))
    json.member("y", .real(plan.pivot.y, decimals: 2))
    json.member("pairs", .integer(Int64(pairs)))
    if pairs < 10 { json.member("optional", .boolean(true)) }
    json.endObject()
    events.append(Entry(kind: "quarter-shift", quarter: quarter, text: json.text))
  }

  /// Surveyed contours that measuring alone has crossed: naming them is right, and nobody asks for it.
  ///
  /// A contour that only touches itself is among them: whoever reads it may mend it or not.
  mutating func addCrossed(_ rows: LayerRows, _ plan: QuarterPlan) {
    let quarter = QuarterPlan.number(plan.quarter, plan.setup)
    var check = SoundnessCheck()
    for (index, values) in rows.values.enumerated() {
      guard !check.isSound(rows.shapes, index), let id = values.first?.text else { continue }
      let isPlanted = events.contains {
        $0.kind == "invalid-geometry" && $0.text.contains("\"\(id)\"")
      }
      if isPlanted { continue }
      var json = JSONText()
      json.beginObject()
      json.member("kind", .text("invalid-geometry"))
      json.member("quarter", .text(quarter))
      json.list("register_ids", [])
      json.list("survey_ids", [id])
      json.member("optional", .boolean(true))
      json.endObject()
      events.append(Entry(kind: "invalid-geometry", quarter: quarter, text: json.text))
    }
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
              "parcels",
              plan.number(ofHolding: holding),
              plot(lot, part),
              isOptional: isMany || state.cover != .inside
            )
          )
        }
      }
    }
    for (index, holding) in plan.holdings.enumerated() where holding.isExtra && holding.isActive {
      for lot in holding.lots where !plan.states[lot].ground.isEmpty {
        parcelLinks.append(
          Self.link("parcels", plan.number(ofHolding: index), plot(lot, 0), isOptional: true)
        )
      }
    }
    for (index, item) in plan.buildings.enumerated()
    where item.isRegistered && item.isActive && item.ground != nil {
      buildingLinks.append(
        Self.link(
          "buildings",
          plan.number(ofBuilding: index),
          building(index),
          isOptional: item.isLinkOptional || plan.states[item.lot].cover != .inside
        )
      )
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

  private static func link(
    _ layer: String,
    _ register: String,
    _ survey: String,
    isOptional: Bool
  ) -> String {
    var json = JSONText()
    json.beginObject()
    json.member("layer", .text(layer))
    json.member("register_id", .text(register))
    json.member("survey_id", .text(survey))
    if isOptional { json.member("optional", .boolean(true)) }
    json.endObject()
    return json.text
  }
}

extension JSONText {
  /// What was written so far, as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds a member whose value is a list of texts.
  mutating func list(_ name: String, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { value(.text(text)) }
    endArray()
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
