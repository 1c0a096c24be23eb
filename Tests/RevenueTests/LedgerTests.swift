import Cadastre
import Findings
import Geometry
import Revenue
import TestSupport
import Testing

/// One square metre once.
@Suite struct LedgerTests {
  let a = "90:25:010101:1"
  let b = "90:25:010101:2"

  func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: x, y: y), Point(x: x + width, y: y), Point(x: x + width, y: y + height),
      Point(x: x, y: y + height), Point(x: x, y: y),
    ])
  }

  func claim(_ id: String, _ parcel: String, _ shape: MultiPolygon, _ p: Double = 1) -> Finding {
    var finding = Finding.sign(
      .encroachment,
      id: id,
      register: [parcel],
      area: ShapeColumn([shape]).area(0),
      onto: .unallocated,
      probability: p
    )
    finding.shape = shape
    return finding
  }

  /// Two claims of 10 × 10 m that share 4 × 10: the more probable is charged for 100 m², the other for 60.
  ///
  /// At 2000 ₽/m² and 15 %: fee 30 000.00 and 18 000.00, and no square metre twice: 160 m² in all.
  @Test func sharedLandIsChargedToTheMoreProbable() throws {
    var town = Town()
    for parcel in [a, b] { town.parcel(parcel, roubles: 2_000_000) }
    let result = try town.assess(
      [claim("F1", a, box(0, 0, 10, 10), 0.9), claim("F2", b, box(6, 0, 10, 10), 1)],
      Policies.certain()
    )
    let fees = result.lines.filter { $0.channel == .redistributionFee }
    #expect(fees.map(\.base.decimal) == ["120000.00", "200000.00"])
    #expect(fees.map(\.expected.decimal) == ["16200.00", "30000.00"])
    #expect(fees[0].assumptions.contains("60.00 %"))
    let sum = try #require(result.ledger.sums.first)
    #expect([sum.claimed, sum.charged, sum.shared] == [200, 160, 40])
    #expect(result.ledger.addsUp)
  }

  /// A claim that lies wholly in another brings nothing, and says why.
  @Test func aClaimWithinAnotherBringsNothing() throws {
    var town = Town()
    for parcel in [a, b] { town.parcel(parcel, roubles: 2_000_000) }
    let result = try town.assess(
      [claim("F1", a, box(0, 0, 10, 10)), claim("F2", b, box(2, 2, 5, 5))],
      Policies.certain()
    )
    #expect(Set(result.lines.map(\.finding)) == ["F1"])
    #expect(result.withoutMoney.map(\.finding) == ["F2"])
  }

  /// One parcel recorded three times is struck off twice, not three times.
  @Test func aTripleRecordIsStruckOffTwice() throws {
    var town = Town()
    let numbers = (1...3).map { "90:25:010101:\($0)" }
    for number in numbers { town.parcel(number, roubles: 1_000_000) }
    let result = try town.assess(
      [
        .sign(.duplicate, id: "F1", register: [numbers[0], numbers[1]], area: 1000),
        .sign(.duplicate, id: "F2", register: [numbers[0], numbers[2]], area: 1000),
        .sign(.duplicate, id: "F3", register: [numbers[1], numbers[2]], area: 1000),
      ],
      Policies.certain()
    )
    // 1 000 000 × 0.3 % each
    #expect(result.lines.map(\.object) == [numbers[1], numbers[2]])
    #expect(result.lines.map(\.expected.decimal) == ["-3000.00", "-3000.00"])
    #expect(result.ledger.addsUp)
  }

  /// Boxes thrown at random: every identity holds to a square millimetre, whatever the order, and the sum is that
  /// of a raster of quarter-metre cells on whose lines the boxes lie.
  @Test(arguments: 1...25)
  func identityUnderRandomOverlaps(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func pick(_ count: Int) -> Int { Int(generator.next() >> 33) % count }
    let (east, north) = (4_312_000.0, 5_187_000.0)
    var boxes: [(x: Int, y: Int, w: Int, h: Int)] = []
    var findings: [Finding] = []
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    for i in 0..<(5 + pick(20)) {
      let box = (x: pick(160), y: pick(160), w: 4 + pick(60), h: 4 + pick(60))
      boxes.append(box)
      let shape = self.box(
        east + Double(box.x) / 4,
        north + Double(box.y) / 4,
        Double(box.w) / 4,
        Double(box.h) / 4
      )
      findings.append(claim("F\(100 + i)", a, shape, 0.5 + Double(pick(50)) / 100))
    }
    let ledger = try town.assess(findings, Policies.certain()).ledger
    #expect(ledger.addsUp, "\(ledger.discrepancy)")
    #expect(ledger == (try town.assess(findings.reversed(), Policies.certain()).ledger))
    var covered = Set<Int>()
    for box in boxes {
      for x in box.x..<(box.x + box.w) {
        for y in box.y..<(box.y + box.h) { covered.insert(x * 1000 + y) }
      }
    }
    let sum = try #require(ledger.sums.first)
    #expect(abs(sum.charged - Double(covered.count) / 16) < 1e-6)
    #expect(abs(sum.claimed - sum.charged - sum.shared) < 1e-6)
    #expect(ledger.entries.allSatisfy { $0.charged > -1e-6 && $0.charged < $0.claimed + 1e-6 })
  }

  /// A shape whose cells can't add up to its own area is seen: here it crosses itself.
  @Test func whatDoesNotAddUpIsSeen() throws {
    var town = Town()
    town.parcel(a, roubles: 2_000_000)
    let bow = MultiPolygon(shell: [
      Point(x: 0, y: 0), Point(x: 10, y: 10), Point(x: 10, y: 0), Point(x: 0, y: 9),
      Point(x: 0, y: 0),
    ])
    let result = try town.assess(
      [claim("F1", a, bow), claim("F2", a, box(-5, -5, 30, 30))],
      Policies.certain()
    )
    #expect(!result.ledger.addsUp)
  }
}
