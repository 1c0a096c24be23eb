import Alignment
import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Matching
import Projection
import Revenue

/// A hand-made run in Kazan (UTM 39 N), every number of which looks like a time of day to GDAL.
enum SmallTown {
  static let origin = Point(x: 381_000, y: 6_185_000)
  static let hostile = "<script>alert(\"x\")</script> & 'Казань', д. 1;\n\"2\""

  static func square(_ column: Int, _ row: Int, size: Double = 30, at: Point = origin)
    -> MultiPolygon
  {
    let (x, y) = (at.x + Double(column) * 40, at.y + Double(row) * 40)
    return MultiPolygon(shell: [
      Point(x: x, y: y), Point(x: x + size, y: y), Point(x: x + size, y: y + size),
      Point(x: x, y: y + size),
    ])
  }

  static func withHole(_ column: Int, _ row: Int) -> MultiPolygon {
    var shape = square(column, row)
    let (x, y) = (shape.x[0], shape.y[0])
    shape.polygonEnds.removeAll()
    shape.addRing([
      Point(x: x + 10, y: y + 10), Point(x: x + 10, y: y + 20), Point(x: x + 20, y: y + 20),
      Point(x: x + 20, y: y + 10),
    ])
    shape.endPolygon()
    return shape
  }

  static func contents(language: Language = .ru) throws -> RunContents {
    var contents = RunContents(
      municipality: "Казань <b>тест</b>",
      workingCRS: try ReferenceSystem("EPSG:32639"),
      register: register(),
      survey: survey(),
      shifts: [
        QuarterShift(
          quarter: "16:50:0000012",
          dx: 0.812,
          dy: -1.25,
          rotation: 0.0123,
          pivot: Point(x: 381_100, y: 6_185_060),
          pairs: 7,
          error: 0.04,
          isSignificant: true
        ),
        QuarterShift(
          quarter: "16:50:0000013",
          dx: 0.01,
          dy: 0.02,
          rotation: 0,
          pivot: Point(x: 381_100, y: 6_185_300),
          pairs: 3,
          error: 0.05,
          isSignificant: false
        ),
      ],
      links: [],
      findings: [],
      revenue: [],
      balance: balance(),
      rejects: [
        Reject(
          layer: "register parcels",
          origin: Origin(file: "register.gpkg", layer: "parcels", row: 7),
          key: "16:50:0000012:99",
          code: "not-a-polygon",
          reason: "геометрия, не полигон",
          reasonEnglish: "not a polygon, but a line",
          place: Point(x: 381_001, y: 6_185_002)
        )
      ],
      inputs: [
        InputFile(path: "register.gpkg", bytes: 1234, sha256: String(repeating: "ab", count: 32))
      ],
      parameters: [(name: "coincidence", value: "2.0")],
      notes: [Note(russian: "Съёмка взята везде.", english: "Surveyed everywhere.")],
      language: language
    )
    let findings = findings()
    contents.findings = findings.reversed()
    contents.links = links()
    let parts: [BalancePart] = [.linked, .unlinked, .notSurveyed]
    contents.parts.parcels = contents.register.parcels.indices.map { i in
      contents.register.parcels.shapes.hasGeometry(i) ? parts[i % 3] : .withoutGeometry
    }
    contents.parts.surveyParcels = contents.survey.parcels.indices.map { parts[$0 % 2] }
    contents.revenue = revenue(findings)
    contents.totals = RevenueTotals(summing: contents.revenue)
    contents.inspections = InspectionPlan(
      findings: contents.findings,
      lines: contents.revenue,
      budget: 10
    )
    return contents
  }

  static func register() -> Register {
    var register = Register()
    register.date = "2026-03-01"
    var parcels: [RegisterParcel] = []
    var shapes = ShapeColumn()
    for i in 0..<8 {
      var parcel = RegisterParcel(
        number: "16:50:0000012:\(10 + i)",
        quarter: "16:50:0000012",
        origin: Origin(file: "register.gpkg", layer: "parcels", row: i + 1)
      )
      parcel.declaredArea = 900
      parcel.pointAccuracy = 0.1
      parcel.cadastralValue = Kopecks(rawValue: 123_456_700 + Int64(i))
      parcel.right = .private
      parcel.address = i == 0 ? hostile : "ул. Баумана, \(i)"
      parcel.category = .settlements
      parcels.append(parcel)
      shapes.append(i == 3 ? withHole(i % 4, i / 4) : square(i % 4, i / 4))
    }
    parcels.append(
      RegisterParcel(
        number: "16:50:0000014:15",
        quarter: "16:50:0000014",
        origin: Origin(file: "register.gpkg", layer: "parcels", row: 9)
      )
    )
    shapes.append(.empty)
    register.parcels = Layer(records: parcels, shapes: shapes)
    var house = RegisterBuilding(
      number: "16:50:0000012:50",
      quarter: "16:50:0000012",
      origin: Origin(file: "register.gpkg", layer: "buildings", row: 1)
    )
    house.parcels = ["16:50:0000012:10"]
    house.floors = 2
    house.purpose = .house
    register.buildings = Layer(
      records: [house],
      shapes: ShapeColumn([square(0, 0, size: 8)])
    )
    register.quarters = Layer(
      records: [12, 13].map {
        Quarter(
          number: "16:50:00000\($0)",
          origin: Origin(file: "register.gpkg", layer: "quarters", row: $0)
        )
      },
      shapes: ShapeColumn([
        square(0, 0, size: 190, at: Point(x: origin.x - 10, y: origin.y - 10)),
        square(0, 0, size: 190, at: Point(x: origin.x - 10, y: origin.y + 180)),
      ])
    )
    register.publicLand = Layer(
      records: [
        PublicLand(
          kind: .road,
          name: "улица Баумана",
          origin: Origin(file: "register.gpkg", layer: "public_land", row: 1)
        )
      ],
      shapes: ShapeColumn([square(0, 3)])
    )
    return register
  }

