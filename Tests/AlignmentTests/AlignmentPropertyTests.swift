import Alignment
import Cadastre
import Foundation
import Geometry
import TestSupport
import Testing
import Workers

/// Made-up quarters with everything that happens at once: displaced, turned, changed, divided, few.
private struct MadeUpQuarters {
  var town = TownBuilder()
  /// The motion of the register of each quarter: displacement at its centre and turn.
  var truth: [(quarter: String, centre: Point, dx: Double, dy: Double, degrees: Double)] = []
  private var generator: SeededGenerator
  private var next = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A normal deviate of variance 1, from twelve uniform ones.
  private mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }

  /// A point measured with a mean square error of 0.1 m in the plane.
  private mutating func measured(_ point: Point) -> Point {
    let axis = 0.1 / 2.0.squareRoot()
    return Point(x: point.x + axis * normal(), y: point.y + axis * normal())
  }

  /// Adds a quarter of `count` parcels; `changed` of them are another shape or place on the ground, some divided.
  mutating func add(count: Int, dx: Double, dy: Double, degrees: Double, changed: Double) {
    let number = "90:25:0101\(10 + truth.count)"
    let origin = Point(x: Double(truth.count % 5) * 400, y: Double(truth.count / 5) * 400)
    let columns = max(2, Int(Double(count).squareRoot() * 1.2))
    var x = origin.x
    var y = origin.y
    var lots: [[Point]] = []
    for i in 0..<count {
      let w = Double.random(in: 16...26, using: &generator)
      lots.append([
        Point(x: x, y: y), Point(x: x + w, y: y), Point(x: x + w, y: y + 30),
        Point(x: x, y: y + 30),
      ])
      x += w
      if (i + 1) % columns == 0 {
        x = origin.x
        y += (i / columns).isMultiple(of: 2) ? 30 : 38
      }
    }
    let corners = lots.joined()
    let centre = Point(
      x: corners.reduce(0) { $0 + $1.x } / Double(corners.count),
      y: corners.reduce(0) { $0 + $1.y } / Double(corners.count)
    )
    truth.append((number, centre, dx, dy, degrees))
    let radians = degrees * .pi / 180
    for (i, lot) in lots.enumerated() {
      let drawn = lot.map { p -> Point in
        let (x, y) = (p.x - centre.x, p.y - centre.y)
        return measured(
          Point(
            x: centre.x + cos(radians) * x - sin(radians) * y + dx,
            y: centre.y + sin(radians) * x + cos(radians) * y + dy
          )
        )
      }
      town.parcel("\(number):\(i + 1)", MultiPolygon(shell: drawn))
      ground(lot, isChanged: Double.random(in: 0..<1, using: &generator) < changed)
    }
  }

  private mutating func plot(_ corners: [Point]) {
    next += 1
    town.plot("S-\(10_000 + next)", MultiPolygon(shell: corners.map { measured($0) }))
  }

  /// What stands there: mostly the lot; else grown, cut, moved, divided or nothing.
  private mutating func ground(_ lot: [Point], isChanged: Bool) {
    guard isChanged else { return plot(lot) }
    let by = Double.random(in: 1...6, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      plot([
        lot[0], lot[1], Point(x: lot[2].x, y: lot[2].y + by), Point(x: lot[3].x, y: lot[3].y + by),
      ])
    case 1:
      plot([
        lot[0], lot[1], Point(x: lot[2].x, y: lot[2].y - by), Point(x: lot[3].x, y: lot[3].y - by),
      ])
    case 2: plot(lot.map { Point(x: $0.x + by, y: $0.y) })
    case 3:
      let left = Point(x: lot[0].x, y: lot[0].y + 14)
      let right = Point(x: lot[1].x, y: lot[1].y + 14)
      plot([lot[0], lot[1], right, left])
      plot([left, right, lot[2], lot[3]])
    default: break
    }
  }

  /// Estimated shifts, in the order of `truth`.
  func shifts() throws -> [QuarterShift] {
    let rules = try ProjectData.rules()
    let register = town.register
    return Alignment.estimate(
      register: register,
      survey: town.survey,
      accuracy: RegisterAccuracy(register, rules: rules, classifier: try ProjectData.classifier()),
      coincidence: rules.coincidence.value,
      workers: Workers(count: 2)
    ).shifts
  }

  /// How far the estimate is from the truth at its own pivot, m.
  func error(of shift: QuarterShift, _ k: Int) -> Double {
    let true_ = truth[k]
    let radians = true_.degrees * .pi / 180
    // Where the ground point of the pivot was drawn: undo the motion at the pivot.
    let x = shift.pivot.x - true_.centre.x - true_.dx
    let y = shift.pivot.y - true_.centre.y - true_.dy
    let ground = Point(
      x: true_.centre.x + cos(radians) * x + sin(radians) * y,
      y: true_.centre.y - sin(radians) * x + cos(radians) * y
    )
    return Point(x: shift.pivot.x - ground.x, y: shift.pivot.y - ground.y)
      .distance(to: Point(x: shift.dx, y: shift.dy))
  }
}

