import Geometry

// What is wrong in the books.
extension QuarterPlan {
  /// The record lies towards the street from where the parcel is.
  mutating func shiftParcel(_ lot: Int, _ random: inout SynthRandom) {
    let item = lots[lot]
    guard let holder = states[lot].holding, !fate.isShifted, item.use == .houses,
      item.isNextStraight, item.isPreviousStraight, item.hole == nil
    else { return }
    let inward = leftNormal(vertices[item.u], vertices[item.v])
    // Less than a metre would leave a gap behind it, which is a kind of its own.
    let low = max(1.25, 2.5 * fate.coincidence)
    let length = random.uniform(low, max(3.5, low + 0.5))
    let ends = [
      (vertices[item.shell[item.w]], vertices[item.v]),
      (vertices[item.shell[item.z]], vertices[item.u]),
    ]
    var direction = Point(x: 0, y: 0)
    for (from, to) in ends {
      direction.x += (to.x - from.x) / from.distance(to: to) / 2
      direction.y += (to.y - from.y) / from.distance(to: to) / 2
    }
    // Both sides must run the same way, or the record would lie over its neighbours.
    let spread = leftNormal(ends[0].0, ends[0].1).distance(to: leftNormal(ends[1].0, ends[1].1))
    guard spread * length < 0.3 * fate.coincidence,
      abs(direction.x * inward.x + direction.y * inward.y) > 0.9
    else { return }
    holdings[holder].shift = Point(x: direction.x * length, y: direction.y * length)
    for side in lots[lot].margins.indices { lots[lot].margins[side] += side == 2 ? length : 0.3 }
    events.append(
      TruthEvent(
        kind: "parcel-shift",
        holdings: [holder],
        plots: [(lot, 0)],
        area: area(item.shell),
        depth: length
      )
    )
    take(lot)
  }

  /// A wedge between two parcels that closes at the back: neither owns it, on the ground or in the books.
  mutating func openGap(_ lot: Int, _ random: inout SynthRandom) {
    guard let other = lots[lot].next, isFree(other), lots[lot].isNextStraight,
      lots[other].isPreviousStraight, lots[lot].use == .houses, fate.registerAccuracy < 0.15,
      let first = states[lot].holding, let second = states[other].holding
    else { return }
    let half = random.uniform(0.43, 0.48)
    let (a, b) = (lots[lot], lots[other])
    let mine = vertices.add(
      between: a.v,
      and: a.u,
      part: half / vertices[a.u].distance(to: vertices[a.v])
    )
    let theirs = vertices.add(
      between: b.u,
      and: b.v,
      part: half / vertices[b.u].distance(to: vertices[b.v])
    )
    let wedge = abs(area([mine, a.v, theirs, a.shell[a.w]]))
    for (index, old, new) in [(lot, a.v, mine), (other, b.u, theirs)] {
      lots[index].shell = lots[index].shell.map { $0 == old ? new : $0 }
      states[index].ground = states[index].ground.map { $0.map { $0 == old ? new : $0 } }
      if let holder = states[index].holding {
        holdings[holder].contours = [contour(of: index)]
      }
    }
    events.append(
      TruthEvent(kind: "gap", holdings: [first, second], area: wedge, depth: half * 2)
    )
    take(lot, other)
  }

  /// The record reaches into the neighbour's; on the ground there is nothing of it.
  mutating func overlap(_ lot: Int, _ random: inout SynthRandom) {
    guard let other = lots[lot].next, isFree(other), lots[lot].isNextStraight,
      lots[other].isPreviousStraight, lots[lot].use != .garages,
      let first = states[lot].holding, let second = states[other].holding
    else { return }
    let (v, w) = (lots[lot].v, lots[lot].shell[lots[lot].w])
    let length = vertices[v].distance(to: vertices[w])
    let register = setup.rules.tolerance.coincidence * fate.registerAccuracy * 2.0.squareRoot()
    let depth = max(0.7, 2.5 * register) * random.uniform(1, 1.6)
    let part = min(0.8, random.uniform(4, 9) / length)
    let start = random.uniform(0.08, 0.92 - part)
    let chain = bump(v, w, start...(start + part), depth)
    holdings[first].contours[0][0] = inserted(chain, after: v, in: holdings[first].contours[0][0])
    events.append(
      TruthEvent(
        kind: "overlap",
        holdings: [first, second],
        area: abs(area(chain)),
        depth: depth,
        also: ["area-difference", "boundary-difference"]
      )
    )
    take(lot, other)
  }

