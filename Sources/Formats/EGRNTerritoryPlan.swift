extension EGRNFamily {
  /// The cadastral plan of a territory (КПТ) v01 and v02, given out since 2021: one quarter or several
  /// with all their objects, and no persons.
  static let territoryPlan = EGRNFamily(
    roots: ["extract_cadastral_plan_territory"],
    collected: EGRNRecords.readers.merging(
      [
        "group_top_requisites/date_formation": { $1.date = EGRNWords.date($0.text) },
        "cadastral_block/cadastral_number": { $1.beginQuarter($0.text) },
        "cadastral_block/area_quarter": { element, document in
          document.quarterArea = EGRNWords.quarterArea(
            element.text("area"),
            unit: element.text("unit") ?? element.text("unit", "code")
          )
        },
        "cadastral_block/spatial_data": { element, document in
          for entity in element.all("entity_spatial") {
            document.quarterBorder.add(entity: entity, linear: false)
          }
        },
      ],
      uniquingKeysWith: { first, _ in first }
    ),
    skipped: [
      "zones_and_territories_boundaries", "municipal_boundaries", "inhabited_locality_boundaries",
      "subject_boundaries", "coastline_boundaries", "surveying_project", "public_easements",
      "oms_points",
    ]
  )
}
