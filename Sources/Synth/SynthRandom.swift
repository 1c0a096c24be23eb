import Foundation

/// SplitMix64 with the draws the town needs; the same numbers for the same seed on every machine.
///
/// Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SynthRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The stream of one purpose in one quarter: it depends on nothing drawn elsewhere.
  init(seed: UInt64, quarter: Int, purpose: UInt64) {
    var mixer = SynthRandom(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ purpose)
    mixer.state ^= mixer.next() &+ UInt64(quarter) &* 0xD1B5_4A32_D192_ED03
    state = mixer.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<1 with 53 random bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  mutating func integer(below bound: Int) -> Int { Int(unit() * Double(bound)) }

  mutating func chance(_ share: Double) -> Bool { unit() < share }

  mutating func sign() -> Double { chance(0.5) ? 1 : -1 }

  /// A draw from the normal distribution of the given standard deviation (Box and Muller 1958).
  mutating func normal(_ deviation: Double) -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return deviation * radius * cos(2 * .pi * unit())
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[integer(below: elements.count)]
  }

  /// The index of one of `shares`, in proportion; nil when the draw falls beyond their sum (taken as at least 1).
  mutating func index(of shares: [Double]) -> Int? {
    var rest = unit()
    for (index, share) in shares.enumerated() {
      if rest < share { return index }
      rest -= share
    }
    return nil
  }
}
