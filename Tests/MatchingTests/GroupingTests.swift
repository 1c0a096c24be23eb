import TestSupport
import Testing

@testable import Matching

@Suite struct GroupingTests {
  private func link(_ r: Int, _ s: Int, _ share: Double) -> Link {
    Link(
      layer: .parcels,
      register: r,
      survey: s,
      registerArea: 100,
      surveyArea: 100,
      intersectionArea: 100 * share,
      alignedIntersectionArea: 100 * share
    )
  }

  /// What a choice of links is worth, by the definition alone; `all` are those there are to choose from.
  private func value(_ links: [Link], of all: [Link], penalty: Double) -> Double {
    var labels: [Int: Int] = [:]
    for link in links {
      labels[link.register] = link.register
      labels[-1 - link.survey] = -1 - link.survey
    }
    for _ in labels {
      for link in links {
        let label = min(labels[link.register] ?? 0, labels[-1 - link.survey] ?? 0)
        labels[link.register] = label
        labels[-1 - link.survey] = label
      }
    }
    let groups = Dictionary(grouping: labels.keys) { labels[$0] ?? 0 }.values
    let manyToMany = groups.count { group in
      group.count { $0 >= 0 } > 1 && group.count { $0 < 0 } > 1
    }
    // Of things of one size the surveyed one counts as the smaller.
    let shares = links.map { link in
      let most = all.filter { $0.survey == link.survey }.map(\.alignedIntersectionArea).max()
      return link.alignedIntersectionArea / (most ?? 1)
    }.reduce(0, +)
    return shares - penalty * Double(manyToMany)
  }

  @Test func onlyANegligibleLinkBetweenTwoGoodOnesIsDropped() {
    func links(_ probabilities: [(Int, Int, Double)]) -> [Link] {
      probabilities.map { r, s, probability in
        var link = link(r, s, 0.5)
        link.probability = probability
        return link
      }
    }
    func kept(_ probabilities: [(Int, Int, Double)]) -> [Double] {
      Linker.credible(links(probabilities)) { _ in true }.map(\.probability)
    }
    #expect(kept([(0, 0, 0.99), (0, 1, 0.001), (1, 1, 0.99)]) == [0.99, 0.99])
    #expect(kept([(0, 0, 0.99), (0, 1, 0.02), (1, 1, 0.99)]) == [0.99, 0.02, 0.99])
    // The second surveyed thing has nothing better.
    #expect(kept([(0, 0, 0.99), (0, 1, 0.001), (1, 1, 0.4)]) == [0.99, 0.001, 0.4])
    #expect(kept([(0, 0, 0.99), (0, 1, 0.001)]) == [0.99, 0.001])
    let wide = links([(0, 0, 0.99), (0, 1, 0.001), (1, 1, 0.99)])
    #expect(Linker.credible(wide) { _ in false } == wide)
  }

  @Test func isTheBestOfAllChoices() {
    var generator = SeededGenerator(seed: 64)
    var cut = 0
    for _ in 0..<150 {
      var links: [Link] = []
      for r in 0..<4 {
        for s in 0..<4 where Double.random(in: 0..<1, using: &generator) < 0.45 {
          links.append(link(r, s, Double.random(in: 0.05..<0.9, using: &generator)))
        }
      }
      guard links.count <= 9 else { continue }
      let grouping = Grouping(links, penalty: 0.6)
      let best = (0..<(1 << links.count)).map { mask in
        let choice = links.indices.filter { mask >> $0 & 1 == 1 }.map { links[$0] }
        return value(choice, of: links, penalty: 0.6)
      }.max()
      #expect(abs(value(grouping.kept, of: links, penalty: 0.6) - (best ?? 0)) < 1e-9)
      #expect(grouping.report.proven == grouping.report.regroupings)
      cut += grouping.kept.count < links.count ? 1 : 0
    }
    #expect(cut > 10, "some links are bridges")
  }

  @Test func aBridgeGoesAndARegroupingStays() {
    let bridged = [link(0, 0, 0.95), link(1, 1, 0.9), link(0, 1, 0.2)]
    #expect(Grouping(bridged, penalty: 0.5).kept == [bridged[0], bridged[1]])
    let anew = [link(0, 0, 0.5), link(0, 1, 0.5), link(1, 0, 0.5), link(1, 1, 0.5)]
    #expect(Grouping(anew, penalty: 0.5).kept == anew)
  }

  @Test func aLongChainEndsSoonAndTellsItsGap() {
    let strong = (0..<4000).flatMap { [link($0, $0, 0.6), link($0 + 1, $0, 0.6)] }
    let kept = Grouping(strong, penalty: 0.5)
    #expect(kept.kept.count == strong.count)
    #expect(kept.report == GroupingReport(regroupings: 1, proven: 1, largestGap: 0))
    let weak = (0..<4000).flatMap { [link($0, $0, 0.5), link($0 + 1, $0, 0.00001)] }
    let cut = Grouping(weak, penalty: 0.5)
    #expect(cut.report.regroupings == 1)
    #expect(cut.kept.count < weak.count && cut.report.largestGap < 0.03)
  }
}
