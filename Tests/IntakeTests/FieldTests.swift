import Cadastre
import Formats
import Geometry
import Projection
import Testing

@testable import Intake

@Suite struct FieldTests {
  @Test func `A register parcel with everything`() throws {
    let result = try take([
      table(
        .registerParcels,
        [
          Row(
            [
              "CAD_NUMBER": " 90:25:010101:7 ", "subtype": "05", "parent": "90:25:000000:1",
              "category": "Земли населённых пунктов", "permitted_use": "для ИЖС",
              "declared_area": "1 000,5", "area_inaccuracy": 11, "point_accuracy": 0.1,
              "cadastral_value": "1234567.89", "right": "собственность частная",
              "status": "Ранее учтенный", "address": "Ялта",
            ],
            box(0, 0, 50, 20)
          )
        ]
      )
    ])
    let parcel = try #require(result.register.parcels.records.first)
    #expect(parcel.number == "90:25:010101:7")
    #expect(parcel.quarter == "90:25:010101")
    #expect(parcel.subtype == .multi)
    #expect(parcel.parent == "90:25:000000:1")
    #expect(parcel.category == .settlements)
    #expect(parcel.permittedUse == "для ИЖС")
    #expect(parcel.declaredArea == 1000.5)
    #expect(parcel.areaInaccuracy == 11)
    #expect(parcel.pointAccuracy == 0.1)
    #expect(parcel.cadastralValue == Kopecks(rawValue: 123_456_789))
    #expect(parcel.right == .private)
    #expect(parcel.status == .active)
    #expect(parcel.origin == Origin(file: "town.gpkg", layer: "parcels", row: 1))
    #expect(result.workingCRS.authorityCode == plane)
    #expect(result.notes.isEmpty)
    #expect(result.register.parcels.shapes[0] == box(0, 0, 50, 20))
  }

  @Test func `A register building with everything, and one of unfinished`() throws {
    let building = Row([
      "cad_number": "90:25:010101:9",
      "parcel": "90:25:010101:8; 90:25:010101:7,90:25:010101:8",
      "purpose": "204003000000", "floors": "2-3", "floor_area": 120, "year_built": 1987,
      "status": 5, "right": "муниципальная",
    ])
    let result = try take([
      table(.registerBuildings, [building]),
      table(
        .registerBuildings,
        [Row(["cad_number": "90:25:010101:10", "purpose": "жилой дом"])],
        name: "unfinished"
      ),
      table(.registerConstructions, [Row(["cad_number": "90:25:010101:11", "purpose": "мост"])]),
    ])
    let records = result.register.buildings.records
    #expect(records.map(\.number) == ["90:25:010101:10", "90:25:010101:9"])
    #expect(records[0].purpose == .unfinished)
    #expect(records[1].parcels == ["90:25:010101:7", "90:25:010101:8"])
    #expect(records[1].purpose == .apartments)
    #expect(records[1].floors == 3)
    #expect(records[1].yearBuilt == 1987)
    #expect(records[1].status == .temporary)
    #expect(records[1].right == .municipal)
    #expect(result.register.constructions.records.map(\.number) == ["90:25:010101:11"])
    #expect(result.count("register constructions") == [1, 0])
    #expect(result.notes.isEmpty)
  }

  @Test func `Survey records fall back on the survey's accuracy`() throws {
    let result = try take([
      table(
        .surveyParcels,
        [
          Row(["survey_id": 7, "cad_number": " ", "surveyed": "31.12.2025"], box(0, 0, 9, 9)),
          Row(
            ["survey_id": "8", "accuracy": 0.5, "cad_number": "90:25:010101:7"],
            box(9, 0, 9, 9)
          ),
        ]
      ),
      table(
        .surveyBuildings,
        [Row(["survey_id": "b", "capital": "нет", "floors": 2, "height": "6,5"], box(1, 1, 3, 3))]
      ),
    ]) {
      $0.workingCRS = try? .init(plane)
      $0.surveyDate = "2026-06-01"
    }
    let parcels = result.survey.parcels.records
    #expect(parcels.map(\.id) == ["7", "8"])
    #expect(parcels.map(\.accuracy) == [0.1, 0.5])
    #expect(parcels.map(\.claimedNumber) == [nil, "90:25:010101:7"])
    #expect(parcels[0].surveyed == "2025-12-31")
    let building = try #require(result.survey.buildings.records.first)
    #expect(building.capital == false)
    #expect(building.floors == 2)
    #expect(building.height == 6.5)
    #expect(result.survey.date == "2026-06-01")
  }

