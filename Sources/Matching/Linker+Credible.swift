import Cadastre
import Geometry
import Topology

/// Which links are no claim once their probability is known.
extension Linker {
  /// Less than this is no claim, where both things have a counterpart of their own.
  static let negligible = 0.01
  /// From this on a link is a counterpart: likelier true than not.
  static let counterpart = 0.5

  /// `links` without those of ``negligible`` probability of which both things have another that is likelier true
  /// than not, where what the pair shares is a strip: errors of two lines, or a moved fence, join nothing.
  ///
  /// Where one thing has no other counterpart, even an unlikely link is the best that is known of it, and stays; so
  /// does one of land too wide for a strip, which somebody took from both.
  /// - Complexity: O(*n*), but for `isStrip` of the few in doubt.
  static func credible(_ links: [Link], isStrip: (Link) -> Bool) -> [Link] {
    var registers: Set<Int> = []
    var surveys: Set<Int> = []
    for link in links where link.probability >= counterpart {
      registers.insert(link.register)
      surveys.insert(link.survey)
    }
    return links.filter {
      $0.probability >= negligible || !registers.contains($0.register)
        || !surveys.contains($0.survey) || !isStrip($0)
    }
  }

  /// Whether the land of a pair is no wider than two determinations of one line may be apart.
  func isStrip(_ link: Link, _ evidence: Evidence, _ engine: borrowing TopologyEngine) -> Bool {
    let row = Overlap(
      register: link.register,
      survey: link.survey,
      area: link.alignedIntersectionArea
    )
    return sharedWidth(row, evidence, engine)
      <= rules.coincidenceTolerance(
        register.accuracy[link.register],
        survey.accuracy[link.survey]
      )
  }
}
