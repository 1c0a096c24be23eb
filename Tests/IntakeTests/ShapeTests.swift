import Cadastre
import Formats
import Geometry
import Projection
import Testing
import Workers

@testable import Intake

@Suite struct ShapeTests {
  private func parcel(_ rings: [[(Double, Double)]]) throws -> IntakeResult {
    var shape = MultiPolygon.empty
    for ring in rings {
      shape.addRing(ring.map { Point(x: corner.x + $0.0, y: corner.y + $0.1) })
    }
    shape.endPolygon()
    return try take([table(.registerParcels, [Row(["cad_number": "90:25:010101:7"], shape)])])
  }

  @Test func `Repeated points and direction go without a word`() throws {
    let result = try parcel([
      [(0, 0), (0, 0), (0, 10), (10, 10), (10, 10), (10, 0)], [(2, 2), (4, 2), (4, 4), (2, 4)],
    ])
    #expect(result.repairs.isEmpty)
    let shape = result.register.parcels.shapes[0]
    #expect(shape.x.count == 10)
    #expect(shape.area == 96)
  }

  @Test func `A hole outside its shell takes nothing away and adds nothing`() throws {
    let result = try parcel([
      [(0, 0), (20, 0), (20, 30), (0, 30)], [(45, 5), (50, 5), (50, 10), (45, 10)],
    ])
    #expect(result.repairs.map(\.reason) == ["Hole lies outside shell"])
    #expect(abs(result.register.parcels.shapes.area(0) - 600) < 1e-9)
    let across = try parcel([
      [(0, 0), (20, 0), (20, 30), (0, 30)], [(15, 5), (25, 5), (25, 10), (15, 10)],
    ])
    #expect(abs(across.register.parcels.shapes.area(0) - 575) < 1e-9)
  }

  @Test func `Repaired shapes have the areas they are drawn with`() {
    func ring(_ corners: [(Double, Double)]) -> MultiPolygon {
      MultiPolygon(shell: corners.map { Point(x: corner.x + $0.0, y: corner.y + $0.1) })
    }
    let repair = ShapeRepair(
      ShapeColumn([
        ring([(0, 0), (0, 10), (10, 10), (10, 0)]),  // clockwise
        ring([(0, 0), (9, 9), (9, 0), (0, 9)]),  // crosses itself
        .empty,
        ring([(0, 0), (5, 0), (9, 0)]),  // no land
        ring([(0, 0), (7, 0), (7, 3), (0, 3)]),
      ]),
      workers: Workers(count: 2)
    )
    #expect(repair.mended.map(\.feature) == [1] && repair.lost.map(\.feature) == [3])
    #expect(zip(repair.areas, [100, 40.5, 0, 0, 21]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(repair.areas == (0..<repair.shapes.count).map { repair.shapes.area($0) })
  }

  @Test func `A ring that its reader closed is a repair of no area`() throws {
    var source = table(
      .registerParcels,
      [
        Row(["cad_number": "90:25:010101:7"], box(0, 0, 10, 10)),
        Row(["cad_number": "90:25:010101:8"], box(20, 0, 10, 10)),
      ]
    )
    source.table.flaws = [ReadFlaw(record: 1, kind: .unclosedRing)]
    let result = try take([source])
    let repair = try #require(result.repairs.first)
    #expect(result.repairs.count == 1 && result.rejects.isEmpty)
    #expect(repair.key == "90:25:010101:8" && repair.reason == "Ring not closed")
    #expect(repair.areaBefore == 100 && repair.areaAfter == 100)
    #expect(repair.place != nil && repair.origin.row == 2)
  }

  @Test func `A crossing is mended and the change of area told`() throws {
    let result = try parcel([[(0, 0), (10, 10), (10, 0), (0, 20)]])
    let repair = try #require(result.repairs.first)
    #expect(repair.reason == "Self-intersection")
    #expect(repair.key == "90:25:010101:7")
    #expect(repair.place != nil)
    // Lobes of the crossing at (20/3, 20/3): 1/2·10·(10 − 20/3) and 1/2·20·20/3.
    let lobes = 10 * (10 - 20.0 / 3) / 2 + 20 * (20.0 / 3) / 2
    #expect(abs(repair.areaBefore - 50) < 1e-6)
    #expect(abs(repair.areaAfter - lobes) < 1e-6)
    #expect(result.register.parcels.shapes[0].polygonCount == 2)
    #expect(result.count("register parcels") == [1, 0])
  }

