import Cadastre
import Intake
import Testing

@testable import Reconciliation

@Suite struct JobParserTests {
  @Test func readsTheJobOfTheContract() throws {
    let job = try JobParser.parse(
      """
      {
        "municipality": "Ялта",
        "workingCRS": "EPSG:7829",
        "register": {
          "date": "2026-03-01",
          "parcels":   [{"path": "register.gpkg", "layer": "parcels"}],
          "buildings": ["buildings.geojson"],
          "publicLand":[{"path": "r.csv", "crs": "EPSG:28405", "axes": "yx", "encoding": "cp1251",
                         "fields": {"name": "NAIM", "kind": "VID"}}]
        },
        "survey": {
          "date": "2026-06-01", "accuracy": 0.25, "outline": "roof",
          "parcels":  [{"path": "survey.gpkg", "layer": "parcels"}],
          "coverage": "everywhere"
        },
        "policy": "policy.json",
        "tolerance": {"coincidence": 3, "area": "ru-3.5"},
        "map": {"base": "https://{s}.city.example:8443/{z}/{x}/{y}.png", "attribution": "город"}
      }
      """
    )
    #expect(job.map.base == "https://{s}.city.example:8443/{z}/{x}/{y}.png")
    #expect(job.map.attribution == "город")
    #expect(job.municipality == "Ялта")
    #expect(job.workingCRS == "EPSG:7829")
    #expect(job.register.date == "2026-03-01")
    #expect(job.register.parcels.map(\.layer) == ["parcels"])
    #expect(job.register.buildings.map(\.path) == ["buildings.geojson"])
    #expect(job.register.buildings.map(\.place) == ["register.buildings[0]"])
    let land = try #require(job.register.publicLand.first)
    #expect(land.crs == "EPSG:28405" && land.axes == .yx && land.encoding == "cp1251")
    #expect(
      land.fields == [
        FieldName(here: "kind", there: "VID"), FieldName(here: "name", there: "NAIM"),
      ]
    )
    #expect(job.survey.accuracy == 0.25 && job.survey.outline == .roof)
    #expect(job.survey.coverage == .everywhere)
    #expect(job.policy == "policy.json")
    #expect(job.tolerance.coincidence == 3)
  }

  @Test func fillsInDefaults() throws {
    let job = try JobParser.parse(
      #"{"register": {"extracts": [{"path": "kpt/*.zip"}]}, "survey": {}, "policy": null}"#
    )
    #expect(job.survey.accuracy == 0.10 && job.survey.outline == .wall)
    #expect(job.survey.coverage == .unstated && job.survey.parcels.isEmpty)
    #expect(job.tolerance.coincidence == nil && job.tolerance.area == nil)
    #expect(job.workingCRS == nil && job.policy == nil && job.map.base == nil)
    #expect(job.register.extracts.map(\.path) == ["kpt/*.zip"])
  }

  /// Each job has one mistake; the place is that of the mistake, counted by hand.
  static let mistakes: [(String, String, Int, Int)] = [
    (
      "{\"register\": {\n  \"parcells\": []}, \"survey\": {}}",
      #"unknown key "register.parcells"; did you mean "parcels"?"#, 2, 3
    ),
    (
      #"{"register": {}, "survey": {}, "zzz": 1}"#,
      #"unknown key "zzz"; known here: municipality, workingCRS, coordinateSystems, register, survey, policy, tolerance, "#
        + "inspections, decisions, map",
      1, 32
    ),
    (
      #"{"register": {"parcels": [{"path": "a", "fiels": {}}]}, "survey": {}}"#,
      #"unknown key "register.parcels[0].fiels"; did you mean "fields"?"#, 1, 41
    ),
    (
      #"{"register": {"parcels": "a.gpkg"}, "survey": {}}"#,
      #""register.parcels": expected a list of sources, found the text "a.gpkg""#, 1, 26
    ),
    (
      #"{"register": {"parcels": [{"layer": "a"}]}, "survey": {}}"#,
      #"the key "register.parcels[0].path" is missing"#, 1, 27
    ),
    (
      #"{"register": {}, "survey": {"accuracy": "0.1"}}"#,
      #""survey.accuracy": expected a number of metres above zero, found the text "0.1""#, 1, 41
    ),
    (
      #"{"register": {}, "survey": {"accuracy": -1e300}}"#,
      #""survey.accuracy": expected a number of metres above zero, found the number -1e+300"#, 1, 41
    ),
    (
      #"{"register": {}, "survey": {"outline": "eaves"}}"#,
      #""survey.outline": expected "wall" or "roof", found the text "eaves""#, 1, 40
    ),
    (
      #"{"register": {"date": "2026-02-29"}, "survey": {}}"#,
      #""register.date": expected a date such as "2026-03-01", found the text "2026-02-29""#, 1, 23
    ),
    (
      #"{"register": {}, "survey": {}, "map": {"base": "https://a;b/{z}/{x}/{y}"}}"#,
      #""map.base": expected the address of a tile such as "https://host/{z}/{x}/{y}.png", found the text "https://a;b/{z}/{x}/{y}""#,
      1, 48
    ),
    (
      #"{"register": {}, "survey": {}, "map": {"base": "tiles/{z}.png"}}"#,
      #""map.base": expected the address of a tile such as "https://host/{z}/{x}/{y}.png", found the text "tiles/{z}.png""#,
      1, 48
    ),
    (
      #"{"register": {}, "survey": {"coverage": true}}"#,
      #""survey.coverage": expected a list of sources or "everywhere", found true"#, 1, 41
    ),
    (#"{"register": {}}"#, #"the key "survey" is missing"#, 1, 1),
    ("[]", "the job: expected an object, found a list", 1, 1),
    ("{\n\"register\": {},,\n}", "not JSON: expected a key in double quotes, found \",\"", 2, 16),
    (
      "{\"register\": {},\r\n \"register\": {}}",
      "not JSON: the key \"register\" stands here twice", 2, 2
    ),
    ("", "not JSON: expected a value, found the end of the file", 1, 1),
  ]

  @Test(arguments: mistakes)
  func saysWhatIsWrongAndWhere(_ text: String, _ message: String, _ line: Int, _ column: Int) {
    let error = #expect(throws: JobError.self) { try JobParser.parse(text) }
    #expect(error?.message == "line \(line), column \(column): \(message)")
  }

  @Test(arguments: [
    ("2026-03-01", true), ("2024-02-29", true), ("2100-02-29", false), ("2026-13-01", false),
    ("2026-00-10", false), ("2026-04-31", false), ("2026-3-1", false), ("01.03.2026", false),
  ])
  func knowsTheCalendar(_ text: String, _ isDay: Bool) {
    #expect(JobObject.isDay(text) == isDay)
  }
}
