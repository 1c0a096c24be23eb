import Cadastre
import Geometry
import TestSupport
import Testing

@testable import Findings

@Suite struct UncutTests {
  /// What GEOS cannot cut is told once, with its reason, and the knife works on.
  @Test func aFailedCutIsNoSilence() throws {
    let knife = Knife(rules: try ProjectData.rules())
    let square = TownBuilder.box(0, 0, 10, 10)
    #expect(knife.difference(square, TownBuilder.box(5, 0, 15, 10)).area == 50)
    #expect(knife.takeFailure() == nil)
    #expect(knife.buffer(square, by: .infinity).isEmpty)
    #expect(knife.takeFailure()?.isEmpty == false)
    #expect(knife.takeFailure() == nil, "taken once")
    #expect(knife.intersection(square, TownBuilder.box(5, 0, 15, 10)).area == 50)
  }

  @Test func aComparisonThatFailedIsAFindingOfItsObjects() {
    var town = TownBuilder()
    town.parcel("90:25:010101:1", TownBuilder.box(0, 0, 10, 10))
    let uncut = Uncut()
    let subject = Uncut.Subject(register: ["90:25:010101:1"], survey: ["S-1"])
    uncut.note(subject, "GEOSDifference_r: b")
    uncut.note(subject, "GEOSDifference_r: a")
    uncut.note(Uncut.Subject(register: [], survey: ["S-2"]), "GEOSUnion_r")
    let findings = uncut.findings(in: town.register)
    #expect(findings.map(\.kind) == [.invalidGeometry, .invalidGeometry])
    #expect(findings.map(\.surveyIDs) == [["S-2"], ["S-1"]])
    #expect(findings[1].quarter == "90:25:010101")
    #expect(findings[1].detailEnglish.hasSuffix("GEOSDifference_r: a"), "whatever thread was first")
    #expect(Set(findings.map(\.id)).count == 2)
  }
}
