import Alignment
import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Projection
import Revenue
import TestSupport
import Testing

/// Writes a town to look at: `MEZHA_LOOK=/tmp/look [MEZHA_LOOK_QUARTERS=8] swift test --filter LookTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MEZHA_LOOK"] != nil))
struct LookTests {
  @Test func writeATown() throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = URL(filePath: environment["MEZHA_LOOK"] ?? "")
    let side = environment["MEZHA_LOOK_QUARTERS"].flatMap(Int.init) ?? 5
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let language: Language = environment["MEZHA_LOOK_LANGUAGE"] == "en" ? .en : .ru
    var town = try LookTown(side: side)
    town.contents.language = language
    try Exporter.write(
      town.contents,
      to: folder,
      assets: Products.assets,
      programVersion: "0.1.0",
      timings: [("read", 1.25), ("match", 0.5)]
    )
  }
}

/// Quarters of eight by six parcels with houses, and a finding on every seventh.
private struct LookTown {
  var contents: RunContents
  private var random = SeededGenerator(seed: 11)
  private var parcels: [RegisterParcel] = []
  private var shapes = ShapeColumn()
  private var houses: [RegisterBuilding] = []
  private var houseShapes = ShapeColumn()
  private var plots: [SurveyParcel] = []
  private var plotShapes = ShapeColumn()
  private var seen: [SurveyBuilding] = []
  private var seenShapes = ShapeColumn()

  init(side: Int) throws {
    contents = try SmallTown.contents()
    contents.municipality = "Городской округ Примерный"
    contents.findings = []
    contents.links = []
    contents.revenue = []
    contents.shifts = []
    var quarters: [Quarter] = []
    var borders = ShapeColumn()
    for q in 0..<(side * side) {
      let number = "16:50:01" + String(10_000 + q).dropFirst()
      let corner = Point(
        x: 381_000 + Double(q % side) * 300,
        y: 6_185_000 + Double(q / side) * 260
      )
      quarters.append(
        Quarter(number: number, origin: Origin(file: "town.gpkg", layer: "quarters", row: q))
      )
      borders.append(rectangle(corner.x - 8, corner.y - 8, 276, 236))
      addQuarter(number, corner)
      if q % 4 == 1 {
        contents.shifts.append(
          QuarterShift(
            quarter: number,
            dx: 0.84,
            dy: -0.4,
            rotation: 0.01,
            pivot: corner,
            pairs: 40,
            error: 0.03,
            isSignificant: true
          )
        )
      }
    }
    let origin = Origin(file: "town.gpkg", layer: "parcels", row: 1)
    contents.register.parcels = Layer(records: parcels, shapes: shapes)
    contents.register.buildings = Layer(records: houses, shapes: houseShapes)
    contents.register.quarters = Layer(records: quarters, shapes: borders)
    contents.register.publicLand = Layer(
      records: [PublicLand(kind: .road, name: "улица", origin: origin)],
      shapes: ShapeColumn([rectangle(380_990, 6_185_230, Double(side) * 300, 20)])
    )
    contents.survey.parcels = Layer(records: plots, shapes: plotShapes)
    contents.survey.buildings = Layer(records: seen, shapes: seenShapes)
    contents.survey.coverage = .area(
      rectangle(380_960, 6_184_960, Double(side) * 300 + 40, Double(side) * 260 + 40)
    )
  }

  private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double)
    -> MultiPolygon
  {
    MultiPolygon(shell: [
      Point(x: x, y: y), Point(x: x + width, y: y), Point(x: x + width, y: y + height),
      Point(x: x, y: y + height),
    ])
  }

  private mutating func addQuarter(_ quarter: String, _ corner: Point) {
    for i in 0..<48 {
      let (x, y) = (corner.x + Double(i % 8) * 33, corner.y + Double(i / 8) * 37)
      let origin = Origin(file: "town.gpkg", layer: "parcels", row: parcels.count)
      var parcel = RegisterParcel(number: "\(quarter):\(i + 1)", quarter: quarter, origin: origin)
      parcel.declaredArea = 33 * 37
      parcel.cadastralValue = Kopecks(rawValue: 98_765_400)
      parcel.right = .private
      parcel.permittedUse = "для индивидуального жилищного строительства"
      parcel.address = "ул. Садовая, д. \(i + 1)"
      parcel.category = .settlements
      parcels.append(parcel)
      shapes.append(rectangle(x, y, 33, 37))
      let grow = Double.random(in: -0.4...0.4, using: &random)
      var plot = SurveyParcel(id: "П-\(plots.count + 1)", accuracy: 0.1, origin: origin)
      plot.use = "жилой дом с огородом"
      plots.append(plot)
      plotShapes.append(rectangle(x + grow, y, 33, 37 + grow))
      var house = RegisterBuilding(
        number: "\(quarter):\(100 + i)",
        quarter: quarter,
        origin: origin
      )
      house.parcels = [parcel.number]
      house.purpose = .house
      house.floors = 1 + i % 2
      houses.append(house)
      houseShapes.append(rectangle(x + 8, y + 9, 11, 9))
      seen.append(SurveyBuilding(id: "З-\(seen.count + 1)", accuracy: 0.1, origin: origin))
      seenShapes.append(rectangle(x + 8 + grow, y + 9, 11, 9))
      if Int.random(in: 0..<7, using: &random) == 0 { addFinding(quarter, i, x, y) }
    }
  }

  private mutating func addFinding(_ quarter: String, _ i: Int, _ x: Double, _ y: Double) {
    let kinds = FindingKind.allCases
    let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
    let area = Double.random(in: 4...220, using: &random)
    let isBare = kind == .noGeometry
    let finding = Finding(
      id: "\(kind.rawValue)-\(quarter.suffix(6))-\(i)",
      kind: kind,
      quarter: quarter,
      registerIDs: ["\(quarter):\(i + 1)"],
      surveyIDs: isBare ? [] : ["П-\(plots.count)"],
      measure: area,
      unit: isBare ? .count : .squareMetres,
      tolerance: isBare ? nil : 3.5,
      probability: Double.random(in: 0.5...1, using: &random),
      area: isBare ? nil : area,
      depth: kind == .encroachment ? 1.7 : nil,
      onto: kind == .encroachment ? .public : nil,
      detail: "Занято \(Int(area)) м² за границей участка; допуск 3,5 м², отступ до 1,7 м.",
      detailEnglish:
        "\(Int(area)) m² beyond the parcel's line; tolerance 3.5 m², depth up to 1.7 m.",
      place: isBare ? nil : Point(x: x + 2, y: y + 2),
      shape: isBare ? .empty : rectangle(x, y - 1.7, 33, area / 33 + 1.7)
    )
    contents.findings.append(finding)
    guard !isBare, i % 3 != 0 else { return }
    let channel = Channel.allCases[i % Channel.allCases.count]
    let sum = Int64(area * 1130) * (channel == .reduction ? -1 : 1)
    contents.revenue.append(
      RevenueLine(
        finding: finding.id,
        object: "\(quarter):\(i + 1)",
        quarter: quarter,
        channel: channel,
        tax: "land-tax",
        base: Kopecks(rawValue: 98_765_400),
        rate: 0.003,
        low: Kopecks(rawValue: sum / 2),
        expected: Kopecks(rawValue: sum),
        high: Kopecks(rawValue: sum * 2),
        period: channel == .fine || channel == .redistributionFee ? .once : .year,
        budget: .municipal,
        law: "НК РФ ст. 394",
        assumptions: "площадь по съёмке, ставка 2026 года"
      )
    )
  }
}