@Suite struct AlignmentPropertyTests {
  /// Displacements of 0.3–10 m, turns to 0.3°, up to 40 % of the parcels changed, 12–60 parcels.
  @Test func errorsAreCentimetres() throws {
    var generator = SeededGenerator(seed: 2026)
    var errors: [Double] = []
    var missed = 0
    for seed in 1...5 {
      var quarters = MadeUpQuarters(seed: UInt64(seed))
      for _ in 0..<10 {
        let length = Double.random(in: 0.3...10, using: &generator)
        let angle = Double.random(in: 0..<2 * .pi, using: &generator)
        quarters.add(
          count: Int.random(in: 12...60, using: &generator),
          dx: length * cos(angle),
          dy: length * sin(angle),
          degrees: Bool.random(using: &generator)
            ? 0 : Double.random(in: -0.3...0.3, using: &generator),
          changed: Double.random(in: 0...0.4, using: &generator)
        )
      }
      for (k, shift) in try quarters.shifts().enumerated() {
        #expect(shift.quarter == quarters.truth[k].quarter)
        if shift.isSignificant { errors.append(quarters.error(of: shift, k)) } else { missed += 1 }
      }
    }
    errors.sort()
    #expect(missed == 0)
    #expect(errors[errors.count / 2] <= 0.05, "median \(errors[errors.count / 2])")
    #expect(errors[errors.count * 95 / 100] <= 0.15, "p95 \(errors[errors.count * 95 / 100])")
  }

  @Test func quartersInPlaceStayInPlace() throws {
    var alarms = 0
    for seed in 1...10 {
      var quarters = MadeUpQuarters(seed: UInt64(100 + seed))
      for k in 0..<20 {
        quarters.add(count: 3 + k, dx: 0, dy: 0, degrees: 0, changed: 0.4 * Double(k % 5) / 4)
      }
      alarms += try quarters.shifts().count { $0.isSignificant }
    }
    #expect(alarms <= 1, "of 200")
  }

  @Test func fewParcelsTakeTheNeighboursShiftOnlyIfTheyAgree() throws {
    var quarters = MadeUpQuarters(seed: 7)
    quarters.add(count: 30, dx: 2.2, dy: -1.1, degrees: 0, changed: 0)
    quarters.add(count: 3, dx: 2.2, dy: -1.1, degrees: 0, changed: 0)
    quarters.add(count: 3, dx: 0, dy: 0, degrees: 0, changed: 0)
    quarters.add(count: 3, dx: -3, dy: 4, degrees: 0, changed: 0)
    let shifts = try quarters.shifts()
    #expect(shifts.map(\.source) == [.own, .pooled, .notEnough, .notEnough])
    #expect(shifts.map(\.isSignificant) == [true, true, false, false])
    #expect(quarters.error(of: shifts[1], 1) < 0.15)
  }

  @Test func neighboursTellWhoIsDisplaced() throws {
    var one = MadeUpQuarters(seed: 8)
    for k in 0..<8 { one.add(count: 20, dx: k == 3 ? 1.5 : 0, dy: 0, degrees: 0, changed: 0.1) }
    #expect(try one.shifts()[3].culprit == .register)
    var all = MadeUpQuarters(seed: 9)
    for _ in 0..<8 { all.add(count: 20, dx: 1.5, dy: 0.4, degrees: 0, changed: 0.1) }
    #expect(try all.shifts().allSatisfy { $0.culprit == .survey })
    var alone = MadeUpQuarters(seed: 10)
    alone.add(count: 20, dx: 1.5, dy: 0, degrees: 0, changed: 0)
    #expect(try alone.shifts()[0].culprit == .unknown)
  }

  /// One field measured to metres does not hide what the settlement's parcels show.
  @Test func aCoarseRecordDoesNotHideAShift() throws {
    var quarters = MadeUpQuarters(seed: 11)
    quarters.add(count: 20, dx: 1.5, dy: 0.5, degrees: 0, changed: 0)
    quarters.town.parcel("90:25:010110:900", TownBuilder.box(0, -200, 100, -100)) {
      $0.pointAccuracy = 2.5
    }
    quarters.town.plot("S-90000", TownBuilder.box(1, -199, 101, -99))
    let shift = try #require(try quarters.shifts().first)
    #expect(shift.isSignificant)
    #expect(quarters.error(of: shift, 0) < 0.05)
  }
}
