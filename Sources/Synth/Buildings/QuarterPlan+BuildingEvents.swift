import Geometry

// What happened to a lot's main building, `index`; all records of the lot have geometry here.
extension QuarterPlan {
  mutating func happen(
    _ kind: LotEventKind,
    to index: Int,
    frame: inout LotFrame,
    _ random: inout SynthRandom
  ) {
    guard buildings[index].isCapital, let ground = buildings[index].ground else { return }
    let size = area(ground)
    switch kind {
    case .unregisteredBuilding:
      buildings[index].isRegistered = false
      buildings[index].register = nil
      events.append(
        TruthEvent(kind: kind.rawValue, groundBuildings: [index], area: size)
      )
    case .demolishedBuilding:
      buildings[index].ground = nil
      events.append(TruthEvent(kind: kind.rawValue, buildings: [index], area: size))
    case .footprintDifference:
      rebuild(index, frame, &random)
    case .floorsDifference:
      buildings[index].groundFloors += 1 + random.integer(below: 2)
      events.append(
        TruthEvent(kind: kind.rawValue, buildings: [index], groundBuildings: [index])
      )
    case .buildingUseDifference:
      guard buildings[index].purpose == "house" else { return }
      buildings[index].observedUse = random.pick(setup.rules.otherUses)
      states[buildings[index].lot].observedUse = ""
      events.append(
        TruthEvent(kind: kind.rawValue, buildings: [index], groundBuildings: [index])
      )
    case .useDifference:
      buildings[index].observedUse = ""
    case .drawnAside:
      drawAside(index, frame, &random)
    case .buildingOverBoundary:
      reportOver(index)
    default: break
    }
  }

  private func reach(of index: Int, _ frame: LotFrame) -> LocalBox? {
    buildings[index].ground == nil ? nil : frame.occupied.first { $0.width > 7 }
  }

  /// Grown, shrunk or built anew on the same place.
  private mutating func rebuild(_ index: Int, _ frame: LotFrame, _ random: inout SynthRandom) {
    guard buildings[index].purpose == "house", let box = reach(of: index, frame),
      let old = buildings[index].register
    else { return }
    let size = box.width * box.depth
    let least = max(15, 2.6 * fate.areaFactor * size.squareRoot())
    let change = random.uniform(least, max(60, least * 1.4))
    var others = frame
    others.occupied.removeAll { $0.x == box.x && $0.y == box.y }
    var now = box
    switch random.index(of: [0.6, 0.2, 0.2]) {
    case 0: now.depth += change / box.width
    case 1: now.depth -= min(change, 0.5 * size) / box.width
    default:
      now.width *= random.uniform(0.8, 0.95)
      now.depth = (size + change) / now.width
      now.y += random.uniform(0.1, 0.25) * box.depth
    }
    let difference = abs(now.width * now.depth - size)
    guard now.depth > 3, difference > 0.95 * least, others.fits(now) else { return }
    buildings[index].ground = addRing(now.corners, frame)
    buildings[index].register = old
    events.append(
      TruthEvent(
        kind: "footprint-difference",
        buildings: [index],
        groundBuildings: [index],
        area: difference
      )
    )
  }

  /// The record's contour is drawn a few metres aside: a link and no finding (INTERFACE §5.11).
  private mutating func drawAside(_ index: Int, _ frame: LotFrame, _ random: inout SynthRandom) {
    guard let box = reach(of: index, frame) else { return }
    var others = frame
    others.occupied.removeAll { $0.x == box.x && $0.y == box.y }
    let way = random.uniform(0.3, 0.65) * min(box.width, box.depth)
    for (dx, dy) in [(0, way), (way, 0), (-way, 0)] where others.fits(box.moved(dx, dy)) {
      buildings[index].aside = Point(
        x: frame.along.x * dx + frame.inward.x * dy,
        y: frame.along.y * dx + frame.inward.y * dy
      )
      return
    }
  }

  private mutating func reportOver(_ index: Int) {
    let lot = buildings[index].lot
    guard let (side, depth) = states[lot].over, let ground = buildings[index].ground,
      buildings[index].purpose == "house"
    else { return }
    let onto: String
    var beyond: [Int] = []
    if let other = neighbour(of: lot, side) {
      onto = states[other].holding == nil ? "unallocated" : "neighbour"
      beyond = [states[other].holding].compactMap { $0 }
    } else {
      onto = "public"
    }
    // The line of the lot, not of the core: they differ where a side jogs.
    let deepest = ground.map { -depthInside(vertices[$0], vertices.ring(lots[lot].shell)) }.max()
    var event = TruthEvent(
      kind: "building-over-boundary",
      buildings: [index],
      groundBuildings: [index],
      depth: lots[lot].shell.count == 4 ? deepest : depth,
      onto: onto
    )
    event.context = [states[lot].holding].compactMap { $0 } + beyond
    events.append(event)
  }
}
