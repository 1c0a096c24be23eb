import Cadastre
import Geometry

/// Parcels of recorded buildings that have neither coordinates nor a parcel, by an address both have to themselves.
///
/// An address that two parcels or two such buildings share names none of them. Spellings are ``AddressKey``'s: first
/// with the settlement, then without it where that is unambiguous.
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
    guard !buildings.isEmpty else {
      parcels = [:]
      return
    }
    let places = register.parcels.indices.filter {
      register.parcels.records[$0].status != .archived
    }
    let ofParcels = places.map { AddressKey(register.parcels.records[$0].address) }
    let ofBuildings = buildings.map { AddressKey(register.buildings.records[$0].address) }
    var parcels: [Int: String] = [:]
    for key in [\AddressKey.full, \AddressKey.short] {
      let parcelOf = Self.owners(ofParcels.map { $0?[keyPath: key] })
      for (address, building) in Self.owners(ofBuildings.map { $0?[keyPath: key] }) {
        guard let parcel = parcelOf[address], parcels[buildings[building]] == nil else { continue }
        parcels[buildings[building]] = register.parcels.records[places[parcel]].number
      }
    }
    self.parcels = parcels
  }

  /// Place in `addresses` of each address that occurs once.
  private static func owners(_ addresses: [String?]) -> [String: Int] {
    var owners: [String: Int?] = [:]
    for (place, address) in addresses.enumerated() {
      guard let address else { continue }
      owners[address] = owners.keys.contains(address) ? .some(nil) : place
    }
    return owners.compactMapValues { $0 }
  }
}
