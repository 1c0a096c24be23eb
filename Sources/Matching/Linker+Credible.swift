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

  /// What a plot must have in its parcels together to be theirs, where no link is likelier than not.
  private static let ownShare = 0.5

  /// `links` of parcels without those of plots that have no parcel of their own.
  ///
  /// A plot has one where a link is likelier than not, its occupant claims it, most of the plot lies on the linked
  /// parcels together, or the two are one shape displaced. Else it is occupied land that reaches into a parcel:
  /// `unregistered-parcel`, not the encroachment of that parcel's holder (INTERFACE §5.7).
  /// - Complexity: O(*n*), but for the shapes of the few plots in doubt.
  func ofOwnLand(_ links: [Link]) -> [Link] {
    guard layer == .parcels else { return links }
    var hasOwn: Set<Int> = []
    var onParcels: [Int: Double] = [:]
    for link in links {
      if link.probability >= Self.counterpart || claimed[link.survey] == link.register {
        hasOwn.insert(link.survey)
      }
      onParcels[link.survey, default: 0] += link.alignedIntersectionArea
    }
    return links.filter { link in
      hasOwn.contains(link.survey)
        || onParcels[link.survey, default: 0] >= Self.ownShare * surveyAreas[link.survey]
        || isOneShape(link.register, link.survey)
    }
  }

  private func isOneShape(_ r: Int, _ s: Int) -> Bool {
    guard let from = register.shapes.centroid(r), let to = survey.shapes.centroid(s)
    else { return false }
    return isDisplaced(r, s, from: from, to: to)
  }
}
