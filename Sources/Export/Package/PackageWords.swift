import Cadastre
import Findings
import Formats
import Revenue

/// What people call the columns of the package, and the codes that stand in them.
///
/// The same lists are the schema extension of the package and the forms of QGIS: a decision is chosen, not typed.
enum PackageWords {
  /// The lists of values, each under the names of the columns that have them.
  static func lists(_ language: Language) -> [(list: ValueList, columns: Set<String>)] {
    func list(_ name: String, _ codes: [(String, Words)], _ columns: Set<String>)
      -> (list: ValueList, columns: Set<String>)
    {
      (ValueList(name: name, values: codes.map { ($0, $1[language]) }), columns)
    }
    let objects = [
      "parcels", "buildings", "constructions", "survey_parcels", "survey_buildings",
    ]
    let register: Set<String> = ["parcels", "buildings", "constructions"]
    return [
      list(
        "decision",
        Decision.Verdict.allCases.map { ($0.rawValue, $0.words) },
        ["decisions.decision", "findings_decided.decision"]
      ),
      list(
        "finding_kind",
        FindingKind.allCases.map { ($0.rawValue, $0.titles) },
        [
          "findings.kind", "inspections.kind", "inspection_places.kind", "findings_open.kind",
          "findings_decided.kind", "finding_money.kind",
        ]
      ),
      list("onto", Onto.allCases.map { ($0.rawValue, $0.words) }, ["findings.onto"]),
      list(
        "balance",
        BalancePart.allCases.map { ($0.rawValue, $0.words) },
        Set(objects.map { "\($0).balance" })
      ),
      list(
        "record_status",
        RecordStatus.allCases.map { ($0.rawValue, $0.words) },
        Set(register.map { "\($0).status" })
      ),
      list(
        "owner_right",
        Right.allCases.map { ($0.rawValue, $0.words) },
        Set(register.map { "\($0).right" })
      ),
      list(
        "land_category",
        LandCategory.allCases.map { ($0.rawValue, $0.words) },
        ["parcels.category"]
      ),
      list(
        "building_purpose",
        BuildingPurpose.allCases.map { ($0.rawValue, $0.words) },
        ["buildings.purpose", "constructions.purpose"]
      ),
      list(
        "public_land_kind",
        PublicLandKind.allCases.map { ($0.rawValue, $0.words) },
        ["public_land.kind"]
      ),
      list(
        "channel",
        Channel.allCases.map { ($0.rawValue, $0.title) },
        ["revenue.channel", "revenue_totals.channel", "finding_money.channel"]
      ),
      list(
        "period",
        Period.both.map { ($0.rawValue, $0.words) },
        ["revenue.period", "revenue_totals.period", "finding_money.period"]
      ),
      list(
        "budget",
        [Budget.municipal, .regional].map { ($0.rawValue, $0.words) },
        ["revenue.budget", "revenue_totals.budget", "finding_money.budget"]
      ),
    ]
  }

  /// A description of every column of `tables`.
  static func columns(
    _ tables: [(name: String, columns: [Column])],
    _ language: Language
  ) -> [ColumnDescription] {
    let lists = lists(language)
    return tables.flatMap { table in
      table.columns.map { column in
        let place = "\(table.name).\(column.name)"
        let unit = column.unit.map { ", \($0)" } ?? ""
        let words = Words(column.ru, column.en)
        return ColumnDescription(
          table: table.name,
          column: column.name,
          title: words[language] + unit,
          description: words[language == .ru ? .en : .ru] + unit,
          list: lists.first { $0.columns.contains(place) }?.list.name
        )
      }
    }
  }

  /// The part of a QGIS style that offers a list where a column of `table` has one, and calls columns by their
  /// titles.
  static func form(_ table: String, _ descriptions: [ColumnDescription], _ language: Language)
    -> String
  {
    let own = descriptions.filter { $0.table == table }
    let lists = lists(language).map(\.list)
    var text = "<fieldConfiguration>\n"
    for each in own {
      guard let list = lists.first(where: { $0.name == each.list }) else { continue }
      text +=
        "<field configurationFlags=\"None\" name=\"\(HTML.escaped(each.column))\">"
        + "<editWidget type=\"ValueMap\"><config><Option type=\"Map\">"
        + "<Option type=\"List\" name=\"map\">"
      for (value, meaning) in list.values {
        text +=
          "<Option type=\"Map\"><Option type=\"QString\" name=\"\(HTML.escaped(meaning))\" "
          + "value=\"\(HTML.escaped(value))\"/></Option>"
      }
      text += "</Option></Option></config></editWidget></field>\n"
    }
    text += "</fieldConfiguration>\n<aliases>\n"
    for (index, each) in own.enumerated() {
      text +=
        "<alias field=\"\(HTML.escaped(each.column))\" index=\"\(index)\" "
        + "name=\"\(HTML.escaped(each.title))\"/>\n"
    }
    return text + "</aliases>\n"
  }
}

extension Decision.Verdict {
  var words: Words {
    switch self {
    case .confirmed: Words("Подтверждён", "Confirmed")
    case .rejected: Words("Не подтверждён", "Not confirmed")
    case .exception: Words("Исключение", "Exception")
    case .unclear: Words("Не выяснено", "Unclear")
    }
  }
}
