import Geometry

extension EGRNFamily {
  /// What a cadastral engineer surveyed: the boundary plan of a parcel (межевой план, root `MP`, schemes
  /// 05 and 06) and the map-plan of a territory (карта-план территории, root `MapPlanTerritory`).
  ///
  /// It is a survey and not the register: its records are `survey_parcels`. A point with a `NewOrdinate`
  /// stands where that says, with or without an `OldOrdinate`; one with an `OldOrdinate` alone is
  /// liquidated and in no shape (приказ Росреестра 06.04.2016 П/0159, п. 4.4). Parts of parcels (ЧЗУ),
  /// rooms and schemes are not read.
  static let boundaryPlan = EGRNFamily(
    roots: ["MP", "MapPlanTerritory"],
    collected: [
      "NewParcel": { $1.append(EGRNRecord(newParcel: $0), to: .surveyParcels) },
      "ExistParcel": { $1.append(EGRNRecord(existing: $0, "specified"), to: .surveyParcels) },
      "ExistEZEntryParcel": { $1.append(EGRNRecord(existing: $0, "child"), to: .surveyParcels) },
      "ExistEZParcels": { element, document in
        document.append(EGRNRecord(existing: element, "common"), to: .surveyParcels)
        for entry in element.all(
          "CompositionEZ",
          "InsertEntryParcels",
          "InsertEntryParcel",
          "NewEntryParcel"
        ) {
          document.append(EGRNRecord(entry: entry, of: element), to: .surveyParcels)
        }
      },
      "SpecifyRelatedParcel": { $1.append(EGRNRecord(related: $0), to: .surveyParcels) },
      "ChangeParcel": { $1.countUnread("ChangeParcel") },
      "GeneralCadastralWorks/DateCadastral": { $1.date = EGRNWords.date($0.text) },
      "CoordSystems/CoordSystem": { element, document in
        guard let id = element.attribute("CsId") else { return }
        document.systemNames[id] = element.attribute("Name") ?? id
      },
    ],
    opened: [
      "GeneralCadastralWorks": { element, document in
        if let date = element.attribute("DateCadastral") { document.date = EGRNWords.date(date) }
      }
    ],
    skipped: ["SubParcels", "InputData", "Survey", "NodalPointSchemes", "SchemeGeodesicPlotting"]
  )

  /// The boundary plan of before 2014 (root `STD_MP`, schemes up to 04): the same elements, with underscores in
  /// their names, and the day of the work at the engineer's name.
  static let boundaryPlan4: EGRNFamily = {
    var family = boundaryPlan
    family.roots = ["STD_MP"]
    family.hasUnderscores = true
    family.opened = [
      "Contractor": { element, document in
        if let date = element.attribute("Date") { document.date = EGRNWords.date(date) }
      }
    ]
    return family
  }()
}

extension EGRNRecord {
  /// A parcel that is being formed: it has a designation (`:ЗУ1`) in its quarter and no number yet.
  fileprivate init(newParcel element: EGRNElement) {
    let quarter = element.text("CadastralBlock")
    let designation = element.attribute("Definition") ?? ""
    self.init(key: nil, quarter: quarter)
    // It may stand for a part of a parcel that is divided: then that parcel's number precedes it.
    key = designation.hasPrefix(":") ? (quarter ?? "") + designation : designation
    describe(element, kind: "new")
    values["survey_id"] = EGRNWords.text(key)
    addBoundary(of: element)
  }

  /// A parcel of the register whose border was determined anew.
  fileprivate init(existing element: EGRNElement, _ kind: String) {
    self.init(key: element.attribute("CadastralNumber"))
    describe(element, kind: kind)
    values["survey_id"] = EGRNWords.text(key)
    addBoundary(of: element)
  }

  /// A new part of a single land use (ЕЗП), under the number of the whole.
  fileprivate init(entry element: EGRNElement, of parent: EGRNElement) {
    self.init(key: parent.attribute("CadastralNumber"))
    describe(element, kind: "child")
    values["survey_id"] = EGRNWords.text((key ?? "") + (element.attribute("Definition") ?? ""))
    addBoundary(of: element)
  }

  /// A neighbour whose border changes with the parcel's.
  fileprivate init(related element: EGRNElement) {
    self.init(key: element.attribute("CadastralNumber"))
    describe(element, kind: "related")
    values["survey_id"] = EGRNWords.text(key)
    if let whole = element.first("AllBorder") { addBoundary(of: whole) }
    addBoundary(of: element)
    if geometry.shape.isEmpty, element.first("ChangeBorder") != nil {
      geometry.reject("only a part of the border is given (ChangeBorder)")
    }
  }

  private mutating func describe(_ element: EGRNElement, kind: String) {
    values["kind"] = .text(kind)
    let use = element.first("Utilization")
    values["permitted_use"] = EGRNWords.text(
      use?.attribute("ByDoc") ?? use?.attribute("LandUse") ?? use?.attribute("Utilization")
    )
    values["declared_area"] = EGRNWords.real(element.text("Area", "Area"))
    // The schemes up to 04 spell it with three n.
    values["area_inaccuracy"] = EGRNWords.real(
      element.text("Area", "Inaccuracy") ?? element.text("Area", "Innccuracy")
    )
  }

  private mutating func addBoundary(of element: EGRNElement) {
    var removed = 0
    for entity in element.all("EntitySpatial") {
      removed += geometry.add(surveyed: entity, contour: 1)
    }
    var number = 0
    for contour in element.all("Contours").flatMap(\.children)
    where ["NewContour", "ExistContour", "Contour"].contains(where: contour.isNamed) {
      number += 1
      for entity in contour.all("EntitySpatial") {
        removed += geometry.add(surveyed: entity, contour: number)
      }
    }
    if removed > 0 { values["removed_points"] = .integer(Int64(removed)) }
    values["accuracy"] = geometry.values["point_accuracy"] ?? .null
  }
}

extension EGRNGeometry {
  /// Adds one surveyed `EntitySpatial`; returns how many of its points are liquidated.
  fileprivate mutating func add(surveyed entity: EGRNElement, contour: Int) -> Int {
    var rings: [EGRNRing] = []
    var removed = 0
    for element in entity.all("SpatialElement") {
      var ring = EGRNRing()
      for unit in element.all("SpelementUnit") {
        guard let ordinate = unit.first("NewOrdinate") ?? unit.first("Ordinate") else {
          removed += 1
          continue
        }
        let trouble = ring.add(
          north: ordinate.content(ofAttribute: "X"),
          east: ordinate.content(ofAttribute: "Y"),
          radius: unit.child("R")?.content,
          accuracy: ordinate.content(ofAttribute: "DeltaGeopoint")
        )
        if let trouble {
          reject("\(trouble) (contour \(contour), ring \(rings.count + 1))")
          return removed
        }
      }
      rings.append(ring)
    }
    add(rings, system: entity.attribute("EntSys"), linear: false)
    return removed
  }
}
