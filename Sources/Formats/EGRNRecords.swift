/// The record elements that territory plans since 2021 and extracts of single objects share.
enum EGRNRecords {
  /// The readers by element name.
  static let readers: [String: EGRNFamily.Reader] = [
    "land_record": land, "build_record": building,
    "construction_record": construction, "object_under_construction_record": unfinished,
  ]

  @Sendable static func land(_ element: EGRNElement, _ document: inout EGRNDocument) {
    var record = EGRNRecord(element)
    let parameters = element.first("params")
    record.values["subtype"] = EGRNWords.subtype(
      code: element.text("object", "subtype", "code"),
      words: element.text("object", "subtype", "value")
    )
    record.values["parent"] = EGRNWords.list(
      element.all("cad_links", "common_land", "common_land_cad_number", "cad_number")
        .compactMap(\.text)
    )
    record.values["category"] = EGRNWords.text(
      parameters?.text("category", "type", "code") ?? parameters?.text("category", "type", "value")
    )
    record.values["permitted_use"] = EGRNWords.text(permittedUse(parameters))
    record.values["declared_area"] = EGRNWords.real(parameters?.text("area", "value"))
    record.values["area_inaccuracy"] = EGRNWords.real(parameters?.text("area", "inaccuracy"))
    // Parts (ЧЗУ, object_parts) have contours too; they are rights on the land and not the land.
    let contours = element.first("contours_location", "contours") ?? element.first("contours")
    record.geometry.add(contours: contours, linear: false)
    document.append(record, to: .parcels)
  }

  private static func permittedUse(_ parameters: EGRNElement?) -> String? {
    guard let use = parameters?.first("permitted_use", "permitted_use_established") else {
      return nil
    }
    return use.text("by_document") ?? use.text("land_use", "value")
      ?? use.text("land_use_mer", "value") ?? use.text("land_use", "code")
      ?? use.text("land_use_mer", "code")
  }

  @Sendable static func building(_ element: EGRNElement, _ document: inout EGRNDocument) {
    var record = EGRNRecord(element)
    record.describeStructure(element)
    let words = element.text("params", "purpose", "value") ?? element.text("params", "purpose")
    record.values["purpose"] = EGRNWords.purpose(
      code: element.text("params", "purpose", "code"),
      words: words
    )
    record.values["purpose_text"] = EGRNWords.text(words)
    record.values["floor_area"] = EGRNWords.real(
      element.text("params", "area") ?? element.text("params", "area", "value")
    )
    record.geometry.add(contours: element.first("contours"), linear: false)
    document.append(record, to: .buildings)
  }

  @Sendable static func construction(_ element: EGRNElement, _ document: inout EGRNDocument) {
    document.append(structure(element), to: .constructions)
  }

  @Sendable static func unfinished(_ element: EGRNElement, _ document: inout EGRNDocument) {
    var record = structure(element)
    record.values["purpose"] = .text("unfinished")
    document.append(record, to: .unfinished)
  }

  /// What constructions and unfinished objects have in common: parameters in a list, a purpose in
  /// words, and contours that may be lines.
  private static func structure(_ element: EGRNElement) -> EGRNRecord {
    var record = EGRNRecord(element)
    record.describeStructure(element)
    let words = element.text("params", "purpose") ?? element.text("params", "purpose", "value")
    record.values["purpose"] = EGRNWords.text(words)
    record.values["purpose_text"] = EGRNWords.text(words)
    let parameters = element.all("params", "base_parameters", "base_parameter")
    let columns: [(String, StaticString)] = [
      ("floor_area", "area"), ("built_up_area", "built_up_area"), ("length", "extension"),
    ]
    for (column, name) in columns {
      record.values[column] = EGRNWords.real(parameters.lazy.compactMap { $0.text(name) }.first)
    }
    record.geometry.add(contours: element.first("contours"), linear: true)
    return record
  }
}

extension EGRNRecord {
  /// A record with what every kind states: number, quarter, value, address.
  fileprivate init(_ element: EGRNElement) {
    let common = element.first("object", "common_data")
    self.init(key: common?.text("cad_number"), quarter: common?.text("quarter_cad_number"))
    values["cadastral_value"] = EGRNWords.real(element.text("cost", "value"))
    let place = element.first("address_location")
    values["address"] = EGRNWords.text(
      place?.text("address", "readable_address")
        ?? place?.text("location", "position_description")
    )
  }

  /// Adds what buildings, constructions and unfinished objects state.
  fileprivate mutating func describeStructure(_ element: EGRNElement) {
    values["parcel"] = EGRNWords.list(
      element.all("cad_links", "land_cad_numbers", "land_cad_number", "cad_number")
        .compactMap(\.text)
    )
    values["floors"] = EGRNWords.real(element.text("params", "floors"))
    values["year_built"] = EGRNWords.real(
      element.text("params", "year_built") ?? element.text("params", "year_commisioning")
    )
  }
}

extension EGRNGeometry {
  /// Adds the contours of a record.
  mutating func add(contours: EGRNElement?, linear: Bool) {
    guard let contours else { return }
    var number = 0
    for contour in contours.children where contour.isNamed("contour") {
      number += 1
      for entity in contour.children where entity.isNamed("entity_spatial") {
        add(entity: entity, contour: number, linear: linear)
      }
    }
  }

  /// Adds one `entity_spatial`.
  mutating func add(entity: EGRNElement, contour: Int = 1, linear: Bool) {
    var rings: [EGRNRing] = []
    for element in entity.all("spatials_elements", "spatial_element", "ordinates") {
      var ring = EGRNRing()
      for ordinate in element.children where ordinate.isNamed("ordinate") {
        var x: EGRNContent?
        var y: EGRNContent?
        var radius: EGRNContent?
        var accuracy: EGRNContent?
        for part in ordinate.children {
          if part.isNamed("x") {
            x = part.content
          } else if part.isNamed("y") {
            y = part.content
          } else if part.isNamed("r") {
            radius = part.content
          } else if part.isNamed("delta_geopoint") {
            accuracy = part.content
          }
        }
        if let trouble = ring.add(north: x, east: y, radius: radius, accuracy: accuracy) {
          reject("\(trouble) (contour \(contour), ring \(rings.count + 1))")
          return
        }
      }
      rings.append(ring)
    }
    add(rings, system: entity.text("sk_id"), linear: linear)
  }
}
