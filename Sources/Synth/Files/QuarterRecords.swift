import Formats
import Foundation
import Geometry

/// Rows of one layer ready to be written.
struct LayerRows: Sendable {
  var shapes = ShapeColumn()
  var values: [[AttributeValue]] = []

  mutating func append(_ shape: MultiPolygon, _ row: [AttributeValue]) {
    shapes.append(shape)
    values.append(row)
  }
}

/// A column of a layer we write.
typealias Column = (name: String, type: ColumnType)

/// Shapes of a quarter as books and survey have them: with their noise, on a grid of a centimetre.
struct QuarterShapes {
  let register: [Point]
  let survey: [Point]
  private let plan: QuarterPlan

  init(_ plan: QuarterPlan) {
    let seed = plan.setup.seed
    var books = SynthRandom(seed: seed, quarter: plan.quarter, purpose: 0x6E6F_6973)
    var ground = SynthRandom(seed: seed, quarter: plan.quarter, purpose: 0x6D65_6173)
    register = plan.vertices.measured(accuracy: plan.fate.registerAccuracy, random: &books)
    survey = plan.vertices.measured(accuracy: plan.fate.surveyAccuracy, random: &ground)
    self.plan = plan
  }

  /// A recorded shape, the quarter's displacement and the record's own put in.
  func recorded(_ contours: [[[Int]]], shift: Point) -> MultiPolygon {
    var shape = MultiPolygon.empty
    for contour in contours {
      for ring in contour {
        shape.addRing(ring.map { rounded(displaced(register[$0], shift)) })
      }
      shape.endPolygon()
    }
    return shape
  }

  func surveyed(_ rings: [[Int]]) -> MultiPolygon {
    var shape = MultiPolygon.empty
    for ring in rings { shape.addRing(ring.map { rounded(survey[$0]) }) }
    shape.endPolygon()
    return shape
  }

  /// A surveyed building: its walls, or the roof over them.
  ///
  /// Boxes in a row have one flat roof and no eaves.
  func surveyed(_ building: BuildingPlan, _ ring: [Int]) -> MultiPolygon {
    let walls = ring.map { survey[$0] }
    let eaves = plan.lots[building.lot].use == .garages ? 0 : plan.fate.eaves
    return MultiPolygon(shell: (eaves > 0 ? outset(walls, by: eaves) : walls).map(rounded))
  }

  private func displaced(_ point: Point, _ shift: Point) -> Point {
    let place = Point(x: point.x + shift.x, y: point.y + shift.y)
    guard plan.fate.isShifted else { return place }
    let pivot = plan.pivot
    let angle = plan.fate.rotation * .pi / 180
    let (dx, dy) = (place.x - pivot.x, place.y - pivot.y)
    return Point(
      x: pivot.x + dx * cos(angle) - dy * sin(angle) + plan.fate.shift.x,
      y: pivot.y + dx * sin(angle) + dy * cos(angle) + plan.fate.shift.y
    )
  }

  private func rounded(_ point: Point) -> Point {
    Point(x: (point.x * 100).rounded() / 100, y: (point.y * 100).rounded() / 100)
  }
}

extension QuarterPlan {
  /// The point about which the quarter's register is turned.
  var pivot: Point {
    let centre = patch.at(0.5, 0.5)
    return Point(x: centre.x.rounded(), y: centre.y.rounded())
  }

  /// The quarter's own factor on prices, so that quarters differ and parcels of one do not.
  func price(_ base: Double) -> Double {
    var random = SynthRandom(seed: setup.seed, quarter: quarter, purpose: 0x7072_6963)
    return (base * random.uniform(0.8, 1.25) * 100).rounded() / 100
  }

  func address(of lot: Int?) -> String {
    let streets = setup.rules.streets
    let block = lot.map { lots[$0].street } ?? 0
    let street = streets[(quarter * 3 + block * 5) % streets.count]
    let place = "\(setup.rules.region), г. \(setup.rules.municipality), ул. \(street)"
    return lot.map { "\(place), д. \(lots[$0].house)" } ?? place
  }

  static let quarterColumns: [Column] = [("quarter", .text)]
  static let commonColumns: [Column] = [("kind", .text), ("name", .text)]

  func quarterRow() -> (MultiPolygon, [AttributeValue]) {
    (MultiPolygon(shell: cell.map(Self.centimetres)), [.text(Self.number(quarter, setup))])
  }

  func commonRows() -> LayerRows {
    var rows = LayerRows()
    for land in common {
      var shape = MultiPolygon.empty
      for ring in land.rings { shape.addRing(ring.map(Self.centimetres)) }
      shape.endPolygon()
      rows.append(shape, [.text(land.kind), .text(land.name)])
    }
    return rows
  }

  func coverageShape() -> MultiPolygon? {
    coverage.map { MultiPolygon(shell: $0.map(Self.centimetres)) }
  }

  private static func centimetres(_ point: Point) -> Point {
    Point(x: (point.x * 100).rounded() / 100, y: (point.y * 100).rounded() / 100)
  }
}
