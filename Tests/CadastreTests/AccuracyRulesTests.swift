import Cadastre
import Foundation
import TestSupport
import Testing

@Suite struct AccuracyRulesTests {
  let rules: AccuracyRules

  init() throws {
    let file = SharedData.projectRoot.appending(path: "Data/rules/ru.json")
    rules = try JSONDecoder().decode(AccuracyRules.self, from: Data(contentsOf: file))
  }

  func parcel(_ category: LandCategory, own: Double? = nil) -> RegisterParcel {
    var parcel = RegisterParcel(
      number: "90:25:010101:1",
      quarter: "90:25:010101",
      origin: Origin(file: "", layer: "", row: 0)
    )
    parcel.category = category
    parcel.pointAccuracy = own
    return parcel
  }

  @Test func ownAccuracyComesFirst() {
    #expect(rules.pointAccuracy(of: parcel(.settlements, own: 0.3)) == 0.3)
    #expect(rules.pointAccuracy(of: parcel(.settlements, own: 0)) == 0.1)
    #expect(rules.pointAccuracy(of: parcel(.settlements, own: .nan)) == 0.1)
  }

  @Test(arguments: [
    (LandCategory.settlements, 0.1), (.agricultural, 2.5), (.industrial, 0.5), (.protected, 2.5),
    (.forest, 5), (.water, 5), (.reserve, 5), (.unset, 0.1),
  ])
  func categoryDefault(_ category: LandCategory, _ metres: Double) {
    #expect(rules.pointAccuracy(of: parcel(category)) == metres)
  }

  @Test func gardensOnFarmLandAreMeasuredFiner() {
    let garden = UseClass(rawValue: "garden")
    #expect(rules.pointAccuracy(of: parcel(.agricultural), use: garden) == 0.2)
    #expect(rules.pointAccuracy(of: parcel(.settlements), use: garden) == 0.1)
  }

  /// 3.5 · 0.1 · √1000 = 0.35 · 31.6228 = 11.068; DOMAIN §3 says 11 m², and 9 m² for 600 m².
  @Test func areaTolerance() {
    #expect(abs(rules.areaTolerance(mt: 0.1, area: 1000) - 11.068) < 1e-3)
    #expect(rules.areaTolerance(mt: 0.1, area: 600).rounded() == 9)
    #expect(rules.areaTolerance(mt: 0.1, area: -1) == 0)
    let older = rules.adjusted(coincidence: nil, areaRule: "ru-2.0")
    #expect(older?.areaTolerance(mt: 0.1, area: 10_000) == 20)
  }

  /// 2 · √(0.1² + 0.1²) = 0.2828.
  @Test func coincidence() {
    #expect(abs(rules.coincidenceTolerance(0.1, 0.1) - 0.2828) < 1e-4)
    #expect(AccuracyRules.combined(3, 4) == 5)
    #expect(rules.adjusted(coincidence: 3, areaRule: nil)?.coincidenceTolerance(3, 4) == 15)
  }

  @Test func unknownAdjustmentIsRefused() {
    #expect(rules.adjusted(coincidence: nil, areaRule: "ru-9") == nil)
    #expect(rules.adjusted(coincidence: 0, areaRule: nil) == nil)
  }

  @Test func thresholdsAreReasoned() {
    let all = rules.thresholds
    #expect(all.minimumFindingArea.value == 1)
    #expect(all.duplicateIoU.value == 0.95)
    #expect(all.nestedShare.value == 0.99)
    #expect(all.minimumBuildingArea.value == 10)
    #expect(all.areaNoiseFactor.value == 1.2)
    #expect(all.footprintErrors.value == 4.2)
    #expect(all.minimumUnregisteredArea.value == 10)
    #expect(all.gapWidth.value == 1)
    #expect(all.peakFactor.value == 1.65)
    #expect(all.sliverErrors.value == 3.9)
    for child in Mirror(reflecting: all).children {
      let threshold = child.value as? Threshold
      #expect(threshold?.reason.isEmpty == false)
    }
  }
}
