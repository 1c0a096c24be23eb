import Formats
import Geometry

// Rows of the books.
extension QuarterPlan {
  static let parcelColumns: [Column] = [
    ("cad_number", .text), ("quarter", .text), ("subtype", .text), ("parent", .text),
    ("category", .text), ("permitted_use", .text), ("declared_area", .real),
    ("area_inaccuracy", .real), ("point_accuracy", .real), ("cadastral_value", .real),
    ("right", .text), ("status", .text), ("address", .text),
  ]

  func parcelRows(_ shapes: QuarterShapes) -> LayerRows {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x726F_7773)
    var recorded: [MultiPolygon] = []
    var areas: [Double] = []
    for holding in holdings {
      let shape =
        holding.hasGeometry
        ? shapes.recorded(holding.contours, shift: holding.shift) : MultiPolygon.empty
      recorded.append(shape)
      areas.append(declaredArea(holding, shape, &random))
    }
    for (index, holding) in holdings.enumerated() {
      if let parent = holding.parent { areas[parent] += areas[index] }
    }
    let prices = Dictionary(
      uniqueKeysWithValues: setup.rules.classes.keys.sorted().map {
        ($0, price(setup.rules.classes[$0]?.price ?? 0))
      }
    )
    var rows = LayerRows()
    for (index, holding) in holdings.enumerated() {
      let isChild = holding.subtype == "child"
      let unit = (prices[holding.use.rawValue] ?? 0) * random.uniform(0.99, 1.01)
      let value = isChild ? 0 : (unit * areas[index] * 100).rounded() / 100
      let number = number(ofHolding: index)
      let accuracy = fate.registerAccuracy
      let inaccuracy =
        (setup.rules.tolerance.areaFactor * accuracy * areas[index].squareRoot()).rounded()
      let shape = recorded[index]
      rows.append(
        holding.isSwapped
          ? MultiPolygon(
            x: shape.y,
            y: shape.x,
            ringEnds: shape.ringEnds,
            polygonEnds: shape.polygonEnds
          )
          : shape,
        [
          .text(number), .text(String(number[..<(number.lastIndex(of: ":") ?? number.endIndex)])),
          holding.subtype.isEmpty ? .null : .text(holding.subtype),
          holding.parent.map { .text(self.number(ofHolding: $0)) } ?? .null,
          .text(random.chance(0.985) ? "003002000000" : "003008000000"),
          holding.permittedUse.isEmpty ? .null : .text(holding.permittedUse),
          .real(areas[index]),
          holding.hasGeometry ? .real(max(1, inaccuracy)) : .null,
          holding.hasGeometry ? .real(accuracy) : .null,
          .real(value), .text(right(holding.use, &random)), .text(holding.status),
          .text(address(of: holding.lots.first)),
        ]
      )
    }
    return rows
  }

  /// Area of the recorded shape, a little rounding and measuring error put in; of the ground without a shape.
  private func declaredArea(
    _ holding: Holding,
    _ shape: MultiPolygon,
    _ random: inout SynthRandom
  ) -> Double {
    if holding.subtype == "common" { return 0 }
    var size = 0.0
    for contour in holding.contours { for ring in contour { size += area(ring) } }
    let tolerance = setup.rules.tolerance.areaFactor * fate.registerAccuracy * size.squareRoot()
    let error = (random.unit() + random.unit() - 1) * 0.3 * tolerance
    if holding.hasGeometry {
      size = 0
      for ring in 0..<shape.ringCount {
        size += ringArea(
          shape.vertices(ofRing: ring).map { Point(x: shape.x[$0], y: shape.y[$0]) }
        )
      }
    } else {
      size += random.normal(tolerance / setup.rules.tolerance.areaFactor)
    }
    return max(1, (size + error + holding.areaError * tolerance).rounded())
  }

  private func right(_ use: LotClass, _ random: inout SynthRandom) -> String {
    let draw = random.unit()
    switch use {
    case .houses, .garages:
      return draw < 0.82
        ? "private" : draw < 0.90 ? "municipal" : draw < 0.95 ? "undelimited" : "none"
    case .apartments: return draw < 0.7 ? "none" : "municipal"
    case .hotels, .shops:
      return draw < 0.55
        ? "legal" : draw < 0.8 ? "private" : draw < 0.93 ? "municipal" : "state"
    case .utilities: return draw < 0.6 ? "municipal" : "legal"
    }
  }

  static let buildingColumns: [Column] = [
    ("cad_number", .text), ("parcel", .text), ("purpose", .text), ("floors", .integer),
    ("floor_area", .real), ("cadastral_value", .real), ("year_built", .integer),
    ("right", .text), ("status", .text), ("address", .text),
  ]

  func buildingRows(_ shapes: QuarterShapes) -> LayerRows {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x686F_7573)
    let prices = Dictionary(
      uniqueKeysWithValues: setup.rules.buildings.keys.sorted().map {
        ($0, price(setup.rules.buildings[$0]?.price ?? 0))
      }
    )
    var rows = LayerRows()
    for (index, building) in buildings.enumerated() where building.isRegistered {
      let contours = building.register.map { [[$0]] } ?? []
      // A storey has walls and stairs: floor area is about 0.81 of the contour (DOMAIN §5.6).
      let floorArea =
        (building.footprint * Double(building.floors) * random.uniform(0.79, 0.83) * 10).rounded()
        / 10
      let unit = (prices[building.category] ?? 0) * random.uniform(0.95, 1.05)
      let holding = states[building.lot].holding
      rows.append(
        shapes.recorded(contours, shift: building.aside),
        [
          .text(number(ofBuilding: index)),
          holding.map { .text(number(ofHolding: $0)) } ?? .null, .text(building.purpose),
          building.purpose == "unfinished" ? .null : .integer(Int64(building.floors)),
          .real(floorArea), .real((unit * floorArea * 100).rounded() / 100),
          .integer(Int64(1955 + random.integer(below: 70))),
          .text(right(lots[building.lot].use, &random)),
          .text(building.isActive ? "active" : "archived"), .text(address(of: building.lot)),
        ]
      )
    }
    return rows
  }
}
