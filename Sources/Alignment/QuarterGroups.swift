import Cadastre
import Geometry

/// The live records with geometry of each quarter; the quarter `…000000` names no place and is left out.
struct QuarterGroups {
  var numbers: [String] = []
  var parcels: [[Int]] = []
  var buildings: [[Int]] = []

  init(_ register: Register, parcelQuarters: [String], buildingQuarters: [String]) {
    var slots: [String: Int] = [:]
    func slot(_ quarter: String, _ groups: inout QuarterGroups) -> Int? {
      guard !quarter.isEmpty, !quarter.hasSuffix(":000000"), !quarter.hasSuffix(":0000000")
      else { return nil }
      if let known = slots[quarter] { return known }
      let new = groups.numbers.count
      slots[quarter] = new
      groups.numbers.append(quarter)
      groups.parcels.append([])
      groups.buildings.append([])
      return new
    }
    for quarter in register.quarters.records { _ = slot(quarter.number, &self) }
    for i in register.parcels.indices {
      let record = register.parcels.records[i]
      guard let place = slot(parcelQuarters[i], &self), record.status != .archived,
        register.parcels.shapes.hasGeometry(i)
      else { continue }
      parcels[place].append(i)
    }
    for i in register.buildings.indices {
      let record = register.buildings.records[i]
      guard let place = slot(buildingQuarters[i], &self), record.status != .archived,
        register.buildings.shapes.hasGeometry(i)
      else { continue }
      buildings[place].append(i)
    }
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    numbers = order.map { numbers[$0] }
    parcels = order.map { parcels[$0] }
    buildings = order.map { buildings[$0] }
  }
}
