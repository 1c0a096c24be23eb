import Testing

@testable import Cadastre

@Suite struct NearestNameTests {
  /// Distances counted by hand.
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1),
    ("kitten", "sitting", 3), ("ca", "abc", 3), ("parcells", "parcels", 1),
  ])
  func countsEdits(_ first: String, _ second: String, _ edits: Int) {
    #expect(NearestName.distance(Array(first), Array(second)) == edits)
    #expect(NearestName.distance(Array(second), Array(first)) == edits)
  }

  @Test func findsWhatWasMeant() {
    let commands = ["reconcile", "check", "describe", "synth", "kinds"]
    #expect(NearestName.nearest(to: "recnocile", among: commands) == "reconcile")
    #expect(NearestName.nearest(to: "Chekc", among: commands) == "check")
    #expect(NearestName.nearest(to: "frobnicate", among: commands) == nil)
    #expect(NearestName.nearest(to: "x", among: []) == nil)
  }
}
