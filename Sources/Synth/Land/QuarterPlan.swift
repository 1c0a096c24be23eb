import Geometry

/// One quarter thought out to the end: ground, books, what happened, and the truth about it.
struct QuarterPlan {
  let quarter: Int
  let setup: TownSetup
  let fate: QuarterFate
  var vertices: Vertices
  var lots: [Lot]
  let cell: [Point]
  let patch: Patch
  let common: [CommonLand]
  var states: [LotState] = []
  var holdings: [Holding] = []
  var buildings: [BuildingPlan] = []
  var events: [TruthEvent] = []
  /// Live records, the ones `--parcels` counts.
  private(set) var liveCount = 0

  /// Plans a quarter of at most `limit` live records.
  init(quarter: Int, setup: TownSetup, limit: Int = .max) {
    self.quarter = quarter
    self.setup = setup
    fate = QuarterFate(quarter: quarter, setup: setup)
    let layout = QuarterLayout(quarter: quarter, setup: setup)
    vertices = layout.vertices
    lots = layout.lots
    cell = layout.cell
    patch = layout.patch
    common = layout.common
    states = lots.map { _ in LotState() }
    for lot in lots.indices { states[lot].cover = cover(of: lot) }
    formHoldings(limit: limit)
    liveCount = holdings.count
    occupyGround()
    happen()
    addArchive()
    build()
    listWithoutGeometry()
  }

  /// The border of what the survey looked at here; nil when it did not come.
  var coverage: [Point]? {
    switch fate.coverage {
    case .whole: return cell
    case .none: return nil
    case .cut(let part):
      let whole = Patch(corners: cell)
      return [cell[0], whole.at(part, 0), whole.at(part, 1), cell[3]]
    }
  }

  private func cover(of lot: Int) -> LotState.Cover {
    guard let coverage else { return .outside }
    let depths = lots[lot].shell.map { depthInside(vertices[$0], coverage) }
    if (depths.min() ?? 0) > 7 { return .inside }
    return (depths.max() ?? 0) > -1 ? .edge : .outside
  }

