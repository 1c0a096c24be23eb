import Cadastre
import Formats
import Geometry
import Projection
import Testing
import Workers

@testable import Intake

/// Records whose coordinates were spoiled in a known way, in a town whose quarters are known.
@Suite("Hypotheses about misplaced records")
struct SuspectTests {

  private static func parcels(_ shapes: [MultiPolygon], crs: SourceCRS = .label("90.5"))
    -> [SourceTable]
  {
    let quarters = (0..<3).map { index in
      Row(["quarter": .text("90:25:01010\(index)")], box(Double(index) * 1000, 0, 1000, 1000))
    }
    let rows = shapes.enumerated().map { index, shape in
      Row(["cad_number": .text("90:25:010101:\(index + 1)")], shape)
    }
    return [table(.quarters, quarters), table(.registerParcels, rows, crs: crs)]
  }

  private static let candidates = [
    CandidateSystem(name: "СК-63 зона X4", definition: "EPSG:7828", prefix: 4),
    CandidateSystem(name: "Web Mercator", definition: "EPSG:3857"),
  ]

  private static func spoiled(_ change: (Double, Double) -> (Double, Double)) -> MultiPolygon {
    var shape = box(1100, 100, 20, 20)
    for i in shape.x.indices { (shape.x[i], shape.y[i]) = change(shape.x[i], shape.y[i]) }
    return shape
  }

  private static func elsewhere(_ definition: String) throws -> MultiPolygon {
    let way = try Transformation(from: ReferenceSystem(plane), to: ReferenceSystem(definition))
    var shape = box(1100, 100, 20, 20)
    try way.apply(x: &shape.x, y: &shape.y)
    return shape
  }

  private static func cases() throws -> [(PlaceHypothesis.Kind, MultiPolygon)] {
    var latitudeFirst = try elsewhere("EPSG:4326")
    swap(&latitudeFirst.x, &latitudeFirst.y)
    return [
      (.axes, spoiled { ($1, $0) }),
      (.zonePrefix, spoiled { ($0 - 1_000_000, $1) }),
      (.zonePrefix, spoiled { ($0 - 5_000_000, $1) }),
      (.zonePrefix, spoiled { ($1, $0 + 2_000_000) }),
      (.unit, spoiled { ($0 / 0.3048, $1 / 0.3048) }),
      (.unit, spoiled { ($0 * 1000, $1 * 1000) }),
      (.degrees, try elsewhere("EPSG:4326")),
      (.degrees, latitudeFirst),
      (.otherSystem, try elsewhere("EPSG:7828")),
      (.otherSystem, try elsewhere("EPSG:3857")),
    ]
  }

  @Test("Each mistake is named, with the distance the record would move")
  func named() throws {
    for (kind, shape) in try Self.cases() {
      let result = try take(Self.parcels([shape, box(1200, 100, 20, 20)])) {
        $0.candidates = Self.candidates
      }
      let suspect = try #require(result.suspects.first)
      #expect(suspect.hypothesis?.kind == kind)
      #expect(suspect.hypothesis?.isAccepted == false)
      #expect(result.rejects.map(\.code) == ["suspect-crs"])
      // The oracle: from where it lies to where it was before it was spoiled.
      let home = box(1100, 100, 20, 20).envelope.center
      let moves = shape.envelope.center.distance(to: home)
      #expect(abs((suspect.hypothesis?.moves ?? 0) - moves) < 5)
    }
  }

  @Test("Accepted, each record lies where it was, is no reject and is told")
  func accepted() throws {
    for (kind, shape) in try Self.cases() {
      let result = try take(Self.parcels([shape, box(1200, 100, 20, 20)])) {
        $0.candidates = Self.candidates
        $0.acceptsHypotheses = true
      }
      #expect(result.rejects.isEmpty)
      #expect(result.suspects.map { $0.hypothesis?.isAccepted } == [true])
      let parcel = result.register.parcels
      #expect(parcel.records.map(\.number) == ["90:25:010101:1", "90:25:010101:2"])
      let off = parcel.shapes.boxes[0].center.distance(to: box(1100, 100, 20, 20).envelope.center)
      // Degrees and Web Mercator go over another datum shift than the one they came by, at most.
      #expect(off < (kind == .degrees || kind == .otherSystem ? 5 : 0.001))
      #expect(abs(parcel.shapes.area(0) - 400) < 0.5)
      #expect(result.notes.contains { $0.english.contains("1 records moved (90:25:010101:1)") })
    }
  }

