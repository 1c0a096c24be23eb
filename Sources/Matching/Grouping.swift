/// How well the groups of a run are proven to be the best ones.
public struct GroupingReport: Sendable, Equatable {
  /// Groups that several recorded and several surveyed things could form.
  public var regroupings = 0
  /// Those of them decided with proof.
  public var proven = 0
  /// The most that a better grouping of one of the others could gain, in the units of the objective.
  public var largestGap = 0.0

  static func + (first: GroupingReport, second: GroupingReport) -> GroupingReport {
    GroupingReport(
      regroupings: first.regroupings + second.regroupings,
      proven: first.proven + second.proven,
      largestGap: max(first.largestGap, second.largestGap)
    )
  }
}

/// The best grouping of linked things, component by component.
///
/// A grouping keeps some links; what they connect are its groups. Its value is the sum of the shares that the
/// kept links stand for (how much of the smaller lies in the other, against the most of it that lies in any
/// partner; 1 where a claim alone links) less `penalty` for each group of several recorded and several surveyed
/// things: land divided anew is rare, and two parcels with a bridge between them are likelier than a regrouping,
/// unless the bridge is much of either.
///
/// A component with all its links is worth their sum less one penalty, so a better grouping drops links of less
/// than the penalty and leaves only stars (one to one, one to several, several to one). That is the cheapest way
/// to break every path of three links, and one of each such path must go:
/// - disjoint paths give a lower bound; where it reaches the penalty, nothing is dropped, with proof;
/// - up to ``exactLinks`` links the search by branching on the three links of a path is complete;
/// - beyond, the cheapest link of each path is dropped and the difference from the bound is reported as gap.
struct Grouping {
  /// Components of up to this many links are always decided with proof.
  static let exactLinks = 16

  private(set) var kept: [Link] = []
  private(set) var report = GroupingReport()

  init(_ links: [Link], penalty: Double) {
    guard penalty > 0 else {
      kept = links
      return
    }
    for component in Self.components(links) {
      var stars = StarForest(component.map { (links[$0].register, links[$0].survey) })
      let weights = Self.weights(component.map { links[$0] })
      guard stars.path() != nil else {
        kept += component.map { links[$0] }
        continue
      }
      let cut = stars.cheapestCut(weights, below: penalty)
      report.regroupings += 1
      report.proven += cut.gap == 0 ? 1 : 0
      report.largestGap = max(report.largestGap, cut.gap)
      kept += component.indices.filter { !cut.dropped.contains($0) }.map { links[component[$0]] }
    }
  }

  /// What each link of one component stands for.
  private static func weights(_ links: [Link]) -> [Double] {
    var mostOfRegister: [Int: Double] = [:]
    var mostOfSurvey: [Int: Double] = [:]
    for link in links where isMeasured(link) {
      let area = link.alignedIntersectionArea
      mostOfRegister[link.register] = max(mostOfRegister[link.register] ?? 0, area)
      mostOfSurvey[link.survey] = max(mostOfSurvey[link.survey] ?? 0, area)
    }
    return links.map { link in
      guard isMeasured(link) else { return 1 }
      let most =
        link.registerArea < link.surveyArea
        ? mostOfRegister[link.register] : mostOfSurvey[link.survey]
      return most.map { $0 > 0 ? link.alignedIntersectionArea / $0 : 0 } ?? 0
    }
  }

  private static func isMeasured(_ link: Link) -> Bool {
    link.registerArea > 0 && link.surveyArea > 0
  }

  /// Indices of `links` by component, each ascending, in the order of their first link.
  private static func components(_ links: [Link]) -> [[Int]] {
    var ofRegister: [Int: [Int]] = [:]
    var ofSurvey: [Int: [Int]] = [:]
    for i in links.indices {
      ofRegister[links[i].register, default: []].append(i)
      ofSurvey[links[i].survey, default: []].append(i)
    }
    var isSeen = Array(repeating: false, count: links.count)
    var result: [[Int]] = []
    for first in links.indices where !isSeen[first] {
      isSeen[first] = true
      var component = [first]
      var next = 0
      while next < component.count {
        let link = links[component[next]]
        next += 1
        for i in ofRegister[link.register, default: []] + ofSurvey[link.survey, default: []]
        where !isSeen[i] {
          isSeen[i] = true
          component.append(i)
        }
      }
      result.append(component.sorted())
    }
    return result
  }
}

