import Findings

/// What a layer and a property say, for those who read them: one source for `index.json` and for the page Layers of
/// the documentation.
enum LayerSchema {
  /// What it means that the property `name` is null; nil where it never is.
  static func absence(_ name: String) -> Words? {
    absences[name]
  }

  private static let absences: [String: Words] = [
    "parent_key": Words("не часть единого землепользования", "no part of a united land use"),
    "declared_area_m2": Words("в записи нет площади", "the record has no area"),
    "area_inaccuracy_m2": Words("в записи не указана", "the record does not tell"),
    "point_accuracy_m": Words("в записи не указана", "the record does not tell"),
    "cadastral_value_rub": Words("в записи нет стоимости", "the record has no value"),
    "floors": Words("не указано", "not told"),
    "floor_area_m2": Words("в записи нет площади", "the record has no area"),
    "year_built": Words("в записи не указан", "the record does not tell"),
    "geometry_area_m2": Words("нет контура", "no outline"),
    "height_m": Words("не измерена", "not measured"),
    "capital": Words("не указано", "not told"),
    "claimed_key": Words("никто не заявлен", "none is claimed"),
    "surveyed": Words("дата не указана", "the date is not told"),
    "balance": Words(
      "запуск прежней версии не помнит",
      "a run of an earlier version does not know"
    ),
    "measure": Words("вид без меры", "a kind without a measure"),
    "tolerance": Words("вид без допуска", "a kind without a tolerance"),
    "ratio": Words("нет меры или допуска", "no measure or no tolerance"),
    "area_m2": Words(
      "признак без площади или без контура",
      "a finding without an area, or no outline"
    ),
    "depth_m": Words("глубина не измеряется", "no depth is measured"),
    "onto": Words(
      "вид, которому чужая земля безразлична",
      "a kind that does not ask whose land it is"
    ),
    "finding_area_m2": Words(
      "признаков с площадью меньше пяти",
      "fewer than five findings have an area"
    ),
    "chosen": Words("проверка за пределами бюджета", "beyond the budget of inspections"),
    "tour": Words("проверка за пределами бюджета", "beyond the budget of inspections"),
    "low_year_rub": noMoney, "expected_year_rub": noMoney, "high_year_rub": noMoney,
    "low_once_rub": noMoney, "expected_once_rub": noMoney, "high_once_rub": noMoney,
  ]

  private static let noMoney = Words("за этот срок денег нет", "no money of this period")

  /// What a layer holds, in a sentence or two.
  static func about(_ layer: String) -> String? {
    if let known = abouts[layer] { return known }
    let family = Family.allCases.first { "findings_\($0.rawValue)" == layer }
    return family.map { family in
      let kinds = family.kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      return
        "Findings of the kinds \(kinds) that have an outline: the land or the building they are about."
    }
  }

  private static let abouts: [String: String] = [
    "register_parcels":
      "Parcels of the register that have coordinates, as the register draws them. Those without are in "
      + "`results.gpkg`, in the tables and in the map's search.",
    "register_buildings":
      "Buildings of the register that have coordinates, as the register draws them.",
    "register_constructions":
      "Constructions of the register that have coordinates (roads, pipes, platforms); only where there are any.",
    "survey_parcels": "Occupied land as the survey drew it.",
    "survey_buildings": "Buildings as the survey drew them.",
    "quarters":
      "Cadastral quarters that have a border: displacement, counts by kind, expected money by channel. "
      + "`layers/public/` has no money, and the area of findings only where five or more have one.",
    "public_land":
      "Streets, squares, shores and other land of everybody. Nobody sees its names in `layers/public/`.",
    "coverage": "Where the survey looked; only where the job draws it.",
    FindingLayers.placesName:
      "Findings of all kinds that have no outline, as points; those without any place are in the tables only.",
    InspectionLayer.name:
      "Findings in the order in which looking into them is worth most, as points. Never in `layers/public/`.",
    ShiftArrows.name:
      "A line for each displaced quarter, from where the register has its middle to where the survey has it.",
  ]
}
