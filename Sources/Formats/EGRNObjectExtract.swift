extension EGRNFamily {
  /// Extracts about one object, full (`about_property`) and short (`base_params`), since 2021.
  ///
  /// Their record elements are those of the territory plan, with more in them; the status of the
  /// object is said behind the record.
  static let objectExtract = EGRNFamily(
    roots: [
      "extract_about_property_land", "extract_base_params_land",
      "extract_about_property_build", "extract_base_params_build",
      "extract_about_property_construction", "extract_base_params_construction",
      "extract_about_property_under_construction", "extract_base_params_under_construction",
    ],
    collected: EGRNRecords.readers.merging(
      [
        "group_top_requisites/date_formation": { $1.date = EGRNWords.date($0.text) },
        "status": { $1.status = EGRNWords.status(words: $0.text) },
      ],
      uniquingKeysWith: { first, _ in first }
    ),
    skipped: ["right_records", "restrict_records", "ownerless_right_record", "deal_records"]
  )
}