/// A bipartite graph from which edges are taken until every component is a star.
///
/// A component is a star exactly when no edge of it has another edge at both ends.
struct StarForest {
  private let edges: [(Int, Int)]
  private let edgesOfFirst: [Int: [Int]]
  private let edgesOfSecond: [Int: [Int]]
  private var isDropped: [Bool]

  init(_ edges: [(Int, Int)]) {
    self.edges = edges
    edgesOfFirst = Dictionary(grouping: edges.indices) { edges[$0].0 }
    edgesOfSecond = Dictionary(grouping: edges.indices) { edges[$0].1 }
    isDropped = Array(repeating: false, count: edges.count)
  }

  /// The first path of three edges that is left from edge `start` on, its middle one first.
  func path(from start: Int = 0) -> [Int]? {
    for edge in start..<edges.count where !isDropped[edge] {
      let before = edgesOfFirst[edges[edge].0]?.first { $0 != edge && !isDropped[$0] }
      let after = edgesOfSecond[edges[edge].1]?.first { $0 != edge && !isDropped[$0] }
      if let before, let after { return [edge, before, after] }
    }
    return nil
  }

  /// The edges to drop, and the most that another choice could save; nothing is dropped at `limit` or above.
  ///
  /// - Complexity: at most 2ᵏ·*k* for *k* ≤ ``Grouping/exactLinks`` edges; O(*k* · degree) beyond.
  mutating func cheapestCut(
    _ weights: [Double],
    below limit: Double
  ) -> (dropped: Set<Int>, gap: Double) {
    let bound = packing(weights, enough: limit)
    if bound >= limit { return ([], 0) }
    if edges.count <= Grouping.exactLinks {
      var search = Search(best: limit)
      branch(weights, cost: 0, mask: 0, &search)
      return (Set(edges.indices.filter { search.mask & (1 << $0) != 0 }), 0)
    }
    var dropped: Set<Int> = []
    var cost = 0.0
    var start = 0
    while cost < limit, let path = path(from: start) {
      start = path[0]
      // Of equally cheap ones the last: what lies before it is settled.
      guard let cheapest = path.min(by: { (weights[$0], -$0) < (weights[$1], -$1) }) else { break }
      isDropped[cheapest] = true
      dropped.insert(cheapest)
      cost += weights[cheapest]
    }
    isDropped = Array(repeating: false, count: edges.count)
    return cost < limit ? (dropped, max(0, cost - bound)) : ([], limit - bound)
  }

  /// The least that must be dropped: the cheapest edge of each of some paths that share no edge.
  private mutating func packing(_ weights: [Double], enough limit: Double) -> Double {
    var bound = 0.0
    var start = 0
    while bound < limit, let path = path(from: start) {
      start = path[0]
      bound += path.map { weights[$0] }.min() ?? 0
      for edge in path { isDropped[edge] = true }
    }
    isDropped = Array(repeating: false, count: edges.count)
    return bound
  }

  private struct Search {
    var best: Double
    var mask = 0
    var seen: Set<Int> = []
  }

  /// One of the three edges of any path that is left must go.
  private mutating func branch(
    _ weights: [Double],
    cost: Double,
    mask: Int,
    _ search: inout Search
  ) {
    guard cost < search.best, search.seen.insert(mask).inserted else { return }
    guard let path = path() else {
      search.best = cost
      search.mask = mask
      return
    }
    for edge in path {
      isDropped[edge] = true
      branch(weights, cost: cost + weights[edge], mask: mask | 1 << edge, &search)
      isDropped[edge] = false
    }
  }
}