  /// Corners of 20 × 30 m with the last two exchanged, and the area its record states.
  private func tangled(declared: Double) throws -> IntakeResult {
    var shape = MultiPolygon.empty
    shape.addRing(
      [(0, 0), (20, 0), (0, 30), (20, 30)].map { Point(x: corner.x + $0.0, y: corner.y + $0.1) }
    )
    shape.endPolygon()
    let fields: [String: AttributeValue] = [
      "cad_number": "90:25:010101:7", "declared_area": .real(declared),
    ]
    return try take([table(.registerParcels, [Row(fields, shape)])])
  }

  @Test func `Points in the wrong order are told by the area the record states`() throws {
    let exchanged = try tangled(declared: 601)
    #expect(exchanged.register.parcels.shapes.area(0) == 600)
    #expect(exchanged.register.parcels.shapes[0].polygonCount == 1)
    #expect(exchanged.repairs.map(\.areaAfter) == [600])
    // Two triangles of 20 × 15 / 2: a record of 290 m² means its loops.
    let loops = try tangled(declared: 290)
    #expect(loops.repairs.map { $0.areaAfter.rounded() } == [300])
    #expect(loops.register.parcels.shapes[0].polygonCount == 2)
  }

  @Test func `A spike and a hole outside`() throws {
    let spike = try parcel([[(0, 0), (10, 0), (10, 5), (30, 5), (10, 5), (10, 10), (0, 10)]])
    #expect(spike.repairs.map(\.areaAfter) == [100])
    let hole = try parcel([[(0, 0), (10, 0), (10, 10), (0, 10)], [(20, 0), (25, 0), (25, 5)]])
    #expect(hole.repairs.map(\.reason) == ["Hole lies outside shell"])
    let empty = try parcel([[(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (4, 4)]])
    #expect(empty.repairs.map(\.reason) == ["Ring without area"])
    #expect(empty.register.parcels.shapes[0].ringCount == 1)
  }

  @Test func `Without area or numbers a record is kept out`() throws {
    #expect(try parcel([[(0, 0), (5, 5)]]).rejects.map(\.code) == ["no-area"])
    let bowTie = try parcel([[(0, 0), (10, 10), (10, 0), (0, 10)]])
    #expect(bowTie.rejects.isEmpty && bowTie.repairs.count == 1, "two loops of 25 m² cancel")
    #expect(abs((bowTie.repairs.first?.areaAfter ?? 0) - 50) < 1e-9)
    #expect(try parcel([[(0.1, 0.1), (5.3, 5.3), (9.7, 9.7)]]).rejects.map(\.code) == ["no-area"])
    let result = try parcel([[(0, 0), (.nan, 5), (5, 0)]])
    #expect(result.rejects.map(\.code) == ["non-finite"])
    #expect(result.count("register parcels") == [1, 1])
    #expect(result.register.parcels.count == 0)
  }

  @Test func `A record without geometry stays`() throws {
    let result = try take([table(.registerParcels, [Row(["cad_number": "90:25:010101:7"])])])
    #expect(result.register.parcels.count == 1)
    #expect(!result.register.parcels.shapes.hasGeometry(0))
    #expect(result.rejects.isEmpty)
  }
}

@Suite struct PlaneTests {
  private static let row = ["cad_number": AttributeValue.text("90:25:010101:7")]

  @Test func `Coordinates in the working system stay bit for bit`() throws {
    var shape = box(0, 0, 10, 10)
    shape.x[1] += 0.1234567
    let wkt = try ReferenceSystem(plane).wkt
    let result = try take([
      table(.registerParcels, [Row(Self.row, shape)], crs: .definition(wkt))
    ]) { $0.workingCRS = try? ReferenceSystem(plane) }
    #expect(result.register.parcels.shapes[0].x == shape.x)
    #expect(result.notes.isEmpty)
  }

