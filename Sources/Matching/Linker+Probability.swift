import Geometry
import Topology

/// How sure a link is, and what else its surveyed thing could be.
extension Linker {
  /// `links` with probability, runner-up and margin; without those that nobody would claim (``credible(_:isStrip:)``, ``ofOwnLand(_:)``).
  ///
  /// The runner-up is the likeliest recorded thing that shares land with the surveyed one and is not linked to
  /// it: what it would be if the link were wrong. The other members of its own group are no rivals.
  func judged(_ links: [Link], _ evidence: Evidence) -> [Link] {
    var firstRow = Array(repeating: 0, count: survey.ids.count + 1)
    for row in evidence.rows { firstRow[row.survey + 1] += 1 }
    for s in survey.ids.indices { firstRow[s + 1] += firstRow[s] }
    let likely = links.map { link in
      var link = link
      let rows = firstRow[link.survey]..<firstRow[link.survey + 1]
      let row = rows.first { evidence.rows[$0].register == link.register }
      if !register.shapes.hasGeometry(link.register) {
        link.probability = weights.withoutGeometry
      } else if let row, share(evidence.rows[row]) >= Self.displacedShare {
        link.probability = weights.probability(measures(evidence.rows[row], evidence.rank(row)))
      } else {
        link.probability = weights.probability(measuresWhenMoved(link.register, link.survey))
      }
      return link
    }
    let engine = TopologyEngine()
    let credible = ofOwnLand(Self.credible(likely) { isStrip($0, evidence, engine) })
    var partners: [[Int]] = Array(repeating: [], count: survey.ids.count)
    for link in credible { partners[link.survey].append(link.register) }
    return credible.map { link in
      var link = link
      let rows = firstRow[link.survey]..<firstRow[link.survey + 1]
      var runnerUp: (probability: Double, register: Int)?
      for k in rows where !partners[link.survey].contains(evidence.rows[k].register) {
        let other = weights.probability(measures(evidence.rows[k], evidence.rank(k)))
        if other > (runnerUp?.probability ?? 0) { runnerUp = (other, evidence.rows[k].register) }
      }
      link.runnerUp = runnerUp.map { register.ids[$0.register] }
      link.margin = link.probability - (runnerUp?.probability ?? 0)
      return link
    }
  }

  /// Links that share less than this of the smaller rest on their size and shape.
  private static let displacedShare = 0.1

  private func measures(_ row: Overlap, _ rank: Int) -> PairMeasures {
    let areas = (registerAreas[row.register], surveyAreas[row.survey])
    return PairMeasures(
      share: share(row),
      iou: iou(row),
      ratio: min(areas.0, areas.1) / max(areas.0, areas.1),
      aside: aside(row.register, row.survey),
      rank: rank,
      claim: claimed[row.survey].map { $0 == row.register ? 1 : -1 } ?? 0
    )
  }

  private func measuresWhenMoved(_ r: Int, _ s: Int) -> PairMeasures {
    let from = register.shapes.centroid(r) ?? Point(x: 0, y: 0)
    let to = survey.shapes.centroid(s) ?? from
    let area = sharedWhenMoved(r, s, dx: to.x - from.x, dy: to.y - from.y)
    return measures(Overlap(register: r, survey: s, area: area), 2)
  }

  /// Distance of the centres in units of the smaller's side.
  private func aside(_ r: Int, _ s: Int) -> Double {
    guard let from = register.shapes.centroid(r), let to = survey.shapes.centroid(s)
    else { return 0 }
    return from.distance(to: to) / min(registerAreas[r], surveyAreas[s]).squareRoot()
  }
}
