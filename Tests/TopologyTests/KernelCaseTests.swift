import Foundation
import Geometry
import TestSupport
import Testing
import Topology

/// The area kernel and its predicates on every case of areas in GEOS's own tests.
@Suite(.enabled(if: SharedData.isPresent)) struct KernelCaseTests {
  /// Cases where we and GEOS differ, each with its reason; a case that agrees again must leave the list.
  static let disagreements: [String: String] = [:]

  /// All XML files of the oracle, sorted.
  private static func files() -> [String] {
    let root = SharedData.path("geos-xml")
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted()
  }

  @Test func areaAndContactAgreeWithGEOS() throws {
    let engine = TopologyEngine()
    var checked = 0
    var differ: [String] = []
    for file in Self.files() {
      for test in try GEOSCase.read(SharedData.path("geos-xml/\(file)")) {
        guard let first = test.first, let second = test.second, !first.isEmpty, !second.isEmpty,
          try engine.isValid(first), try engine.isValid(second)
        else { continue }
        // Some cases are there because an overlay of theirs fails.
        guard let area = try? engine.intersection(first, second).area,
          let meets = try? engine.intersectsInteriors(first, second)
        else { continue }
        let a = ShapeColumn([first.normalized()])
        let b = ShapeColumn([second.normalized()])
        var kernel = IntersectionArea()
        let ours = kernel.area(a, 0, b, 0)
        let contact = kernel.overlap(a, 0, b, 0) != nil
        let limit = max(kernel.uncertainty, 1e-9 * area)
        checked += 1
        if abs(ours - area) > limit || contact != meets {
          differ.append("\(file): \(test.description): \(ours) \(area) \(contact) \(meets)")
        }
      }
    }
    #expect(checked > 300)
    let unexplained = differ.filter { line in
      !Self.disagreements.keys.contains { line.hasPrefix($0) }
    }
    #expect(unexplained.isEmpty, "\(checked) checked:\n\(unexplained.joined(separator: "\n"))")
    for known in Self.disagreements.keys.sorted() {
      #expect(differ.contains { $0.hasPrefix(known) }, "agrees by now: \(known)")
    }
  }

  @Test func whatIsSoundIsValidForGEOS() throws {
    let engine = TopologyEngine()
    var check = SoundnessCheck()
    var sound = 0
    var valid = 0
    for file in Self.files() {
      for test in try GEOSCase.read(SharedData.path("geos-xml/\(file)")) {
        for shape in [test.first, test.second].compactMap({ $0 }) where !shape.isEmpty {
          let isValid = try engine.isValid(shape)
          if isValid { valid += 1 }
          guard check.isSound(ShapeColumn([shape]), 0) else { continue }
          sound += 1
          #expect(isValid, "\(file): \(test.description)")
        }
      }
    }
    // The rest touch themselves in a point, or repeat one.
    #expect(sound > valid * 3 / 4, "\(sound) of \(valid)")
  }
}