  @Test("A whole register with its axes exchanged is the suspect, and not the survey")
  func wholeRegister() throws {
    var degrees = try Self.elsewhere("EPSG:4326")
    swap(&degrees.x, &degrees.y)
    let numbers = (1...4).map { Row(["cad_number": .text("90:25:010101:\($0)")], degrees) }
    let surveyed = (1...4).map { Row(["survey_id": .text("s\($0)")], box(1100, 100, 20, 20)) }
    let tables = [
      table(.registerParcels, numbers, crs: .definition("EPSG:4326")),
      table(.surveyParcels, surveyed, file: "survey.gpkg"),
    ]
    let result = try take(tables) { $0.workingCRS = try? ReferenceSystem(plane) }
    #expect(result.count("register parcels") == [4, 4])
    #expect(result.count("survey parcels") == [4, 0])
    #expect(result.suspects.map { $0.hypothesis?.kind } == [.axes, .axes, .axes, .axes])
    #expect(result.rejects[0].reasonEnglish.contains("the middle of the survey"))
    #expect(!result.notes.contains { $0.english.contains("not one to measure in") })
    let moved = try take(tables) {
      $0.workingCRS = try? ReferenceSystem(plane)
      $0.acceptsHypotheses = true
    }
    #expect(moved.rejects.isEmpty)
    let place = moved.register.parcels.shapes.boxes[0].center
    #expect(place.distance(to: box(1100, 100, 20, 20).envelope.center) < 5)
    // The other way round the books go first, as ever.
    let books = (1...4).map {
      Row(["cad_number": .text("90:25:010101:\($0)")], box(1100, 100, 20, 20))
    }
    let ground = (1...4).map { Row(["survey_id": .text("s\($0)")], degrees) }
    let other = try take([
      table(.registerParcels, books),
      table(.surveyParcels, ground, file: "survey.gpkg", crs: .definition("EPSG:4326")),
    ])
    #expect(other.count("register parcels") == [4, 0])
    #expect(other.suspects.map(\.layer) == Array(repeating: "survey parcels", count: 4))
  }

