import Geometry
import Matching
import Testing
import Workers

/// What a pair search costs is counted, not timed: the work for one parcel must not grow with the town.
@Suite struct PairWorkTests {
  private static func town(_ side: Int, aside: Double) -> ShapeColumn {
    ShapeColumn(
      (0..<side * side).map { k in
        let x = Double(k % side) * 20 + aside
        let y = Double(k / side) * 30 + aside
        return MultiPolygon(shell: [
          Point(x: x, y: y), Point(x: x + 20, y: y), Point(x: x + 20, y: y + 30),
          Point(x: x, y: y + 30),
        ])
      }
    )
  }

  @Test func sixtyFourTimesTheTownCostsTheSameForEachParcel() {
    func work(_ side: Int) -> (candidates: Double, edges: Double, pairs: Double) {
      let table = PairFinder.pairs(
        Self.town(side, aside: 0),
        Self.town(side, aside: 1),
        workers: Workers(count: 1)
      )
      let count = Double(side * side)
      return (
        Double(table.candidates) / count, Double(table.edgePairs) / count,
        Double(table.count) / count
      )
    }
    let (small, large) = (work(12), work(96))
    // At the border there are fewer neighbours, so the larger town has a few more for each.
    #expect(large.candidates < 1.2 * small.candidates)
    #expect(large.edges < 1.2 * small.edges)
    #expect(large.pairs < 1.2 * small.pairs)
    #expect(large.candidates < 10)
  }
}
