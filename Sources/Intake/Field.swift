/// A field of a layer (INTERFACE §3); the raw value is its place among the columns of a ``FieldMap``.
enum Field: Int, CaseIterable, Sendable {
  case cadNumber, quarter, subtype, parent, category, permittedUse, declaredArea, areaInaccuracy
  case pointAccuracy, cadastralValue, right, status, address
  case parcel, purpose, floors, floorArea, yearBuilt
  case kind, name
  case surveyID, accuracy, use, surveyed, height, capital
  /// The label of the coordinate system, which only the register's own documents have.
  case systemLabel

  /// What it is called in files and jobs.
  var title: String { Field.titles[rawValue] }

  /// The field of this name; nil when we have none.
  init?(title: String) {
    guard let index = Field.titles.firstIndex(of: title) else { return nil }
    self.init(rawValue: index)
  }

  private static let titles = [
    "cad_number", "quarter", "subtype", "parent", "category", "permitted_use", "declared_area",
    "area_inaccuracy", "point_accuracy", "cadastral_value", "right", "status", "address",
    "parcel", "purpose", "floors", "floor_area", "year_built", "kind", "name", "survey_id",
    "accuracy", "use", "surveyed", "height", "capital", "sk_id",
  ]
}