  @Test func `Degrees come to the plane, north first if the job says so`() throws {
    // Yalta's centre, checked with PROJ 9.5.1: east 5 194 046, north 4 920 604.
    let degrees = MultiPolygon(shell: [
      Point(x: 34.1664, y: 44.4952), Point(x: 34.1666, y: 44.4952), Point(x: 34.1666, y: 44.4954),
    ])
    var swapped = degrees
    swap(&swapped.x, &swapped.y)
    let tables = [
      table(.registerParcels, [Row(Self.row, degrees)], crs: .definition("EPSG:4326")),
      table(.surveyParcels, [Row(["survey_id": "1"], degrees)], file: "s.geojson", crs: nil),
      table(
        .surveyBuildings,
        [Row(["survey_id": "1"], swapped)],
        crs: nil,
        spec: SourceSpec(path: "b", crs: "EPSG:4326", axes: .yx)
      ),
    ]
    let result = try take(tables) { $0.workingCRS = try? ReferenceSystem(plane) }
    let shape = result.register.parcels.shapes[0]
    #expect(abs(shape.envelope.minX - 5_194_046) < 1)
    #expect(abs(shape.envelope.minY - 4_920_604) < 1)
    #expect(result.survey.parcels.shapes[0] == shape)
    #expect(result.survey.buildings.shapes[0].envelope == shape.envelope)
    #expect(result.notes.count == 1)
    #expect(result.notes[0].english.contains("3.00 m"))
    #expect(throws: IntakeError.noWorkingSystem) { try take(tables) }
  }

  @Test func `A label is taken for the working system, and said so`() throws {
    let rows = [Row(Self.row, box(0, 0, 10, 10))]
    let result = try take([table(.registerParcels, rows, crs: .label("90.5"))]) {
      $0.workingCRS = try? ReferenceSystem(plane)
    }
    #expect(result.notes.count == 1)
    #expect(result.labels == [LabelCount(label: "90.5", records: 1)])
    #expect(result.sources.map(\.crs) == ["90.5 → Pulkovo 1942 / CS63 zone X5"])

    let degrees = [
      Row(
        Self.row,
        MultiPolygon(shell: [
          Point(x: 34, y: 44), Point(x: 34.1, y: 44), Point(x: 34, y: 44.1),
        ])
      )
    ]
    #expect(throws: IntakeError.unplaced(file: "town.gpkg", layer: "parcels")) {
      try take([table(.registerParcels, degrees, crs: nil)]) {
        $0.workingCRS = try? ReferenceSystem(plane)
      }
    }
  }

  @Test func `Metres in a file that says degrees are taken for the working system`() throws {
    let rows = [Row(Self.row, box(0, 0, 10, 10))]
    let tables = [table(.registerParcels, rows, crs: .definition("EPSG:4326"))]
    let result = try take(tables) { $0.workingCRS = try? ReferenceSystem(plane) }
    #expect(result.register.parcels.shapes[0] == box(0, 0, 10, 10))
    #expect(result.notes.map { $0.english.contains("not in degrees") } == [true])
  }

  @Test func `The working system is a plane in metres`() throws {
    let rows = [Row(Self.row, box(0, 0, 10, 10))]
    for wrong in ["EPSG:4326", "EPSG:2263"] {
      let error = #expect(throws: IntakeError.self) {
        try take([table(.registerParcels, rows)]) { $0.workingCRS = try? ReferenceSystem(wrong) }
      }
      guard case .notMetric = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    let error = #expect(throws: IntakeError.self) {
      try take([table(.registerParcels, rows, crs: .definition("EPSG:0"))])
    }
    guard case .unknownSystem("town.gpkg", "EPSG:0", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `One point off the globe costs one record`() throws {
    let good = MultiPolygon(shell: [
      Point(x: 34.1, y: 44.4), Point(x: 34.2, y: 44.4), Point(x: 34.2, y: 44.5),
    ])
    var bad = good
    bad.y[1] = 444
    var nan = good
    nan.y[1] = .nan
    let result = try take([
      table(
        .surveyParcels,
        [
          Row(["survey_id": "1"], bad), Row(["survey_id": "2"], good), Row(["survey_id": "3"], nan),
        ],
        crs: .definition("EPSG:4326")
      )
    ]) { $0.workingCRS = try? ReferenceSystem(plane) }
    #expect(result.survey.parcels.records.map(\.id) == ["2"])
    #expect(result.rejects.map(\.code) == ["outside-crs", "non-finite"])
  }
}