  @Test func `Columns of the public cadastral map are taken by their names, and that is told`()
    throws
  {
    let cells: [String: AttributeValue] = [
      "cad_num": "90:25:010101:7", "quarter_cad_number": "90:25:010101", "specified_area": 600,
      "declared_area": .null, "permitted_use_established_by_document": "для ИЖС",
      "cost_value": 1000,
    ]
    let result = try take([table(.registerParcels, [Row(cells, box(0, 0, 30, 20))])])
    let parcel = try #require(result.register.parcels.records.first)
    #expect(parcel.number == "90:25:010101:7")
    #expect(parcel.declaredArea == 600)
    #expect(parcel.permittedUse == "для ИЖС")
    #expect(parcel.cadastralValue == Kopecks(rawValue: 100_000))
    #expect(result.notes.contains { $0.english.contains("НСПД") })
  }

  @Test func `Names a shapefile has cut to ten characters are ours, and that is told`() throws {
    let cells: [String: AttributeValue] = [
      "cad_number": "90:25:010101:7", "declared_a": 600, "permitted_": "для ИЖС", "area_inacc": 9,
      "point_accu": 0.2, "cadastral_": 1000,
    ]
    let result = try take([table(.registerParcels, [Row(cells, box(0, 0, 30, 20))])])
    let parcel = try #require(result.register.parcels.records.first)
    #expect(parcel.declaredArea == 600)
    #expect(parcel.permittedUse == "для ИЖС")
    #expect(parcel.areaInaccuracy == 9)
    #expect(parcel.pointAccuracy == 0.2)
    #expect(parcel.cadastralValue == Kopecks(rawValue: 100_000))
    #expect(result.notes.contains { $0.english.contains("declared_a → declared_area") })
  }

  @Test func `The job's own names of columns`() throws {
    let rows = [Row(["nomer": "90:25:010101:7", "plosh": 100], box(0, 0, 10, 10))]
    let spec = SourceSpec(path: "t", fields: ["cad_number": "NOMER", "declared_area": "plosh"])
    let result = try take([table(.registerParcels, rows, spec: spec)])
    #expect(result.register.parcels.records.map(\.declaredArea) == [100])

    let wrongColumn = SourceSpec(path: "t", fields: ["cad_number": "nomr"])
    #expect(
      throws: IntakeError.noSuchColumn(
        file: "town.gpkg",
        layer: "parcels",
        column: "nomr",
        nearest: "nomer",
        available: ["nomer", "plosh"]
      )
    ) { try take([table(.registerParcels, rows, spec: wrongColumn)]) }

    let wrongField = SourceSpec(path: "t", fields: ["cadnumber": "nomer"])
    let error = #expect(throws: IntakeError.self) {
      try take([table(.registerParcels, rows, spec: wrongField)])
    }
    guard case .unknownField(_, "cadnumber", "cad_number", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(throws: IntakeError.self) { try take([table(.registerParcels, rows)]) }
  }

  @Test func `Words nobody knows are named, not guessed`() throws {
    let result = try take([
      table(
        .registerParcels,
        [
          Row(
            ["cad_number": "1:1:1:1", "status": "странный", "declared_area": "ок. 5"],
            box(0, 0, 9, 9)
          ),
          Row(
            ["cad_number": "1:1:1:2", "status": "странный", "declared_area": -5],
            box(9, 0, 9, 9)
          ),
        ]
      )
    ])
    #expect(result.register.parcels.records.map(\.status) == [.active, .active])
    #expect(result.register.parcels.records.map(\.declaredArea) == [nil, nil])
    #expect(result.notes.count == 2)
    #expect(result.notes.last?.english.contains("«странный» (2)") == true)
  }
}

