import Formats

/// The questions people ask most, as views of the package.
///
/// Every column is one of a table as it stands: the type of a computed one is known to no reader (GeoPackage,
/// requirement 5). Sums stand in the tables `revenue_totals` and `quarters`.
enum PackageViews {
  struct View: Sendable {
    var name: String
    var title: Words
    /// The layer it takes its shapes from, and is drawn like; nil for one without geometry.
    var layer: String?
    var selection: String

    /// Its columns, described as those of the tables they come from; the key and the shape are none.
    func columns(of tables: [(name: String, columns: [Column])]) -> [Column] {
      names.compactMap { source, name in
        tables.first { $0.name == source }?.columns.first { $0.name == name }
      }
    }

    /// The table each column is taken from, and its name there.
    private var names: [(table: String, column: String)] {
      let tables = [
        "f": "findings", "d": "decisions", "i": "inspections", "r": "revenue", "t": layer ?? "",
      ]
      return selection.matches(of: /\b([fdirt])\.(\w+) AS \w+/).compactMap { match in
        tables[String(match.1)].map { ($0, String(match.2)) }
      }
    }
  }

  /// Indices that the joins of the views go by.
  static let indices = ["findings", "decisions", "inspections", "revenue"].map {
    "CREATE INDEX \"\($0)_by_finding\" ON \"\($0)\" (\"finding\");"
  }.joined()

  static let all: [View] = [
    View(
      name: "inspection_places",
      title: Words("Куда ехать и в каком порядке", "Where to go, in which order"),
      layer: "findings",
      selection: """
        SELECT f.fid AS fid, f.geom AS geom, i.rank AS rank, i.finding AS finding, f.kind AS kind, \
        f.kind_ru AS kind_ru, f.kind_en AS kind_en, i.quarter AS quarter, i.object AS object, \
        i.probability AS probability, i.expected AS expected, i.hours AS hours, \
        i.chosen AS chosen FROM inspections i JOIN findings f ON f.finding = i.finding
        """
    ),
    View(
      name: "findings_open",
      title: Words("Признаки, по которым нет решения", "Findings nobody decided on"),
      layer: "findings",
      selection: "SELECT \(finding) FROM findings f "
        + "WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.finding = f.finding)"
    ),
    View(
      name: "findings_decided",
      title: Words("Признаки с решениями", "Findings with decisions"),
      layer: "findings",
      selection: "SELECT \(finding), d.decision AS decision, d.inspector AS inspector, "
        + "d.date AS date, d.note AS note FROM decisions d JOIN findings f ON f.finding = d.finding"
    ),
    View(
      name: "finding_money",
      title: Words("Сколько стоит каждый признак", "What each finding is worth"),
      layer: nil,
      selection: """
        SELECT r.fid AS fid, r.finding AS finding, f.kind AS kind, f.kind_ru AS kind_ru, \
        f.kind_en AS kind_en, f.quarter AS quarter, r.object AS object, r.channel AS channel, \
        r.tax AS tax, r.low AS low, r.expected AS expected, r.high AS high, r.period AS period, \
        r.budget AS budget, r.law AS law FROM revenue r JOIN findings f ON f.finding = r.finding
        """
    ),
    unlinked("parcels", "cad_number", Words("Участки реестра без пары", "Register parcels alone")),
    unlinked(
      "buildings",
      "cad_number",
      Words("Здания реестра без пары", "Register buildings alone")
    ),
    unlinked(
      "survey_parcels",
      "survey_id",
      Words("Участки съёмки без пары", "Surveyed parcels alone")
    ),
    unlinked(
      "survey_buildings",
      "survey_id",
      Words("Здания съёмки без пары", "Surveyed buildings alone")
    ),
  ]

  private static let finding = """
    f.fid AS fid, f.geom AS geom, f.finding AS finding, f.kind AS kind, f.kind_ru AS kind_ru, \
    f.kind_en AS kind_en, f.quarter AS quarter, f.register_ids AS register_ids, \
    f.survey_ids AS survey_ids, f.measure AS measure, f.unit AS unit, f.tolerance AS tolerance, \
    f.probability AS probability, f.detail_ru AS detail_ru, f.detail_en AS detail_en
    """

  private static func unlinked(_ table: String, _ number: String, _ title: Words) -> View {
    View(
      name: "\(table)_alone",
      title: title,
      layer: table,
      selection: "SELECT t.fid AS fid, t.geom AS geom, t.\(number) AS \(number), "
        + "t.geometry_area AS geometry_area, t.balance AS balance FROM \"\(table)\" t "
        + "WHERE t.balance = 'unlinked'"
    )
  }
}
