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
        "right_records/right_record": { $1.rights.formUnion(owners(of: $0)) },
        "status": { $1.status = EGRNWords.status(words: $0.text) },
      ],
      uniquingKeysWith: { first, _ in first }
    ),
    skipped: ["restrict_records", "ownerless_right_record", "deal_records"]
  )

  /// The kinds of owner one record of a right names; nobody's name is kept.
  ///
  /// Only ownership counts (classifier dRights: 001001… sole, 001002… shared, 001003… joint): other
  /// rights stand beside the owner's.
  private static func owners(of record: EGRNElement) -> Set<String> {
    if let code = record.text("right_data", "right_type", "code"),
      !["001001", "001002", "001003"].contains(code.prefix(6))
    {
      return []
    }
    var owners: Set<String> = []
    for holder in record.all("right_holders", "right_holder").flatMap(\.children) {
      switch holder.name {
      case "individual": owners.insert("private")
      case "legal_entity": owners.insert("legal")
      case "public_formation":
        for kind in holder.all("public_formation_type").flatMap(\.children) {
          switch kind.name {
          case "municipality": owners.insert("municipal")
          case "subject_of_rf", "russia": owners.insert("state")
          default: break
          }
        }
      default: break
      }
    }
    return owners
  }
}
