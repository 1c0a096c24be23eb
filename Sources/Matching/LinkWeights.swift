import Foundation

/// What each measure of a pair says about its being the same land: `Data/matching/weights-….json`.
///
/// Log-odds over binned measures (Fellegi and Sunter 1969): each measure falls into a bin, each bin has a weight. The
/// measures repeat each other, so all weights are found together by logistic regression (`Tools/make-link-weights`).
public struct LinkWeights: Sendable, Equatable, Decodable {
  /// Name and date, as run.json shows it.
  public var id: String
  /// For parcels.
  public var parcels: LayerWeights
  /// For buildings.
  public var buildings: LayerWeights

  /// The weights of one layer.
  public struct LayerWeights: Sendable, Equatable, Decodable {
    /// Log-odds of a candidate of which nothing is measured.
    public var offset: Double
    /// By how much the sum of the weights is stretched.
    public var scale: Double
    /// Share of the smaller that lies in the other.
    public var share: Bins
    /// Intersection over union.
    public var iou: Bins
    /// Smaller area by larger area.
    public var ratio: Bins
    /// Distance of the centres in units of the smaller's side (root of its area).
    public var aside: Bins
    /// For how many of the two the other is the best partner: 0, 1, 2.
    public var rank: Bins
    /// Whether the occupant claims another record, none, or this one: -1, 0, 1.
    public var claim: Bins
    /// Probability of a link that only a number, an address or elimination speaks for.
    public var withoutGeometry: Double
    /// What the objective takes from a group of several to several, as a share of a thing (see `Grouping`).
    public var regroup: Double

    /// Log-odds that a pair with these measures is the same land.
    func logOdds(_ pair: PairMeasures) -> Double {
      offset
        + scale
        * (share.weight(pair.share) + iou.weight(pair.iou) + ratio.weight(pair.ratio)
          + aside.weight(pair.aside) + rank.weight(Double(pair.rank))
          + claim.weight(Double(pair.claim)))
    }

    /// Probability that a pair with these measures is the same land.
    func probability(_ pair: PairMeasures) -> Double { 1 / (1 + exp(-logOdds(pair))) }
  }

  /// Weights by bins of a measure.
  public struct Bins: Sendable, Equatable, Decodable {
    /// Lower edges of all bins but the first, ascending.
    public var edges: [Double]
    /// One weight more than edges.
    public var weights: [Double]

    /// The weight of the bin that holds `value`.
    func weight(_ value: Double) -> Double {
      let bin = edges.firstIndex { value < $0 } ?? edges.count
      return bin < weights.count ? weights[bin] : 0
    }
  }
}

/// What was measured of a pair.
struct PairMeasures: Equatable {
  var share: Double
  var iou: Double
  var ratio: Double
  var aside: Double
  var rank: Int
  var claim: Int
}
