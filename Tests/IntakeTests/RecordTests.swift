import Cadastre
import Formats
import Geometry
import Projection
import TestSupport
import Testing

@testable import Intake

@Suite struct RecordTests {
  @Test func `Records without a number, with a number twice, that cannot be read`() throws {
    var source = table(
      .registerParcels,
      [
        Row(["cad_number": "90:25:010101:7", "status": "archived"], box(0, 0, 10, 10)),
        Row(["cad_number": "90:25:010101:7"], box(0, 0, 10, 10)),
        Row(["cad_number": "90:25:010101:7"], box(0, 0, 10, 10)),
        Row(["cad_number": "90:25:010101:7"], box(0, 0, 11, 10)),
        Row(["cad_number": " "], box(0, 0, 10, 10)),
      ]
    )
    source.table.rejects = [ReadReject(row: 6, key: "90:25:010101:8", reason: "a line")]
    let result = try take([source])
    #expect(result.count("register parcels") == [6, 5])
    #expect(result.register.parcels.count == 1)
    #expect(result.register.parcels.records[0].origin.row == 2)
    #expect(
      result.rejects.map(\.code)
        == ["no-number", "duplicate-id", "duplicate-id", "duplicate-id", "unreadable"]
    )
    #expect(result.rejects[1].reasonEnglish.contains("other attributes"))
    #expect(result.rejects[2].reasonEnglish.contains("an exact copy"))
    #expect(result.rejects[3].reasonEnglish.contains("another geometry"))
    #expect(result.rejects[3].reasonEnglish.contains("town.gpkg, parcels 2"))
    let rejected = result.sources.map { $0.rejected.values.reduce(0, +) }
    #expect(rejected == [5])
  }

  @Test func `The later document wins, geometry before that`() throws {
    func source(_ date: String, _ file: String, _ rows: [Row]) -> SourceTable {
      var source = table(.registerParcels, rows, file: file)
      source.table.date = date
      return source
    }
    let result = try take([
      source(
        "2025-01-01",
        "old.xml",
        [
          Row(["cad_number": "1:1:1:1"], box(0, 0, 1, 1)),
          Row(["cad_number": "1:1:1:2"], box(0, 0, 1, 1)),
        ]
      ),
      source(
        "2026-01-01",
        "new.xml",
        [Row(["cad_number": "1:1:1:1"], box(0, 0, 2, 2)), Row(["cad_number": "1:1:1:2"])]
      ),
    ])
    #expect(result.register.parcels.records.map(\.origin.file) == ["new.xml", "old.xml"])
    #expect(result.register.date == "2026-01-01")
  }

  @Test func `Survey records without an id get one`() throws {
    let result = try take([
      table(
        .surveyParcels,
        [Row(["use": "дом"], box(0, 0, 5, 5)), Row(["use": "сад"], box(5, 0, 5, 5))]
      )
    ]) { $0.workingCRS = try? ReferenceSystem(plane) }
    #expect(result.survey.parcels.records.map(\.id) == ["parcels#1", "parcels#2"])
    #expect(result.notes.count == 1)
  }

  @Test func `Names of common land may repeat`() throws {
    let result = try take([
      table(
        .publicLand,
        [
          Row(["kind": "road", "name": "Садовая"], box(0, 0, 5, 5)),
          Row(["kind": "улица", "name": "Садовая"], box(5, 0, 5, 5)),
        ]
      )
    ])
    #expect(result.register.publicLand.records.map(\.kind) == [.road, .road])
    #expect(result.count("public land") == [2, 0])
  }

  @Test func `Neither the order of rows nor the workers can be seen`() throws {
    var random = SeededGenerator(seed: 11)
    var rows: [Row] = []
    for index in 0..<3000 {
      let number = "90:25:01010\(index % 3):\(index % 2900)"
      let place = box(Double(index % 60) * 20, Double(index / 60) * 20, 18, 18)
      rows.append(
        Row(["cad_number": .text(number), "declared_area": .integer(Int64(index % 7))], place)
      )
    }
    func describe(_ result: IntakeResult) -> [String] {
      var lines: [String] = []
      for (index, record) in result.register.parcels.records.enumerated() {
        var record = record
        record.origin.row = 0
        lines.append("\(record) \(result.register.parcels.shapes[index])")
      }
      return lines + result.rejects.map { "\($0.key) \($0.code)" }
    }
    let first = describe(try take([table(.registerParcels, rows)]))
    #expect(first.count == 3000)
    for workers in [1, 2, 4] {
      rows.shuffle(using: &random)
      #expect(describe(try take([table(.registerParcels, rows)], workers: workers)) == first)
    }
  }
}

@Suite struct QuarantineTests {
  private static func town() -> [SourceTable] {
    [
      table(
        .quarters,
        (0..<3).map { index in
          Row(["quarter": .text("90:25:01010\(index)")], box(Double(index) * 1000, 0, 1000, 1000))
        }
      )
    ]
  }

  private func parcels(_ rows: [Row]) throws -> IntakeResult {
    try take(Self.town() + [table(.registerParcels, rows, crs: .label("90.5"))])
  }