@Suite struct CodeBookTests {
  @Test func `Words of documents`() {
    #expect(CodeBook.category("003002000000") == .settlements)
    #expect(CodeBook.category("Земли сельскохозяйственного назначения") == .agricultural)
    #expect(
      CodeBook.category(
        "Земли промышленности, энергетики, транспорта, связи и земли иного специального назначения"
      ) == .industrial
    )
    #expect(CodeBook.category("Категория не установлена") == .unset)
    #expect(CodeBook.category("луна") == nil)
    #expect(CodeBook.right("Государственная собственность не разграничена") == .undelimited)
    #expect(CodeBook.right("Собственность юридических лиц") == .legal)
    #expect(CodeBook.right("Собственность субъекта РФ") == .state)
    #expect(CodeBook.right("права отсутствуют") == Right.none)
    #expect(CodeBook.right("нет") == Right.none)
    #expect(CodeBook.right("none") == Right.none)
    #expect(CodeBook.status("Архивный") == .archived)
    #expect(CodeBook.status("08") == .archived)
    #expect(CodeBook.status("Учтённый") == .active)
    #expect(CodeBook.subtype("Единое землепользование") == .common)
    #expect(CodeBook.subtype("Землепользование") == .ordinary)
    #expect(CodeBook.purpose("Нежилое здание (гараж)") == .garage)
    #expect(CodeBook.purpose("Многоквартирный жилой дом") == .apartments)
    #expect(CodeBook.purpose("Нежилое") == .nonresidential)
    #expect(CodeBook.purpose("Жилое") == .house)
    #expect(CodeBook.publicLand("ул. проезд") == .road)
    #expect(CodeBook.publicLand("?") == .other)
  }

  @Test func `Numbers and dates`() {
    #expect(CodeBook.quarter(ofNumber: "90:25:010101:7") == "90:25:010101")
    for wrong in [
      "90:25:010101", "", ":25:010101:7", "90::010101:7", "90:25::7", "90:25:1:", "1:2:3:4:5",
    ] {
      #expect(CodeBook.quarter(ofNumber: wrong) == "")
    }
    #expect(trimmed("\u{00A0} а б\n") == "а б")
    #expect(trimmed(" \t") == nil)
    #expect(Field.allCases.allSatisfy { Field(title: $0.title) == $0 })
    #expect(Field.systemLabel.title == "sk_id")
    #expect(CodeBook.numbers("b,a; b c") == ["a", "b", "c"])
    #expect(CodeBook.date("1.2.2026") == "2026-02-01")
    #expect(CodeBook.date("2026-02-01T10:00:00Z") == "2026-02-01")
  }

  @Test("Records that spell a field in several ways each keep their value")
  func mixedCase() throws {
    let rows = [
      Row(["CAD_NUMBER": "90:25:010101:1"], box(0, 0, 20, 20)),
      Row(["Cad_Number": "90:25:010101:2"], box(50, 0, 20, 20)),
      Row(["cad_number": "90:25:010101:3", "CAD_NUMBER": "90:25:010101:9"], box(90, 0, 20, 20)),
    ]
    let result = try take([table(.registerParcels, rows)])
    #expect(
      result.register.parcels.records.map(\.number)
        == ["90:25:010101:1", "90:25:010101:2", "90:25:010101:3"]
    )
    #expect(result.rejects.isEmpty)
  }

  @Test("A layer without a record is told")
  func emptyLayer() throws {
    let rows = [Row(["survey_id": "s"], box(0, 0, 20, 20))]
    let result = try take([
      table(.registerParcels, [], file: "a.gpkg"), table(.surveyParcels, rows, file: "b.gpkg"),
    ])
    let told = result.notes.map(\.english).filter { $0.contains("holds no record") }
    #expect(told == ["a.gpkg, parcels: the layer holds no record."])
  }
}
