import Geometry

extension QuarterPlan {
  /// Builds on every lot, with a stream of its own for each, and books what stands.
  mutating func build() {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x6275_696C)
    for lot in lots.indices {
      var own = SynthRandom(seed: random.next())
      guard !states[lot].isVacant else { continue }
      let isOccupied = states[lot].holding != nil || !states[lot].ground.isEmpty
      guard isOccupied else { continue }
      let first = buildings.count
      var frame = LotFrame(lot: lots[lot])
      if let hole = lots[lot].hole {
        frame.occupied.append(box(around: vertices.ring(hole), in: frame))
      }
      switch lots[lot].use {
      case .houses: buildHouse(lot, &frame, &own)
      case .garages: buildGarage(lot, &own)
      case .apartments: buildBlock(lot, &frame, 12...16, 28...62, 4...9, &own)
      case .hotels: buildBlock(lot, &frame, 13...20, 16...34, 3...6, &own)
      case .shops: buildBlock(lot, &frame, 9...16, 12...24, 1...2, &own)
      case .utilities: buildBlock(lot, &frame, 3.4...4.2, 4...5, 1...1, &own)
      }
      bookBuildings(from: first, on: lot, &own)
      if let kind = states[lot].buildingEvent, first < buildings.count {
        happen(kind, to: first, frame: &frame, &own)
      }
      settleUnregistered(from: first, on: lot)
      archiveBuilding(from: first, &own)
    }
  }

  /// A building that stood here before and is out of force.
  private mutating func archiveBuilding(from first: Int, _ random: inout SynthRandom) {
    let rate = setup.rules.register.archivedBuildings * setup.scenario.blemishes
    guard random.chance(rate), first < buildings.count, buildings[first].isRegistered else {
      return
    }
    var former = buildings[first]
    former.isActive = false
    former.ground = nil
    buildings.append(former)
  }

  private func box(around ring: [Point], in frame: LotFrame) -> LocalBox {
    let xs = ring.map {
      ($0.x - frame.origin.x) * frame.along.x + ($0.y - frame.origin.y) * frame.along.y
    }
    let ys = ring.map {
      ($0.x - frame.origin.x) * frame.inward.x + ($0.y - frame.origin.y) * frame.inward.y
    }
    let (x, y) = (xs.min() ?? 0, ys.min() ?? 0)
    return LocalBox(x: x, y: y, width: (xs.max() ?? 0) - x, depth: (ys.max() ?? 0) - y)
  }

  /// Adds the corners of a ring given in the frame of a lot.
  mutating func addRing(_ corners: [Point], _ frame: LotFrame) -> [Int] {
    corners.map { vertices.add(frame.point($0.x, $0.y)) }
  }

  private mutating func add(
    _ corners: [Point],
    _ frame: LotFrame,
    lot: Int,
    purpose: String,
    category: String,
    floors: Int,
    _ random: inout SynthRandom
  ) {
    let ring = addRing(corners, frame)
    var building = BuildingPlan(lot: lot, purpose: purpose, category: category, ground: ring)
    building.register = ring
    building.footprint = area(ring)
    building.floors = floors
    building.groundFloors = floors
    building.observedUse = random.pick(setup.rules.buildings[category]?.observed ?? [""])
    buildings.append(building)
  }

  private mutating func buildHouse(
    _ lot: Int,
    _ frame: inout LotFrame,
    _ random: inout SynthRandom
  ) {
    let isEmpty = random.chance(0.06) && states[lot].buildingEvent == nil
    let isUnfinished = random.chance(0.02) && states[lot].buildingEvent == nil
    if !isEmpty, let box = placeHouse(lot, frame, &random) {
      var corners = box.corners
      // A corner is left out of every fourth house; not where its shape matters for the event.
      if states[lot].buildingEvent == nil, random.chance(0.25) {
        let (dx, dy) = (box.width * 0.35, box.depth * 0.4)
        corners = [
          corners[0], corners[1],
          Point(x: corners[2].x, y: corners[2].y - dy),
          Point(x: corners[2].x - dx, y: corners[2].y - dy),
          Point(x: corners[2].x - dx, y: corners[2].y), corners[3],
        ]
      }
      frame.occupied.append(box)
      add(
        corners,
        frame,
        lot: lot,
        purpose: isUnfinished ? "unfinished" : "house",
        category: isUnfinished ? "unfinished" : "house",
        floors: 1 + (random.index(of: [0.5, 0.4, 0.1]) ?? 0),
        &random
      )
    }
    // Where the house is to change, nothing else may be taken for it.
    let isEvent = states[lot].buildingEvent != nil
    if random.chance(0.45), !isEvent || random.chance(0.3) {
      addBehind(lot, &frame, width: 3.5...6, depth: 3...5, "outbuilding", "outbuilding", &random)
    }
    if random.chance(0.12), !isEvent {
      addBehind(lot, &frame, width: 3.8...5, depth: 5.8...7, "garage", "garage", &random)
    }
    if random.chance(setup.rules.nonCapital) {
      let before = buildings.count
      addBehind(lot, &frame, width: 2.5...4.5, depth: 2.5...4, "outbuilding", "light", &random)
      if buildings.count > before { buildings[before].isCapital = false }
    }
  }

  private func placeHouse(
    _ lot: Int,
    _ frame: LotFrame,
    _ random: inout SynthRandom
  ) -> LocalBox? {
    for attempt in 0..<8 {
      let scale = 1 - 0.06 * Double(attempt)
      var box = LocalBox(
        x: 0,
        y: 0,
        width: random.uniform(8, 14) * scale,
        depth: random.uniform(8, 12.5) * scale
      )
      let least = max(frame.margins[3], 1.2)
      box.x = random.uniform(least, max(least, frame.width - box.width - frame.margins[1] - 0.3))
      box.y = max(frame.margins[0], random.uniform(2.5, 6))
      var open: LotSide?
      if let (side, depth) = states[lot].over {
        open = side
        box = over(side, depth, box, frame)
      }
      if frame.fits(box, ignoring: open) { return box }
    }
    return nil
  }

  /// Moves the box so that its outermost corner is `depth` beyond a side of the lot.
  private func over(
    _ side: LotSide,
    _ depth: Double,
    _ box: LocalBox,
    _ frame: LotFrame
  ) -> LocalBox {
    let (k, direction): (Int, Point) =
      switch side {
      case .front: (0, Point(x: 0, y: -1))
      case .next: (1, Point(x: 1, y: 0))
      case .previous: (3, Point(x: -1, y: 0))
      }
    let n = leftNormal(frame.core[k], frame.core[(k + 1) % 4])
    let nearest =
      box.corners.map { corner -> Double in
        let place = frame.point(corner.x, corner.y)
        return (place.x - frame.core[k].x) * n.x + (place.y - frame.core[k].y) * n.y
      }.min() ?? 0
    // A step of 1 m in `direction` takes this much off the distance to the side.
    let step = frame.point(direction.x, direction.y)
    let gain = -((step.x - frame.origin.x) * n.x + (step.y - frame.origin.y) * n.y)
    guard gain > 0.5 else { return box }
    let way = (nearest + depth) / gain
    return box.moved(direction.x * way, direction.y * way)
  }

  private mutating func addBehind(
    _ lot: Int,
    _ frame: inout LotFrame,
    width: ClosedRange<Double>,
    depth: ClosedRange<Double>,
    _ purpose: String,
    _ category: String,
    _ random: inout SynthRandom
  ) {
    for _ in 0..<4 {
      var box = LocalBox(
        x: 0,
        y: 0,
        width: random.uniform(width.lowerBound, width.upperBound),
        depth: random.uniform(depth.lowerBound, depth.upperBound)
      )
      box.x = random.uniform(frame.margins[3], max(frame.margins[3], frame.width - box.width - 1.5))
      box.y = frame.depth - box.depth - frame.margins[2] - random.uniform(0.3, 9)
      guard frame.fits(box) else { continue }
      frame.occupied.append(box)
      add(
        box.corners,
        frame,
        lot: lot,
        purpose: purpose,
        category: category,
        floors: 1,
        &random
      )
      return
    }
  }

  private mutating func buildGarage(_ lot: Int, _ random: inout SynthRandom) {
    guard random.chance(0.95) else { return }
    let wall = random.uniform(0.15, 0.3)
    let ring = Patch(corners: lots[lot].core).inset([wall, wall, wall, wall]).corners
    let frame = LotFrame(lot: lots[lot])
    let local = ring.map { place -> Point in
      let dx = place.x - frame.origin.x
      let dy = place.y - frame.origin.y
      return Point(
        x: dx * frame.along.x + dy * frame.along.y,
        y: dx * frame.inward.x + dy * frame.inward.y
      )
    }
    add(local, frame, lot: lot, purpose: "garage", category: "garage", floors: 1, &random)
  }

  private mutating func buildBlock(
    _ lot: Int,
    _ frame: inout LotFrame,
    _ depth: ClosedRange<Double>,
    _ width: ClosedRange<Double>,
    _ floors: ClosedRange<Int>,
    _ random: inout SynthRandom
  ) {
    let use = lots[lot].use
    let purpose = use == .apartments ? "apartments" : "nonresidential"
    let number = use == .apartments && frame.depth > 45 ? 2 : 1
    for _ in 0..<number {
      for attempt in 0..<6 {
        let scale = 1 - 0.1 * Double(attempt)
        var box = LocalBox(
          x: 0,
          y: 0,
          width: random.uniform(width.lowerBound, width.upperBound) * scale,
          depth: random.uniform(depth.lowerBound, depth.upperBound) * min(1, scale + 0.1)
        )
        let least = frame.margins[3] + 0.3
        box.x = random.uniform(least, max(least, frame.width - box.width - frame.margins[1] - 1))
        let front = frame.margins[0] + 0.3
        box.y = random.uniform(
          front,
          max(front, frame.depth - box.depth - frame.margins[2] - 1)
        )
        guard frame.fits(box) else { continue }
        frame.occupied.append(box)
        let height = floors.lowerBound + random.integer(below: floors.count)
        add(
          box.corners,
          frame,
          lot: lot,
          purpose: purpose,
          category: use.rawValue,
          floors: height,
          &random
        )
        break
      }
    }
  }

  /// What of it the register knows, and what the survey saw.
  private mutating func bookBuildings(from first: Int, on lot: Int, _ random: inout SynthRandom) {
    let isHeld = states[lot].holding != nil
    let needsGeometry = states[lot].buildingEvent != nil
    for index in first..<buildings.count {
      let isEmpty = random.chance(setup.rules.register.buildingsWithoutGeometry)
      if !isHeld || !buildings[index].isCapital {
        buildings[index].isRegistered = false
        buildings[index].register = nil
      } else if isEmpty, !needsGeometry {
        buildings[index].register = nil
      }
      if states[lot].cover == .outside { buildings[index].ground = nil }
    }
  }

  /// What stands on foundations and is in no book, on land that somebody took.
  private mutating func settleUnregistered(from first: Int, on lot: Int) {
    guard states[lot].holding == nil else { return }
    for index in first..<buildings.count {
      guard buildings[index].isCapital, let ground = buildings[index].ground else { continue }
      events.append(
        TruthEvent(
          kind: "unregistered-building",
          groundBuildings: [index],
          area: area(ground)
        )
      )
    }
  }
}