  /// Number of the quarter as the register writes it: six digits behind the district.
  static func number(_ quarter: Int, _ setup: TownSetup) -> String {
    let digits = String(10_001 + quarter)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.count))
    return "\(setup.rules.district):\(zeros)\(digits)"
  }

  func number(ofHolding index: Int) -> String {
    if let foreign = holdings[index].foreignQuarter {
      return "\(Self.number(foreign, setup)):\(90_000 + index)"
    }
    return "\(Self.number(quarter, setup)):\(index + 1)"
  }

  func number(ofBuilding index: Int) -> String {
    "\(Self.number(quarter, setup)):\(holdings.count + index + 1)"
  }

  // MARK: Whose the lots are

  private mutating func formHoldings(limit: Int) {
    let books = setup.rules.register
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x626F_6F6B)
    for lot in lots.indices {
      let draw = random.unit()
      let withoutGeometry = random.chance(books.withoutGeometry)
      let temporary = random.chance(books.temporary * setup.scenario.blemishes)
      let permitted = random.pick(setup.rules.classes[lots[lot].use.rawValue]?.permitted ?? [""])
      states[lot].permittedUse = permitted
      states[lot].observedUse = random.pick(
        setup.rules.classes[lots[lot].use.rawValue]?.observed ?? [""]
      )
      guard lots[lot].isAllocated, states[lot].holding == nil else { continue }
      guard holdings.count < limit else {
        lots[lot].isAllocated = false
        continue
      }
      if lots[lot].use == .houses {
        if draw < books.united, unite(lot, limit: limit) { continue }
        if draw > 1 - books.multiContour, joinContours(lot) { continue }
      }
      var holding = Holding(lots: [lot], use: lots[lot].use, contours: [contour(of: lot)])
      holding.hasGeometry = !withoutGeometry || lots[lot].hole != nil || lots[lot].use == .utilities
      if temporary { holding.status = "temporary" }
      holding.permittedUse = permitted
      add(holding)
    }
  }

  func contour(of lot: Int) -> [[Int]] {
    [lots[lot].shell] + (lots[lot].hole.map { [Array($0.reversed())] } ?? [])
  }

  mutating func add(_ holding: Holding) {
    for lot in holding.lots where !holding.isExtra { states[lot].holding = holdings.count }
    holdings.append(holding)
  }

  /// A united land use (ЕЗП): a parent without geometry and two or three children.
  private mutating func unite(_ lot: Int, limit: Int) -> Bool {
    let wanted = free(after: lot, step: 1).prefix(3)
    guard wanted.count >= 2, holdings.count + wanted.count + 1 <= limit else { return false }
    let parent = holdings.count
    var common = Holding(lots: [], use: .houses, contours: [])
    common.subtype = "common"
    common.hasGeometry = false
    common.permittedUse = states[lot].permittedUse
    add(common)
    for child in wanted {
      var holding = Holding(lots: [child], use: .houses, contours: [contour(of: child)])
      holding.subtype = "child"
      holding.parent = parent
      add(holding)
      states[child].isTaken = true
    }
    return true
  }

  /// A parcel of two contours that do not touch.
  private mutating func joinContours(_ lot: Int) -> Bool {
    guard let other = free(after: lot, step: 2).dropFirst().first else { return false }
    var holding = Holding(
      lots: [lot, other],
      use: .houses,
      contours: [contour(of: lot), contour(of: other)]
    )
    holding.subtype = "multi"
    holding.permittedUse = states[lot].permittedUse
    add(holding)
    states[lot].isTaken = true
    states[other].isTaken = true
    return true
  }

  private func free(after lot: Int, step: Int) -> [Int] {
    stride(from: lot, to: min(lots.count, lot + 8), by: step).filter {
      lots[$0].isAllocated && states[$0].holding == nil && lots[$0].use == lots[lot].use
        && lots[$0].street == lots[lot].street && lots[$0].hole == nil
    }
  }

  /// Before anything happens, each holder occupies what is his.
  private mutating func occupyGround() {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x706C_6F74)
    for lot in lots.indices {
      let claims = random.chance(setup.rules.survey.claimed)
      guard let holding = states[lot].holding, states[lot].cover != .outside else { continue }
      states[lot].ground = [lots[lot].shell]
      states[lot].links = [[holding]]
      // Without coordinates the claim is all there is: an occupant who claimed nothing would have no parcel.
      let isNeeded = !holdings[holding].hasGeometry
      states[lot].claims = [claims || isNeeded ? holding : nil]
    }
  }

  /// Extra records that are out of force: predecessors of the parcels there now.
  private mutating func addArchive() {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x6172_6368)
    let rate = setup.rules.register.archived * setup.scenario.blemishes
    for lot in lots.indices where random.chance(rate) {
      var holding = Holding(lots: [lot], use: lots[lot].use, contours: [contour(of: lot)])
      holding.isExtra = true
      holding.status = "archived"
      holding.hasGeometry = random.chance(0.5)
      holding.permittedUse = states[lot].permittedUse
      add(holding)
    }
  }

  /// `no-geometry`: one entry for each layer (INTERFACE §5.4).
  private mutating func listWithoutGeometry() {
    let parcels = holdings.indices.filter {
      holdings[$0].isActive && !holdings[$0].hasGeometry && holdings[$0].subtype != "common"
    }
    if !parcels.isEmpty { events.append(TruthEvent(kind: "no-geometry", holdings: parcels)) }
    let empty = buildings.indices.filter {
      buildings[$0].isRegistered && buildings[$0].isActive && buildings[$0].register == nil
    }
    if !empty.isEmpty { events.append(TruthEvent(kind: "no-geometry", buildings: empty)) }
  }
}