  @Test func `A record in another system is kept out with its distance`() throws {
    let town = MultiPolygon(shell: [
      Point(x: 38_787, y: 53_646), Point(x: 38_800, y: 53_646), Point(x: 38_800, y: 53_660),
    ])
    let result = try parcels([
      Row(["cad_number": "90:25:010101:1", "sk_id": "90.5"], town),
      Row(["cad_number": "90:25:010101:2", "sk_id": "90.5"], box(1100, 100, 20, 20)),
      Row(["cad_number": "90:25:010101:3", "sk_id": "90.5"], box(40_000, 100, 20, 20)),
    ])
    #expect(result.register.parcels.records.map(\.number) == ["90:25:010101:2", "90:25:010101:3"])
    let suspect = try #require(result.suspects.first)
    #expect(suspect.key == "90:25:010101:1")
    #expect(suspect.quarter == "90:25:010101")
    #expect(suspect.label == "90.5")
    #expect(suspect.hypothesis == nil)
    let east = corner.x + 1000 - 38_800
    let north = corner.y - 53_660
    #expect(abs(suspect.distance - (east * east + north * north).squareRoot()) < 0.01)
    #expect(result.rejects.map(\.code) == ["suspect-crs"])
    #expect(result.rejects[0].reason.contains("«90.5»"))
    #expect(result.rejects[0].reason.contains("квартала 90:25:010101"))
  }

  @Test func `An odd label alone is no fault, an odd label off the quarter is`() throws {
    let result = try parcels([
      Row(["cad_number": "90:25:010101:1", "sk_id": "90.5"], box(1100, 100, 20, 20)),
      Row(["cad_number": "90:25:010101:2", "sk_id": "90.5"], box(1200, 100, 20, 20)),
      Row(["cad_number": "90:25:010101:3", "sk_id": "местная"], box(1300, 100, 20, 20)),
      Row(["cad_number": "90:25:010101:4", "sk_id": "местная"], box(4300, 100, 20, 20)),
    ])
    #expect(result.suspects.map(\.key) == ["90:25:010101:4"])
    #expect(result.labels.map(\.label) == ["90.5", "местная"])
  }

  @Test func `Exchanged axes are told`() throws {
    var swapped = box(1100, 100, 20, 20)
    swap(&swapped.x, &swapped.y)
    let result = try parcels([Row(["cad_number": "90:25:010101:1"], swapped)])
    #expect(result.suspects.map { $0.hypothesis?.kind } == [.axes])
    #expect(result.rejects[0].reasonEnglish.contains("axes: yx"))
  }

  @Test func `A quarter far from all others does not vouch for its parcels`() throws {
    let far = box(1_000_000, 0, 100, 100)
    let tables = [
      table(
        .quarters,
        (0..<3).map { Row(["quarter": .text("1:1:\($0)")], box(Double($0) * 1000, 0, 1000, 1000)) }
          + [Row(["quarter": "1:1:9"], far)]
      ),
      table(.registerParcels, [Row(["cad_number": "1:1:9:1"], far)]),
      table(.surveyParcels, [Row(["survey_id": "1"], far)]),
    ]
    let result = try take(tables)
    #expect(result.suspects.map(\.layer) == ["quarters", "register parcels", "survey parcels"])
    #expect(result.count("quarters") == [4, 1])
  }
}

@Suite struct CoverageTests {
  private static let quarters = table(
    .quarters,
    (0..<3).map { Row(["quarter": .text("1:1:\($0)")], box(Double($0) * 100, 0, 100, 100)) }
  )

  @Test func `Layers are joined`() throws {
    let result = try take([
      table(.coverage, [Row([:], box(0, 0, 100, 100)), Row([:], box(50, 0, 100, 100))]),
      Self.quarters,
    ]) {
      $0.coverageEverywhere = false
      $0.coverage = [SourceSpec(path: "c")]
    }
    guard case .area(let area) = result.survey.coverage else {
      Issue.record("\(result.survey.coverage)")
      return
    }
    #expect(area.ringCount == 1)
    #expect(area.area == 15_000)
    #expect(result.count("coverage") == [2, 0])
  }

  @Test func `Without a word it is where something was recorded`() throws {
    let survey = table(
      .surveyParcels,
      [Row(["survey_id": "1"], box(210, 10, 50, 50)), Row(["survey_id": "2"], box(70, 0, 40, 40))]
    )
    let result = try take([Self.quarters, survey]) { $0.coverageEverywhere = false }
    #expect(result.survey.coverage == .quarters(["1:1:0", "1:1:2"]))
    #expect(result.notes.count == 1)
    let alone = try take([survey]) {
      $0.coverageEverywhere = false
      $0.workingCRS = try? ReferenceSystem(plane)
    }
    #expect(alone.survey.coverage == .everywhere)
    #expect(alone.notes.count == 1)
    #expect(try take([Self.quarters, survey]).survey.coverage == .everywhere)
  }

  // «Не обследовано» не «снесено»: a register alone must not lose every parcel on the ground.
  @Test func `Without a survey it is nowhere`() throws {
    let parcels = table(.registerParcels, [Row(["cad_number": "1:1:1:1"], box(0, 0, 10, 10))])
    for tables in [[parcels], [parcels, Self.quarters]] {
      let result = try take(tables) {
        $0.coverageEverywhere = false
        $0.workingCRS = try? ReferenceSystem(plane)
      }
      #expect(result.survey.coverage == .quarters([]))
      #expect(result.notes.count == 1)
    }
  }
}
