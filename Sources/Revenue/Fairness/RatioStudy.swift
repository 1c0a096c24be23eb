import Foundation

/// How even a valuation is: the three numbers of a ratio study.
///
/// r = value taken for the tax ÷ value implied by the ground. IAAO Standard on Ratio Studies (2013), §5 and
/// appendix B: COD = 100 · mean |r − median| / median; PRD = mean r / (Σ values / Σ implied); PRB = slope of
/// (r − median) / median on log₂ of half the implied value and half the value over the median ratio.
public struct RatioStudy: Sendable, Equatable {
  /// Objects compared.
  public var count: Int
  /// The middle ratio.
  public var median: Double
  /// Coefficient of dispersion, %; 5–15 is accepted for dwellings.
  public var cod: Double
  /// Price-related differential; 0.98–1.03 is accepted, above it the dear ones are favoured.
  public var prd: Double
  /// Price-related bias; −0.05…0.05 is accepted, below it the dear ones are favoured.
  public var prb: Double

  /// Studies pairs of a value taken for the tax and a value implied.
  ///
  /// Pairs with a value that is not above zero are left out.
  /// - Returns: nil for fewer than two pairs.
  /// - Complexity: O(*n* log *n*).
  public init?(_ pairs: [(value: Double, implied: Double)]) {
    let sound = pairs.filter { $0.value > 0 && $0.implied > 0 && $0.value.isFinite }
    guard sound.count > 1 else { return nil }
    let ratios = sound.map { $0.value / $0.implied }
    let middle = quantile(ratios.sorted(), 0.5)
    let number = Double(sound.count)
    count = sound.count
    median = middle
    cod = 100 * ratios.reduce(0) { $0 + abs($1 - middle) } / number / middle
    let weighted =
      sound.reduce(0) { $0 + $1.value } / sound.reduce(0) { $0 + $1.implied }
    prd = ratios.reduce(0, +) / number / weighted
    let x = sound.map { log2(0.5 * $0.implied + 0.5 * $0.value / middle) }
    let y = ratios.map { ($0 - middle) / middle }
    let (meanX, meanY) = (x.reduce(0, +) / number, y.reduce(0, +) / number)
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let common = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    prb = spread > 0 ? common / spread : 0
  }
}
