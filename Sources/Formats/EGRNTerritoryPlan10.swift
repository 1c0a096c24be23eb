extension EGRNFamily {
  /// The cadastral plan of a territory (КПТ) as it was up to 2021: schemes KPT 09 and 10, whose values
  /// are attributes and whose names of coordinate systems come behind the records.
  static let territoryPlan10 = EGRNFamily(
    roots: ["KPT"],
    collected: [
      "CertificationDoc/Date": { $1.date = EGRNWords.date($0.text) },
      "Parcels/Parcel": { $1.append(EGRNRecord(parcel: $0), to: .parcels) },
      "ObjectRealty/Building": { element, document in
        var record = EGRNRecord(structure: element, linear: false)
        let code = element.text("AssignationBuilding")
        record.values["purpose"] = EGRNWords.purpose(code: code, words: nil)
        record.values["floor_area"] = EGRNWords.real(element.text("Area"))
        document.append(record, to: .buildings)
      },
      "ObjectRealty/Construction": { element, document in
        var record = EGRNRecord(structure: element, linear: true)
        record.values["purpose"] = EGRNWords.text(element.text("AssignationName"))
        document.append(record, to: .constructions)
      },
      "ObjectRealty/Uncompleted": { element, document in
        var record = EGRNRecord(structure: element, linear: true)
        record.values["purpose"] = .text("unfinished")
        document.append(record, to: .unfinished)
      },
      "CadastralBlock/Area": { element, document in
        document.quarterArea = EGRNWords.quarterArea(
          element.text("Total"),
          unit: element.text("Unit")
        )
      },
      "CadastralBlock/SpatialData": { element, document in
        for entity in element.all("EntitySpatial") {
          document.quarterBorder.add(entity10: entity, linear: false)
        }
      },
      "CadastralBlock/CoordSystems": { element, document in
        for system in element.all("CoordSystem") {
          guard let id = system.attribute("CsId") else { continue }
          document.systemNames[id] = system.attribute("Name") ?? id
        }
      },
    ],
    opened: ["CadastralBlock": { $1.beginQuarter($0.attribute("CadastralNumber")) }],
    skipped: ["Bounds", "Zones", "OMSPoints"]
  )
}

extension EGRNRecord {
  /// A parcel of the schemes up to 2021.
  init(parcel element: EGRNElement) {
    self.init(common: element)
    values["subtype"] = EGRNWords.subtype(code: element.text("Name"), words: nil)
    values["parent"] = EGRNWords.list(
      element.all("ParentCadastralNumbers", "CadastralNumber").compactMap(\.text)
    )
    values["category"] = EGRNWords.text(element.text("Category"))
    let use = element.first("Utilization")
    values["permitted_use"] = EGRNWords.text(
      use?.attribute("ByDoc") ?? use?.attribute("PermittedUseText") ?? use?.attribute("LandUse")
        ?? use?.attribute("Utilization")
    )
    values["declared_area"] = EGRNWords.real(element.text("Area", "Area"))
    values["area_inaccuracy"] = EGRNWords.real(element.text("Area", "Inaccuracy"))
    values["status"] = EGRNWords.status(code: element.attribute("State"))
    addGeometry(of: element, linear: false)
  }

  /// A building, construction or unfinished object of the schemes up to 2021.
  init(structure element: EGRNElement, linear: Bool) {
    self.init(common: element)
    values["parcel"] = EGRNWords.list(
      element.all("ParentCadastralNumbers", "CadastralNumber").compactMap(\.text)
    )
    values["purpose_text"] = EGRNWords.text(element.text("AssignationName"))
    // Key parameters by type (classifier dTypeParameter): 01 length, 05 area, 06 built-up area.
    if linear {
      for parameter in element.all("KeyParameters", "KeyParameter") {
        let value = EGRNWords.real(parameter.attribute("Value"))
        switch parameter.attribute("Type") {
        case "01": values["length"] = value
        case "05": values["floor_area"] = value
        case "06": values["built_up_area"] = value
        default: break
        }
      }
    }
    addGeometry(of: element, linear: linear)
  }

  private init(common element: EGRNElement) {
    self.init(key: element.attribute("CadastralNumber"))
    values["cadastral_value"] = EGRNWords.real(
      element.first("CadastralCost")?.attribute("Value")
    )
    let address = element.first("Address") ?? element.first("Location", "Address")
    values["address"] = EGRNWords.text(
      address?.text("Note") ?? address.flatMap(Self.address)
    )
  }

  /// An address put together of its parts: «г Новочебоксарск, ул Советская, д 26».
  private static func address(_ element: EGRNElement) -> String? {
    var words: [String] = []
    for part in element.children {
      guard let name = part.attribute("Name") ?? part.attribute("Value") else { continue }
      words.append([part.attribute("Type"), name].compactMap(\.self).joined(separator: " "))
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private mutating func addGeometry(of element: EGRNElement, linear: Bool) {
    for entity in element.all("EntitySpatial") { geometry.add(entity10: entity, linear: linear) }
    for (index, entity) in element.all("Contours", "Contour", "EntitySpatial").enumerated() {
      geometry.add(entity10: entity, contour: index + 1, linear: linear)
    }
  }
}

extension EGRNGeometry {
  /// Adds one `EntitySpatial` of the schemes up to 2021.
  mutating func add(entity10 entity: EGRNElement, contour: Int = 1, linear: Bool) {
    var rings: [EGRNRing] = []
    for element in entity.all("SpatialElement") {
      var ring = EGRNRing()
      for unit in element.all("SpelementUnit") {
        for ordinate in unit.all("Ordinate") {
          let trouble = ring.add(
            north: ordinate.content(ofAttribute: "X"),
            east: ordinate.content(ofAttribute: "Y"),
            radius: unit.child("R")?.content,
            accuracy: ordinate.content(ofAttribute: "DeltaGeopoint")
          )
          if let trouble {
            reject("\(trouble) (contour \(contour), ring \(rings.count + 1))")
            return
          }
        }
      }
      rings.append(ring)
    }
    add(rings, system: entity.attribute("EntSys"), linear: linear)
  }
}
