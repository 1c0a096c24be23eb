import Geometry

/// The ground of one quarter: streets, blocks, lots; nothing yet of books, events or buildings.
struct QuarterLayout {
  let cell: [Point]
  /// The built-up patch inside the surrounding half-streets.
  let patch: Patch
  var vertices = Vertices()
  var lots: [Lot] = []
  var common: [CommonLand] = []

  init(quarter: Int, setup: TownSetup) {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x6C61_796F)
    cell = setup.grid.cell(quarter)
    patch = Patch(corners: cell).inset((0..<4).map { _ in random.uniform(7, 10) })
    addStreets(quarter: quarter, setup: setup, random: &random)
    let blocks = random.chance(0.15) ? 2 : 3
    let street = random.uniform(11, 14) / patch.height
    let depth = (1 - street * Double(blocks - 1)) / Double(blocks)
    for block in 0..<blocks {
      let low = Double(block) * (depth + street)
      let high = low + depth
      if block > 0 { addRoad(low - street, low, name: streetName(quarter, block, setup)) }
      addBlock(block, low, high, quarter: quarter, setup: setup, random: &random)
    }
  }

  private func streetName(_ quarter: Int, _ block: Int, _ setup: TownSetup) -> String {
    let streets = setup.rules.streets
    return streets[(quarter * 3 + block * 5) % streets.count]
  }

  private mutating func addStreets(
    quarter: Int,
    setup: TownSetup,
    random: inout SynthRandom
  ) {
    common.append(
      CommonLand(
        kind: "road",
        name: "ул. \(streetName(quarter, 0, setup))",
        rings: [cell, Array(patch.corners.reversed())]
      )
    )
    guard setup.grid.isOnShore(quarter) else { return }
    // The sea lies south of the first row: a strip beyond the cell, of no quarter.
    let n = leftNormal(cell[0], cell[1])
    let width = 40.0
    let beach = [
      Point(x: cell[0].x - n.x * width, y: cell[0].y - n.y * width),
      Point(x: cell[1].x - n.x * width, y: cell[1].y - n.y * width), cell[1], cell[0],
    ]
    common.append(CommonLand(kind: "shore", name: "Пляж Центральный", rings: [beach]))
  }

  mutating func addRoad(
    _ low: Double,
    _ high: Double,
    from: Double = 0,
    to: Double = 1,
    name: String
  ) {
    common.append(
      CommonLand(
        kind: "road",
        name: "ул. \(name)",
        rings: [[patch.at(from, low), patch.at(to, low), patch.at(to, high), patch.at(from, high)]]
      )
    )
  }

  private mutating func addBlock(
    _ block: Int,
    _ low: Double,
    _ high: Double,
    quarter: Int,
    setup: TownSetup,
    random: inout SynthRandom
  ) {
    let shares = setup.rules.blocks
    let kind = random.index(of: [
      shares.houses, shares.garages, shares.apartments, shares.commercial, shares.square,
    ])
    let middle = (low + high) / 2 + random.uniform(-0.03, 0.03) * (high - low)
    let slots = setup.rules.register.unallocatedSlots
    switch kind {
    case 1:
      addGarages(block, low, high, name: streetName(quarter, block, setup), random: &random)
    case 2:
      var row = RowSpec(use: .apartments, width: 62...118, unallocated: slots / 2)
      row.holes = setup.rules.register.holes
      addRows(
        block,
        low,
        random.chance(0.5) ? nil : middle,
        high,
        spec: row,
        random: &random
      )
    case 3:
      var row = RowSpec(use: .hotels, width: 34...60, unallocated: slots / 2)
      row.alternative = .shops
      addRows(
        block,
        low,
        random.chance(0.3) ? nil : middle,
        high,
        spec: row,
        random: &random
      )
    case 4:
      common.append(
        CommonLand(
          kind: "square",
          name: "Сквер на ул. \(streetName(quarter, block, setup))",
          rings: [[patch.at(0, low), patch.at(1, low), patch.at(1, high), patch.at(0, high)]]
        )
      )
    default:
      let row = RowSpec(use: .houses, width: 13...30, unallocated: slots)
      addRows(block, low, middle, high, spec: row, random: &random)
    }
  }

  /// Two or three double rows of boxes with driveways between them, over a part of the block's length.
  private mutating func addGarages(
    _ block: Int,
    _ low: Double,
    _ high: Double,
    name: String,
    random: inout SynthRandom
  ) {
    let length = random.uniform(0.18, 0.45)
    let from = random.uniform(0.02, 0.98 - length)
    let metre = 1 / patch.height
    let depth = random.uniform(6.2, 7.4) * metre
    let drive = 8.5 * metre
    var start = low
    while start + 2 * depth + drive < high {
      var row = RowSpec(use: .garages, width: 3.9...5.2, unallocated: 0.02)
      row.from = from
      row.to = from + length
      addRows(block, start, start + depth, start + 2 * depth, spec: row, random: &random)
      start += 2 * depth
      addRoad(start, start + drive, from: from, to: from + length, name: "\(name), проезд")
      start += drive
    }
  }
}