  static func survey() -> Survey {
    var survey = Survey(accuracy: 0.1)
    survey.date = "2026-06-01"
    survey.parcels = Layer(
      records: (0..<6).map { i in
        var parcel = SurveyParcel(
          id: i == 5 ? "S/5 ё" : "12:30:0\(i)",
          accuracy: 0.1,
          origin: Origin(file: "survey.gpkg", layer: "parcels", row: i)
        )
        parcel.use = i == 0 ? hostile : "жилой дом"
        parcel.surveyed = "2026-05-1\(i)"
        return parcel
      },
      shapes: ShapeColumn((0..<6).map { square($0 % 4, $0 / 4, size: 30.5) })
    )
    survey.buildings = Layer(
      records: [
        SurveyBuilding(
          id: "13:40:01",
          accuracy: 0.1,
          origin: Origin(file: "survey.gpkg", layer: "buildings", row: 1)
        )
      ],
      shapes: ShapeColumn([square(1, 0, size: 9)])
    )
    survey.coverage = .area(square(0, 0, size: 400, at: Point(x: origin.x - 20, y: origin.y - 20)))
    return survey
  }

  static func links() -> [Link] {
    (0..<5).reversed().map { i in
      Link(
        layer: .parcels,
        register: i,
        survey: i,
        registerArea: 900,
        surveyArea: 930.25,
        intersectionArea: 900 - Double(i),
        alignedIntersectionArea: 900,
        component: i + 1
      )
    } + [
      Link(
        layer: .parcels,
        register: 8,
        survey: 5,
        registerArea: 0,
        surveyArea: 930.25,
        intersectionArea: 0,
        alignedIntersectionArea: 0,
        component: 6
      )
    ]
  }

  static func findings() -> [Finding] {
    var findings: [Finding] = []
    for (i, kind) in FindingKind.allCases.enumerated() {
      let isCount = kind == .noGeometry
      let shape = isCount || kind == .quarterShift ? .empty : square(i % 4, i / 4 % 4, size: 3)
      findings.append(
        Finding(
          id: "\(kind.rawValue)-\(1000 + i)",
          kind: kind,
          quarter: isCount ? "16:50:0000014" : "16:50:0000012",
          registerIDs: isCount
            ? ["16:50:0000014:15"]
            : kind == .unregisteredParcel || kind == .unregisteredBuilding
              ? []
              : kind == .encroachment
                ? ["16:50:0000012:12", "16:50:0000012:11"] : ["16:50:0000012:\(10 + i % 8)"],
          surveyIDs: isCount ? [] : ["12:30:0\(i % 5)"],
          measure: Double(i) + 0.12345,
          unit: isCount ? .count : .squareMetres,
          tolerance: i % 3 == 0 ? nil : 0.5,
          probability: 0.5 + Double(i) / 100,
          area: isCount ? nil : 9,
          depth: kind == .encroachment ? 1.25 : nil,
          onto: kind == .encroachment ? .neighbour : nil,
          detail: i == 0 ? hostile : "Описание \(i), с запятой",
          detailEnglish: i == 0 ? hostile : "Detail \(i), with a comma",
          place: isCount ? nil : Point(x: origin.x + 1 + Double(i), y: origin.y + 1.5),
          shape: shape
        )
      )
    }
    return findings
  }

  static func revenue(_ findings: [Finding]) -> [RevenueLine] {
    var lines: [RevenueLine] = []
    for (i, finding) in findings.enumerated() where finding.kind != .noGeometry {
      let channel = Channel.allCases[i % Channel.allCases.count]
      let sign: Int64 = channel == .reduction ? -1 : 1
      lines.append(
        RevenueLine(
          finding: finding.id,
          object: finding.registerIDs.first ?? finding.surveyIDs[0],
          quarter: finding.quarter,
          channel: channel,
          tax: "land-tax",
          base: Kopecks(rawValue: 10_000_000),
          rate: 0.003,
          low: Kopecks(rawValue: sign * 10_001 * Int64(i + 1)),
          expected: Kopecks(rawValue: sign * 30_003 * Int64(i + 1)),
          high: Kopecks(rawValue: sign * 50_005 * Int64(i + 1)),
          period: channel == .fine || channel == .redistributionFee ? .once : .year,
          budget: .municipal,
          law: "НК РФ ст. 394",
          assumptions: "площадь, по съёмке"
        )
      )
    }
    return lines
  }

  static func balance() -> [BalanceRow] {
    var parcels = BalanceRow(layer: "register parcels")
    parcels.read = 10
    parcels.rejected = 1
    parcels.withoutGeometry = 1
    parcels.linked = 5
    parcels.unlinked = 3
    var surveyed = BalanceRow(layer: "survey parcels")
    surveyed.read = 6
    surveyed.linked = 6
    return [parcels, surveyed]
  }
}
