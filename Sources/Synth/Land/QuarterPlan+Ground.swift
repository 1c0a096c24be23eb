import Geometry

// What happened on the ground: fences moved, plots divided and joined.
extension QuarterPlan {
  /// Puts vertices between two that follow each other in a ring.
  func inserted(_ chain: [Int], after vertex: Int, in shell: [Int]) -> [Int] {
    guard let index = shell.firstIndex(of: vertex) else { return shell }
    var result = shell
    result.insert(contentsOf: chain, at: index + 1)
    return result
  }

  /// Four vertices of a rectangle on the line `from` → `to` of a ring, `depth` outward (inward if negative).
  mutating func bump(_ from: Int, _ to: Int, _ parts: ClosedRange<Double>, _ depth: Double) -> [Int]
  {
    let n = leftNormal(vertices[from], vertices[to])
    let a = vertices.add(between: from, and: to, part: parts.lowerBound)
    let b = vertices.add(between: from, and: to, part: parts.upperBound)
    func outward(_ vertex: Int) -> Point {
      Point(x: vertices[vertex].x - n.x * depth, y: vertices[vertex].y - n.y * depth)
    }
    return [a, vertices.add(outward(a)), vertices.add(outward(b)), b]
  }

  /// The part of a line of length `length` that a bite of 3 m to 60 % of it takes.
  private func bite(_ length: Double, _ random: inout SynthRandom) -> ClosedRange<Double> {
    let part = random.uniform(min(0.5, 3 / length), 0.6)
    let start = random.uniform(0.05, 0.95 - part)
    return start...(start + part)
  }

  private func eventDepth(_ random: inout SynthRandom) -> Double {
    let low = max(0.6, 2.3 * fate.coincidence)
    let high = max(4, 2.9 * fate.coincidence)
    let part = random.unit()
    return low + (high - low) * part * part
  }

  mutating func encroach(_ lot: Int, _ random: inout SynthRandom) {
    guard let holder = states[lot].holding else { return }
    let depth = eventDepth(&random)
    var sides: [LotSide] = random.chance(0.5) ? [.next, .previous] : [.previous, .next]
    if random.chance(0.4) { sides.insert(.front, at: 0) } else { sides.append(.front) }
    for side in sides {
      switch side {
      case .front:
        let (u, v) = (lots[lot].u, lots[lot].v)
        let length = vertices[u].distance(to: vertices[v])
        let isGarage = lots[lot].use == .garages
        let deep = isGarage ? max(0.6, min(depth, 1.5)) : depth
        guard deep > 2.2 * fate.coincidence else { continue }
        let whole = isGarage || random.chance(0.5)
        let chain = bump(u, v, whole ? 0...1 : bite(length, &random), deep)
        let middle = whole ? Array(chain[1...2]) : chain
        states[lot].ground[0] = inserted(middle, after: u, in: states[lot].ground[0])
        events.append(
          TruthEvent(
            kind: "encroachment",
            holdings: [holder],
            plots: [(lot, 0)],
            area: abs(area(chain)),
            depth: deep,
            onto: "public"
          )
        )
        take(lot)
        return
      case .next, .previous:
        if encroach(lot, over: side, &random) { return }
      }
    }
  }

  /// A side fence moved over the line, onto a neighbour or onto free land; false where it cannot be.
  mutating func encroach(
    _ lot: Int,
    over side: LotSide,
    _ random: inout SynthRandom
  ) -> Bool {
    let depth = eventDepth(&random)
    guard let holder = states[lot].holding, lots[lot].use != .garages else { return false }
    guard let other = neighbour(of: lot, side), !states[other].isTaken,
      side == .next
        ? lots[lot].isNextStraight && lots[other].isPreviousStraight
        : lots[lot].isPreviousStraight && lots[other].isNextStraight
    else { return false }
    let isLand = states[other].holding != nil
    guard isLand ? isFree(other) && states[other].cover == .inside : true else { return false }
    let a = lots[lot]
    let b = lots[other]
    // Along the shared line in the ring order of the occupant: v → w, or z → u.
    let from = side == .next ? a.shell[1] : a.shell[a.z]
    let to = side == .next ? a.shell[a.w] : a.shell[0]
    let chain: [Int]
    var shell = states[other].ground.first ?? []
    if random.chance(0.5) {
      // The whole side: the new fence ends on the neighbour's front line and on his back line.
      let street = side == .next ? (b.shell[0], b.shell[1]) : (b.shell[1], b.shell[0])
      let yard =
        side == .next
        ? (b.shell[b.z], b.shell[b.z - 1]) : (b.shell[b.w], b.shell[b.w + 1])
      let streetPart = depth / vertices[street.0].distance(to: vertices[street.1])
      let yardPart = depth / vertices[yard.0].distance(to: vertices[yard.1])
      guard streetPart < 0.45, yardPart < 0.8 else { return false }
      let f = vertices.add(between: street.0, and: street.1, part: streetPart)
      let y = vertices.add(between: yard.0, and: yard.1, part: yardPart)
      chain = side == .next ? [f, y] : [y, f]
      if isLand {
        let (streetCorner, yardCorner) =
          side == .next ? (b.shell[0], b.shell[b.z]) : (b.shell[1], b.shell[b.w])
        shell = shell.map { $0 == streetCorner ? f : $0 == yardCorner ? y : $0 }
      }
    } else {
      let length = vertices[from].distance(to: vertices[to])
      guard depth < 0.45 * vertices[b.shell[0]].distance(to: vertices[b.shell[1]]) else {
        return false
      }
      chain = bump(from, to, bite(length, &random), depth)
      if isLand { shell = inserted(chain.reversed(), after: to, in: shell) }
    }
    states[lot].ground[0] = inserted(chain, after: from, in: states[lot].ground[0])
    if isLand {
      states[other].ground[0] = shell
      lots[other].margins[side == .next ? 3 : 1] += depth
    }
    let ring = chain.count == 2 ? [from] + chain + [to] : chain
    let n = leftNormal(vertices[from], vertices[to])
    let deepest = ring.map {
      -((vertices[$0].x - vertices[from].x) * n.x + (vertices[$0].y - vertices[from].y) * n.y)
    }.max()
    events.append(
      TruthEvent(
        kind: "encroachment",
        holdings: [holder] + (isLand ? [states[other].holding].compactMap { $0 } : []),
        plots: [(lot, 0)],
        area: abs(area(ring)),
        depth: deepest,
        onto: isLand ? "neighbour" : "unallocated"
      )
    )
    take(lot, other)
    return true
  }

