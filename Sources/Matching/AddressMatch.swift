import Cadastre
import Geometry

/// Parcels of recorded buildings that have neither coordinates nor a parcel, by an address both have to themselves.
///
/// An address that two parcels or two such buildings share names none of them.
struct AddressMatch {
  /// Number of the parcel by index of the register building.
  let parcels: [Int: String]

  /// Looks at the records in force.
  ///
  /// - Complexity: O(records).
  init(_ register: Register) {
    let numbers = Set(register.parcels.records.map(\.number))
    let buildings = register.buildings.indices.filter { r in
      let record = register.buildings.records[r]
      return record.status != .archived && !register.buildings.shapes.hasGeometry(r)
        && !record.parcels.contains { numbers.contains($0) }
    }
    let places = register.parcels.indices.filter {
      register.parcels.records[$0].status != .archived
    }
    let parcelOf = Self.owners(places.map { register.parcels.records[$0].address })
    let buildingOf = Self.owners(buildings.map { register.buildings.records[$0].address })
    var parcels: [Int: String] = [:]
    for (address, building) in buildingOf {
      guard let parcel = parcelOf[address] else { continue }
      parcels[buildings[building]] = register.parcels.records[places[parcel]].number
    }
    self.parcels = parcels
  }

  /// Place in `addresses` of each address that occurs once.
  private static func owners(_ addresses: [String]) -> [String: Int] {
    var owners: [String: Int?] = [:]
    for (place, address) in addresses.enumerated() {
      let key = normalized(address)
      guard !key.isEmpty else { continue }
      owners[key] = owners.keys.contains(key) ? .some(nil) : place
    }
    return owners.compactMapValues { $0 }
  }

  /// Letters and digits in lower case, words parted by one space: case, `ё` and punctuation do not count.
  static func normalized(_ text: String) -> String {
    text.lowercased()
      .split { !$0.isLetter && !$0.isNumber }
      .map { String($0.map { $0 == "ё" ? "е" : $0 }) }
      .joined(separator: " ")
  }
}
