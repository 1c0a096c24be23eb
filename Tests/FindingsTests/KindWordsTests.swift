import Findings
import Testing

@Suite struct KindWordsTests {
  private func isRussian(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) }
  }

  @Test(arguments: FindingKind.allCases)
  func everyKindSpeaksBothLanguages(_ kind: FindingKind) {
    for language in WordLanguage.allCases {
      let page = kind.page(language)
      let sentences = [
        page.meaning, page.why, page.measured, page.tolerance, page.limits, page.example,
      ]
      for text in sentences + [page.title] {
        #expect(isRussian(text) == (language == .ru), "\(text)")
        #expect(!text.contains("\n") && !text.contains("  "), "\(text)")
      }
      for text in sentences { #expect(text.hasSuffix("."), "\(text)") }
      #expect(!page.title.hasSuffix(".") && page.title.count <= 48, "\(page.title)")
      #expect(page.title == kind.title(language) && page.meaning == kind.meaning(language))
    }
    #expect((kind.page(.ru).reference == nil) == (kind.page(.en).reference == nil))
  }

  /// A finding is a sign: no word of a title or a meaning accuses anybody.
  @Test(arguments: FindingKind.allCases)
  func nobodyIsAccused(_ kind: FindingKind) {
    for text in [kind.title(.ru), kind.meaning(.ru)] {
      for word in ["нарушени", "самовольн", "захват", "незаконн"] {
        #expect(!text.lowercased().contains(word), "\(text)")
      }
    }
    for text in [kind.title(.en), kind.meaning(.en)] {
      for word in ["violat", "illegal", "unlawful", "offen"] {
        #expect(!text.lowercased().contains(word), "\(text)")
      }
    }
  }

  @Test func titlesTellKindsApart() {
    for language in WordLanguage.allCases {
      #expect(Set(FindingKind.allCases.map { $0.title(language) }).count == 25)
    }
  }

  /// The measures of the contract's table, typed from it.
  @Test func unitsAreThoseOfTheContract() {
    func kinds(_ unit: MeasureUnit) -> Set<String> {
      Set(FindingKind.allCases.filter { $0.unit == unit }.map(\.rawValue))
    }
    #expect(kinds(.count) == ["no-geometry", "split", "merge", "regroup"])
    #expect(kinds(.floors) == ["floors-difference"])
    #expect(kinds(.none) == ["use-difference", "building-use-difference"])
    #expect(
      kinds(.metres) == [
        "outside-quarter", "suspect-crs", "quarter-shift", "parcel-shift", "boundary-difference",
        "building-over-boundary",
      ]
    )
  }
}