  /// A street fence set back: a strip of the parcel lies unused.
  mutating func recede(_ lot: Int, _ random: inout SynthRandom) {
    let item = lots[lot]
    guard let holder = states[lot].holding, item.isNextStraight, item.isPreviousStraight,
      item.use != .garages
    else { return }
    let (u, v, w, z) = (item.u, item.v, item.shell[item.w], item.shell[item.z])
    let front = vertices[u].distance(to: vertices[v])
    let depth = areaTolerance(lot) * random.uniform(3.1, 5) / front
    let side = min(vertices[v].distance(to: vertices[w]), vertices[z].distance(to: vertices[u]))
    guard depth < 0.3 * side, depth > 2.3 * fate.coincidence else { return }
    let left = vertices.add(
      between: u,
      and: z,
      part: depth / vertices[u].distance(to: vertices[z])
    )
    let right = vertices.add(
      between: v,
      and: w,
      part: depth / vertices[v].distance(to: vertices[w])
    )
    let shell = states[lot].ground[0].map { $0 == u ? left : $0 == v ? right : $0 }
    states[lot].ground[0] = shell
    lots[lot].margins[0] = max(lots[lot].margins[0], depth + 0.8)
    events.append(
      TruthEvent(
        kind: "area-difference",
        holdings: [holder],
        plots: [(lot, 0)],
        area: area(item.shell) - area(shell),
        depth: depth
      )
    )
    take(lot)
  }

  /// A pocket in the street fence: the line runs elsewhere, the area is about the same.
  mutating func notch(_ lot: Int, _ random: inout SynthRandom) {
    let item = lots[lot]
    guard let holder = states[lot].holding, item.use != .garages else { return }
    let length = vertices[item.u].distance(to: vertices[item.v])
    let depth = max(0.9, 2.6 * fate.coincidence) * random.uniform(1, 1.3)
    let width = random.uniform(0.3, 0.45) * areaTolerance(lot) / depth
    guard width > 1.8, width > 1.5 * fate.coincidence, width < 0.7 * length else { return }
    let start = random.uniform(0.08, 0.92 - width / length)
    let chain = bump(item.u, item.v, start...(start + width / length), -depth)
    states[lot].ground[0] = inserted(chain, after: item.u, in: states[lot].ground[0])
    lots[lot].margins[0] += depth
    events.append(
      TruthEvent(
        kind: "boundary-difference",
        holdings: [holder],
        plots: [(lot, 0)],
        area: abs(area(chain)),
        depth: depth
      )
    )
    take(lot)
  }

  /// Nobody occupies the parcel and nothing stands on it.
  mutating func abandon(_ lot: Int) {
    guard let holder = states[lot].holding, lots[lot].hole == nil else { return }
    clear(lot)
    states[lot].isVacant = true
    events.append(
      TruthEvent(kind: "not-found", holdings: [holder], area: area(lots[lot].shell))
    )
    take(lot)
  }

  mutating func changeUse(_ lot: Int, _ random: inout SynthRandom) {
    guard let holder = states[lot].holding, lots[lot].use == .houses else { return }
    states[lot].observedUse = random.pick(setup.rules.otherUses)
    // What the house itself is used for stays open, or it would be a second event.
    states[lot].buildingEvent = .useDifference
    events.append(TruthEvent(kind: "use-difference", holdings: [holder], plots: [(lot, 0)]))
    take(lot)
  }
}