  /// The land is registered twice: whole, or its street half once more.
  mutating func duplicate(_ lot: Int, _ random: inout SynthRandom) {
    let item = lots[lot]
    guard let holder = states[lot].holding, item.use == .houses, item.hole == nil,
      item.isNextStraight, item.isPreviousStraight
    else { return }
    var extra = Holding(lots: [lot], use: item.use, contours: [[item.shell]])
    extra.isExtra = true
    extra.permittedUse = states[lot].permittedUse
    if random.chance(0.4) {
      let part = random.uniform(0.3, 0.6)
      let right = vertices.add(between: item.v, and: item.shell[item.w], part: part)
      let left = vertices.add(between: item.u, and: item.shell[item.z], part: part)
      extra.contours = [[[item.u, item.v, right, left]]]
    }
    let shared = area(extra.contours[0][0])
    let index = holdings.count
    add(extra)
    events.append(
      TruthEvent(
        kind: "duplicate",
        holdings: [holder, index],
        area: shared,
        also: ["merge", "not-found", "area-difference"]
      )
    )
    take(lot)
  }

  mutating func misdeclare(_ lot: Int, _ random: inout SynthRandom) {
    let size = area(lots[lot].shell)
    let error = random.sign() * random.uniform(3, 9)
    let books = setup.rules.tolerance.areaFactor * fate.registerAccuracy * size.squareRoot()
    guard let holder = states[lot].holding, abs(error) * books < 0.4 * size, size > 100 else {
      return
    }
    holdings[holder].areaError = error
    events.append(
      TruthEvent(kind: "declared-area", holdings: [holder], area: abs(error) * books)
    )
    take(lot)
  }

  /// Its number names the quarter before this one.
  mutating func misnumber(_ lot: Int) {
    guard let holder = states[lot].holding, quarter > 0, !fate.isShifted,
      !QuarterFate(quarter: quarter - 1, setup: setup).isShifted
    else { return }
    holdings[holder].foreignQuarter = quarter - 1
    events.append(TruthEvent(kind: "outside-quarter", holdings: [holder]))
    take(lot)
  }

  /// The first corner is recorded as two points in the wrong order: the ring crosses itself.
  mutating func tangle(_ lot: Int) {
    let item = lots[lot]
    guard let holder = states[lot].holding, let last = item.shell.last, item.hole == nil else {
      return
    }
    let reach = 0.16
    let p = vertices.add(
      between: item.u,
      and: item.v,
      part: reach / vertices[item.u].distance(to: vertices[item.v])
    )
    let q = vertices.add(
      between: item.u,
      and: last,
      part: reach / vertices[item.u].distance(to: vertices[last])
    )
    holdings[holder].contours[0][0] = [p, q] + item.shell.dropFirst()
    events.append(TruthEvent(kind: "invalid-geometry", holdings: [holder]))
    take(lot)
  }

  /// Its coordinates were entered north first; nobody was there, or his plot would lie on no parcel.
  mutating func swapAxes(_ lot: Int) {
    guard let holder = states[lot].holding, lots[lot].hole == nil else { return }
    holdings[holder].isSwapped = true
    clear(lot)
    states[lot].isVacant = true
    events.append(
      TruthEvent(kind: "suspect-crs", holdings: [holder], also: ["outside-quarter"])
    )
    take(lot)
  }

  /// The main building stands over the line; where, is settled when it is built.
  mutating func standOver(_ lot: Int, _ random: inout SynthRandom) {
    let item = lots[lot]
    guard item.use == .houses else { return }
    let low = max(0.8, 2.4 * fate.coincidence) + fate.eaves
    let depth = random.uniform(low, max(2.4, low * 1.2))
    var sides: [LotSide] = [.front]
    for side in [LotSide.next, .previous] {
      guard let other = neighbour(of: lot, side), !states[other].isTaken,
        states[other].cover == .inside,
        side == .next ? item.isNextStraight : item.isPreviousStraight,
        states[other].holding == nil || isFree(other)
      else { continue }
      sides.append(side)
    }
    let side = random.pick(sides)
    states[lot].over = (side, depth)
    states[lot].buildingEvent = .buildingOverBoundary
    take(lot)
    if let other = neighbour(of: lot, side) {
      take(other)
      lots[other].margins[side == .next ? 3 : 1] += depth + 1
    }
  }
}
