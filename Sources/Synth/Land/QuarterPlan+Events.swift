import Geometry

extension QuarterPlan {
  /// Draws what happened to each lot; a lot has at most one event and its neighbours are left alone.
  mutating func happen() {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x6576_656E)
    let kinds = LotEventKind.allCases
    let rates = kinds.map { setup.rate($0) }
    for lot in lots.indices where lots[lot].use != .utilities {
      let chosen = random.index(of: rates)
      // Each lot has a stream of its own, so that one lot's event does not change the next lot's.
      var own = SynthRandom(seed: random.next())
      guard !states[lot].isTaken else { continue }
      guard states[lot].holding != nil else {
        settle(lot, &own)
        continue
      }
      guard let chosen, isFree(lot) else { continue }
      let kind = kinds[chosen]
      guard kind.isRegisterOnly || states[lot].cover == .inside else { continue }
      apply(kind, lot, &own)
    }
  }

  /// Whether an event may befall the lot: an ordinary live record with geometry and nothing nearby.
  func isFree(_ lot: Int) -> Bool {
    guard let index = states[lot].holding, !states[lot].isTaken else { return false }
    let holding = holdings[index]
    return holding.isActive && holding.hasGeometry && holding.subtype.isEmpty
  }

  mutating func take(_ taken: Int...) {
    for lot in taken {
      states[lot].isTaken = true
      for near in [lots[lot].next, lots[lot].previous] {
        if let near { states[near].isTaken = true }
      }
    }
  }

  func neighbour(of lot: Int, _ side: LotSide) -> Int? {
    switch side {
    case .front: nil
    case .next: lots[lot].next
    case .previous: lots[lot].previous
    }
  }

  func area(_ shell: [Int]) -> Double { ringArea(vertices.ring(shell)) }

  /// Both sources' tolerance of the area of a lot, m².
  func areaTolerance(_ lot: Int) -> Double { fate.areaFactor * area(lots[lot].shell).squareRoot() }

  /// Somebody lives on land that nobody holds.
  private mutating func settle(_ lot: Int, _ random: inout SynthRandom) {
    let share = min(1, setup.rules.unregisteredParcelShare * setup.scenario.events)
    let near = [lots[lot].next, lots[lot].previous].compactMap { $0 }
    let isSettled = random.chance(share)
    guard states[lot].cover == .inside, near.allSatisfy({ !states[$0].isTaken }) else { return }
    guard isSettled else { return spread(into: lot, &random) }
    states[lot].ground = [lots[lot].shell]
    states[lot].claims = [nil]
    states[lot].links = [[]]
    states[lot].isVacant = random.chance(0.4)
    events.append(
      TruthEvent(
        kind: "unregistered-parcel",
        plots: [(lot, 0)],
        area: area(lots[lot].shell)
      )
    )
    take(lot)
  }

  /// A neighbour moved his fence onto land that nobody holds.
  private mutating func spread(into lot: Int, _ random: inout SynthRandom) {
    guard random.chance(setup.rules.encroachedSlotShare * setup.scenario.events) else { return }
    let sides: [(Int?, LotSide)] = [(lots[lot].previous, .next), (lots[lot].next, .previous)]
    for case (let neighbour?, let side) in sides {
      guard isFree(neighbour), states[neighbour].cover == .inside else { continue }
      if encroach(neighbour, over: side, &random) { return }
    }
  }

  private mutating func apply(_ kind: LotEventKind, _ lot: Int, _ random: inout SynthRandom) {
    switch kind {
    case .encroachment: encroach(lot, &random)
    case .areaDifference: recede(lot, &random)
    case .boundaryDifference: notch(lot, &random)
    case .notFound: abandon(lot)
    case .split: split(lot, &random)
    case .merge: merge(lot)
    case .regroup: regroup(lot)
    case .parcelShift: shiftParcel(lot, &random)
    case .useDifference: changeUse(lot, &random)
    case .buildingOverBoundary: standOver(lot, &random)
    case .gap: openGap(lot, &random)
    case .overlap: overlap(lot, &random)
    case .duplicate: duplicate(lot, &random)
    case .declaredArea: misdeclare(lot, &random)
    case .outsideQuarter: misnumber(lot)
    case .invalidGeometry: tangle(lot)
    case .suspectCRS: swapAxes(lot)
    default:
      guard kind.isOfBuilding else { return }
      states[lot].buildingEvent = kind
      take(lot)
    }
  }
}