  @Test("A plane not made to measure in is told, one that is made for it is not")
  func stretched() throws {
    let rows = [Row(["cad_number": "90:25:010101:1"], box(0, 0, 20, 20))]
    for (system, isTold) in [("EPSG:3857", true), (plane, false), ("EPSG:32636", false)] {
      let result = try take([table(.registerParcels, rows)]) {
        $0.workingCRS = try? ReferenceSystem(system)
      }
      let note = result.notes.first { $0.english.contains("not one to measure in") }
      #expect((note != nil) == isTold, "\(system)")
      // The square of the secant of 44.4° of latitude is 1.96.
      if isTold { #expect(note?.english.contains("1.9") == true) }
    }
  }

  @Test("Metres where degrees are stated")
  func metres() throws {
    let shapes = [try Self.elsewhere("EPSG:4326"), box(1200, 100, 20, 20)]
    let tables = Self.parcels(shapes, crs: .definition("EPSG:4326"))
    let kept = try take(tables) { $0.workingCRS = try? ReferenceSystem(plane) }
    #expect(kept.rejects.map(\.key) == ["90:25:010101:2"])
    #expect(kept.rejects[0].reasonEnglish.contains("already"))
    let moved = try take(tables) {
      $0.workingCRS = try? ReferenceSystem(plane)
      $0.acceptsHypotheses = true
    }
    #expect(moved.rejects.isEmpty)
    #expect(moved.register.parcels.shapes.boxes[1] == box(1200, 100, 20, 20).envelope)
  }

  @Test("In a town's own grid exchanged axes are a few kilometres off, and found")
  func smallNumbers() throws {
    func local(_ x: Double, _ y: Double, _ side: Double) -> MultiPolygon {
      MultiPolygon(shell: [
        Point(x: x, y: y), Point(x: x + side, y: y), Point(x: x + side, y: y + side),
        Point(x: x, y: y + side),
      ])
    }
    let quarters = [Row(["quarter": "1:1:1"], local(12_000, 5000, 1000))]
    let rows = [
      Row(["cad_number": "1:1:1:1"], local(12_100, 5100, 20)),
      Row(["cad_number": "1:1:1:2"], local(5200, 12_200, 20)),
      Row(["cad_number": "1:1:1:3"], local(16_000, 5100, 20)),
    ]
    let result = try take([
      table(.quarters, quarters, crs: nil), table(.registerParcels, rows, crs: nil),
    ])
    #expect(result.suspects.map(\.key) == ["1:1:1:2"])
    #expect(result.suspects.map { $0.hypothesis?.kind } == [.axes])
  }

  @Test("What nobody can explain lies with its like")
  func sharedGrid() throws {
    func town(_ x: Double) -> MultiPolygon {
      MultiPolygon(shell: [
        Point(x: x, y: 53_646), Point(x: x + 9, y: 53_646), Point(x: x, y: 53_660),
      ])
    }
    let result = try take(Self.parcels([town(38_787), town(38_900), town(39_000)])) {
      $0.candidates = Self.candidates
      $0.acceptsHypotheses = true
    }
    #expect(result.suspects.map { $0.hypothesis?.kind } == Array(repeating: .sharedGrid, count: 3))
    // Nobody knows where that is: nothing is moved.
    #expect(result.rejects.count == 3)
  }

  @Test("Labels the job gives a system are placed by it; two zones in one job")
  func labels() throws {
    let near = box(1100, 100, 20, 20)
    let far = try Self.elsewhere("EPSG:7828")
    var tables = Self.parcels([near, far])
    tables[1].table.columns.append(
      AttributeColumn(name: "sk_id", values: [.text("90.5"), .text("90.4")])
    )
    let result = try take(tables) {
      $0.labelSystems = [LabelSystem(label: "90.4", name: "X4", definition: "EPSG:7828")]
    }
    #expect(result.rejects.isEmpty)
    #expect(result.suspects.isEmpty)
    let boxes = result.register.parcels.shapes.boxes
    #expect(boxes[0] == near.envelope)
    #expect(boxes[1].center.distance(to: near.envelope.center) < 0.001)
    #expect(result.notes.contains { $0.english.contains("'90.4' were taken in 'X4'") })
  }

  @Test("A source tied by points is moved by them, then by its system")
  func fitted() throws {
    let points = [(0.0, 0.0), (2000, 0), (2000, 900), (0, 900)].enumerated().map { index, corner in
      ControlPoint(
        name: "\(index)",
        from: Point(x: 500 - corner.1, y: 700 + corner.0),
        to: Point(x: 5_194_000 + corner.0, y: 4_920_000 + corner.1)
      )
    }
    let fit = try PlaneFit(points, method: .similarity)
    var shape = box(1100, 100, 20, 20)
    for i in shape.x.indices {
      let (east, north) = (shape.x[i] - corner.x, shape.y[i] - corner.y)
      shape.x[i] = 500 - north
      shape.y[i] = 700 + east
    }
    var tables = Self.parcels([shape])
    tables[1].spec.crs = plane
    tables[1].spec.fit = fit
    let result = try take(tables)
    #expect(result.rejects.isEmpty)
    let place = result.register.parcels.shapes.boxes[0].center
    #expect(place.distance(to: box(1100, 100, 20, 20).envelope.center) < 1e-6)
  }
}
