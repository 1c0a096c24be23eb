import Alignment
import Cadastre
import Findings
import Foundation
import Geometry
import Projection
import Revenue
import Testing

@testable import Export

/// Whether the colours of the families can be told apart by whoever looks, and seen on paper.
@Suite struct PaletteTests {
  private typealias Colour = SIMD3<Double>

  /// Linear light of `#rrggbb` (IEC 61966-2-1).
  private func linear(_ hex: String) -> Colour {
    let value = Int(hex.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { byte -> Double in
      let c = Double(byte) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    return Colour(parts[0], parts[1], parts[2])
  }

  /// CIE L*a*b* under D65.
  private func lab(_ c: Colour) -> Colour {
    let x = (0.4124 * c.x + 0.3576 * c.y + 0.1805 * c.z) / 0.95047
    let y = 0.2126 * c.x + 0.7152 * c.y + 0.0722 * c.z
    let z = (0.0193 * c.x + 0.1192 * c.y + 0.9505 * c.z) / 1.08883
    func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    return Colour(116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z)))
  }

  /// What eyes without one kind of cone see (Machado, Oliveira & Fernandes 2009, severity 1).
  private static let eyes: [String: [Double]] = [
    "full": [1, 0, 0, 0, 1, 0, 0, 0, 1],
    "protan": [
      0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
    ],
    "deutan": [
      0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881,
    ],
    "tritan": [
      1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900,
    ],
  ]

  @Test(arguments: ["full", "protan", "deutan", "tritan"])
  func familiesStayApart(_ eye: String) throws {
    let m = try #require(Self.eyes[eye])
    func seen(_ c: Colour) -> Colour {
      let mixed = Colour(
        m[0] * c.x + m[1] * c.y + m[2] * c.z,
        m[3] * c.x + m[4] * c.y + m[5] * c.z,
        m[6] * c.x + m[7] * c.y + m[8] * c.z
      )
      return lab(mixed.clamped(lowerBound: .zero, upperBound: .one))
    }
    for (i, first) in Family.allCases.enumerated() {
      for second in Family.allCases[(i + 1)...] {
        let d = seen(linear(first.colour)) - seen(linear(second.colour))
        let distance = (d * d).sum().squareRoot()
        // A difference of 2.3 is just seen; on a map, side by side with outlines, several times that.
        #expect(distance > 10, "\(first) and \(second) to \(eye) eyes: \(distance)")
      }
    }
  }

  @Test func familiesShowOnWhitePaper() {
    for family in Family.allCases {
      let light = lab(linear(family.colour)).x
      #expect(light < 75, "\(family): lightness \(light)")
    }
  }
}
