import Geometry

/// How one or two rows of lots are cut.
struct RowSpec {
  var use: LotClass
  /// What half of the lots are instead.
  var alternative: LotClass?
  /// Widths along the street, m.
  var width: ClosedRange<Double>
  var unallocated: Double
  var holes = 0.0
  /// The part of the block's length the rows take.
  var from = 0.0
  var to = 1.0

  init(use: LotClass, width: ClosedRange<Double>, unallocated: Double) {
    self.use = use
    self.width = width
    self.unallocated = unallocated
  }
}

extension QuarterLayout {
  /// A side line between two lots of a row, from the street to the back.
  private struct Divide {
    var front: Double
    var back: Double
    /// Where the line jogs from `front` to `back`, as a part of the depth; nil for a straight line.
    var jog: Double?
    var frontVertex = -1
    var backVertex = -1
    var jogVertices: [Int] = []
  }

  /// Cuts a block into two rows back to back, or, without `middle`, into one row of its full depth.
  mutating func addRows(
    _ block: Int,
    _ low: Double,
    _ middle: Double?,
    _ high: Double,
    spec: RowSpec,
    random: inout SynthRandom
  ) {
    let back = middle ?? high
    var south = divides(at: low, spec: spec, random: &random)
    var north = middle == nil ? [] : divides(at: high, spec: spec, random: &random)
    // Corners of the two rows that nearly meet on the back line are one corner.
    let snap = 1.6 / patch.length(back)
    for i in north.indices {
      if let near = south.map(\.back).min(by: {
        abs($0 - north[i].back) < abs($1 - north[i].back)
      }), abs(near - north[i].back) < snap {
        if north[i].jog == nil { north[i].front += near - north[i].back }
        north[i].back = near
      }
    }
    if let first = north.indices.first { north[first].front = spec.from }
    if let last = north.indices.last { north[last].front = spec.to }
    let line = Set(south.map(\.back) + north.map(\.back)).sorted()
    var backVertices: [Double: Int] = [:]
    for s in line { backVertices[s] = vertices.add(patch.at(s, back)) }
    place(&south, front: low, back: back, vertices: backVertices)
    place(&north, front: high, back: back, vertices: backVertices)
    addLots(block, south, low, back, line, backVertices, isSouth: true, spec, &random)
    addLots(block, north, high, back, line, backVertices, isSouth: false, spec, &random)
  }

  private func divides(
    at front: Double,
    spec: RowSpec,
    random: inout SynthRandom
  ) -> [Divide] {
    let metre = 1 / patch.length(front)
    var result = [Divide(front: spec.from, back: spec.from)]
    var s = spec.from
    while true {
      // Widths lean to the narrow end: many small lots, few large ones.
      let part = random.unit()
      let width =
        spec.width.lowerBound
        + (spec.width.upperBound - spec.width.lowerBound) * (0.65 * part + 0.35 * part * part)
      s += width * metre
      if spec.to - s < spec.width.lowerBound * metre { break }
      var divide = Divide(front: s, back: s)
      if spec.use == .houses {
        if random.chance(0.06) {
          divide.back = s + random.sign() * random.uniform(2.2, 4.5) * metre
          divide.jog = random.uniform(0.35, 0.65)
        } else {
          divide.back = s + random.normal(0.25) * metre
        }
      }
      result.append(divide)
    }
    result.append(Divide(front: spec.to, back: spec.to))
    return result
  }

  private mutating func place(
    _ divides: inout [Divide],
    front: Double,
    back: Double,
    vertices shared: [Double: Int]
  ) {
    for i in divides.indices {
      let divide = divides[i]
      divides[i].frontVertex = vertices.add(patch.at(divide.front, front))
      divides[i].backVertex = shared[divide.back] ?? vertices.add(patch.at(divide.back, back))
      guard let jog = divide.jog else { continue }
      let t = front + (back - front) * jog
      divides[i].jogVertices = [
        vertices.add(patch.at(divide.front, t)), vertices.add(patch.at(divide.back, t)),
      ]
    }
  }

  private mutating func addLots(
    _ block: Int,
    _ divides: [Divide],
    _ front: Double,
    _ back: Double,
    _ line: [Double],
    _ backVertices: [Double: Int],
    isSouth: Bool,
    _ spec: RowSpec,
    _ random: inout SynthRandom
  ) {
    guard divides.count > 1 else { return }
    let first = lots.count
    for i in 0..<(divides.count - 1) {
      // In ring order `a` carries v → w and `b` carries z → u.
      let a = isSouth ? divides[i + 1] : divides[i]
      let b = isSouth ? divides[i] : divides[i + 1]
      let between = line.filter { $0 > min(a.back, b.back) && $0 < max(a.back, b.back) }
      var shell = [b.frontVertex, a.frontVertex] + a.jogVertices
      let w = shell.count
      shell.append(a.backVertex)
      shell += (isSouth ? between.reversed() : between).compactMap { backVertices[$0] }
      let z = shell.count
      shell.append(b.backVertex)
      shell += b.jogVertices.reversed()
      let isWest = isSouth
      let left = isWest ? max(b.front, b.back) : max(a.front, a.back)
      let right = isWest ? min(a.front, a.back) : min(b.front, b.back)
      let core =
        isSouth
        ? [
          patch.at(left, front), patch.at(right, front), patch.at(right, back),
          patch.at(left, back),
        ]
        : [
          patch.at(right, front), patch.at(left, front), patch.at(left, back),
          patch.at(right, back),
        ]
      var use = spec.use
      if let other = spec.alternative, random.chance(0.5) { use = other }
      var lot = Lot(
        use: use,
        shell: shell,
        w: w,
        z: z,
        core: core,
        street: block,
        house: (i + 1) * 2 - (isSouth ? 1 : 0)
      )
      lot.isAllocated = !random.chance(spec.unallocated)
      if spec.use == .garages { lot.margins = [0.15, 0.15, 0.15, 0.15] }
      lots.append(lot)
    }
    let last = lots.count - 1
    for i in first...last {
      let west = i > first ? i - 1 : nil
      let east = i < last ? i + 1 : nil
      lots[i].next = isSouth ? east : west
      lots[i].previous = isSouth ? west : east
    }
    for i in first...last where lots[i].isAllocated && random.chance(spec.holes) {
      addHole(in: i, block)
    }
  }

  /// A transformer station of its own inside the lot, near its back.
  private mutating func addHole(in lot: Int, _ block: Int) {
    let patch = Patch(corners: lots[lot].core)
    let width = 8 / patch.length(0.8)
    let height = 7 / patch.height
    let s = 0.94 - width
    let t = 0.88 - height
    let ring = [
      patch.at(s, t), patch.at(s + width, t), patch.at(s + width, t + height),
      patch.at(s, t + height),
    ]
    let shell = ring.map { vertices.add($0) }
    lots[lot].hole = shell
    var station = Lot(
      use: .utilities,
      shell: shell,
      w: 2,
      z: 3,
      core: ring,
      street: block,
      house: lots[lot].house
    )
    station.margins = [0.8, 0.8, 0.8, 0.8]
    lots.append(station)
  }
}
