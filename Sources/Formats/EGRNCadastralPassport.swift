extension EGRNFamily {
  /// Extracts and passports of one object as they were up to 2021: KVZU and KPZU of parcels, KVOKS and
  /// KPOKS of buildings, constructions and unfinished objects.
  ///
  /// Their records are those of ``territoryPlan10``. Parts (`SubParcels`) and numbers of neighbours lie
  /// inside the record and are neither its contours nor records. Rooms have no place on the ground and
  /// stay unread. Schemes: urn://x-artefacts-rosreestr-ru/outgoing/kvzu/7.0.1, kpzu/6.0.1, kvoks/3.0.1,
  /// kpoks/4.0.1.
  static let cadastralPassport = EGRNFamily(
    roots: ["KVZU", "KPZU", "KVOKS", "KPOKS"],
    collected: [
      "CertificationDoc/Date": { $1.date = EGRNWords.date($0.text) },
      "Parcels/Parcel": { element, document in
        var record = EGRNRecord(parcel: element)
        record.values["quarter"] = EGRNWords.text(element.text("CadastralBlock"))
        record.values["right"] = EGRNWords.owners10(element)
        document.append(record, to: .parcels)
        for child in element.all("CompositionEZ", "EntryParcel") {
          document.append(EGRNRecord(entry: child, of: element), to: .parcels)
        }
      },
      "Realty/Building": { element, document in
        var record = EGRNRecord(structure: element, linear: false)
        record.describePassport(element)
        let code = element.text("AssignationBuilding")
        record.values["purpose"] = EGRNWords.purpose(code: code, words: nil)
        record.values["floor_area"] = EGRNWords.real(element.text("Area"))
        document.append(record, to: .buildings)
      },
      "Realty/Construction": { element, document in
        var record = EGRNRecord(structure: element, linear: true)
        record.describePassport(element)
        record.values["purpose"] = EGRNWords.text(element.text("AssignationName"))
        document.append(record, to: .constructions)
      },
      "Realty/Uncompleted": { element, document in
        var record = EGRNRecord(structure: element, linear: true)
        record.describePassport(element)
        record.values["purpose"] = .text("unfinished")
        document.append(record, to: .unfinished)
      },
      "CoordSystems/CoordSystem": { element, document in
        guard let id = element.attribute("CsId") else { return }
        document.systemNames[id] = element.attribute("Name") ?? id
      },
    ]
  )
}

extension EGRNRecord {
  /// A part of a single land use (ЕЗП) as its parent lists it: number, area, perhaps a border.
  fileprivate init(entry element: EGRNElement, of parent: EGRNElement) {
    self.init(parcel: element)
    values["quarter"] = .null
    values["subtype"] = .text("child")
    values["parent"] = EGRNWords.text(parent.attribute("CadastralNumber"))
    values["status"] = EGRNWords.status(code: parent.attribute("State"))
  }

  /// What a passport says of a structure and a territory plan does not.
  fileprivate mutating func describePassport(_ element: EGRNElement) {
    values["quarter"] = EGRNWords.text(element.text("CadastralBlocks", "CadastralBlock"))
    values["status"] = EGRNWords.status(code: element.attribute("State"))
    values["floors"] = EGRNWords.real(element.first("Floors")?.attribute("Floors"))
    let years = element.first("ExploitationChar")
    values["year_built"] = EGRNWords.real(
      years?.attribute("YearBuilt") ?? years?.attribute("YearUsed")
    )
    values["right"] = EGRNWords.owners10(element)
  }
}

extension EGRNWords {
  /// The kinds of owner of an object; nobody's name is kept.
  ///
  /// Only ownership counts (classifier dRights: 001001… sole, 001002… shared, 001003… joint).
  fileprivate static func owners10(_ element: EGRNElement) -> AttributeValue {
    var owners: Set<String> = []
    for right in element.all("Rights", "Right") {
      if let code = right.text("Type"), !["001001", "001002", "001003"].contains(code.prefix(6)) {
        continue
      }
      for owner in right.all("Owners", "Owner").flatMap(\.children) {
        switch owner.name {
        case "Person": owners.insert("private")
        case "Organization": owners.insert("legal")
        // Bodies of power are told by their name only; where it does not tell, nothing is said.
        case "Governance":
          let name = (owner.text("Name") ?? "").lowercased()
          if name.contains("муниципальн") { owners.insert("municipal") }
          if name.contains("российская федерация") { owners.insert("state") }
        default: break
        }
      }
    }
    return owners.isEmpty ? .null : .text(owners.sorted().joined(separator: ";"))
  }
}
