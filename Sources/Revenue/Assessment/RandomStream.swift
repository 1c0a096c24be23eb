import Foundation

/// Numbers that depend on a name and a count alone, so that neither order nor threads can be seen.
///
/// A counter goes through the finaliser of SplitMix64 (Steele, Lea & Flood 2014); the start is the FNV-1a
/// hash of the names (Fowler, Noll & Vo).
struct RandomStream: Sendable {
  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The start.
  let seed: UInt64

  /// A stream that begins with the hash of a name.
  init(name: String) { self.init(hash: Self.fnv(0xCBF2_9CE4_8422_2325, name)) }

  private init(hash: UInt64) { seed = hash }

  /// Another stream, for `name` within this one.
  func named(_ name: String) -> RandomStream { RandomStream(hash: Self.fnv(seed, name)) }

  /// The stream of one draw within this one.
  func draw(_ index: Int) -> RandomStream { RandomStream(hash: self[index]) }

  /// 64 bits at a place of the stream.
  subscript(index: Int) -> UInt64 {
    var z = seed &+ UInt64(truncatingIfNeeded: index &+ 1) &* Self.step
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number within 0…1, never 0 nor 1.
  func uniform(_ index: Int) -> Double {
    (Double(self[index] >> 11) + 0.5) / 9_007_199_254_740_992
  }

  /// A draw of a share with this mean and standard deviation, by a beta distribution.
  ///
  /// The mean itself where it is 0 or 1 or known exactly. A deviation no share can have is taken as the
  /// greatest that still leaves a distribution with one mean (95 % of √(m·(1 − m))).
  func share(mean: Double, deviation: Double) -> Double {
    guard mean > 0, mean < 1, deviation > 0 else { return min(max(mean, 0), 1) }
    let whole = mean * (1 - mean)
    let size = whole / min(deviation * deviation, 0.9 * whole) - 1
    let first = named("a").gamma(mean * size)
    let second = named("b").gamma((1 - mean) * size)
    return first + second > 0 ? first / (first + second) : mean
  }

  /// A draw of a gamma distribution with this shape and scale 1 (Marsaglia & Tsang 2000).
  private func gamma(_ shape: Double) -> Double {
    if shape < 1 {
      return named("+").gamma(shape + 1) * pow(uniform(0), 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    // One round in fifty or so is refused; a hundred refusals in a row do not happen.
    for attempt in 0..<100 {
      let x = normalQuantile(uniform(2 * attempt + 1))
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(uniform(2 * attempt + 2)) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
    return shape
  }

  private static func fnv(_ start: UInt64, _ text: String) -> UInt64 {
    var hash = start
    // the mark between names keeps "ab"+"c" apart from "a"+"bc"
    for byte in [0xFF] + Array(text.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
