import Geometry

// Plots divided, joined and cut anew.
extension QuarterPlan {
  mutating func split(_ lot: Int, _ random: inout SynthRandom) {
    let item = lots[lot]
    guard let holder = states[lot].holding, item.use == .houses, item.isNextStraight,
      item.isPreviousStraight
    else { return }
    // The new fence ends on the longest piece of the back line, if it leaves two parts worth having.
    let back = Array(item.shell[item.w...item.z])
    guard
      let at = (0..<(back.count - 1)).max(by: {
        vertices[back[$0]].distance(to: vertices[back[$0 + 1]])
          < vertices[back[$1]].distance(to: vertices[back[$1 + 1]])
      })
    else { return }
    let m = vertices.add(between: item.u, and: item.v, part: random.uniform(0.45, 0.55))
    let n = vertices.add(between: back[at], and: back[at + 1], part: 0.5)
    let west = [item.u, m, n] + back[(at + 1)...]
    let east = [m, item.v] + back[...at] + [n]
    let whole = area(item.shell)
    guard min(area(west), area(east)) > 0.33 * whole else { return }
    states[lot].ground = [west, east]
    states[lot].claims = [states[lot].claims[0], random.chance(0.3) ? holder : nil]
    states[lot].links = [[holder], [holder]]
    events.append(
      TruthEvent(kind: "split", holdings: [holder], plots: [(lot, 0), (lot, 1)], area: whole)
    )
    take(lot)
  }

  /// The lot and the next one, when both can take part in a common event.
  private func pair(_ lot: Int) -> (other: Int, first: Int, second: Int)? {
    guard let other = lots[lot].next, isFree(other), states[other].cover == .inside,
      lots[lot].use == .houses, lots[other].use == .houses,
      lots[lot].isNextStraight, lots[lot].isPreviousStraight, lots[other].isNextStraight,
      lots[other].isPreviousStraight, let first = states[lot].holding,
      let second = states[other].holding
    else { return nil }
    return (other, first, second)
  }

  mutating func merge(_ lot: Int) {
    guard let (other, first, second) = pair(lot) else { return }
    let (a, b) = (lots[lot], lots[other])
    let shell =
      [a.u, a.v, b.v] + b.shell[b.w...b.z] + a.shell[(a.w + 1)...a.z]
    states[lot].ground = [shell]
    states[lot].links = [[first, second]]
    clear(other)
    events.append(
      TruthEvent(
        kind: "merge",
        holdings: [first, second],
        plots: [(lot, 0)],
        area: area(shell)
      )
    )
    take(lot, other)
  }

  mutating func regroup(_ lot: Int) {
    guard let (other, first, second) = pair(lot) else { return }
    let (a, b) = (lots[lot], lots[other])
    let p = vertices.add(between: a.u, and: a.shell[a.z], part: 0.5)
    let q = vertices.add(between: b.v, and: b.shell[b.w], part: 0.5)
    let street = [a.u, a.v, b.v, q, p]
    let yard = [p, q] + b.shell[b.w...b.z] + a.shell[(a.w + 1)...a.z]
    states[lot].ground = [street, yard]
    states[lot].claims = [nil, nil]
    states[lot].links = [[first, second], [first, second]]
    clear(other)
    // The house must not stand across the new fence.
    states[lot].isVacant = true
    states[other].isVacant = true
    events.append(
      TruthEvent(
        kind: "regroup",
        holdings: [first, second],
        plots: [(lot, 0), (lot, 1)],
        area: area(street) + area(yard)
      )
    )
    take(lot, other)
  }

  /// Nobody occupies the lot by itself.
  mutating func clear(_ lot: Int) {
    states[lot].ground = []
    states[lot].claims = []
    states[lot].links = []
  }
}
